package importer_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"news/internal/event"
	"news/internal/importer"
)

// What people do to pages between two imports counts alike with a cache and without.
func TestTheCacheNoticesWhatPeopleDo(t *testing.T) {
	pages := month(60) // enough events for words to count
	pages[59].text = strings.Replace(pages[59].text, "\n<!-- All news items above", "\n*The zeppelins of the quay burn.\n<!-- All news items above", 1)
	for name, do := range map[string]func(*testing.T, string, event.Day){
		"edited": func(t *testing.T, dir string, d event.Day) {
			file := filepath.Join(dir, d.Events[0].Path)
			writeFile(t, file, strings.Replace(string(readFile(t, file)), d.Events[0].Headline, "Zeppelins leave the quay", 1))
		},
		"edited to as many bytes": func(t *testing.T, dir string, d event.Day) {
			file := filepath.Join(dir, d.Events[0].Path)
			writeFile(t, file, strings.ReplaceAll(string(readFile(t, file)), "Officials", "Zeppelins"))
		},
		"removed": func(t *testing.T, dir string, d event.Day) { remove(t, filepath.Join(dir, d.Events[0].Path)) },
		"removed and put back": func(t *testing.T, dir string, d event.Day) {
			file := filepath.Join(dir, d.Events[0].Path)
			data := readFile(t, file)
			remove(t, file)
			writeFile(t, file, string(data))
		},
		"edited in the day's page": func(t *testing.T, dir string, d event.Day) {
			file := filepath.Join(dir, "news", filepath.FromSlash(d.Date.Path()), "index.md")
			writeFile(t, file, strings.ReplaceAll(string(readFile(t, file)), "_Context: ", "_Context: Volcano, "))
		},
		"added": func(t *testing.T, dir string, d event.Day) {
			writeFile(t, filepath.Join(dir, "news", filepath.FromSlash(d.Date.Path()), "mine.md"), "# A page of my own\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			without, with, cache := t.TempDir(), t.TempDir(), t.TempDir()
			run := func(dir, cache string, relink bool, pages ...source) {
				o := from(dir, pages...)
				o.Cache, o.Relink = cache, relink
				if _, err := importer.Run(context.Background(), o); err != nil {
					t.Fatal(err)
				}
			}
			both := func(relink bool, pages ...source) {
				run(without, "", relink, pages...)
				run(with, cache, relink, pages...)
			}
			both(false, pages[:59]...)
			time.Sleep(20 * time.Millisecond) // then times tell what is written before and after
			both(true)
			for _, dir := range []string{without, with} {
				do(t, dir, day(t, dir, pages[20].date))
			}
			both(false, pages[59])
			same(t, "a day later", tree(t, without), tree(t, with))
		})
	}
}

func readFile(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}
