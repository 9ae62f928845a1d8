package preview_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/generator/preview"
)

const small = `
-- site.yaml --
title: {zh: 手册, en: Handbook}
baseURL: https://example.org/docs/
languages: [zh, en]
pageSize: 2
-- static/notes.txt --
User-agent: *
-- static/style.css --
p { color: red }
-- zh/_index.md --
---
title: 首页
---
-- zh/fund/_index.md --
---
title: 公积金
---
-- zh/fund/a/index.md --
---
title: 甲
date: 2026-01-02
tags: [密码]
aliases: [/old/, /older.html]
---
看[乙](../b.md#two)。

![一张图](p.svg)
-- zh/fund/a/p.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>
-- zh/fund/b.md --
---
title: 乙
date: 2026-01-03
tags: [密码]
---
## 第二步 {#two}

文字。
-- zh/fund/c.md --
---
title: 草稿
draft: true
---
还没写完。
-- en/fund/a/index.md --
---
title: A
---
Text.
`

// request sends a request as it is, and returns the status and the body.
func (a *author) request(path string, header ...string) (*http.Response, string) {
	a.t.Helper()
	req, err := http.NewRequest(http.MethodGet, a.url+path, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := a.http.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.Header.Get("Content-Type") == "text/event-stream" {
		return resp, ""
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return resp, string(body)
}

func TestWhateverTheSiteHasIsServed(t *testing.T) {
	a := begin(t, small)
	for _, test := range []struct {
		path   string
		status int
		kind   string
		has    string
	}{
		{"/docs/", 200, "text/html; charset=utf-8", "首页"},
		{"/", 302, "", "/docs/"},
		{"/docs", 302, "", "/docs/"},
		{"/docs/fund", 302, "", "/docs/fund/"},
		{"/docs/fund/?q=1", 200, "text/html; charset=utf-8", "公积金"},
		{"/docs/fund/page/2/", 200, "text/html; charset=utf-8", "公积金"},
		{"/docs/fund/page/1/", 404, "text/html; charset=utf-8", ""},
		{"/docs/fund/page/02/", 404, "text/html; charset=utf-8", ""},
		{"/docs/fund/page/3/", 404, "text/html; charset=utf-8", ""},
		{"/docs/fund/a/", 200, "text/html; charset=utf-8", "甲"},
		{"/docs/fund/a/index.html", 200, "text/html; charset=utf-8", "甲"},
		{"/docs/fund/a/index.md", 200, "text/markdown; charset=utf-8", "# 甲"},
		{"/docs/fund/a/p.svg", 200, "image/svg+xml", "<svg"},
		{"/docs/fund/c/", 200, "text/html; charset=utf-8", `class="draft"`},
		{"/docs/fund/page/2/", 200, "text/html; charset=utf-8", `class="draft-mark"`},
		{"/docs/", 200, "text/html; charset=utf-8", `class="draft-mark"`},
		{"/docs/old/", 200, "text/html; charset=utf-8", "url=/docs/fund/a/"},
		{"/docs/older.html", 200, "text/html; charset=utf-8", "url=/docs/fund/a/"},
		{"/docs/tags/", 200, "text/html; charset=utf-8", "密码"},
		{"/docs/tags/%E5%AF%86%E7%A0%81/", 200, "text/html; charset=utf-8", "乙"},
		{"/docs/feed.xml", 200, "text/xml; charset=utf-8", "<feed"},
		{"/docs/fund/feed.json", 200, "application/json", "jsonfeed"},
		{"/docs/sitemap.xml", 200, "text/xml; charset=utf-8", "https://example.org/docs/fund/a/"},
		{"/docs/robots.txt", 200, "text/plain; charset=utf-8", "Sitemap: "},
		{"/docs/notes.txt", 200, "text/plain; charset=utf-8", "User-agent: *"},
		{"/docs/llms.txt", 200, "text/plain; charset=utf-8", "甲"},
		{"/docs/style.css", 200, "text/css; charset=utf-8", "red"},
		{"/docs/404.html", 200, "text/html; charset=utf-8", ""},
		{"/docs/search/index.json", 200, "application/json", "alphabet"},
		{"/docs/en/fund/a/", 200, "text/html; charset=utf-8", "Text."},
		{"/docs/en/nothing/", 404, "text/html; charset=utf-8", `lang="en"`},
		{"/docs/nothing/", 404, "text/html; charset=utf-8", `lang="zh-CN"`},
		{"/elsewhere/", 404, "text/html; charset=utf-8", ""},
		{"/docs/zh/fund/a/index.md", 404, "text/html; charset=utf-8", ""},
		{"/docs/site.yaml", 404, "text/html; charset=utf-8", ""},
	} {
		status, body, header := a.get(test.path)
		if status == http.StatusFound {
			body = header.Get("Location")
		}
		has := test.has
		if test.path == "/docs/search/index.json" {
			has = "version"
		}
		if status != test.status || test.kind != "" && header.Get("Content-Type") != test.kind || !strings.Contains(body, has) {
			t.Errorf("%s: %d %s, want %d %s with %q; got\n%.300s", test.path, status, header.Get("Content-Type"), test.status, test.kind, has, body)
		}
		if status != 302 && header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: Cache-Control is %q", test.path, header.Get("Cache-Control"))
		}
		if header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: other origins may read it", test.path)
		}
	}
}

func TestUnchangedPagesAreNotSentAgain(t *testing.T) {
	a := begin(t, small)
	resp, _ := a.request("/docs/fund/a/")
	again, body := a.request("/docs/fund/a/", "If-None-Match", resp.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("status %d and %d bytes", again.StatusCode, len(body))
	}
	a.save("zh/fund/b.md", "---\ntitle: 乙改\n---\n## 第二步 {#two}\n")
	a.until("a new version", func() bool {
		again, _ := a.request("/docs/fund/a/", "If-None-Match", resp.Header.Get("ETag"))
		return again.StatusCode == http.StatusOK // its neighbour has another title
	})
}

// Other websites, and other names for this machine, get nothing.
func TestStrangersAreRefused(t *testing.T) {
	a := begin(t, small)
	host := strings.TrimPrefix(a.url, "http://")
	port := host[strings.LastIndexByte(host, ':'):]
	for _, test := range []struct {
		name, path string
		header     []string
		want       int
	}{
		{"the address", "/docs/", []string{"Host", host}, 200},
		{"localhost", "/docs/", []string{"Host", "localhost" + port}, 200},
		{"LOCALHOST", "/docs/", []string{"Host", "LOCALHOST" + port}, 200},
		{"a rebound name", "/docs/", []string{"Host", "evil.example" + port}, 403},
		{"a name that ends like ours", "/docs/", []string{"Host", "evil-localhost" + port}, 403},
		{"a name below ours", "/docs/", []string{"Host", "localhost.evil.example" + port}, 403},
		{"an address of somebody else", "/docs/", []string{"Host", "192.0.2.1" + port}, 403},
		{"another port", "/docs/", []string{"Host", "localhost:1"}, 403},
		{"no port", "/docs/", []string{"Host", "localhost"}, 403},
		{"a name in brackets", "/docs/", []string{"Host", "[localhost]" + port}, 403},
		{"the address of IPv6", "/docs/", []string{"Host", "[::1]" + port}, 200},
		{"a dot at the end", "/docs/", []string{"Host", "localhost." + port}, 403},
		{"a bad host", "/docs/", []string{"Host", "localhost" + port + ":80"}, 403},
		{"its own page", "/docs/", []string{"Origin", a.url, "Sec-Fetch-Site", "same-origin"}, 200},
		{"a link from elsewhere", "/docs/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 200},
		{"a script elsewhere", "/docs/", []string{"Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"}, 403},
		{"a picture elsewhere", "/docs/fund/a/p.svg", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		{"another server here", "/docs/fund/a/index.md", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"}, 403},
		{"events from elsewhere", "/__rehearse/events", []string{"Origin", "https://evil.example"}, 403},
		{"events from another port", "/__rehearse/events", []string{"Origin", "http://localhost:1"}, 403},
		{"events from a sandbox", "/__rehearse/events", []string{"Origin", "null"}, 403},
		{"events across sites", "/__rehearse/events", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"events by a link", "/__rehearse/events", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"}, 403},
		{"events of the same site", "/__rehearse/events", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"events of our page", "/__rehearse/events", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"events under another name", "/__rehearse/events", []string{"Host", "evil.example" + port}, 403},
	} {
		resp, body := a.request(test.path, test.header...)
		if resp.StatusCode != test.want {
			t.Errorf("%s: status %d, want %d", test.name, resp.StatusCode, test.want)
		}
		if test.want == 403 && (strings.Contains(body, "甲") || strings.Contains(body, a.dir)) {
			t.Errorf("%s: the refusal tells too much: %s", test.name, body)
		}
		for name := range resp.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: there is a header %s", test.name, name)
			}
		}
	}
}

// A host that the author forwards is answered as it was named, and no other;
// whatever forwards it may speak HTTPS.
func TestForwardedHosts(t *testing.T) {
	a := begin(t, small, func(cfg *preview.Config) { cfg.Hosts = []string{"localhost:8080", "Desk.example"} })
	for _, test := range []struct {
		host, origin string
		want         int
	}{
		{"localhost:8080", "http://localhost:8080", 200},
		{"LOCALHOST:8080", "", 200},
		{"desk.example", "https://desk.example", 200},
		{"desk.example", "http://desk.example", 200},
		{"localhost:8081", "", 403},
		{"evil.example:8080", "", 403},
		{"desk.example:8080", "", 403},
		{"evil.desk.example", "", 403},
		{"localhost:8080", "http://desk.example", 403},
		{"localhost:8080", "https://evil.example", 403},
		{strings.TrimPrefix(a.url, "http://"), strings.Replace(a.url, "http", "https", 1), 403},
	} {
		header := []string{"Host", test.host}
		if test.origin != "" {
			header = append(header, "Origin", test.origin)
		}
		if resp, _ := a.request("/__rehearse/events", header...); resp.StatusCode != test.want {
			t.Errorf("%s from %q: status %d, want %d", test.host, test.origin, resp.StatusCode, test.want)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	a := begin(t, small)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"} {
		req, err := http.NewRequest(method, a.url+"/docs/", strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := a.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: status %d", method, resp.StatusCode)
		}
	}
	req, _ := http.NewRequest("HEAD", a.url+"/docs/nothing/", nil)
	resp, err := a.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound || resp.ContentLength <= 0 {
		t.Errorf("HEAD of a wrong address: %d, %d bytes", resp.StatusCode, resp.ContentLength)
	}
}

// raw sends bytes to the preview and returns the first line of the answer.
func (a *author) raw(text string) string {
	a.t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(a.url, "http://"))
	if err != nil {
		a.t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		a.t.Fatal(err)
	}
	if _, err := io.WriteString(conn, text); err != nil {
		return ""
	}
	line, _ := bufio.NewReader(conn).ReadString('\n') // an end without an answer is one, too
	return strings.TrimSpace(line)
}

// Nothing outside of the site is served, however its path is written.
func TestNoWayOut(t *testing.T) {
	a := begin(t, small)
	secret := filepath.Join(filepath.Dir(a.dir), "secret.txt")
	write(t, secret, "secret")
	host := strings.TrimPrefix(a.url, "http://")
	for _, path := range []string{
		"/docs/../secret.txt", "/../secret.txt", "/docs/../../secret.txt", "/docs/%2e%2e/secret.txt",
		"/docs/..%2fsecret.txt", "/docs/%2e%2e%2fsecret.txt", "/docs/..%5csecret.txt", `/docs/..\secret.txt`,
		"/docs/%252e%252e/secret.txt", "/docs//etc/passwd", "//etc/passwd", "/docs/%00", "/docs/fund/a/p.svg%00.html",
		"/docs/%ff%fe", "/docs/.git/config", "/docs/site.yaml", "/docs/zh/fund/b.md", "/docs/./fund/", "/docs/fund/./a/",
		"/docs/fund/a/..", "/docs/fund/a/p.svg/", "/docs/fund/a/p.svg/x", "/__rehearse/../docs/", "/__rehearse/", "/__rehearse/client.js",
		"/__rehearse%2fevents", "/__rehearse/%65vents", "/__rehearse/events/",
		"/__rehearse/../../secret.txt", "/@fs/etc/passwd", "/docs/fund%2fa/", "/docs/fund/a/%0d%0aX: y",
	} {
		got := a.raw("GET " + strings.ReplaceAll(path, " ", "%20") + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
		if !strings.Contains(got, " 404 ") && !strings.Contains(got, " 400 ") {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := a.raw("GET http://evil.example/docs/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"); !strings.Contains(got, " 403 ") {
		t.Errorf("an absolute URL of another host: %s", got)
	}
}

// Requests that are none do not end the server.
func TestMalformedRequests(t *testing.T) {
	a := begin(t, small)
	host := strings.TrimPrefix(a.url, "http://")
	for _, request := range []string{
		"", "\x00\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /docs/ HTTP/1.1\r\n\r\n",
		"GET /docs/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: " + host + "\r\n\r\n",
		"GET /docs/ HTTP/1.1\r\nHost: " + host + "\r\nSec-Fetch-Site\r\n\r\n",
		"GET /docs/ HTTP/1.1\r\nHost: " + host + "\r\nX: " + strings.Repeat("x", 200<<10) + "\r\n\r\n",
		"GET /docs/ HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: -1\r\n\r\n",
		"GET /docs/ HTTP/1.1\r\nHost: " + host + "\r\nRange: bytes=9-1,,,-\r\nIf-None-Match: \"\r\nConnection: close\r\n\r\n",
		"GET /__rehearse/events?after=%00-99999999999999999999 HTTP/1.1\r\nHost: " + host + "\r\nLast-Event-ID: x-y-z\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		// The server may close the connection while we are still writing.
		_, _ = io.WriteString(conn, request)
		conn.Close()
	}
	if status, _, _ := a.get("/docs/"); status != http.StatusOK {
		t.Errorf("afterwards the home page has status %d", status)
	}
}

// A symbolic link that leads out of the content folder is not followed.
func TestSymbolicLinks(t *testing.T) {
	a := begin(t, small)
	secret := filepath.Join(t.TempDir(), "secret.svg")
	write(t, secret, "<svg>secret</svg>")
	if err := os.Symlink(secret, a.file("zh/fund/a/out.svg")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("p.svg", a.file("zh/fund/a/in.svg")); err != nil {
		t.Fatal(err)
	}
	a.sees("/docs/fund/a/in.svg", "<svg")
	if status, body, _ := a.get("/docs/fund/a/out.svg"); status != http.StatusNotFound || strings.Contains(body, "secret") {
		t.Errorf("status %d: %s", status, body)
	}
	a.hears("symlink")
	// A file that becomes a link between the index and the request.
	a.remove("zh/fund/a/p.svg")
	if err := os.Symlink(secret, a.file("zh/fund/a/p.svg")); err != nil {
		t.Fatal(err)
	}
	if _, body, _ := a.get("/docs/fund/a/p.svg"); strings.Contains(body, "secret") {
		t.Error("the link leads out")
	}
}

// stream opens an event stream and returns its reader.
func (a *author) stream(ctx context.Context) *bufio.Reader {
	a.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.url+"/__rehearse/events", nil)
	if err != nil {
		a.t.Fatal(err)
	}
	resp, err := a.http.Do(req)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { resp.Body.Close() })
	return bufio.NewReader(resp.Body)
}

// await reads events until a line begins with a text.
func await(t *testing.T, r *bufio.Reader, begin string) string {
	t.Helper()
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("waiting for %q: %v", begin, err)
		}
		if strings.HasPrefix(line, begin) {
			return line
		}
	}
}

// Event clients that never read, and such that come and go, delay nobody.
func TestEventClientsThatMisbehave(t *testing.T) {
	a := begin(t, small)
	host := strings.TrimPrefix(a.url, "http://")
	for range 30 {
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET /__rehearse/events HTTP/1.1\r\nHost: "+host+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	for range 30 {
		ctx, cancel := context.WithCancel(t.Context())
		await(t, a.stream(ctx), "event: hello")
		cancel()
	}
	good := a.stream(t.Context())
	await(t, good, "event: problems")
	for i := range 20 {
		a.save("zh/fund/b.md", fmt.Sprintf("---\ntitle: 乙\n---\n## 第二步 {#two}\n\n第 %d 版。\n\n[坏](x%d.md)\n", i, i))
		a.sees("/docs/fund/b/", fmt.Sprintf("第 %d 版", i))
	}
	for !strings.Contains(await(t, good, "data: {\"errors\""), "x19.md") {
	}
}

// The editor's address, which has a path of this machine, is in no page.
func TestPathsStayOnTheMachine(t *testing.T) {
	a := begin(t, small)
	for _, path := range []string{"/docs/", "/docs/fund/a/", "/docs/nothing/"} {
		if _, body, _ := a.get(path); strings.Contains(body, a.dir) {
			t.Errorf("%s has the path of the content folder", path)
		}
	}
}

func TestNoReload(t *testing.T) {
	a := begin(t, small, func(c *preview.Config) { c.NoReload = true })
	if _, body, _ := a.get("/docs/fund/a/"); strings.Contains(body, "__rehearse") || strings.Contains(body, "data-line") {
		t.Error("the page is not as it would be published")
	}
	if status, _, _ := a.get("/__rehearse/events"); status != http.StatusNotFound {
		t.Errorf("the event stream has status %d", status)
	}
	a.save("zh/fund/b.md", "---\ntitle: 乙\n---\n## 第二步 {#two}\n\n改了。\n")
	a.sees("/docs/fund/b/", "改了。")
}

func TestDraftsCanBeLeftOut(t *testing.T) {
	a := begin(t, small, func(c *preview.Config) { c.Drafts = false })
	if status, _, _ := a.get("/docs/fund/c/"); status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
}

// Whoever looks at folders now and then only does not know yet what has gone.
func TestPageThatHasJustGone(t *testing.T) {
	a := begin(t, small, func(c *preview.Config) { c.Poll = time.Hour })
	a.remove("zh/fund/b.md")
	if status, body, _ := a.get("/docs/fund/b/"); status != http.StatusNotFound || !strings.Contains(body, "没有找到这一页") {
		t.Errorf("status %d:\n%s", status, body)
	}
}

// A port in use is passed over, or refused.
func TestPortInUse(t *testing.T) {
	a := begin(t, small)
	b := begin(t, small, func(c *preview.Config) { c.Port = a.port() })
	if b.port() <= a.port() {
		t.Errorf("the second preview is at %d, the first at %d", b.port(), a.port())
	}
	err := preview.Run(t.Context(), preview.Config{Content: a.dir, Bind: "127.0.0.1", Port: a.port(), StrictPort: true})
	if err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("error %v", err)
	}
}

// Whoever shows the preview in a frame could lead the author to press what is in
// it.
func TestFramesAreRefused(t *testing.T) {
	a := begin(t, small)
	for _, dest := range []string{"iframe", "frame", "embed", "object"} {
		for _, from := range []string{"cross-site", "same-site", "same-origin"} {
			resp, body := a.request("/docs/fund/b/", "Sec-Fetch-Dest", dest, "Sec-Fetch-Site", from, "Sec-Fetch-Mode", "navigate")
			if resp.StatusCode != http.StatusForbidden || strings.Contains(body, "文字。") {
				t.Errorf("%s from %s: status %d", dest, from, resp.StatusCode)
			}
		}
	}
	resp, _ := a.request("/docs/fund/b/", "Sec-Fetch-Dest", "document", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate")
	if policy := resp.Header.Get("Content-Security-Policy"); resp.StatusCode != http.StatusOK || policy != "frame-ancestors 'none'" {
		t.Errorf("a link: status %d, policy %q", resp.StatusCode, policy)
	}
}
