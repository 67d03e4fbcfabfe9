package index

// version is the version of the schema and of everything that its contents
// depend on: how pages are read, how words are folded, how blobs are packed. A
// file with another version is made again. TestVersion fails when it must be
// raised.
const version = 4

// applicationID marks a file as an index of news: "news" in ASCII. SQLite
// stores it in the file's header.
const applicationID = 0x6e657773

// pageSize sets SQLite's page size in bytes. Blobs of about 16 KB are read in
// fewer steps than with the default of 4096.
const pageSize = "page_size(8192)"

// tables creates the tables of an empty index.
const tables = `
CREATE TABLE archive (
	-- one row: the archive that this is the index of
	root  TEXT NOT NULL, -- its folder news
	built TEXT NOT NULL  -- when all of it was read last, in UTC
);
CREATE TABLE folders (
	-- the folders that hold others, as they were when looked at last
	path     TEXT PRIMARY KEY, -- below news: '', '2016', '2016/04'
	stamp    INTEGER NOT NULL, -- stands for its times; 0: to be looked at again
	children TEXT NOT NULL     -- a line for each folder in it: its name and, of a day, its stamp
) WITHOUT ROWID;
CREATE TABLE events (
	-- one row an event that has a page
	id       INTEGER PRIMARY KEY,
	key      INTEGER NOT NULL, -- made of its day and slug: what links lead to
	date     TEXT NOT NULL,    -- 2016-04-03
	number   INTEGER NOT NULL, -- its place in its day
	slug     TEXT NOT NULL,
	headline TEXT NOT NULL,
	category TEXT NOT NULL,
	topics   TEXT NOT NULL,    -- its own: a JSON array of topics.id
	digest   INTEGER NOT NULL  -- stands for all that its page and its day's index say
);
CREATE TABLE former (
	-- the references that events had before
	former INTEGER NOT NULL, -- as events.key
	event  INTEGER NOT NULL, -- events.id
	PRIMARY KEY (former, event)
) WITHOUT ROWID;
CREATE TABLE topics (
	-- every topic by its name as written
	id     INTEGER PRIMARY KEY,
	name   TEXT NOT NULL,
	folded TEXT NOT NULL -- without case and accents
);
CREATE TABLE event_topics (
	-- the topics of every event: its own, and those that others name in a link to it
	event INTEGER NOT NULL,
	topic INTEGER NOT NULL,
	PRIMARY KEY (event, topic)
) WITHOUT ROWID;
CREATE TABLE sources (
	-- what every event cites
	id   INTEGER PRIMARY KEY, -- events.id * 1048576 + its place on the page
	name TEXT NOT NULL,
	url  TEXT NOT NULL
);
CREATE TABLE links (
	-- the related events of every event
	id     INTEGER PRIMARY KEY, -- events.id * 1048576 + its place on the page
	target INTEGER NOT NULL,    -- events.key, also of an event that has no page
	topics TEXT NOT NULL        -- what both share: a JSON array of topics.id
);
CREATE VIRTUAL TABLE words USING fts5(
	-- the folded words of every headline, for people: rowid is events.id
	headline,
	content = '', tokenize = 'ascii'
);
CREATE TABLE texts (
	-- documents as the numbers of their words; a row for each 256, and one for those that changed since
	first        INTEGER PRIMARY KEY, -- the first document
	headlines    BLOB NOT NULL,
	names        BLOB NOT NULL, -- category, topics, sources
	descriptions BLOB NOT NULL
);
CREATE TABLE postings (
	-- the documents that have each word, many words a row
	first INTEGER PRIMARY KEY, -- the first word
	data  BLOB NOT NULL
);
CREATE TABLE graph (
	-- the topics and links of documents; a row for each 4096, and one for those that changed since
	first  INTEGER PRIMARY KEY, -- the first document
	topics BLOB NOT NULL, -- topics.id of each, those that others name among them
	links  BLOB NOT NULL  -- where those of each lead, and what both share
);
CREATE TABLE backlinks (
	-- which documents have links to each of them, and to what has no page; a row for each 4096
	first     INTEGER PRIMARY KEY, -- the first of them
	backlinks BLOB NOT NULL
);
CREATE TABLE marks (
	-- the category and the citations of documents; a row for each 4096, and one for those that changed since
	first INTEGER PRIMARY KEY, -- the first document
	marks BLOB NOT NULL        -- numbers in the parts categories and citations
);
CREATE TABLE parts (
	-- what every question reads: contents (its number), generation, places, vocabulary, changes; of the graph:
	-- keys, topics; of marks: categories, citations, and those that came since: new categories, new citations
	name TEXT PRIMARY KEY,
	data BLOB NOT NULL
) WITHOUT ROWID;
`

// enlargeWordBuffer lets the full-text table buffer the words of many events
// and sort them at once, instead of merging small parts again and again. The
// unit is a byte.
const enlargeWordBuffer = `INSERT INTO words (words, rank) VALUES ('hashsize', 8388608)`

// restoreWordBuffer restores the default that enlargeWordBuffer changes.
const restoreWordBuffer = `INSERT INTO words (words, rank) VALUES ('hashsize', 1048576)`

// indexes creates the indexes after the tables are filled for the first time,
// which is faster than keeping them in order during the build.
const indexes = `
CREATE UNIQUE INDEX events_by_key ON events (key);
CREATE INDEX events_by_slug ON events (slug);
CREATE INDEX former_by_event ON former (event);
CREATE UNIQUE INDEX topics_by_name ON topics (name);
CREATE INDEX topics_by_folded ON topics (folded);
CREATE INDEX event_topics_by_topic ON event_topics (topic);
CREATE INDEX links_by_target ON links (target);
`
