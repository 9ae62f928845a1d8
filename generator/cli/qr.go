package cli

import (
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin that readers of codes need (ISO/IEC 18004 wants four
// modules; phones make do with two).
const quietZone = 2

// qrText draws a QR code with half blocks, two modules a character. With
// colours it is dark on light; without, it counts on a dark terminal, where a
// full block is light.
func qrText(text string, colour bool) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		if colour {
			b.WriteString("\x1b[38;5;231;48;5;16m")
		}
		for x := -quietZone; x < code.Size+quietZone; x++ {
			// Black is false outside of the code, too.
			b.WriteString(halfBlock(!code.Black(x, y), !code.Black(x, y+1) && y+1 < code.Size+quietZone))
		}
		if colour {
			b.WriteString("\x1b[0m")
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// halfBlock is a character whose upper and lower halves are light or not.
func halfBlock(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
