//go:build !nosql

package history

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"signoff/internal/scorecard"
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
			if _, err := db.ExecParams(t.Context(), "UPDATE run SET text = replace(text, 'rejected', 'approved') WHERE id = $1", [][]byte{[]byte(id)}, nil, nil, nil).Close(); err != nil {
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
	if _, err := db.Exec(t.Context(), "DROP SCHEMA IF EXISTS "+name+" CASCADE; CREATE SCHEMA "+name).ReadAll(); err != nil {
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

func connected(t *testing.T, address string) *pgconn.PgConn {
	db, err := pgconn.Connect(t.Context(), address)
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

// TestViews holds the views against what the guide says of them.
func TestViews(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guide/team.md")
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]string{}
	for line := range strings.Lines(string(guide)) {
		if cells := strings.Split(line, "|"); len(cells) == 5 && strings.HasPrefix(cells[1], " `v_") {
			columns[strings.Trim(cells[1], " `")] = strings.TrimSpace(strings.ReplaceAll(cells[3], "`", ""))
		}
	}
	if len(columns) != 3 {
		t.Fatalf("the guide has %d views", len(columns))
	}
	for _, name := range []string{"sqlite", "postgres"} {
		t.Run(name, func(t *testing.T) {
			address, at := shelves[name].place(t)
			s := opened(t, address, at)
			void := row(t, "a", "main", 3)
			add(t, s, 3, row(t, "a", "main", 1), row(t, "a", "main", 2, func(r *scorecard.Run) { r.ExpiresNext, r.ExpiresWhat = "2026-12-31", "waiver W-1 A-2" }), void)
			said, err := OfInvalidation(void.ID, "broken", "A. Lead", time.Unix(0, 0))
			if err != nil {
				t.Fatal(err)
			}
			add(t, s, 1, said)
			for view, want := range columns {
				got, rows := viewed(t, s, view)
				if got != want {
					t.Errorf("%s has %s, and the guide says %s", view, got, want)
				}
				if n := map[string]int{"v_latest": 1, "v_trend": 4, "v_expiring": 1}[view]; len(rows) != n {
					t.Errorf("%s has %d rows, want %d: %v", view, len(rows), n, rows)
				}
			}
			_, rows := viewed(t, s, "v_trend")
			if all := strings.Join(rows, "; "); !strings.Contains(all, "A-2 4e5f6071 unmet w 2 ms") {
				t.Errorf("v_trend says %s", all)
			}
			if _, rows := viewed(t, s, "v_expiring"); !strings.Contains(rows[0], "2026-12-31") || !strings.Contains(rows[0], "waiver W-1 A-2 rejected") {
				t.Errorf("v_expiring says %s", rows)
			}
		})
	}
}

// viewed gives the columns and the rows of a view.
func viewed(t *testing.T, s Store, view string) (columns string, rows []string) {
	t.Helper()
	words := func(values []any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }
	switch s := s.(type) {
	case *sqliteStore:
		found, err := s.db.Query("SELECT * FROM " + view)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		names, _ := found.Columns()
		for found.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(sql.NullString)
			}
			if err := found.Scan(values...); err != nil {
				t.Fatal(err)
			}
			for i := range values {
				values[i] = values[i].(*sql.NullString).String
			}
			rows = append(rows, words(values))
		}
		return strings.Join(names, " "), rows
	case *postgresStore:
		found := s.db.ExecParams(t.Context(), "SELECT * FROM "+view, nil, nil, nil, nil).Read()
		if found.Err != nil {
			t.Fatal(found.Err)
		}
		var names []string
		for _, f := range found.FieldDescriptions {
			names = append(names, f.Name)
		}
		for _, row := range found.Rows {
			var values []any
			for _, v := range row {
				values = append(values, string(v))
			}
			rows = append(rows, words(values))
		}
		return strings.Join(names, " "), rows
	}
	return "", nil
}
