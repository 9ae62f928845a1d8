package flow

// Kind is how a field is filled in.
type Kind int

// The kinds of fields.
const (
	PlainText Kind = iota
	Password
	NewPassword
	ResidentID
	Mobile
	Captcha
	Select
	Radio
	Checkbox
	// SMSCode is a code that a button sends to the customer's phone; see
	// Field.SMS.
	SMSCode
	// Face is a check of the reader's face: performed or not, with nothing to
	// type.
	Face
)

// Holding is what the value of a field is.
type Holding int

// What fields hold.
const (
	// Typed is a text.
	Typed Holding = iota
	// Chosen is the number of one of the field's options, from 1, or 0 for none.
	Chosen
	// Ticked is 1 for done and 0 for not done.
	Ticked
)

// Normalisation is what becomes of a text when it is typed. Full-width letters
// and digits become ASCII in every text.
type Normalisation int

// The normalisations.
const (
	AsTyped Normalisation = iota
	// Trimmed drops surrounding spaces and invisible characters.
	Trimmed
	// Compact drops all spaces, hyphens and invisible characters, which only
	// group what is typed, and makes letters upper case.
	Compact
)

// Drawing is a text that is drawn at random, for the reader to copy.
type Drawing struct {
	// Letters are the ASCII characters of which it consists, Units how many.
	Letters string
	Units   int
	// Sent says that it is drawn when a button sends it; otherwise it is drawn
	// whenever the screen is entered, and when the reader asks for another.
	Sent bool
}

// KindSpec declares a kind of fields. What it leaves out is as in plain text.
type KindSpec struct {
	// Name is what flow files call the kind.
	Name      string
	Holds     Holding
	Normalise Normalisation
	// Drawn is the text that must be typed, where it is drawn; else nil.
	Drawn *Drawing
	// Secret says that what is typed is masked.
	Secret bool
	// Forgets says that the value is cleared whenever the screen is entered.
	Forgets bool
	// Units is the length of every text that passes, in UTF-16 code units, or 0
	// where the kind does not say.
	Units int
	// Before and Checks are the checks that all fields of the kind have, before
	// and after Required. Their messages have %s for the field's label.
	Before, Checks []Check
	// Optional says that the field need not be filled in unless the flow says
	// required: true.
	Optional bool
	// Missing is the message of Required, with %s for the field's label.
	Missing Text
	// Keys are what only this kind can have in a flow file.
	Keys []string
	// NoSample says why fields of the kind need no sample; else it is "".
	NoSample string
	// InputMode is the HTML attribute of that name that suits the value, or "".
	InputMode string
}

var (
	fillIn    = bilingual("请填写%s", "Fill in %s")
	chooseOne = bilingual("请选择%s", "Choose %s")
)

// copied is why what is drawn needs no sample.
const copied = "what to type is what it shows"

// kinds declares each kind of fields.
var kinds = [...]KindSpec{
	PlainText:   {Name: "text", Normalise: Trimmed, Missing: fillIn},
	Password:    {Name: "password", Secret: true, Forgets: true, Missing: fillIn},
	NewPassword: {Name: "new-password", Secret: true, Forgets: true, Missing: fillIn},
	ResidentID: {
		Name: "id-number", Normalise: Compact, Units: ResidentIDUnits, Missing: fillIn,
		Checks: []Check{{Kind: IsIDNumber}}, Keys: []string{"type", "types"},
	},
	Mobile: {
		Name: "mobile", Normalise: Compact, Units: MobileUnits, Missing: fillIn,
		Checks: []Check{{Kind: IsMobile}}, InputMode: "numeric",
	},
	Captcha: {
		Name: "captcha", Normalise: Compact, Units: CaptchaUnits, Missing: fillIn,
		// No character looks like another.
		Drawn:  &Drawing{Letters: "23456789ABCDEFGHJKMNPQRSTUVWXYZ", Units: CaptchaUnits},
		Checks: []Check{{Kind: IsShown}}, NoSample: copied,
	},
	Select:   {Name: "select", Holds: Chosen, Missing: chooseOne},
	Radio:    {Name: "radio", Holds: Chosen, Missing: chooseOne},
	Checkbox: {Name: "checkbox", Holds: Ticked, Optional: true, Missing: bilingual("请先勾选%s", "Tick %s first")},
	SMSCode: {
		Name: "sms-code", Normalise: Compact, Units: SMSUnits, Missing: fillIn,
		Drawn:  &Drawing{Letters: "0123456789", Units: SMSUnits, Sent: true},
		Before: []Check{{Kind: IsSent}}, Checks: []Check{{Kind: HasAttempts}, {Kind: IsFresh}, {Kind: IsCode}},
		Keys: []string{"resend", "expires", "attempts"}, NoSample: copied, InputMode: "numeric",
	},
	Face: {
		Name: "face", Holds: Ticked, Forgets: true, Missing: bilingual("请先完成%s", "Do %s first"),
		NoSample: "there is nothing to it but performing it",
	},
}

// The lengths that kinds of fields fix.
const (
	ResidentIDUnits = 18
	MobileUnits     = 11
	CaptchaUnits    = 4
	SMSUnits        = 6
)

// Kinds returns all kinds of fields.
func Kinds() []Kind {
	all := make([]Kind, len(kinds))
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// Spec returns the declaration of the kind.
func (k Kind) Spec() *KindSpec { return &kinds[k] }

// String returns the kind's name in flow files.
func (k Kind) String() string { return kinds[k].Name }

// IsChoice reports whether the value is the number of an option. What can be
// ticked is a choice with one option.
func (k Kind) IsChoice() bool { return kinds[k].Holds != Typed }

// IsTick reports whether there is nothing but done and not done.
func (k Kind) IsTick() bool { return kinds[k].Holds == Ticked }

// IsDrawn reports whether what must be typed is drawn at random, and shown: a
// captcha on the screen, an SMS code on the phone.
func (k Kind) IsDrawn() bool { return kinds[k].Drawn != nil }

// IsSecret reports whether what is typed is masked.
func (k Kind) IsSecret() bool { return kinds[k].Secret }

// IsKept reports whether the record can keep a value, which can be compared
// with others then.
func (k Kind) IsKept() bool { return !k.IsDrawn() && !k.IsTick() }
