package bench

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Limits of picking. There are enough days that a word found once is rare, and few
// enough that picking takes little time and memory. The last one is how much of a
// page to read for its headline.
const (
	pickedDays = 300
	headBytes  = 4 << 10
)

// Picked is the pages and words of one archive to measure with.
type Picked struct {
	Event     string    // a reference: 2016/04/3/slug
	EventFile string    // the file of its page
	Day       string    // a reference: 2016/04/3
	DayFile   string    // the file of its page
	Other     string    // the reference of an event of another day, "" where there is none
	Rare      string    // a word of one headline among some thousand
	Common    string    // the word that most headlines have
	Three     [3]string // words of one headline

	// Words that not every archive has, "" where there is none.
	Misspelt string    // a rare word with a slip in it
	Meant    string    // that word without the slip
	Phrase   [2]string // words side by side in a headline
	Topic    string    // the word that most events have among their topics
	// WholeTopic is the name that most events have among their topics.
	WholeTopic string
	Chinese    string // two Chinese characters side by side in a headline
}

// Pick picks pages and words from the archive with the root dir, the same ones for
// the same seed. Words have five or more plain letters. It returns an error where
// dir has no events, or too few such words in their headlines.
func Pick(dir string, seed uint64) (Picked, error) {
	days, err := dayFolders(dir)
	if err != nil {
		return Picked{}, err
	}
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
	var picked Picked
	var words wordPicker
	for _, folder := range days[:min(len(days), pickedDays)] {
		files, err := eventFiles(folder)
		if err != nil {
			return Picked{}, err
		}
		for _, file := range files {
			words.addHeadline(headlineOf(file))
		}
		index := filepath.Join(folder, "index.md")
		page, err := os.ReadFile(index)
		words.addTopics(page)
		if err == nil && len(files) > 0 && picked.Event == "" {
			file := oneOf(r, files)
			picked.DayFile, picked.Day = index, reference(dir, folder)
			picked.EventFile, picked.Event = file, reference(dir, file)
		} else if len(files) > 0 {
			picked.Other = reference(dir, files[0])
		}
	}
	if picked.Event == "" {
		return Picked{}, fmt.Errorf("%s holds no day with an index and events", dir)
	}
	if !words.pick(r, &picked) {
		return Picked{}, fmt.Errorf("the headlines in %s have too few words of plain letters to search for", dir)
	}
	return picked, nil
}

// dayFolders returns the day folders below dir in order of their names.
func dayFolders(dir string) ([]string, error) {
	folders := []string{filepath.Join(dir, "news")}
	for range 3 {
		var below []string
		for _, folder := range folders {
			entries, err := os.ReadDir(folder)
			if err != nil {
				return nil, fmt.Errorf("%s is no archive: %w", dir, err)
			}
			for _, entry := range entries {
				if _, err := strconv.Atoi(entry.Name()); err == nil && entry.IsDir() {
					below = append(below, filepath.Join(folder, entry.Name()))
				}
			}
		}
		folders = below
	}
	return folders, nil
}

// eventFiles returns the files of event pages in a day folder.
func eventFiles(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		name := entry.Name()
		if name != "index.md" && name != "README.md" && strings.HasSuffix(name, ".md") {
			files = append(files, filepath.Join(folder, name))
		}
	}
	return files, nil
}

// reference returns the reference of a day folder or an event's file.
func reference(dir, path string) string {
	rel, err := filepath.Rel(filepath.Join(dir, "news"), path)
	if err != nil {
		return path
	}
	return strings.TrimSuffix(filepath.ToSlash(rel), ".md")
}

// headlineOf returns the headline of a page, "" where it cannot be read.
func headlineOf(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return ""
	}
	return headlineIn(head[:n])
}

// headlineIn returns the headline of a page, "" where it has none.
func headlineIn(page []byte) string {
	for line := range bytes.Lines(page) {
		if rest, ok := bytes.CutPrefix(line, []byte("# ")); ok {
			return string(bytes.TrimSpace(rest))
		}
	}
	return ""
}
