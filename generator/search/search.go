// Package search builds a full-text index that a browser searches without a
// server: the page fetches a few kilobytes of it for each query.
//
// # What is found
//
// A query is cut at white space into terms. Pages that contain every term as a
// substring come first: this is what readers of Chinese expect, whose words have
// no spaces between them. Behind them come pages that have most of the query's
// words, by how rare these are, where they stand and how near to each other. The
// browser divides the query; nothing in the index depends on how, so that the two
// sides cannot divide differently.
//
// Both sides are folded first (see fold.go and variants.go): case, width, accents
// and traditional forms do not matter, nor does a space beside a Chinese
// character. Titles, headings and names of controls of Chinese pages are found by
// their pinyin, too.
//
// Results are sections of pages. What the steps and the rehearsals in them say
// belongs to them, and results lead there.
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
// it is about to show, sees what their sections say, and orders these. Pages that
// have but some of the words are candidates by the grams of these. A Latin word
// that is nowhere is looked for by most of its grams, and in the records by one
// letter's difference.
//
// # Files
//
// All are below Options.Path. Numbers are little-endian; "varint" is LEB128.
//
//	index.json           the manifest, fetched when the search is opened
//	<version>/g<n>.bin   shards: lists of grams
//	<version>/r<n>.bin   records of the pages 2n and 2n+1
//	<version>/spelling.bin  the pinyin of names, in Chinese
//
// Files are small, and always fetched whole, so that nothing depends on whether a
// server knows range requests, and a query needs two trips: shards, then records.
// All but the manifest are in the format of zlib, which browsers can undo.
//
// The version is a hash of what the other files are read by: how many pages and
// shards there can be, the alphabet, and the synonyms. An edit of a text leaves it, and
// changes the record of its page and the shards of the grams that have come or gone; a
// page more leaves it, too, unless there is no more room (see slots.go). So files of two
// builds may come together. A browser notices, since a record must say what the lists
// say of it, and begins anew. The manifest holds the version, which
// numbers are those of pages, how many shards there are, the HTML of the dialog, and
// the alphabet of the records (see record.go); besides, what a query is understood
// by: see the type manifest.
//
// A file of records has the length of the first (32 bits), then both.
//
// A gram is in shard hash(gram) mod shards; those of words that mean the same are where
// the first of these is (see vocabulary.go). A shard is a sequence of entries:
// the first and second character (16 bits each, 0 if there is none); if both
// are narrow, the third (0: any); the length of what follows (varint); the
// number of pages in the list times four, plus two if some page has the gram in a
// prominent place, plus one if the gram is common (varint). If it is, in how many
// sixteenths of the pages it is (varint), and the list of those that have it most
// often; if not, the list of all pages that have it. If there are prominent ones, the
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
	// Inflate is the href of the module that browsers load which cannot undo
	// compression by themselves, Guess that of the one which looks for pinyin and mistyped words.
	Inflate, Guess string
	// Synonyms are groups of words that are found for one another.
	Synonyms [][]string
}

// Document is what is searched of one page.
type Document struct {
	// URL is what the result links to, as it goes into href. It is the page's own.
	URL string
	// Weight is what the page's relevance is multiplied by; 0 stands for 1.
	Weight float64
	// Title, Section and Description are shown; Section is not searched.
	Title, Section, Description string
	// Terms are tags and categories; they are found, and not shown.
	Terms []string
	// Headings are parts of Text that make a page rank higher.
	Headings []string
	// Names are names of controls in Text, which are found by their pinyin as
	// titles and headings are.
	Names []string
	// Text is the plain text of the page, its blocks separated by "\n".
	Text string
	// Places are where its parts begin, in order.
	Places []Place
}

// Place is where a part of a page begins that a result can lead to.
type Place struct {
	Kind PlaceKind
	// ID is the fragment that leads there; empty for the page.
	ID string
	// At is the byte offset in Document.Text.
	At int
}

// PlaceKind is what begins at a place.
type PlaceKind int

// The kinds of places. What AtHeading begins is a section; the others are in
// one.
const (
	AtHeading   PlaceKind = iota
	AtStep                // of a procedure
	AfterStep             // text of the section again
	AtRehearsal           // its titles, names and messages
)

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
	alphabet alphabet
	coder    *coder

	mu   sync.Mutex
	docs []*document
	// idle are the workspaces that nobody uses.
	idle []*workspace
	// names counts the terms and the names of controls, examples the terms
	// of pages that do not step back.
	names, examples map[string]int
}

// NewBuilder returns an empty Builder.
func NewBuilder(options Options) *Builder {
	b := &Builder{
		options: options,
		names:   make(map[string]int), examples: make(map[string]int),
		alphabet: newAlphabet(options.Lang),
	}
	b.coder = newCoder(b.alphabet)
	if language.IsChinese(options.Lang) {
		b.readings = newReadings()
	}
	return b
}

// Add adds a page. It keeps nothing of doc. The order of calls is of no
// importance.
func (b *Builder) Add(doc Document) {
	if doc.Weight == 0 {
		doc.Weight = 1
	}
	w := b.workspace()
	d := newDocument(doc, b.readings, w)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.idle = append(b.idle, w)
	b.docs = append(b.docs, d)
	for _, name := range slices.Concat(doc.Terms, doc.Names) {
		b.names[name]++
	}
	if doc.Weight >= 1 {
		for _, term := range doc.Terms {
			b.examples[term]++
		}
	}
}

// workspace takes one that is idle, or a new one.
func (b *Builder) workspace() *workspace {
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.idle); n > 0 {
		w := b.idle[n-1]
		b.idle = b.idle[:n-1]
		return w
	}
	return &workspace{alphabet: b.coder}
}

// manifest is index.json.
type manifest struct {
	// Version names the folder of the other files.
	Version string `json:"version"`
	// Slots is how many numbers there are for pages, Pages how many pages, and
	// Free the list of the other numbers, in Base64.
	Slots   int    `json:"slots"`
	Pages   int    `json:"pages"`
	Free    []byte `json:"free"`
	Shards  int    `json:"shards"`
	Dialog  string `json:"dialog"`
	Inflate string `json:"inflate"`
	Guess   string `json:"guess"`
	// Spelled says that names are found by their pinyin.
	Spelled bool `json:"spelled"`
	// Weights are the first page of each run of pages of the same weight, and
	// that weight.
	Weights [][2]float64 `json:"weights"`
	// Variants are pairs of a character and what it folds to.
	Variants string `json:"variants"`
	// Synonyms are groups of words that are found for one another.
	Synonyms [][]string `json:"synonyms"`
	// Little are words that say little of what is meant.
	Little []string `json:"little"`
	// Words are what somebody may have meant who mistyped one, folded.
	Words []string `json:"words"`
	// Examples are a few texts that can be found.
	Examples []string `json:"examples"`
	alphabet
}

// maxWords is how many words the manifest has at most.
const maxWords = 300

// maxExamples is how many texts are offered to somebody who has typed nothing.
const maxExamples = 4

// isLongWord reports whether a name is a Chinese word of at least three characters.
// Of shorter ones, every other is a slip away.
func isLongWord(name string) bool {
	chars := []rune(name)
	return len(chars) >= 3 && len(chars) <= 8 &&
		!slices.ContainsFunc(chars, func(c rune) bool { return c < 0x4E00 || c > 0x9FFF })
}

// byFrequency returns the n most frequent of the names that are wanted.
func byFrequency(names map[string]int, wanted func(string) bool, n int) []string {
	all := []string{}
	for name := range names {
		if wanted(name) {
			all = append(all, name)
		}
	}
	slices.SortFunc(all, func(x, y string) int {
		return cmp.Or(cmp.Compare(names[y], names[x]), cmp.Compare(x, y))
	})
	return all[:min(len(all), n)]
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
	docs, names, examples := b.docs, b.names, b.examples
	b.docs, b.idle, b.names, b.examples = nil, nil, make(map[string]int), make(map[string]int)
	b.mu.Unlock()
	slots, weights := placePages(docs)
	counts := countUnits(docs, b.coder)
	counts.spelled = b.readings != nil
	variants := newVariants()
	letters := newLetters(counts.total(), variants)
	own := vocabularyOf(b.options.Lang)
	synonyms := slices.Concat(b.options.Synonyms, own.synonyms)
	shards := newShards(invert(slots, counts, letters), neighbours(synonyms, variants))
	index := manifest{
		Slots: slots, Pages: len(docs), Free: appendList(nil, freeNumbers(docs, slots), slots),
		Shards: len(shards), Dialog: b.options.Dialog, Inflate: b.options.Inflate, Guess: b.options.Guess, Spelled: counts.spelled,
		Weights: weights, Variants: variants.among(letters.units),
		Synonyms: synonyms, Little: own.little,
		Words:    variants.fold(byFrequency(names, isLongWord, maxWords)),
		Examples: byFrequency(examples, func(string) bool { return true }, maxExamples),
		alphabet: b.alphabet,
	}
	files := slices.Concat(shards, recordFiles(docs))
	if b.readings != nil {
		files = append(files, b.readings.spelling())
	}
	index.Version = index.fingerprint()
	for i := range files {
		files[i].Path = path.Join(b.options.Path, index.Version, files[i].Path)
	}
	files = append(files, File{Path: path.Join(b.options.Path, "index.json"), Data: index.encode()})
	slices.SortFunc(files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return files
}

// fingerprint hashes what the other files are read by.
func (m *manifest) fingerprint() string {
	sum := sha256.New()
	fmt.Fprintln(sum, format, m.Slots, m.Shards, m.Weights, m.Chars, m.Highs, m.Synonyms)
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// format is the number of the files' format.
const format = 3
