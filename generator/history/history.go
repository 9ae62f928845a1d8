// Package history asks git how the files of a folder have changed.
//
// It runs the git program, and only what reads: no library for Go does this as fast,
// and none knows all that a repository can be (worktrees, partial clones, SHA-256).
package history

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// History is what git knows of the files below a folder. Files are named by their
// paths from there, with slashes.
type History struct {
	folder string
	files  map[string]*past
	// commits has the names of the commits, the newest first.
	commits []string
	cut     int
}

// past is what is known of a file.
type past struct {
	known bool
	when  time.Time
	// commit is the number of the commit that changed it last.
	commit int
	// names are those that it had before, the latest first.
	names []formerName
}

// formerName is a name that a file had before the commit of a number.
type formerName struct {
	name   string
	commit int
}

// Read asks for the history of a folder, in one pass over its log. It returns nil
// where there is none: no git, no repository, no commit. The error says in git's
// words why it does not tell.
func Read(ctx context.Context, folder string) (*History, error) {
	var complaint bytes.Buffer
	cmd := command(ctx, folder, "log", "-z", "--format=%x01%H %at %D", "--name-status", "-M100%",
		"--no-ext-diff", "--no-color", "--relative", "--", ".")
	if cmd == nil {
		return nil, nil
	}
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	h := &History{folder: folder, files: make(map[string]*past)}
	parseErr := h.parse(out)
	if err := cmd.Wait(); err != nil {
		return nil, refusal(complaint.String(), err)
	}
	return h, parseErr
}

// refusal is the error of a git that has failed, nil where that only means that
// there is no history.
func refusal(complaint string, err error) error {
	for _, none := range []string{"not a git repository", "does not have any commits yet", "must be run in a work tree"} {
		if strings.Contains(complaint, none) {
			return nil
		}
	}
	if line, _, _ := strings.Cut(strings.TrimPrefix(complaint, "fatal: "), "\n"); line != "" {
		return errors.New(line)
	}
	return err
}

// command prepares git in a folder, nil where there is no git. It can neither run
// what the settings of a repository name, nor fetch anything, nor be led elsewhere by
// the environment of a hook.
func command(ctx context.Context, folder string, args ...string) *exec.Cmd {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil
	}
	cmd := exec.CommandContext(ctx, git, append([]string{
		"--no-pager", "-c", "log.showSignature=false", "-c", "log.follow=false", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
	}, args...)...)
	cmd.Dir = folder
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"}, name)
	}), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0")
	return cmd
}

// parse reads the log, the newest commit first: after each one's line come, each
// closed by a zero, what happened to a file and its path, of a renamed one both.
func (h *History) parse(r io.Reader) error {
	in := bufio.NewReaderSize(r, 64<<10)
	current := make(map[string]string) // what is called so in older commits, today
	var c commit
	for {
		word, err := in.ReadString(0)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		word = strings.TrimPrefix(strings.TrimSuffix(word, "\x00"), "\n")
		if head, isCommit := strings.CutPrefix(word, "\x01"); isCommit {
			c = h.begin(head)
			continue
		}
		path, err := in.ReadString(0)
		if err != nil {
			return err
		}
		path = strings.TrimSuffix(path, "\x00")
		if !strings.HasPrefix(word, "R") {
			h.note(c, today(current, path))
			continue
		}
		renamed, err := in.ReadString(0)
		if err != nil {
			return err
		}
		file := today(current, strings.TrimSuffix(renamed, "\x00"))
		current[path] = file
		p := h.past(file)
		p.names = append(p.names, formerName{path, c.number})
	}
}

// commit is the one that is being read.
type commit struct {
	number int
	when   time.Time
	// first tells that the commits before it are missing.
	first bool
}

func (h *History) begin(head string) commit {
	fields := strings.SplitN(head, " ", 3)
	seconds, _ := strconv.ParseInt(fields[1], 10, 64) // git writes numbers
	h.commits = append(h.commits, fields[0])
	return commit{len(h.commits) - 1, time.Unix(seconds, 0).UTC(), slices.Contains(strings.Split(fields[2], ", "), "grafted")}
}

// today is what a file is called that had a path when a commit was made.
func today(current map[string]string, path string) string {
	if name, renamed := current[path]; renamed {
		return name
	}
	return path
}

func (h *History) past(file string) *past {
	p := h.files[file]
	if p == nil {
		p = &past{commit: -1}
		h.files[file] = p
	}
	return p
}

// note takes in that a commit has changed a file, unless a newer one has. Where the
// log is cut off, every file seems to be made by the first commit.
func (h *History) note(c commit, file string) {
	switch p := h.past(file); {
	case p.known || p.commit >= 0:
	case c.first:
		p.commit = c.number
		h.cut++
	default:
		p.known, p.when, p.commit = true, c.when, c.number
	}
}

// Cut counts the files of which nobody can tell when they were changed, the older part
// of the history being missing.
func (h *History) Cut() int { return h.cut }

// Changed returns when a file was last changed, by the date of the author of that
// commit; a new name is no change. ok is false where that is not known.
func (h *History) Changed(file string) (when time.Time, ok bool) {
	p := h.files[file]
	if p == nil || !p.known {
		return time.Time{}, false
	}
	return p.when, true
}

// Newer reports whether a file was changed by a later commit than another one.
func (h *History) Newer(file, other string) bool {
	p, q := h.files[file], h.files[other]
	return p != nil && q != nil && p.known && q.known && p.commit < q.commit
}

// Moment names a text: that of File when Of was last changed, or if that is empty,
// when the last commit was made.
type Moment struct{ File, Of string }

// Texts returns the texts of files at moments, nil for those that there were not.
func (h *History) Texts(ctx context.Context, moments []Moment) ([][]byte, error) {
	var names strings.Builder
	for _, m := range moments {
		fmt.Fprintln(&names, h.name(m))
	}
	cmd := command(ctx, h.folder, "cat-file", "--batch")
	if cmd == nil {
		return nil, exec.ErrNotFound
	}
	cmd.Stdin = strings.NewReader(names.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	texts, err := readTexts(bufio.NewReader(out), len(moments))
	_, _ = io.Copy(io.Discard, out) // or git would not end
	return texts, errors.Join(err, cmd.Wait())
}

// name is how git calls a text.
func (h *History) name(m Moment) string {
	if strings.Contains(m.File, "\n") {
		return "HEAD:" // a folder, which has no text
	}
	p := h.files[m.Of]
	if p == nil || p.commit < 0 {
		return "HEAD:./" + m.File
	}
	name := m.File
	if of := h.files[m.File]; of != nil {
		for _, former := range of.names {
			if former.commit < p.commit {
				name = former.name
			}
		}
	}
	return h.commits[p.commit] + ":./" + name
}

// readTexts reads what cat-file writes: a line with the name, the type and the size,
// the text, and a line's end; or a line that says that there is none.
func readTexts(in *bufio.Reader, n int) ([][]byte, error) {
	texts := make([][]byte, n)
	for i := range texts {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		fields := strings.Fields(line)
		if len(fields) != 3 {
			continue // "… missing"
		}
		size, err := strconv.Atoi(fields[2])
		if err != nil {
			continue
		}
		text := make([]byte, size+1)
		if _, err := io.ReadFull(in, text); err != nil {
			return nil, err
		}
		if fields[1] == "blob" {
			texts[i] = text[:size]
		}
	}
	return texts, nil
}
