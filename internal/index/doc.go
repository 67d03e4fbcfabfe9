// Package index stores the contents of a whole archive in one SQLite file in
// the user's cache folder, so that a search need not read every page. The file
// is only a cache of the archive. Before each use it is updated by the times of
// the archive's folders. A file that is missing, damaged or of another program
// version is made again, and nothing is lost.
//
// The file has two kinds of tables. Some are for people, to be read with sqlite3: events,
// topics and which events have them. The others are the data of a search.Corpus and of a
// relation.Graph, packed into blobs with a checksum each: the words of every document,
// the postings of every word, and, in scripts without spaces, of every pair of
// characters, topics and links. They are written once for all documents. Documents that
// change later are stored in small segments. When there are many, all documents are
// written again.
package index
