package embedded

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who the server runs as. PostgreSQL refuses to run as root, so root lends it another user; anybody else
// runs it as themselves.
type account struct {
	name     string
	uid, gid int
	other    bool // not the user of this process
}

// accountFor decides whom the cluster in dir is run by. Data that is there already keeps its owner.
func accountFor(dir string) (account, error) {
	if uid := os.Geteuid(); uid != 0 {
		return account{nameOf(uid), uid, os.Getegid(), false}, nil
	}
	if info, err := os.Stat(filepath.Join(dir, "data", "PG_VERSION")); err == nil {
		if at, ok := info.Sys().(*syscall.Stat_t); ok && at.Uid != 0 {
			return account{nameOf(int(at.Uid)), int(at.Uid), int(at.Gid), true}, nil
		}
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid) // numbers, on every system with a syscall.Credential
			gid, _ := strconv.Atoi(u.Gid)
			return account{name, uid, gid, true}, nil
		}
	}
	return account{}, problem(ErrNoAccount,
		"PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody to run it as. "+
			"Start mano as a plain user, or set MANO_DATABASE_URL.")
}

func nameOf(uid int) string {
	number := strconv.Itoa(uid)
	if u, err := user.LookupId(number); err == nil {
		return u.Username
	}
	return number
}

// command makes a command that runs as the account, in a process group of its own: Ctrl-C reaches us, and we decide
// when the server stops. It gets what PostgreSQL's programs need of our environment, and no more: nothing redirects
// them or changes their language, and no secret of ours reaches a process of another user.
func (a account) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = "/"
	cmd.Env = []string{"LC_ALL=C"}
	for _, name := range []string{"PATH", "TMPDIR", "TZDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return cmd
}

// own hands a file or folder to the account.
func (a account) own(name string) error {
	if !a.other {
		return nil
	}
	return os.Lchown(name, a.uid, a.gid)
}

// reaches tries whether the account can enter the folder, by letting it do so.
func (a account) reaches(ctx context.Context, dir string, progs programs) error {
	cmd := a.command(ctx, progs.postgres(), "--version")
	cmd.Dir = dir
	err := cmd.Run()
	if errors.Is(err, fs.ErrPermission) {
		return problem(ErrUnreachable, "The user %s, whom PostgreSQL is to run as, cannot enter %s: a folder above it is "+
			"closed to others. Name another folder in MANO_DATA, or start mano as a plain user.", a.name, dir)
	}
	return err
}

// FallbackDir is where the data goes when the folder that was asked for cannot be used: a folder of the system for
// root, one of the user's own for anybody else.
func FallbackDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/mano/postgres"
	}
	base := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(base) {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "mano", "postgres")
}
