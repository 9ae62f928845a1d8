package picture

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"rehearse/demo/diag"
)

const svgStart = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30">`

// Each of these runs something, loads something, or leads somewhere, in some
// browser, when the drawing is opened on its own.
var svgAttacks = map[string]string{
	"script":                 `<script>alert(1)</script>`,
	"script in a prefix":     `<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`,
	"script of HTML":         `<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`,
	"script from elsewhere":  `<script xlink:href="https://evil.example/x.js"/>`,
	"script in a group":      `<g><g><script>alert(1)</script></g></g>`,
	"script in a style":      `<style><script>alert(1)</script></style>`,
	"script in CDATA":        `<style><![CDATA[</style><script>alert(1)</script>]]></style>`,
	"script in a title":      `<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>`,
	"load handler":           `<g onload="alert(1)"/>`,
	"handler in capitals":    `<g OnClick="alert(1)"/>`,
	"handler of an image":    `<image href="#x" onerror="alert(1)"/>`,
	"handler of animations":  `<animate attributeName="x" onbegin="alert(1)" begin="0s"/>`,
	"javascript link":        `<a href="javascript:alert(1)"><text>x</text></a>`,
	"javascript in XLink":    `<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>`,
	"link to elsewhere":      `<a href="https://evil.example/"><text>x</text></a>`,
	"animated link":          `<a href="#x"><animate attributeName="href" values="javascript:alert(1)"/></a>`,
	"animated XLink":         `<a><animate attributeName="xlink:href" to="javascript:alert(1)"/></a>`,
	"set handler":            `<set attributeName="onload" to="alert(1)"/>`,
	"foreign object":         `<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/></foreignObject>`,
	"foreign in lower case":  `<foreignobject><body onload="alert(1)"/></foreignobject>`,
	"iframe":                 `<iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="x"/>`,
	"embed":                  `<embed xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example"/>`,
	"handler element":        `<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>`,
	"picture from elsewhere": `<image href="https://evil.example/track.png"/>`,
	"picture without scheme": `<image href="//evil.example/track.png"/>`,
	"picture of a drawing":   `<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+"/>`,
	"page in a data URL":     `<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;"><text>x</text></a>`,
	"use from elsewhere":     `<use href="https://evil.example/x.svg#a"/>`,
	"use of a data URL":      `<use href="data:image/svg+xml;base64,PHN2Zy8+#a"/>`,
	"filter from elsewhere":  `<filter id="f"><feImage href="https://evil.example/x.png"/></filter>`,
	"fill from elsewhere":    `<rect fill="url(https://evil.example/x.svg#a)"/>`,
	"fill in quotes":         `<rect fill="url( 'https://evil.example/x.svg#a')"/>`,
	"style that loads":       `<rect style="background: url(//evil.example/x)"/>`,
	"style with escapes":     `<rect style="background: u\72l(//evil.example/x)"/>`,
	"style sheet import":     `<style>@import "https://evil.example/x.css";</style>`,
	"style sheet import 2":   `<style>@IMPORT url(//evil.example/x.css);</style>`,
	"style sheet escapes":    `<style>@\69mport "//evil.example/x.css";</style>`,
	"style sheet font":       `<style>@font-face { font-family: x; src: url("https://evil.example/f") }</style>`,
	"style sheet image set":  `<style>rect { fill: image-set("https://evil.example/x" 1x) }</style>`,
	"behaviour":              `<rect style="behavior: url(#default#time2); -moz-binding: url(#x)"/>`,
	"expression":             `<rect style="width: expression(alert(1))"/>`,
	"style sheet link":       `<link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="https://evil.example/x.css"/>`,
	"XInclude":               `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="https://evil.example/x"/>`,
	"base":                   `<g xml:base="https://evil.example/"><use href="#x"/></g>`,
	"audio":                  `<audio xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/x" autoplay=""/>`,
}

func TestSVGIsMadeHarmless(t *testing.T) {
	for name, attack := range svgAttacks {
		t.Run(name, func(t *testing.T) {
			s := mustOpen(t, "a.svg", []byte(svgStart+"\n"+attack+`<rect id="kept" width="1"/></svg>`))
			if err := harmless(s.clean); err != nil {
				t.Errorf("%v\n%s", err, s.clean)
			}
			if !strings.Contains(string(s.clean), `<rect id="kept" width="1"></rect>`) {
				t.Errorf("what follows is lost:\n%s", s.clean)
			}
			again := mustOpen(t, "a.svg", s.clean)
			if string(again.clean) != string(s.clean) || len(again.Dropped) > 0 {
				t.Errorf("not stable: %v\n%s\n%s", again.Dropped, s.clean, again.clean)
			}
		})
	}
}

// harmless is a second opinion, by what is forbidden and not by what is
// allowed.
func harmless(svg []byte) error {
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	inStyle := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inStyle = t.Name.Local == "style"
			name := strings.ToLower(t.Name.Local)
			if t.Name.Space != svgSpace || slices.Contains(strings.Fields("script foreignobject iframe embed handler link audio include"), name) {
				return fmt.Errorf("there is a %v", t.Name)
			}
			for _, a := range t.Attr {
				lower := strings.ToLower(a.Value)
				namespace := strings.HasPrefix(a.Name.Space, "xmlns") || a.Name.Local == "xmlns"
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || a.Name.Local == "base" ||
					!namespace && (strings.Contains(lower, "evil") || strings.Contains(lower, "alert") || strings.Contains(lower, "svg+xml") || strings.Contains(lower, "expression")) {
					return fmt.Errorf("there is %s=%q", a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			inStyle = false
		case xml.CharData:
			if inStyle && strings.Contains(string(t), "evil") {
				return fmt.Errorf("there is a style %q", t)
			}
		case xml.ProcInst, xml.Directive, xml.Comment:
			return fmt.Errorf("there is %T", t)
		}
	}
}

func TestSVGSaysWhatIsLeftOut(t *testing.T) {
	src := svgStart + "\n  <metadata>x</metadata>\n  <g><script>1</script></g>\n" + `  <rect onclick="1" data-x="1"/><x:y xmlns:x="urn:editor"/>` + "\n</svg>"
	s := mustOpen(t, "a.svg", []byte(src))
	want := []Dropped{{3, 6, "<script>"}, {4, 3, "the attribute onclick"}}
	if fmt.Sprint(s.Dropped) != fmt.Sprint(want) {
		t.Errorf("left out %v, want %v", s.Dropped, want)
	}
}

// TestSVGKeepsDrawings: what drawing programs write comes through as it was.
func TestSVGKeepsDrawings(t *testing.T) {
	const drawing = `<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"></stop></linearGradient>` +
		`<clipPath id="c"><circle r="4"></circle></clipPath></defs><style>.a &gt; b{fill:url(#g);stroke:&quot;x&quot;}</style>` +
		`<g clip-path="url(#c)" transform="translate(1 2)" style="mix-blend-mode:multiply"><path class="a" d="M0 0L1 1" fill="url(&quot;#g&quot;)"></path></g>` +
		`<text x="1" xml:space="preserve" font-family="sans-serif">你好 <tspan dy="1em">&amp; 再见 &lt;</tspan></text>` +
		`<use xlink:href="#c" x="3"></use><use href="#c"></use><image href="data:image/png;base64,AAAA" width="1"></image>` +
		`<a href="#top"><title>t</title></a><switch><g systemLanguage="zh"></g></switch>` +
		`<circle r="1"><animate attributeName="r" values="1;2" dur="1s" repeatCount="indefinite"></animate></circle>`
	s := mustOpen(t, "a.svg", []byte("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">"+svgStart+drawing+"</svg>"))
	const start = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="30">`
	if got := string(s.clean); got != start+drawing+"</svg>" || len(s.Dropped) > 0 {
		t.Errorf("left out %v\n got %s\nwant %s", s.Dropped, got, start+drawing+"</svg>")
	}
}

func TestSVGBombs(t *testing.T) {
	var uses strings.Builder
	for i := range 12 {
		fmt.Fprintf(&uses, `<g id="a%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#a%d"/>`, i), 10))
	}
	var patterns strings.Builder
	for i := range 12 {
		fmt.Fprintf(&patterns, `<pattern id="p%d">%s</pattern>`, i, strings.Repeat(fmt.Sprintf(`<rect fill="URL( '#p%d' )"/>`, i+1), 10))
	}
	for name, c := range map[string]struct {
		body string
		rule diag.Rule
	}{
		"patterns of patterns": {patterns.String() + `<rect style="x:y;fill:url(#p0)"/>`, "picture-unsafe"},
		"masked by itself":     {`<mask id="m"><rect mask="url(#m)"/><rect mask="url(#m)"/></mask><rect mask="url(#m)"/>`, ""},
		"a gradient everywhere": {
			`<linearGradient id="g">` + strings.Repeat("<stop/>", 99) + `</linearGradient>` + strings.Repeat(`<rect fill="url(#g)" stroke="url(#g)"/>`, 9000), "",
		},
		"many shapes":          {strings.Repeat("<rect/>", 100_001), "picture-unsafe"},
		"repeated repetitions": {`<rect id="a0"/>` + uses.String(), "picture-unsafe"},
		"uses itself":          {`<g id="a"><use href="#a"/><use href="#a"/></g>`, ""},
		"in a circle":          {`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>`, ""},
		"icons used a lot":     {`<rect id="a"/>` + strings.Repeat(`<use href="#a"/>`, 2000), ""},
		"uses nothing":         {`<use href="#nothing"/>`, ""},
		"deep":                 {strings.Repeat("<g>", 20000) + strings.Repeat("</g>", 20000), "picture-unsafe"},
	} {
		_, fault := Open("a.svg", []byte(svgStart+c.body+"</svg>"))
		if rule := ruleOf(fault); rule != c.rule {
			t.Errorf("%s: %q, want %q", name, rule, c.rule)
		}
	}
}

func ruleOf(f *diag.Problem) diag.Rule {
	if f == nil {
		return ""
	}
	return f.Rule
}

func FuzzSVG(f *testing.F) {
	for _, attack := range svgAttacks {
		f.Add(attack)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s, fault := Open("a.svg", []byte(svgStart+body+"</svg>"))
		if fault != nil {
			return
		}
		again, fault := Open("a.svg", s.clean)
		if fault != nil || string(again.clean) != string(s.clean) || len(again.Dropped) > 0 {
			t.Errorf("not stable: %+v\n%s", fault, s.clean)
		}
	})
}
