package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is what Linux counts CPU time in.
const tick = 10 * time.Millisecond

// stat is what Linux says of a process: who started it, what it used, and what those of its children used that ended.
type stat struct {
	parent         int
	used, children time.Duration
}

func readStat(pid string) (stat, error) {
	text, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if err != nil {
		return stat{}, err
	}
	_, after, _ := strings.Cut(string(text), ") ") // the name before it is of one word for all that are asked
	fields := strings.Fields(after)
	if len(fields) < 15 {
		return stat{}, fmt.Errorf("/proc/%s/stat is not understood: %s", pid, text)
	}
	number := func(i int) int { n, _ := strconv.Atoi(fields[i]); return n }
	return stat{parent: number(1), used: time.Duration(number(11)+number(12)) * tick,
		children: time.Duration(number(13)+number(14)) * tick}, nil
}

// cpuOf is what a process has used.
func cpuOf(pid int) (time.Duration, error) {
	s, err := readStat(strconv.Itoa(pid))
	return s.used, err
}

// cpuOfCluster is what all processes of a PostgreSQL have used, those that ended too.
func cpuOfCluster(data string) (time.Duration, error) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	server, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0, err
	}
	s, err := readStat(strconv.Itoa(server))
	if err != nil {
		return 0, err
	}
	sum := s.used + s.children
	found, _ := filepath.Glob("/proc/[0-9]*")
	for _, process := range found {
		// one that has ended meanwhile is in what the server says next time
		if s, err := readStat(filepath.Base(process)); err == nil && s.parent == server {
			sum += s.used
		}
	}
	return sum, nil
}
