package publish

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// The first and last line of a journal; the number is the format's.
const (
	journalHeader = "rehearse journal 2\n"
	journalEnd    = "end\n"
)

// verb is what an operation does.
type verb string

// Each verb may be repeated: after a crash, the operations that were already
// done are done again, without effect.
const (
	// makeFolder makes a folder.
	makeFolder verb = "mkdir"
	// moveFile moves a staged file to its path, over a file that is there.
	moveFile verb = "move"
	// moveFolder moves a staged folder with all that is in it.
	moveFolder verb = "movedir"
	// carryFile does nothing: it tells of a file that a moveFolder before it
	// moves.
	carryFile verb = "carry"
	// removeFile removes a regular file.
	removeFile verb = "remove"
	// removeFolder removes a folder that is empty.
	removeFolder verb = "rmdir"
)

// operation is one change to the output folder.
type operation struct {
	do   verb
	path string
	// What follows is for moveFile and carryFile alone: where the file waits (see
	// output), its size and its CRC-32C.
	apart int
	size  int64
	sum   uint32
	// batch is the same for operations that may be done at once, and 0 for those
	// that are done alone. A journal does not say: after a crash all are.
	batch int
}

// isFile reports whether op speaks of a staged file.
func (op operation) isFile() bool { return op.do == moveFile || op.do == carryFile }

// files is how many files of the site op changes.
func (op operation) files() int {
	if op.isFile() || op.do == removeFile {
		return 1
	}
	return 0
}

// encodeJournal writes one operation a line.
func encodeJournal(operations []operation) []byte {
	b := []byte(journalHeader)
	for _, op := range operations {
		if op.isFile() {
			b = fmt.Appendf(b, "%s %d %d %08x %s\n", op.do, op.apart, op.size, op.sum, op.path)
		} else {
			b = fmt.Appendf(b, "%s %s\n", op.do, op.path)
		}
	}
	return append(b, journalEnd...)
}

// parseJournal is the inverse of encodeJournal. It trusts nothing: a journal
// is a list of files to remove.
func parseJournal(data []byte) ([]operation, error) {
	lines, ok := bytes.CutPrefix(data, []byte(journalHeader))
	if !ok {
		return nil, errors.New("is not a journal that this version of the program can read")
	}
	lines, ok = bytes.CutSuffix(lines, []byte(journalEnd))
	if !ok {
		return nil, errors.New("is cut off")
	}
	var operations []operation
	for line := range strings.Lines(string(lines)) {
		op, err := parseOperation(strings.TrimSuffix(line, "\n"))
		if err != nil {
			return nil, err
		}
		operations = append(operations, op)
	}
	return operations, nil
}

func parseOperation(line string) (operation, error) {
	word, rest, _ := strings.Cut(line, " ")
	op := operation{do: verb(word), path: rest}
	switch op.do {
	case makeFolder, moveFolder, removeFile, removeFolder:
	case moveFile, carryFile:
		fields := strings.SplitN(rest, " ", 4)
		if len(fields) != 4 {
			return op, fmt.Errorf("has a damaged line: %q", line)
		}
		op.path = fields[3]
		numbers := strings.Join(fields[:3], " ")
		if _, err := fmt.Sscanf(numbers, "%d %d %x", &op.apart, &op.size, &op.sum); err != nil {
			return op, fmt.Errorf("has a damaged line: %q", line)
		}
	default:
		return op, fmt.Errorf("has a damaged line: %q", line)
	}
	if badPath(op.path) != "" {
		return op, fmt.Errorf("has a damaged line: %q", line)
	}
	return op, nil
}
