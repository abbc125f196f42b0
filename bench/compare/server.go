package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// server is a running process. Its limit of open files is the highest that it may have: Go's runtime sees to that.
type server struct {
	url    string
	cmd    *exec.Cmd
	exited chan struct{}
}

// start runs a server on a free port and waits until it is ready.
func start(ctx context.Context, name, folder string) (*server, error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	listen := free.Addr().String()
	_ = free.Close()
	out, err := os.Create(filepath.Join(folder, "out"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = out.Close() }()

	s := &server{url: "http://" + listen, cmd: exec.Command("bin/"+name, "-listen", listen), exited: make(chan struct{})}
	if name == "mano" {
		s.cmd = exec.Command("bin/mano", "serve")
		for _, variable := range os.Environ() {
			if !strings.HasPrefix(variable, "MANO_") { // those are of another mano
				s.cmd.Env = append(s.cmd.Env, variable)
			}
		}
		s.cmd.Env = append(s.cmd.Env, "MANO_LISTEN="+listen, "MANO_DATA="+filepath.Join(folder, "data"), "MANO_DEMO=true",
			"MANO_LIMITS=off", "MANO_LOG_LEVEL=warn")
	}
	s.cmd.Stdout, s.cmd.Stderr = out, out
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C reaches it through stop alone
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { _ = s.cmd.Wait(); close(s.exited) }()
	if err := s.wait(ctx); err != nil {
		stopped := s.stop()
		said, _ := os.ReadFile(out.Name())
		return nil, errors.Join(fmt.Errorf("%w\n%s", err, said), stopped)
	}
	return s, nil
}

// wait returns when the server is ready. A first start of mano makes a database.
func (s *server) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, errors.New("it was not ready in two minutes"))
	defer cancel()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/readyz", nil)
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
		case <-s.exited:
			return errors.New("it ended before it was ready")
		case <-again.C:
		}
	}
}

// stop ends the process as Ctrl-C does.
func (s *server) stop() error {
	_ = s.cmd.Process.Signal(os.Interrupt)
	select {
	case <-s.exited:
		return nil
	case <-time.After(time.Minute):
		_ = s.cmd.Process.Kill()
		return errors.New("it did not stop within a minute")
	}
}
