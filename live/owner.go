package live

import "github.com/loometalgud/mano/hackathon"

// ErrTooManyGroups refuses a subscription whose owner is in as many groups as allowed.
var ErrTooManyGroups error = &hackathon.Error{Kind: hackathon.LimitExceeded,
	Message: "too many different subscriptions of one owner are live"}

// ErrTooManyOperations refuses a subscription of a peer that has as many as allowed.
var ErrTooManyOperations error = &hackathon.Error{Kind: hackathon.LimitExceeded,
	Message: "this connection has as many live subscriptions as it may"}

// owners count who is in which groups. Every group is one more execution of each change, so nobody may be in any
// number. The hub's lock guards them.
type owners struct {
	subs   map[membership]int // subscriptions of an owner in a group
	groups map[string]int     // groups of an owner
}

type membership struct {
	owner string
	group *group
}

// Charge names the owner of the peer's subscriptions: a person or an address. All peers of an owner together are in at
// most that many groups. It is called before the first Subscribe; without it there is no limit.
func (p *Peer) Charge(owner string, groups int) {
	p.hub.mu.Lock()
	p.owner, p.groups = owner, groups
	p.hub.mu.Unlock()
}

// hasRoom reports whether the peer's owner may be in g; nil: in a new group.
func (o *owners) hasRoom(p *Peer, g *group) bool {
	return p.owner == "" || o.groups[p.owner] < p.groups || o.subs[membership{p.owner, g}] > 0
}

// add counts one more subscription of the peer's owner in g.
func (o *owners) add(p *Peer, g *group) {
	if p.owner == "" {
		return
	}
	in := membership{p.owner, g}
	if o.subs[in] == 0 {
		o.groups[p.owner]++
	}
	o.subs[in]++
}

// remove undoes add.
func (o *owners) remove(p *Peer, g *group) {
	in := membership{p.owner, g}
	if o.subs[in] > 1 {
		o.subs[in]--
	} else if o.subs[in] == 1 {
		delete(o.subs, in)
		if o.groups[p.owner]--; o.groups[p.owner] == 0 {
			delete(o.groups, p.owner)
		}
	}
}
