package notify

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Console shows mails instead of sending them, for whoever tries mano on a machine of their own. It is the one place
// where an address and a code are written down.
type Console struct {
	W  io.Writer
	mu sync.Mutex
}

// Send writes the message, each line behind a bar.
func (c *Console) Send(_ context.Context, m Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := fmt.Fprintf(c.W, "\n  ┌ mail to %s (not sent: no mail server is set)\n  │ %s\n  │\n  │ %s\n  └\n\n",
		m.To, m.Subject, strings.ReplaceAll(strings.TrimSpace(m.Text), "\n", "\n  │ "))
	return err
}
