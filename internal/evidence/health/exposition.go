package health

import (
	"strconv"
	"strings"
)

// parseSample splits a line into its metric, labels and what follows them: the
// value and perhaps a time.
func parseSample(line string) (metric string, set labels, rest []string, ok bool) {
	end := 0
	for end < len(line) && metricByte(line[end], end > 0) {
		end++
	}
	metric, line = line[:end], strings.TrimLeft(line[end:], " \t")
	if strings.HasPrefix(line, "{") {
		if metric, set, line, ok = parseLabels(metric, line[1:]); !ok {
			return "", nil, nil, false
		}
	}
	line, _, _ = strings.Cut(line, " # ") // an exemplar
	rest = strings.Fields(line)
	if metric == "" || len(rest) == 0 || len(rest) > 2 {
		return "", nil, nil, false
	}
	for _, number := range rest {
		if _, err := strconv.ParseFloat(number, 64); err != nil && !outOfRange(err) {
			return "", nil, nil, false
		}
	}
	return metric, set, rest, true
}

func outOfRange(err error) bool {
	n, ok := err.(*strconv.NumError)
	return ok && n.Err == strconv.ErrRange
}

func metricByte(c byte, inside bool) bool {
	letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':'
	return letter || inside && c >= '0' && c <= '9'
}

// parseLabels reads labels up to their closing brace. A quoted text without a
// value is the metric, where its name is not one of old.
func parseLabels(metric, line string) (name string, set labels, rest string, ok bool) {
	for {
		line = strings.TrimLeft(line, " \t,")
		if strings.HasPrefix(line, "}") {
			return metric, set, line[1:], true
		}
		var x label
		if strings.HasPrefix(line, `"`) {
			if x.name, line, ok = unquote(line); !ok {
				return "", nil, "", false
			}
		} else {
			end := strings.IndexAny(line, "= \t{}\"")
			if end <= 0 {
				return "", nil, "", false
			}
			x.name, line = line[:end], line[end:]
		}
		line = strings.TrimLeft(line, " \t")
		if !strings.HasPrefix(line, "=") {
			if metric != "" {
				return "", nil, "", false
			}
			metric = x.name
			continue
		}
		if x.value, line, ok = unquote(strings.TrimLeft(line[1:], " \t")); !ok {
			return "", nil, "", false
		}
		set = append(set, x)
	}
}

// unquote reads a quoted text, in which \n, \" and \\ are escaped.
func unquote(line string) (text, rest string, ok bool) {
	if !strings.HasPrefix(line, `"`) {
		return "", "", false
	}
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		switch c := line[i]; c {
		case '"':
			return b.String(), line[i+1:], true
		case '\\':
			if i++; i == len(line) {
				return "", "", false
			}
			if line[i] == 'n' {
				b.WriteByte('\n')
			} else {
				b.WriteByte(line[i])
			}
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}
