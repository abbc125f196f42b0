package embedded

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// signalAtDeath has the kernel send the signal to the child when the thread that started it ends.
func signalAtDeath(attr *syscall.SysProcAttr, signal syscall.Signal) { attr.Pdeathsig = signal }

// serverProcesses are the processes of a server on the data directory. All of PostgreSQL's processes stand in it.
func serverProcesses(data string) []int {
	data, err := filepath.EvalSymlinks(data)
	if err != nil {
		return nil
	}
	noted, _ := pidFile(data)
	found, _ := filepath.Glob("/proc/[0-9]*")
	var pids []int
	for _, process := range found {
		pid, err := strconv.Atoi(filepath.Base(process))
		if err != nil || pid == os.Getpid() {
			continue
		}
		at, err := os.Readlink(filepath.Join(process, "cwd"))
		// In a container, root may not look into processes of others. Then the pid file's word and the name must do.
		if at == data || errors.Is(err, fs.ErrPermission) && pid == noted && isPostgres(process) {
			pids = append(pids, pid)
		}
	}
	return pids
}

func isPostgres(process string) bool {
	name, err := os.ReadFile(filepath.Join(process, "comm"))
	return err == nil && strings.TrimSpace(string(name)) == "postgres"
}
