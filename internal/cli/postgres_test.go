package cli

import (
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"signoff/internal/history"
)

// exampleStore is the database that documents speak of.
const exampleStore = "postgres://db.example.org/signoff"

// rowID is how the id of a row is printed.
var rowID = regexp.MustCompile(`\b[0-9a-f]{12}\b`)

// database stands in for the one that a document speaks of. Its address is a part
// of the criteria, so the ids of rows follow from it: they stand for those that
// the document shows, in the order in which they were first seen. The zero value
// stands in for nothing.
type database struct {
	address string
	ids     map[string]string // as the document shows it, and as it is
}

// shortID is as much of an id as commands take.
const shortID = 6

// real is a text of the document as it is typed.
func (d *database) real(text string) string {
	if d.address == "" {
		return text
	}
	text = strings.ReplaceAll(text, exampleStore, d.address)
	for shown, id := range d.ids {
		text = strings.ReplaceAll(text, shown[:shortID], id[:shortID])
	}
	return text
}

// shown is what was printed as the document shows it.
func (d *database) shown(document, printed string) string {
	if d.address == "" {
		return printed
	}
	printed = strings.NewReplacer(d.address, exampleStore, history.Shown(d.address), exampleStore).Replace(printed)
	if shown, is := rowID.FindAllString(document, -1), rowID.FindAllString(printed, -1); len(shown) == len(is) {
		for i, id := range is {
			if d.ids[shown[i]] == "" {
				d.ids[shown[i]] = id
			}
		}
	}
	for shown, id := range d.ids {
		printed = strings.ReplaceAll(strings.ReplaceAll(printed, id, shown), id[:shortID], shown[:shortID])
	}
	return printed
}

// server gives a document a real database in place of the one that it speaks of.
// Without one the test is skipped.
func server(t *testing.T) database {
	address := os.Getenv("SIGNOFF_TEST_POSTGRES")
	if address == "" {
		t.Skip("SIGNOFF_TEST_POSTGRES names no server: .ci/postgres starts one")
	}
	db, err := pgconn.Connect(t.Context(), address)
	if err == nil {
		_, err = db.Exec(t.Context(), "DROP SCHEMA IF EXISTS guide CASCADE; CREATE SCHEMA guide").ReadAll()
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Close(t.Context())
	at, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	values := at.Query()
	values.Set("search_path", "guide")
	at.RawQuery = values.Encode()
	return database{at.String(), map[string]string{}}
}
