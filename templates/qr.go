package templates

import (
	"strconv"
	"strings"

	"rsc.io/qr"
)

// quietZone is the margin that readers of QR codes need, in modules (ISO/IEC
// 18004).
const quietZone = 4

// qrPath draws an address as a QR code: the data of an SVG path, a rectangle for
// each run of dark modules of a row, and the width of the code. The path is
// empty for an address that no code can hold.
func qrPath(address string) (path string, size int) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", 0
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			run := 0
			for code.Black(x+run, y) { // false outside of the code, too
				run++
			}
			if run > 0 {
				b.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(y) + "h" + strconv.Itoa(run) + "v1h-" + strconv.Itoa(run) + "z")
				x += run
			}
		}
	}
	return b.String(), code.Size
}

// qrBox is the viewBox of a code of a width, with its margin.
func qrBox(size int) string {
	from, width := strconv.Itoa(-quietZone), strconv.Itoa(size+2*quietZone)
	return from + " " + from + " " + width + " " + width
}
