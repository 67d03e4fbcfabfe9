package config_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/config"
)

var known = config.Known{
	Actions:   []string{"quit", "find", "page-down"},
	Styles:    []string{"auto", "dark", "light"},
	Languages: []string{"en", "zh"},
	Flags: []config.Flag{
		{Name: "since", TakesValue: true}, {Name: "topic", TakesValue: true}, {Name: "limit", Short: "n", TakesValue: true},
		{Name: "style", TakesValue: true, Values: []string{"auto", "dark", "light"}}, {Name: "reverse"}, {Name: "null", Short: "0"},
	},
	LanguageOf: func(locale string) string {
		if strings.HasPrefix(locale, "en") || strings.HasPrefix(locale, "zh") {
			return locale[:2]
		}
		return ""
	},
}

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
		file := config.Parse([]byte(test.text), known)
		if diff := cmp.Diff(test.want, file.KeysByAction()); diff != "" || len(file.Wrong) > 0 {
			t.Errorf("%q: %v (-want +got):\n%s", test.text, file.Wrong, diff)
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
		file := config.Parse([]byte("[browse.keys]\nquit = \""+test.typed+"\""), known)
		got := strings.Join(file.KeysByAction()["quit"], " ")
		if got != test.want || (len(file.Wrong) == 0) != (test.want != "") {
			t.Errorf("%q is %q, want %q; %v", test.typed, got, test.want, file.Wrong)
		}
	}
}

func TestWrongSettings(t *testing.T) {
	top := []string{"archive", "style", "color", "pager", "hyperlinks", "limit", "language", "archives", "saved", "browse"}
	choices := []string{"auto", "always", "never"}
	flags := []string{"since", "topic", "limit", "style", "reverse", "null"}
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
		{"[brwse.keys]\nquit = \"q\"\n", `:1:2: there is no setting "brwse"`, "brwse", top},
		{"[browse.kyes]\n", `:1:9: there is no setting "kyes"`, "kyes", []string{"keys"}},
		{"stile = 1\n", `:1:1: there is no setting "stile"`, "stile", top},
		{"style = 1\n", ":1:9: style is a text in quotes", "", nil},
		{"style = \"drak\"\n", `:1:9: style cannot be "drak"`, "drak", known.Styles},
		{"style = \"\"\n", ":1:9: style cannot be empty", "", nil},
		{"[style]\n", ":1:2: style is a setting, not a table", "", nil},
		{"style.dark = \"x\"\n", ":1:7: style has no settings below it", "", nil},
		{"color = \"alway\"\n", `:1:9: color cannot be "alway"`, "alway", choices},
		{"color = true\n", ":1:9: color is a text in quotes", "", nil},
		{"hyperlinks = \"yes\"\n", `:1:14: hyperlinks cannot be "yes"`, "yes", choices},
		{"limit = -1\n", ":1:9: limit is a number from 0", "", nil},
		{"limit = \"20\"\n", ":1:9: limit is a number from 0", "", nil},
		{"limit = 1.5\n", ":1:9: limit is a number from 0", "", nil},
		{"limit = 99999999999999999999\n", ":1:9: ", "", nil},
		{"language = \"de\"\n", `:1:12: language cannot be "de"`, "de", known.Languages},
		{"archive = \"\"\n", ":1:11: archive cannot be empty", "", nil},
		{"archive = \"a\\u0007\"\n", ":1:11: archive cannot have a control character", "", nil},
		{"pager = [\"less\"]\n", ": pager is a text in quotes", "", nil},
		{"[archives]\nmine = 1\n", ":2:8: archives.mine is a text in quotes", "", nil},
		{"[archives]\n\"a/b\" = \"c\"\n", `:2:1: "a/b" cannot be a name`, "", nil},
		{"[archives]\n\".b\" = \"c\"\n", `:2:1: ".b" cannot be a name`, "", nil},
		{"[archives]\n\"-b\" = \"c\"\n", `:2:1: "-b" cannot be a name`, "", nil},
		{"[archives.mine]\ndir = \"c\"\n", ":1:11: archives.mine is a setting, not a table", "", nil},
		{"saved = \"x\"\n", ":1:9: saved is a table of settings, not a value", "", nil},
		{"[saved]\na = \"\"\n", ":2:5: saved.a: a saved question needs words or flags", "", nil},
		{"[saved]\na = \"x --archive y\"\n", ":2:5: saved.a: a saved question cannot have --archive", "", flags},
		{"[saved]\na = \"x --archive=y\"\n", ":2:5: saved.a: a saved question cannot have --archive=y", "", flags},
		{"[saved]\na = \"x --to y\"\n", ":2:5: saved.a: a saved question cannot have --to", "", flags},
		{"[saved]\na = [\"x\", \"--to\", \"y\"]\n", ": saved.a: a saved question cannot have --to", "", flags},
		{"[saved]\na = \"x --style /etc/passwd\"\n", `:2:5: saved.a: a saved question cannot have --style "/etc/passwd"`, "/etc/passwd", known.Styles},
		{"[saved]\na = \"x -- y\"\n", ":2:5: saved.a: a saved question cannot have --", "", flags},
		{"[saved]\na = \"-\"\n", ":2:5: saved.a: a saved question cannot have -", "", flags},
		{"[saved]\na = \"x -z\"\n", ":2:5: saved.a: a saved question cannot have -z", "z", flags},
		{"[saved]\na = \"x --reverse=no\"\n", ":2:5: saved.a: a saved question cannot have --reverse=no", "reverse", flags},
		{"[saved]\na = \"x --since\"\n", ":2:5: saved.a: the flag --since of a saved question needs a value", "", nil},
		{"[saved]\na = 'x --topic \"y'\n", ":2:5: saved.a: the quotes of \"y are not around all of it", "", nil},
		{"[saved]\na = [\"x\", 1]\n", ": a saved question is a text, or a list of texts", "", nil},
		{"[saved]\na = \"x\\u001b[2J\"\n", ":2:5: saved.a: a saved question cannot have a control character", "", nil},
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
		file := config.Parse([]byte(test.text), known)
		if len(file.Wrong) != 1 {
			t.Errorf("%q: %v", test.text, file.Wrong)
			continue
		}
		wrong := file.Wrong[0]
		if !strings.Contains(wrong.Error(), test.want) || strings.Contains(wrong.Error(), "\n") {
			t.Errorf("%q: %q, want %q", test.text, wrong, test.want)
		}
		if diff := cmp.Diff(test.names, wrong.Names); wrong.Name != test.name || diff != "" {
			t.Errorf("%q: %q (-want +got):\n%s", test.text, wrong.Name, diff)
		}
		if len(file.Names()) > 0 && !strings.Contains(test.text, "é") {
			t.Errorf("%q: settings are left: %v", test.text, file.Names())
		}
	}
}

// TestWhatIsWrongStopsNothingElse has settings that make no sense among others.
func TestWhatIsWrongStopsNothingElse(t *testing.T) {
	file := config.Parse([]byte("stile = 'dark'\nlimit = 7\ncolor = 'red'\n[nothing]\na = 1\n[saved]\nx = 'y --to z'\nb = 'c'\n[browse.keys]\nquti = 'x'\nfind = 'f'\n"), known)
	if diff := cmp.Diff([]string{"limit", "saved.b", "browse.keys.find"}, file.Names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var lines []int
	for _, wrong := range file.Wrong {
		lines = append(lines, wrong.Line)
	}
	if diff := cmp.Diff([]int{1, 3, 4, 7, 10}, lines); diff != "" {
		t.Errorf("%v (-want +got):\n%s", file.Wrong, diff)
	}
}

func TestPlace(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "mine.toml"), "")
	put(t, filepath.Join(dir, "settings"), "")
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o777); err != nil {
		t.Fatal(err)
	}
	system := dir
	if runtime.GOOS == "darwin" {
		system = filepath.Join(dir, "Library", "Application Support")
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
			want = config.Place{Dir: filepath.Join(system, "news"), File: filepath.Join(system, "news", "config.toml")}
		}
		got, err := config.Locate(named, func(name string) string {
			return map[string]string{"XDG_CONFIG_HOME": dir, "AppData": dir, "HOME": dir}[name]
		})
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
		names []string
		want  string // of the error
	}{
		{at("good.toml", true), []string{"browse.keys.quit"}, ""},
		{at("absent.toml", false), nil, ""},
		{at("absent.toml", true), nil, "absent.toml: it cannot be read: "},
		{at("wrong.toml", false), nil, filepath.Join(dir, "wrong.toml") + ":2:8: the keys of quit are"},
		{at("large.toml", false), nil, "large.toml: it cannot be read: it has more than 1048576 bytes"},
		{at(".", false), nil, ": it cannot be read: it is no plain file"},
	}
	for _, test := range tests {
		file := config.Read(test.place, known)
		if diff := cmp.Diff(test.names, file.Names()); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.place, diff)
		}
		if (len(file.Wrong) == 0) != (test.want == "") || len(file.Wrong) > 0 && !strings.Contains(file.Wrong[0].Error(), test.want) {
			t.Errorf("%v: %v", test.place, file.Wrong)
		}
	}
}

// TestAnArchiveSetsLittle reads the file of an archive, which comes from anybody.
func TestAnArchiveSetsLittle(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		text    string
		names   []string
		ignored []string
		wrong   string
	}{
		{"language = 'zh'\nstyle = 'dark'\nlimit = 5\n[saved]\nx = 'y'\n", []string{"language", "style", "limit", "saved.x"}, nil, ""},
		{"pager = 'rm -r /'\neditor = 'x'\nlimit = 5\n[archives]\na = '/'\n[browse.keys]\nquit = 'x'\n[api]\nurl = 'x'\n[[cache]]\n", []string{"limit"}, []string{"api", "archives", "browse", "cache", "editor", "pager"}, ""},
		{"archive = '/'\ncolor = 'always'\nhyperlinks = 'always'\nlimit = 5\n", []string{"limit"}, []string{"archive", "color", "hyperlinks"}, ""},
		{"browse = { keys = { quit = 'x' } }\nlimit = 5\n", []string{"limit"}, []string{"browse"}, ""},
		{"style = '/etc/passwd'\nlimit = 5\n", []string{"limit"}, nil, ":1:9: the style of an archive is a name, not a file"},
		{"style = 'x.json'\nlimit = 5\n", []string{"limit"}, nil, `:1:9: style cannot be "x.json"`},
		{"limit = 5\n[saved]\nx = 'y --archive /'\n", []string{"limit"}, nil, ":3:5: saved.x: a saved question cannot have --archive"},
		{"limit = 5\nlimit = 6\n", nil, nil, ":2:1: "},
	}
	for _, test := range tests {
		put(t, filepath.Join(dir, config.ArchiveFile), test.text)
		file := config.ReadArchive(dir, known)
		if diff := cmp.Diff(test.names, file.Names()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
		if diff := cmp.Diff(test.ignored, file.Ignored); diff != "" {
			t.Errorf("%q: ignored (-want +got):\n%s", test.text, diff)
		}
		if (len(file.Wrong) == 0) != (test.wrong == "") || len(file.Wrong) > 0 && !strings.Contains(file.Wrong[0].Error(), test.wrong) {
			t.Errorf("%q: %v", test.text, file.Wrong)
		}
	}
}

// TestTheFileOfAnArchiveIsInTheArchive has a link that leads out of it.
func TestTheFileOfAnArchiveIsInTheArchive(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "outside.toml"), "limit = 5\n")
	inside := filepath.Join(dir, "archive")
	if err := os.Mkdir(inside, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../outside.toml", filepath.Join(inside, config.ArchiveFile)); err != nil {
		t.Skip(err)
	}
	if file := config.ReadArchive(inside, known); len(file.Names()) > 0 || len(file.Wrong) != 1 {
		t.Errorf("%v, %v", file.Names(), file.Wrong)
	}
}

func TestSavedQuestions(t *testing.T) {
	tests := []struct {
		text  string
		words []string
		flags []string
	}{
		{`brexit`, []string{"brexit"}, nil},
		{`  brexit   vote `, []string{"brexit", "vote"}, nil},
		{`brexit --since 2016 vote -n5`, []string{"brexit", "vote"}, []string{"--since=2016", "--limit=5"}},
		{`-n 5 --since=2016 --reverse`, nil, []string{"--limit=5", "--since=2016", "--reverse"}},
		{`"climate change" OR haiti`, []string{`"climate change"`, "OR", "haiti"}, nil},
		{`topic:"climate change" !x`, []string{`topic:"climate change"`, "!x"}, nil},
		{`trump's rock 'n roll`, []string{"trump's", "rock", "'n roll"}, nil},
		{`--topic 'Syrian Army' x`, []string{"x"}, []string{"--topic=Syrian Army"}},
		{`--topic="Syrian Army" --topic Haiti`, nil, []string{"--topic=Syrian Army", "--topic=Haiti"}},
		{`--topic='Trump''s'`, nil, []string{`--topic=Trump''s`}},
		{`--reverse "climate change"`, []string{`"climate change"`}, []string{"--reverse"}},
		{`x --style dark`, []string{"x"}, []string{"--style=dark"}},
		{`x @other`, []string{"x", "@other"}, nil},
		{`嫦娥 --since 2007年`, []string{"嫦娥"}, []string{"--since=2007年"}},
		{`"never closed`, []string{`"never closed`}, nil},
	}
	for _, test := range tests {
		q, err := config.ParseQuestion(test.text, known.Flags)
		var flags []string
		for _, f := range q.Flags {
			flags = append(flags, f.Argument())
		}
		if diff := cmp.Diff(test.words, q.Words) + cmp.Diff(test.flags, flags); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", test.text, err, diff)
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
	f.Add("limit = 1_0\n[saved]\na = 'x --since 2016'\nb = ['x', '--topic', 'y']")
	f.Fuzz(func(t *testing.T, text string) {
		for _, file := range []*config.File{config.Parse([]byte(text), known), config.ParseArchive([]byte(text), known)} {
			for _, wrong := range file.Wrong {
				if wrong.Line < 1 || wrong.Column < 1 || wrong.Line > strings.Count(text, "\n")+1 {
					t.Errorf("%v", wrong)
				}
			}
			for _, name := range file.Names() {
				if v, isSet := file.Value(name); !isSet || v.Line < 1 || v.Line > strings.Count(text, "\n")+1 {
					t.Errorf("%s: %v", name, v)
				}
			}
		}
	})
}

// FuzzQuestion checks that a saved question has no flag but the ones that it can have,
// and that none of its words can be taken for one.
func FuzzQuestion(f *testing.F) {
	f.Add(`"climate change" --topic 'Syrian Army' -n5 --reverse`)
	f.Add("x\n--archive=/ --style=/etc/passwd - -- -n")
	f.Fuzz(func(t *testing.T, text string) {
		q, err := config.ParseQuestion(text, known.Flags)
		if err != nil {
			return
		}
		for _, word := range q.Words {
			if strings.HasPrefix(word, "-") || word == "" {
				t.Errorf("%q has the word %q", text, word)
			}
		}
		for _, typed := range q.Flags {
			isKnown := slices.ContainsFunc(known.Flags, func(f config.Flag) bool { return f.Name == typed.Name })
			if !isKnown || typed.Values != nil && !slices.Contains(typed.Values, typed.Value) {
				t.Errorf("%q has the flag %q", text, typed.Argument())
			}
		}
	})
}
