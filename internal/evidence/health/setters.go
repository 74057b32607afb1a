package health

import (
	"cmp"

	"signoff/internal/reader"
)

func name(v reader.Value, r *report)      { r.Name = v.Text() }
func orName(v reader.Value, r *report)    { r.Name = cmp.Or(r.Name, v.Text()) }
func host(v reader.Value, r *report)      { scalar(&r.host)(v, r) }
func namespace(v reader.Value, r *report) { r.Namespace = v.Text() }

// identity reads what the tool itself knows a service by.
func identity(v reader.Value, r *report) { r.ID = v.Text() }

func image(v reader.Value, r *report)    { r.Image = v.Text() }
func ports(v reader.Value, r *report)    { scalar(&r.Ports)(v, r) }
func restarts(v reader.Value, r *report) { r.Restarts = v.Int() }
func status(v reader.Value, r *report)   { r.Status = v.Text() }
func dated(v reader.Value, r *report)    { r.sink.Dated(v.Text()) }

func none(_ reader.Value, r *report) { r.none = true }
func ignored(reader.Value, *report)  {}

// into reads a text that several members decide about.
func into(s *string) setter {
	return func(v reader.Value, _ *report) { *s = v.Text() }
}

// scalar is into for what may be an object or an array, which says nothing.
func scalar(s *string) setter {
	return func(v reader.Value, _ *report) {
		if kind := v.Kind(); kind == '{' || kind == '[' {
			*s = ""
			return
		}
		*s = v.Text()
	}
}
