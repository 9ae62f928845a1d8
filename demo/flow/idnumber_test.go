package flow

import "testing"

func TestValidResidentID(t *testing.T) {
	for _, s := range []string{"11010519491231002X", "440524188001010014"} {
		if !ValidResidentID(s) {
			t.Errorf("%s is not valid", s)
		}
		for i := range len(s) {
			for d := byte('0'); d <= '9'; d++ {
				changed := []byte(s)
				if changed[i] = d; d != s[i] && ValidResidentID(string(changed)) {
					t.Errorf("%s is valid: one digit was changed", changed)
				}
			}
		}
	}
	for _, s := range []string{"", "11010519491231002x", "1101051949123100", "11010519491231002XX", "11010519490231002X", "１１010519491231002X"} {
		if ValidResidentID(s) {
			t.Errorf("%s is valid", s)
		}
	}
}

// TestDateOfBirth: the number holds a day of the calendar, and of a century in
// which somebody alive could be born, or the standard's specimens.
func TestDateOfBirth(t *testing.T) {
	isDate := func(date string) bool {
		for _, check := range "0123456789X" {
			if ValidResidentID("110105" + date + "002" + string(check)) {
				return true
			}
		}
		return false
	}
	for _, date := range []string{"20000229", "20240229", "18000101", "20991231", "19490430"} {
		if !isDate(date) {
			t.Errorf("%s is no date", date)
		}
	}
	for _, date := range []string{"19000229", "20230229", "17991231", "21000101", "19490431", "19491301", "19490001", "19490100", "19490132"} {
		if isDate(date) {
			t.Errorf("%s is a date", date)
		}
	}
}
