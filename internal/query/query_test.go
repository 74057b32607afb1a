package query

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	jsonText = "{\n \"recovery\": {\"seconds\": 7.10, \"ok\": true},\n \"list\": [1, 2,\n   {\"a b\": \"12ms\"}],\n \"none\": null, \"big\": 12345678901234567890.5\n}\n"
	yamlText = "x-log: &log\n  max: 10m\nservices:\n  web:\n    image: nginx\n    logging: *log\n  db:\n    <<: {image: postgres}\n    image: mysql\n    when: 2026-01-02\n    ratio: 007\n"
	tomlText = "[tool]\nname = \"x\"\nlimit = 3\nday = 2026-01-02\n[[item]]\nn = 1.5\n"
	xmlText  = "<?xml version=\"1.0\"?>\n<!-- c -->\n<r>\n <s type='5'>\n  <m>12.5</m>\n </s>\n <s type='6'><m>true</m></s>\n</r>\n"
	csvText  = "# name,deadlocks,note\nGET,0,\"a\nb\"\nSET,12,\nGET,,x\n"
	infoText = "# Memory\r\nused_memory:1024\r\nmode:standalone\r\nused_memory_peak:2048\r\n"
)

func TestRun(t *testing.T) {
	number := func(text string, line int) Result { return Result{Text: text, IsNumber: true, Line: line} }
	text := func(text string, line int) Result { return Result{Text: text, Line: line} }
	for _, test := range []struct {
		lang, query string
		container   Container
		document    string
		want        []Result
	}{
		{"jq", ".recovery.seconds", JSON, jsonText, []Result{number("7.10", 2)}},
		{"jq", `.list[2]["a b"]`, JSON, jsonText, []Result{text("12ms", 4)}},
		{"jq", ".recovery.ok", JSON, jsonText, []Result{{Text: "true", IsBool: true, Line: 2}}},
		{"jq", ".none", JSON, jsonText, nil},
		{"jq", ".nowhere.at.all", JSON, jsonText, nil},
		{"jq", ".big", JSON, jsonText, []Result{number("12345678901234567890.5", 5)}},
		{"jq", ".list | length", JSON, jsonText, []Result{number("3", 0)}},
		{"jq", ".list[0, 1]", JSON, jsonText, []Result{number("1", 0), number("2", 0)}},
		{"jq", ".recovery", JSON, jsonText, []Result{text(`{"ok":true,"seconds":7.10}`, 2)}},
		{"jq", ".a", JSON, `{"a": 1, "a": 2}`, []Result{number("2", 1)}},
		{"jq", ".n", JSONLines, "{\"n\":1}\n{\"n\":null}\n{\"n\":3}\n", []Result{number("1", 1), number("3", 3)}},
		{"jq", ".n", JSON, "\ufeff{\"n\":1}", []Result{number("1", 1)}},
		{"jq", ".n", JSON, "\xff\xfe{\x00\"\x00n\x00\"\x00:\x001\x00}\x00", []Result{number("1", 1)}},
		{"jq", ".services.db.image", YAML, yamlText, []Result{text("mysql", 9)}},
		{"jq", ".services.db.when", YAML, yamlText, []Result{text("2026-01-02", 10)}},
		{"jq", ".services.db.ratio", YAML, yamlText, []Result{text("007", 11)}},
		{"jq", "[.services[] | .logging.max]", YAML, yamlText, []Result{text(`[null,"10m"]`, 0)}},
		{"jq", ".a", YAML, "a: 1\n---\na: 2\n", []Result{number("1", 1), number("2", 3)}},
		{"jq", ".tool.limit, .tool.day, .item[0].n", TOML, tomlText, []Result{number("3", 0), text("2026-01-02", 0), number("1.5", 0)}},
		{"xpath", "//s[@type='5']/m", XML, xmlText, []Result{number("12.5", 5)}},
		{"xpath", "//s/@type", XML, xmlText, []Result{number("5", 4), number("6", 7)}},
		{"xpath", "count(//m)", XML, xmlText, []Result{number("2", 0)}},
		{"xpath", `concat(//s[@type="5"]/m, "%")`, XML, xmlText, []Result{text("12.5%", 0)}},
		{"xpath", "//absent", XML, xmlText, nil},
		{"xpath", "number(//absent)", XML, xmlText, nil},
		{"xpath", "//s[@type='6']/m", XML, xmlText, []Result{{Text: "true", IsBool: true, Line: 7}}},
		{"xpath", "/r", XML, "<?xml version='1.0' encoding='ISO-8859-1'?><r>\xe9</r>", []Result{text("é", 1)}},
		{"column", "deadlocks", CSV, csvText, []Result{number("0", 2), number("12", 4)}},
		{"column", "name", CSV, csvText, []Result{text("GET", 2), text("SET", 4), text("GET", 5)}},
		{"column", "absent", CSV, csvText, nil},
		{"column", "b", CSV, "a;b\n1;2,5\n", []Result{text("2,5", 2)}},
		{"regexp", `used_memory:(?P<value>\d+)`, Text, infoText, []Result{number("1024", 2)}},
		{"regexp", `(?m)^used_memory(_peak)?:(?P<bytes>\d+)`, Text, infoText, []Result{number("1024", 2), number("2048", 4)}},
		{"regexp", `mode:(\w+)`, Text, infoText, []Result{text("standalone", 3)}},
		{"regexp", `absent`, Text, infoText, nil},
		{"regexp", `"n"`, JSON, "\n{\"n\":1}", []Result{text(`"n"`, 2)}},
	} {
		t.Run(test.lang+" "+test.query, func(t *testing.T) {
			q, err := Parse(test.lang, test.query, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := q.Run(&Document{Path: "x", Container: test.container, Bytes: []byte(test.document)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestColumnRow(t *testing.T) {
	q, err := Parse("column", "deadlocks", map[string]string{"name": "SET"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := q.Run(&Document{Container: CSV, Bytes: []byte(csvText)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Result{{Text: "12", IsNumber: true, Line: 4}}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if want := `column deadlocks [name="SET"]`; q.String() != want {
		t.Errorf("String() = %s, want %s", q, want)
	}
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct {
		lang, query string
		offset      int
		msg         string
	}{
		{"jq", ".a | ", 5, "unexpected EOF"},
		{"jq", ".a + nosuch", 0, "function not defined: nosuch/0"},
		{"jq", ".a < now", 5, "found now"},
		{"jq", "[inputs]", 1, "found inputs"},
		{"jq", `if $ENV.HOME then 1 else 2 end`, 3, "found $ENV"},
		{"xpath", "//s[", 0, "expected an XPath expression"},
		{"regexp", "a(b", 0, "missing closing )"},
		{"regexp", `a\p{Zz}`, 1, "invalid character class range"},
		{"sql", "select", 0, `expected jq, xpath, column or regexp, found "sql"`},
		{"jq", "  ", 0, "found an empty text"},
	} {
		_, err := Parse(test.lang, test.query, nil)
		fault, ok := err.(*SyntaxError)
		if !ok {
			t.Errorf("Parse(%s, %q) = %v, want a *SyntaxError", test.lang, test.query, err)
			continue
		}
		if fault.Offset != test.offset || !strings.Contains(fault.Msg, test.msg) {
			t.Errorf("Parse(%s, %q) = %d: %s, want %d: %s", test.lang, test.query, fault.Offset, fault.Msg, test.offset, test.msg)
		}
	}
}

func TestRunErrors(t *testing.T) {
	deep := func(open, shut string) string { return strings.Repeat(open, 500) + strings.Repeat(shut, 500) }
	for _, test := range []struct {
		lang, query string
		container   Container
		document    string
		want        string
	}{
		{"jq", ".", JSON, `{"a": 1`, "line 1: expected JSON"},
		{"jq", ".", JSON, "{}\n{}", "expected one JSON value, found 2"},
		{"jq", ".", JSON, "", "expected one JSON value, found 0"},
		{"jq", ".", JSON, "{\n\"a\": x}", "line 2: expected JSON"},
		{"jq", ".", JSON, deep("[", "]"), "200 levels"},
		{"jq", ".", YAML, deep("[", "]"), "200 levels"},
		{"jq", ".", YAML, "a: 1\na: 2\n", `line 2: duplicate key "a"`},
		{"jq", ".", YAML, "a: &a [*a, *a]\n", "200 levels"},
		{"jq", ".", YAML, "? [a]\n: 1\n<<: {b: 2}\n", "expected a word as key"},
		{"jq", ".", TOML, "a = " + strings.Repeat("[", 5000), "200 levels"},
		{"jq", ".", TOML, "a = \n", "line 1: expected TOML"},
		{"jq", ".", XML, xmlText, "expected JSON, YAML or TOML for jq, found XML"},
		{"jq", ".a.b", JSON, `{"a": "text"}`, "expected an object"},
		{"jq", "range(20000)", JSON, `1`, "at most 10000 results"},
		{"jq", `"x" * 2000000`, JSON, `1`, "at most 1048576 bytes"},
		{"jq", "infinite", JSON, `1`, "finite"},
		{"xpath", "/r", XML, "<r>", "whole XML document"},
		{"xpath", "/r", XML, "<r></s>", `expected the end of "r"`},
		{"xpath", "/r", XML, "<r/><r/>", "found a second"},
		{"xpath", "/r", XML, "<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", "invalid character entity"},
		{"xpath", "/r", XML, strings.Repeat("<r>", 500), "200 levels"},
		{"xpath", "//a[count(//a[count(//a) > 0]) > 0]", XML, "<r>" + strings.Repeat("<a/>", 3000) + "</r>", "too long"},
		{"column", "a", JSON, "{}", "expected CSV"},
		{"column", "a", CSV, "a,b\n1\n", "wrong number of fields"},
		{"column", "a", CSV, "", "expected a header row"},
		{"regexp", "a", Text, "\xff", "expected text in UTF-8"},
		{"regexp", "a", Text, strings.Repeat("a", 20000), "at most 10000 results"},
	} {
		t.Run(fmt.Sprintf("%s %s %s", test.lang, test.query, test.container), func(t *testing.T) {
			q, err := Parse(test.lang, test.query, nil)
			if err != nil {
				t.Fatal(err)
			}
			got, err := q.Run(&Document{Container: test.container, Bytes: []byte(test.document)})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Run() = %v, %v, want an error with %q", got, err, test.want)
			}
		})
	}
}

func FuzzRun(f *testing.F) {
	for _, seed := range []string{jsonText, yamlText, tomlText, xmlText, csvText, infoText} {
		f.Add([]byte(seed))
	}
	queries := []*Query{}
	for lang, text := range map[string]string{"jq": ".. | .a? // .b?", "xpath": "//*[.='a']/@b", "column": "a", "regexp": `(\w+)=(?P<value>.*)`} {
		q, err := Parse(lang, text, nil)
		if err != nil {
			f.Fatal(err)
		}
		queries = append(queries, q)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, q := range queries {
			for c := JSON; c <= Text; c++ {
				results, err := q.Run(&Document{Container: c, Bytes: text})
				if err != nil && results != nil {
					t.Errorf("%s of %s: results next to the error %v", q, c, err)
				}
				for _, r := range results {
					if r.Line < 0 || r.Line > 1+strings.Count(string(text), "\n") {
						t.Errorf("%s of %s: line %d", q, c, r.Line)
					}
				}
			}
		}
	})
}

func TestQueriesHaveABudget(t *testing.T) {
	for _, text := range []string{`[range(1e9)]`, `"x" * 1e9`, `1e9 * "xy"`, `[limit(1e8; repeat("x"))]`, `reduce range(1e9) as $i (""; . + "xxxxxxxxxxxxxxxx")`, `[range(1e8) | tostring] | add`} {
		q, err := Parse("jq", text, nil)
		if err != nil {
			continue // refused before it runs
		}
		if found, err := q.Run(&Document{Bytes: []byte("{}"), Path: "a.json", Container: JSON}); err == nil {
			t.Errorf("%s: gives %d results", text, len(found))
		}
	}
	q, err := Parse("jq", `"ab" * 3`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := q.Run(&Document{Bytes: []byte("{}"), Path: "a.json", Container: JSON}); err != nil || len(found) != 1 || found[0].Text != "ababab" {
		t.Errorf("a text three times: %v, %v", found, err)
	}
}
