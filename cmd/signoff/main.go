// Command signoff turns declared acceptance criteria and the raw output of
// other tools into a readiness report that people can sign.
package main

import (
	"os"

	"signoff/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System().Relax()))
}
