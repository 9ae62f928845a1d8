package pattern

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

var patterns = []string{
	``, `a`, `a|`, `[0-9]{6}`, `1[3-9][0-9]{9}`, `^a$`, `a^b`, `a$b`, `(^|b)a($|c)`, `$`, `^$`, `(?i)ks`, `(?i)é`,
	`.*`, `.{2}`, `(?s).`, `\p{Han}{2,4}`, `[^a-c]+`, `[\x{1F600}-\x{1F64F}]+`, `[\x{10000}-\x{10FFFF}]`, `𠮷田?`,
	`[\x{D000}-\x{E000}]`, `(a|ab)(c|bcd)(d*)`, `(a*)*b`, `[A-Z]{1,2}[0-9]{6,8}`, `\d+(-\d+)?`, `(?i)[k-s]+`, `[^\n]`,
}

var texts = []string{
	"", "a", "b", "ab", "ba", "bac", "abc", "123456", "１２", "13800000000", "KS", "ſ", "\u212A", "É", "\n", "孙小样", "孙", "𠮷", "𠮷田",
	"😀", "😀😃", "\uD7FF", "\uE000", "\uFFFF", "\U0010FFFF", "\U00010000", "abcd", "aab", "AB123456", "1-2", "1-",
}

func TestMatchesLikeRegexp(t *testing.T) {
	for _, p := range patterns {
		table, err := Compile(p)
		if err != nil {
			t.Errorf("%q: %v", p, err)
			continue
		}
		whole := regexp.MustCompile(`\A(?:` + p + `)\z`)
		for _, s := range texts {
			if got, want := table.Match(utf16.Encode([]rune(s))), whole.MatchString(s); got != want {
				t.Errorf("%q on %q: %v, want %v", p, s, got, want)
			}
		}
	}
}

func TestLoneSurrogatesNeverMatch(t *testing.T) {
	table, err := Compile(`[^a]*`)
	if err != nil {
		t.Fatal(err)
	}
	for _, units := range [][]uint16{{0xD800}, {0xDC00}, {0xD800, 'b'}, {0xDC00, 0xD800}, {'b', 0xDBFF}} {
		if table.Match(units) {
			t.Errorf("%x matches", units)
		}
	}
	if !table.Match([]uint16{0xD800, 0xDC00}) {
		t.Error("a pair does not match")
	}
}

func TestRefused(t *testing.T) {
	var syntaxError *syntax.Error
	for _, p := range []string{`(`, `a{2000}`, `[z-a]`, `\pX`, `(?<`, `((((a{99}){99}){99}){99})`} {
		if _, err := Compile(p); !errors.As(err, &syntaxError) {
			t.Errorf("%q: %v, want a syntax error", p, err)
		}
	}
	for _, p := range []string{`\ba`, `(?m)^a`, `(?m)a$`, `\Qa`, `a\Qb\Ec\Q`} {
		if _, err := Compile(p); err == nil || errors.As(err, &syntaxError) {
			t.Errorf("%q: %v, want a refusal", p, err)
		}
	}
}

// TestBombs gives expressions whose tables explode; each must be refused
// before it does.
func TestBombs(t *testing.T) {
	for _, p := range []string{
		`(a|b)*a(a|b){15}`, `.{200}`, strings.Repeat(`\pL|`, 120), `(\pL{1,9}\PL{1,9})*`, `(.*a){200}`, strings.Repeat("x", 501),
		strings.Repeat(`(a|b|ab|`, 60) + `c` + strings.Repeat(`)*`, 60),
	} {
		began := time.Now()
		_, err := Compile(p)
		t.Logf("%.20q: %v after %v", p, err, time.Since(began))
		if err == nil && !strings.HasSuffix(p, ")*") && !strings.HasPrefix(p, `\pL`) {
			t.Errorf("%.20q compiles", p)
		}
	}
}

func FuzzMatch(f *testing.F) {
	for i, p := range patterns {
		f.Add(p, texts[i%len(texts)])
	}
	f.Fuzz(func(t *testing.T, p, s string) {
		table, err := Compile(p)
		if err != nil {
			return
		}
		runes := []rune(s)
		whole := regexp.MustCompile(`\A(?:` + p + `)\z`)
		if got, want := table.Match(utf16.Encode(runes)), whole.MatchString(string(runes)); got != want {
			t.Errorf("%q on %q: %v, want %v", p, s, got, want)
		}
	})
}
