//go:build !nosql

package history

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// postgresStore keeps runs in a PostgreSQL database, on one connection.
type postgresStore struct{ db *pgx.Conn }

// patience is how long a server may take to answer the door.
const patience = 15 * time.Second

// openPostgres connects to the database of an address. What is secret comes from
// the environment (PGPASSWORD, PGPASSFILE, PGSSLKEY) alone, and a server that is
// not on this machine has to show who it is unless the address says otherwise.
func openPostgres(ctx context.Context, rest string, at Place) (*postgresStore, error) {
	address, err := url.Parse("postgres:" + rest)
	if err != nil || address.Opaque != "" {
		return nil, errors.New("expected postgres://HOST/DATABASE")
	}
	if _, there := address.User.Password(); there || address.Query().Has("password") {
		return nil, errors.New("expected an address without a password: it would be seen by everybody; PGPASSWORD and ~/.pgpass keep one")
	}
	config, err := pgx.ParseConfig(address.String())
	if err != nil {
		return nil, errors.New("expected postgres://HOST/DATABASE and settings that PostgreSQL knows")
	}
	if remote(config.Host) && !address.Query().Has("sslmode") {
		values := address.Query()
		values.Set("sslmode", "verify-full")
		address.RawQuery = values.Encode()
		if config, err = pgx.ParseConfig(address.String()); err != nil {
			return nil, errors.New("expected a certificate that PGSSLROOTCERT vouches for, or sslmode in the address")
		}
	}
	config.ConnectTimeout = patience
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "signoff"
	}
	db, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("can't connect: %w", withoutAddress(err))
	}
	s := &postgresStore{db}
	if err := s.migrate(ctx, at.Make); err != nil {
		return nil, errors.Join(err, db.Close(ctx))
	}
	return s, nil
}

// remote says whether a host is another machine.
func remote(host string) bool {
	if strings.HasPrefix(host, "/") || host == "localhost" {
		return false
	}
	ip := net.ParseIP(host)
	return ip == nil || !ip.IsLoopback()
}

// withoutAddress keeps what a server says and leaves out how it was reached.
func withoutAddress(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

func (s *postgresStore) Close() error { return s.db.Close(context.Background()) }

// schemaLock is the advisory lock under which the schema changes.
const schemaLock = 7446633015

// migrate brings the schema up to date, one process at a time. Who only reads
// finds none rather than makes one.
func (s *postgresStore) migrate(ctx context.Context, make bool) error {
	list, err := steps("postgres")
	if err != nil {
		return err
	}
	last := list[len(list)-1].number
	have, err := s.schema(ctx)
	if err != nil {
		return err
	}
	if err := newer(have, last); err != nil {
		return err
	}
	if have == last {
		return nil
	}
	if have == 0 && !make {
		return ErrNone
	}
	return pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock("+strconv.Itoa(schemaLock)+")"); err != nil {
			return err
		}
		if have, err = s.schema(ctx); err != nil { // somebody else may have been faster
			return err
		}
		if _, err := tx.Exec(ctx, "CREATE TABLE IF NOT EXISTS signoff_schema (number int PRIMARY KEY)"); err != nil {
			return err
		}
		for _, m := range list {
			if m.number <= have {
				continue
			}
			if _, err := tx.Exec(ctx, m.text); err != nil {
				return fmt.Errorf("migration %d: %w", m.number, err)
			}
			if _, err := tx.Exec(ctx, "INSERT INTO signoff_schema VALUES ($1)", m.number); err != nil {
				return err
			}
		}
		return nil
	})
}

// schema is the number of the last migration, 0 before the first.
func (s *postgresStore) schema(ctx context.Context) (int, error) {
	there, number := false, 0
	if err := s.db.QueryRow(ctx, "SELECT to_regclass('signoff_schema') IS NOT NULL").Scan(&there); err != nil || !there {
		return 0, err
	}
	err := s.db.QueryRow(ctx, "SELECT coalesce(max(number), 0) FROM signoff_schema").Scan(&number)
	return number, err
}

// Add implements Store.
func (s *postgresStore) Add(ctx context.Context, entries []Entry) (int, error) {
	added := 0
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		added = 0
		for len(entries) > 0 {
			n := min(len(entries), mostInBatch)
			more, err := addBatch(ctx, tx, entries[:n])
			if err != nil {
				return err
			}
			added, entries = added+more, entries[n:]
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("can't write to the history: %w", err)
	}
	return added, nil
}

// mostInBatch is how many rows are sent at once.
const mostInBatch = 2000

func addBatch(ctx context.Context, tx pgx.Tx, entries []Entry) (int, error) {
	var runs, said [5][]string
	for _, e := range entries {
		into, row := &runs, [5]string{e.ID, e.Service, e.Line, e.AsOf, string(e.Text)}
		if e.Of != "" {
			into, row = &said, [5]string{e.ID, e.Of, "", "", string(e.Text)}
		}
		for i := range row {
			into[i] = append(into[i], row[i])
		}
	}
	added := 0
	for _, statement := range []struct {
		text   string
		values []any
	}{
		{"INSERT INTO run (id, service, line, as_of, text) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) ORDER BY 1 ON CONFLICT DO NOTHING",
			[]any{runs[0], runs[1], runs[2], runs[3], runs[4]}},
		{"INSERT INTO invalidation (id, run, text) SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ORDER BY 1 ON CONFLICT DO NOTHING",
			[]any{said[0], said[1], said[4]}},
	} {
		done, err := tx.Exec(ctx, statement.text, statement.values...)
		if err != nil {
			return 0, err
		}
		added += int(done.RowsAffected())
	}
	_, err := tx.Exec(ctx, "INSERT INTO line (service, line) SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) ORDER BY 1, 2 ON CONFLICT DO NOTHING", runs[1], runs[2])
	return added, err
}

// Select implements Store.
func (s *postgresStore) Select(ctx context.Context, q Query, visit func(Entry) error) error {
	if _, err := q.invalid(ctx, s); err != nil {
		return err
	}
	const run = "SELECT r.id, r.service, r.line, r.as_of, r.text FROM run r WHERE "
	where, values := q.where(func(n int) string { return "$" + strconv.Itoa(n) })
	limit := func(n int) string {
		values = append(values, n)
		return " LIMIT $" + strconv.Itoa(len(values))
	}
	var statement string
	switch {
	case q.Last > 0:
		statement = "SELECT r.* FROM line l CROSS JOIN LATERAL (" + run + "r.service = l.service AND r.line = l.line AND " + where +
			" ORDER BY r.as_of DESC, r.id DESC" + limit(q.Last) + ") r"
		order := byLine
		if q.Newest > 0 {
			order = byNewest + limit(q.Newest)
		}
		statement += order
	case q.Newest > 0:
		statement = run + where + byNewest + limit(q.Newest)
	default:
		statement = run + where + byLine
	}
	rows, err := s.db.Query(ctx, statement, values...)
	if err != nil {
		return err
	}
	defer rows.Close()
	return eachRun(rows, visit)
}

// Invalidations implements Store.
func (s *postgresStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	rows, err := s.db.Query(ctx, "SELECT id, run, text FROM invalidation ORDER BY run, id")
	if err != nil {
		return err
	}
	var list []Entry // visiting may ask for more on the one connection
	defer rows.Close()
	for rows.Next() {
		var id, run, text string
		if err := rows.Scan(&id, &run, &text); err != nil {
			return err
		}
		list = append(list, Entry{ID: id, Of: run, Text: []byte(text)})
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, e := range list {
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// Remove implements Store.
func (s *postgresStore) Remove(ctx context.Context, ids []string) (int, error) {
	removed := 0
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, "DELETE FROM run WHERE id = ANY($1)", ids)
		if err != nil {
			return err
		}
		removed = int(done.RowsAffected())
		return nil // a line without a run stays: somebody may be adding to it
	})
	if err != nil {
		return 0, fmt.Errorf("can't remove from the history: %w", err)
	}
	return removed, nil
}

// Compact implements Store: the server sees to its space, and is told to now.
func (s *postgresStore) Compact(ctx context.Context) error {
	_, err := s.db.Exec(ctx, "VACUUM (ANALYZE) run")
	if err != nil {
		return fmt.Errorf("can't compact the history: %w", err)
	}
	return nil
}
