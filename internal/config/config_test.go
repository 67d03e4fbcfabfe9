package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/config"
)

var known = config.Known{Actions: []string{"quit", "find", "page-down"}}

func TestKeysOfTheBrowser(t *testing.T) {
	tests := []struct {
		text string
		want map[string][]string
	}{
		{"", nil},
		{"# nothing\n", nil},
		{"[browse]\n[browse.keys]\n", nil},
		{"[browse.keys]\nquit = \"q\"\n", map[string][]string{"quit": {"q"}}},
		{"\ufeff[browse.keys]\r\nquit = 'x'\r\n", map[string][]string{"quit": {"x"}}},
		{"[browse.keys]\nquit = [\"q\", \"ctrl+q\", \"q\"] # twice\npage-down = [\n  \"space\",\n  \"pgdown\",\n]", map[string][]string{"quit": {"q", "ctrl+q"}, "page-down": {"space", "pgdown"}}},
		{"[browse.keys]\nquit = []\n", map[string][]string{"quit": {}}},
		{"browse.keys.quit = \"q\"", map[string][]string{"quit": {"q"}}},
		{"[browse]\nkeys.quit = \"q\"", map[string][]string{"quit": {"q"}}},
		{"[browse]\nkeys = { quit = \"q\", find = [\"ctrl+s\"] }", map[string][]string{"quit": {"q"}, "find": {"ctrl+s"}}},
		{"browse = { keys = { quit = \"q\" } }", map[string][]string{"quit": {"q"}}},
		{"[browse.keys]\n\"page-down\" = \"é\"", map[string][]string{"page-down": {"é"}}},
	}
	for _, test := range tests {
		settings, err := config.Parse([]byte(test.text), known)
		if diff := cmp.Diff(test.want, settings.Browse.Keys); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", test.text, err, diff)
		}
	}
}

// TestNamesOfKeys checks that keys have the names that the browser compares.
func TestNamesOfKeys(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"q", "q"}, {"Q", "Q"}, {"/", "/"}, {"+", "+"}, {"^", "^"}, {"?", "?"}, {"é", "é"}, {"港", "港"}, {"0", "0"},
		{"ctrl+f", "ctrl+f"}, {"Ctrl+F", "ctrl+f"}, {"^F", "ctrl+f"}, {"^f", "ctrl+f"}, {"Control+F", "ctrl+f"}, {"ctrl++", "ctrl++"},
		{"alt+x", "alt+x"}, {"alt+X", "alt+shift+x"}, {"shift+alt+x", "alt+shift+x"}, {"alt+ctrl+x", "ctrl+alt+x"}, {"shift+x", "X"}, {"alt+.", "alt+."},
		{"enter", "enter"}, {"Return", "enter"}, {"PgDn", "pgdown"}, {"PageUp", "pgup"}, {"ESC", "esc"}, {"escape", "esc"}, {" ", "space"}, {"shift+tab", "shift+tab"},
		{"ctrl+right", "ctrl+right"}, {"F1", "f1"}, {"f63", "f63"},
		{"", ""}, {"qq", ""}, {"ctl+f", ""}, {"ctrl+", ""}, {"f0", ""}, {"f64", ""}, {"f01", ""}, {"pagdown", ""}, {"\\u0007", ""}, {"\\u001b[A", ""}, {"\\u0301", ""}, {"\\u00a0", ""}, {"f1 ", ""},
	}
	for _, test := range tests {
		settings, err := config.Parse([]byte("[browse.keys]\nquit = \""+test.typed+"\""), known)
		got := strings.Join(settings.Browse.Keys["quit"], " ")
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%q is %q, want %q; %v", test.typed, got, test.want, err)
		}
	}
}

func TestWrongSettings(t *testing.T) {
	tests := []struct {
		text  string
		want  string
		name  string
		names []string
	}{
		{"quit", ":1:4: ", "", nil},
		{"[browse.keys]\nquit = q\n", ":2:8: ", "", nil},
		{"[browse.keys]\nfind = \"é\"\nquit = \"é\" é\n", ":3:12: ", "", nil},
		{"[browse.keys]\nquit = \"q\"\nquit = \"x\"\n", ":3:1: ", "", nil},
		{"[browse.keys]\nquti = \"q\"\n", `:2:1: there is no action "quti"`, "quti", known.Actions},
		{"[browse]\n\n keys.quti = \"q\"\n", `:3:7: there is no action "quti"`, "quti", known.Actions},
		{"browse = { keys = { quit = \"é\", quti = \"q\" } }", `:1:33: there is no action "quti"`, "quti", known.Actions},
		{"[brwse.keys]\nquit = \"q\"\n", `:1:2: there is no setting "brwse"`, "brwse", []string{"browse"}},
		{"[browse.kyes]\n", `:1:9: there is no setting "kyes"`, "kyes", []string{"keys"}},
		{"[browse]\ncolor = 1\n", `:2:1: there is no setting "color"`, "color", []string{"keys"}},
		{"[browse.keys]\nquit = 1\n", ":2:8: the keys of quit are a text", "", nil},
		{"[browse.keys]\nquit = true\n", ":2:8: the keys of quit are a text", "", nil},
		{"[browse.keys]\nquit = [\"q\",\n  2]\n", ":3:3: the keys of quit are a text", "", nil},
		{"[browse.keys]\nquit = [[\"q\"]]\n", ":2:10: the keys of quit are a text", "", nil},
		{"[browse.keys]\nquit = { key = \"q\" }\n", ": the keys of quit are a text", "", nil},
		{"[browse.keys]\nquit = [\"q\", \"ctl+f\"]\n", `:2:14: there is no key "ctl+f"`, "ctl+f", []string{"ctrl", "alt", "shift", "meta", "hyper", "super"}},
		{"[[browse.keys]]\nquit = \"q\"\n", ":1:3: [[browse.keys]] is a list of tables; write [browse.keys]", "", nil},
		{"[browse.keys.quit]\n", ":1:14: browse.keys.quit is a setting, not a table", "", nil},
		{"[browse.keys.quit.all]\n", ": browse.keys.quit has no settings below it", "", nil},
		{"browse = 1", ":1:10: browse is a table of settings, not a value", "", nil},
		{"browse.keys = []", ": browse.keys is a table of settings, not a value", "", nil},
		{"a = \"\xff\"", ":1:", "", nil},
	}
	for _, test := range tests {
		settings, err := config.Parse([]byte(test.text), known)
		var wrong *config.Error
		if !errors.As(err, &wrong) {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %q, want %q", test.text, err, test.want)
		}
		if diff := cmp.Diff(test.names, wrong.Names); wrong.Name != test.name || diff != "" {
			t.Errorf("%q: %q (-want +got):\n%s", test.text, wrong.Name, diff)
		}
		if settings.Browse.Keys != nil {
			t.Errorf("%q: settings are left: %v", test.text, settings)
		}
	}
}

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "mine.toml"), "")
	put(t, filepath.Join(dir, "settings"), "")
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o777); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		named, dir, file string
		isNamed          bool
	}{
		{"", ".", "config.toml", false},
		{".", ".", "config.toml", false},
		{"mine.toml", ".", "mine.toml", true},
		{"settings", ".", "settings", true},
		{"folder.toml", "folder.toml", "folder.toml/config.toml", false},
		{"absent", "absent", "absent/config.toml", false},
		{"absent.toml", ".", "absent.toml", true},
	}
	for _, test := range tests {
		named := test.named
		if named != "" {
			named = filepath.Join(dir, named)
		}
		want := config.Place{Dir: filepath.Join(dir, test.dir), File: filepath.Join(dir, test.file), Named: test.isNamed}
		if named == "" {
			system, err := os.UserConfigDir()
			if err != nil {
				continue
			}
			want = config.Place{Dir: filepath.Join(system, "news"), File: filepath.Join(system, "news", "config.toml")}
		}
		got, err := config.Locate(named)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", test.named, err, diff)
		}
	}
}

func TestReading(t *testing.T) {
	dir := t.TempDir()
	at := func(name string, named bool) config.Place {
		return config.Place{Dir: dir, File: filepath.Join(dir, name), Named: named}
	}
	put(t, filepath.Join(dir, "good.toml"), "[browse.keys]\nquit = \"x\"\n")
	put(t, filepath.Join(dir, "wrong.toml"), "[browse.keys]\nquit = 1\n")
	put(t, filepath.Join(dir, "large.toml"), strings.Repeat("#\n", 1<<19)+"#")
	tests := []struct {
		place config.Place
		keys  map[string][]string
		want  string // of the error
	}{
		{at("good.toml", true), map[string][]string{"quit": {"x"}}, ""},
		{at("absent.toml", false), nil, ""},
		{at("absent.toml", true), nil, "absent.toml cannot be read: "},
		{at("wrong.toml", false), nil, filepath.Join(dir, "wrong.toml") + ":2:8: the keys of quit are"},
		{at("large.toml", false), nil, "large.toml cannot be read: it has more than 1048576 bytes"},
		{at(".", false), nil, "cannot be read: it is no plain file"},
	}
	for _, test := range tests {
		settings, err := config.Read(test.place, known)
		if diff := cmp.Diff(test.keys, settings.Browse.Keys); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.place, diff)
		}
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v", test.place, err)
		}
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// FuzzParse checks that no text breaks the reader, and that an error is in the text.
func FuzzParse(f *testing.F) {
	f.Add("[browse.keys]\nquit = [\"q\", \"ctrl+q\"]\n")
	f.Add("browse = { keys = { quit = 1 } }")
	f.Add("[[a]]\nb.c = '''\nd'''\n[browse]\nkeys.\"quit\" = \"\\u0007\"")
	f.Fuzz(func(t *testing.T, text string) {
		settings, err := config.Parse([]byte(text), known)
		var wrong *config.Error
		if err != nil && !errors.As(err, &wrong) {
			t.Fatalf("an error of another kind: %v", err)
		}
		if wrong == nil {
			return
		}
		if len(settings.Browse.Keys) > 0 || wrong.Line < 1 || wrong.Column < 1 || wrong.Line > strings.Count(text, "\n")+1 {
			t.Errorf("%v: %v", fmt.Sprintf("%d:%d", wrong.Line, wrong.Column), settings)
		}
	})
}
