package index

import (
	"context"
	"encoding/binary"
	"os"
	"testing"

	"news/internal/search"
)

func TestZZConvert(t *testing.T) {
	path := os.Getenv("CONVERT")
	if path == "" {
		t.Skip()
	}
	f, err := open(context.Background(), path, toWrite)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	w := newWriter(f.session)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.script(`CREATE TABLE vocabulary (first INTEGER PRIMARY KEY, list BLOB NOT NULL); CREATE TABLE lengths (first INTEGER PRIMARY KEY, lengths BLOB NOT NULL); PRAGMA user_version = 6`))
	placesData, err := part(f.session, "places")
	must(err)
	var places placesPacker
	for doc := range len(placesData) / placeSize {
		places.add(placeAt(placesData, doc))
	}
	must(places.store(w))
	list, err := part(f.session, "vocabulary")
	must(err)
	words := search.NewWordList(string(list))
	vw := newVocabularyWriter(w)
	for i := range words.Len() {
		must(vw.add(words.At(i)))
	}
	must(vw.end())
	must(w.storePart("generation", generationOf(places.bytes(), vw.hash)))
	lengthsData, err := part(f.session, "lengths")
	must(err)
	lw := lengthsWriter{writer: w}
	for _, l := range lengthsData {
		must(lw.add(l))
	}
	must(lw.end())
	_ = binary.LittleEndian
	must(f.commit(context.Background(), nil))
	t.Log(words.Len(), len(placesData)/8, len(places.bytes()))
}
