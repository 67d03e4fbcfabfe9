// Package index keeps what a whole archive says in one SQLite file in the
// user's cache folder, so that a search need not read every page. The archive
// is the truth and the file only a cache of it: it is brought up to date before
// each use by the times of the archive's folders, it is made anew where it is
// missing, damaged or another program version's, and nothing is lost with it.
//
// The file has two halves. Tables for people, to be read with sqlite3: events,
// topics, sources, links, and a full-text table of folded words. And what a
// search.Corpus needs, packed into blobs that each carry a checksum: the words
// of every document and the postings of every word. These are written once for
// all documents; the documents that changed since stand in a small part beside
// them, until that is large enough to write all anew.
package index
