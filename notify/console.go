package notify

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Console shows mails instead of sending them, for trying mano on one's own machine. Only here an address and a code
// are written down.
type Console struct {
	W  io.Writer
	mu sync.Mutex
}

// Send prints the message, each line after a bar.
func (c *Console) Send(_ context.Context, m Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := fmt.Fprintf(c.W, "\n  ┌ mail to %s (not sent: no mail server is set)\n  │ %s\n  │\n  │ %s\n  └\n\n",
		m.To, m.Subject, strings.ReplaceAll(strings.TrimSpace(m.Text), "\n", "\n  │ "))
	return err
}
