package preview_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// BenchmarkMemory reports what the process of a preview of a large site takes
// of the machine: when the site has been verified, when somebody has searched
// it, and at most. It asks the kernel, so that it runs on Linux alone.
func BenchmarkMemory(b *testing.B) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		b.Skip("there is no /proc")
	}
	dir, site := largeSite(b)
	// That the site has been verified shows in the terminal by what is found.
	write(b, filepath.Join(dir, filepath.FromSlash(site.File(0))), site.Article(0)+"\n[nowhere](nowhere.md)\n")
	program := filepath.Join(b.TempDir(), "rehearse")
	if out, err := exec.Command("go", "build", "-o", program, "rehearse/generator").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		p := startProcess(b, program, "serve", "-p", "0", "-c", dir, "--cache", b.TempDir())
		url := p.says(regexp.MustCompile(`(http://\S+)\n(?s:.*)Ctrl-C ends`))
		p.says(regexp.MustCompile(`(1 error), `))
		b.ReportMetric(p.megabytes("VmRSS"), "MB-verified")
		resp, err := http.Get(url + "search/index.json")
		if err != nil || resp.StatusCode != http.StatusOK {
			b.Fatalf("searching: %v, %v", resp, err)
		}
		resp.Body.Close()
		b.ReportMetric(p.megabytes("VmRSS"), "MB-searched")
		b.ReportMetric(p.megabytes("VmHWM"), "MB-peak")
		p.end()
	}
	http.DefaultClient.CloseIdleConnections()
}

// process is a running program, and the file that it writes to.
type process struct {
	b      *testing.B
	cmd    *exec.Cmd
	output string
}

func startProcess(b *testing.B, program string, args ...string) *process {
	b.Helper()
	out, err := os.Create(filepath.Join(b.TempDir(), "output"))
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close() // the program has its own
	p := &process{b: b, cmd: exec.Command(program, args...), output: out.Name()}
	p.cmd.Stdout, p.cmd.Stderr = out, out
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(p.end)
	return p
}

// says waits until the program has said something, and returns what the first
// group of the pattern is.
func (p *process) says(pattern *regexp.Regexp) string {
	p.b.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		text, err := os.ReadFile(p.output)
		if err != nil {
			p.b.Fatal(err)
		}
		if m := pattern.FindSubmatch(text); m != nil {
			return string(m[1])
		}
		if time.Now().After(deadline) {
			p.b.Fatalf("waited in vain for %s:\n%s", pattern, text)
		}
	}
}

// megabytes is a figure of the process (proc(5)): VmRSS is what it has of the
// machine's memory, VmHWM the most that it ever had.
func (p *process) megabytes(name string) float64 {
	p.b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		p.b.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte(name+":"))
	var kilobytes float64
	if _, err := fmt.Sscan(strings.TrimSpace(string(rest)), &kilobytes); err != nil {
		p.b.Fatal(err)
	}
	return kilobytes / 1024
}

// end ends the program, if it has not ended.
func (p *process) end() {
	if p.cmd.ProcessState == nil {
		_ = p.cmd.Process.Signal(os.Interrupt) // it may have ended by itself
		_ = p.cmd.Wait()
	}
}
