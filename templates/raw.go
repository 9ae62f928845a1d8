package templates

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// raw writes markup without turning it into a string first: a page's body is
// most of the page.
func raw(markup HTML) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := w.Write(markup)
		return err
	})
}
