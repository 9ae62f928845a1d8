package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// wellFormed checks that every tag has its other half in its place, that no id
// repeats, that nothing could run, and that every element is one that the
// converter means to write.
func wellFormed(out []byte) error {
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(bytes.NewReader(out))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		token := z.Token()
		switch kind {
		case html.ErrorToken:
			if raw != "" {
				return fmt.Errorf("unfinished tag %q", raw)
			}
			if len(open) > 0 {
				return fmt.Errorf("not closed: %v", open)
			}
			return nil
		case html.CommentToken, html.DoctypeToken:
			return fmt.Errorf("unexpected %q", raw)
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return fmt.Errorf("</%s> in %v", token.Data, open)
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			if err := checkTag(token, ids, open); err != nil {
				return err
			}
			if !slices.Contains([]string{"br", "hr", "img", "input", "source", "wbr", "col"}, token.Data) {
				open = append(open, token.Data)
			}
		}
	}
}

func checkTag(token html.Token, ids map[string]bool, open []string) error {
	own := []string{"img", "input", "button", "picture", "source"}
	if !slices.Contains(inlineElements, token.Data) && !slices.Contains(blockElements, token.Data) && !slices.Contains(own, token.Data) {
		return fmt.Errorf("element <%s>", token.Data)
	}
	if token.Data == "a" && slices.Contains(open, "a") {
		return errors.New("a link inside a link")
	}
	for _, a := range token.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
			return fmt.Errorf("attribute %s in <%s>", a.Key, token.Data)
		case a.Key == "id" && ids[a.Val]:
			return fmt.Errorf("id %q twice", a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		case a.Key == "href" || a.Key == "src":
			if err := checkURL(a.Val); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkURL judges a URL the way a browser reads it, without the package's own
// classification.
func checkURL(s string) error {
	s = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, strings.TrimLeft(s, " \x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x1b\x1f"))
	lower := strings.ToLower(strings.ReplaceAll(s, `\`, "/"))
	for _, bad := range []string{"javascript:", "vbscript:", "file:", "//", "data:text", "data:image/svg", "data:application", "blob:"} {
		if strings.HasPrefix(lower, bad) {
			return fmt.Errorf("URL %q", s)
		}
	}
	return nil
}
