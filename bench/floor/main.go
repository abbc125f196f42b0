//go:build unix

// Command floor is the least that can deliver the messages of the load test: it speaks as much of graphql-transport-ws
// as a client that makes no mistakes needs, executes no GraphQL, knows one event and one need, and writes the same
// bytes to every socket with one system call each. What mano costs more than this is what GraphQL, rights, filters,
// resuming and slow peers cost; here a peer that does not read holds up all others.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/loometalgud/mano/bench/peer"
)

func main() { peer.Main(newHall()) }

// ServeHTTP answers the three requests that the load test makes with what is in them, and upgrades websockets.
func (h *hall) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if websocket.IsWebSocketUpgrade(r) {
		h.upgrade(w, r)
		return
	}
	var ask struct {
		Query     string
		Variables struct{ Need string }
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch {
	case strings.Contains(ask.Query, "requestHelp("):
		id := peer.NewID()
		h.publish(id, 1, "NeedOpened", "OPEN")
		_, _ = fmt.Fprintf(w, `{"data":{"requestHelp":{"__typename":"RequestHelpSuccess",`+
			`"helpRequest":{"id":"%s","version":1}}}}`, id)
	case strings.Contains(ask.Query, "cancelHelpRequest("):
		h.publish(ask.Variables.Need, 2, "NeedClosed", "CANCELLED")
		_, _ = fmt.Fprintf(w, `{"data":{"cancelHelpRequest":{"__typename":"CancelHelpRequestSuccess",`+
			`"helpRequest":{"id":%q,"version":2}}}}`, ask.Variables.Need)
	default:
		_, _ = fmt.Fprintf(w, `{"data":{"events":{"nodes":[{"id":"%s"}]}}}`, peer.EventID)
	}
}

// appendChange appends what the next message of everybody says about a change, from its cursor on.
func appendChange(dst []byte, cursor, prev, id string, version int, change, status string) []byte {
	now := peer.Now()
	return fmt.Appendf(dst, `%[1]s","prev":"%[2]s"},"data":{"assistanceNeeds":{"cursor":"%[1]s","at":"%[3]s","change":{`+
		`"__typename":"%[4]s","helpRequest":{"id":%[5]q,"version":%[6]d,"kind":"ONSITE_HELP","status":"%[7]s",`+
		`"area":"%[8]s","startsAt":"%[3]s","endsAt":"%[9]s","languages":["et"],"onSite":true,"escalated":false,`+
		`"teaser":{"et":"%[10]s","en":"%[11]s"},"event":{"id":"%[12]s","title":{"et":"%[13]s","en":"%[14]s"}}}}}}}}`,
		cursor, prev, now.Format(time.RFC3339Nano), change, id, version, status, peer.Area,
		now.Add(48*time.Hour).Truncate(time.Hour).Format(time.RFC3339Nano),
		peer.TeaserEt, peer.TeaserEn, peer.EventID, peer.TitleEt, peer.TitleEn)
}

// appendCaughtUp appends the rest of the first message of a subscriber, from its cursor on.
func appendCaughtUp(dst []byte, cursor string) []byte {
	return fmt.Appendf(dst, `%[1]s"},"data":{"assistanceNeeds":{"cursor":"%[1]s","at":"%[2]s",`+
		`"change":{"__typename":"CaughtUp"}}}}}`, cursor, peer.Now().Format(time.RFC3339Nano))
}
