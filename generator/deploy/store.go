package deploy

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Target is where a site is deployed to.
type Target struct {
	Bucket string
	// Prefix is a folder in the bucket; it is empty, or ends with a slash.
	Prefix string
	// Endpoint is the address of the storage, "https://…". If it is empty, it is
	// Amazon's.
	Endpoint string
	// Region may be empty; the storage is then asked for it.
	Region      string
	Credentials *credentials.Credentials

	// beat, patience and attempts are shorter in tests.
	beat, patience time.Duration
	attempts       int
}

// The answers of a target that are no failures.
var (
	errMissing   = errors.New("no such object")
	errCondition = errors.New("the condition does not hold")
	errUnknown   = errors.New("the storage does not know this kind of request")
)

// sumKey is the metadata that tells our objects from others.
const sumKey = "Rehearse-Sum"

// condition is that on which an object is written; the zero condition always holds.
type condition struct {
	// isNew wants that there is no object.
	isNew bool
	// etag wants that the object is this one.
	etag string
}

// store is a target with what is needed of S3. Its methods take names below the
// prefix. Requests that fail for a reason that may pass are repeated.
type store struct {
	core   minio.Core
	bucket string
	prefix string
	// unguarded is set where the target ignores conditions.
	unguarded      bool
	beat, patience time.Duration
	sent           atomic.Int64
}

func connect(t Target) (*store, error) {
	u, err := url.Parse(t.Endpoint)
	if err != nil {
		return nil, err
	}
	host := u.Host
	if host == "" {
		host = "s3.amazonaws.com"
	}
	client, err := minio.New(host, &minio.Options{
		Creds: t.Credentials, Secure: u.Scheme != "http", Region: t.Region, MaxRetries: cmp.Or(t.attempts, 6),
	})
	if err != nil {
		return nil, err
	}
	s := &store{core: minio.Core{Client: client}, bucket: t.Bucket, prefix: t.Prefix, beat: beat, patience: patience}
	if t.patience > 0 {
		s.beat, s.patience = t.beat, t.patience
	}
	return s, nil
}

// get returns an object, which is not large, and its ETag; or errMissing.
func (s *store) get(ctx context.Context, name string) ([]byte, string, error) {
	body, info, _, err := s.core.GetObject(ctx, s.bucket, s.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, "", plain(err)
	}
	defer body.Close()
	data, err := io.ReadAll(body)
	return data, info.ETag, err
}

// found is what stat finds.
type found struct {
	exists bool
	// sum is empty for an object that did not come from here.
	sum, etag string
}

func (s *store) stat(ctx context.Context, name string) (found, error) {
	info, err := s.core.StatObject(ctx, s.bucket, s.prefix+name, minio.StatObjectOptions{})
	if err = plain(err); errors.Is(err, errMissing) {
		return found{}, nil
	}
	return found{exists: err == nil, sum: info.Metadata.Get("X-Amz-Meta-" + sumKey), etag: info.ETag}, err
}

// put writes an object of our own, and returns its ETag. A write that reached the
// target, though its answer did not come back, has been repeated and was refused; what
// stands is ours all the same.
func (s *store) put(ctx context.Context, name string, data []byte, on condition) (string, error) {
	sum := sha256.Sum256(data)
	opt := minio.PutObjectOptions{ContentType: "application/octet-stream", CacheControl: "no-store"}
	etag, err := s.send(ctx, name, inMemory{bytes.NewReader(data)}, int64(len(data)), hex.EncodeToString(sum[:]), opt, on)
	if errors.Is(err, errCondition) {
		if now, found, getErr := s.get(ctx, name); getErr == nil && bytes.Equal(now, data) {
			return found, nil
		}
	}
	return etag, err
}

// upload writes a file of the site.
func (s *store) upload(ctx context.Context, site Site, path string, c content, on condition) error {
	body, size, sum, err := c.body(site.Files, path)
	if err != nil {
		return err
	}
	defer body.Close()
	opt := minio.PutObjectOptions{
		ContentType: c.headers.ContentType, CacheControl: c.headers.CacheControl,
		UserMetadata: map[string]string{sumKey: c.sum},
	}
	if c.isPacked {
		opt.ContentEncoding = "gzip"
	}
	_, err = s.send(ctx, path, body, size, sum, opt, on)
	return err
}

// send puts an object, in one request. The target holds it to its SHA-256; that the
// library does not take another while it sends is what DisableContentSha256 says.
func (s *store) send(ctx context.Context, name string, body io.Reader, size int64, sum string, opt minio.PutObjectOptions, on condition) (string, error) {
	opt.DisableContentSha256 = true
	switch {
	case s.unguarded:
	case on.isNew:
		opt.SetMatchETagExcept("*")
	case on.etag != "":
		opt.SetMatchETag(on.etag)
	}
	info, err := s.core.PutObject(ctx, s.bucket, s.prefix+name, body, size, "", sum, opt)
	if err == nil {
		s.sent.Add(size)
	}
	if err = plain(err); errors.Is(err, errMissing) && on.etag != "" {
		err = errCondition // it should have been there
	}
	return info.ETag, err
}

func (s *store) remove(ctx context.Context, name string) error {
	err := plain(s.core.RemoveObject(ctx, s.bucket, s.prefix+name, minio.RemoveObjectOptions{}))
	if errors.Is(err, errMissing) {
		return nil
	}
	return err
}

// Code is the name that S3 gives to why it has refused a request, such as
// "NoSuchBucket"; it is empty for other errors.
func Code(err error) string { return minio.ToErrorResponse(err).Code }

// plain tells the answers that are no failures from those that are.
func plain(err error) error {
	if err == nil {
		return nil
	}
	answer := minio.ToErrorResponse(err)
	switch {
	case answer.Code == "NoSuchKey":
		return errMissing
	case answer.StatusCode == http.StatusNotImplemented:
		return errUnknown
	case answer.StatusCode == http.StatusPreconditionFailed || answer.Code == "ConditionalRequestConflict":
		return errCondition
	case answer.Code == "XAmzContentSHA256Mismatch" || answer.Code == "IncompleteBody" ||
		strings.Contains(err.Error(), "ContentLength="):
		return ErrChanged
	}
	return err
}
