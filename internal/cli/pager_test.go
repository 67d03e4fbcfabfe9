package cli

import (
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShellWords(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a backslash parts folders here")
	}
	tests := []struct {
		line string
		want []string
	}{
		{"", nil},
		{" \t ", nil},
		{"less", []string{"less"}},
		{"  less  -F -X ", []string{"less", "-F", "-X"}},
		{`"/path with space/pg" -x`, []string{"/path with space/pg", "-x"}},
		{`'/path with space/pg' -x`, []string{"/path with space/pg", "-x"}},
		{`/path\ with\ space/pg -x`, []string{"/path with space/pg", "-x"}},
		{`/path" with "space/pg`, []string{"/path with space/pg"}},
		{`pg ''`, []string{"pg", ""}},
		{`pg "a\"b" 'a\b' "a\b"`, []string{"pg", `a"b`, `a\b`, `a\b`}},
		{`pg "it's" 'say "so"'`, []string{"pg", "it's", `say "so"`}},
		{`pg "never closed`, []string{"pg", "never closed"}},
		{`pg \`, []string{"pg", `\`}},
		{"港口/pg -x", []string{"港口/pg", "-x"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, shellWords(test.line)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.line, diff)
		}
	}
}

func FuzzShellWords(f *testing.F) {
	f.Add(`"/path with space/pg" -x 'it' \`)
	f.Fuzz(func(_ *testing.T, line string) { shellWords(line) })
}

func TestParseCommandLine(t *testing.T) {
	tests := []struct {
		line  string
		set   []string
		words []string
	}{
		{"", nil, nil},
		{"LESS=R less -x", []string{"LESS=R"}, []string{"less", "-x"}},
		{"A=1 B='2 3' pg", []string{"A=1", "B=2 3"}, []string{"pg"}},
		{"A=1", []string{"A=1"}, nil},
		{"./a=b -x", nil, []string{"./a=b", "-x"}},
		{"=b", nil, []string{"=b"}},
	}
	for _, test := range tests {
		c := parseCommandLine(test.line)
		if diff := cmp.Diff(test.set, c.set) + cmp.Diff(test.words, c.words); diff != "" && len(test.words)+len(c.words) > 0 {
			t.Errorf("%s (-want +got):\n%s", test.line, diff)
		}
	}
}

func TestPassesColors(t *testing.T) {
	tests := []struct {
		options string
		want    bool
	}{
		{"", false},
		{"FRX", true},
		{"-R", true},
		{"-r", true},
		{"-iM", false},
		{"-iMR", true},
		{"-iM -R", true},
		{" -i  R", true},
		{"M", false},
		{"--RAW-CONTROL-CHARS", true},
		{"--raw-control-chars", true},
		{"-i --RAW", true},
		{"--quit-if-one-screen --no-init", false},
		{"--no-init -R", true},
		{"-R -+R", false},
		{"-+R -R", true},
		{"-PR", false},
		{"-PRight$-R", true},
		{"-PRight -R", false}, // the whole value is the prompt
		{"-oRecord", false},
		{"-j4 -x8", false},
		{"-j.5R", true},
		{"--prompt=R", false},
		{"-", false},
		{"--", false},
		{"-P", false},
		{"港口", false},
	}
	for _, test := range tests {
		if got := passesColors(test.options); got != test.want {
			t.Errorf("%q: %v", test.options, got)
		}
	}
}

func FuzzPassesColors(f *testing.F) {
	f.Add("-iM --RAW-CONTROL-CHARS -PRight$ -+R")
	f.Fuzz(func(_ *testing.T, options string) { passesColors(options) })
}
