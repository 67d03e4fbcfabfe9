package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/config"
)

func set(name string, values ...string) config.Edit { return config.Edit{Name: name, Values: values} }

func unset(name string) config.Edit { return config.Edit{Name: name, Unset: true} }

// TestChangesChangeTheirLineAlone has files as people write them.
func TestChangesChangeTheirLineAlone(t *testing.T) {
	tests := []struct {
		name, before string
		edit         config.Edit
		after        string
	}{
		{"no file", "", set("style", "dark"), "style = \"dark\"\n"},
		{"no file, a table", "", set("saved.a", "x"), "[saved]\na = \"x\"\n"},
		{"a value", "style = 'light' # mine\nlimit = 5\n", set("style", "dark"), "style = \"dark\" # mine\nlimit = 5\n"},
		{"odd blanks", "\t style  =   'light'\t# mine\n\n\n", set("style", "dark"), "\t style  =   \"dark\"\t# mine\n\n\n"},
		{"a number", "limit = 5", set("limit", "20"), "limit = 20"},
		{"the same", "limit = 5", set("limit", "5"), "limit = 5"},
		{"Windows", "# a\r\nlimit = 5\r\n\r\n[saved]\r\na = 'x'\r\n", set("saved.b", "y"), "# a\r\nlimit = 5\r\n\r\n[saved]\r\na = 'x'\r\nb = \"y\"\r\n"},
		{"Windows, a new table", "limit = 5\r\n", set("saved.b", "y"), "limit = 5\r\n\r\n[saved]\r\nb = \"y\"\r\n"},
		{"Windows, above a table", "[saved]\r\n", set("limit", "5"), "limit = 5\r\n\r\n[saved]\r\n"},
		{"a byte order mark", "\ufefflimit = 5\n", set("limit", "6"), "\ufefflimit = 6\n"},
		{"a byte order mark, another", "\ufefflimit = 5\n", set("style", "dark"), "\ufefflimit = 5\nstyle = \"dark\"\n"},
		{"a byte order mark alone", "\ufeff", set("limit", "6"), "\ufefflimit = 6\n"},
		{"a byte order mark and a table", "\ufeff[saved]\n", set("limit", "6"), "\ufefflimit = 6\n\n[saved]\n"},
		{"no last newline", "limit = 5", set("style", "dark"), "limit = 5\nstyle = \"dark\""},
		{"no last newline, a table", "limit = 5", set("saved.a", "x"), "limit = 5\n\n[saved]\na = \"x\"\n"},
		{"above the first table", "# of mine\n\n# questions\n[saved]\na = 'x'\n", set("limit", "5"), "# of mine\n\nlimit = 5\n\n# questions\n[saved]\na = 'x'\n"},
		{"behind the others", "limit = 5 # five\n\n# questions\n[saved]\na = 'x'\n", set("style", "dark"), "limit = 5 # five\nstyle = \"dark\"\n\n# questions\n[saved]\na = 'x'\n"},
		{"in its table", "[saved]\n  a = 'x' # x\n\n[archives]\n", set("saved.b", "y"), "[saved]\n  a = 'x' # x\n  b = \"y\"\n\n[archives]\n"},
		{"in an empty table", "[saved] # none\n# still\n[archives]\n", set("saved.b", "y"), "[saved] # none\nb = \"y\"\n# still\n[archives]\n"},
		{"in an empty table at the end", "[saved]", set("saved.b", "y"), "[saved]\nb = \"y\""},
		{"beside names with dots", "saved.a = 'x'\nlimit = 5\n", set("saved.b", "y"), "saved.a = 'x'\nsaved.b = \"y\"\nlimit = 5\n"},
		{"in a table in its line", "saved = { a = 'x' } # all\n", set("saved.b", "y"), "saved = { a = 'x', b = \"y\" } # all\n"},
		{"in an empty table in its line", "saved = {}\n", set("saved.b", "y"), "saved = { b = \"y\" }\n"},
		{"in a table in its line, a value", "saved = { a = 'x', b = 'y' }\n", set("saved.a", "z"), "saved = { a = \"z\", b = 'y' }\n"},
		{"keys, deeper", "browse = { }\n", set("browse.keys.quit", "x"), "browse = { keys.quit = \"x\" }\n"},
		{"keys, deeper still", "browse = { keys = { find = 'f' } }\n", set("browse.keys.quit", "x"), "browse = { keys = { find = 'f', quit = \"x\" } }\n"},
		{"keys, by dots", "[browse]\nkeys.find = 'f'\n", set("browse.keys.quit", "x", "ctrl+q"), "[browse]\nkeys.find = 'f'\nkeys.quit = [\"x\", \"ctrl+q\"]\n"},
		{"keys, below another table", "[browse]\n", set("browse.keys.quit", "x"), "[browse]\n\n[browse.keys]\nquit = \"x\"\n"},
		{"several lines", "[browse.keys]\nquit = [ # keys\n  'x',\n  'y', # y\n]\nfind = 'f'\n", set("browse.keys.quit", "z"), "[browse.keys]\nquit = \"z\"\nfind = 'f'\n"},
		{"quotes", "", set("saved.a", `"climate change"`), "[saved]\na = '\"climate change\"'\n"},
		{"all quotes", "", set("saved.a", `"a" 'b' \c`), "[saved]\na = \"\\\"a\\\" 'b' \\\\c\"\n"},
		{"words", "", set("saved.a", "x", "--topic", "Syrian Army"), "[saved]\na = [\"x\", \"--topic\", \"Syrian Army\"]\n"},
		{"a name with a dot", "", set("saved.a.b", "x"), "[saved]\n\"a.b\" = \"x\"\n"},
		{"a name in Chinese", "[saved]\n\"脱欧\" = 'x'\n", set("saved.脱欧", "y"), "[saved]\n\"脱欧\" = \"y\"\n"},
		{"a folder of Windows", "", set("archives.a", `C:\news`), "[archives]\na = 'C:\\news'\n"},
		{"no pager", "", set("pager", ""), "pager = \"\"\n"},

		{"unset", "# a\nlimit = 5 # five\n# b\n", unset("limit"), "# a\n# b\n"},
		{"unset the only one", "limit = 5\n", unset("limit"), ""},
		{"unset the last", "style = 'dark'\nlimit = 5", unset("limit"), "style = 'dark'\n"},
		{"unset on Windows", "style = 'dark'\r\nlimit = 5\r\n", unset("style"), "limit = 5\r\n"},
		{"unset behind a byte order mark", "\ufefflimit = 5\nstyle = 'dark'\n", unset("limit"), "\ufeffstyle = 'dark'\n"},
		{"unset in a table", "[saved]\na = 'x'\nb = 'y'\n", unset("saved.a"), "[saved]\nb = 'y'\n"},
		{"unset several lines", "[browse.keys]\nquit = [\n  'x',\n]\nfind = 'f'\n", unset("browse.keys.quit"), "[browse.keys]\nfind = 'f'\n"},
		{"unset the first in its line", "saved = { a = 'x', b = 'y' }\n", unset("saved.a"), "saved = { b = 'y' }\n"},
		{"unset the last in its line", "saved = { a = 'x', b = 'y' }\n", unset("saved.b"), "saved = { a = 'x' }\n"},
		{"unset the only one in its line", "saved = { a = 'x' }\n", unset("saved.a"), "saved = {  }\n"},
	}
	for _, test := range tests {
		after, err := config.Changed([]byte(test.before), known, test.edit)
		if diff := cmp.Diff(test.after, string(after)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}

// TestChangesThatMakeNoSense changes nothing.
func TestChangesThatMakeNoSense(t *testing.T) {
	tests := []struct {
		before string
		edit   config.Edit
		want   string
	}{
		{"stile = 'dark'\n", set("limit", "5"), ":1:1: there is no setting \"stile\""},
		{"stile = 'dark'\n", unset("limit"), ":1:1: there is no setting \"stile\""},
		{"limit = x\n", set("limit", "5"), ":1:9: "},
		{"limit = 'x'\n", set("limit", "5"), ":1:9: limit is a number"},
		{"", unset("limit"), "limit is not set"},
		{"", set("limit", "x"), "limit is a number"},
		{"", set("limit", "-1"), "limit is a number"},
		{"", set("limit", "1\nstyle = 'dark'"), "limit is a number"},
		{"", set("color", "alway"), `color cannot be "alway"`},
		{"", set("style", "dark", "light"), "style has one value, not 2"},
		{"", set("browse.keys.quit", "ctl+f"), `there is no key "ctl+f"`},
		{"", set("saved.a", "x --archive y"), "saved.a: a saved question cannot have --archive"},
		{"", set("archive", "\xff"), "archive cannot be written: it is no text"},
		{"", set("archive", "a\nb"), "archive cannot have a control character"},
		{"", set("stile", "x"), `there is no setting "stile"`},
	}
	for _, test := range tests {
		after, err := config.Changed([]byte(test.before), known, test.edit)
		if err == nil || !strings.Contains(err.Error(), test.want) || after != nil {
			t.Errorf("%q, %v: %q, %v", test.before, test.edit, after, err)
		}
	}
}

// TestAFileIsReplaced writes through links, keeps the mode, and leaves nothing beside.
func TestAFileIsReplaced(t *testing.T) {
	dir := t.TempDir()
	real := filepath.Join(dir, "dotfiles", "news.toml")
	if err := os.Mkdir(filepath.Dir(real), 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, real, "limit = 5\n")
	if err := os.Chmod(real, 0o640); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "config.toml")
	if err := os.Symlink(filepath.Join("dotfiles", "news.toml"), link); err != nil {
		t.Skip(err)
	}
	if err := config.Change(config.Place{Dir: dir, File: link}, known, set("limit", "6"), set("style", "dark")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(real)
	if string(data) != "limit = 6\nstyle = \"dark\"\n" {
		t.Errorf("%q, %v", data, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link has gone: %v", err)
	}
	if info, err := os.Stat(real); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	for _, folder := range []string{dir, filepath.Dir(real)} {
		if entries, err := os.ReadDir(folder); len(entries) > 2 {
			t.Errorf("%s has %v, %v", folder, entries, err)
		}
	}
}

// TestANewFile makes the folders that it needs, through a link that leads nowhere, too.
func TestANewFile(t *testing.T) {
	dir := t.TempDir()
	at := config.Place{Dir: filepath.Join(dir, "a", "b"), File: filepath.Join(dir, "a", "b", "config.toml")}
	if err := config.Change(at, known, set("limit", "6")); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "link.toml")
	if err := os.Symlink(filepath.Join("c", "real.toml"), link); err != nil {
		t.Skip(err)
	}
	if err := config.Change(config.Place{Dir: dir, File: link, Named: true}, known, set("limit", "7")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{at.File: "limit = 6\n", filepath.Join(dir, "c", "real.toml"): "limit = 7\n"} {
		if data, err := os.ReadFile(path); string(data) != want {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
}

// TestAllOrNothing changes several settings, of which the last makes no sense.
func TestAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	at := config.Place{Dir: dir, File: filepath.Join(dir, "config.toml")}
	put(t, at.File, "# mine\n")
	var wrong *config.ValueError
	if err := config.Change(at, known, set("archives.a", "/a"), set("limit", "x")); !errors.As(err, &wrong) {
		t.Error(err)
	}
	var notSet *config.NotSetError
	if err := config.Change(at, known, unset("limit")); !errors.As(err, &notSet) || notSet.Path != at.File {
		t.Error(err)
	}
	if data, err := os.ReadFile(at.File); string(data) != "# mine\n" {
		t.Errorf("%q, %v", data, err)
	}
}

// TestChangesAtOnce has no change lost without an error.
func TestChangesAtOnce(t *testing.T) {
	dir := t.TempDir()
	at := config.Place{Dir: dir, File: filepath.Join(dir, "config.toml")}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			config.Change(at, known, set("limit", "5")) // another one may come before it
		})
	}
	all.Wait()
	if file := config.Read(at, known); len(file.Wrong) > 0 || len(file.Names()) != 1 {
		t.Errorf("%v, %v", file.Names(), file.Wrong)
	}
	if entries, err := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// FuzzChange sets and unsets in any text: what was there stays, and what was set is
// there.
func FuzzChange(f *testing.F) {
	f.Add("limit = 5 # five\r\n[saved]\r\na = 'x'\r\n", "saved.b", "y --since 2016")
	f.Add("\ufeffbrowse = { keys = { quit = 'x' }, }", "browse.keys.find", "f")
	f.Add("saved.a = '''\nx'''\n", "style", "dark")
	f.Add("[browse]\n[archives]\n\"é\" = 'x'", "archives.b", `"\'`)
	f.Fuzz(func(t *testing.T, text, name, value string) {
		before := config.Parse([]byte(text), known)
		after, err := config.Changed([]byte(text), known, set(name, value))
		if len(before.Wrong) > 0 && err == nil {
			t.Fatal("a file with an error was changed")
		}
		if err != nil {
			return
		}
		file := config.Parse(after, known)
		if v, isSet := file.Value(name); len(file.Wrong) > 0 || !isSet || v.Text == "" && value != "" {
			t.Fatalf("%q: %v", after, file.Wrong)
		}
		for _, other := range before.Names() {
			was, _ := before.Value(other)
			if is, _ := file.Value(other); other != name && is.Text != was.Text {
				t.Errorf("%s was %q and is %q", other, was.Text, is.Text)
			}
		}
		back, err := config.Changed(after, known, unset(name))
		if err != nil {
			t.Fatalf("%q: %v", after, err)
		}
		if _, isSet := config.Parse(back, known).Value(name); isSet {
			t.Errorf("%q: it is still set", back)
		}
	})
}
