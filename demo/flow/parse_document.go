package flow

import (
	"fmt"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// document is a kind of identity document, with what its numbers look like;
// the package comment says where that is from.
type document struct {
	name, pattern string
	zh, en        string // of the message, with %s for the field's label
}

var documents = [...]document{
	{"resident-id", "", "%s应为 18 位身份证号码，请核对有没有输错", "%s must be an identity card number of 18 characters; look for a mistyped one"},
	{"passport", `[A-Z0-9]{5,9}`, "%s应为护照号码，由 5 到 9 位字母和数字组成", "%s must be a passport number of 5 to 9 letters and digits"},
	{"hk-macau-permit", `[HM][0-9]{8}([0-9]{2})?`, "%s应为通行证号码：H 或 M 加 8 位数字", "%s must be a permit number: H or M and 8 digits"},
	{"taiwan-permit", `[0-9]{8}`, "%s应为通行证号码：8 位数字", "%s must be a permit number of 8 digits"},
	{"residence-permit", `8[123].{16}`, "%s应为 18 位居住证号码，以 81、82 或 83 开头，请核对有没有输错", "%s must be a residence permit number of 18 characters that begins with 81, 82 or 83; look for a mistyped one"},
	{"foreigner-id", `9.{17}|[A-Z]{3}[0-9]{12}`, "%s应为永久居留证件号码：以 9 开头的 18 位，或旧证的 3 个字母加 12 位数字，请核对有没有输错", "%s must be a permanent residence number: 18 characters that begin with 9, or on older cards 3 letters and 12 digits; look for a mistyped one"},
}

func documentNames() []string {
	names := make([]string, len(documents))
	for i, d := range documents {
		names[i] = d.name
	}
	return names
}

// idChecks adds the check of an identity number, or one for each type of
// document that can be chosen.
func (p *parser) idChecks(f *Field, k keys, at Pos) {
	of, types := k.get("type"), k.get("types")
	if f.Kind != ResidentID {
		p.notFor(f, k, "type", "types")
		return
	}
	if of.Value == nil && types.Value == nil {
		f.Checks = append(f.Checks, Check{Kind: IsIDNumber, Pos: at})
		return
	}
	if of.Value == nil || types.Value == nil {
		p.y.Report(k.of("type", "types").Key, "missing", `"type" and "types" go together`,
			"write type: the field to choose in, and types: {its option: resident-id, …}")
		return
	}
	chooser := p.chooser(f, of)
	if chooser == nil {
		return
	}
	found := p.documentTypes(chooser, types)
	for i, d := range found {
		if d < 0 {
			p.y.Report(types.Key, "type-gap", fmt.Sprintf("it is not said what a number looks like for %q", short(chooser.Options[i].Default)),
				"add it: one of "+listNames("", documentNames()))
			continue
		}
		f.Checks = append(f.Checks, Check{Kind: IsIDNumber, Pos: at, Pattern: documents[d].pattern,
			When: []Condition{{Field: chooser, Choice: i + 1, Pos: at}}})
	}
}

// of returns the first entry with one of the names.
func (k keys) of(names ...string) source.Entry {
	for _, name := range names {
		if e := k.get(name); e.Key != nil {
			return e
		}
	}
	return source.Entry{}
}

func (p *parser) chooser(f *Field, e source.Entry) *Field {
	name := p.y.String(e)
	if name == "" {
		return nil
	}
	chooser := p.fieldOf(f.Screen, e, name)
	if chooser != nil && chooser.Kind != Select && chooser.Kind != Radio {
		p.y.Report(e.Value, "not-for-kind", fmt.Sprintf("%q is of kind %s; a type is chosen in a select or radio", chooser.ID, chooser.Kind),
			"give that field kind: select, and the types as its options")
		return nil
	}
	return chooser
}

// documentTypes returns the document of each option, by its place among
// documents, -1 for none.
func (p *parser) documentTypes(chooser *Field, e source.Entry) []int {
	found := make([]int, len(chooser.Options))
	for i := range found {
		found[i] = -1
	}
	names := documentNames()
	for _, e := range p.y.Entries(e.Value, `"types"`) {
		i := optionIndex(chooser.Options, e.Name)
		if i < 0 {
			options := optionNames(chooser.Options)
			p.y.Report(e.Key, "unknown-name", fmt.Sprintf("%q is no option of %q", short(e.Name), chooser.ID),
				diag.DidYouMean(e.Name, options, listNames("options: ", options)))
			continue
		}
		found[i] = p.oneOf(source.Entry{Name: "type of document", Key: e.Key, Value: e.Value}, names, 0)
	}
	return found
}
