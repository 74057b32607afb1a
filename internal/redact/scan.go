package redact

import (
	"io"
	"slices"
	"strings"

	"signoff/internal/lazy"
)

// Scanned is what a text of any length holds.
type Scanned struct {
	// Rules are the names of the rules that found a secret, sorted.
	Rules []string
	// Addresses is how many different e-mail addresses there are, up to a bound
	// over which they are no longer told apart.
	Addresses int
}

const (
	scanWindow = 1 << 20
	// scanOverlap is how much of a window is looked at again with the next: a
	// secret is no longer, but for a private key, whose first line tells it.
	scanOverlap    = 16 << 10
	mostAddresses  = 100_000
	longestAddress = 254
)

var emailAddress = lazy.Regexp(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)

// Scan reads a text to its end.
func Scan(r io.Reader) (Scanned, error) {
	rules, addresses := map[string]bool{}, map[string]bool{}
	window := make([]byte, 0, scanWindow+scanOverlap)
	for {
		n, err := io.ReadFull(r, window[len(window):cap(window)])
		window = window[:len(window)+n]
		text := string(window)
		for _, f := range Find(text) {
			rules[f.Rule] = true
		}
		if strings.IndexByte(text, '@') >= 0 {
			for _, a := range emailAddress().FindAllString(text, -1) {
				if len(a) <= longestAddress && len(addresses) < mostAddresses {
					addresses[strings.ToLower(a)] = true
				}
			}
		}
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			found := Scanned{Addresses: len(addresses)}
			for rule := range rules {
				found.Rules = append(found.Rules, rule)
			}
			slices.Sort(found.Rules)
			return found, nil
		case err != nil:
			return Scanned{}, err
		}
		kept := copy(window[:scanOverlap], window[len(window)-scanOverlap:])
		window = window[:kept]
	}
}
