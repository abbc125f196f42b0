package embedded

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLongPathGetsAShortSocket(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), strings.Repeat("pikk tee ", 14), "it's", "postgres")
	c := mustStart(t, dir)
	if !fits(c.SocketDir()) {
		t.Fatalf("socket in %s", c.SocketDir())
	}
	if err := open(t, c.DSN()).Ping(); err != nil {
		t.Fatal(err)
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.SocketDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the short folder %s is still there (%v)", c.SocketDir(), err)
	}
}

func TestAwkwardPath(t *testing.T) {
	t.Parallel()
	for name, inside := range map[string]bool{`vunki "mano" \ it's`: true, `vunki, mano`: false} {
		c := mustStart(t, filepath.Join(folder(t), name))
		if strings.HasPrefix(c.SocketDir(), c.Dir()) != inside {
			t.Errorf("socket of %s in %s", name, c.SocketDir())
		}
		if err := open(t, c.DSN()).Ping(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
