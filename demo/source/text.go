// Package source reads what authors write: text in a known encoding, and YAML
// whose every value still knows its position in the file.
package source

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"rehearse/demo/diag"
)

// FlowSuffix ends the name of every flow file. Who reads folders and links knows
// flows by it, and by nothing else.
const FlowSuffix = ".flow.yaml"

var (
	bomUTF8    = []byte{0xEF, 0xBB, 0xBF}
	bomUTF32LE = []byte{0xFF, 0xFE, 0, 0} // begins as that of UTF-16LE does
	bomUTF32BE = []byte{0, 0, 0xFE, 0xFF}
	bomUTF16LE = []byte{0xFF, 0xFE}
	bomUTF16BE = []byte{0xFE, 0xFF}
)

// Text returns raw as UTF-8 without byte order mark and with line feeds as
// the only line endings. Text in any other encoding is refused with a problem
// that names the encoding and how to convert it; ok is then false.
func Text(file string, raw []byte) (text []byte, problem diag.Problem, ok bool) {
	if name := foreignEncoding(raw); name != "" {
		return nil, foreign(file, raw, name), false
	}
	text = bytes.TrimPrefix(raw, bomUTF8)
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	return text, diag.Problem{}, true
}

// damaged is UTF-8 with invalid bytes in it.
const damaged = "damaged UTF-8"

// foreign is the problem of a file in another encoding.
func foreign(file string, raw []byte, encoding string) diag.Problem {
	at := firstInvalid(raw)
	p := diag.Problem{
		File: file, Rule: "encoding",
		Message: fmt.Sprintf("this file is not UTF-8; it looks like %s", encoding),
		Hint:    convertHint(encoding),
	}
	if encoding == damaged {
		p.Message = fmt.Sprintf("this is not valid UTF-8: the byte 0x%X here is part of no character", raw[at])
	}
	p.Line, p.Col = diag.Position(raw, at)
	return p
}

// foreignEncoding names the encoding of raw, or returns "" for UTF-8.
func foreignEncoding(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, bomUTF32LE):
		return "UTF-32LE"
	case bytes.HasPrefix(raw, bomUTF32BE):
		return "UTF-32BE"
	case bytes.HasPrefix(raw, bomUTF16LE):
		return "UTF-16LE"
	case bytes.HasPrefix(raw, bomUTF16BE):
		return "UTF-16BE"
	case bytes.IndexByte(raw, 0) >= 0:
		return nulEncoding(raw)
	case utf8.Valid(raw):
		return ""
	case mostlyUTF8(raw):
		return damaged
	}
	return legacy(raw)
}

// legacy names the encoding in which raw reads best, of those that text in
// Chinese and Japanese was in before UTF-8. Most bytes of one of them mean
// something in the others, too, but hardly what people write.
func legacy(raw []byte) string {
	name, most := damaged, -1
	for _, c := range []struct {
		name string
		encoding.Encoding
	}{
		{"GB18030", simplifiedchinese.GB18030}, {"Big5", traditionalchinese.Big5}, {"Shift-JIS", japanese.ShiftJIS},
	} {
		decoded, err := c.NewDecoder().Bytes(raw)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			continue
		}
		n := 0
		for _, r := range string(decoded) {
			if r >= 'ぁ' && r <= 'ヿ' || strings.ContainsRune(frequent, r) {
				n++
			}
		}
		if n > most && (n > 0 || c.name == "GB18030") {
			name, most = c.name, n
		}
	}
	return name
}

// frequent are characters that nearly every text in Chinese has some of, in both
// of its scripts, and marks.
const frequent = "，。、：的一是不了在人有我他这這个個们們来來上大为為和国國要以会會就到说說时時用地年也可生能对對好下中过過出" +
	"本标標题題文章请請点點选選步填写寫密码碼登录錄号號机機手信息提交办辦理卡证證件如何"

// mostlyUTF8 tells UTF-8 with a few broken characters from GB18030. Most of it
// could be read as GB18030, and a conversion would ruin it.
func mostlyUTF8(raw []byte) bool {
	sound, broken := 0, 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			sound++
		}
		i += n
	}
	return sound > broken
}

// nulEncoding tells UTF-16 without a mark from binary data: text that is
// partly ASCII has its zero bytes all on even or all on odd places. In UTF-32,
// half of every character is zero.
func nulEncoding(raw []byte) string {
	var zeros [2]int
	var quarters [4]int
	for i, b := range raw {
		if b == 0 {
			zeros[i%2]++
			quarters[i%4]++
		}
	}
	units := len(raw) / 4
	switch whole := len(raw)%4 == 0; {
	case whole && quarters[3] == units && quarters[2] == units && quarters[0] == 0:
		return "UTF-32LE"
	case whole && quarters[0] == units && quarters[1] == units && quarters[3] == 0:
		return "UTF-32BE"
	case zeros[0] == 0 && zeros[1] > 1:
		return "UTF-16LE"
	case zeros[1] == 0 && zeros[0] > 1:
		return "UTF-16BE"
	}
	return "binary data"
}

// firstInvalid returns where the first byte is that is not UTF-8 text.
func firstInvalid(raw []byte) int {
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if raw[i] == 0 || r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// convertHint does not name the file: the author's working folder is not known
// here.
func convertHint(encoding string) string {
	switch encoding {
	case "binary data":
		return "save it as text in UTF-8, or give it the ending of what it is"
	case damaged:
		return "type the character anew and save the file as UTF-8; if all of it is in another encoding, run: iconv -f ENCODING -t UTF-8 FILE > new.txt"
	}
	return fmt.Sprintf("save it as UTF-8 in your editor, or run: iconv -f %s -t UTF-8 FILE > new.txt", encoding)
}
