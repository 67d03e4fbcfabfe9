package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"news/internal/event"
)

func TestCitationsAndPlacesAreThoseOfThePages(t *testing.T) {
	t.Parallel()
	many := strings.Repeat("1. [Wire](http://wire.example/a)\n", sourcesAtOnce+1)
	dir := writeArchive(t, map[string]string{
		"2016/04/3/ferry.md": headline("A ferry sails") + "### Source:\n\n1. [Coast Post](http://coast.example/1)\n2. [Bell](http://bell.example/\"1\")\n\n" +
			"### Related:\n\n1. [A gale](/news/2015/12/31/gale.md) _Context: Harbour_\n",
		"2016/04/3/storm.md": headline("A storm"),
		"2015/12/31/gale.md": headline("A gale") + "### Source:\n\n" + many,
		"0001/01/1/tide.md":  headline("A tide") + "### Source:\n\n1. [晨报](http://chen.example/)\n2. A paper\n",
	})
	x, err := Open(context.Background(), openArchive(t, dir), Options{Dir: t.TempDir()}, Want{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	got := make(map[string]int)
	err = x.Citations(func(s event.Source, day event.Date) { got[fmt.Sprintf("%v %s %s", day, s.Name, s.URL)]++ })
	want := map[string]int{
		"2016-04-03 Coast Post http://coast.example/1": 1, `2016-04-03 Bell http://bell.example/"1"`: 1,
		"2015-12-31 Wire http://wire.example/a": sourcesAtOnce + 1,
		"0001-01-01 晨报 http://chen.example/":    1, "0001-01-01 A paper ": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for topic, want := range map[string]string{"HÁRBOUR": "2015-12-31/1 2016-04-03/1", "Harbo": "", "": ""} {
		places, err := x.PlacesWithTopic(topic)
		var got []string
		for _, p := range places {
			got = append(got, fmt.Sprintf("%v/%d", p.Date, p.Number))
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want || err != nil {
			t.Errorf("%q: %v, %v; want %s", topic, got, err, want)
		}
	}
}

func TestCitationsWithoutTheirEventAreADamage(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"no event":           `UPDATE sources SET id = id + (1 << 40)`,
		"a line end in name": `UPDATE sources SET name = name || char(10)`,
	} {
		dir, cache := writeArchive(t, map[string]string{
			"2016/04/3/ferry.md": headline("A ferry sails") + "### Source:\n\n1. [Coast Post](http://coast.example/1)\n2. [Bell](http://bell.example/)\n",
		}), t.TempDir()
		a := openArchive(t, dir)
		x, err := Open(context.Background(), a, Options{Dir: cache}, Want{})
		if err != nil {
			t.Fatal(err)
		}
		x.Close()
		f, err := open(context.Background(), Path(cache, a), toWrite)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.run(statement), f.commit(context.Background(), nil)); err != nil {
			t.Fatal(err)
		}
		f.close()
		if x, err = Open(context.Background(), a, Options{Dir: cache}, Want{}); err != nil {
			t.Fatal(err)
		}
		if err := x.Citations(func(event.Source, event.Date) {}); !IsDamage(err) {
			t.Errorf("%s: %v", name, err)
		}
		x.Close()
	}
}
