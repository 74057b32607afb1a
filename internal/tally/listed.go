package tally

import (
	"strconv"
	"strings"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

// mostListed is how many records of a file are listed for the reader.
const mostListed = 100

// Checked lists something that the tool looked at, whatever became of it. It
// counts nowhere: what failed is a finding of its own.
func (s *Sink) Checked(c fact.Check) {
	s.list(&s.Checks, c.Line, func() fact.Item {
		return fact.Item{Name: bounded(c.Name), State: c.Outcome.String()}
	})
}

func (s *Sink) listService(v *fact.Service) {
	s.list(&s.Services, v.Line, func() fact.Item {
		item := fact.Item{Name: bounded(strings.Trim(v.Name, "/")), State: v.Condition.String()}
		say := func(name, text string) {
			if text != "" {
				item.Facts = append(item.Facts, fact.Said{Name: name, Text: bounded(text)})
			}
		}
		if item.Name == "" {
			item.Name = bounded(v.ID)
		}
		if !strings.EqualFold(v.Status, item.State) {
			say("status", v.Status)
		}
		if v.Uptime != nil {
			say("uptime", readable(v.Uptime.Value(quantity.Second)))
		}
		if v.Restarts >= 0 {
			say("restarts", strconv.FormatInt(v.Restarts, 10))
		}
		say("ports", v.Ports)
		say("image", v.Image)
		say("namespace", v.Namespace)
		return item
	})
}

func (s *Sink) list(to *fact.Listed, line int, item func() fact.Item) {
	if len(to.Items) == mostListed {
		to.More = plus(to.More, 1)
		return
	}
	one := item()
	one.At = fact.Location{Path: s.path, Line: line}
	to.Items = append(to.Items, one)
}

// readable shows a time in the largest unit of which there is one.
func readable(v quantity.Value) string {
	for _, unit := range []quantity.Unit{quantity.Day, quantity.Hour, quantity.Minute} {
		if one := quantity.Int(1, unit); v.Cmp(one) >= 0 {
			return quantity.Show(v, []quantity.Value{one})
		}
	}
	return quantity.Show(v, nil)
}
