package simulate

import (
	"unicode"

	"rehearse/demo/flow"
)

// Normalise returns what is kept of a text that is typed into a field.
func Normalise(f *flow.Field, typed []uint16) []uint16 {
	how := f.Kind.Spec().Normalise
	var text []uint16
	for _, u := range typed {
		u = narrow(u)
		switch how {
		case flow.Trimmed:
			if isInvisible(u) || isSpace(u) && len(text) == 0 {
				continue
			}
		case flow.Compact:
			if isInvisible(u) || isSpace(u) || isHyphen(u) {
				continue
			}
			u = upper(u)
		}
		if len(text) < f.Capacity {
			text = append(text, u)
		}
	}
	for how == flow.Trimmed && len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// narrow turns a full-width letter or digit into ASCII.
func narrow(u uint16) uint16 {
	const fullWidth = 'Ａ' - 'A'
	if n := u - fullWidth; inClass(n, flow.Letter) || inClass(n, flow.Digit) {
		return n
	}
	return u
}

func upper(u uint16) uint16 {
	if inClass(u, flow.Lower) {
		return uint16(unicode.ToUpper(rune(u)))
	}
	return u
}

// isSpace knows tab, space, no-break space and the ideographic space.
func isSpace(u uint16) bool { return u == '\t' || u == ' ' || u == 0xA0 || u == 0x3000 }

// isHyphen knows the ASCII and the full-width hyphen, the minus sign and the
// dashes.
func isHyphen(u uint16) bool {
	return u == '-' || u == 0xFF0D || u == 0x2212 || u >= 0x2010 && u <= 0x2015
}

// isInvisible knows what comes along when text is copied from elsewhere:
// zero-width characters, direction marks and the byte order mark.
func isInvisible(u uint16) bool {
	return u >= 0x200B && u <= 0x200F || u >= 0x202A && u <= 0x202E || u >= 0x2060 && u <= 0x2064 || u == 0xFEFF
}
