package history

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// kills is how often TestKilled kills a writer on each store.
var kills = flag.Int("kills", 6, "how often a writer is killed on each store")

// TestMain is a writer instead when it is told to be one.
func TestMain(m *testing.M) {
	if address := os.Getenv("SIGNOFF_TEST_WRITER"); address != "" {
		write(address, os.Getenv("SIGNOFF_TEST_DIR"))
		return
	}
	os.Exit(m.Run())
}

// write adds runs one after the other, and says of each that it is kept.
func write(address, dir string) {
	ctx := context.Background()
	s, err := Open(ctx, address, here(dir))
	for day := 0; err == nil && day < 100_000; day++ {
		var e Entry
		if e, err = rowOf("a", os.Getenv("SIGNOFF_TEST_LINE"), day); err == nil {
			_, err = s.Add(ctx, []Entry{e})
		}
		if err == nil {
			fmt.Println(e.ID)
		}
	}
	if err != nil {
		fmt.Println("fault:", err)
	}
}

// TestKilled kills a writer at random moments: what it said is kept is kept, what
// it did not come to say is kept whole or not at all, and the next one goes on.
func TestKilled(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	onShelves(t, func(t *testing.T, _ shelf, address string, at Place) {
		s := opened(t, address, at)
		said := map[string]bool{}
		for i := range *kills {
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), "SIGNOFF_TEST_WRITER="+address, "SIGNOFF_TEST_DIR="+at.Dir, fmt.Sprint("SIGNOFF_TEST_LINE=l", i))
			cmd.Stderr = os.Stderr
			out, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(out)
			for n := rand.IntN(5); n >= 0 && lines.Scan(); n-- { // it is at work
				note(t, said, lines.Text())
			}
			end := time.AfterFunc(time.Duration(rand.IntN(20_000))*time.Microsecond, func() { cmd.Process.Kill() })
			for lines.Scan() {
				note(t, said, lines.Text())
			}
			end.Stop()
			_ = cmd.Wait() // it was killed
		}
		kept := map[string]bool{}
		err := s.Select(t.Context(), Query{}, func(e Entry) error {
			kept[e.ID] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for id := range said {
			if !kept[id] {
				t.Errorf("%.12s was kept and is gone", id)
			}
		}
		v, err := Verify(t.Context(), s)
		if err != nil || len(v.Faults) > 0 {
			t.Errorf("%+v, %v", v, err)
		}
		if more := len(kept) - len(said); more < 0 || more > *kills {
			t.Errorf("%d kept, %d said", len(kept), len(said))
		}
		t.Logf("%d writers killed, %d runs kept, %d of them said", *kills, len(kept), len(said))
		add(t, s, 1, row(t, "a", "main", 0))
	})
}

func note(t *testing.T, said map[string]bool, line string) {
	if strings.HasPrefix(line, "fault:") {
		t.Fatal(line)
	}
	said[line] = true
}
