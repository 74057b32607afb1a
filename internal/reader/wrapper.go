package reader

import (
	"strings"

	"signoff/internal/lazy"
)

// wrapperLine matches what package managers and build tools print before the
// output of what they run. Such lines say nothing of whose output follows.
var wrapperLine = lazy.Regexp(`^(?:` +
	`> .*` + // npm run and pnpm: the script and its command; Gradle: the task
	`|yarn run v\d.*|\$ .*` + // yarn 1
	`|npm (?:warn|WARN|notice) .*` +
	`|go: (?:downloading|extracting|finding|found|upgraded|added) .*` +
	`|\?\s+\S+\s+\[no test files\]` +
	`|ok\s+\S+\s+(?:\(cached\)|[0-9.]+s)(?:\s.*)?` +
	`|\s+\S+\s+coverage: 0\.0% of statements` +
	`|PASS` + // of a package without benchmarks
	`|\s+(?:Compiling|Downloading|Downloaded|Updating|Locking|Adding|Finished|Running|Doc-tests|Blocking|Fresh|Checking) .*` + // cargo
	`|running \d+ tests?|test \S+(?: - .*)? \.\.\. (?:ok|ignored).*|test result: ok\..*` + // cargo bench runs unit tests first
	`|\[(?:INFO|WARNING)\] .*|\[INFO\]` + // Maven, pre-commit
	`|make(?:\[\d+\])?: (?:Entering|Leaving) directory .*` +
	`)$`)

// keeping collects the first lines of a text. Where wrappers may stand before
// them, it leaves these out, and the blank lines around them.
type keeping struct {
	lines    []string
	wrappers bool
	wrapped  bool
}

// add keeps a line and tells whether there is room for another.
func (k *keeping) add(line []byte) bool {
	line = line[:min(len(line), headLineBytes)]
	switch {
	case k.wrappers && wrapperLine().Match(line):
		if k.wrapped = true; len(strings.Join(k.lines, "")) == 0 {
			k.lines = nil
		}
	case len(line) > 0 || len(k.lines) > 0 || !k.wrapped:
		k.lines = append(k.lines, valid(line))
	}
	return len(k.lines) < headLines
}
