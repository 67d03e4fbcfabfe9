package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"news/internal/config"
)

// places are what sets a setting: a flag, a variable, a line of the user's file, a line
// of the archive's file.
type places struct{ flag, env, user, archive string }

// TestEverySettingInEveryPlace sets each setting in each place that can set it, and then
// in all places, of which the first counts.
func TestEverySettingInEveryPlace(t *testing.T) {
	const usual, none = "usual", "-"
	tests := []struct {
		setting string
		usual   string
		set     places // what sets it in each place; "" where none can
		values  places // what it is then; "-" for nothing
	}{
		{config.Archive, none, places{"--archive=a", "NEWS_ARCHIVE=b", "archive = 'c'", "archive = 'd'"}, places{"a", "b", "c", none}},
		{config.Style, "auto", places{"--style=dark", "GLAMOUR_STYLE=light", "style = 'pink'", "style = 'dracula'"}, places{"dark", "light", "pink", "dracula"}},
		{config.Color, "auto", places{"--color=always", "NO_COLOR=1", "color = 'always'", "color = 'always'"}, places{"always", "never", "always", "auto"}},
		{config.Color, "auto", places{"--color=auto", "CLICOLOR_FORCE=1", "color = 'never'", ""}, places{"auto", "always", "never", usual}},
		{config.Color, "auto", places{"--color=never", "CLICOLOR=0", "color = 'always'", ""}, places{"never", "never", "always", usual}},
		{config.Color, "auto", places{"--color=always", "TERM=dumb", "color = 'always'", ""}, places{"always", "never", "always", usual}},
		{config.Pager, "less", places{"--no-pager", "NEWS_PAGER=more", "pager = 'most'", "pager = 'rm'"}, places{"", "more", "most", "less"}},
		{config.Pager, "less", places{"--no-pager", "PAGER=", "pager = 'most'", ""}, places{"", "", "most", usual}},
		{config.Hyperlinks, "auto", places{"--hyperlinks=never", "", "hyperlinks = 'always'", "hyperlinks = 'always'"}, places{"never", usual, "always", "auto"}},
		{config.Limit, none, places{"", "", "limit = 3", "limit = 4"}, places{usual, usual, "3", "4"}},
		{config.Language, none, places{"--lang=zh", "LANG=en_GB.UTF-8", "language = 'zh'", "language = 'zh'"}, places{"zh", "en", "zh", "zh"}},
		{config.Language, none, places{"--lang=en", "LC_ALL=zh_TW", "language = 'en'", "language = 'en'"}, places{"en", "zh", "en", "en"}},
		{config.Language, none, places{"", "LANG=C", "", ""}, places{usual, none, usual, usual}},
		{config.Language, none, places{"", "LANG=de_DE", "", ""}, places{usual, none, usual, usual}},
		{"saved.x", none, places{"", "", "saved.x = 'harbour'", "saved.x = 'ferry'"}, places{usual, usual, "harbour", "ferry"}},
		{"archives.x", none, places{"", "", "archives.x = '/a'", "archives.x = '/b'"}, places{usual, usual, "/a", none}},
		{"browse.keys.quit", none, places{"", "", "browse.keys.quit = 'x'", "browse.keys.quit = 'y'"}, places{usual, usual, "x", none}},
	}
	for _, test := range tests {
		set, values := test.set, test.values
		for _, one := range []struct {
			places
			want    string
			isFirst bool // it is that of the first place
		}{
			{places{}, test.usual, false},
			{places{flag: set.flag}, values.flag, false},
			{places{env: set.env}, values.env, false},
			{places{user: set.user}, values.user, false},
			{places{archive: set.archive}, values.archive, false},
			{set, "", true},
			{places{"", set.env, set.user, set.archive}, "", true},
			{places{"", "", set.user, set.archive}, "", true},
			{places{"", set.env, "", set.archive}, "", true},
			{places{"", set.env, set.user, ""}, "", true},
		} {
			want := one.want
			if one.isFirst {
				want = firstSet(one.places, values, test.setting == config.Language)
			}
			if want == usual {
				want = test.usual
			}
			if got := valueIn(t, test.setting, one.places); got != want {
				t.Errorf("%s with %q is %q, want %q", test.setting, one.places, got, want)
			}
		}
	}
}

// firstSet returns the value of the first place that sets something. The locale, which
// sets the language, is of the system, and counts after the user's file.
func firstSet(in, values places, isLocale bool) string {
	lines := []string{in.flag, in.env, in.user, in.archive}
	of := []string{values.flag, values.env, values.user, values.archive}
	if isLocale {
		lines[1], lines[2], of[1], of[2] = lines[2], lines[1], of[2], of[1]
	}
	for i, value := range of {
		if lines[i] != "" && value != "-" && value != "usual" {
			return value
		}
	}
	return "usual"
}

// valueIn returns the value that a setting has by news config get, "-" for none.
func valueIn(t *testing.T, setting string, in places) string {
	t.Helper()
	var out, errs bytes.Buffer
	p := settingsProgram(t, in)
	p.Out, p.Err = &out, &errs
	p.Args = append(p.Args, "config", "get", setting)
	switch code := p.Run(); code {
	case exitOK:
		return strings.TrimSuffix(out.String(), "\n")
	case exitNoMatch:
		return "-"
	default:
		t.Errorf("%s with %q ends with %d: %s", setting, in, code, errs.String())
	}
	return ""
}

// settingsProgram returns a program with settings in places. The archive that has a file
// is the one of the environment, unless the archive is what is set.
func settingsProgram(t *testing.T, in places) *Program {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	environ := []string{"NEWS_CONFIG=" + dir, "HOME=" + dir, "NEWS_CACHE=" + filepath.Join(dir, "cache")}
	if in.archive != "" && !strings.HasPrefix(in.archive, "archive =") {
		environ = append(environ, "NEWS_ARCHIVE="+filepath.Join(dir, "archive"))
	}
	putFile(t, filepath.Join(dir, "config.toml"), in.user)
	putFile(t, filepath.Join(dir, "archive", config.ArchiveFile), in.archive)
	putFile(t, filepath.Join(dir, "archive", "news", "2016", "04", "3", "harbour.md"), "# The harbour freezes")
	if in.env != "" {
		environ = append(environ, in.env)
	}
	p := &Program{In: strings.NewReader(""), Environ: environ, Now: func() time.Time { return time.Unix(1460000000, 0) }}
	if in.flag != "" {
		p.Args = []string{in.flag}
	}
	return p
}

func putFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestSettingsHaveAnEffect reads what the screen of a command makes of settings.
func TestSettingsHaveAnEffect(t *testing.T) {
	tests := []struct {
		name string
		in   places
		want string // colour, hyperlinks, pager, language
	}{
		{"nothing", places{}, "auto auto less en"},
		{"the user's file", places{user: "color = 'never'\nhyperlinks = 'always'\npager = 'less -S'\nlanguage = 'zh'"}, "never always less -S zh"},
		{"the environment before it", places{user: "color = 'always'\npager = 'most'", env: "NO_COLOR=1"}, "auto auto none en"},
		{"a flag before it", places{flag: "--color=always", user: "color = 'never'"}, "always auto less en"},
		{"auto typed before it", places{flag: "--color=auto", user: "color = 'never'"}, "auto auto less en"},
		{"the archive's file", places{archive: "language = 'zh'\ncolor = 'never'\npager = 'most'"}, "auto auto less zh"},
		{"no pager", places{user: "pager = ''"}, "auto auto none en"},
	}
	for _, test := range tests {
		p := settingsProgram(t, test.in)
		var errs bytes.Buffer
		p.Out, p.Err = &bytes.Buffer{}, &errs
		p.Size = func(stream any) (int, int, bool) { return 80, 24, stream == p.Out }
		root := p.newRoot()
		if err := root.PersistentFlags().Parse(p.Args); err != nil {
			t.Fatal(err)
		}
		flags := &common{set: root.PersistentFlags(), color: "auto", links: "auto"}
		s, err := p.newScreen(flags)
		if err != nil {
			t.Fatal(err)
		}
		pager := "none"
		if command, exists := p.pagerCommand(flags); exists {
			pager = command.line
		}
		a, err := p.openArchive(flags)
		if err != nil {
			t.Fatal(err)
		}
		p.catalog = p.catalogOf(flags, a)
		got := strings.Join([]string{s.color, s.links, pager, []string{"en", "zh"}[s.language()]}, " ")
		p.catalog.Close()
		a.Close()
		if got != test.want {
			t.Errorf("%s: %s, want %s; %s", test.name, got, test.want, errs.String())
		}
	}
}

// TestAFileOfAStyle has a style in a file beside the settings, and one that is none.
func TestAFileOfAStyle(t *testing.T) {
	for text, want := range map[string]string{"{}": "", "no style": "config.toml:1: there is no style "} {
		p := settingsProgram(t, places{user: "style = './mine.json'"})
		at, err := p.configPlace()
		if err != nil {
			t.Fatal(err)
		}
		putFile(t, filepath.Join(at.Dir, "mine.json"), text)
		var out, errs bytes.Buffer
		p.Out, p.Err = &out, &errs
		p.Size = func(stream any) (int, int, bool) { return 80, 24, stream == &out }
		p.Args = []string{"show", "-q", "--no-pager", "2016/04/3/1"}
		if code := p.Run(); code != exitOK || want == "" && errs.Len() > 0 || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: %d, %s", text, code, errs.String())
		}
	}
}

// TestNameArchive names folders as an import does.
func TestNameArchive(t *testing.T) {
	tests := []struct {
		name, before, dir, done, after string
		wrong                          bool
	}{
		{"the first", "", "wiki", "its name among your archives is wiki; wiki is read where no other archive is named", "archive = \"wiki\"\n\n[archives]\nwiki = \"DIR/wiki\"\n", false},
		{"again", "archive = 'wiki'\n[archives]\nwiki = 'DIR/wiki'\n", "wiki", "", "", false},
		{"named, but not the default", "[archives]\nw = 'DIR/wiki'\n", "wiki", "w is read where no other archive is named", "archive = \"w\"\n\n[archives]\nw = 'DIR/wiki'\n", false},
		{"a second", "archive = 'other'\n[archives]\nother = '/other'\n", "wiki", "its name among your archives is wiki", "archive = 'other'\n[archives]\nother = '/other'\nwiki = \"DIR/wiki\"\n", false},
		{"a taken name", "archive = 'wiki'\n[archives]\nwiki = '/other'\n", "wiki", "its name among your archives is wiki-2", "archive = 'wiki'\n[archives]\nwiki = '/other'\nwiki-2 = \"DIR/wiki\"\n", false},
		{"an odd folder", "archive = 'x'\n", ".my (news)", "its name among your archives is my--news", "archive = 'x'\n\n[archives]\nmy--news = \"DIR/.my (news)\"\n", false},
		{"a file with a mistake", "stile = 'x'\n", "wiki", "", "stile = 'x'\n", true},
	}
	for _, test := range tests {
		dir, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "config.toml")
		inDir := func(text string) string { return strings.ReplaceAll(text, "DIR", filepath.ToSlash(dir)) }
		if err := os.WriteFile(file, []byte(inDir(test.before)), 0o666); err != nil {
			t.Fatal(err)
		}
		folder := filepath.Join(dir, test.dir)
		if err := os.Mkdir(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		p := &Program{Environ: []string{"NEWS_CONFIG=" + dir}}
		done, err := p.nameArchive(folder)
		if done != test.done && !test.wrong || (err != nil) != test.wrong {
			t.Errorf("%s: %q, %v", test.name, done, err)
		}
		after := test.after
		if after == "" {
			after = test.before
		}
		data, err := os.ReadFile(file)
		if diff := cmp.Diff(inDir(after), string(data)); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.name, err, diff)
		}
	}
}
