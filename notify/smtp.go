package notify

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// SMTP sends through a mail server.
type SMTP struct {
	client *gomail.Client
	from   string
}

// NewSMTP makes a sender from a URL: smtp://USER:PASSWORD@HOST:PORT, or smtps:// for TLS from the start. With smtp://
// the connection must switch to TLS (STARTTLS) unless the host is this machine; ?starttls=never and ?starttls=optional
// change that. from is an address, with or without a name.
func NewSMTP(address, from string) (*SMTP, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		// without the password in the URL
		return nil, errors.New("the mail server's address has the form smtp://USER:PASSWORD@HOST:PORT or smtps://…")
	}
	if _, err := mail.ParseAddress(from); err != nil {
		return nil, fmt.Errorf("the sender of mails %q is not an address", from)
	}
	options := []gomail.Option{gomail.WithTimeout(gomail.DefaultTimeout)}
	switch u.Scheme {
	case "smtps":
		options = append(options, gomail.WithSSLPort(false))
	default:
		policy, err := startTLS(u)
		if err != nil {
			return nil, err
		}
		options = append(options, gomail.WithTLSPortPolicy(policy))
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, fmt.Errorf("the mail server's port %q is not a number", u.Port())
		}
		options = append(options, gomail.WithPort(port))
	}
	if user := u.User.Username(); user != "" {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(user),
			gomail.WithPassword(password))
	}
	client, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return &SMTP{client: client, from: from}, nil
}

func startTLS(u *url.URL) (gomail.TLSPolicy, error) {
	switch u.Query().Get("starttls") {
	case "never":
		return gomail.NoTLS, nil
	case "optional":
		return gomail.TLSOpportunistic, nil
	case "always":
		return gomail.TLSMandatory, nil
	case "":
		if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
			return gomail.TLSOpportunistic, nil
		}
		return gomail.TLSMandatory, nil
	}
	return 0, errors.New("starttls is one of always, optional, never")
}

// Send opens a connection for each mail: mails are rare, and an open connection would need supervision.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingQP))
	if err := msg.From(s.from); err != nil {
		return &sendError{cause: err, words: "the sender's address", final: true}
	}
	if err := msg.To(m.To); err != nil {
		return &sendError{cause: err, words: "the recipient's address", final: true}
	}
	msg.Subject(m.Subject)
	msg.SetDate()
	msg.SetMessageID()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(m.Text, "\n", "\r\n"))
	err := s.client.DialAndSendWithContext(ctx, msg)
	if err == nil {
		return nil
	}
	failure := &sendError{cause: err, words: "the mail server could not be reached"}
	if refused, ok := errors.AsType[*gomail.SendError](err); ok {
		failure.words = fmt.Sprintf("the mail server answered %d", refused.ErrorCode())
		failure.final = !refused.IsTemp() && refused.ErrorCode() >= 500
	}
	return failure
}

// sendError keeps the server's answer, which may name the recipient, out of the log.
type sendError struct {
	cause error
	words string
	final bool
}

func (e *sendError) Error() string        { return e.words + ": " + e.cause.Error() }
func (e *sendError) Unwrap() error        { return e.cause }
func (e *sendError) Is(target error) bool { return e.final && target == ErrRefused }

// reason is what a log may say of a failed attempt.
func reason(err error) string {
	if e, ok := errors.AsType[*sendError](err); ok {
		return e.words
	}
	return "unknown"
}
