package tally

import (
	"fmt"
	"strings"
	"testing"

	"signoff/internal/fact"
	"signoff/internal/quantity"
)

func TestServicesAreListed(t *testing.T) {
	s := Compile(fact.Health, nil).Sink("ps.json")
	three := quantity.Decimal{Mant: 259200}
	s.Service(&fact.Service{Line: 1, Name: "/api", Condition: fact.Healthy, Status: "healthy", Uptime: &three, Restarts: -1, Ports: "80"})
	for i := range mostListed {
		s.Service(&fact.Service{Line: i + 2, Name: fmt.Sprint(i), Status: "up", Restarts: 2})
	}
	if got := strings.ReplaceAll(fmt.Sprint(s.Services.Items[0]), "\u00a0", " "); got != "{api healthy [{uptime 3 d} {ports 80}] {ps.json 1}}" {
		t.Errorf("found %s", got)
	}
	if n := len(s.Services.Items); n != mostListed || s.Services.More != 1 {
		t.Errorf("%d are listed, and %d more", n, s.Services.More)
	}
}
