package view

import (
	"testing"

	"news/internal/event"
)

func TestCitation(t *testing.T) {
	accessed := date(2026, 1, 2)
	short := event.Event{Ref: event.NewRef(date(2016, 4, 3), "a-market"), Headline: "A market opens"}
	titled := func(headline string) event.Event {
		e := short
		e.Headline = headline
		return e
	}
	for _, test := range []struct {
		name     string
		of       event.Event
		archive  string
		accessed event.Date
		language Language
		want     string
	}{
		{"with sources", harbour(), "news of the coast", accessed, English, `The harbour of Esbjerg opens its new quay to ships of 400 metres, four months before the date that the builders had promised [sic]. 3 April 2016. news of the coast (2016/04/3/the-harbour-opens). Accessed 2 January 2026.
Sources:
Example Times, http://www.example.org/harbour/opening-of-the-new-quay-with-a-very-long-address?id=1234567890&page=1
https://news.example.net/a_(b)
A paper without an address`},
		{"in Chinese", hafen(), "海岸新闻", accessed, Chinese, `新港口的第一座码头比原定日期提前四个月启用，可以停靠四百米长的货轮，当地居民在岸边（约三千人）观看了开航仪式。2008年5月12日。海岸新闻（2008/05/12/新港口）。2026年1月2日查阅。
来源：
晨报，http://example.org/gang`},
		{"a headline without a full stop", short, "coast", event.Date{}, English, "A market opens. 3 April 2016. coast (2016/04/3/a-market)."},
		{"an archive without a name", short, "", event.Date{}, English, "A market opens. 3 April 2016. 2016/04/3/a-market."},
		{"a question", titled("Who opens?"), "", event.Date{}, English, "Who opens? 3 April 2016. 2016/04/3/a-market."},
		{"a full stop in quotes", titled(`He says: "It opens."`), "", event.Date{}, English, `He says: "It opens." 3 April 2016. 2016/04/3/a-market.`},
		{"no headline", titled(""), "", event.Date{}, English, "(no headline). 3 April 2016. 2016/04/3/a-market."},
		{"a Chinese headline in English", titled("港口启用。"), "", event.Date{}, English, "港口启用。 3 April 2016. 2016/04/3/a-market."},
		{"signs in the name of the archive", short, "a\x1b[31m\nb", event.Date{}, English, "A market opens. 3 April 2016. a[31m b (2016/04/3/a-market)."},
	} {
		if got := Citation(test.of, test.archive, test.accessed, test.language); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}
