package flow

import "fmt"

// ruleSent: for every SMS code there is a button that sends it.
func ruleSent(p *parser) {
	for _, f := range p.flow.Fields {
		if f.Kind == SMSCode && f.SMS.Sender == nil {
			p.problem(f.Pos, "never-sent", fmt.Sprintf("no button sends %s", f.ID), "add a button with send: "+f.ID)
		}
	}
}
