package notify

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/notify/smtptest"
)

var code = hackathon.SignInCode{Email: "õie@naidis.example", Code: "031415", Locale: hackathon.LocaleEt,
	ExpiresAt: time.Date(2126, 1, 1, 0, 0, 0, 0, time.UTC)}

func TestSMTP_estonianArrivesWhole(t *testing.T) {
	t.Parallel()
	server := smtptest.Start(t)
	sender, err := NewSMTP(server.URL, "mano töörühm <mano@naidis.example>")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		locale        hackathon.Locale
		subject, line string
	}{
		{hackathon.LocaleEt, "Sinu sisselogimiskood", "kirjutas ilmselt kogemata sinu aadressi"},
		{hackathon.LocaleEn, "Your sign-in code", "within 15 minutes"},
		{hackathon.LocaleVro, "Sinu sisselogimiskood", "sisselogimist alustasid"},
	} {
		with := code
		with.Locale = c.locale
		if err := sender.Send(t.Context(), SignInCode(with)); err != nil {
			t.Fatal(err)
		}
		got := server.Next(t)
		if got.To != code.Email || got.From != "mano@naidis.example" || got.Subject != c.subject {
			t.Errorf("%+v", got)
		}
		if !strings.Contains(got.Text, c.line) || !strings.Contains(got.Text, "031415") || strings.Contains(got.Text, "{{") {
			t.Errorf("%q", got.Text)
		}
		if got.Header.Get("Auto-Submitted") == "" || got.Header.Get("Message-Id") == "" || got.Header.Get("Date") == "" {
			t.Error(got.Header)
		}
	}
	with := SignInCode(code)
	with.Text, with.Subject = "Tõnu, Õie ja Ülo: žürii ootab šokolaadi. "+strings.Repeat("õäöü", 400),
		"Žürii ootab Sind, Õnne!"
	if err := sender.Send(t.Context(), with); err != nil {
		t.Fatal(err)
	}
	if got := server.Next(t); strings.TrimSpace(got.Text) != with.Text || got.Subject != with.Subject {
		t.Errorf("%+v", got)
	}
}

func TestSMTP_addresses(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{
		"smtp://localhost:1025": true, "smtps://u:p@mail.example": true, "smtp://mail.example?starttls=never": true,
		"": false, "mail.example": false, "http://mail.example": false, "smtp://mail.example?starttls=perhaps": false,
		"smtp://u:hemmelig@:25": false,
	} {
		_, err := NewSMTP(address, "mano@naidis.example")
		if (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "hemmelig") {
			t.Error("the password is in the error")
		}
	}
	if _, err := NewSMTP("smtp://localhost", "nobody"); err == nil {
		t.Error("a sender without an address")
	}
}

// syncBuffer is a log that a test reads while it is written.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// run starts a queue that hardly pauses, and returns what ends it.
func run(t *testing.T, sender Sender, log *syncBuffer) (*Queue, func()) {
	t.Helper()
	q := NewQueue(sender, 2, slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	q.Pauses = []time.Duration{time.Millisecond}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); _ = q.Run(ctx) }()
	end := sync.OnceFunc(func() { cancel(); <-done })
	t.Cleanup(end)
	return q, end
}

func TestQueue_retriesUntilTheServerTakesIt(t *testing.T) {
	t.Parallel()
	server := smtptest.Start(t)
	sender, err := NewSMTP(server.URL, "mano@naidis.example")
	if err != nil {
		t.Fatal(err)
	}
	server.Refuse(451, 451, 451)
	var log syncBuffer
	q, end := run(t, sender, &log)
	if err := q.Put(SignInCode(code)); err != nil {
		t.Fatal(err)
	}
	if got := server.Next(t); !strings.Contains(got.Text, code.Code) {
		t.Error(got)
	}
	end()
	if text := log.String(); strings.Count(text, "mail not sent yet") != 3 || !strings.Contains(text, "answered 451") {
		t.Error(text)
	}
	private(t, &log)
}

func TestQueue_givesUpWhatIsRefusedForGood(t *testing.T) {
	t.Parallel()
	server := smtptest.Start(t)
	sender, err := NewSMTP(server.URL, "mano@naidis.example")
	if err != nil {
		t.Fatal(err)
	}
	server.Refuse(550)
	var log syncBuffer
	q, end := run(t, sender, &log)
	if err := q.Put(SignInCode(code)); err != nil {
		t.Fatal(err)
	}
	server.AwaitRefusal(t)
	other := SignInCode(code)
	other.Subject = "second"
	for q.Put(other) != nil { // the first one is refused before this one has room
	}
	if got := server.Next(t); got.Subject != "second" {
		t.Error("sent after all:", got.Subject)
	}
	end()
	if !strings.Contains(log.String(), "mail refused") {
		t.Error(log.String())
	}
	private(t, &log)
}

// private fails when the log holds anything of a message.
func private(t *testing.T, log *syncBuffer) {
	t.Helper()
	for _, word := range []string{code.Code, "naidis", "õie"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log holds %q:\n%s", word, log.String())
		}
	}
}

type failing struct{ tries chan struct{} }

func (f failing) Send(context.Context, Message) error {
	f.tries <- struct{}{}
	return errors.New("dial tcp: lookup for õie@naidis.example failed")
}

func TestQueue_doesNotSendWhatIsOfNoUse(t *testing.T) {
	t.Parallel()
	var log syncBuffer
	f := failing{make(chan struct{}, 10)}
	q, end := run(t, f, &log)
	late := SignInCode(code)
	late.Until = time.Now()
	if err := q.Put(late); err != nil {
		t.Fatal(err)
	}
	<-f.tries
	end()
	if len(f.tries) != 0 || !strings.Contains(log.String(), "given up") {
		t.Error(log.String())
	}
	private(t, &log)
}

func TestQueue_full(t *testing.T) {
	t.Parallel()
	q := NewQueue(failing{}, 2, slog.New(slog.DiscardHandler))
	for i := range 3 {
		err := q.Put(SignInCode(code))
		if (i < 2) != (err == nil) || err != nil && !errors.Is(err, hackathon.RateLimited) {
			t.Error(i, err)
		}
	}
}

func TestConsole(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := (&Console{W: &b}).Send(t.Context(), SignInCode(code)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), code.Email) || !strings.Contains(b.String(), "Sinu kood on 031415") {
		t.Error(b.String())
	}
}
