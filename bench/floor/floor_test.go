//go:build unix

package main

import (
	"testing"

	"github.com/loometalgud/mano/bench/peer/peertest"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	peertest.Load(t, newHall())
}

func TestMessage(t *testing.T) {
	t.Parallel()
	peertest.Message(t, newHall(), true)
}
