package embedded

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// testMark is the file that says that the data beside it may be thrown away.
const testMark = "test-data"

// markTest marks a new folder as one for tests; data that is there without the mark is somebody's.
func markTest(dir string, major int) error {
	name := filepath.Join(dir, testMark)
	if major == 0 {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			return unusable(dir, err)
		}
	}
	if _, err := os.Stat(name); err != nil {
		return problem(ErrUnreachable, "%s holds data that is to last; a test server would put it at risk.", dir)
	}
	return nil
}

// RemoveTest deletes the data of a cluster that was started with Config.Test by a process that has ended. Any other
// data is refused, and so is that of a process that runs.
func RemoveTest(ctx context.Context, dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, testMark)); err != nil {
		return err
	}
	run, err := accountFor(dir)
	if err != nil {
		return err
	}
	lock, err := takeLock(dir, run)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := stopLeftover(ctx, dir); err != nil {
		return err
	}
	return os.RemoveAll(dir)
}
