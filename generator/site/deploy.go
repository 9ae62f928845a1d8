package site

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"rehearse/demo/source"
)

// Deploy is where the site is deployed to. The zero Deploy is nowhere.
type Deploy struct {
	// Bucket holds the site; Prefix is a folder in it, empty or with a slash at its end.
	Bucket, Prefix string
	// Endpoint is the storage's address; it and Region may be empty.
	Endpoint, Region string
	// Compress wants texts to be stored compressed.
	Compress bool
}

var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// ParseDeployTo reads bucket and folder from "s3://bucket/folder". The error is for the
// author's eyes.
func ParseDeployTo(s string) (bucket, prefix string, err error) {
	rest, isS3 := strings.CutPrefix(s, "s3://")
	bucket, prefix, _ = strings.Cut(rest, "/")
	switch {
	case !isS3:
		return "", "", fmt.Errorf("the target %q does not begin with s3://", s)
	case !bucketName.MatchString(bucket):
		return "", "", fmt.Errorf("%q cannot be the name of a bucket", bucket)
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(prefix, "/"), "/") {
		if prefix != "" && (part == "" || part == "." || part == "..") || strings.ContainsAny(part, "?#%\\") {
			return "", "", fmt.Errorf("%q cannot be a folder of the bucket", prefix)
		}
	}
	if prefix != "" {
		prefix = strings.TrimSuffix(prefix, "/") + "/"
	}
	return bucket, prefix, nil
}

// CheckEndpoint checks the address of a storage. The error is for the author's eyes.
func CheckEndpoint(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is not the address of a storage", s)
	}
	return nil
}

// readDeploy reads it whole or not at all.
func readDeploy(y *source.YAML, k source.Entry) Deploy {
	var d Deploy
	before := len(y.Problems)
	for _, e := range y.Mapping(k.Value, "deploy", []string{"to", "endpoint", "region", "compress"}) {
		var err error
		hint := "write it as https://s3.example.org, without the bucket"
		switch e.Name {
		case "to":
			if to := y.String(e); to != "" {
				d.Bucket, d.Prefix, err = ParseDeployTo(to)
				hint = "write it as s3://bucket or s3://bucket/folder"
			}
		case "endpoint":
			if d.Endpoint = y.String(e); d.Endpoint != "" {
				err = CheckEndpoint(d.Endpoint)
			}
		case "region":
			d.Region = y.String(e)
		case "compress":
			d.Compress = y.Bool(e)
		}
		if err != nil {
			y.Report(e.Value, "url", err.Error(), hint)
		}
	}
	if len(y.Problems) > before {
		return Deploy{}
	}
	return d
}
