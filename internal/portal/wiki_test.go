package portal_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// wiki is a server that answers as MediaWiki's API does, with pages of our own.
type wiki struct {
	t        *testing.T
	language string
	pages    map[string]wikiPage
	leads    map[string]string // redirects
	part     int               // how many pages one answer has; 0 for all

	mu       sync.Mutex
	faults   []fault // for the next requests, in order
	requests []*http.Request
	address  string
}

type wikiPage struct {
	revision int64
	time     string
	text     string
	hidden   bool
}

// fault answers a request in another way. It returns false to let the wiki answer.
type fault func(w http.ResponseWriter, r *http.Request) bool

func newWiki(t *testing.T) *wiki {
	w := &wiki{t: t, language: "en", pages: make(map[string]wikiPage), leads: make(map[string]string)}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	w.address = server.URL + "/w/api.php"
	return w
}

// after lets faults happen to the next requests.
func (w *wiki) after(faults ...fault) { w.faults = append(w.faults, faults...) }

func (w *wiki) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests = append(w.requests, r)
	if len(w.faults) > 0 {
		next := w.faults[0]
		w.faults = w.faults[1:]
		if next(out, r) {
			return
		}
	}
	out.Header().Set("Content-Type", "application/json; charset=utf-8")
	body := io.Writer(out)
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		out.Header().Set("Content-Encoding", "gzip")
		packed := gzip.NewWriter(out)
		defer packed.Close()
		body = packed
	}
	if err := json.NewEncoder(body).Encode(w.answer(r)); err != nil {
		w.t.Error(err)
	}
}

type object = map[string]any

// answer returns the answer to a question: some of its pages with their revisions,
// and the rest without, until the question continues.
func (w *wiki) answer(r *http.Request) object {
	q := r.URL.Query()
	titles := strings.Split(q.Get("titles"), "|")
	if len(titles) > 50 || q.Get("formatversion") != "2" || q.Get("rvslots") != "main" || q.Get("maxlag") == "" {
		w.t.Errorf("a question that the wiki would not take: %s", r.URL.RawQuery)
	}
	from := 0
	if _, err := fmt.Sscan(q.Get("rvcontinue"), &from); err != nil && q.Get("rvcontinue") != "" {
		w.t.Errorf("continued at %q", q.Get("rvcontinue"))
	}
	query, pages := object{}, []object{}
	var normal, leads []object
	for i, title := range titles {
		if tidy := strings.ReplaceAll(title, "_", " "); tidy != title {
			normal = append(normal, object{"from": title, "to": tidy})
			title = tidy
		}
		if to, ok := w.leads[title]; ok {
			leads = append(leads, object{"from": title, "to": to})
			title = to
		}
		pages = append(pages, w.page(title, strings.Contains(q.Get("rvprop"), "content"), w.part == 0 || i >= from && i < from+w.part))
	}
	slices.Reverse(pages) // they come in any order
	query["pages"] = pages
	if normal != nil {
		query["normalized"] = normal
	}
	if leads != nil {
		query["redirects"] = leads
	}
	if q.Get("meta") == "siteinfo" {
		query["general"] = object{"lang": w.language, "generator": "MediaWiki 1.44"}
	}
	answer := object{"batchcomplete": true, "query": query}
	if w.part > 0 && from+w.part < len(titles) {
		answer["continue"] = object{"rvcontinue": fmt.Sprint(from + w.part), "continue": "||"}
	}
	return answer
}

func (w *wiki) page(title string, withText, withRevision bool) object {
	p, ok := w.pages[title]
	if !ok {
		return object{"ns": 100, "title": title, "missing": true}
	}
	page := object{"pageid": 7, "ns": 100, "title": title}
	if !withRevision {
		return page
	}
	revision := object{"revid": p.revision, "parentid": 1, "timestamp": p.time}
	if withText {
		slot := object{"contentmodel": "wikitext", "contentformat": "text/x-wiki"}
		if p.hidden {
			slot["texthidden"] = true
		} else {
			slot["content"] = p.text
		}
		revision["slots"] = object{"main": slot}
	}
	page["revisions"] = []object{revision}
	return page
}

// The faults of servers and of the ways to them.

func status(code int, retryAfter string) fault {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
		fmt.Fprintln(w, "<html>Our servers are busy</html>")
		return true
	}
}

func says(body string) fault {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		fmt.Fprintln(w, body)
		return true
	}
}

func apiSays(code, info, retryAfter string) fault {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.Header().Set("MediaWiki-API-Error", code)
		_ = json.NewEncoder(w).Encode(object{"error": object{"code": code, "info": info}})
		return true
	}
}

// cut ends the connection: before the answer, or within it.
func cut(within bool) fault {
	return func(w http.ResponseWriter, _ *http.Request) bool {
		if within {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"query":{"pages":[{"title":"Portal:Cur`)
			w.(http.Flusher).Flush()
		}
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			connection.Close()
		}
		return true
	}
}

func redirectTo(address string) fault {
	return func(w http.ResponseWriter, r *http.Request) bool {
		target := address
		if target == "" {
			target = r.URL.Path + "?" + r.URL.RawQuery
		}
		http.Redirect(w, r, target, http.StatusFound)
		return true
	}
}

func slow(pause time.Duration) fault {
	return func(w http.ResponseWriter, r *http.Request) bool {
		select {
		case <-time.After(pause):
		case <-r.Context().Done():
		}
		return false
	}
}
