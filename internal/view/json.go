package view

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"

	"news/internal/catalog"
	"news/internal/event"
)

// The shapes of the JSON output. Fields are only ever added. Absent text is "",
// an absent list [].

type eventJSON struct {
	Ref         string        `json:"ref"`
	Date        string        `json:"date"`
	Number      int           `json:"number"`
	Category    string        `json:"category"`
	Headline    string        `json:"headline"`
	Description string        `json:"description"`
	Topics      []string      `json:"topics"`
	Sources     []sourceJSON  `json:"sources"`
	Image       string        `json:"image"`
	Path        string        `json:"path"`
	Changes     []changeJSON  `json:"changes"`
	Related     []relatedJSON `json:"related"`
	Missing     bool          `json:"missing,omitempty"`
	Score       *float64      `json:"score,omitempty"`
	Unmatched   *[]string     `json:"unmatched,omitempty"`
	Parts       *partsJSON    `json:"parts,omitempty"`
	Direction   string        `json:"direction,omitempty"`
	Shared      *[]string     `json:"shared,omitempty"`
	Reason      string        `json:"reason,omitempty"`
	Copies      *[]string     `json:"copies,omitempty"`
}

// partsJSON is what a score is made of.
type partsJSON struct {
	Words    float64 `json:"words"`
	Headline float64 `json:"headline"`
	Near     float64 `json:"near"`
	Itself   float64 `json:"itself"`
	Days     float64 `json:"days"`
}

type sourceJSON struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type changeJSON struct {
	Ref      string `json:"ref"`
	Headline string `json:"headline"`
	Note     string `json:"note"`
	Missing  bool   `json:"missing,omitempty"`
}

type relatedJSON struct {
	Ref      string   `json:"ref"`
	Date     string   `json:"date"`
	Headline string   `json:"headline"`
	Topics   []string `json:"topics"`
	Missing  bool     `json:"missing,omitempty"`
}

type dayJSON struct {
	Date   string      `json:"date"`
	Events []eventJSON `json:"events"`
}

type calendarJSON struct {
	Period string      `json:"period"`
	Date   string      `json:"date"` // the date again, under its former name
	Days   []countJSON `json:"days"`
}

type countJSON struct {
	Date  string `json:"date"`
	Count int    `json:"count"`
}

// orEmpty returns an empty list for nil, which JSON writes as [].
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func shapeEvent(e event.Event) eventJSON {
	shape := eventJSON{
		Ref: e.Ref.String(), Date: e.Ref.Date.String(), Number: e.Number, Category: e.Category, Headline: e.Headline,
		Description: e.Description, Topics: orEmpty(e.Topics), Image: e.Image, Path: e.Path,
		Sources: make([]sourceJSON, 0, len(e.Sources)),
		Changes: make([]changeJSON, 0, len(e.Changes)),
		Related: make([]relatedJSON, 0, len(e.Related)),
	}
	for _, s := range e.Sources {
		shape.Sources = append(shape.Sources, sourceJSON(s))
	}
	for _, c := range e.Changes {
		shape.Changes = append(shape.Changes, changeJSON{c.Ref.String(), c.Headline, c.Note, c.Missing})
	}
	for _, r := range e.Related {
		shape.Related = append(shape.Related,
			relatedJSON{r.Ref.String(), r.Ref.Date.String(), r.Headline, orEmpty(r.Topics), r.Missing})
	}
	return shape
}

// shapeItem returns the shape of an event that may have no page.
func shapeItem(i catalog.Item) eventJSON {
	shape := shapeEvent(i.Event)
	shape.Missing = i.Missing
	return shape
}

// copyRefs returns the references of the copies of an event.
func copyRefs(copies []catalog.Copy) *[]string {
	refs := make([]string, len(copies))
	for i, c := range copies {
		refs[i] = c.Ref.String()
	}
	return &refs
}

// Value is something that has a shape in JSON.
type Value struct{ shape any }

// EventValue returns the value of an event.
func EventValue(e event.Event) Value { return Value{shapeEvent(e)} }

// FoundValue returns the value of an event with its score in a search and the wishes
// that it lacks; if explained, also with the parts of the score.
func FoundValue(l catalog.Hit, explained bool) Value {
	shape := shapeEvent(l.Event)
	shape.Score = &l.Score
	lacks := unmatched(l)
	shape.Unmatched = &lacks
	shape.Copies = copyRefs(l.Copies)
	if explained {
		p := l.Parts
		shape.Parts = &partsJSON{millionths(p.Words), millionths(p.Headline), millionths(p.Near), millionths(p.Itself), millionths(p.Days)}
	}
	return Value{shape}
}

// millionths rounds a part of a score as scores are rounded.
func millionths(part float64) float64 { return math.Round(part*1e6) / 1e6 }

// RelatedValue returns the value of a related event, with the direction of its
// link, the shared topics, and the reason.
func RelatedValue(l catalog.Relative) Value {
	shape := shapeItem(l.Item)
	shape.Copies = copyRefs(l.Copies)
	shape.Direction = l.Direction.String()
	shared := orEmpty(l.Shared)
	shape.Shared = &shared
	shape.Reason = strings.Join(English.words().reasons(l), "; ")
	return Value{shape}
}

// DayValue returns the value of a day with its events.
func DayValue(d event.Day) Value {
	shape := dayJSON{Date: d.Date.String(), Events: make([]eventJSON, 0, len(d.Events))}
	for _, e := range d.Events {
		shape.Events = append(shape.Events, shapeEvent(e))
	}
	return Value{shape}
}

// CalendarValue returns the value of a span with its days and their numbers of
// events.
func CalendarValue(title string, days []catalog.DayCount) Value {
	shape := calendarJSON{Period: title, Date: title, Days: make([]countJSON, 0, len(days))}
	for _, d := range days {
		shape.Days = append(shape.Days, countJSON{d.Date.String(), d.Events})
	}
	return Value{shape}
}

// ListValue returns the value of an array of values.
func ListValue(values []Value) Value {
	shapes := make([]any, 0, len(values))
	for _, v := range values {
		shapes = append(shapes, v.shape)
	}
	return Value{shapes}
}

// WriteJSON writes a value as one indented document.
func WriteJSON(w io.Writer, v Value) error {
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v.shape)
}

func newEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}

// JSON writes values as they come: as one array, or one value on each line.
type JSON struct {
	w     io.Writer
	lines bool
	count int
	err   error
}

// NewJSON returns a writer of values to w: one value on each line if lines is set,
// else an array, which Close ends.
func NewJSON(w io.Writer, lines bool) *JSON { return &JSON{w: w, lines: lines} }

// Write writes one value.
func (j *JSON) Write(v Value) error {
	var buffer bytes.Buffer
	switch {
	case j.lines:
	case j.count == 0:
		buffer.WriteString("[\n")
	default:
		buffer.WriteString(",\n")
	}
	if err := newEncoder(&buffer).Encode(v.shape); err != nil {
		return err
	}
	j.count++
	data := buffer.Bytes()
	if !j.lines {
		data = bytes.TrimSuffix(data, []byte("\n"))
	}
	if j.err == nil {
		_, j.err = j.w.Write(data)
	}
	return j.err
}

// Close ends the array.
func (j *JSON) Close() error {
	if j.lines || j.err != nil {
		return j.err
	}
	end := "\n]\n"
	if j.count == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

type periodJSON struct {
	Period string       `json:"period"`
	From   string       `json:"from"`
	To     string       `json:"to"`
	Count  int          `json:"count"`
	Topics []numberJSON `json:"topics"`
}

type numberJSON struct {
	Topic string `json:"topic"`
	Count int    `json:"count"`
}

// PeriodValue returns the value of a period with its number of events, and the
// number for each topic.
func PeriodValue(p catalog.Period, topics []string) Value {
	shape := periodJSON{Period: p.Span.String(), From: p.From.String(), To: p.To.String(), Count: p.Events, Topics: make([]numberJSON, len(topics))}
	for i, topic := range topics {
		shape.Topics[i] = numberJSON{topic, p.Rows[i]}
	}
	return Value{shape}
}

type publisherJSON struct {
	Name  string   `json:"name"`
	Count int      `json:"count"`
	Names []string `json:"names"`
	Sites []string `json:"sites"`
	First string   `json:"first"`
	Last  string   `json:"last"`
}

// PublisherValue returns the value of a publisher with its use.
func PublisherValue(u catalog.Use) Value {
	return Value{publisherJSON{u.Name, u.Events, orEmpty(u.Names), orEmpty(u.Sites), u.First.String(), u.Last.String()}}
}
