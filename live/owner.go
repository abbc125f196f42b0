package live

import "github.com/loometalgud/mano/hackathon"

// ErrTooManyGroups refuses a subscription whose owner is in as many groups as allowed.
var ErrTooManyGroups error = &hackathon.Error{Kind: hackathon.LimitExceeded,
	Message: "too many different subscriptions of one owner are live"}

// ErrTooManyOperations refuses a subscription of a peer that has as many as allowed.
var ErrTooManyOperations error = &hackathon.Error{Kind: hackathon.LimitExceeded,
	Message: "this connection has as many live subscriptions as it may"}

// owners count who is in which groups. Every group is one more execution of each change, so nobody may be in any
// number.
type owners map[string][]ownerGroup

type ownerGroup struct {
	group *group
	subs  int
}

// Charge names the owner of the peer's subscriptions: a person or an address. All peers of an owner together are in at
// most that many groups. It is called before the first Subscribe; without it there is no limit.
func (p *Peer) Charge(owner string, groups int) {
	p.hub.mu.Lock()
	p.owner, p.groups = owner, groups
	p.hub.mu.Unlock()
}

// hasRoom reports whether the peer's owner may be in g; nil: in a new group. The caller holds the hub's lock.
func (o owners) hasRoom(p *Peer, g *group) bool {
	held := o[p.owner]
	if p.owner == "" || len(held) < p.groups {
		return true
	}
	for i := range held {
		if held[i].group == g {
			return true
		}
	}
	return false
}

// add counts one more subscription of the peer's owner in g. The caller holds the hub's lock.
func (o owners) add(p *Peer, g *group) {
	if p.owner == "" {
		return
	}
	held := o[p.owner]
	for i := range held {
		if held[i].group == g {
			held[i].subs++
			return
		}
	}
	o[p.owner] = append(held, ownerGroup{g, 1})
}

// remove undoes add. The caller holds the hub's lock.
func (o owners) remove(p *Peer, g *group) {
	held := o[p.owner]
	for i := range held {
		if held[i].group != g {
			continue
		}
		if held[i].subs--; held[i].subs > 0 {
			return
		}
		last := len(held) - 1
		held[i], held[last] = held[last], ownerGroup{}
		if last == 0 {
			delete(o, p.owner)
		} else {
			o[p.owner] = held[:last]
		}
		return
	}
}
