package main

import (
	"testing"

	"github.com/loometalgud/mano/bench/peer/peertest"
)

func TestLoad(t *testing.T) {
	t.Parallel()
	peertest.Load(t, newHandler())
}

func TestMessage(t *testing.T) {
	t.Parallel()
	peertest.Message(t, newHandler(), false)
}
