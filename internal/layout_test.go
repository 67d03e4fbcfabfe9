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
	"github.com/charmbracelet/glamour":  "view",
	"github.com/emicklei/dot":           "view",
	"github.com/kljensen/snowball":      "meaning",
	"github.com/sahilm/fuzzy":           "search",
	"modernc.org/sqlite":                "index bench",
	"github.com/rivo/uniseg":            "view search",
	"github.com/charmbracelet/x/ansi":   "view text",
	"golang.org/x/net":                  "publisher",
	"net/http":                          "portal",
	"golang.org/x/term":                 "cli",
	"github.com/rogpeppe/go-internal":   "",
	"github.com/google/go-cmp":          "",
	"github.com/charmbracelet/lipgloss": "",
}

// tools are programs beside news, which have what they need.
var tools = []string{"internal/bench/bare", "internal/text/hantable", "cmd/newsbench"}

// TestPackagesImportWhatTheMapAllows holds every import against the table in
// internal/README.md, which is the one place that says who may import whom.
func TestPackagesImportWhatTheMapAllows(t *testing.T) {
	allowed := readMap(t)
	for file, imports := range sources(t) {
		dir := path.Dir(file)
		if slices.Contains(tools, dir) {
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
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(module)) {
		fields := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(fields) == 2 && strings.HasPrefix(fields[1], "v") && !strings.Contains(string(readme), fields[0]) {
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

// readMap reads the rows "| `internal/page` | purpose | event, text |".
func readMap(t *testing.T) map[string][]string {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	allowed := make(map[string][]string)
	for line := range strings.Lines(string(data)) {
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
