// Package smtptest runs a real mail server for tests: what is sent to it can be read.
package smtptest

import (
	"io"
	"log"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Server takes every mail, without TLS and without asking who sends.
type Server struct {
	// URL is how a client reaches it.
	URL string

	arrived chan Mail
	refused chan struct{}
	mu      sync.Mutex
	refuse  []int
}

// Mail is one that arrived.
type Mail struct {
	From, To, Subject, Text string
	Header                  mail.Header
}

// Start runs a server until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{URL: "smtp://" + l.Addr().String(), arrived: make(chan Mail, 100), refused: make(chan struct{}, 100)}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	server.Domain, server.EnableSMTPUTF8, server.AllowInsecureAuth = "localhost", true, true
	server.ErrorLog = log.New(io.Discard, "", 0)
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return s
}

// Refuse answers the next mails with these codes, one each.
func (s *Server) Refuse(codes ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = append(s.refuse, codes...)
}

// Next is the next mail; the test fails when none comes.
func (s *Server) Next(t testing.TB) Mail {
	t.Helper()
	select {
	case m := <-s.arrived:
		return m
	case <-time.After(20 * time.Second):
		t.Fatal("no mail came")
		return Mail{}
	}
}

// AwaitRefusal waits until a mail was refused; the test fails when none is.
func (s *Server) AwaitRefusal(t testing.TB) {
	t.Helper()
	select {
	case <-s.refused:
	case <-time.After(20 * time.Second):
		t.Fatal("no mail was refused")
	}
}

type session struct {
	server   *Server
	from, to string
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if len(s.server.refuse) > 0 {
		code := s.server.refuse[0]
		s.server.refuse = s.server.refuse[1:]
		s.server.refused <- struct{}{}
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no: " + to}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	body := m.Body
	if strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	s.server.arrived <- Mail{From: s.from, To: s.to, Subject: subject,
		Text: strings.ReplaceAll(string(text), "\r\n", "\n"), Header: m.Header}
	return nil
}
