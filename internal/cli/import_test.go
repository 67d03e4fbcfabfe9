package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// importing runs news import without pauses. It returns the exit code and what was said.
func importing(t *testing.T, in io.Reader, args ...string) (code int, said string) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &Program{
		Args: append([]string{"import"}, args...), In: in, Out: &out, Err: &errs,
		Environ: []string{"NEWS_CACHE=" + t.TempDir(), "NEWS_CONFIG=" + filepath.Join(t.TempDir(), "settings.toml")},
		Now:     func() time.Time { return time.Date(2016, 4, 5, 12, 0, 0, 0, time.UTC) },
		sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	code = p.Run()
	return code, errs.String()
}

// files returns the names of all files in a folder, and how long they are.
func files(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s %q\n", path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

const aDay = "*A ferry sinks off [[Bergen]]. [http://a.example/1 (Paper)]\n"

// A server that is no use is told in one line, and nothing is changed.
func TestImportFromServersWithFaults(t *testing.T) {
	status := func(code int, headers ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.WriteHeader(code)
			fmt.Fprint(w, "<html>\x1b[31mBusy</html>")
		}
	}
	says := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
	}
	for name, test := range map[string]struct {
		server http.HandlerFunc
		code   int
		want   string // is said
	}{
		"429":                {status(429, "Retry-After", "2"), exitSystem, "429 Too Many Requests"},
		"429 until tomorrow": {status(429, "Retry-After", "86400"), exitSystem, "it asks to wait for 24h0m0s"},
		"503":                {status(503), exitSystem, "503 Service Unavailable"},
		"404":                {status(404), exitSystem, "404 Not Found"},
		"maxlag":             {says(`{"error":{"code":"maxlag","info":"Waiting for \u001b[31ma server"}}`), exitSystem, "maxlag"},
		"a refusal":          {says(`{"error":{"code":"badvalue","info":"Unrecognized value"}}`), exitSystem, "Unrecognized value"},
		"a page of the web":  {says("<html>Sign in</html>"), exitSystem, "not from MediaWiki's API"},
		"half an answer":     {says(`{"query":{"pages":[{"tit`), exitSystem, "the connection was cut"},
		"nothing":            {says(""), exitSystem, "the connection was cut"},
		"no pages":           {says(`{"query":{"general":{"lang":"en"}}}`), exitSystem, "lacks the page"},
		"another language":   {says(`{"query":{"general":{"lang":"de"},"pages":[]}}`), exitUsage, "another language: de"},
		"a circle":           {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.String(), http.StatusFound) }, exitSystem, "redirects without an end"},
		"a cut connection": {func(w http.ResponseWriter, _ *http.Request) {
			if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
				c.Close()
			}
		}, exitSystem, "the connection was cut"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(test.server)
			defer server.Close()
			dir := t.TempDir()
			old := filepath.Join(dir, "old")
			if code, said := importing(t, strings.NewReader(aDay), "--into", old, "--from", "-", "--date", "2016-04-03"); code != exitOK {
				t.Fatalf("an import before: %d, %s", code, said)
			}
			before := files(t, dir)
			for _, into := range []string{old, filepath.Join(dir, "new")} {
				code, said := importing(t, strings.NewReader(""), "--into", into, "--api", server.URL+"/w/api.php", "--since", "2016-04-01", "-q")
				lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
				if code != test.code || !strings.HasPrefix(lines[0], "news: ") || !strings.Contains(lines[0], test.want) ||
					len(lines) > 2 || len(lines) == 2 && !strings.HasPrefix(lines[1], "hint: ") || strings.Contains(said, "\x1b") {
					t.Errorf("into %s: exit code %d; said %q", filepath.Base(into), code, said)
				}
			}
			if after := files(t, dir); after != before {
				t.Errorf("changed: before\n%s\nafter\n%s", before, after)
			}
		})
	}
}

func TestTwoImportsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "news")
	if code, said := importing(t, strings.NewReader(aDay), "--into", dir, "--from", "-", "--date", "2016-04-03"); code != exitOK {
		t.Fatalf("an import before: %d, %s", code, said)
	}
	from, to := io.Pipe()
	ended := make(chan int)
	go func() {
		code, _ := importing(t, from, "--into", dir, "--from", "-", "--date", "2016-04-04")
		ended <- code
	}()
	if _, err := io.WriteString(to, "*A fire"); err != nil { // once it is read, the first import has the archive
		t.Fatal(err)
	}
	code, said := importing(t, strings.NewReader(""), "--into", dir, "--verify")
	if code != exitSystem || said != "news: another import is writing to this archive\n" {
		t.Errorf("the second import: %d, %q", code, said)
	}
	io.WriteString(to, " burns in [[Oslo]].\n")
	to.Close()
	if code := <-ended; code != exitOK {
		t.Errorf("the first import: %d", code)
	}
}
