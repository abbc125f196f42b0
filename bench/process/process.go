// Package process runs the servers that are measured, each in a process of its own on this machine.
package process

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Process is a running server. Its limit of open files is the highest that it may have: Go's runtime sees to that.
type Process struct {
	URL    string
	PID    int
	cmd    *exec.Cmd
	exited chan struct{}
}

// FreeAddress is an address of this machine that nothing listens on.
func FreeAddress() (string, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return free.Addr().String(), free.Close()
}

// Mano is `mano serve` with these settings and none of the caller's own, which are of another mano.
func Mano(listen string, settings ...string) *exec.Cmd {
	cmd := exec.Command("bin/mano", "serve")
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "MANO_") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	cmd.Env = append(cmd.Env, "MANO_LISTEN="+listen, "MANO_LIMITS=off", "MANO_LOG_LEVEL=warn")
	cmd.Env = append(cmd.Env, settings...)
	return cmd
}

// Start runs a server that will listen there, and waits until it is ready. What it says goes into the file out.
func Start(ctx context.Context, cmd *exec.Cmd, listen, out string) (*Process, error) {
	words, err := os.Create(out)
	if err != nil {
		return nil, err
	}
	defer func() { _ = words.Close() }()
	p := &Process{URL: "http://" + listen, cmd: cmd, exited: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = words, words
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C reaches it through Stop alone
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p.PID = cmd.Process.Pid
	go func() { _ = cmd.Wait(); close(p.exited) }()
	if err := p.wait(ctx); err != nil {
		stopped := p.Stop()
		said, _ := os.ReadFile(out)
		return nil, errors.Join(fmt.Errorf("%w\n%s", err, said), stopped)
	}
	return p, nil
}

// wait returns when the server is ready. A first start of mano makes a database.
func (p *Process) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, errors.New("it was not ready in two minutes"))
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL+"/readyz", nil)
		if err != nil {
			return err
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-p.exited:
			return errors.New("it ended before it was ready")
		case <-again.C:
		}
	}
}

// Pause stops the process where it is, so that it uses nothing while another is measured; Resume lets it go on.
func (p *Process) Pause() error  { return p.cmd.Process.Signal(syscall.SIGSTOP) }
func (p *Process) Resume() error { return p.cmd.Process.Signal(syscall.SIGCONT) }

// Stop ends the process as Ctrl-C does.
func (p *Process) Stop() error {
	_ = p.Resume()
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.exited:
		return nil
	case <-time.After(time.Minute):
		_ = p.cmd.Process.Kill()
		return errors.New("it did not stop within a minute")
	}
}
