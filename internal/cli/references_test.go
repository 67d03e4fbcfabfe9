package cli

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/sample"
)

// read returns the references of an input, and its errors in their places.
func read(input string, nul bool) (found []string) {
	for typed, err := range newInput(strings.NewReader(input), nul).references(catalog.Open(archive.FromFS(sample.FS()), catalog.Options{})) {
		if err != nil {
			typed = "error: " + err.Error()
		}
		found = append(found, typed)
	}
	return found
}

func TestReferencesOnStandardInput(t *testing.T) {
	const one, two = "2016/04/3/1", "2016/04/3/2"
	const missing = `error: line 2 of standard input is an object without a "ref"`
	tests := []struct {
		name  string
		input string
		nul   bool
		want  []string
	}{
		{"nothing", "", false, nil},
		{"empty lines", "\n \n\r\n\t\n", false, nil},
		{"lines", one + "\n" + two + "\n", false, []string{one, two}},
		{"the last line does not end", one + "\n" + two, false, []string{one, two}},
		{"CRLF", one + "\r\n\r\n" + two + "\r\n", false, []string{one, two}},
		{"a byte order mark", "\ufeff" + one + "\n" + two, false, []string{one, two}},
		{"a byte order mark alone", "\ufeff\r\n", false, nil},
		{"colours", "\x1b[36m" + one + "\x1b[m\n\x1b[1;38;5;4m" + two + "\x1b[0m\x1b[K\r\n", false, []string{one, two}},
		{"a link of a terminal", "\x1b]8;;https://example.org/\x1b\\" + one + "\x1b]8;;\x1b\\\n", false, []string{one}},
		{"coloured fields", "\x1b[2m2016-04-03\x1b[m\t\x1b[36m" + one + "\x1b[m\tHeadline\n", false, []string{one}},
		{"an event before a day", "2016-04-03\t3\t" + two + "\t" + one + "\n", false, []string{two}},
		{"a day where no event is", "Headline\t2016-04-03\t4\n", false, []string{"2016-04-03"}},
		{"neither", "Headline\tmore\n", false, []string{"Headline"}},
		{"NUL", one + "\x00" + two + "\tHead\nline\x00\x00", true, []string{one, two}},
		{"NUL and JSON", `{"ref": "` + one + "\"}\x00" + two, true, []string{one, two}},
		{"JSON lines", `{"ref":"` + one + `","headline":"{"}` + "\n" + ` {"score":1,"ref":"` + two + "\"}\r\n", false, []string{one, two}},
		{"JSON among others", one + "\n" + `{"ref":"` + two + `"}` + "\n" + one, false, []string{one, two, one}},
		{"a line of an array", `{"ref":"` + one + `"},` + "\n" + two, false, []string{one, two}},
		{"no ref", one + "\n{\"date\":\"2016-04-03\"}\n" + two, false, []string{one, missing, two}},
		{"a ref that is no text", one + "\n{\"ref\":[\"" + one + "\"]}\n" + two, false, []string{one, missing, two}},
		{"an empty ref", one + "\n{\"ref\":\"\"}\n", false, []string{one, missing}},
		{"a broken object", "{\"ref\" \"" + one + "\"}\n" + two, false,
			[]string{"error: line 1 of standard input is no JSON, though it begins so", two}},
		{"an array", `[{"ref":"` + one + `"},{"ref":"` + two + `"}]`, false, []string{one, two}},
		{"an array, an event a line", "[\n{\"ref\":\"" + one + "\"},\n{\"ref\":\"" + two + "\"}\n]\n", false, []string{one, two}},
		{"an array of one without ref", "[\n{\"date\":\"" + one + "\"},\n{\"ref\":\"" + two + "\"}\n]\n", false, []string{missing, two}},
		{"an empty array", "[]\n", false, nil},
		{"an array of texts", `["` + one + "\",\n\"" + two + `"]`, false, []string{one, two}},
		{"an object over lines", "{\n  \"topics\": [\"a\", {\"ref\": \"b\"}],\n  \"ref\": \"" + one + "\"\n}\n{\n \"ref\": \"" + two + "\"\n}\n", false, []string{one, two}},
		{"texts", `"` + one + "\"\n\"" + two + "\"\n", false, []string{one, two}},
		{"cut off", "[\n{\"ref\":\"" + one + "\"},\n{\"ref\":\"", false, []string{one, "error: line 3 of standard input begins JSON that is cut off"}},
		{"an array in an array", "[\n[\"" + one + "\"]]", false, []string{"error: line 2 of standard input has an array in an array"}},
		{"a number in an array", "[\n4, \"" + one + "\"]", false,
			[]string{"error: line 2 of standard input is JSON, but neither an object nor a text", one}},
		{"no JSON at all", "[Harbour](/news/2016)\n\"Harbour\n", false, []string{"[Harbour](/news/2016)", "\"Harbour"}},
		{"a line without end", strings.Repeat("x", longestLine+1), false,
			[]string{"error: line 1 of standard input is longer than a reference can be"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, read(test.input, test.nul)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func FuzzReferencesOnStandardInput(f *testing.F) {
	f.Add("\ufeff2016/04/3/1\r\n\x1b[1m2016/04/3\x1b[m\tHeadline\n", false)
	f.Add("[\n{\"ref\":\"2016/04/3/1\"},\n\"a\", [4]\n]\n{", false)
	f.Add("{\"ref\": {\"ref\": 1}}\x00[", true)
	f.Fuzz(func(t *testing.T, input string, nul bool) {
		if n := len(read(input, nul)); n > len(input) {
			t.Errorf("%q gives %d references", input, n)
		}
	})
}
