package text

import "testing"

func TestCleanTakesHTMLAndEscapesOut(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"tags", "A <strong>storm</strong> <em class='x'>hits</em>", "A storm hits"},
		{"capitals", "A <B>storm</B>", "A storm"},
		{"a tag inside a word", "H<sub>2</sub>O", "H2O"},
		{"a line's end", "one<br>two<br/>three<BR />four", "one two three four"},
		{"paragraphs", "<p>one</p><p>two</p>", "one two"},
		{"a sign in an attribute", `<span title="a > b">x</span>`, "x"},
		{"a note", `It rose<ref name="a">Post, 3 April</ref> again<ref name="a"/>.`, "It rose again."},
		{"a note without an end", "It rose.<ref>Post", "It rose. Post"},
		{"a comment", "It <!-- hardly <b> -->rose", "It rose"},
		{"a comment without an end", "It <!-- rose", "It <!-- rose"},
		{"script and style", "a<script>alert('<b>')</script><style>b {}</STYLE>c", "ac"},
		{"a declaration", "<!DOCTYPE html><?xml version='1.0'?>a", "a"},
		{"an address", "see <https://example.org/a?b>, <me@example.org>", "see https://example.org/a?b, me@example.org"},
		{"no tags", "a < b, 5 <6, I <3 you, x<y and y>z, <unknown>, <1>, < b>, a <b and c> d", "a < b, 5 <6, I <3 you, x<y and y>z, <unknown>, <1>, < b>, a <b and c> d"},
		{"a tag that is cut off", "It rose <stro", "It rose <stro"},
		{"a tag that is meant", "&lt;b&gt; and \\<b>", "<b> and <b>"},
		{"escapes", `1\. \*a\* \_b\_ \[c\] \\ \&amp; \"`, `1. *a* _b_ [c] \ &amp; "`},
		{"no escapes", `C:\dir\x \é \`, `C:\dir\x \é \`},
		{"controls in tags", "a<b \x1b=\"\x07\">c", "ac"},
		{"brackets in brackets", "a [b [c]] d]] [[e", "a [b [c]] d e"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q)\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestUnescape(t *testing.T) {
	for in, want := range map[string]string{`a\_b`: "a_b", `a\b`: `a\b`, `\\\)`: `\)`, "a\\": "a\\", "": ""} {
		if got := Unescape(in); got != want {
			t.Errorf("Unescape(%q) = %q, want %q", in, got, want)
		}
	}
}
