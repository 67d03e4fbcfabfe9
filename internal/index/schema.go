package index

// version is the version of the schema and of everything that its contents
// depend on: how pages are read, how words are folded, how blobs are packed. A
// file with another version is made again. TestVersion fails when it must be
// raised.
const version = 6

// applicationID marks a file as an index of news: "news" in ASCII. SQLite
// stores it in the file's header.
const applicationID = 0x6e657773

// pageSize sets SQLite's page size in bytes. Blobs of about 16 KB are read in
// fewer steps than with the default of 4096.
const pageSize = "page_size(8192)"

// tables creates the tables of an empty index.
const tables = `
CREATE TABLE archive (
	-- one row: the archive of this index
	root  TEXT NOT NULL, -- the path of its folder news
	built TEXT NOT NULL  -- when the index was built from all pages, in UTC
);
CREATE TABLE folders (
	-- the years, the months and the folder news, as they were found last
	path     TEXT PRIMARY KEY, -- below news: '', '2016', '2016/04'
	stamp    INTEGER NOT NULL, -- a hash of its times; 0: look at it again
	children TEXT NOT NULL     -- a line for each folder in it: its name and, for a day, its stamp
) WITHOUT ROWID;
CREATE TABLE events (
	-- a row for each event with a page
	id       INTEGER PRIMARY KEY,
	key      INTEGER NOT NULL, -- made from its day and slug
	date     TEXT NOT NULL,    -- 2016-04-03
	number   INTEGER NOT NULL, -- its place in its day
	slug     TEXT NOT NULL,
	headline TEXT NOT NULL,
	category TEXT NOT NULL,
	topics   TEXT NOT NULL,    -- its own topics: a JSON array of topics.id
	digest   INTEGER NOT NULL  -- a hash of all that its page and its day's index say about it
);
CREATE TABLE former (
	-- the former references of events
	former INTEGER NOT NULL, -- the key of the former reference
	event  INTEGER NOT NULL, -- events.id
	PRIMARY KEY (former, event)
) WITHOUT ROWID;
CREATE TABLE topics (
	-- every name of a topic, as pages write it
	id     INTEGER PRIMARY KEY,
	name   TEXT NOT NULL,
	folded TEXT NOT NULL -- without case and accents
);
CREATE TABLE event_topics (
	-- the topics of every event: its own topics, and the topics of links to it
	topic INTEGER NOT NULL, -- topics.id
	event INTEGER NOT NULL, -- events.id
	PRIMARY KEY (topic, event)
) WITHOUT ROWID;
CREATE TABLE short_names (
	-- the short names that events explain in parentheses: Gulf Cooperation Council (GCC)
	event INTEGER NOT NULL, -- events.id
	short TEXT NOT NULL,    -- gcc
	long  TEXT NOT NULL,    -- gulf cooperation council
	PRIMARY KEY (event, short, long)
) WITHOUT ROWID;
CREATE TABLE texts (
	-- documents as the numbers of their words; a row for each 256; then those that changed since, in segments
	first        INTEGER PRIMARY KEY, -- the first document
	headlines    BLOB NOT NULL,
	names        BLOB NOT NULL, -- category, topics, sources
	descriptions BLOB NOT NULL
);
CREATE TABLE vocabulary (
	-- all words of the last full write; a row for each 512
	first INTEGER PRIMARY KEY, -- the number of the first word
	list  BLOB NOT NULL        -- a line for each word, in the order of their bytes
);
CREATE TABLE lengths (
	-- how many words each document has; a row for each 32768
	first   INTEGER PRIMARY KEY, -- the first document
	lengths BLOB NOT NULL        -- a byte for each
);
CREATE TABLE postings (
	-- the documents that have each word or pair, many a row
	first INTEGER PRIMARY KEY, -- the first word, or 2147483648 + the first pair
	data  BLOB NOT NULL
);
CREATE TABLE later_postings (
	-- the same of documents that changed since the last full write, for each of their segments
	first INTEGER PRIMARY KEY, -- 4294967296 * the first document of the segment + the first word or pair
	data  BLOB NOT NULL
);
CREATE TABLE pairs (
	-- in Chinese and the like, every two characters that stand side by side; a row for each 256
	first INTEGER PRIMARY KEY, -- the number of the first pair
	list  BLOB NOT NULL        -- a line for each pair
);
CREATE TABLE graph (
	-- the topics and links of documents; a row for each 4096; then those that changed since, in segments
	first  INTEGER PRIMARY KEY, -- the first document
	topics BLOB NOT NULL, -- topics.id of all topics of each, including the topics of links to it
	links  BLOB NOT NULL  -- the targets of each document's links, and their topics
);
CREATE TABLE backlinks (
	-- the links to each document, and to each event without a page; a row for each 4096
	first     INTEGER PRIMARY KEY, -- the first document or event
	backlinks BLOB NOT NULL
);
CREATE TABLE keys (
	-- the keys of documents and of other targets of links; a row for each 1024
	first INTEGER PRIMARY KEY, -- the first document or target
	keys  BLOB NOT NULL        -- 8 bytes for each
);
CREATE TABLE marks (
	-- the category and the citations of documents; a row for each 4096; then those that changed since, in segments
	first INTEGER PRIMARY KEY, -- the first document
	marks BLOB NOT NULL        -- numbers in the parts categories and citations
);
CREATE TABLE parts (
	-- for every question: contents (a number), generation, places, vocabulary, changes; for the order of
	-- hits: lengths, short names; for Chinese and the like: pairs, new pairs; for the graph: keys, topics; for marks:
	-- categories, citations, new categories, new citations
	name TEXT PRIMARY KEY,
	data BLOB NOT NULL
) WITHOUT ROWID;
`

// indexes creates the indexes after the tables are filled for the first time,
// which is faster than keeping them in order during the build.
const indexes = `
CREATE UNIQUE INDEX events_by_key ON events (key);
CREATE INDEX events_by_slug ON events (substr(slug, 1, 16)); -- see slugsFrom
CREATE INDEX former_by_event ON former (event);
CREATE UNIQUE INDEX topics_by_name ON topics (name);
CREATE INDEX topics_by_folded ON topics (folded);
CREATE INDEX short_names_by_short ON short_names (short, long);
`
