package browse

import (
	"errors"
	"fmt"
	"net/url"

	tea "charm.land/bubbletea/v2"

	"news/internal/event"
	"news/internal/text"
	"news/internal/view"
)

// report is the message that the system did what it was asked, or why not.
type report struct {
	message string
	err     error
}

func (m *model) reported(msg report) {
	m.message = msg.message
	if msg.err != nil {
		m.message = m.words().problem(msg.err)
	}
}

// isOnTheWeb reports whether an address may be opened.
func isOnTheWeb(address string) bool {
	parsed, err := url.Parse(address)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host != ""
}

// openAddresses opens addresses in the system's browser.
func (m *model) openAddresses(addresses ...string) tea.Cmd {
	c := m.words()
	for _, address := range addresses {
		if !isOnTheWeb(address) {
			m.message = fmt.Sprintf(c.notTheWeb, text.Shorten(address, 60))
			return nil
		}
	}
	system := m.System
	return func() tea.Msg {
		for _, address := range addresses {
			err := system.Open(address)
			if terminal := new(NeedsTerminal); errors.As(err, &terminal) {
				return started{command: terminal.Command}
			}
			if err != nil {
				return report{err: err}
			}
		}
		if len(addresses) == 1 {
			return report{message: fmt.Sprintf(c.opened, text.Shorten(addresses[0], 60))}
		}
		return report{message: fmt.Sprintf(c.openedAll, len(addresses))}
	}
}

// addressesOf returns the addresses of an event's sources that can be opened, each
// once.
func addressesOf(e event.Event) []string {
	var addresses []string
	seen := make(map[string]bool)
	for _, source := range e.Sources {
		if isOnTheWeb(source.URL) && !seen[source.URL] {
			seen[source.URL] = true
			addresses = append(addresses, source.URL)
		}
	}
	return addresses
}

// openSource opens the source under the cursor of the page, else the first one.
func (m *model) openSource() tea.Cmd {
	s := m.trail.here()
	if link := s.page.at(); s.isOnPage() && link != nil && link.Kind == view.SourceLink {
		return m.openAddresses(link.Address)
	}
	addresses := addressesOf(s.page.event)
	if len(addresses) == 0 {
		m.message = m.words().noSource
		return nil
	}
	return m.openAddresses(addresses[0])
}

// mostUnasked is how many addresses are opened at once without asking.
const mostUnasked = 5

// openAll opens all sources. Where they are many, the key must be pressed twice.
func (m *model) openAll() tea.Cmd {
	c := m.words()
	e := m.trail.here().page.event
	addresses := addressesOf(e)
	switch isSure := m.sure == e.Ref && !e.Ref.IsZero(); {
	case len(addresses) == 0:
		m.message = c.noSource
		return nil
	case len(addresses) > mostUnasked && !isSure:
		m.sure, m.message = e.Ref, fmt.Sprintf(c.askAll, len(addresses))
		return nil
	}
	m.sure = event.Ref{}
	return m.openAddresses(addresses...)
}

// copy copies a text by the terminal, and into the system's clipboard where there is
// one. name is what the message calls it.
func (m *model) copy(copied, name string) tea.Cmd {
	c, system := m.words(), m.System
	return tea.Batch(tea.SetClipboard(copied), func() tea.Msg {
		if err := system.Copy(copied); err != nil {
			return report{message: fmt.Sprintf(c.copiedWithoutSystem, plain(name), c.problem(err))}
		}
		return report{message: fmt.Sprintf(c.copied, plain(name))}
	})
}

// copyRef copies the lasting reference of the event under the cursor.
func (m *model) copyRef() tea.Cmd {
	ref := m.here()
	if ref.IsZero() {
		m.message = m.words().noEventHere
		return nil
	}
	return m.copy(ref.String(), ref.String())
}

// copyCitation copies a citation of the event under the cursor.
func (m *model) copyCitation() tea.Cmd {
	e, isThere := m.eventHere()
	if !isThere {
		m.message = m.words().noEventHere
		return nil
	}
	citation := view.Citation(e, m.Archive, m.Catalog.Today(), m.Language)
	return m.copy(citation, text.Shorten(citation, 60))
}
