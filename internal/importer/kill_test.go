package importer_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"news/internal/importer"
)

var kills = flag.Int("kills", 12, "kill so many imports")

// importInto is the variable that makes the test binary import a month and end.
const importInto = "IMPORT_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(importInto); dir != "" {
		if _, err := importer.Run(context.Background(), killedImport(dir)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// killedImport is an import that tests kill: of a month of which some days have changed,
// where an item has moved and others are gone.
func killedImport(dir string) importer.Options {
	pages := month(40)
	lines := strings.Split(pages[3].text, "\n")
	moved := lines[slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "paper.example") })]
	pages[3].text = wikiText("*Nothing of the rest is left.")
	pages[5].text = strings.Replace(pages[5].text, "\n<!-- All news items above", "\n"+moved+"\n<!-- All news items above", 1)
	pages[30].text = strings.ReplaceAll(pages[30].text, "Officials count", "Several officials count")
	for _, i := range []int{3, 5, 30} {
		pages[i].revision += 5000
	}
	o := from(dir, pages...)
	o.Cache = filepath.Join(filepath.Dir(dir), "cache")
	return o
}

// An import that is killed at any moment is finished by the next one, with the same
// result, whether it makes an archive or adds to it.
func TestAnImportGoesOnAfterAKill(t *testing.T) {
	run := func(o importer.Options) {
		t.Helper()
		if _, err := importer.Run(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
	former, whole, added := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "a")
	imports(t, former, month(40)...)
	before := tree(t, former)
	run(killedImport(whole))
	imports(t, added, month(40)...)
	run(killedImport(added))
	random := rand.New(rand.NewPCG(5, 6))
	for kill := range *kills {
		dir := filepath.Join(t.TempDir(), "a")
		end := tree(t, whole)
		if kill%2 == 1 {
			if err := os.Mkdir(dir, 0o777); err != nil {
				t.Fatal(err)
			}
		} else {
			end = tree(t, added)
			if err := os.CopyFS(dir, os.DirFS(former)); err != nil {
				t.Fatal(err)
			}
		}
		for range 1 + kill%3 {
			killImport(t, dir, time.Duration(random.IntN(400))*time.Millisecond)
		}
		for name, page := range tree(t, dir) {
			if strings.HasSuffix(name, ".md") && page != before[name] && page != end[name] {
				t.Errorf("kill %d: %s is half a page", kill, name)
			}
		}
		run(killedImport(dir))
		same(t, fmt.Sprintf("kill %d", kill), end, tree(t, dir))
	}
}

// killImport begins an import, and kills it after a time.
func killImport(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), importInto+"="+dir)
	child.Stderr = os.Stderr
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	child.Process.Kill()
	child.Wait()
}
