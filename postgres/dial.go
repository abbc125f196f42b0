package postgres

import (
	"context"
	"database/sql/driver"
	"net"
	"sync"
	"time"

	"github.com/lib/pq"
)

// A connection of lib/pq does not end with its caller's context. It asks the server, over a second connection, to
// cancel, and goes on waiting for an answer; when the network between them is gone, until the kernel gives up, a
// quarter of an hour later, and never when what is between them still acknowledges. The connections of this file are
// closed a moment after the context of whoever holds them has ended, if they were not given back by then.

const (
	// connectWithin bounds the making of a connection, and a request to cancel.
	connectWithin = 5 * time.Second
	// cancelWithin is how long the server may take to answer that a statement was cancelled.
	cancelWithin = 500 * time.Millisecond
	// silentFor is how long the kernel believes in a server that acknowledges nothing.
	silentFor = 15 * time.Second
)

// connector makes the pool's connections.
type connector struct {
	cfg       pq.Config
	preparing preparing
}

func newConnector(dsn string) (*connector, error) {
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		return nil, err
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectWithin
	}
	// A statement goes out together with its parameters, in one trip and not in two. They are text as ever, only []byte is
	// not: it goes as it is, into bytea; json goes as a string.
	cfg.BinaryParameters = true
	return &connector{cfg: cfg}, nil
}

func (c *connector) Driver() driver.Driver { return &pq.Driver{} }

func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	made, err := pq.NewConnectorConfig(c.cfg)
	if err != nil {
		return nil, err
	}
	d := newSocketDialer()
	made.Dialer(d)
	stop := context.AfterFunc(ctx, d.close) // the handshake does not look at it
	conn, err := made.Connect(ctx)
	if !stop() && err == nil {
		_ = conn.Close()
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	d.connected()
	own := conn.(pqConn)
	return &heldConn{pqConn: own, socket: d, statements: c.preparing.prepares(own)}, nil
}

// pqConn is all that a connection of lib/pq can do for database/sql.
type pqConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.QueryerContext
	driver.ExecerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	driver.NamedValueChecker
}

// heldConn is a connection that is closed when it is held for longer than a context lasts. Whatever is done with it
// with a context holds it for that one, until it is put back into the pool, which asks whether it is still valid.
type heldConn struct {
	pqConn
	socket     *socketDialer
	statements *prepared

	late     bool            // a context ended while the connection was held for it
	done     <-chan struct{} // of the context that it is held for; nil: of none
	stop     func() bool
	released chan struct{}
}

func (c *heldConn) hold(ctx context.Context) {
	done := ctx.Done()
	if done == nil || done == c.done {
		return
	}
	c.release()
	released := make(chan struct{})
	c.done, c.released = done, released
	c.stop = context.AfterFunc(ctx, func() {
		late := time.NewTimer(cancelWithin)
		defer late.Stop()
		select {
		case <-late.C:
			c.socket.close()
		case <-released:
		}
	})
}

func (c *heldConn) release() {
	if c.done == nil {
		return
	}
	if !c.stop() {
		close(c.released)
		c.late = true
	}
	c.done = nil
}

func (c *heldConn) IsValid() bool {
	c.release()
	return !c.late && !c.statements.outdated() && c.pqConn.IsValid()
}

func (c *heldConn) Close() error {
	c.release()
	return c.pqConn.Close()
}

func (c *heldConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.hold(ctx)
	begun, err := c.pqConn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	c.statements.inTx = true
	return heldTx{begun, c}, nil
}

type heldTx struct {
	driver.Tx
	on *heldConn
}

func (t heldTx) Commit() error {
	t.on.statements.inTx = false
	return t.Tx.Commit()
}

func (t heldTx) Rollback() error {
	t.on.statements.inTx = false
	return t.Tx.Rollback()
}

func (c *heldConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	c.hold(ctx)
	return c.pqConn.PrepareContext(ctx, query)
}

func (c *heldConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return ask(ctx, c, query, args,
		func(s pqStatement) (driver.Rows, error) { return s.QueryContext(ctx, args) },
		func() (driver.Rows, error) { return c.pqConn.QueryContext(ctx, query, args) })
}

func (c *heldConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return ask(ctx, c, query, args,
		func(s pqStatement) (driver.Result, error) { return s.ExecContext(ctx, args) },
		func() (driver.Result, error) { return c.pqConn.ExecContext(ctx, query, args) })
}

func (c *heldConn) Ping(ctx context.Context) error {
	c.hold(ctx)
	return c.pqConn.Ping(ctx)
}

// socketDialer dials for one connection and remembers its socket, to be able to close it from outside. What it makes
// once there is a connection are requests to cancel, which end with it.
type socketDialer struct {
	ended context.Context
	end   context.CancelFunc

	mu   sync.Mutex
	conn net.Conn // until it is made the newest try: of several hosts, or without encryption
	made bool
}

func newSocketDialer() *socketDialer {
	d := &socketDialer{}
	d.ended, d.end = context.WithCancel(context.Background())
	return d
}

func (d *socketDialer) connected() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.made = true
}

func (d *socketDialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *socketDialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d *socketDialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(d.ended, cancel)()
	dialer := net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: silentFor / 3, Interval: silentFor / 3, Count: 2},
		Control:         endWhenUnacknowledged,
	}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.made {
		context.AfterFunc(d.ended, func() { _ = conn.Close() })
	} else {
		d.conn = conn
	}
	return conn, nil
}

func (d *socketDialer) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.end()
	if d.conn != nil {
		_ = d.conn.Close()
	}
}
