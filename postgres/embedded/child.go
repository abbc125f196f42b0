package embedded

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// child is a running program of PostgreSQL's.
type child struct {
	process  *os.Process
	done     chan struct{} // closed when it has ended
	err      error         // how it ended; to be read after done
	stopping atomic.Bool   // we asked for its end
}

// spawn starts a program as the account. Where the system can do so, the program gets the signal atDeath when this
// process dies, however that happens. The promise hangs on the thread that started the program, so one thread is kept
// for it until the program ends.
func spawn(program string, args []string, run account, atDeath syscall.Signal, words *os.File) (*child, error) {
	c := &child{done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		cmd := exec.Command(program, args...)
		cmd.Dir = "/"
		cmd.Env = environment()
		cmd.Stdout, cmd.Stderr = words, words
		cmd.SysProcAttr = run.attributes()
		signalAtDeath(cmd.SysProcAttr, atDeath)
		if err := cmd.Start(); err != nil {
			started <- err
			return
		}
		c.process = cmd.Process
		started <- nil
		c.err = cmd.Wait()
		close(c.done)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return c, nil
}

// ended is how the program came to its end, after done.
func (c *child) ended() error {
	if c.err == nil {
		return errors.New("exit status 0")
	}
	return c.err
}

// end asks the server to stop: fast first, at once when that takes longer than patience or ctx ends, and by force when
// even that does not help.
func (c *child) end(ctx context.Context, patience time.Duration) error {
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
		ctx    context.Context
	}{
		{syscall.SIGINT, patience, ctx},
		{syscall.SIGQUIT, 10 * time.Second, context.Background()},
		{syscall.SIGKILL, 10 * time.Second, context.Background()},
	} {
		_ = c.process.Signal(step.signal)
		timer := time.NewTimer(step.wait)
		select {
		case <-c.done:
			timer.Stop()
			if step.signal == syscall.SIGINT {
				return c.err
			}
			return nil // cut short; the next start recovers
		case <-step.ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
	return context.DeadlineExceeded
}

// runToEnd runs a program that ends by itself and returns what it said.
func runToEnd(ctx context.Context, program string, args []string, run account) (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	c, err := spawn(program, args, run, syscall.SIGKILL, w)
	_ = w.Close()
	if err != nil {
		return "", err
	}
	stop := context.AfterFunc(ctx, func() { _ = syscall.Kill(-c.process.Pid, syscall.SIGKILL) })
	defer stop()
	var out bytes.Buffer
	_, _ = out.ReadFrom(r)
	<-c.done
	return strings.TrimSpace(out.String()), c.err
}

// environment is what PostgreSQL's programs need of ours, and no more: nothing redirects them or changes their
// language, and no secret of ours reaches a process of another user.
func environment() []string {
	env := []string{"LC_ALL=C"}
	for _, name := range []string{"PATH", "TMPDIR", "TZDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}
