package main

import (
	"context"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// When thousands connect at once, or ask for pages, that makes garbage; afterwards delivering makes none. So the heap
// would stay as large as the rush has made it.
const (
	quiet = 5 * time.Second
	rush  = 16 << 20 // bytes made
	calm  = 4 << 20  // of them, within quiet
)

// headroom is garbage that may lie about before it is collected, whatever the heap holds: without it a server with
// little in memory collects after every few pages.
const headroom = 4 << 20

// giveBack returns unused memory to the operating system, once after each rush.
func giveBack(ctx context.Context) error {
	untouched := make([]byte, headroom) // it counts when the collector waits for the heap to double; no page of it is used
	defer runtime.KeepAlive(untouched)
	t := time.NewTicker(quiet)
	defer t.Stop()
	given, before := made(), made()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		now := made()
		if now-before < calm && now-given > rush {
			debug.FreeOSMemory()
			given = now
		}
		before = now
	}
}

// made is how many bytes the program has asked of its heap so far.
func made() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
