package templates

import (
	"os"
	"testing"

	"rehearse/demo/browsertest"
)

func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }
