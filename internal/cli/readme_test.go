package cli

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

var updateReadme = flag.Bool("update", false, "write the examples of the README anew")

const readme = "../../README.md"

// TestReadmeShowsWhatTheProgramWrites runs each example "$ news ..." of the
// README's console and terminal blocks on the sample, and compares the outputs.
func TestReadmeShowsWhatTheProgramWrites(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	home := readmeHome(t)
	var updated strings.Builder
	examples := 0
	inExample, lines := false, strings.SplitAfter(string(data), "\n")
	for i, line := range lines {
		if kind, isFence := strings.CutPrefix(strings.TrimSpace(line), "```"); isFence {
			inExample = kind == "console" || kind == "terminal"
			updated.WriteString(line)
			if inExample {
				examples++
				updated.WriteString(runExample(t, lines[i+1], kind == "terminal", home))
			}
		} else if !inExample {
			updated.WriteString(line)
		}
	}
	if examples < 5 {
		t.Errorf("the README has only %d examples", examples)
	}
	if *updateReadme {
		if err := os.WriteFile(readme, []byte(updated.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), updated.String()); diff != "" {
		t.Errorf("the README's examples are not what the program writes (-README +program):\n%s", diff)
	}
}

// readmeHome returns a home folder with the settings that the README shows: its block
// of TOML.
func readmeHome(t *testing.T) string {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	_, settings, found := strings.Cut(string(data), "```toml\n")
	settings, _, closed := strings.Cut(settings, "```")
	if !found || !closed {
		t.Fatal("the README shows no settings")
	}
	home := t.TempDir()
	file := filepath.Join(home, ".config", "news", "config.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(settings), 0o666); err != nil {
		t.Fatal(err)
	}
	return home
}

// runExample returns an example's command line and its output. Examples about settings
// have the ones of home, others have none.
func runExample(t *testing.T, line string, terminal bool, home string) string {
	environ := []string{"TERM=xterm-256color"}
	if strings.Contains(line, "@") || strings.HasPrefix(line, "$ news config") || strings.HasPrefix(line, "$ news archives") {
		environ = append(environ, "HOME="+home, "NEWS_CONFIG="+filepath.Join(home, ".config", "news"), "NEWS_ARCHIVE=")
	}

	var out, errors bytes.Buffer
	p := &Program{
		Args: strings.Fields(strings.TrimPrefix(line, "$ news ")),
		In:   strings.NewReader(""), Out: &out, Err: &errors,
		Environ: environ,
		Now:     func() time.Time { return time.Unix(1460000000, 0) },
		Size:    func(stream any) (int, int, bool) { return 80, 0, terminal && stream == &out },
	}
	if code := p.Run(); code != exitOK {
		t.Errorf("%s ends with code %d: %s", strings.TrimSpace(line), code, errors.String())
	}
	return line + strings.ReplaceAll(ansi.Strip(out.String()), home, "~")
}
