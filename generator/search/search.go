// Package search builds a full-text index that a browser searches without a
// server: the page fetches a few kilobytes of it for each query.
//
// # What is found
//
// A query is cut at white space into terms; a page is found if it contains
// every term as a substring of its title, description or text. This is what
// readers of Chinese expect, whose words have no spaces between them. Both
// sides are folded first (see fold.go): case, width and accents do not
// matter, nor does a space beside a Chinese character. The titles of Chinese
// pages are found by their pinyin too.
//
// # How
//
// Every position of a run of letters and digits yields one gram: three
// characters where all three are of a narrow script (Latin, Cyrillic, digits),
// otherwise two. For every gram there is the list of the pages that hold it.
// Shorter queries are served by lists for single characters and narrow pairs,
// each the union of the grams that begin with it. Pages that hold all grams of
// a query are its candidates: a superset of the pages to be found. The browser
// then reads the records (title, description, text) of the few candidates that
// it is about to show, drops those that do not contain the terms, and cuts
// excerpts out of the others.
//
// # Files
//
// All are below Options.Path. Numbers are little-endian; "varint" is LEB128.
//
//	index.json           the manifest, the only file with a fixed name
//	<version>/g<n>.bin   shards: lists of grams
//	<version>/r<n>.bin   records of pages
//
// Files of shards and records hold 16 of them: first their 16 offsets in the
// file and the end of the last one (32 bits each), so that a browser can ask
// for one alone by range requests. It copes with servers that send the whole
// file instead. Shard or record i is in file i/16.
//
// The version is a hash of all other files, so that they may be cached for
// ever and never mixed. The manifest holds the version, the numbers of pages
// and of shards, the HTML of the dialog, and the alphabet of the records (see record.go).
//
// A gram is in shard hash(gram) mod shards. A shard is a sequence of entries:
// the first and second character (16 bits each, 0 if there is none); if both
// are narrow, the third (0: any); the length of what follows (varint); the
// number of pages times two, plus one if some page has the gram in a prominent
// place (varint). Then the list of pages; if there are prominent ones, the
// number (varint) and list of pages that have it in title, description or a
// heading, and those of pages that have it in the title. Lists are Rice codes
// of the gaps (see rice.go).
package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"path"
	"slices"
	"strings"
	"sync"

	"rehearse/demo/language"
)

// Options say what a Builder builds.
type Options struct {
	// Path is the folder of the index in the site, such as "search/zh".
	Path string
	// Lang is the language of the pages, such as "zh-CN". Chinese titles are
	// indexed by pinyin as well.
	Lang string
	// Dialog is the HTML of the search dialog. It comes with the manifest, so
	// that no page has to carry it.
	Dialog string
}

// Document is what is searched of one page.
type Document struct {
	// ID orders the pages: among equally good ones, the lower comes first.
	ID int
	// URL is what the result links to, as it goes into href.
	URL string
	// Title, Section and Description are shown; Section is not searched.
	Title, Section, Description string
	// Headings are parts of Text that make a page rank higher.
	Headings []string
	// Text is the plain text of the page, its blocks separated by "\n".
	Text string
}

// File is a file to publish.
type File struct {
	// Path is relative to the root of the site, with slashes.
	Path string
	Data []byte
}

// Builder collects the pages of one language. Its methods may be called
// concurrently.
type Builder struct {
	options Options
	// readings is nil for languages other than Chinese.
	readings *readings
	scratch  sync.Pool

	mu   sync.Mutex
	docs []*document
}

// NewBuilder returns an empty Builder.
func NewBuilder(options Options) *Builder {
	b := &Builder{
		options: options,
		scratch: sync.Pool{New: func() any { return new([]uint16) }},
	}
	if language.IsChinese(options.Lang) {
		b.readings = new(readings)
	}
	return b
}

// Add adds a page. It keeps nothing of doc. The order of calls is of no
// importance.
func (b *Builder) Add(doc Document) {
	scratch := b.scratch.Get().(*[]uint16)
	d := newDocument(doc, b.readings, scratch)
	b.scratch.Put(scratch)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.docs = append(b.docs, d)
}

// manifest is index.json.
type manifest struct {
	// Version names the folder of the other files.
	Version string `json:"version"`
	Pages   int    `json:"pages"`
	Shards  int    `json:"shards"`
	Dialog  string `json:"dialog"`
	alphabet
}

// encode returns the JSON. Its HTML goes into no page, and so need not be
// escaped, which would make it half as long again.
func (m *manifest) encode() []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(m) // of strings and numbers, it cannot fail
	return b.Bytes()
}

// Finish returns the files of the index, sorted by path. The Builder is empty
// afterwards. The same pages give the same bytes.
func (b *Builder) Finish() []File {
	b.mu.Lock()
	docs := b.docs
	b.docs = nil
	b.mu.Unlock()
	slices.SortFunc(docs, func(x, y *document) int {
		return cmp.Or(cmp.Compare(x.id, y.id), slices.Compare(x.units, y.units))
	})
	counts := countUnits(docs)
	shards := newShards(invert(docs, counts))
	alphabet := newAlphabet(counts.total())
	files := slices.Concat(packShards(shards), packRecords(docs, alphabet))
	version := fingerprint(files)
	for i := range files {
		files[i].Path = path.Join(b.options.Path, version, files[i].Path)
	}
	index := manifest{Version: version, Pages: len(docs), Shards: len(shards), Dialog: b.options.Dialog, alphabet: alphabet}
	files = append(files, File{Path: path.Join(b.options.Path, "index.json"), Data: index.encode()})
	slices.SortFunc(files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return files
}

// fingerprint hashes the files. A fast checksum of each is enough to distinguish
// one version from another.
func fingerprint(files []File) string {
	sum := sha256.New()
	table := crc32.MakeTable(crc32.Castagnoli)
	for _, file := range files {
		fmt.Fprintln(sum, file.Path, len(file.Data), crc32.Checksum(file.Data, table))
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}
