package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// call is a request, ready to be sent, and the answer that is right (nil: any that is 200).
type call struct{ request, want []byte }

// errTooMuch is the answer of a server that has too much to do.
var errTooMuch = errors.New("refused")

// conn is a client with a connection of its own that it keeps, as a browser does. It spends little, because it runs
// beside what is measured.
type conn struct {
	socket net.Conn
	in     *bufio.Reader
	body   bytes.Buffer
}

func dial(address string) (*conn, error) {
	socket, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &conn{socket: socket, in: bufio.NewReaderSize(socket, 32<<10)}, nil
}

// ask sends a request and returns the answer, which holds until the next one.
func (c *conn) ask(ask call) ([]byte, error) {
	if err := c.socket.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return nil, err
	}
	if _, err := c.socket.Write(ask.request); err != nil {
		return nil, err
	}
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil {
		return nil, err
	}
	c.body.Reset()
	_, err = io.Copy(&c.body, resp.Body)
	_ = resp.Body.Close()
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode == http.StatusServiceUnavailable:
		return nil, fmt.Errorf("%w: %s", errTooMuch, c.body.Bytes())
	case resp.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s: %s", resp.Status, c.body.Bytes())
	case ask.want != nil && !bytes.Equal(c.body.Bytes(), ask.want):
		return nil, fmt.Errorf("another answer than before:\n%s\n%s", c.body.Bytes(), ask.want)
	}
	return c.body.Bytes(), nil
}

// settled asks until the answer is the right one: a server that was stopped for a while may say at first that it does
// not know how old what it knows is.
func settled(address string, right call) error {
	c, err := dial(address)
	if err != nil {
		return err
	}
	defer c.socket.Close()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if _, err = c.ask(right); err == nil || time.Now().After(end) {
			return err
		}
	}
}

// load asks for as long over so many connections at once, each after its answer, and returns how long each took.
func load(address string, calls []call, clients int, d time.Duration) ([]time.Duration, error) {
	took, failed := make([][]time.Duration, clients), make([]error, clients)
	var all sync.WaitGroup
	end := time.Now().Add(d)
	for i := range clients {
		all.Go(func() {
			c, err := dial(address)
			if err != nil {
				failed[i] = err
				return
			}
			defer c.socket.Close()
			for n := i; ; n++ {
				begun := time.Now()
				if begun.After(end) {
					return
				}
				if _, failed[i] = c.ask(calls[n%len(calls)]); failed[i] != nil {
					return
				}
				took[i] = append(took[i], time.Since(begun))
			}
		})
	}
	all.Wait()
	return slices.Concat(took...), cmp.Or(failed...)
}
