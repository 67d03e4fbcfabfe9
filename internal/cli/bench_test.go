package cli

import (
	"io"
	"strings"
	"testing"
	"time"
)

// BenchmarkCommands runs whole commands on the sample, without the start of a
// process.
func BenchmarkCommands(b *testing.B) {
	for _, line := range []string{
		"version", "show 2016/04/3", "show 2016/04/3/2", "show 2016/04/3/2 --color always", "show 2016",
		"list", "list --limit 1", "list --json", "search palmyra", "search electoin", "related 2016/04/3/2",
	} {
		b.Run(strings.ReplaceAll(line, " ", "_"), func(b *testing.B) {
			for b.Loop() {
				p := &Program{
					Args: strings.Fields(line), In: strings.NewReader(""), Out: io.Discard, Err: io.Discard,
					Now: time.Now, Size: func(any) (int, int, bool) { return 0, 0, false },
				}
				if code := p.Run(); code != exitOK {
					b.Fatalf("exit code %d", code)
				}
			}
		})
	}
}
