package portal_test

import (
	"strings"
	"testing"

	"news/internal/event"
	"news/internal/portal"
)

func TestHeadline(t *testing.T) {
	tests := []struct{ headline, rest string }{
		{"A bridge is closed.", "A road is opened. It is long."},
		{"A bridge is closed", ""},
		{"Dr. Ann B. Example meets Gen. Carl Example in the U.S. Congress.", "They talk."},
		{"The road is 3.5 km long.", "It cost $2.5 million."},
		{"The minister of the U.S.", "The president is away."},
		{`She says "It rains. It pours." and leaves.`, "He stays."},
		{`She says: "It rains."`, "He stays."},
		{"He asks “Who is it? Who?” and leaves.", "She stays."},
		{"A bank (Example Inc. of Lima) closes.", "Two others stay."},
		{"Example Co. and Example Jr. merge.", "Shares rise."},
		{"The train leaves at 5 p.m.", "It is late."},
		{"Is it closed?", "It is."},
		{"It is closed!", "“At last,” she says."},
		{"Peru wins 2-1.", "1,200 people watch."},
		{"The company Yahoo! is sold.", "It was old."},
		{"Prices rise by No. 5 of the list vs. last year.", "Wages do not."},
		{`An odd " quote is left open.`, "It never ends."},
		{"E.g. this.", "And that."},
		{"President J.-P. Example and Lt.-Col. D.-J. Example meet.", "They talk."},
		{"The council adopts Res. 2745 under Art. 7, for Rs. 500 crore, at c. 2 a.m.", "The vote is close."},
		{"The court says no.", "It is unanimous."},
		{"A museum shows modern art.", "Critics like it."},
		{"The storm comes at 9 p.m. EST.", "Roads are closed."},
		{"Shops close on Wall St.", "The market falls."},
		{"A bridge of St. Louis is 90 ft. Example tall near Ft. Example.", "It is old."},
		{"Pte. Ann Example and Sgt. Maj. Carl Example meet Gen. He Example.", "They talk."},
		{"A firm shows its phone.", "iPhones stay on sale."},
		{"", ""},
	}
	for _, test := range tests {
		whole := test.headline
		if test.rest != "" {
			whole += " " + test.rest
		}
		e := portal.Event{Text: whole}
		if headline, rest := e.Headline(); headline != test.headline || rest != test.rest {
			t.Errorf("%q and %q, not %q and %q", headline, rest, test.headline, test.rest)
		}
	}
}

// TestHeadlineAndLinks reads sentences whose links have names with the signs that end
// a sentence elsewhere.
func TestHeadlineAndLinks(t *testing.T) {
	tests := []struct{ headline, rest string }{
		{"[Example! Inc.] buys [Who? What! Where?] Productions.", "Shares rise."},
		{"Minister [Maria Example-B. Lund] resigns.", "She is ill."},
		{"[Oh No! Here It Comes Again] wins.", "It is a film."},
		{"The company is sold to [Example!]", "The price is not known."},
		{"The road [is closed.]", "[A bridge] is open."},
	}
	for _, test := range tests {
		var e portal.Event
		for _, r := range test.headline + " " + test.rest {
			switch r {
			case '[':
				e.Links = append(e.Links, portal.Link{Start: len(e.Text)})
			case ']':
				e.Links[len(e.Links)-1].End = len(e.Text)
			default:
				e.Text += string(r)
			}
		}
		e.Text = strings.TrimSpace(e.Text)
		bare := strings.NewReplacer("[", "", "]", "")
		wantHeadline, wantRest := bare.Replace(test.headline), bare.Replace(test.rest)
		if headline, rest := e.Headline(); headline != wantHeadline || rest != wantRest {
			t.Errorf("%q and %q, not %q and %q", headline, rest, wantHeadline, wantRest)
		}
	}
}

func TestTitles(t *testing.T) {
	for d := (event.Date{Year: 2002, Month: 7, Day: 1}); d.Year < 2005; d = d.AddDays(1) {
		if got, ok := portal.DateOfTitle(portal.Title(d)); !ok || got != d {
			t.Errorf("%s is %s, %v", portal.Title(d), got, ok)
		}
	}
	if got := portal.Title(event.Date{Year: 2016, Month: 4, Day: 3}); got != "Portal:Current events/2016 April 3" {
		t.Error(got)
	}
	tests := []struct {
		title string
		want  string
	}{
		{"Portal:Current_events/2016_April_3", "2016-04-03"}, {"portal:current events/2016 April 03", "2016-04-03"}, {"Portal:Current events/2016 Apr 3", "2016-04-03"},
		{"Portal:Current events/April 2016", ""}, {"Portal:Current events/2016 April 31", ""}, {"Portal:Current events/2016 April 3/edit", ""},
		{"Portal:Current events", ""}, {"Portal talk:Current events/2016 April 3", ""}, {"2016 April 3", ""}, {"", ""}, {"Portal:Current events/2016 13 3", ""},
	}
	for _, test := range tests {
		got, ok := portal.DateOfTitle(test.title)
		if want := test.want; ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q is %s, %v", test.title, got, ok)
		}
	}
}
