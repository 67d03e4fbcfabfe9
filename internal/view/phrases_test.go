package view

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"news/internal/catalog"
	"news/internal/event"
	"news/internal/text"
)

func TestWrapTextCutsTheLastLine(t *testing.T) {
	const short, long = "an army leaves", "an army leaves the town by the river before dawn"
	const chinese = "一架圖-204在機場降落時衝出跑道並鏟上公路，機上多人受傷"
	for _, c := range []struct {
		text        string
		width, most int
		want        string
	}{
		{short, 20, 2, "an army leaves"},
		{short, 9, 2, "an army|leaves"},
		{long, 20, 2, "an army leaves the|town by the river b…"},
		{long, 20, 3, "an army leaves the|town by the river|before dawn"},
		{long, 20, 0, "an army leaves the|town by the river|before dawn"},
		{long, 20, 1, "an army leaves the …"},
		{chinese, 20, 2, "一架圖-204在機場降落|時衝出跑道並鏟上公…"},
		{"", 20, 2, ""},
	} {
		lines := Style{}.WrapText(Plain, c.text, nil, c.width, c.most)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q in %d: %q, want %q", c.text, c.width, got, c.want)
		}
		for _, line := range lines {
			if text.Width(line) > c.width {
				t.Errorf("%q is wider than %d", line, c.width)
			}
		}
	}
}

func TestWrapTextKeepsMarks(t *testing.T) {
	style, err := LoadStyle("auto")
	if err != nil {
		t.Fatal(err)
	}
	lines := style.WrapText(Plain, "the army leaves the town", []catalog.Mark{{Start: 4, End: 8}, {Start: 20, End: 24}}, 10, 2)
	for i, word := range []string{"army", "town"} {
		if i < len(lines) && !strings.Contains(lines[i], style.Paint(Mark, word)) && ansi.Strip(lines[i]) == lines[i] {
			t.Errorf("line %d has no mark: %q", i, lines[i])
		}
	}
}

func TestPhrases(t *testing.T) {
	d := func(y, m, day int) event.Date { return event.Date{Year: y, Month: m, Day: day} }
	for _, c := range []struct{ got, want string }{
		{MonthTitle(d(2016, 4, 3), English), "April 2016"},
		{MonthTitle(d(2016, 4, 3), Chinese), "2016年4月"},
		{PeriodTitle("2016-04", English), "April 2016"},
		{PeriodTitle("2016", Chinese), "2016年"},
		{PeriodTitle("2016-Q2", English), "2016-Q2"},
		{Weekday(d(2016, 4, 3), English), "Sun"},
		{Gap(d(2016, 4, 3), d(2016, 5, 1), English), ""},
		{Gap(d(2016, 4, 3), d(2016, 7, 1), English), "2 months"},
		{Gap(event.Date{}, d(2016, 7, 1), English), ""},
		{Gap(d(2010, 1, 3), d(2016, 7, 1), Chinese), "6 年"},
		{Dates(d(2016, 4, 3), d(2016, 4, 3)), "2016-04-03"},
		{Dates(d(2016, 4, 3), d(2017, 4, 3)), "2016-04-03 – 2017-04-03"},
		{CountBar(5, 10, 4), "██"},
		{CountBar(10, 10, 4), "████"},
		{CountBar(0, 10, 4), ""},
		{CountBar(1, 0, 0), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
