package main

// peers are programs that people read such files with, and how: FILE is the
// input, which is also standard input where a command names none. Not all do the
// same job: xmllint only parses, mawk only adds up.
var peers = map[string][][]string{
	"sarif":          {{"jq", "[.runs[].results[]|.level]|group_by(.)|map(length)", "FILE"}},
	"go-test":        {{"go-junit-report", "-parser", "gojson"}},
	"junit":          {{"xmllint", "--stream", "--noout", "FILE"}},
	"cobertura":      {{"xmllint", "--stream", "--noout", "FILE"}},
	"lcov":           {{"mawk", `-F[:,]`, `/^DA:/{n++; if($3>0)h++} END{print h, n}`, "FILE"}},
	"go-cover":       {{"mawk", `NR>1{n+=$2; if($3>0)h+=$2} END{print h, n}`, "FILE"}},
	"go-bench":       {{"benchstat", "FILE"}},
	"prometheus-api": {{"jq", `[.data.result[].values|map(.[1]|tonumber)|add/length]|min`, "FILE"}},
}
