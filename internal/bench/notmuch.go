package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// besideNotmuch compares making the index with notmuch, an index of mail, for the
// same pages as messages. notmuch takes minutes, so it runs once and without
// warming up.
func (b speedBench) besideNotmuch() contest {
	c := contest{what: "index build", ours: b.build(), peer: "notmuch new", most: 1, cold: true}
	if b.notmuch == "" {
		return c
	}
	mail := filepath.Join(b.dir, "mail")
	config := filepath.Join(b.dir, "notmuch-config")
	c.theirs = Command{Path: b.notmuch, Args: []string{"new", "--no-hooks", "--quiet"}, Env: append(environment(mail), "NOTMUCH_CONFIG="+config)}
	c.theirs.Before = func() error {
		settings := fmt.Sprintf("[database]\npath=%s\n[user]\nname=Bench\nprimary_email=bench@example.org\n", mail)
		if err := os.WriteFile(config, []byte(settings), fileAccess); err != nil {
			return err
		}
		return writeMessages(b.pages(), mail)
	}
	return c
}

// writeMessages writes a message for each page below a folder, in the same tree of
// folders.
func writeMessages(pages, mail string) error {
	written := 0
	return copyTree(pages, mail, func(from, to string) error {
		page, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		written++
		return os.WriteFile(to, message(written, page), fileAccess)
	})
}

// message returns the n-th page as a mail message, with its headline as the
// subject.
func message(n int, page []byte) []byte {
	var mail bytes.Buffer
	fmt.Fprintf(&mail, "From: Bench <bench@example.org>\nSubject: %s\nMessage-ID: <%d@example.org>\n", headlineIn(page), n)
	mail.WriteString("Date: Sat, 01 Jan 2000 00:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n")
	mail.Write(page)
	return mail.Bytes()
}
