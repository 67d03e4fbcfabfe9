// Package meaning knows which words are forms of one word, and which mean the same
// in the news.
package meaning
