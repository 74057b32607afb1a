//go:build !nosql

package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	_ "modernc.org/sqlite" // the driver sqlite
)

// sqliteStore keeps runs in a file of SQLite. It writes ahead (WAL), so that who
// reads waits for nobody, and has each write on the disk before it is done.
type sqliteStore struct{ db *sql.DB }

// sqlitePragmas are said on every connection.
var sqlitePragmas = []string{"busy_timeout(30000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-32000)"}

func openSQLite(ctx context.Context, rest string, at Place) (*sqliteStore, error) {
	if rest == "" {
		return nil, errors.New("expected sqlite:FILE")
	}
	name := at.Path(rest)
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("expected a regular file")
	} else if err != nil && !at.Make {
		return nil, bare(err)
	}
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath()}
	values := url.Values{"_pragma": sqlitePragmas, "_txlock": {"immediate"}}
	address.RawQuery = values.Encode()
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(2) // one that visits and one that is asked meanwhile
	s := &sqliteStore{db}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("expected a history: %w", err), db.Close())
	}
	return s, nil
}

func (s *sqliteStore) Close() error { return s.db.Close() }

// migrate brings the schema up to date; who comes second finds it so.
func (s *sqliteStore) migrate(ctx context.Context) error {
	list, err := steps("sqlite")
	if err != nil {
		return err
	}
	have := 0
	if err := s.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	last := list[len(list)-1].number
	if have == last {
		return nil
	}
	if err := newer(have, last); err != nil {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		for _, m := range list {
			if m.number <= have {
				continue
			}
			if _, err := tx.ExecContext(ctx, m.text+fmt.Sprintf(";PRAGMA user_version = %d", m.number)); err != nil {
				return err
			}
		}
		return nil
	})
}

// write does all that is done in a transaction, or none of it.
func (s *sqliteStore) write(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Add implements Store.
func (s *sqliteStore) Add(ctx context.Context, entries []Entry) (int, error) {
	added := 0
	err := s.write(ctx, func(tx *sql.Tx) error {
		run, err := tx.PrepareContext(ctx, "INSERT INTO run (id, service, line, as_of, text) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
		if err != nil {
			return err
		}
		lines := map[[2]string]bool{}
		for _, e := range entries {
			var result sql.Result
			if e.Of != "" {
				result, err = tx.ExecContext(ctx, "INSERT INTO invalidation (id, run, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", e.ID, e.Of, string(e.Text))
			} else {
				lines[[2]string{e.Service, e.Line}] = true
				result, err = run.ExecContext(ctx, e.ID, e.Service, e.Line, e.AsOf, string(e.Text))
			}
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			added += int(n)
		}
		for l := range lines {
			if _, err := tx.ExecContext(ctx, "INSERT INTO line (service, line) VALUES (?, ?) ON CONFLICT DO NOTHING", l[0], l[1]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("can't write to the history: %w", err)
	}
	return added, nil
}

const sqliteRun = "SELECT r.id, r.service, r.line, r.as_of, r.text FROM run r WHERE "

// Select implements Store.
func (s *sqliteStore) Select(ctx context.Context, q Query, visit func(Entry) error) error {
	if _, err := q.invalid(ctx, s); err != nil {
		return err
	}
	where, values := q.where(func(int) string { return "?" })
	switch {
	case q.Newest > 0 && q.Last == 0:
		return s.visit(ctx, visit, sqliteRun+where+byNewest+" LIMIT ?", append(values, q.Newest)...)
	case q.Last == 0:
		return s.visit(ctx, visit, sqliteRun+where+byLine, values...)
	}
	return s.lasts(ctx, q, visit)
}

// lasts asks each line for its last runs, for which there is an index.
func (s *sqliteStore) lasts(ctx context.Context, q Query, visit func(Entry) error) error {
	lines, err := s.lines(ctx, q)
	if err != nil {
		return err
	}
	var found []Entry
	each := visit
	if q.Newest > 0 {
		each = func(e Entry) error { found = append(found, e); return nil }
	}
	one := q
	one.Service, one.Line = "-", "-"
	where, values := one.where(func(int) string { return "?" })
	ask, err := s.db.PrepareContext(ctx, sqliteRun+where+" ORDER BY r.as_of DESC, r.id DESC LIMIT ?")
	if err != nil {
		return err
	}
	defer ask.Close()
	for _, l := range lines {
		values[0], values[1] = l[0], l[1]
		rows, err := ask.QueryContext(ctx, append(values[:len(values):len(values)], q.Last)...)
		if err := answered(rows, err, each); err != nil {
			return err
		}
	}
	rest := Query{Newest: q.Newest}
	for _, e := range rest.arrange(found) {
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// lines lists the services with their lines, sorted.
func (s *sqliteStore) lines(ctx context.Context, q Query) ([][2]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT service, line FROM line WHERE (? = '' OR service = ?) AND (? = '' OR line = ?) ORDER BY service, line",
		q.Service, q.Service, q.Line, q.Line)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list [][2]string
	for rows.Next() {
		var l [2]string
		if err := rows.Scan(&l[0], &l[1]); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, rows.Err()
}

func (s *sqliteStore) visit(ctx context.Context, visit func(Entry) error, statement string, values ...any) error {
	rows, err := s.db.QueryContext(ctx, statement, values...)
	return answered(rows, err, visit)
}

// answered visits the runs of an answer, if there is one.
func answered(rows *sql.Rows, err error, visit func(Entry) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, service, line, asOf, text string
		if err := rows.Scan(&id, &service, &line, &asOf, &text); err != nil {
			return err
		}
		if err := visit(filed(id, service, line, asOf, text)); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Invalidations implements Store.
func (s *sqliteStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	rows, err := s.db.QueryContext(ctx, "SELECT id, run, text FROM invalidation ORDER BY run, id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e Entry
		if err := rows.Scan(&e.ID, &e.Of, &e.Text); err != nil {
			return err
		}
		if err := visit(e); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Remove implements Store.
func (s *sqliteStore) Remove(ctx context.Context, ids []string) (int, error) {
	removed := 0
	err := s.write(ctx, func(tx *sql.Tx) error {
		for _, id := range ids {
			result, err := tx.ExecContext(ctx, "DELETE FROM run WHERE id = ?", id)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			removed += int(n)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("can't remove from the history: %w", err)
	}
	return removed, nil
}

// Compact implements Store.
func (s *sqliteStore) Compact(ctx context.Context) error {
	for _, statement := range strings.Split("VACUUM;PRAGMA wal_checkpoint(TRUNCATE)", ";") {
		if _, err := s.db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("can't compact the history: %w", err)
		}
	}
	return nil
}
