//go:build !nosql

package history

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// databases are the kinds of store that take a database.
var databases = []Kind{
	{"sqlite", "sqlite:FILE", "a file of SQLite", files, func(ctx context.Context, rest string, at Place) (Store, error) {
		return asStore(openSQLite(ctx, rest, at))
	}},
	{"postgres", "postgres://HOST/DATABASE", "a PostgreSQL database", server, func(ctx context.Context, rest string, at Place) (Store, error) {
		return asStore(openPostgres(ctx, rest, at))
	}},
}

//go:embed migrations
var migrations embed.FS

// migration is one step of a schema, by its number from 1.
type migration struct {
	number int
	text   string
}

// steps are the migrations of a dialect, in order. They are only ever added to.
func steps(dialect string) ([]migration, error) {
	names, err := fs.Glob(migrations, path.Join("migrations", dialect, "*.sql"))
	if err != nil {
		return nil, err
	}
	var list []migration
	for _, name := range names {
		number, err := strconv.Atoi(strings.TrimSuffix(path.Base(name), ".sql"))
		text, unread := migrations.ReadFile(name)
		if err != nil || unread != nil {
			return nil, fmt.Errorf("migration %s: expected a number as its name", name)
		}
		list = append(list, migration{number, string(text)})
	}
	return list, nil
}

// newer refuses a schema that a newer version made.
func newer(have, most int) error {
	if have > most {
		return fmt.Errorf("the history was made by a newer signoff: its schema is %d, this one knows %d", have, most)
	}
	return nil
}

// parameter writes the n-th parameter of a statement.
type parameter func(n int) string

// where writes the conditions of a query on the runs r, and gives their values.
func (q *Query) where(p parameter) (string, []any) {
	parts, values := []string{"TRUE"}, []any{}
	add := func(condition string, value string) {
		if value != "" {
			values = append(values, value)
			parts = append(parts, strings.ReplaceAll(condition, "?", p(len(values))))
		}
	}
	add("r.service = ?", q.Service)
	add("r.line = ?", q.Line)
	add("r.as_of >= ?", q.Since)
	add("r.as_of <= ?", q.Until)
	add("r.as_of < ?", q.Before)
	if q.ID != "" {
		add("r.id >= ?", q.ID)
		add("r.id < ?", q.ID+"g") // behind every digit
	}
	if q.Valid {
		parts = append(parts, "NOT EXISTS (SELECT 1 FROM invalidation i WHERE i.run = r.id)")
	}
	return strings.Join(parts, " AND "), values
}

// The orders of a query.
const (
	byLine   = " ORDER BY r.service, r.line, r.as_of DESC, r.id DESC"
	byNewest = " ORDER BY r.as_of DESC, r.id DESC"
)

// filed is the entry of a run as the database files it.
func filed(id, service, line, asOf, text string) Entry {
	return Entry{ID: id, Text: []byte(text), Service: service, Line: line, AsOf: asOf}
}
