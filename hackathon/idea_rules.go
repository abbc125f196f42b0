package hackathon

import (
	"slices"
	"time"
)

// IdeaMover is in which capacity somebody moves an idea; a set of bits.
type IdeaMover uint8

const (
	ByAuthor    IdeaMover = 1 << iota // who brought it, or represents
	ByModerator                       // moderators and staff of the event
	ByForming                         // nobody in person: a working group was formed from it
)

// IdeaMoves says where an idea may go from where it is, and moved by whom. A status that is absent is the end.
//
// Named and represented ideas begin as OPEN, unnamed ones as IN_REVIEW. An author may withdraw an idea until others
// work on it. SUBMITTED and IN_REVIEW are not public; an idea may be taken back into review when something in it must
// not stay. Moderators put an idea IN_GROUP only when it has a working group to go back to.
var IdeaMoves = map[IdeaStatus]map[IdeaStatus]IdeaMover{
	IdeaDraft:     {IdeaSubmitted: ByAuthor, IdeaWithdrawn: ByAuthor},
	IdeaSubmitted: {IdeaInReview: ByModerator, IdeaOpen: ByModerator, IdeaDeclined: ByModerator, IdeaWithdrawn: ByAuthor},
	IdeaInReview: {IdeaOpen: ByModerator, IdeaInGroup: ByModerator, IdeaDeclined: ByModerator, IdeaMerged: ByModerator,
		IdeaWithdrawn: ByAuthor},
	IdeaOpen: {IdeaInReview: ByModerator, IdeaSeeksTeam: ByAuthor | ByModerator, IdeaInGroup: ByForming,
		IdeaPaused: ByModerator, IdeaDeclined: ByModerator, IdeaMerged: ByModerator, IdeaWithdrawn: ByAuthor},
	IdeaSeeksTeam: {IdeaInReview: ByModerator, IdeaOpen: ByAuthor | ByModerator, IdeaInGroup: ByForming,
		IdeaPaused: ByModerator, IdeaDeclined: ByModerator, IdeaMerged: ByModerator, IdeaWithdrawn: ByAuthor},
	IdeaInGroup: {IdeaInReview: ByModerator, IdeaSeeksTeam: ByModerator, IdeaPitched: ByModerator,
		IdeaPaused: ByModerator, IdeaDeclined: ByModerator, IdeaMerged: ByModerator},
	IdeaPitched: {IdeaInGroup: ByModerator, IdeaChosen: ByModerator, IdeaPaused: ByModerator,
		IdeaDeclined: ByModerator},
	IdeaChosen:     {IdeaInProgress: ByModerator, IdeaPaused: ByModerator, IdeaDeclined: ByModerator},
	IdeaInProgress: {IdeaImplemented: ByModerator, IdeaPaused: ByModerator, IdeaDeclined: ByModerator},
	IdeaPaused: {IdeaInReview: ByModerator, IdeaOpen: ByModerator, IdeaSeeksTeam: ByModerator,
		IdeaInGroup: ByModerator, IdeaInProgress: ByModerator, IdeaDeclined: ByModerator, IdeaMerged: ByModerator,
		IdeaWithdrawn: ByAuthor},
	IdeaDeclined: {IdeaInReview: ByModerator},
}

// IdeasGone are the states of an idea that stands at its event no more.
var IdeasGone = []IdeaStatus{IdeaDeclined, IdeaMerged, IdeaWithdrawn}

// NeedsAnswer reports whether an idea gets this status only with a reasoned answer to its author and everybody.
func (s IdeaStatus) NeedsAnswer() bool { return s == IdeaDeclined || s == IdeaMerged }

// VisibleTo reports whether the viewer may read the idea. An unnamed idea has no author who could before it opens.
func (i Idea) VisibleTo(v *Viewer) bool {
	return i.Public() || i.authoredBy(v) || v.Moderates(i.EventID)
}

func (i Idea) authoredBy(v *Viewer) bool { return v.SignedIn() && i.AuthorID == v.PersonID }

// Mover is in which capacities the viewer may move the idea; zero: in none.
func (i Idea) Mover(v *Viewer) (by IdeaMover) {
	if i.authoredBy(v) {
		by |= ByAuthor
	}
	if v.Moderates(i.EventID) {
		by |= ByModerator
	}
	return by
}

// CheckMover is nil when the viewer may change or move the idea at all.
func (i Idea) CheckMover(v *Viewer) error {
	if i.Mover(v) == 0 {
		return Forbiddenf("only who brought the idea and moderators of the event change it")
	}
	return nil
}

// movers are those who may take the idea there: into a group nobody without one.
func (i Idea) movers(to IdeaStatus) IdeaMover {
	by := IdeaMoves[i.Status][to]
	if to == IdeaInGroup && i.WorkingGroupID.IsZero() {
		by &= ByForming
	}
	return by
}

// moves is where the idea may be taken from where it is, in the order of its life.
func (i Idea) moves(by IdeaMover) []IdeaStatus {
	return statesThat("IdeaStatus", func(to IdeaStatus) bool { return i.movers(to)&by != 0 })
}

// CheckMove returns nil when the idea may be moved so; Forbidden when somebody else may; a StateConflictError when
// nobody.
func (i Idea) CheckMove(to IdeaStatus, by IdeaMover) error {
	switch movers := i.movers(to); {
	case movers&by != 0:
		return nil
	case to == IdeaInGroup && i.WorkingGroupID.IsZero():
		return conflict(i.Status, "Töörühma läheb idee siis, kui sellest moodustatakse töörühm.",
			"An idea goes into a group when a working group is formed from it.", i.moves(by)...)
	case movers&(ByAuthor|ByModerator) == 0:
		return conflict(i.Status, "Idee ei saa praegusest olekust sinna liikuda.",
			"The idea cannot go there from its present state.", i.moves(by)...)
	case movers&ByModerator == 0:
		return Forbiddenf("only who brought the idea may do this")
	}
	return Forbiddenf("moderators, coordinators and organisers of the event answer ideas")
}

// Move puts the idea into a status that CheckMove allowed. What was never public does not become so by being refused,
// and what was taken back into review or withdrawn is not public any more.
func (i *Idea) Move(to IdeaStatus, now time.Time) {
	i.Status = to
	switch to {
	case IdeaDraft, IdeaSubmitted, IdeaInReview, IdeaWithdrawn:
		i.PublicSince = nil
	case IdeaDeclined, IdeaMerged:
	default:
		if i.PublicSince == nil {
			i.PublicSince = &now
		}
	}
}

// WithoutText is what of an idea that is not public any more may still be told: that it is gone.
func (i Idea) WithoutText() Idea {
	i.IdeaContent, i.AuthorID, i.RepresentationBasis = IdeaContent{TargetGroups: []TargetGroup{}}, ID{}, nil
	return i
}

// CheckChange returns a StateConflictError when the idea's text is settled.
func (i Idea) CheckChange() error {
	switch i.Status {
	case IdeaDraft, IdeaSubmitted, IdeaInReview, IdeaOpen, IdeaSeeksTeam, IdeaInGroup, IdeaPaused:
		return nil
	}
	return conflict(i.Status, "Idee tekst on selles olekus lukus.", "The text of the idea is settled in this state.")
}

// CheckSupport returns a StateConflictError when the idea does not take support.
func (i Idea) CheckSupport() error {
	switch i.Status {
	case IdeaOpen, IdeaSeeksTeam, IdeaInGroup, IdeaPitched, IdeaChosen, IdeaInProgress, IdeaPaused:
		return nil
	}
	return conflict(i.Status, "Seda ideed ei saa praegu toetada.", "This idea does not take support now.")
}

// CheckForming returns a StateConflictError when no working group can be formed from the idea.
func (i Idea) CheckForming() error {
	if IdeaMoves[i.Status][IdeaInGroup]&ByForming != 0 {
		return nil
	}
	return conflict(i.Status, "Sellest ideest ei saa praegu töörühma moodustada.",
		"No working group can be formed from this idea now.")
}

// TakesIdeas reports whether ideas may be brought to the event now: from IdeasOpenAt until before IdeasCloseAt where it
// states them (a start left out is the day it is published, an end left out is its own end), and else while it is
// IDEAS_OPEN, TEAMS_OPEN or LIVE. A draft and a cancelled event take none.
func (e Event) TakesIdeas(now time.Time) bool {
	switch {
	case e.Status == EventDraft || e.Status == EventCancelled:
		return false
	case e.IdeasOpenAt == nil && e.IdeasCloseAt == nil:
		return e.Status == EventIdeasOpen || e.Status == EventTeamsOpen || e.Status == EventLive
	case e.IdeasOpenAt != nil && now.Before(*e.IdeasOpenAt):
		return false
	case e.IdeasCloseAt != nil:
		return now.Before(*e.IdeasCloseAt)
	}
	return now.Before(e.EndsAt)
}

// CheckTakesIdeas is TakesIdeas as a StateConflictError.
func (e Event) CheckTakesIdeas(now time.Time) error {
	if e.TakesIdeas(now) {
		return nil
	}
	return conflict(e.Status, "Üritus ei võta praegu ideid vastu.", "The event does not take ideas now.")
}

func (in *SubmitIdeaInput) Check(v *Checks) {
	v.ID("eventId", in.EventID, KindEvent)
	in.IdeaContent.check(v)
	if in.Authorship == AuthorshipRepresented {
		v.Require("representationBasis", in.RepresentationBasis != nil)
	} else if in.RepresentationBasis != nil {
		v.Fail("representationBasis", FieldOutOfRange, "Alus käib ainult esindaja toodud idee juurde.",
			"A basis belongs only to an idea brought by a representative.")
	}
	if in.Authorship == AuthorshipUnnamed && in.IdempotencyKey != nil {
		v.Fail("idempotencyKey", FieldPersonalData, "Nimeta idee juurde ei hoita midagi, mis osutab esitajale; kordusvõti "+
			"osutaks. Saada ilma selleta.",
			"Nothing that points to its author is kept of an unnamed idea, and an idempotency key would. Send it without one.")
	}
}

func (in *UpdateIdeaInput) Check(v *Checks) {
	v.ID("ideaId", in.IdeaID, KindIdea)
	v.only(in.Named, in.IdeaContent.check)
}

// Apply changes the named fields and reports whether that changed anything.
func (in UpdateIdeaInput) Apply(i *Idea) (changed bool) {
	return apply(&i.IdeaContent, in.IdeaContent, in.Named)
}

func (in *ChangeIdeaStatusInput) Check(v *Checks) {
	v.ID("ideaId", in.IdeaID, KindIdea)
	if in.Answer = v.OptionalLocalized("answer", in.Answer, MaxIdeaAnswer); in.Answer != nil {
		v.PublicLocalized("answer", *in.Answer)
	} else if in.Status.NeedsAnswer() {
		v.Fail("answer", FieldRequired, "Selle otsuse juurde kuulub avalik põhjendus.",
			"This decision needs a public, reasoned answer.")
	}
	v.OptionalID("mergedInto", in.MergedInto, KindIdea)
	if in.MergedInto != nil && in.Status != IdeaMerged {
		v.Fail("mergedInto", FieldOutOfRange, "Teise ideega ühendamiseks on olek MERGED.",
			"Only an idea that becomes MERGED goes on in another.")
	} else if in.MergedInto != nil && *in.MergedInto == in.IdeaID {
		v.Fail("mergedInto", FieldOutOfRange, "Ideed ei saa ühendada iseendaga.", "An idea cannot be merged into itself.")
	} else if in.MergedInto == nil && in.Status == IdeaMerged { // final: it would have gone on nowhere
		v.Fail("mergedInto", FieldRequired, "Nimeta idee, milles see edasi elab.", "Name the idea that it goes on in.")
	}
}

func (in *SupportIdeaInput) Check(v *Checks) {
	v.ID("ideaId", in.IdeaID, KindIdea)
	in.Brings = distinct(in.Brings)
	slices.Sort(in.Brings)
}

func (in *WithdrawIdeaSupportInput) Check(v *Checks) {
	v.ID("ideaId", in.IdeaID, KindIdea)
}
