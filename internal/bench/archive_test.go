package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"news/internal/event"
)

// told returns an event of a day, such as "2016-04-03", with the headline for a
// slug.
func told(t *testing.T, day, headline, description string, topics ...string) event.Event {
	t.Helper()
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	slug := strings.ReplaceAll(strings.ToLower(headline), " ", "-")
	return event.Event{Ref: event.NewRef(event.DateOf(date), slug), Headline: headline, Description: description, Topics: topics}
}

// writeArchive writes an archive of some events and returns its root.
func writeArchive(t *testing.T, events ...event.Event) string {
	t.Helper()
	dir := t.TempDir()
	indexes := make(map[string]string)
	for _, e := range events {
		page := filepath.Join(dir, "news", filepath.FromSlash(e.Ref.String())) + ".md"
		writeFile(t, page, fmt.Sprintf("# %s\n\n%s\n", e.Headline, e.Description))
		index := filepath.Join(filepath.Dir(page), "index.md")
		indexes[index] += fmt.Sprintf("### [%s](/news/%s.md)\n_Context: %s_\n\n", e.Headline, e.Ref, strings.Join(e.Topics, ", "))
	}
	for file, index := range indexes {
		writeFile(t, file, index)
	}
	return dir
}

// writeFile writes a file and its folder, and returns its name.
func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(name), 0o755)
	if err == nil {
		err = os.WriteFile(name, []byte(content), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return name
}
