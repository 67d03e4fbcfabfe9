package catalog

import (
	"context"
	"errors"
	"strings"
)

// ErrIndexing says that a question needs the index, and that the index is being
// built.
var ErrIndexing = errors.New("the index is being built")

// Typing returns what Search finds for a query that is being typed, at most limit
// hits. The last word may be unfinished. Unfinished syntax is read as if what is
// complete stood there. Where nothing can be looked up yet, nothing is found. The
// error is the error of ctx, ErrIndexing, or as for List.
func (c *Catalog) Typing(ctx context.Context, typed string, limit int) (*Found, error) {
	for {
		q, err := c.Understand(Asked{Args: []string{typed}, DaysAreWishes: true})
		if err == nil {
			q.Limit = limit
			return c.Search(ctx, q)
		}
		typed = strings.TrimRight(typed, " ")
		cut := strings.LastIndex(typed, " ")
		if cut < 0 {
			return &Found{archive: c.archive.Snapshot()}, ctx.Err()
		}
		typed = typed[:cut]
	}
}
