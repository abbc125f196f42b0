//go:build !unix

package transport

import "net"

// rawWriter cannot write without waiting here: every write takes the waiting path.
type rawWriter struct{}

func (w *rawWriter) init(net.Conn)           {}
func (w *rawWriter) able() bool              { return false }
func (w *rawWriter) try([]byte) (int, error) { return 0, nil }
func endWhenUnacknowledged(net.Conn)         {}
