// Package httpc speaks JSON over HTTP with a server that is trusted with a
// token and with nothing else: a call ends within a time, follows no redirect,
// so that the token goes to no other host, and reads an answer up to a bound.
// It knows no server's API, and retries nothing.
package httpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	timeout  = 30 * time.Second
	mostRead = 16 << 20
)

// Client calls one server.
type Client struct {
	base   *url.URL
	header http.Header
	http   http.Client
}

// New is a client of the server whose API starts at base; header goes with
// every call. Anything but https is refused, unless the server is this machine.
func New(base string, header http.Header) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("expected the address of an API, found %q", base)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !IsThisMachine(u.Host)) {
		return nil, fmt.Errorf("expected an API over https, found %q", base)
	}
	return &Client{base: u, header: header, http: http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// IsThisMachine tells whether a host, with a port or without, is the machine
// itself, with which plain HTTP may be spoken.
func IsThisMachine(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// StatusError is an answer other than a good one.
type StatusError struct {
	Method, Path string
	Code         int
	// Message is what the server says of it, "" when it says nothing.
	Message string
}

func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s %s answers %d %s", e.Method, e.Path, e.Code, http.StatusText(e.Code))
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// Call sends body as JSON, none when it is nil, and reads the answer into a
// value, unless that is nil. Path is below the base, with its query.
func (c *Client) Call(ctx context.Context, method, path string, body, into any) error {
	u, err := c.base.Parse(c.base.Path + path)
	if err != nil {
		return err
	}
	var sent io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(data)
	}
	request, err := http.NewRequestWithContext(ctx, method, u.String(), sent)
	if err != nil {
		return err
	}
	request.Header = c.header.Clone()
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(request)
	if err != nil {
		var where *url.Error // the address may hold what nobody should read
		if errors.As(err, &where) {
			err = where.Err
		}
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(io.LimitReader(answer.Body, mostRead+1))
	switch {
	case err != nil:
		return fmt.Errorf("%s %s: %w", method, path, err)
	case len(data) > mostRead:
		return fmt.Errorf("%s %s: the answer is longer than %d bytes", method, path, mostRead)
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return &StatusError{method, path, answer.StatusCode, message(data)}
	case into == nil:
		return nil
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s %s: the answer is not the JSON that was expected: %w", method, path, err)
	}
	return nil
}

// message is what servers say of an error, in the key that they use for it.
func message(data []byte) string {
	var said struct{ Message json.RawMessage }
	if json.Unmarshal(data, &said) != nil {
		return ""
	}
	var text string
	if json.Unmarshal(said.Message, &text) != nil {
		text = string(said.Message)
	}
	const most = 200
	if len(text) > most {
		text = text[:most]
	}
	return text
}
