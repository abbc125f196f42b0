//go:build !unix

package transport

import "net"

// rawConn can do nothing here: every write may have to wait.
type rawConn struct{}

func (w *rawConn) init(net.Conn)           {}
func (w *rawConn) able() bool              { return false }
func (w *rawConn) try([]byte) (int, error) { return 0, nil }
func (w *rawConn) await() error            { return nil }
func endWhenUnacknowledged(net.Conn)       {}
