package bench

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// helperVariable is the environment variable that makes the test program act as a
// measured program.
const helperVariable = "BENCH_TEST_HELPER"

func TestMain(m *testing.M) {
	switch os.Getenv(helperVariable) {
	case "":
		os.Exit(m.Run())
	case "lines": // more than fits in a pipe, so that the closed pipe is noticed
		line := strings.Repeat("x", 99)
		for range 2000 {
			if _, err := fmt.Println(line); err != nil {
				os.Exit(141)
			}
		}
	case "fzf":
		os.Exit(actAsFzf(os.Args[1]))
	case "indexed":
		fmt.Println("  --no-index   read the pages")
	case "none":
		os.Exit(1)
	case "fail":
		fmt.Fprintln(os.Stderr, "helper: no such thing\nhint: none")
		os.Exit(3)
	}
	os.Exit(0)
}

// actAsFzf prints the lines that contain the query, whatever their case, if the
// argument is one, and returns the exit code.
func actAsFzf(arg string) int {
	query, isQuery := strings.CutPrefix(arg, "--filter=")
	if !isQuery {
		fmt.Println("0.12.3 (devel)")
		return 0
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil || os.Getenv("FZF_DEFAULT_OPTS") != "" {
		return 2
	}
	code := 1
	for line := range strings.Lines(string(input)) {
		if strings.Contains(strings.ToLower(line), query) {
			fmt.Print(line)
			code = 0
		}
	}
	return code
}

// helper returns a command that runs the test program as the named helper.
func helper(t *testing.T, name string) Command {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Command{Path: path, Env: append(os.Environ(), helperVariable+"="+name, "GORACE=atexit_sleep_ms=0")}
}

// install installs the named helper as the only program of that name.
func install(t *testing.T, name string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Symlink(program, filepath.Join(dir, name)); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	t.Setenv("PATH", dir)
	t.Setenv("GORACE", "atexit_sleep_ms=0")
	t.Setenv(helperVariable, name)
}
