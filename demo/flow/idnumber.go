package flow

import "time"

// Document is a type of identity document. The package comment says what the
// forms of their numbers are taken from.
type Document struct {
	// Name is what flow files call the document.
	Name string
	// pattern is what numbers match; where it is "", they have 18 characters.
	pattern string
	// zh and en are the message about a wrong number, with %s for the label.
	zh, en string
}

var residentID = Document{"resident-id", "", "%s应为 18 位身份证号码，请核对有没有输错", "%s must be an identity card number of 18 characters; look for a mistyped one"}

var documents = [...]Document{
	residentID,
	{"passport", `[A-Z0-9]{5,9}`, "%s应为护照号码，由 5 到 9 位字母和数字组成", "%s must be a passport number of 5 to 9 letters and digits"},
	{"hk-macau-permit", `[HM][0-9]{8}([0-9]{2})?`, "%s应为通行证号码：H 或 M 加 8 位数字", "%s must be a permit number: H or M and 8 digits"},
	{"taiwan-permit", `[0-9]{8}`, "%s应为通行证号码：8 位数字", "%s must be a permit number of 8 digits"},
	{"residence-permit", `8[123].{16}`, "%s应为 18 位居住证号码，以 81、82 或 83 开头，请核对有没有输错", "%s must be a residence permit number of 18 characters that begins with 81, 82 or 83; look for a mistyped one"},
	{"foreigner-id", `9.{17}|[A-Z]{3}[0-9]{12}`, "%s应为永久居留证件号码：以 9 开头的 18 位，或旧证的 3 个字母加 12 位数字，请核对有没有输错", "%s must be a permanent residence number: 18 characters that begin with 9, or on older cards 3 letters and 12 digits; look for a mistyped one"},
}

// Documents returns the types of identity documents.
func Documents() []Document { return documents[:len(documents):len(documents)] }

// String returns the document's name in flow files.
func (d Document) String() string { return d.Name }

// Check returns the check of the document's number.
func (d Document) Check() Check {
	return Check{Kind: IsIDNumber, Pattern: d.pattern, Message: bilingual(d.zh, d.en)}
}

// Specimens returns the resident identity numbers that may stand in a flow:
// those that GB 11643-1999 itself prints as examples. Any other number that is
// valid may be somebody's.
func Specimens() []string { return []string{"11010519491231002X", "440524188001010014"} }

// ValidResidentID reports whether s is a resident identity number by
// GB 11643-1999: a 6-digit area, an 8-digit date of birth that the calendar
// has, a 3-digit sequence number and a check character, 0 to 9 or X. The area
// is not looked up: areas come and go. Years begin with 1800, which admits the
// standard's own specimen, born in 1880.
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
	born, err := time.Parse("20060102", s[6:14])
	return s[17] == "10X98765432"[sum%11] && err == nil && born.Year() >= 1800 && born.Year() < 2100
}
