//go:build unix && !linux

package embedded

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// signalAtDeath does nothing here: a server that outlives a killed process is stopped by the next start.
func signalAtDeath(*syscall.SysProcAttr, syscall.Signal) {}

// serverProcesses are the processes of a server on the data directory: the one that its pid file names, if the socket
// that the file names as well is answered.
func serverProcesses(data string) []int {
	pid, ok := pidFile(data)
	if !ok || syscall.Kill(pid, 0) == syscall.ESRCH {
		return nil
	}
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return nil
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 5 {
		return nil
	}
	conn, err := net.Dial("unix", filepath.Join(strings.TrimSpace(lines[4]), ".s.PGSQL."+port))
	if err != nil {
		return nil
	}
	_ = conn.Close()
	return []int{pid}
}
