package view

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/text"
)

func TestFill(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		width int
		want  []string
	}{
		{"nothing", "", 10, []string{""}},
		{"spaces alone", "  \t ", 10, []string{""}},
		{"it fits", "the harbour", 11, []string{"the harbour"}},
		{"one column too many", "the harbour", 10, []string{"the", "harbour"}},
		{"a flag is not broken at its hyphens", "leave --no-pager out", 12, []string{"leave", "--no-pager", "out"}},
		{"a path is not broken at its slashes", "see 2016/04/3/ferry-waits now", 24, []string{"see", "2016/04/3/ferry-waits", "now"}},
		{"a word wider than a line", "a " + strings.Repeat("x", 25) + " b", 10, []string{"a", strings.Repeat("x", 25), "b"}},
		{"an address is not broken", "see https://example.org/a-long-one?b=c", 10, []string{"see", "https://example.org/a-long-one?b=c"}},
		{"Chinese without spaces", "港口结冰港口结冰", 8, []string{"港口结冰", "港口结冰"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, Fill(test.text, test.width)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func FuzzFill(f *testing.F) {
	f.Add("the harbour freezes", 7)
	f.Add("港口结冰 2016/04/3/ferry-waits --no-pager", 5)
	f.Add("e\u0301 \u200d👩‍👧 \xff", 2)
	f.Fuzz(func(t *testing.T, s string, width int) {
		s, width = text.Plain(s), 2+width&0x7f
		lines := Fill(s, width)
		if got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Errorf("%q becomes %q", s, lines)
		}
		for _, line := range lines {
			if text.Width(line) > width && strings.Contains(line, " ") {
				t.Errorf("%q is wider than %d", line, width)
			}
		}
	})
}
