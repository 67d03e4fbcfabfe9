package cli

import (
	"testing"

	"news/internal/event"
)

func TestTimelineIsCalledWhatWasAskedFor(t *testing.T) {
	tests := []struct {
		args   []string
		topics []string
		since  string
		until  string
		want   string
	}{
		{nil, nil, "", "", ""},
		{[]string{"palmyra", "2016"}, nil, "", "", "palmyra 2016"},
		{nil, []string{"Syrian Army"}, "2015", "2016", "Syrian Army, since 2015, until 2016"},
		{[]string{"2016"}, []string{"Syria", "Iraq"}, "", "", "2 topics, 2016"},
		{[]string{"a\x1b[31m\u202eb"}, []string{"c\x07"}, "", "", "c, a[31mb"},
	}
	for _, test := range tests {
		o := &timelineOptions{topics: test.topics, span: span{since: test.since, until: test.until}}
		asked, err := o.read(test.args, event.Date{Year: 2016, Month: 4, Day: 5})
		if err != nil || asked.title != test.want {
			t.Errorf("%q, %q: %q, %v; want %q", test.args, test.topics, asked.title, err, test.want)
		}
		for _, topic := range asked.topics {
			if topic == "c\x07" {
				t.Errorf("the topic %q is shown", topic)
			}
		}
	}
}
