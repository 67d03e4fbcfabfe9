package browse

import (
	"strings"
	"testing"
	"testing/fstest"

	"news/internal/archive"
	"news/internal/event"
	"news/internal/view"
)

// A second page of an event stands below the first, in a search and among related events.
func TestCopiesAreFolded(t *testing.T) {
	const headline = "Fishermen of the northern isle strike for a whole week"
	fsys := fstest.MapFS{}
	for name, data := range map[string]string{
		"fishermen-of-the-northern-isle-strike-for-a-whole-week.md":          "# " + headline + "\n",
		"isle-war-fishermen-of-the-northern-isle-strike-for-a-whole-week.md": "# Isle War. " + headline + "\n",
		"parliament.md": "# Parliament hears the fishermen\n\n### Related:\n\n1. [A](/news/2016/04/3/fishermen-of-the-northern-isle-strike-for-a-whole-week.md) _Context: Isle_\n2. [B](/news/2016/04/3/isle-war-fishermen-of-the-northern-isle-strike-for-a-whole-week.md) _Context: Isle_\n",
	} {
		fsys["news/2016/04/3/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	c := catalogOf(t, archive.FromFS(fsys))
	o := Options{Catalog: c, System: &testSystem{}, State: &testState{}}
	o.Style, _ = view.LoadStyle("")
	ref := event.NewRef(event.Date{Year: 2016, Month: 4, Day: 3}, "parliament")
	for name, asked := range map[string]ask{"search": wordsAsk{"fishermen strike"}, "related": relatedAsk{ref}} {
		p := newPlayerOf(t, o, Start{}, 80, 24)
		p.run(p.m.show(asked))
		frame := p.frame()
		if strings.Count(frame, "strike for a whole") != 1 || !strings.Contains(frame, "also 2016/04/3/") {
			t.Errorf("%s:\n%s", name, frame)
		}
	}
}
