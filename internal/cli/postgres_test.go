package cli

import (
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"signoff/internal/history"
)

// exampleStore is the database that documents speak of.
const exampleStore = "postgres://db.example.org/signoff"

// server gives a document a real database in place of the one that it speaks of,
// and takes it back out of what is printed. Without one the test is skipped.
func server(t *testing.T) (real, shown *strings.Replacer) {
	address := os.Getenv("SIGNOFF_TEST_POSTGRES")
	if address == "" {
		t.Skip("SIGNOFF_TEST_POSTGRES names no server: .ci/postgres starts one")
	}
	db, err := pgx.Connect(t.Context(), address)
	if err == nil {
		_, err = db.Exec(t.Context(), "DROP SCHEMA IF EXISTS guide CASCADE; CREATE SCHEMA guide")
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
	return strings.NewReplacer(exampleStore, at.String()), strings.NewReplacer(at.String(), exampleStore, history.Shown(at.String()), exampleStore)
}
