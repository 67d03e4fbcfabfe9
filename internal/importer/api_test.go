package importer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"news/internal/event"
	"news/internal/importer"
	"news/internal/portal"
)

// wiki is a server that answers as MediaWiki's API does. Package portal's tests have one
// with more faults.
type wiki struct {
	mu      sync.Mutex
	pages   map[string]source
	faults  []func(http.ResponseWriter) // for the next requests, in order
	texts   int                         // pages whose text was asked for
	address string
}

func newWiki(t *testing.T, pages ...source) *wiki {
	w := &wiki{pages: make(map[string]source)}
	w.put(pages...)
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.address = server.URL + "/w/api.php"
	return w
}

// after lets faults happen to the next requests; nil is none.
func (w *wiki) after(faults ...func(http.ResponseWriter)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = faults
}

func (w *wiki) put(pages ...source) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range pages {
		w.pages[portal.Title(p.date)] = p
	}
}

func (w *wiki) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.faults) > 0 {
		fault := w.faults[0]
		w.faults = w.faults[1:]
		if fault != nil {
			fault(out)
			return
		}
	}
	type object = map[string]any
	var pages []object
	for _, title := range strings.Split(r.URL.Query().Get("titles"), "|") {
		p, ok := w.pages[title]
		if !ok {
			pages = append(pages, object{"ns": 100, "title": title, "missing": true})
			continue
		}
		revision := object{"revid": p.revision, "timestamp": "2016-05-01T00:00:00Z"}
		if strings.Contains(r.URL.Query().Get("rvprop"), "content") {
			w.texts++
			revision["slots"] = object{"main": object{"contentmodel": "wikitext", "content": p.text}}
		}
		pages = append(pages, object{"ns": 100, "title": title, "revisions": []object{revision}})
	}
	_ = json.NewEncoder(out).Encode(object{"batchcomplete": true, "query": object{"pages": pages, "general": object{"lang": "en"}}})
}

// options are those of an import from the wiki on a day.
func (w *wiki) options(dir string, today event.Date) importer.Options {
	return importer.Options{Dir: dir, Today: today, Client: &portal.Client{
		Address: w.address, UserAgent: "news-test", Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}}
}

func daysOf(pages []source) []event.Date {
	var days []event.Date
	for _, p := range pages {
		days = append(days, p.date)
	}
	return days
}

func TestTheAPIGivesWhatAnExportGives(t *testing.T) {
	pages := month(30)
	want, got := t.TempDir(), t.TempDir()
	imports(t, want, pages...)
	w := newWiki(t, pages...)
	o := w.options(got, april(30))
	o.Days = daysOf(pages)
	if report, err := importer.Run(context.Background(), o); err != nil || report.Days != 30 {
		t.Fatalf("reported %+v, %v", report, err)
	}
	same(t, "from the API", tree(t, want), tree(t, got))
}

func TestABareImportTakesWhatIsNewAndWhatHasChanged(t *testing.T) {
	dir := t.TempDir()
	pages := month(30)
	w := newWiki(t, pages[:20]...)
	o := w.options(dir, april(20))
	o.Since = april(1)
	if _, err := importer.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	changed := pages[5]
	changed.revision = 9000
	changed.text = strings.ReplaceAll(changed.text, "Officials count", "Several officials count")
	w.put(changed)
	w.put(pages[20:23]...)
	tomorrow := pages[24]
	w.put(tomorrow)
	w.texts = 0
	report, err := importer.Run(context.Background(), w.options(dir, april(24)))
	if err != nil || report.Days != 4 || report.First != april(6) || report.Last != april(23) || report.Missing != 12 || w.texts != 4 {
		t.Errorf("reported %+v, %v; asked for %d texts", report, err, w.texts)
	}
	if _, err := os.Stat(filepath.Join(dir, "news/2016/04/25")); err == nil {
		t.Error("tomorrow was imported")
	}
	before := tree(t, dir)
	report, err = importer.Run(context.Background(), w.options(dir, april(24)))
	if err != nil || report.Written != 0 || report.Days != 0 {
		t.Errorf("again: %+v, %v", report, err)
	}
	same(t, "again", before, tree(t, dir))
}

func TestANewArchiveNeedsDays(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	_, err := importer.Run(context.Background(), newWiki(t).options(dir, april(3)))
	if !errors.Is(err, importer.ErrNoDays) {
		t.Errorf("without days: %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
}

// What a server or the way to it does wrong for a while is waited for.
func TestFaultsOfAServerThatPass(t *testing.T) {
	pages := month(3)
	want := t.TempDir()
	imports(t, want, pages...)
	for name, fault := range faults() {
		w := newWiki(t, pages...)
		w.after(fault, fault)
		dir := t.TempDir()
		o := w.options(dir, april(3))
		o.Days = daysOf(pages)
		if _, err := importer.Run(context.Background(), o); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		same(t, name, tree(t, want), tree(t, dir))
	}
}

// What a server does wrong for ever changes nothing, and what was taken before stays.
func TestFaultsOfAServerThatStay(t *testing.T) {
	pages := month(60)
	want := t.TempDir()
	imports(t, want, pages...)
	for name, fault := range faults() {
		w := newWiki(t, pages...)
		dir := filepath.Join(t.TempDir(), "new")
		o := w.options(dir, event.Date{Year: 2016, Month: 5, Day: 30})
		o.Days = daysOf(pages)
		stays := slices.Repeat([]func(http.ResponseWriter){fault}, 10)
		w.after(stays...)
		if _, err := importer.Run(context.Background(), o); err == nil {
			t.Errorf("%s is no error", name)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%s: a folder was made", name)
		}
		w.after(append([]func(http.ResponseWriter){nil}, stays...)...) // one answer, of fifty days
		if _, err := importer.Run(context.Background(), o); err == nil {
			t.Errorf("%s is no error", name)
		}
		if len(day(t, dir, april(30)).Events) == 0 {
			t.Errorf("%s: what was taken before is lost", name)
		}
		w.after()
		if _, err := importer.Run(context.Background(), o); err != nil {
			t.Errorf("%s, later: %v", name, err)
			continue
		}
		same(t, name, tree(t, want), tree(t, dir))
	}
}

func faults() map[string]func(http.ResponseWriter) {
	return map[string]func(http.ResponseWriter){
		"429": func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"503": func(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) },
		"maxlag": func(w http.ResponseWriter) {
			fmt.Fprint(w, `{"error":{"code":"maxlag","info":"Waiting for a server"}}`)
		},
		"a cut connection": func(w http.ResponseWriter) {
			if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
				c.Close()
			}
		},
		"half an answer": func(w http.ResponseWriter) { fmt.Fprint(w, `{"query":{"pages":[{"tit`) },
	}
}
