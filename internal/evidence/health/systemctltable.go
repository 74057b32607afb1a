package health

import (
	"strconv"
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/reader"
	"signoff/internal/tally"
)

var (
	unitHeader = lazy.Regexp(`^\s*UNIT\s+LOAD\s+ACTIVE\s+SUB\s+`)
	unitCount  = lazy.Regexp(`^([0-9]+) (?:loaded )?units? listed`)
)

// readUnitTable reads a row a unit, and how many there are from the last line.
func readUnitTable(in *reader.Input, s *tally.Sink) error {
	l := in.Lines()
	rows, counted, began, ended := 0, -1, false, false
	for range l.All() {
		line := strings.TrimSpace(l.Text())
		if m := unitCount().FindStringSubmatch(line); m != nil {
			counted, _ = strconv.Atoi(m[1])
		}
		switch {
		case line == "":
			ended = began
		case unitHeader().MatchString(line):
			began = true
		case !ended:
			// A mark stands before units that failed or were not found.
			cells := strings.Fields(strings.TrimLeft(line, "●○×*↻ "))
			if len(cells) < 4 {
				l.Fail("expected a unit, load, active and sub, found %.80q", line)
				break
			}
			rows++
			s.Service(unit(l.Line(), cells[0], cells[1], cells[2], cells[3], l.Fail))
		}
	}
	if l.Err() == nil && counted != rows {
		l.Fail("expected the number of units after %d rows, found %d", rows, max(counted, 0))
	}
	return l.Err()
}
