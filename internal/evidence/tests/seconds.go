package tests

import (
	"strings"

	"signoff/internal/lazy"
	"signoff/internal/quantity"
)

// seconds reads a number of seconds as the writers of XML print it.
func seconds(x failer, text string) quantity.Decimal {
	d, err := quantity.ParseDecimal(text)
	if err != nil {
		d, err = quantity.ParseDecimal(plain(strings.TrimSpace(text)))
	}
	if err != nil {
		x.Fail("expected a number of seconds in time, found %.40q", text)
	}
	return d
}

// grouped is a number whose thousands are set apart, as Surefire writes it.
var grouped = lazy.Regexp(`^[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$`)

// plain takes the commas out of a number: they set thousands apart, or one
// stands for the decimal point, as in some languages. GoogleTest ends whole
// seconds with the point.
func plain(text string) string {
	if grouped().MatchString(text) {
		return strings.ReplaceAll(text, ",", "")
	}
	return strings.TrimSuffix(strings.Replace(text, ",", ".", 1), ".")
}

// millisBetween is the time between two numbers of milliseconds, in seconds; zero
// where one of them is none.
func millisBetween(from, to string) quantity.Decimal {
	a, err := quantity.ParseDecimal(from)
	b, wrong := quantity.ParseDecimal(to)
	if err != nil || wrong != nil {
		return quantity.Decimal{}
	}
	return scaled(quantity.DecimalFromInt(int64(b.Float())-int64(a.Float())), 3)
}
