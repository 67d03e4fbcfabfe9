package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"news/internal/event"
	"news/internal/search"
)

// finder returns the headlines that a query finds, best first, at most ten.
type finder func(ctx context.Context, typed string) ([]string, error)

// hitsLooked is how many hits of a query count.
const hitsLooked = 10

// findNews is the finder of news search.
func (h *headlines) findNews(ctx context.Context, typed string) ([]string, error) {
	parsed, err := search.Parse(typed, event.Date{})
	if err != nil {
		return nil, fmt.Errorf("the query %q: %w", typed, err)
	}
	results, err := search.Search(ctx, h.corpus, parsed, search.Options{Limit: hitsLooked})
	if err != nil {
		return nil, err
	}
	found := make([]string, len(results.Hits))
	for i, hit := range results.Hits {
		found[i] = h.of[hit.Ref]
	}
	return found, nil
}

// fzf is the fuzzy finder of that name.
type fzf struct {
	path    string
	version string // as fzf prints it: 0.38.0
	lines   string // the headlines, one on each line
}

// newFzf returns fzf, or nil where it is not installed.
func newFzf(ctx context.Context, all []string) *fzf {
	path, err := exec.LookPath("fzf")
	if err != nil {
		return nil
	}
	said, err := exec.CommandContext(ctx, path, "--version").Output()
	if fields := strings.Fields(string(said)); err == nil && len(fields) > 0 {
		return &fzf{path, fields[0], strings.Join(all, "\n") + "\n"}
	}
	return nil
}

// find is the finder of fzf --filter.
func (f *fzf) find(ctx context.Context, typed string) ([]string, error) { return f.filter(ctx, typed) }

// filter returns the first lines that fzf --filter finds, at most ten, without the
// user's own options. The query is in lower case, since fzf respects the case of a
// query with a capital.
func (f *fzf) filter(ctx context.Context, typed string, options ...string) ([]string, error) {
	process := exec.CommandContext(ctx, f.path, append([]string{"--filter=" + strings.ToLower(typed)}, options...)...)
	process.Env = append(os.Environ(), "FZF_DEFAULT_OPTS=", "FZF_DEFAULT_OPTS_FILE=")
	process.Stdin = strings.NewReader(f.lines)
	output, err := process.Output()
	const nothingFound = 1
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == nothingFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("fzf: %w", err)
	}
	found := strings.SplitN(string(output), "\n", hitsLooked+1)
	return found[:len(found)-1], nil // without the text behind the last line end, or behind the tenth
}
