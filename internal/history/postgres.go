//go:build !nosql

package history

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
)

// postgresStore keeps runs in a PostgreSQL database, on one connection. It sends
// and gets text alone, which is all that a row is.
type postgresStore struct{ db *pgconn.PgConn }

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
	return s.write(ctx, func() error {
		if err := s.run(ctx, "SELECT pg_advisory_xact_lock("+strconv.Itoa(schemaLock)+")"); err != nil {
			return err
		}
		if have, err = s.schema(ctx); err != nil { // somebody else may have been faster
			return err
		}
		if err := s.run(ctx, "CREATE TABLE IF NOT EXISTS signoff_schema (number int PRIMARY KEY)"); err != nil {
			return err
		}
		for _, m := range list {
			if m.number <= have {
				continue
			}
			if err := s.run(ctx, m.text+";INSERT INTO signoff_schema VALUES ("+strconv.Itoa(m.number)+")"); err != nil {
				return fmt.Errorf("migration %d: %w", m.number, err)
			}
		}
		return nil
	})
}

// schema is the number of the last migration, 0 before the first.
func (s *postgresStore) schema(ctx context.Context) (int, error) {
	number := ""
	read := func(row []string) error { number = row[0]; return nil }
	if err := s.ask(ctx, read, "SELECT to_regclass('signoff_schema')"); err != nil || number == "" {
		return 0, err
	}
	if err := s.ask(ctx, read, "SELECT coalesce(max(number), 0) FROM signoff_schema"); err != nil {
		return 0, err
	}
	return strconv.Atoi(number)
}

// Add implements Store.
func (s *postgresStore) Add(ctx context.Context, entries []Entry) (int, error) {
	added := 0
	err := s.write(ctx, func() error {
		for batch := range slices.Chunk(entries, mostInBatch) {
			more, err := s.addBatch(ctx, batch)
			if err != nil {
				return err
			}
			added += more
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

// batchRow is an entry on its way to the server.
type batchRow struct {
	ID      string `json:"id"`
	Run     string `json:"run"`
	Service string `json:"service"`
	Line    string `json:"line"`
	AsOf    string `json:"as_of"`
	Text    string `json:"text"`
}

// addBatch sends entries as one value each statement takes apart.
func (s *postgresStore) addBatch(ctx context.Context, entries []Entry) (int, error) {
	rows := make([]batchRow, len(entries))
	for i, e := range entries {
		rows[i] = batchRow{e.ID, e.Of, e.Service, e.Line, e.AsOf, string(e.Text)}
	}
	sent, err := json.Marshal(rows)
	if err != nil {
		return 0, err
	}
	added := 0
	const from = " FROM json_to_recordset($1) AS r(id text, run text, service text, line text, as_of text, text text) WHERE r.run "
	for _, statement := range []string{
		"INSERT INTO run (id, service, line, as_of, text) SELECT id, service, line, as_of, text" + from + "= '' ORDER BY 1 ON CONFLICT DO NOTHING",
		"INSERT INTO invalidation (id, run, text) SELECT id, run, text" + from + "<> '' ORDER BY 1 ON CONFLICT DO NOTHING",
	} {
		n, err := s.change(ctx, statement, string(sent))
		if err != nil {
			return 0, err
		}
		added += n
	}
	_, err = s.change(ctx, "INSERT INTO line (service, line) SELECT DISTINCT service, line"+from+"= '' ORDER BY 1, 2 ON CONFLICT DO NOTHING", string(sent))
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
	return s.ask(ctx, func(row []string) error {
		return visit(filed(row[0], row[1], row[2], row[3], row[4]))
	}, statement, values...)
}

// Invalidations implements Store.
func (s *postgresStore) Invalidations(ctx context.Context, visit func(Entry) error) error {
	var list []Entry // visiting may ask for more on the one connection
	err := s.ask(ctx, func(row []string) error {
		list = append(list, Entry{ID: row[0], Of: row[1], Text: []byte(row[2])})
		return nil
	}, "SELECT id, run, text FROM invalidation ORDER BY run, id")
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := visit(e); err != nil {
			return err
		}
	}
	return nil
}

// Remove implements Store. A line without a run stays: somebody may be adding to it.
func (s *postgresStore) Remove(ctx context.Context, ids []string) (int, error) {
	sent, err := json.Marshal(append([]string{}, ids...)) // never null
	if err != nil {
		return 0, err
	}
	removed, err := s.change(ctx, "DELETE FROM run WHERE id IN (SELECT json_array_elements_text($1))", string(sent))
	if err != nil {
		return 0, fmt.Errorf("can't remove from the history: %w", err)
	}
	return removed, nil
}

// Compact implements Store: the server sees to its space, and is told to now.
func (s *postgresStore) Compact(ctx context.Context) error {
	if err := s.run(ctx, "VACUUM (ANALYZE) run"); err != nil {
		return fmt.Errorf("can't compact the history: %w", err)
	}
	return nil
}
