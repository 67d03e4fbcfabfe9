// Package bench makes large archives, measures whole programs on them, and tests
// how well search finds half-remembered events.
//
// A made archive (Make) has the tree and the pages of a real one. Each of its words
// is an everyday English word from a list in this package, or made up from
// syllables; nothing is taken from a real archive. Its numbers follow real ones:
// pages of about 4 KB, ten to twenty events a day, words, topics and publishers
// with Zipf's distribution.
//
// A measurement (Measure, Speed) runs programs as a user does, from start to exit,
// so start-up counts. Compared programs take turns, so that other load on the
// machine affects them alike. The archive itself is never changed; a copy made of
// links is.
//
// The known-item test (Known) draws headlines from any archive, makes queries of
// them as a person would type them, and checks where the headlines are among the
// results.
//
// The hidden-link test (Hidden) hides the links of one event at a time, and counts
// which of their targets news relate finds without them.
//
// Questions asks what people type who look for an event, from a file that says which
// answers are right. Related and Stories compare what news finds with the headings
// that events stand under, from a file, too. All three run news in this process, as
// the command line would ask it, beside simple methods.
package bench
