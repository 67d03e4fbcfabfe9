package portal

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"news/internal/event"
)

// API is the address of the API of the wiki that has the portal.
const API = "https://en.wikipedia.org/w/api.php"

// Client asks the API of MediaWiki for pages of the portal, one request at a time.
// The zero Client with a UserAgent is ready to use.
type Client struct {
	Address   string       // of the API; "" for API
	UserAgent string       // names the program and where it is at home, as the wiki asks for
	HTTP      *http.Client // nil for one with time limits and the proxies of the environment

	// Tries is how often a request is sent before its failure is an error; 0 for 5.
	Tries int
	// Sleep waits for a time, or until the context is done; nil for a clock.
	Sleep func(context.Context, time.Duration) error
	// Waiting is told before each pause how long it is, and why; nil for nobody.
	Waiting func(time.Duration, error)

	known    bool         // that the wiki is in English
	answered bool         // a request was
	own      *http.Client // where HTTP is nil
}

// The limits of a request.
const (
	mostTitles  = 50               // in one request, as the API has it
	mostAnswer  = 160 << 20        // bytes of an answer
	longestWait = 10 * time.Minute // that the wiki can ask for
)

// Pages yields the pages of days, in the order of the days: their newest revisions
// with text. A page that the wiki does not have is Missing. It ends with the first
// error: a *NetworkError, *StatusError, *AnswerError, *RefusedError, *LanguageError,
// or the context's. Pages before it are whole.
func (c *Client) Pages(ctx context.Context, days []event.Date) iter.Seq2[Page, error] {
	return c.ask(ctx, days, withText)
}

// Revisions yields the same pages with the number and time of their newest
// revisions, but without text.
func (c *Client) Revisions(ctx context.Context, days []event.Date) iter.Seq2[Page, error] {
	return c.ask(ctx, days, withoutText)
}

// What is asked of a revision.
const (
	withText    = "ids|timestamp|content"
	withoutText = "ids|timestamp"
)

func (c *Client) ask(ctx context.Context, days []event.Date, properties string) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		for batch := range slices.Chunk(days, mostTitles) {
			found, err := c.batch(ctx, batch, properties)
			if err != nil {
				yield(Page{}, err)
				return
			}
			for _, day := range batch {
				page, reason := found.page(day, properties)
				if reason != "" {
					yield(Page{}, &AnswerError{Address: c.address(), Reason: reason})
					return
				}
				if !yield(page, nil) {
					return
				}
			}
		}
	}
}

// mostParts is the greatest number of answers to one question.
const mostParts = 500

// batch asks for the pages of some days, in as many answers as the wiki splits its
// answer into.
func (c *Client) batch(ctx context.Context, days []event.Date, properties string) (*findings, error) {
	titles := make([]string, len(days))
	for i, day := range days {
		titles[i] = Title(day)
	}
	question := url.Values{
		"action": {"query"}, "prop": {"revisions"}, "rvslots": {"main"}, "rvprop": {properties}, "redirects": {"1"},
		"format": {"json"}, "formatversion": {"2"}, "maxlag": {"5"}, "titles": {strings.Join(titles, "|")},
	}
	if !c.known {
		question.Set("meta", "siteinfo")
		question.Set("siprop", "general")
	}
	found := newFindings()
	more := url.Values{}
	for range mostParts {
		a, err := c.send(ctx, question, more)
		if err != nil {
			return nil, err
		}
		if err := c.checkLanguage(a); err != nil {
			return nil, err
		}
		found.add(a)
		if len(a.Continue) == 0 {
			return found, nil
		}
		next := a.next()
		if next.Encode() == more.Encode() {
			break
		}
		more = next
	}
	return nil, &AnswerError{Address: c.address(), Reason: "it continues without an end"}
}

// checkLanguage refuses a wiki in another language. Some servers do not say.
func (c *Client) checkLanguage(a *answer) error {
	switch language := a.Query.General.Language; {
	case language == "":
	case language != "en" && !strings.HasPrefix(language, "en-"):
		return &LanguageError{Address: c.address(), Language: language}
	default:
		c.known = true
	}
	return nil
}

func (c *Client) address() string {
	if c.Address == "" {
		return API
	}
	return c.Address
}
