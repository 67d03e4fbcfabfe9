package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"news/internal/config"
	"news/internal/meaning"
)

// synonymsName is the name of the user's file of words that mean the same, in the
// configuration folder.
const synonymsName = "synonyms"

// newSynonymsHelp returns the help topic about the user's file.
func newSynonymsHelp() *cobra.Command {
	return &cobra.Command{
		Use: "synonyms",
		Long: `news search knows which words mean the same in the news. A file of yours adds
words: "synonyms" in the folder of news for configurations (on Linux
~/.config/news/synonyms), or in the folder that NEWS_CONFIG names; where that is a
file of settings, beside it. Each line is a group:

  colour = color                 other forms or spellings of one word
  quake | earthquake | temblor   the same in the news
  jet > aircraft | airliner      jet finds these, but they do not find jet
  "fired" > sacked | dismissed   this form alone, not fire or fires
  # a comment

A term is a word or a phrase. Words count in all their forms, so resigns says
resigned, too. What means the same counts a little less than the word itself, and
a word in quotes in a query means itself alone. Where a line makes no sense, an
error names its place.`,
	}
}

// meanings returns the words that mean the same: the built-in ones and the ones of
// the user's file, if there is one. An error names the file, and the place in it
// that cannot be read.
func (p *Program) meanings() (*meaning.Groups, error) {
	at, err := p.configPlace()
	if err != nil {
		return meaning.New(nil) // the system has no folder for configurations
	}
	path := filepath.Join(at.Dir, synonymsName)
	file, err := config.ReadPlain(path, meaning.MaxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return meaning.New(nil)
	}
	if err != nil {
		return nil, &failure{fmt.Errorf("%s cannot be read: %w", path, config.WithoutPath(err)), "mend the file, or move it away", exitSystem}
	}
	groups, err := meaning.New(file)
	var wrong *meaning.Error
	if errors.As(err, &wrong) {
		const hint = "write a group of words on each line, such as quake | earthquake, or colour = color; news help synonyms tells more"
		return nil, &failure{fmt.Errorf("%s: %s", place(path, wrong), wrong.Message), hint, exitUsage}
	}
	return groups, err
}

// configPlace returns the place of the user's configuration.
func (p *Program) configPlace() (config.Place, error) {
	named, _ := p.env(config.Variable)
	return config.Locate(p.fromHome(named), func(name string) string {
		value, _ := p.env(name)
		return value
	})
}

// place returns a file with the position of an error in it, as compilers write it.
func place(path string, e *meaning.Error) string {
	switch {
	case e.Line == 0:
		return path
	case e.Column == 0:
		return fmt.Sprintf("%s:%d", path, e.Line)
	}
	return fmt.Sprintf("%s:%d:%d", path, e.Line, e.Column)
}
