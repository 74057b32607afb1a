//go:build !nosql

package history

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func init() {
	shelves["sqlite"] = shelf{
		place: func(t *testing.T) (string, Place) { return "sqlite:a dir %20?/h.db", here(foldered(t, "a dir %20?")) },
		tamper: func(t *testing.T, _ string, at Place, id string) {
			db, err := sql.Open("sqlite", "file:"+escaped(filepath.Join(at.Dir, "a dir %20?", "h.db")))
			if err == nil {
				_, err = db.Exec("UPDATE run SET text = replace(text, 'rejected', 'approved') WHERE id = ?", id)
			}
			if err != nil {
				t.Fatal(err)
			}
			db.Close()
		},
	}
	shelves["postgres"] = shelf{
		place: func(t *testing.T) (string, Place) { return schemaOf(t), here(t.TempDir()) },
		tamper: func(t *testing.T, address string, _ Place, id string) {
			db := connected(t, address)
			if _, err := db.Exec(t.Context(), "UPDATE run SET text = replace(text, 'rejected', 'approved') WHERE id = $1", id); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func foldered(t *testing.T, name string) string {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// schemaOf is the address of a schema of its own on the server that
// SIGNOFF_TEST_POSTGRES names; without one the test is skipped.
func schemaOf(t *testing.T) string {
	server := os.Getenv("SIGNOFF_TEST_POSTGRES")
	if server == "" {
		t.Skip("SIGNOFF_TEST_POSTGRES names no server: .ci/postgres starts one")
	}
	db := connected(t, server)
	name := "t_" + strings.ToLower(strings.NewReplacer("/", "_").Replace(t.Name()))
	if _, err := db.Exec(t.Context(), "DROP SCHEMA IF EXISTS "+name+" CASCADE; CREATE SCHEMA "+name); err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	values := address.Query()
	values.Set("search_path", name)
	address.RawQuery = values.Encode()
	return address.String()
}

func connected(t *testing.T, address string) *pgx.Conn {
	db, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close(t.Context()) })
	return db
}

// TestFiled finds a run that the database files as another's.
func TestFiled(t *testing.T) {
	address, at := shelves["sqlite"].place(t)
	s := opened(t, address, at)
	e := row(t, "a", "main", 2)
	add(t, s, 1, e)
	if _, err := s.(*sqliteStore).db.Exec("UPDATE run SET service = 'b'"); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(t.Context(), s)
	if err != nil || len(v.Faults) != 1 || v.Faults[0].ID != e.ID || !strings.Contains(v.Faults[0].What, `filed as "b"`) {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestSecretsInAddress refuses a password that everybody could see.
func TestSecretsInAddress(t *testing.T) {
	for _, address := range []string{"postgres://a:hush@localhost/x", "postgres://localhost/x?password=hush"} {
		if _, err := Open(t.Context(), address, here(t.TempDir())); err == nil || strings.Contains(err.Error(), "hush") || !strings.Contains(err.Error(), "PGPASSWORD") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestNewerSchema leaves alone what a newer version made.
func TestNewerSchema(t *testing.T) {
	address, at := shelves["sqlite"].place(t)
	s := opened(t, address, at)
	if _, err := s.(*sqliteStore).db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), address, at); err == nil || !strings.Contains(err.Error(), "newer signoff") {
		t.Error(err)
	}
}
