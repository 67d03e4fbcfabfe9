package browse

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"news/internal/archive"
	"news/internal/catalog"
	"news/internal/event"
	"news/internal/sample"
	"news/internal/view"
)

// TestRandomWalks presses random keys in windows of random sizes over the sample and
// over an archive that tries to break the screen, while pages change and work beside the
// keys ends in any order. After every step the frame must be exact. The same walk twice
// shows the same frames.
//
// NEWS_BROWSE_WALK=30m walks that long, each time with another seed; NEWS_BROWSE_SEED
// begins with a seed that has failed.
func TestRandomWalks(t *testing.T) {
	span, _ := time.ParseDuration(os.Getenv("NEWS_BROWSE_WALK"))
	seed, _ := strconv.ParseUint(os.Getenv("NEWS_BROWSE_SEED"), 10, 64)
	crowd, steps := 40, 120
	if span > 0 {
		crowd, steps = 1000, 2000
	}
	begun := time.Now()
	for rounds := 0; rounds == 0 || time.Since(begun) < span; rounds++ {
		for _, name := range []string{"sample", "hostile", "hostile with an index"} {
			ok := t.Run(fmt.Sprintf("%s/%d", name, seed), func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "hostile")
				shown := walkOnce(t, name, dir, crowd, steps, seed)
				if name != "hostile with an index" && rounds%10 == 0 {
					if again := walkOnce(t, name, dir, crowd, steps, seed); again != shown {
						t.Error("the same walk shows other frames the second time")
					}
				}
			})
			if !ok {
				return
			}
		}
		seed++
	}
}

// walkOnce walks over a new archive and returns a sum of all frames.
func walkOnce(t *testing.T, name, dir string, crowd, steps int, seed uint64) uint64 {
	w := newWalker(t, name, dir, crowd, seed)
	defer w.m.close()
	defer func() {
		if value := recover(); value != nil {
			t.Fatalf("%v after %s\n%s", value, w.tail(), debug.Stack())
		}
	}()
	for range steps {
		w.step()
		if t.Failed() {
			t.Fatalf("after %s", w.tail())
		}
	}
	return w.sum
}

// walker takes random steps in a browser.
type walker struct {
	t       *testing.T
	r       *rand.Rand
	o       Options
	m       *model
	dir     string // of the archive; "" for one that does not change
	pending []tea.Cmd
	keys    []string
	steps   []string
	sum     uint64
}

func newWalker(t *testing.T, name, dir string, crowd int, seed uint64) *walker {
	w := &walker{t: t, r: rand.New(rand.NewPCG(seed, 0))}
	var a *archive.Archive
	options := catalog.Options{Now: func() time.Time { return time.Date(2016, 6, 1, 12, 0, 0, 0, time.UTC) }}
	if name == "sample" {
		a = archive.FromFS(sample.FS())
	} else {
		w.dir = hostileArchive(t, dir, crowd)
		var err error
		if a, err = archive.Open(w.dir); err != nil {
			t.Fatal(err)
		}
	}
	if strings.HasSuffix(name, "index") {
		options.CacheDir = t.TempDir()
	}
	c := catalog.Open(a, options)
	t.Cleanup(func() { c.Close(); a.Close() })
	w.o = Options{Catalog: c, Archive: filepath.Base(w.dir), System: &testSystem{}, State: &testState{}}
	w.o.Style, _ = view.LoadStyle([]string{"", "dark", "light"}[w.r.IntN(3)])
	if w.r.IntN(3) == 0 {
		w.o.Language = view.Chinese
	}
	for _, b := range bindings {
		w.keys = append(w.keys, b.keys...)
	}
	slices.Sort(w.keys)
	w.begin()
	return w
}

// begin opens the browser.
func (w *walker) begin() {
	starts := []Start{{}, {Date: event.Date{Year: 2016, Month: 5, Day: 7}}, {Date: event.Date{Year: 2016, Month: 4, Day: 3}}, {Date: event.Date{Year: 1, Month: 1, Day: 1}}}
	w.m = newModel(context.Background(), w.o, starts[w.r.IntN(len(starts))])
	w.m.tick = nil
	w.pending = nil
	w.later(w.m.Init())
	w.resize()
}

func (w *walker) tail() string {
	return strings.Join(w.steps[max(0, len(w.steps)-30):], ", ")
}

// later notes a command that has been begun and ends at any time.
func (w *walker) later(cmd tea.Cmd) {
	if cmd != nil {
		w.pending = append(w.pending, cmd)
	}
}

func (w *walker) send(msg tea.Msg) {
	_, cmd := w.m.Update(msg)
	w.later(cmd)
}

func (w *walker) note(format string, args ...any) {
	w.steps = append(w.steps, fmt.Sprintf(format, args...))
}

// step takes a random step and looks at the frame.
func (w *walker) step() {
	switch n := w.r.IntN(100); {
	case n < 50:
		w.press()
	case n < 60:
		w.resize()
	case n < 63:
		w.note("tick")
		w.send(tick{})
	case n < 66:
		w.mouse()
	case n < 68:
		w.tellProgress()
	case n < 71 && w.dir != "":
		w.changeArchive()
	default:
		w.deliver()
	}
	frame := w.m.View()
	w.checkFrame(frame)
	h := fnv.New64a()
	fmt.Fprint(h, w.sum, frame.Content)
	w.sum = h.Sum64()
}

func (w *walker) press() {
	key := w.keys[w.r.IntN(len(w.keys))]
	switch w.r.IntN(8) {
	case 0:
		key = string(rune('0' + w.r.IntN(10)))
	case 1:
		letters := []rune("aeinrst qzx洪é\"!~-(:*")
		key = string(letters[w.r.IntN(len(letters))])
	}
	if key == "e" || key == "|" {
		return
	}
	w.note("key %q", key)
	w.send(keyOf(key))
}

func (w *walker) resize() {
	width, height := 40+w.r.IntN(261), 10+w.r.IntN(91)
	switch w.r.IntN(6) {
	case 0:
		width, height = w.r.IntN(60), w.r.IntN(14)
	case 1:
		width, height = 105+w.r.IntN(10), 10+w.r.IntN(3)
	}
	w.note("size %dx%d", width, height)
	w.send(tea.WindowSizeMsg{Width: width, Height: height})
}

func (w *walker) mouse() {
	m := tea.Mouse{X: w.r.IntN(320) - 5, Y: w.r.IntN(110) - 5, Button: tea.MouseButton(w.r.IntN(8))}
	w.note("mouse %v", m)
	switch w.r.IntN(4) {
	case 0:
		w.send(tea.MouseClickMsg(m))
	case 1:
		w.send(tea.MouseWheelMsg(m))
	case 2:
		w.send(tea.MouseReleaseMsg(m))
	default:
		w.send(tea.PasteMsg{Content: hostileTexts[w.r.IntN(len(hostileTexts))]})
	}
}

func (w *walker) tellProgress() {
	days := w.r.IntN(20000)
	msg := observed{isReading: w.r.IntN(2) == 0, isWaiting: w.r.IntN(4) == 0, progress: catalog.Progress{Days: days, Done: w.r.IntN(days + 2)}}
	if w.r.IntN(4) == 0 {
		msg.unindexed = fmt.Errorf("no room on %q\x1b[31m", w.dir)
	}
	w.note("told %v", msg.progress)
	w.send(msg)
}

// deliver ends one of the pieces of work that were begun.
func (w *walker) deliver() {
	if len(w.pending) == 0 {
		return
	}
	at := w.r.IntN(len(w.pending))
	cmd := w.pending[at]
	w.pending = slices.Delete(w.pending, at, at+1)
	w.note("%d of %d commands", at, len(w.pending)+1)
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			w.later(c)
		}
	case tea.QuitMsg:
		w.note("begin anew")
		w.m.close()
		w.begin()
	default:
		w.send(msg)
	}
}

// changeArchive changes, adds or removes pages, or takes the archive away and back.
func (w *walker) changeArchive() {
	day := hostileDays[w.r.IntN(len(hostileDays))]
	slug := fmt.Sprintf("hostile-%d", w.r.IntN(len(hostileTexts)+5))
	file := filepath.Join(w.dir, "news", day, slug+".md")
	switch w.r.IntN(6) {
	case 0, 1:
		w.note("write %s/%s", day, slug)
		write(w.t, file, hostilePage(hostileTexts[w.r.IntN(len(hostileTexts))], w.r.IntN(1000)))
	case 2, 3:
		w.note("remove %s/%s", day, slug)
		os.Remove(file)
	case 4:
		w.note("remove %s", day)
		os.RemoveAll(filepath.Dir(file))
	case 5:
		away := w.dir + "-away"
		if _, err := os.Stat(away); err == nil {
			w.note("the archive is back")
			os.RemoveAll(w.dir)
			os.Rename(away, w.dir)
		} else {
			w.note("the archive is away")
			os.Rename(w.dir, away)
		}
	}
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;:]*m")

// checkFrame says where a frame is not exactly as large as the window, or holds more
// than text and its styles.
func (w *walker) checkFrame(v tea.View) {
	w.t.Helper()
	for _, fault := range faultsOf(v, w.m.width, w.m.height) {
		w.t.Error(fault)
	}
}

// faultsOf returns what is wrong with a frame.
func faultsOf(v tea.View, width, height int) (faults []string) {
	lines := strings.Split(v.Content, "\n")
	if len(lines) != max(1, height) {
		faults = append(faults, fmt.Sprintf("%d lines in a window of %dx%d", len(lines), width, height))
	}
	for i, line := range lines {
		if height > 0 && columns(line) != width {
			faults = append(faults, fmt.Sprintf("line %d has %d columns in a window of %dx%d: %q", i, columns(line), width, height, line))
		}
		bare := sgr.ReplaceAllString(line, "")
		if at := strings.IndexFunc(bare, isHarmful); at >= 0 || !utf8.ValidString(bare) {
			faults = append(faults, fmt.Sprintf("line %d holds more than text: %q", i, line))
		}
	}
	if title := v.WindowTitle; strings.ContainsFunc(title, isHarmful) {
		faults = append(faults, fmt.Sprintf("the title is %q", title))
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= max(1, width) || c.Y < 0 || c.Y >= max(1, height)) {
		faults = append(faults, fmt.Sprintf("the cursor is at %d,%d in a window of %dx%d", c.X, c.Y, width, height))
	}
	return faults
}

// isHarmful reports whether a character can do something to a terminal: control
// characters, and those that turn the direction of text.
func isHarmful(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
