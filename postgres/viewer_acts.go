package postgres

import (
	"github.com/loometalgud/mano/hackathon"
)

// Acts is what the viewer, whose attendance this is (nil: none), may do now at the event.
func (s Events) Acts(viewer *hackathon.Viewer, event *hackathon.Event,
	own *hackathon.Attendance) []hackathon.EventAct {
	return event.Acts(viewer, own, s.db.Now())
}
