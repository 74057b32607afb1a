// Package proof makes and checks signatures: over the record of an approval in
// the form of OpenSSH (SSHSIG, allowed_signers), and over attestations that
// others verify without this tool (in-toto statements in DSSE envelopes and
// sigstore bundles). It knows bytes and keys. It judges no approval, opens no
// file, asks no clock, and takes no algorithm from an input on trust: what a key
// cannot check is an error, never a weaker answer.
package proof
