package embedded

import (
	"context"
	"os/exec"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

// child is a running server.
type child struct {
	cmd      *exec.Cmd
	done     chan struct{} // closed when it has ended
	err      error         // how it ended; to be read after done
	stopping atomic.Bool   // we asked for its end
}

// spawn starts a server. Where the system can do so, it gets SIGINT when this process dies, however that happens. The
// promise hangs on the thread that started it, so one thread is kept for it until it ends.
func spawn(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd: cmd, done: make(chan struct{})}
	signalAtDeath(cmd.SysProcAttr, syscall.SIGINT)
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			c.err = cmd.Wait()
			close(c.done)
		}
	}()
	return c, <-started
}

// end asks the server to stop: fast first, at once when that takes longer than patience or ctx ends, and by force when
// even that does not help.
func (c *child) end(ctx context.Context, patience time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_ = c.cmd.Process.Signal(syscall.SIGINT)
	select {
	case <-c.done:
		return c.err
	case <-ctx.Done():
	}
	for _, signal := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGKILL} {
		_ = c.cmd.Process.Signal(signal)
		select {
		case <-c.done:
			return nil // cut short; the next start recovers
		case <-time.After(10 * time.Second):
		}
	}
	return context.DeadlineExceeded
}

// runToEnd runs a program that ends by itself, and with us, and returns what it said.
func runToEnd(cmd *exec.Cmd) (string, error) {
	signalAtDeath(cmd.SysProcAttr, syscall.SIGKILL)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // its own children too
	runtime.LockOSThread()                                                               // as in spawn
	defer runtime.UnlockOSThread()
	out, err := cmd.CombinedOutput()
	return string(out), err
}
