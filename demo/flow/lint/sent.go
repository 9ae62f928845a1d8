package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// sent: for every SMS code there is a button that sends it.
func sent(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		if f.Kind == flow.SMSCode && f.SMS.Sender == nil {
			found.add(f.Pos, "never-sent", fmt.Sprintf("no button sends %s", f.ID), "add a button with send: "+f.ID)
		}
	}
	return found
}
