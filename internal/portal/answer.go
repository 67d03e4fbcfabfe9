package portal

import (
	"encoding/json"
	"net/url"
	"time"

	"news/internal/event"
	"news/internal/text"
)

// answer is an answer of the API, in the second version of its format.
type answer struct {
	Query struct {
		General struct {
			Language string `json:"lang"`
		}
		Normalized []renamed
		Redirects  []renamed
		Pages      []foundPage
	}
	Continue map[string]json.RawMessage
	Error    *apiError
	Errors   []apiError
}

// renamed says that the page of a title has another title.
type renamed struct{ From, To string }

type foundPage struct {
	Title     string
	Missing   bool
	Invalid   bool
	Revisions []foundRevision
}

type foundRevision struct {
	Number     int64 `json:"revid"`
	Timestamp  time.Time
	TextHidden bool
	Content    *string // in answers of old servers, which have no slots
	Slots      map[string]slot
}

// text returns the text of a revision, and whether the wiki hides it. It returns
// false if the answer says neither.
func (r *foundRevision) text() (text string, hidden, ok bool) {
	main, found := r.Slots["main"]
	switch {
	case r.TextHidden || main.TextHidden || main.Missing:
		return "", true, true
	case found && main.Content != nil:
		return *main.Content, false, true
	case r.Content != nil:
		return *r.Content, false, true
	}
	return "", false, false
}

// slot is a part of a revision. Its main part is the text.
type slot struct {
	Content    *string
	TextHidden bool
	Missing    bool `json:"textmissing"`
}

// apiError is an error of the API, whose answer has the status 200.
type apiError struct {
	Code string
	Info string
	Text string // in other forms of errors, instead of Info
}

// fault returns the error that an answer says, or nil.
func (a *answer) fault() *apiError {
	if a.Error != nil {
		return a.Error
	}
	if len(a.Errors) > 0 {
		return &a.Errors[0]
	}
	return nil
}

// next returns the parameters that ask for the next part of an answer.
func (a *answer) next() url.Values {
	values := url.Values{}
	for name, raw := range a.Continue {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		values.Set(name, s)
	}
	return values
}

// findings is what the parts of an answer say together.
type findings struct {
	normal    map[string]string
	redirects map[string]string
	pages     map[string]*foundPage
}

func newFindings() *findings {
	return &findings{normal: make(map[string]string), redirects: make(map[string]string), pages: make(map[string]*foundPage)}
}

// add adds a part of an answer. A page can be in several, with its revision in one.
func (f *findings) add(a *answer) {
	for _, r := range a.Query.Normalized {
		f.normal[r.From] = r.To
	}
	for _, r := range a.Query.Redirects {
		f.redirects[r.From] = r.To
	}
	for _, p := range a.Query.Pages {
		known := f.pages[p.Title]
		if known == nil {
			f.pages[p.Title] = &p
			continue
		}
		known.Missing = known.Missing || p.Missing
		known.Invalid = known.Invalid || p.Invalid
		known.Revisions = append(known.Revisions, p.Revisions...)
	}
}

// page returns the page of a day, or the reason why the answer does not say what was
// asked.
func (f *findings) page(day event.Date, properties string) (page Page, reason string) {
	page = Page{Title: Title(day), Given: day}
	title := page.Title
	if to, ok := f.normal[title]; ok {
		title = to
	}
	for range 5 { // redirects lead on, or around
		to, ok := f.redirects[title]
		if !ok {
			break
		}
		title = to
		page.Redirect = text.Plain(to)
	}
	found := f.pages[title]
	switch {
	case found == nil:
		return page, "its answer lacks the page " + text.Shorten(title, 80)
	case found.Missing || found.Invalid:
		page.Missing = true
		return page, ""
	case len(found.Revisions) == 0:
		return page, "its answer lacks the revision of " + text.Shorten(title, 80)
	}
	newest := found.newest()
	page.Revision, page.Time = newest.Number, newest.Timestamp
	if properties == withText {
		var ok bool
		if page.Text, page.Hidden, ok = newest.text(); !ok {
			return page, "its answer lacks the text of " + text.Shorten(title, 80)
		}
	}
	return page, ""
}

// newest returns the newest revision of a page: with its text where parts of an
// answer have it twice.
func (p *foundPage) newest() *foundRevision {
	newest := &p.Revisions[0]
	for i := range p.Revisions {
		r := &p.Revisions[i]
		if r.Number > newest.Number || r.Number == newest.Number && len(r.Slots) > len(newest.Slots) {
			newest = r
		}
	}
	return newest
}
