package search

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/mozillazg/go-pinyin"
)

// phrases.txt holds words in which characters are read otherwise than mostly:
// one a line, with its syllables.
//
//go:embed phrases.txt
var phrases string

// readings knows the pinyin of words and characters. The library takes a
// microsecond for a character, so that what it said is kept.
type readings struct {
	// words are those of phrases.txt by their first characters, long ones first.
	words map[rune][]*reading
	known [1 << 16]atomic.Pointer[reading]
}

// reading is a word, its syllables, and whether it was asked for.
type reading struct {
	chars     []rune
	syllables []string
	used      atomic.Bool
}

func newReadings() *readings {
	r := &readings{words: make(map[rune][]*reading)}
	for line := range strings.Lines(phrases) {
		word, syllables, _ := strings.Cut(strings.TrimSpace(line), " ")
		chars := []rune(word)
		r.words[chars[0]] = append(r.words[chars[0]], &reading{chars: chars, syllables: strings.Fields(strings.ReplaceAll(syllables, "ü", "v"))})
	}
	for _, words := range r.words {
		slices.SortStableFunc(words, func(x, y *reading) int { return len(y.chars) - len(x.chars) })
	}
	return r
}

// of returns the usual reading of r without tones; without syllables, if r is not
// Chinese.
func (r *readings) of(char rune) *reading {
	if int(char) >= len(r.known) {
		return &reading{}
	}
	if known := r.known[char].Load(); known != nil {
		return known
	}
	made := &reading{chars: []rune{char}}
	if all := pinyin.SinglePinyin(char, pinyin.NewArgs()); len(all) > 0 {
		made.syllables = all[:1]
	}
	r.known[char].Store(made)
	return made
}

// stretches returns the syllables of each stretch of Chinese in a text.
func (r *readings) stretches(text string) [][]string {
	var all [][]string
	chars := []rune(text)
	open := false
	for i := 0; i < len(chars); {
		syllables := r.at(chars[i:])
		if syllables == nil {
			open = false
			i++
			continue
		}
		if !open {
			all = append(all, nil)
			open = true
		}
		all[len(all)-1] = append(all[len(all)-1], syllables...)
		i += len(syllables)
	}
	return all
}

// at returns how a text begins to be read: its longest known word, or its first
// character; nil if that is not Chinese.
func (r *readings) at(chars []rune) []string {
	if chars[0] < wideFrom {
		return nil
	}
	for _, word := range r.words[chars[0]] {
		if len(word.chars) <= len(chars) && slices.Equal(word.chars, chars[:len(word.chars)]) {
			word.used.Store(true)
			return word.syllables
		}
	}
	return r.of(chars[0]).syllables
}

// spell returns what someone types on a Latin keyboard who looks for the title,
// headings or names of controls of a document: the syllables of every stretch of
// Chinese in them, and their initials.
func (r *readings) spell(doc Document) string {
	if r == nil {
		return ""
	}
	var all []string
	seen := make(map[string]bool)
	for _, name := range slices.Concat([]string{doc.Title}, doc.Headings, doc.Names) {
		for _, syllables := range r.stretches(name) {
			whole := strings.Join(syllables, "")
			if seen[whole] {
				continue
			}
			seen[whole] = true
			var initials strings.Builder
			for _, syllable := range syllables {
				initials.WriteByte(syllable[0])
			}
			all = append(all, whole, initials.String())
		}
	}
	return strings.Join(all, " ")
}

// spelling returns the file by which browsers spell names, too: lines of what was
// spelled and its syllables, first the words, then the characters by syllables.
func (r *readings) spelling() File {
	var lines []string
	for _, words := range r.words {
		for _, word := range words {
			if word.used.Load() {
				lines = append(lines, string(word.chars)+" "+strings.Join(word.syllables, " ")+"\n")
			}
		}
	}
	slices.Sort(lines)
	read := make(map[string]string)
	for char := range r.known {
		if of := r.known[char].Load(); of != nil && of.syllables != nil {
			read[of.syllables[0]] += string(of.chars)
		}
	}
	for _, syllable := range slices.Sorted(maps.Keys(read)) {
		lines = append(lines, read[syllable]+" "+syllable+"\n")
	}
	var p packer
	return File{Path: spellingName, Data: p.pack([]byte(strings.Join(lines, "")))}
}

const spellingName = "spelling.bin"
