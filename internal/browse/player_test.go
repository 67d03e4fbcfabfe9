package browse

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/view"
)

var update = flag.Bool("update", false, "write the frames of the stories anew, to be read before they are kept")

// TestStories plays the stories in testdata/stories. A story is lines:
//
//	# a comment
//	size 80x24       the window, before or between keys
//	open 2016/04/3   what is shown first: a reference, or the words of a search
//	keys j j enter   keys, by the names that Bubble Tea has for them
//	type some words  keys, one for each letter
//	archive chinese  another archive than the sample, before it is opened, in its language
//	remove 2016/04/3 a day's folder or an event's page, from an archive in files
//	system           what the system was asked: addresses opened, texts copied
//	paste some words a paste; \n in it is a line end
//	click 4,2        a press of the left button: column and line, from 0
//	wheel 4,2 down   the wheel, there
//	language zh      the language of the browser's own words, before open
//	frame            the frame that is shown now, up to the line "end"
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no stories", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			played := playStory(t, string(script))
			if *update {
				if err := os.WriteFile(file, []byte(played), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if played != string(script) {
				t.Errorf("the frames differ: go test ./internal/browse -update, and read the change\n%s", played)
			}
		})
	}
}

// playStory plays a story and returns it with the frames as they are.
func playStory(t *testing.T, script string) string {
	var out bytes.Buffer
	var p *player
	stage := stage{archive: "sample"}
	width, height := 80, 24
	inFrame := false
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		if inFrame {
			inFrame = line != "end"
			continue
		}
		out.WriteString(line + "\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "size":
			w, h, _ := strings.Cut(rest, "x")
			width, _ = strconv.Atoi(w)
			height, _ = strconv.Atoi(h)
			if p != nil {
				p.resize(width, height)
			}
		case "language":
			stage.language, _ = view.LanguageOf(rest)
		case "open":
			p = stage.open(t, rest, width, height)
		case "archive":
			stage.archive = rest
		case "remove":
			stage.remove(t, rest)
		case "system":
			inFrame = true
			out.WriteString(stage.system.asked() + "end\n")
		case "keys":
			for key := range strings.FieldsSeq(rest) {
				p.press(key)
			}
		case "type":
			for _, r := range rest {
				p.press(string(r))
			}
		case "paste":
			p.send(tea.PasteMsg{Content: strings.ReplaceAll(rest, `\n`, "\n")})
		case "click":
			p.send(tea.MouseClickMsg(mouseAt(rest, tea.MouseLeft)))
		case "wheel":
			place, to, _ := strings.Cut(rest, " ")
			p.send(tea.MouseWheelMsg(mouseAt(place, map[string]tea.MouseButton{"up": tea.MouseWheelUp, "down": tea.MouseWheelDown}[to])))
		case "frame":
			inFrame = true
			out.WriteString(p.frame() + "end\n")
		}
	}
	return out.String()
}

// mouseAt returns a button at a place: column and line.
func mouseAt(place string, button tea.MouseButton) tea.Mouse {
	x, y, _ := strings.Cut(place, ",")
	m := tea.Mouse{Button: button}
	m.X, _ = strconv.Atoi(x)
	m.Y, _ = strconv.Atoi(y)
	return m
}

// player drives a model as Bubble Tea would, without a terminal. Commands run at once.
type player struct {
	t    *testing.T
	m    *model
	quit bool
}

func newPlayer(t *testing.T, typed string, width, height int) *player {
	o := Options{Catalog: sampleCatalog(), Archive: "sample", System: &testSystem{}, State: &testState{}}
	o.Style, _ = view.LoadStyle("")
	return newPlayerOf(t, o, startOf(t, o.Catalog, typed), width, height)
}

func newPlayerOf(t *testing.T, o Options, start Start, width, height int) *player {
	p := &player{t: t, m: newModel(context.Background(), o, start)}
	p.m.tick = nil
	p.run(p.m.Init())
	p.resize(width, height)
	return p
}

// sampleCatalog returns the catalog of the sample. It is the same one for all tests, as
// nothing changes the sample.
var sampleCatalog = sync.OnceValue(func() *catalog.Catalog { return openCatalog(archive.FromFS(sample.FS())) })

func openCatalog(a *archive.Archive) *catalog.Catalog {
	now := func() time.Time { return time.Date(2016, 6, 1, 12, 0, 0, 0, time.UTC) }
	return catalog.Open(a, catalog.Options{Now: now})
}

func catalogOf(t *testing.T, a *archive.Archive) *catalog.Catalog {
	c := openCatalog(a)
	t.Cleanup(func() { c.Close() })
	return c
}

// startOf returns what the browser starts with for what was typed.
func startOf(t *testing.T, c *catalog.Catalog, typed string) Start {
	if typed == "" {
		return Start{}
	}
	if target, err := c.Resolve(context.Background(), typed); err == nil {
		if target.Event != nil {
			return Start{Event: target.Event}
		}
		if target.Day != nil {
			return Start{Date: target.Day.Date}
		}
	}
	if days, err := c.Understand(catalog.Asked{Args: strings.Fields(typed)}); err == nil && days.Query == nil {
		return Start{Days: &days}
	}
	q, err := c.Understand(catalog.Asked{Args: strings.Fields(typed), DaysAreWishes: true})
	if err != nil {
		t.Fatal(err)
	}
	q.Limit = 50
	return Start{Question: &q}
}

func (p *player) send(msg tea.Msg) {
	if p.quit {
		return
	}
	_, cmd := p.m.Update(msg)
	p.run(cmd)
}

// run runs a command to its end, and what comes of it.
func (p *player) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			p.run(c)
		}
	case tea.QuitMsg:
		p.quit = true
	default:
		p.send(msg)
	}
}

func (p *player) resize(width, height int) { p.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// stage is what a story is played on.
type stage struct {
	archive  string // sample, chinese, or files: the sample in files
	dir      string // of files
	system   testSystem
	language view.Language
}

// open opens the archive of a story with what was typed.
func (s *stage) open(t *testing.T, typed string, width, height int) *player {
	o := Options{Archive: s.archive, Language: s.language, System: &s.system, State: &testState{}}
	switch s.archive {
	case "sample":
		o.Catalog = sampleCatalog()
	case "chinese":
		o.Catalog, o.Language = catalogOf(t, archive.FromFS(os.DirFS("testdata/chinese"))), view.Chinese
	case "files":
		s.dir = t.TempDir()
		if err := os.CopyFS(s.dir, sample.FS()); err != nil {
			t.Fatal(err)
		}
		a, err := archive.Open(s.dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close() })
		o.Catalog = catalogOf(t, a)
	default:
		t.Fatal("no archive", s.archive)
	}
	o.Style, _ = view.LoadStyle("")
	return newPlayerOf(t, o, startOf(t, o.Catalog, typed), width, height)
}

// remove removes a day's folder, or a page, by the beginning of its path.
func (s *stage) remove(t *testing.T, path string) {
	found, err := filepath.Glob(filepath.Join(s.dir, "news", path+"*"))
	if err != nil || len(found) == 0 {
		t.Fatal("nothing to remove", path, err)
	}
	for _, file := range found {
		if err := os.RemoveAll(file); err != nil {
			t.Fatal(err)
		}
	}
}

// specialKeys are the keys that are not written.
var specialKeys = map[string]rune{
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter, "tab": tea.KeyTab,
	"backspace": tea.KeyBackspace, "esc": tea.KeyEscape, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"space": tea.KeySpace, "delete": tea.KeyDelete,
}

// press presses a key by its name.
func (p *player) press(name string) { p.send(keyOf(name)) }

// keyOf returns a key by its name.
func keyOf(name string) tea.KeyPressMsg {
	key := tea.KeyPressMsg{}
	rest := name
	for mod, bit := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if cut, has := strings.CutPrefix(rest, mod); has {
			rest, key.Mod = cut, key.Mod|bit
		}
	}
	if code, isSpecial := specialKeys[rest]; isSpecial {
		key.Code = code
	} else {
		key.Code = []rune(rest)[0]
	}
	if key.Mod == 0 && specialKeys[rest] == 0 {
		key.Text = rest
	}
	if rest == "space" {
		key.Text = " "
	}
	return key
}

// frame returns the text of the frame, without styles and spaces at the ends of lines.
func (p *player) frame() string {
	if p.quit {
		return "(it has ended)\n"
	}
	var b strings.Builder
	for line := range strings.SplitSeq(p.m.frame(), "\n") {
		b.WriteString(strings.TrimRight(ansi.Strip(line), " ") + "\n")
	}
	return b.String()
}

// testSystem notes what it was asked.
type testSystem struct {
	opened, copied []string
}

// asked returns what the system was asked since the last time.
func (s *testSystem) asked() string {
	var b strings.Builder
	for _, address := range s.opened {
		b.WriteString("opened " + address + "\n")
	}
	for _, copied := range s.copied {
		b.WriteString("copied " + copied + "\n")
	}
	s.opened, s.copied = nil, nil
	return b.String()
}

func (s *testSystem) Open(address string) error { s.opened = append(s.opened, address); return nil }
func (s *testSystem) Copy(text string) error    { s.copied = append(s.copied, text); return nil }
func (s *testSystem) Edit(event.Event) (*exec.Cmd, error) {
	return nil, errors.New("no editor")
}
func (s *testSystem) Pipe(string, event.Event) (*exec.Cmd, error) {
	return nil, errors.New("no shell")
}

// testState keeps marks and searches in memory.
type testState struct {
	marks    []event.Ref
	searches []string
	left     event.Ref
}

func (s *testState) Marks() []event.Ref { return s.marks }
func (s *testState) SetMark(ref event.Ref, marked bool) error {
	kept := s.marks[:0:0]
	for _, other := range s.marks {
		if other != ref {
			kept = append(kept, other)
		}
	}
	if s.marks = kept; marked {
		s.marks = append(s.marks, ref)
	}
	return nil
}
func (s *testState) Searches() []string           { return s.searches }
func (s *testState) AddSearch(typed string) error { s.searches = append(s.searches, typed); return nil }
func (s *testState) Left() (event.Ref, bool)      { return s.left, !s.left.IsZero() }
func (s *testState) Leave(ref event.Ref) error    { s.left = ref; return nil }
