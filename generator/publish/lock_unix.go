//go:build unix && !aix && !solaris

package publish

import (
	"errors"
	"os"
	"syscall"
)

// lock takes f for this process alone. The system releases it when f is
// closed, however the process ends.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrBusy
	}
	return err
}
