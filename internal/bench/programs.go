package bench

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// module is the module whose programs are measured.
const module = "news"

// programs has the files of the programs to run.
type programs struct {
	news, bare string
	// Peers, "" where one is not installed. A shell joins two of them with a pipe.
	rg, fzf, notmuch, sh string
}

// newPrograms builds the bare program into the folder dir, and news, too, if news
// is "". It returns an error outside the module and where a build fails.
func newPrograms(ctx context.Context, dir, news string) (programs, error) {
	if err := insideModule(ctx); err != nil {
		return programs{}, err
	}
	bare, err := build(ctx, dir, "bare", module+"/internal/bench/bare")
	if err != nil {
		return programs{}, err
	}
	if news == "" {
		news, err = build(ctx, dir, "news", module+"/cmd/news")
	} else {
		news, err = filepath.Abs(news)
	}
	if err != nil {
		return programs{}, err
	}
	return programs{
		news: news, bare: bare,
		rg: installed("rg"), fzf: installed("fzf"), notmuch: installed("notmuch"), sh: installed("sh"),
	}, nil
}

// installed returns the file of a program, "" where it is not installed.
func installed(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

// insideModule returns an error where the working folder is not in the module's
// source.
func insideModule(ctx context.Context) error {
	name, err := exec.CommandContext(ctx, "go", "list", "-m").Output()
	if err != nil || strings.TrimSpace(string(name)) != module {
		return fmt.Errorf("speed builds programs with the go command and must run inside the source of the module %q", module)
	}
	return nil
}

// build builds the package at path as name in dir and returns its file.
func build(ctx context.Context, dir, name, path string) (string, error) {
	file := filepath.Join(dir, name)
	if runtime.GOOS == "windows" {
		file += ".exe"
	}
	output, err := exec.CommandContext(ctx, "go", "build", "-o", file, path).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("cannot build %s: %w\n%s", path, err, bytes.TrimSpace(output))
	}
	return file, nil
}

// environment returns the environment of measured programs: the variables that they
// need to start, their own cache folder, and nothing that changes their output.
func environment(cache string) []string {
	env := []string{"TERM=xterm-256color", "NEWS_CACHE=" + cache}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "TEMP"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
