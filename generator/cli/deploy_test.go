package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/generator/corpus"
	"rehearse/generator/deploy/gateway"
)

// author is somebody who types commands in a folder of their own.
type author struct {
	tb  testing.TB
	dir string
	env map[string]string
}

// run types a command with the folders of the author, and returns what is seen of it.
func (a *author) run(command string, args ...string) (code int, output string) {
	a.tb.Helper()
	var out bytes.Buffer
	p := &program{stdout: &out, stderr: &out, getenv: func(name string) string { return a.env[name] }, now: time.Now}
	args = append([]string{command, "-c", a.path("content"), "-d", a.path("public"), "--cache", a.path("cache")}, args...)
	code = p.run(a.tb.Context(), args, nil)
	return code, out.String()
}

func (a *author) path(name string) string { return filepath.Join(a.dir, name) }

func (a *author) write(name, text string) {
	a.tb.Helper()
	if err := os.MkdirAll(filepath.Dir(a.path(name)), 0o755); err != nil {
		a.tb.Fatal(err)
	}
	if err := os.WriteFile(a.path(name), []byte(text), 0o644); err != nil {
		a.tb.Fatal(err)
	}
}

func newAuthor(tb testing.TB) *author {
	a := &author{tb: tb, dir: tb.TempDir(), env: map[string]string{"AWS_ACCESS_KEY_ID": gateway.AccessKey, "AWS_SECRET_ACCESS_KEY": gateway.SecretKey}}
	for _, name := range []string{"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"} {
		tb.Setenv(name, "")
	}
	tb.Setenv("AWS_SHARED_CREDENTIALS_FILE", a.path("credentials"))
	tb.Setenv("AWS_CONFIG_FILE", a.path("config"))
	return a
}

func TestDeploy(t *testing.T) {
	g := gateway.Start(t)
	g.Bucket("handbook")
	a := newAuthor(t)
	address := g.URL(nil)
	site := fmt.Sprintf("baseURL: https://example.org/\ndeploy: {to: s3://handbook/new, endpoint: %q, region: us-east-1}\n", address)
	a.write("content/site.yaml", site)
	a.write("content/index.md", "# 手册\n\n看[第一篇](one.md)。\n")
	a.write("content/one.md", "# 第一篇\n\n看这里。\n")
	a.write("content/form.txt", "form")

	step := func(want int, says string, args ...string) {
		t.Helper()
		code, output := a.run("deploy", args...)
		if code != want || !strings.Contains(output, says) {
			t.Errorf("deploy %v: exit code %d, want %d and %q:\n%s", args, code, want, says, output)
		}
		if strings.Contains(output, gateway.SecretKey) {
			t.Error("the secret is shown")
		}
	}
	step(0, "\nupload index.html (", "--dry-run")
	step(0, "Nothing was changed there.", "-n")
	step(0, ", 0 removed, 0 unchanged.")
	agrees(t, a, address)
	step(0, ": 0 uploaded (")

	h, page := g.Get("handbook", "new/one/index.html")
	if h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Cache-Control") != "no-cache" || !strings.Contains(page, "看这里") {
		t.Errorf("the page has %v", h)
	}
	a.write("content/one.md", "# 第一篇\n\n看那里。\n")
	if err := os.Remove(a.path("content/form.txt")); err != nil {
		t.Fatal(err)
	}
	step(0, "\nremove form.txt\n", "--dry-run")
	step(1, "this would remove 1 of the", "--max-removals", "0")
	step(0, " 1 removed,")
	agrees(t, a, address)

	step(1, "there is no bucket for s3://nobodys/", "--to", "s3://nobodys")
	step(2, "does not begin with s3://", "--to", "handbook")
	step(2, "is not the address of a storage", "--endpoint", "s3.example.org")
	a.write("content/one.md", "# 第一篇\n\n看[那里](nowhere.md)。\n")
	step(1, "nothing was published")
	a.write("content/one.md", "# 第一篇\n")
	a.env["AWS_SECRET_ACCESS_KEY"] = "wrong"
	step(1, "the storage refuses these keys")
	a.env["AWS_SECRET_ACCESS_KEY"] = ""
	step(1, "only one of the two keys")
	a.env["AWS_ACCESS_KEY_ID"] = ""
	step(1, "there are no keys for the storage")
	a.write("credentials", fmt.Sprintf("[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n", gateway.AccessKey, gateway.SecretKey))
	step(0, " unchanged.", "--compress")
	a.write("content/site.yaml", "baseURL: https://example.org/\n")
	step(2, "nobody says where to deploy it to")
}

// agrees lets another client compare the bucket with what was built.
func agrees(t *testing.T, a *author, address string) {
	t.Helper()
	rclone, err := exec.LookPath("rclone")
	if err != nil && os.Getenv("CI") == "" {
		t.Log("there is no rclone to compare the two")
		return
	}
	remote := fmt.Sprintf(":s3,provider=Other,access_key_id=%s,secret_access_key=%s,region=us-east-1,endpoint=%q:handbook/new",
		gateway.AccessKey, gateway.SecretKey, address)
	c := exec.Command(rclone, "check", "--config", "", "--exclude", "/.rehearse/**", a.path("public"), remote)
	c.Env = []string{"HOME=" + a.dir}
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("rclone check: %v\n%s", err, out)
	}
}

// BenchmarkDeploy changes one sentence of a large made-up site, and counts what is
// uploaded for it. Run it with
//
//	go test ./generator/cli -run '^$' -bench Deploy -benchtime 3x
//
// and REHEARSE_ARTICLES for another size than 10,000.
func BenchmarkDeploy(b *testing.B) {
	articles := 10_000
	if s := os.Getenv("REHEARSE_ARTICLES"); s != "" {
		fmt.Sscan(s, &articles)
	}
	g := gateway.Start(b)
	g.Bucket("handbook")
	a := newAuthor(b)
	if err := (corpus.Site{Articles: articles, Sections: 50, Seed: 1}).Write(a.path("content")); err != nil {
		b.Fatal(err)
	}
	site := fmt.Sprintf("baseURL: https://example.org/\ntitle: 基准\npageSize: 50\ndeploy: {to: s3://handbook, endpoint: %q, region: us-east-1}\n", g.URL(nil))
	a.write("content/site.yaml", site)
	if code, output := a.run("deploy", "-q"); code != 0 {
		b.Fatal(output)
	}
	pages, err := filepath.Glob(a.path("content/*/*.md"))
	if err != nil || len(pages) < articles {
		b.Fatalf("%d pages: %v", len(pages), err)
	}
	var uploads, bytes float64
	for i := 0; b.Loop(); i++ {
		name := pages[(i*7919+77)%len(pages)]
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, append(text, "\n这一句是后来才写的。\n"...), 0o644); err != nil {
			b.Fatal(err)
		}
		code, output := a.run("deploy")
		if code != 0 {
			b.Fatal(output)
		}
		var files int
		var size float64
		var unit string
		_, closing, _ := strings.Cut(output, "Deployed to ")
		_, closing, _ = strings.Cut(closing, " s: ")
		if _, err := fmt.Sscanf(closing, "%d uploaded (%f %s", &files, &size, &unit); err != nil || !strings.HasPrefix(unit, "kB") {
			b.Fatalf("%v:\n%s", err, output)
		}
		uploads, bytes = max(uploads, float64(files)), max(bytes, size)
	}
	b.ReportMetric(uploads, "files-most")
	b.ReportMetric(bytes, "kB-most")
}
