package portal_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"news/internal/event"
	"news/internal/portal"
)

// client returns a client of a wiki that does not wait, and the pauses it would have
// made.
func client(w *wiki) (*portal.Client, *[]time.Duration) {
	var pauses []time.Duration
	return &portal.Client{
		Address:   w.address,
		UserAgent: "news-test/1 (+https://example.org/news)",
		HTTP:      &http.Client{Timeout: 5 * time.Second},
		Sleep: func(ctx context.Context, d time.Duration) error {
			pauses = append(pauses, d)
			return ctx.Err()
		},
	}, &pauses
}

func daysFrom(year, month, day, count int) []event.Date {
	days := make([]event.Date, count)
	for i := range days {
		days[i] = event.Date{Year: year, Month: month, Day: day}.AddDays(i)
	}
	return days
}

// fill gives a wiki a page for each day.
func (w *wiki) fill(days []event.Date) {
	for i, d := range days {
		w.pages[portal.Title(d)] = wikiPage{revision: int64(1000 + i), time: "2016-05-01T10:00:00Z", text: "*It rains on " + d.String() + "."}
	}
}

func collect(t *testing.T, c *portal.Client, days []event.Date) []portal.Page {
	t.Helper()
	var pages []portal.Page
	for page, err := range c.Pages(t.Context(), days) {
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	return pages
}

func TestPagesComeInTheOrderOfTheirDays(t *testing.T) {
	for _, part := range []int{0, 1, 7} {
		t.Run(fmt.Sprint("parts of ", part), func(t *testing.T) {
			w := newWiki(t)
			w.part = part
			days := daysFrom(2016, 2, 20, 120)
			w.fill(days)
			c, _ := client(w)
			pages := collect(t, c, days)
			if len(pages) != len(days) {
				t.Fatalf("%d pages of %d days", len(pages), len(days))
			}
			for i, page := range pages {
				if d := portal.Parse(page); d.Date != days[i] || len(d.Events) != 1 || d.Events[0].Text != "It rains on "+days[i].String()+"." || d.Revision != int64(1000+i) {
					t.Errorf("%s: %+v", days[i], d)
				}
				if page.Missing || page.Time.Year() != 2016 {
					t.Errorf("%s: %+v", days[i], page)
				}
			}
			if part == 0 && len(w.requests) != 3 {
				t.Errorf("%d requests for %d days", len(w.requests), len(days))
			}
		})
	}
}

func TestRevisionsHaveNoText(t *testing.T) {
	w := newWiki(t)
	days := daysFrom(2016, 4, 3, 2)
	w.fill(days[:1])
	c, _ := client(w)
	var got []string
	for page, err := range c.Revisions(t.Context(), days) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %d %q %v", page.Given, page.Revision, page.Text, page.Missing))
	}
	if want := `2016-04-03 1000 "" false, 2016-04-04 0 "" true`; strings.Join(got, ", ") != want {
		t.Errorf("%s, not %s", strings.Join(got, ", "), want)
	}
}

func TestPagesThatAreNotThere(t *testing.T) {
	w := newWiki(t)
	days := daysFrom(2016, 4, 3, 4)
	w.fill(days)
	delete(w.pages, portal.Title(days[0]))
	w.pages[portal.Title(days[1])] = wikiPage{revision: 5, time: "2016-05-01T10:00:00Z", hidden: true}
	delete(w.pages, portal.Title(days[2]))
	w.leads[portal.Title(days[2])] = "Portal:Current events/2016 April 05"
	w.pages["Portal:Current events/2016 April 05"] = wikiPage{revision: 6, time: "2016-05-01T10:00:00Z", text: "*It snows."}
	w.leads[portal.Title(days[3])] = portal.Title(days[1])
	c, _ := client(w)
	pages := collect(t, c, days)
	if !pages[0].Missing || pages[0].Hidden {
		t.Errorf("a page that is not there: %+v", pages[0])
	}
	if d := portal.Parse(pages[1]); !pages[1].Hidden || pages[1].Missing || len(d.Problems) != 1 {
		t.Errorf("a page whose text is hidden: %+v", pages[1])
	}
	if d := portal.Parse(pages[2]); len(d.Events) != 1 || d.Date != days[2] || d.Redirect != "Portal:Current events/2016 April 05" {
		t.Errorf("a page that is at another title: %+v", d)
	}
	if d := portal.Parse(pages[3]); len(d.Events) != 0 || d.Date != days[3] || len(d.Problems) != 1 {
		t.Errorf("a page that leads to another day: %+v", d)
	}
}

func TestRequestsArePolite(t *testing.T) {
	w := newWiki(t)
	days := daysFrom(2016, 4, 3, 60)
	w.fill(days)
	c, _ := client(w)
	collect(t, c, days)
	for _, r := range w.requests {
		if got := r.Header.Get("User-Agent"); got != c.UserAgent {
			t.Errorf("User-Agent %q", got)
		}
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			t.Error("no gzip asked for")
		}
		if r.URL.Query().Get("redirects") != "1" {
			t.Error("redirects are not followed")
		}
	}
}

// TestFaultsThatPass holds that a client goes on after faults, as a server asks.
func TestFaultsThatPass(t *testing.T) {
	inAMinute := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	tests := []struct {
		name   string
		faults []fault
		pause  time.Duration // the least that is waited before the last try
	}{
		{"429", []fault{status(http.StatusTooManyRequests, "7")}, 7 * time.Second},
		{"429 with a date", []fault{status(http.StatusTooManyRequests, inAMinute)}, 50 * time.Second},
		{"429 that says nothing", []fault{status(http.StatusTooManyRequests, "soon")}, time.Second},
		{"503", []fault{status(http.StatusServiceUnavailable, "")}, time.Second},
		{"502, 500, 504", []fault{status(http.StatusBadGateway, ""), status(http.StatusInternalServerError, ""), status(http.StatusGatewayTimeout, "")}, 4 * time.Second},
		{"maxlag", []fault{apiSays("maxlag", "Waiting for db1: 6 seconds lagged", "5")}, 5 * time.Second},
		{"ratelimited", []fault{apiSays("ratelimited", "slower", "")}, time.Second},
		{"an internal error", []fault{apiSays("internal_api_error_DBQueryError", "oops", "")}, time.Second},
		{"cut before the answer", []fault{cut(false), cut(false)}, 2 * time.Second},
		{"cut within the answer", []fault{cut(true)}, time.Second},
		{"half an answer", []fault{says(`{"query":{"pages":[`)}, time.Second},
		{"wrong JSON", []fault{says(`<!DOCTYPE html><p>Please log in</p>`)}, time.Second},
		{"JSON of something else", []fault{says(`{"query":{"pages":{"7":{"title":"x"}}}}`)}, time.Second},
		{"a redirect", []fault{redirectTo("")}, 0},
		{"slow", []fault{slow(50 * time.Millisecond)}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWiki(t)
			days := daysFrom(2016, 4, 3, 3)
			w.fill(days)
			w.after(test.faults...)
			c, pauses := client(w)
			var told []error
			c.Waiting = func(_ time.Duration, err error) { told = append(told, err) }
			if pages := collect(t, c, days); len(pages) != 3 || pages[0].Missing {
				t.Errorf("%+v", pages)
			}
			if test.pause == 0 && len(*pauses) > 0 || test.pause > 0 && (len(*pauses) != len(test.faults) || (*pauses)[len(*pauses)-1] < test.pause) {
				t.Errorf("pauses of %v", *pauses)
			}
			for _, err := range told {
				if strings.ContainsAny(err.Error(), "\n\r\x1b") {
					t.Errorf("%q is no line", err)
				}
			}
		})
	}
}

// TestFaultsThatStay holds what a client says at the end.
func TestFaultsThatStay(t *testing.T) {
	again := func(f fault) []fault { return []fault{f, f, f, f, f, f, f, f} }
	type network = *portal.NetworkError
	tests := []struct {
		name   string
		faults []fault
		is     func(error) bool
		tries  int
		says   string
	}{
		{"429", again(status(http.StatusTooManyRequests, "3")), is[*portal.StatusError], 5, "429 Too Many Requests"},
		{"429 for a day", again(status(http.StatusTooManyRequests, "86400")), is[*portal.StatusError], 1, "asks to wait for 24h"},
		{"503", again(status(http.StatusServiceUnavailable, "")), is[*portal.StatusError], 5, "503 Service Unavailable"},
		{"404", again(status(http.StatusNotFound, "")), is[*portal.StatusError], 1, "404 Not Found"},
		{"403", again(status(http.StatusForbidden, "")), is[*portal.StatusError], 1, "403 Forbidden"},
		{"maxlag", again(apiSays("maxlag", "Waiting for db1\x1b[31m", "5")), is[*portal.RefusedError], 5, "Waiting for db1[31m (maxlag)"},
		{"another error", again(apiSays("badvalue", "Unrecognized value", "")), is[*portal.RefusedError], 1, "Unrecognized value (badvalue)"},
		{"cut", again(cut(false)), is[network], 5, "the connection was cut"},
		{"cut within", again(cut(true)), is[network], 5, "the connection was cut"},
		{"wrong JSON", again(says("<html>")), is[*portal.AnswerError], 5, "not from MediaWiki's API"},
		{"JSON without pages", again(says(`{"batchcomplete":true}`)), is[*portal.AnswerError], 1, "lacks the page Portal:Current events/2016 April 3"},
		{"a page without a revision", again(says(`{"query":{"pages":[{"title":"Portal:Current events/2016 April 3"}]}}`)), is[*portal.AnswerError], 1, "lacks the revision"},
		{"a revision without text", again(says(`{"query":{"pages":[{"title":"Portal:Current events/2016 April 3","revisions":[{"revid":5}]}]}}`)), is[*portal.AnswerError], 1, "lacks the text"},
		{"the same part for ever", again(says(`{"continue":{"rvcontinue":"1","continue":"||"},"query":{"pages":[]}}`)), is[*portal.AnswerError], 2, "without an end"},
		{"slow", again(slow(5 * time.Second)), is[network], 5, "does not answer in time"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWiki(t)
			days := daysFrom(2016, 4, 3, 1)
			w.fill(days)
			w.after(test.faults...)
			c, _ := client(w)
			if test.name == "slow" {
				c.HTTP.Timeout = 50 * time.Millisecond
			}
			err := firstError(t.Context(), c, days)
			if err == nil || !test.is(err) || !strings.Contains(err.Error(), test.says) || strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("the error is %T: %v", err, err)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if len(w.requests) != test.tries {
				t.Errorf("%d tries", len(w.requests))
			}
		})
	}
}

func is[E error](err error) bool {
	var want E
	return errors.As(err, &want)
}

func firstError(ctx context.Context, c *portal.Client, days []event.Date) error {
	for _, err := range c.Pages(ctx, days) {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestRedirectsWithoutAnEnd(t *testing.T) {
	w := newWiki(t)
	var around []fault
	for range 30 {
		around = append(around, redirectTo(""))
	}
	w.after(around...)
	c, _ := client(w)
	c.HTTP = nil
	if err := firstError(t.Context(), c, daysFrom(2016, 4, 3, 1)); !is[*portal.AnswerError](err) || !strings.Contains(err.Error(), "redirects without an end") {
		t.Errorf("%T: %v", err, err)
	}
}

func TestAnotherLanguageIsRefused(t *testing.T) {
	w := newWiki(t)
	w.language = "de"
	c, _ := client(w)
	err := firstError(t.Context(), c, daysFrom(2016, 4, 3, 1))
	if !is[*portal.LanguageError](err) || !strings.Contains(err.Error(), "another language: de") {
		t.Errorf("%T: %v", err, err)
	}
}

func TestWithoutANetwork(t *testing.T) {
	unknown := &net.DNSError{Err: "no such host", Name: "example.org", IsNotFound: true}
	for _, reason := range []error{unknown, syscall.ECONNREFUSED, syscall.ENETUNREACH} {
		c := &portal.Client{
			Address: "http://example.org/w/api.php",
			HTTP:    &http.Client{Transport: failing{&net.OpError{Op: "dial", Net: "tcp", Err: reason}}},
			Sleep:   func(context.Context, time.Duration) error { return errors.New("waits") },
		}
		err := firstError(t.Context(), c, daysFrom(2016, 4, 3, 1))
		if !is[*portal.NetworkError](err) || strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "cannot reach example.org: ") {
			t.Errorf("%T: %v", err, err)
		}
	}
	for _, address := range []string{"ftp://example.org", "nonsense", "http://[::1", "/etc/passwd"} {
		c := &portal.Client{Address: address}
		if err := firstError(t.Context(), c, daysFrom(2016, 4, 3, 1)); !is[*portal.AnswerError](err) {
			t.Errorf("%s: %T: %v", address, err, err)
		}
	}
}

// failing is a way to the network that is broken.
type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

// TestTheNetworkGoesAway holds that a client which was answered once tries again.
func TestTheNetworkGoesAway(t *testing.T) {
	w := newWiki(t)
	days := daysFrom(2016, 4, 3, 60)
	w.fill(days)
	c, pauses := client(w)
	pages := 0
	for _, err := range c.Pages(t.Context(), days) {
		if err != nil {
			if !is[*portal.NetworkError](err) || len(*pauses) != 4 {
				t.Errorf("after pauses of %v: %v", *pauses, err)
			}
			break
		}
		if pages++; pages == 50 {
			c.HTTP = &http.Client{Transport: failing{&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ENETUNREACH}}}
		}
	}
	if pages != 50 {
		t.Errorf("%d pages", pages)
	}
}

func TestAnInterruptEndsAPause(t *testing.T) {
	w := newWiki(t)
	w.after(status(http.StatusServiceUnavailable, "300"))
	ctx, cancel := context.WithCancel(t.Context())
	c := &portal.Client{Address: w.address, Waiting: func(time.Duration, error) { cancel() }}
	if err := firstError(ctx, c, daysFrom(2016, 4, 3, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("%T: %v", err, err)
	}
}
