//go:build !unix

package cli

import "os/exec"

// inGroup does nothing where there are no process groups.
func inGroup(*exec.Cmd) {}

// endGroup does nothing there either.
func endGroup(*exec.Cmd) {}
