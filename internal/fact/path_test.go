package fact

import "testing"

func TestNormalPath(t *testing.T) {
	for written, want := range map[string]string{
		"": "", "a.go": "a.go", "./a.go": "a.go", ".//a.go": "a.go", "././a.go": "a.go", `src\pay.cs`: "src/pay.cs",
		`.\src\pay.cs`: "src/pay.cs", "a/./b": "a/b", "../a": "../a", ".hidden": ".hidden", "https://x/y": "https://x/y",
	} {
		if got := NormalPath(written); got != want {
			t.Errorf("%q is %q, expected %q", written, got, want)
		}
	}
}

func TestJoinPath(t *testing.T) {
	for _, tt := range []struct{ folder, path, want string }{
		{"", "a", "a"}, {".", "a", "a"}, {"x", "a", "x/a"}, {"x/", "./a", "x/a"}, {`C:\x`, `a\b`, "C:/x/a/b"},
		{"x", "/a", "/a"}, {"x", `C:\a`, "C:/a"}, {"/repo/web", "src/main.py", "/repo/web/src/main.py"},
	} {
		if got := JoinPath(tt.folder, tt.path); got != tt.want {
			t.Errorf("%q and %q make %q, expected %q", tt.folder, tt.path, got, tt.want)
		}
	}
}
