package cli

import (
	"os"
	"path/filepath"
	"time"

	"news/internal/archive"
	"news/internal/catalog"
)

// observer shows people what happens while a question is answered.
type observer struct {
	*Program
	bar *progress
}

func (o *observer) Reading(at catalog.Progress) { o.bar.set(at.Done, at.Days) }

func (o *observer) Read() { o.bar.clear() }

func (o *observer) Waiting() { o.say("news: waiting for another news that writes the index") }

func (o *observer) Remade(was error) {
	o.say("news: the index was %v; it has been made anew", was)
}

func (o *observer) Unindexed(why error) { o.say("news: %v; all pages are read instead", why) }

// catalogOf returns a catalog of an archive, with an index where the flags and the
// environment allow one. People see on standard error what it does.
func (p *Program) catalogOf(flags *common, a *archive.Archive) *catalog.Catalog {
	return p.catalogWith(flags, a, &observer{p, p.newProgress()}, 0)
}

// catalogWith returns a catalog as catalogOf does, with another observer, or none.
func (p *Program) catalogWith(flags *common, a *archive.Archive, watcher catalog.Observer, age time.Duration) *catalog.Catalog {
	o := catalog.Options{Fresh: flags.fresh, Now: p.Now, Meanings: p.meanings, Observer: watcher, MaxAge: age}
	if !flags.noIndex && a.Dir != "" {
		dir, err := p.cacheDir()
		if err != nil && watcher != nil {
			watcher.Unindexed(err)
		}
		o.CacheDir = dir
	}
	return catalog.Open(a, o)
}

// cacheDir returns the folder for indexes.
func (p *Program) cacheDir() (string, error) {
	if dir, _ := p.env("NEWS_CACHE"); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", errNoCache{err}
	}
	return filepath.Join(dir, "news"), nil
}

// errNoCache says that the system has no folder for caches.
type errNoCache struct{ error }

func (e errNoCache) Error() string {
	return "there is no cache folder for the index (" + e.error.Error() + "); NEWS_CACHE can name one"
}
