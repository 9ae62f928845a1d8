package flow

// ValidResidentID reports whether s is a resident identity number by
// GB 11643-1999: a 6-digit area, an 8-digit date of birth that the calendar
// has, a 3-digit sequence number and a check character, 0 to 9 or X. The area
// is not looked up: areas come and go.
func ValidResidentID(s string) bool {
	const weights = "\x07\x09\x0a\x05\x08\x04\x02\x01\x06\x03\x07\x09\x0a\x05\x08\x04\x02"
	if len(s) != ResidentIDUnits {
		return false
	}
	sum := 0
	for i := range len(weights) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		sum += int(s[i]-'0') * int(weights[i])
	}
	return s[17] == "10X98765432"[sum%11] &&
		validDate(number(s[6:10]), number(s[10:12]), number(s[12:14]))
}

func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// validDate reports whether the Gregorian calendar has the day. Years begin
// with 1800, which admits the standard's own specimen, born in 1880.
func validDate(year, month, day int) bool {
	if year < 1800 || year > 2099 || month < 1 || month > 12 || day < 1 {
		return false
	}
	last := 31
	switch month {
	case 4, 6, 9, 11:
		last = 30
	case 2:
		last = 28
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			last = 29
		}
	}
	return day <= last
}
