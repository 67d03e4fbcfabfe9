package portal

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"news/internal/text"
)

// NetworkError says that an API could not be reached, or that its answer ended
// early. Its message is one line.
type NetworkError struct {
	Address string
	Err     error
}

func (e *NetworkError) Error() string { return "cannot reach " + host(e.Address) + ": " + e.reason() }

func (e *NetworkError) Unwrap() error { return e.Err }

// reason returns why, in a few words where they are known.
func (e *NetworkError) reason() string {
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.Is(e.Err, io.EOF), errors.Is(e.Err, io.ErrUnexpectedEOF):
		return "the connection was cut"
	case errors.As(e.Err, &dns):
		return "the name is not known"
	case errors.As(e.Err, &network) && network.Timeout():
		return "it does not answer in time"
	}
	return text.Shorten(e.Err.Error(), 200)
}

// StatusError is an answer with a status that is no success.
type StatusError struct {
	Address string
	Code    int
	Wait    time.Duration // that the server asks for, or 0
}

func (e *StatusError) Error() string {
	message := host(e.Address) + " answers " + strconv.Itoa(e.Code)
	if name := http.StatusText(e.Code); name != "" {
		message += " " + name
	}
	if e.Wait > 0 {
		message += "; it asks to wait for " + e.Wait.Round(time.Second).String()
	}
	return message
}

// RefusedError is an answer of the API that says why it does not do what was asked.
type RefusedError struct {
	Address string
	Code    string // maxlag, ratelimited
	Info    string
	Wait    time.Duration // that it asks for, or 0
}

func (e *RefusedError) Error() string {
	return host(e.Address) + " refuses: " + strings.TrimSpace(e.Info+" ("+e.Code+")")
}

// AnswerError is an answer that is none of MediaWiki's API.
type AnswerError struct {
	Address string
	Reason  string
	passing bool // another try may help
}

func (e *AnswerError) Error() string { return host(e.Address) + ": " + e.Reason }

// LanguageError says that a wiki is not in English.
type LanguageError struct {
	Address  string // of its API; "" for an export
	Language string // its code
}

func (e *LanguageError) Error() string {
	of := "the export"
	if e.Address != "" {
		of = host(e.Address)
	}
	return of + " is of a wiki in another language: " + e.Language
}

// host returns the host of an address, for messages.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return text.Plain(u.Host)
	}
	return text.Shorten(address, 80)
}

// networkError returns the error of a request that was not answered.
func (c *Client) networkError(err error) error {
	var request *url.Error
	if errors.As(err, &request) {
		err = request.Err
	}
	var answer *AnswerError
	if errors.As(err, &answer) {
		answer.Address = c.address()
		return answer
	}
	return &NetworkError{Address: c.address(), Err: err}
}

// refusal returns an error of the API. What the wiki writes is cleaned.
func (c *Client) refusal(fault *apiError, wait time.Duration) error {
	info := fault.Info
	if info == "" {
		info = fault.Text
	}
	return &RefusedError{Address: c.address(), Code: text.Shorten(fault.Code, 60), Info: text.Shorten(info, 200), Wait: wait}
}

// isDial reports whether a request could not be sent at all.
func isDial(err error) bool {
	var operation *net.OpError
	return errors.As(err, &operation) && operation.Op == "dial"
}

// canPass reports whether another try can succeed.
func canPass(err error) bool {
	var network *NetworkError
	var status *StatusError
	var refused *RefusedError
	var answer *AnswerError
	switch {
	case errors.As(err, &network):
		return !errors.Is(network.Err, context.Canceled)
	case errors.As(err, &status):
		return status.Code == http.StatusTooManyRequests || status.Code == http.StatusRequestTimeout || status.Code >= 500
	case errors.As(err, &refused):
		return refused.Code == "maxlag" || refused.Code == "ratelimited" || refused.Code == "readonly" || strings.HasPrefix(refused.Code, "internal_api_error")
	case errors.As(err, &answer):
		return answer.passing
	}
	return false
}
