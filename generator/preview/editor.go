package preview

import (
	"errors"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
)

// DefaultEditor opens files in Visual Studio Code.
const DefaultEditor = "vscode://file/{path}:{line}"

// CheckEditor checks the address that is to open an editor.
// It is a URL with {path}, the absolute path of the file, and perhaps {line}
// and {col}: "idea://open?file={path}&line={line}". Addresses that a browser
// would carry out or load itself are refused.
func CheckEditor(address string) error {
	if address == "" {
		return nil
	}
	placeholder := regexp.MustCompile(`\{[^}]*\}`)
	for _, p := range placeholder.FindAllString(address, -1) {
		if p != "{path}" && p != "{line}" && p != "{col}" {
			return errors.New("it may have {path}, {line} and {col}, not " + p)
		}
	}
	if !strings.Contains(address, "{path}") {
		return errors.New("it needs {path}, which stands for the file: " + DefaultEditor)
	}
	// RFC 3986, 3.1; what comes after the scheme is the editor's business.
	scheme := strings.ToLower(regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`).FindString(address))
	switch scheme {
	case "":
		return errors.New("it is the address that opens an editor: " + DefaultEditor)
	case "javascript:", "data:", "blob:", "file:", "http:", "https:", "about:", "view-source:":
		return errors.New("an address that begins with " + scheme + " does not open an editor")
	}
	return nil
}

// editorAddress puts the content folder into an editor's address, so that only
// {file}, {line} and {col} are left, which the page fills in.
func editorAddress(address, folder string) string {
	folder = strings.TrimSuffix(escapeFile(filepath.ToSlash(folder)), "/")
	// A path that begins with a slash follows the one of the address.
	if strings.Contains(address, "/{path}") {
		folder = strings.TrimPrefix(folder, "/")
	}
	return strings.ReplaceAll(address, "{path}", folder+"/{file}")
}

// escapeFile percent-encodes a path for the path of a URL or for a query.
func escapeFile(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.QueryEscape(p), "+", "%20")
	}
	return strings.ReplaceAll(strings.Join(parts, "/"), "%3A", ":")
}
