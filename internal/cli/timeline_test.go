package cli

import "testing"

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
		o := &timelineOptions{asking: asking{topics: test.topics, since: test.since, until: test.until}}
		if got := o.title(test.args); got != test.want {
			t.Errorf("%q, %q: %q, want %q", test.args, test.topics, got, test.want)
		}
	}
}
