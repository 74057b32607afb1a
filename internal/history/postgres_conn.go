//go:build !nosql

package history

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

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
	config, err := pgconn.ParseConfig(address.String())
	if err != nil {
		return nil, errors.New("expected postgres://HOST/DATABASE and settings that PostgreSQL knows")
	}
	if remote(config.Host) && !address.Query().Has("sslmode") {
		values := address.Query()
		values.Set("sslmode", "verify-full")
		address.RawQuery = values.Encode()
		if config, err = pgconn.ParseConfig(address.String()); err != nil {
			return nil, errors.New("expected a certificate that PGSSLROOTCERT vouches for, or sslmode in the address")
		}
	}
	config.ConnectTimeout = patience
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "signoff"
	}
	db, err := pgconn.ConnectConfig(ctx, config)
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

// run does statements that have no parameters.
func (s *postgresStore) run(ctx context.Context, statements string) error {
	_, err := s.db.Exec(ctx, statements).ReadAll()
	return err
}

// ask visits the rows of an answer.
func (s *postgresStore) ask(ctx context.Context, visit func(row []string) error, statement string, values ...any) error {
	rows := s.db.ExecParams(ctx, statement, parameters(values), nil, nil, nil)
	var err error
	for err == nil && rows.NextRow() {
		row := make([]string, len(rows.Values()))
		for i, value := range rows.Values() {
			row[i] = string(value)
		}
		err = visit(row)
	}
	_, closed := rows.Close()
	return cmp.Or(err, closed)
}

// change does one statement and gives the number of rows that it changed.
func (s *postgresStore) change(ctx context.Context, statement string, values ...any) (int, error) {
	done, err := s.db.ExecParams(ctx, statement, parameters(values), nil, nil, nil).Close()
	return int(done.RowsAffected()), err
}

func parameters(values []any) [][]byte {
	list := make([][]byte, len(values))
	for i, value := range values {
		list[i] = fmt.Append(nil, value)
	}
	return list
}

// write does all that is done in a transaction, or none of it.
func (s *postgresStore) write(ctx context.Context, do func() error) error {
	if err := s.run(ctx, "BEGIN"); err != nil {
		return err
	}
	if err := do(); err != nil {
		_ = s.run(ctx, "ROLLBACK") // a connection that can't has lost it already
		return err
	}
	return s.run(ctx, "COMMIT")
}
