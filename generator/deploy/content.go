package deploy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/errgroup"
)

// content is what a file holds and how it is served.
type content struct {
	// sum tells versions of an object from one another, headers included. It need
	// withstand no forger: 72 bits keep the record small.
	sum     string
	payload [sha256.Size]byte // of the file as it is here
	size    int64
	headers Headers
	// isPacked is set where the object is compressed.
	isPacked bool
}

// read takes the sums of all files of the site.
func read(ctx context.Context, site Site, compress bool) (map[string]content, error) {
	all := make(map[string]content, len(site.Paths))
	var mu sync.Mutex
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range site.Paths {
		group.Go(func() error {
			if err := inGroup.Err(); err != nil {
				return err
			}
			c, err := sum(site.Files, f.Path)
			if err != nil {
				return err
			}
			c.headers = site.Headers(f.Path)
			c.isPacked = compress && isText(c.headers.ContentType)
			c.name()
			mu.Lock()
			defer mu.Unlock()
			all[f.Path] = c
			return nil
		})
	}
	return all, group.Wait()
}

func sum(files fs.FS, path string) (c content, err error) {
	f, err := files.Open(path)
	if err != nil {
		return c, err
	}
	defer f.Close()
	hash := sha256.New()
	if c.size, err = io.Copy(hash, f); err == nil {
		hash.Sum(c.payload[:0])
	}
	return c, err
}

// name makes the sum of everything that makes an object.
func (c *content) name() {
	all := sha256.Sum256(fmt.Appendf(nil, "%x\n%s\n%s\n%t", c.payload, c.headers.ContentType, c.headers.CacheControl, c.isPacked))
	c.sum = base64.RawURLEncoding.EncodeToString(all[:9])
}

// isText reports whether compression is worth it. What is compressed already, such
// as pictures and the parts of the search index, is not.
func isText(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "application/wasm" || kind == "image/svg+xml"
}

// body returns what is sent of a file, its length, and its SHA-256 in hexadecimal,
// which the target holds it to. The caller closes it.
func (c content) body(files fs.FS, path string) (io.ReadSeekCloser, int64, string, error) {
	f, err := files.Open(path)
	if err != nil {
		return nil, 0, "", err
	}
	if seeker, ok := f.(io.ReadSeekCloser); ok && !c.isPacked {
		return seeker, c.size, hex.EncodeToString(c.payload[:]), nil
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, 0, "", err
	}
	if sha256.Sum256(data) != c.payload {
		return nil, 0, "", fmt.Errorf("%s: %w", path, ErrChanged)
	}
	if c.isPacked {
		data = pack(data)
	}
	sent := sha256.Sum256(data)
	return inMemory{bytes.NewReader(data)}, int64(len(data)), hex.EncodeToString(sent[:]), nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// pack compresses; the same data gives the same bytes.
func pack(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(data) // into memory: it cannot fail
	w.Close()
	return b.Bytes()
}

func unpack(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
