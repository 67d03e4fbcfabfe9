// Package bench makes large archives, measures whole programs on them, and
// tests how well search finds what people have half in mind.
//
// A made archive (Make) has the tree and the pages of a real one, but every
// word of it is either an everyday English word from a list in this package or
// made up from syllables; nothing is taken from a real archive. Its numbers
// follow real ones: pages of about 4 KB, ten to twenty events a day, words,
// topics and publishers spread as Zipf found them.
//
// A measurement (Measure, Speed) runs programs as a user does, from start to
// exit, so start-up counts. Programs that are compared take turns, so that
// whatever else the machine does falls on all of them alike. The archive that is
// measured stays as it is: what must change is a copy made of links.
//
// The known-item test (Known) draws headlines from any archive, makes queries
// of them as a person would type them, and sees where the headlines come back.
//
// The hidden-link test (Hidden) takes the links of events away, one event at a
// time, and sees which of them news related finds by what is left.
package bench
