package cli_test

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// running is a preview that a script has started.
type running struct {
	cmd            *exec.Cmd
	stdout, stderr string // files
	url            string
}

// runningKey finds the preview of a script.
type runningKey struct{}

// serveCommands are what scripts do with a preview:
//
//	preview ARGUMENT...   starts rehearse serve; its output is then stdout
//	visit PATH TEXT       waits until the page has the text
//	missing PATH          waits until there is no such page
//	told PATTERN          waits until the terminal has shown it
//	interrupt             presses Ctrl-C, and wants that to be no failure
func serveCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"preview": startPreview, "visit": visit, "missing": missing, "told": told, "interrupt": interrupt,
	}
}

func startPreview(ts *testscript.TestScript, _ bool, args []string) {
	p := &running{stdout: ts.MkAbs("serve.stdout"), stderr: ts.MkAbs("serve.stderr")}
	program, err := exec.LookPath(filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], "rehearse"))
	ts.Check(err)
	p.cmd = exec.Command(program, append([]string{"serve", "-p", "0"}, args...)...)
	p.cmd.Dir = ts.MkAbs(".")
	p.cmd.Env = append(os.Environ(), "HOME="+ts.MkAbs("."), "XDG_CACHE_HOME="+ts.MkAbs("cache"), "NO_COLOR=1")
	p.cmd.Stdout, p.cmd.Stderr = create(ts, p.stdout), create(ts, p.stderr)
	ts.Check(p.cmd.Start())
	ts.Defer(func() {
		if p.cmd.ProcessState == nil {
			_ = p.cmd.Process.Kill()
			_ = p.cmd.Wait()
		}
	})
	text := waitFor(ts, p.stdout, regexp.MustCompile(`(?m)^Ctrl-C ends`))
	address := regexp.MustCompile(`http://([^/:]+):(\d+)`).FindStringSubmatch(text)
	p.url = address[0]
	ts.Setenv("PORT", address[2])
	*ts.Value(runningKey{}).(**running) = p
	ts.Check(ts.Exec("cat", p.stdout)) // for the script's stdout command
}

func create(ts *testscript.TestScript, name string) *os.File {
	f, err := os.Create(name)
	ts.Check(err)
	ts.Defer(func() { f.Close() })
	return f
}

// waitTime is far more than anything here takes.
const waitTime = 30 * time.Second

// waitFor waits until a file has a pattern, and returns its text.
func waitFor(ts *testscript.TestScript, name string, pattern *regexp.Regexp) string {
	for deadline := time.Now().Add(waitTime); ; time.Sleep(10 * time.Millisecond) {
		text, err := os.ReadFile(name)
		ts.Check(err)
		if pattern.Match(text) {
			return string(text)
		}
		if time.Now().After(deadline) {
			ts.Fatalf("waited in vain for %s in:\n%s", pattern, text)
		}
	}
}

func current(ts *testscript.TestScript) *running { return *ts.Value(runningKey{}).(**running) }

// answer returns the beginning of what a path has; event streams never end.
func answer(ts *testscript.TestScript, path string) (status int, body string) {
	resp, err := http.Get(current(ts).url + path)
	ts.Check(err)
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") == "text/event-stream" {
		begin := make([]byte, 64)
		_, err := io.ReadFull(resp.Body, begin)
		ts.Check(err)
		return resp.StatusCode, string(begin)
	}
	data, err := io.ReadAll(resp.Body)
	ts.Check(err)
	return resp.StatusCode, string(data)
}

func visit(ts *testscript.TestScript, _ bool, args []string) {
	for deadline := time.Now().Add(waitTime); ; time.Sleep(10 * time.Millisecond) {
		status, body := answer(ts, args[0])
		if status == http.StatusOK && strings.Contains(body, args[1]) {
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("%s: status %d\n%s", args[0], status, body)
		}
	}
}

func missing(ts *testscript.TestScript, _ bool, args []string) {
	if status, _ := answer(ts, args[0]); status != http.StatusNotFound {
		ts.Fatalf("%s: status %d", args[0], status)
	}
}

func told(ts *testscript.TestScript, _ bool, args []string) {
	p := current(ts)
	waitFor(ts, p.stderr, regexp.MustCompile("(?m)"+args[0]))
}

func interrupt(ts *testscript.TestScript, _ bool, _ []string) {
	p := current(ts)
	ts.Check(p.cmd.Process.Signal(os.Interrupt))
	if err := p.cmd.Wait(); err != nil {
		text, _ := os.ReadFile(p.stderr)
		ts.Fatalf("the preview ended with %v\n%s", err, text)
	}
}

// withPreview lets a script's commands share a preview.
func withPreview(env *testscript.Env) error {
	env.Values[runningKey{}] = new(*running)
	return nil
}
