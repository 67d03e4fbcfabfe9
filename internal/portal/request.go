package portal

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// send sends a question until it is answered, as often as Tries says.
func (c *Client) send(ctx context.Context, question, more url.Values) (*answer, error) {
	tries := c.Tries
	if tries == 0 {
		tries = 5
	}
	for try := 1; ; try++ {
		a, wait, err := c.once(ctx, question, more)
		switch {
		case err == nil:
			c.answered = true
			return a, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case try >= tries, !canPass(err), wait > longestWait, !c.answered && isDial(err):
			return nil, err
		}
		if err := c.pause(ctx, max(wait, growing(try)), err); err != nil {
			return nil, err
		}
	}
}

// growing returns the pause after a try: about 1, 2, 4, 8 seconds.
func growing(try int) time.Duration {
	pause := time.Second << min(try-1, 6)
	return pause + rand.N(pause/4)
}

// pause waits, and tells how long.
func (c *Client) pause(ctx context.Context, wait time.Duration, reason error) error {
	if c.Waiting != nil {
		c.Waiting(wait, reason)
	}
	if c.Sleep != nil {
		return c.Sleep(ctx, wait)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// once sends a question. If it fails, it returns how long the wiki asks to wait.
func (c *Client) once(ctx context.Context, question, more url.Values) (*answer, time.Duration, error) {
	request, err := c.request(ctx, question, more)
	if err != nil {
		return nil, 0, err
	}
	response, err := c.http().Do(request)
	if err != nil {
		return nil, 0, c.networkError(err)
	}
	defer response.Body.Close()
	wait := retryAfter(response.Header, time.Now())
	if response.StatusCode != http.StatusOK {
		_, _ = io.CopyN(io.Discard, response.Body, 64<<10) // lets the connection be used again
		return nil, wait, &StatusError{Address: c.address(), Code: response.StatusCode, Wait: wait}
	}
	a, err := c.decode(response.Body)
	if err != nil {
		return nil, wait, err
	}
	if fault := a.fault(); fault != nil {
		return nil, wait, c.refusal(fault, wait)
	}
	return a, 0, nil
}

// request makes a request of a question, and of what asks for its next part.
func (c *Client) request(ctx context.Context, question, more url.Values) (*http.Request, error) {
	address, err := url.Parse(c.address())
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return nil, &AnswerError{Address: c.address(), Reason: "it is no address of the web"}
	}
	values := address.Query()
	for _, from := range []url.Values{question, more} {
		for name, value := range from {
			values[name] = value
		}
	}
	address.RawQuery = values.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return nil, &AnswerError{Address: c.address(), Reason: "it is no address of the web"}
	}
	request.Header.Set("User-Agent", c.UserAgent)
	return request, nil
}

// decode reads an answer.
func (c *Client) decode(body io.Reader) (*answer, error) {
	limited := &io.LimitedReader{R: body, N: mostAnswer}
	var a answer
	err := json.NewDecoder(limited).Decode(&a)
	var network net.Error
	switch {
	case err == nil:
		return &a, nil
	case limited.N <= 0:
		return nil, &AnswerError{Address: c.address(), Reason: "its answer is too long"}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.As(err, &network), errors.Is(err, context.DeadlineExceeded):
		return nil, &NetworkError{Address: c.address(), Err: err}
	}
	return nil, &AnswerError{Address: c.address(), Reason: "its answer is not from MediaWiki's API", passing: true}
}

// retryAfter returns how long an answer asks to wait, or 0.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// http returns the client that sends requests.
func (c *Client) http() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	if c.own == nil {
		c.own = &http.Client{Transport: transport(), Timeout: 2 * time.Minute, CheckRedirect: checkRedirect}
	}
	return c.own
}

// transport returns what sends requests by the proxies of the environment, and takes
// gzip. It has time limits.
func transport() http.RoundTripper {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 20 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout:   20 * time.Second,
		ResponseHeaderTimeout: time.Minute,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConns:          2,
		ForceAttemptHTTP2:     true,
	}
}

// checkRedirect follows a few redirects, but none from a safe connection to an open
// one.
func checkRedirect(request *http.Request, via []*http.Request) error {
	const most = 5
	if len(via) > most {
		return &AnswerError{Reason: "it redirects without an end"}
	}
	if via[0].URL.Scheme == "https" && request.URL.Scheme != "https" {
		return &AnswerError{Reason: "it redirects to an address that is not safe"}
	}
	return nil
}
