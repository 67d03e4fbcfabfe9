// Package internal_test holds the house rules that a machine can check.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// keepers are the packages that alone may know a library, also of the standard
// library.
var keepers = map[string]string{
	"github.com/spf13/cobra":            "cli",
	"charm.land/bubbletea/v2":           "browse",
	"github.com/charmbracelet/glamour":  "view",
	"github.com/emicklei/dot":           "view",
	"github.com/kljensen/snowball":      "meaning",
	"github.com/sahilm/fuzzy":           "search",
	"modernc.org/sqlite":                "index bench",
	"github.com/rivo/uniseg":            "view search",
	"github.com/charmbracelet/x/ansi":   "browse view text",
	"golang.org/x/net":                  "publisher",
	"net/http":                          "portal",
	"golang.org/x/term":                 "browse cli ptytest",
	"github.com/creack/pty":             "ptytest",
	"github.com/pelletier/go-toml/v2":   "config",
	"github.com/rogpeppe/go-internal":   "state",
	"github.com/google/go-cmp":          "",
	"github.com/charmbracelet/lipgloss": "",
}

// tools are programs beside news, which have what they need.
var tools = []string{"internal/bench/bare", "internal/text/hantable", "cmd/newsbench"}

// standIns is the folder of the modules that go.mod puts in the place of libraries.
const standIns = "internal/standin/"

// TestPackagesImportWhatTheMapAllows holds every import against the table in
// internal/README.md, which is the one place that says who may import whom.
func TestPackagesImportWhatTheMapAllows(t *testing.T) {
	allowed := readMap(t)
	for file, imports := range sources(t) {
		dir := path.Dir(file)
		if slices.Contains(tools, dir) || strings.HasPrefix(dir, standIns) {
			continue
		}
		may, known := allowed[dir]
		if !known {
			t.Errorf("%s: the map in internal/README.md does not have the package %s", file, dir)
			continue
		}
		for _, imported := range imports {
			name, ours := strings.CutPrefix(imported, "news/internal/")
			if ours && !slices.Contains(may, name) {
				t.Errorf("%s: %s may not import %s", file, dir, name)
			}
			if keeper, kept := keeperOf(imported); kept && !slices.Contains(strings.Fields(keeper), path.Base(dir)) {
				t.Errorf("%s: %s may not import %s, which is known to %q alone", file, dir, imported, keeper)
			}
		}
	}
}

// A stand-in is there to make the program leaner, so it brings nothing with it.
func TestStandInsImportTheStandardLibraryAlone(t *testing.T) {
	modules := replaced(t)
	for file, imports := range sources(t) {
		name, standIn := strings.CutPrefix(file, standIns)
		if !standIn {
			continue
		}
		folder, _, _ := strings.Cut(name, "/")
		module, known := modules[standIns+folder]
		if !known {
			t.Errorf("go.mod does not put %s in the place of a library", standIns+folder)
		}
		for _, imported := range imports {
			if strings.Contains(imported, ".") && imported != module {
				t.Errorf("%s may not import %s", file, imported)
			}
		}
	}
}

// TestReplacedLibrariesAreNeeded fails when a library that go.mod replaces has
// another stand-in than a folder of ours, or is not needed any more.
func TestReplacedLibrariesAreNeeded(t *testing.T) {
	module := read(t, "../go.mod")
	for folder, library := range replaced(t) {
		if !strings.HasPrefix(folder, standIns) {
			t.Errorf("go.mod puts %s in the place of %s", folder, library)
		}
		if !strings.Contains(module, "\n\t"+library+" v") {
			t.Errorf("nothing needs %s, which go.mod replaces", library)
		}
	}
}

func TestTopOfTheTreeHoldsNothingElse(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, ".") && !slices.Contains([]string{"cmd", "internal", "testdata", "go.mod", "go.sum", "README.md"}, name) {
			t.Errorf("%s stands at the top of the tree", name)
		}
	}
}

func TestEveryDirectDependencyEarnsALineInTheReadme(t *testing.T) {
	readme := read(t, "../README.md")
	for line := range strings.Lines(read(t, "../go.mod")) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) == 2 && strings.HasPrefix(fields[1], "v") && !strings.Contains(readme, fields[0]) {
			t.Errorf("README.md does not say what %s is for", fields[0])
		}
	}
}

func keeperOf(imported string) (string, bool) {
	for library, keeper := range keepers {
		if imported == library || strings.HasPrefix(imported, library+"/") {
			return keeper, true
		}
	}
	return "", false
}

// replaced returns the libraries that go.mod replaces, by the folders that stand in
// for them, from the top of the tree.
func replaced(t *testing.T) map[string]string {
	found := make(map[string]string)
	for line := range strings.Lines(read(t, "../go.mod")) {
		library, folder, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if ok {
			found[path.Clean(folder)] = strings.TrimPrefix(library, "replace ")
		}
	}
	return found
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// readMap reads the rows "| `internal/page` | purpose | event, text |".
func readMap(t *testing.T) map[string][]string {
	allowed := make(map[string][]string)
	for line := range strings.Lines(read(t, "README.md")) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[1], "`") {
			continue
		}
		dir := strings.Trim(cells[1], " `")
		for _, name := range strings.Split(strings.TrimSpace(cells[3]), ", ") {
			allowed[dir] = append(allowed[dir], name)
		}
	}
	if len(allowed) < 10 {
		t.Fatalf("found %d packages in the map of internal/README.md", len(allowed))
	}
	return allowed
}

// sources returns the imports of every Go file but the tests, by path from the top.
func sources(t *testing.T) map[string][]string {
	found := make(map[string][]string)
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel("..", name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		found[relative] = nil
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[relative] = append(found[relative], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
