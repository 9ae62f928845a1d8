//go:build unix && !aix && !solaris

package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// refusesChange returns why nothing in a folder may be made, renamed or removed,
// or nil.
func refusesChange(folder string) error { return unix.Access(folder, unix.W_OK|unix.X_OK) }

// errElsewhere is why nothing can be moved into a folder.
var errElsewhere = errors.New("it is on another disk than the folder that it is in")

// refusesMoves is refusesChange for a folder that files are moved into from within
// the output folder.
func refusesMoves(folder, output string) error {
	if err := refusesChange(folder); err != nil {
		return err
	}
	var here, there unix.Stat_t
	if err := unix.Stat(output, &here); err != nil {
		return err
	}
	if err := unix.Stat(folder, &there); err != nil {
		return err
	}
	if here.Dev != there.Dev {
		return errElsewhere
	}
	return nil
}

// refusesReplacing returns why a file, or an empty folder, in a folder that may be
// changed may not be replaced or removed: it has been made immutable, or is
// somebody else's in a folder where each has only their own (the sticky bit). The
// file's own permissions say nothing of that.
func refusesReplacing(folder, file string) error {
	if err := unix.Access(file, unix.W_OK); err == unix.EPERM {
		return err
	}
	var outer, inner unix.Stat_t
	if unix.Stat(folder, &outer) != nil || unix.Lstat(file, &inner) != nil || outer.Mode&unix.S_ISVTX == 0 {
		return nil
	}
	if user := uint32(unix.Geteuid()); user != 0 && user != outer.Uid && user != inner.Uid {
		return unix.EPERM
	}
	return nil
}
