package cli

import (
	"strings"
	"testing"

	"rsc.io/qr"
)

// Read back from the terminal, module by module, the drawing is the code with
// a light margin.
func TestQRText(t *testing.T) {
	const address = "http://192.168.178.20:1313/handbook/"
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	for _, colour := range []bool{false, true} {
		text, err := qrText(address, colour)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(text, "\x1b[") != colour {
			t.Errorf("with colour %v the text is %q", colour, text)
		}
		text = strings.NewReplacer("\x1b[38;5;231;48;5;16m", "", "\x1b[0m", "").Replace(text)
		rows := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if want := (code.Size + 2*quietZone + 1) / 2; len(rows) != want {
			t.Fatalf("%d rows, want %d", len(rows), want)
		}
		for y := -quietZone; y < code.Size+quietZone; y++ {
			row := []rune(rows[(y+quietZone)/2])
			for x := -quietZone; x < code.Size+quietZone; x++ {
				half := "▀█"
				if (y+quietZone)%2 == 1 {
					half = "▄█"
				}
				if dark := !strings.ContainsRune(half, row[x+quietZone]); dark != code.Black(x, y) {
					t.Fatalf("the module at %d, %d is dark: %v", x, y, dark)
				}
			}
		}
	}
}
