// Package gateway starts a real S3 server for tests: versitygw, by others, which
// keeps objects as files in a folder.
package gateway

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// The keys of the server.
const (
	AccessKey = "rehearse"
	SecretKey = "only-for-tests"
)

// Gateway is a server.
type Gateway struct {
	tb     testing.TB
	socket string
	// dir has a folder for each bucket.
	dir string
}

// Start starts a server that ends with the test. Where the program is missing, the
// test is skipped, but in CI, where it fails.
func Start(tb testing.TB) *Gateway {
	tb.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil && os.Getenv("CI") != "true" {
		tb.Skip("SKIPPED: there is no versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0")
	} else if err != nil {
		tb.Fatal(err)
	}
	run, err := os.MkdirTemp("", "s3") // not the test's own: the path of a socket has to be short
	if err != nil {
		tb.Fatal(err)
	}
	g := &Gateway{tb: tb, socket: filepath.Join(run, "s"), dir: filepath.Join(run, "buckets")}
	for _, dir := range []string{g.dir, filepath.Join(run, "meta")} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			tb.Fatal(err)
		}
	}
	c := exec.Command(program, "--quiet", "--keep-alive", "--access", AccessKey, "--secret", SecretKey, "--port", g.socket,
		"posix", "--sidecar", filepath.Join(run, "meta"), g.dir)
	output, err := os.Create(filepath.Join(run, "output"))
	if err != nil {
		tb.Fatal(err)
	}
	c.Stdout, c.Stderr = output, output
	if err := c.Start(); err != nil {
		tb.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { c.Wait(); close(ended) }()
	tb.Cleanup(func() {
		c.Process.Kill()
		<-ended
		output.Close()
		os.RemoveAll(run)
	})
	g.await(ended, output.Name())
	return g
}

// await returns when the server listens.
func (g *Gateway) await(ended <-chan struct{}, output string) {
	for {
		if conn, err := net.Dial("unix", g.socket); err == nil {
			conn.Close()
			return
		}
		select {
		case <-ended:
			text, _ := os.ReadFile(output)
			g.tb.Fatalf("versitygw has ended:\n%s", text)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// URL returns an address of the server that is open until the test ends. Requests go
// through around, which may be nil, and hands them on, or not.
func (g *Gateway) URL(around func(w http.ResponseWriter, r *http.Request, on http.Handler)) string {
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = "http", "gateway"
			r.Out.Host = r.In.Host // which is signed
		},
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 32,
			DisableCompression:  true,
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, "unix", g.socket)
			},
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if around == nil {
			proxy.ServeHTTP(w, r)
		} else {
			around(w, r, proxy)
		}
	}))
	g.tb.Cleanup(server.Close)
	return server.URL
}

// Bucket makes a bucket, and returns the folder that its objects are in.
func (g *Gateway) Bucket(name string) string {
	g.tb.Helper()
	if err := g.Client(g.URL(nil)).MakeBucket(g.tb.Context(), name, minio.MakeBucketOptions{}); err != nil {
		g.tb.Fatal(err)
	}
	return filepath.Join(g.dir, name)
}

// Credentials are the server's.
func Credentials() *credentials.Credentials {
	return credentials.NewStaticV4(AccessKey, SecretKey, "")
}

// Client returns a client of the server at an address.
func (g *Gateway) Client(address string) *minio.Client {
	g.tb.Helper()
	client, err := minio.New(address[len("http://"):], &minio.Options{Creds: Credentials(), Region: "us-east-1"})
	if err != nil {
		g.tb.Fatal(err)
	}
	return client
}

// Get returns the headers and the content of an object.
func (g *Gateway) Get(bucket, name string) (http.Header, string) {
	g.tb.Helper()
	core := minio.Core{Client: g.Client(g.URL(nil))}
	body, _, header, err := core.GetObject(g.tb.Context(), bucket, name, minio.GetObjectOptions{})
	if err != nil {
		g.tb.Fatalf("%s: %v", name, err)
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	if err != nil {
		g.tb.Fatal(err)
	}
	return header, string(data)
}
