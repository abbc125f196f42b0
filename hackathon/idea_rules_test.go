package hackathon

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// allowedMoves is written out by hand, apart from IdeaMoves: a move that changes there must be meant.
const allowedMoves = `
	author DRAFT SUBMITTED, author DRAFT WITHDRAWN, author SUBMITTED WITHDRAWN, author IN_REVIEW WITHDRAWN,
		author OPEN SEEKS_TEAM,
	author OPEN WITHDRAWN, author SEEKS_TEAM OPEN, author SEEKS_TEAM WITHDRAWN, author PAUSED WITHDRAWN,
	moderator SUBMITTED IN_REVIEW, moderator SUBMITTED OPEN, moderator SUBMITTED DECLINED,
	moderator IN_REVIEW OPEN, moderator IN_REVIEW IN_GROUP, moderator IN_REVIEW DECLINED, moderator IN_REVIEW MERGED,
	moderator OPEN IN_REVIEW, moderator OPEN SEEKS_TEAM, moderator OPEN PAUSED, moderator OPEN DECLINED,
		moderator OPEN MERGED,
	moderator SEEKS_TEAM IN_REVIEW, moderator SEEKS_TEAM OPEN, moderator SEEKS_TEAM PAUSED,
		moderator SEEKS_TEAM DECLINED, moderator SEEKS_TEAM MERGED,
	moderator IN_GROUP IN_REVIEW, moderator IN_GROUP SEEKS_TEAM, moderator IN_GROUP PITCHED, moderator IN_GROUP PAUSED,
		moderator IN_GROUP DECLINED, moderator IN_GROUP MERGED,
	moderator PITCHED IN_GROUP, moderator PITCHED CHOSEN, moderator PITCHED PAUSED, moderator PITCHED DECLINED,
	moderator CHOSEN IN_PROGRESS, moderator CHOSEN PAUSED, moderator CHOSEN DECLINED,
	moderator IN_PROGRESS IMPLEMENTED, moderator IN_PROGRESS PAUSED, moderator IN_PROGRESS DECLINED,
	moderator PAUSED IN_REVIEW, moderator PAUSED OPEN, moderator PAUSED SEEKS_TEAM, moderator PAUSED IN_GROUP,
		moderator PAUSED IN_PROGRESS, moderator PAUSED DECLINED, moderator PAUSED MERGED,
	moderator DECLINED IN_REVIEW,
	forming OPEN IN_GROUP, forming SEEKS_TEAM IN_GROUP`

func TestIdeaMoves_everyPairForEverybody(t *testing.T) {
	t.Parallel()
	allowed := map[string]bool{}
	for line := range strings.SplitSeq(allowedMoves, ",") {
		allowed[strings.Join(strings.Fields(line), " ")] = true
	}
	group, every := NewID(KindWorkingGroup, time.Now()), statesThat("IdeaStatus", func(IdeaStatus) bool { return true })
	for _, from := range every {
		for _, to := range every {
			idea := Idea{Status: from, WorkingGroupID: group}
			person := allowed["author "+string(from)+" "+string(to)] || allowed["moderator "+string(from)+" "+string(to)]
			for name, by := range map[string]IdeaMover{"author": ByAuthor, "moderator": ByModerator, "forming": ByForming,
				"stranger": 0} {
				err := idea.CheckMove(to, by)
				refused, conflict := errors.AsType[*StateConflictError](err)
				for _, other := range every {
					if may := allowed[name+" "+string(from)+" "+string(other)]; conflict &&
						slices.Contains(refused.Possible, string(other)) != may {
						t.Errorf("%s in %s is told %v; to %s: %t", name, from, refused.Possible, other, may)
					}
				}
				switch {
				case allowed[name+" "+string(from)+" "+string(to)]:
					if err != nil {
						t.Errorf("%s moves %s to %s: %v", name, from, to, err)
					}
				case person && !errors.Is(err, Forbidden):
					t.Errorf("%s moves %s to %s, which another may: %v, want FORBIDDEN", name, from, to, err)
				case !person && !conflict:
					t.Errorf("%s moves %s to %s, which nobody may: %v, want a state conflict", name, from, to, err)
				}
			}
		}
	}
	idea := Idea{Status: IdeaPaused}
	if _, conflict := errors.AsType[*StateConflictError](idea.CheckMove(IdeaInGroup, ByModerator)); !conflict {
		t.Error("an idea without a group was put IN_GROUP")
	}
}

func TestIdea_isPublicFromOpeningUntilItIsTakenBack(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		through []IdeaStatus
		public  bool
	}{
		{[]IdeaStatus{IdeaOpen}, true},
		{[]IdeaStatus{IdeaInReview}, false},
		{[]IdeaStatus{IdeaInReview, IdeaOpen}, true},
		{[]IdeaStatus{IdeaInReview, IdeaDeclined}, false},
		{[]IdeaStatus{IdeaInReview, IdeaMerged}, false},
		{[]IdeaStatus{IdeaOpen, IdeaDeclined}, true},
		{[]IdeaStatus{IdeaOpen, IdeaInReview}, false},
		{[]IdeaStatus{IdeaOpen, IdeaInReview, IdeaDeclined}, false},
		{[]IdeaStatus{IdeaOpen, IdeaSeeksTeam, IdeaInGroup, IdeaPitched, IdeaChosen, IdeaInProgress, IdeaImplemented}, true},
		{[]IdeaStatus{IdeaOpen, IdeaWithdrawn}, false},
	} {
		var idea Idea
		for _, s := range c.through {
			idea.Move(s, now)
		}
		if idea.Public() != c.public {
			t.Errorf("%v: public %v, want %v", c.through, idea.Public(), c.public)
		}
	}
}

func TestTakesIdeas(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 17, 9, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for _, c := range []struct {
		name        string
		status      EventStatus
		open, close *time.Time
		ends        time.Time
		want        bool
	}{
		{"no window, draft", EventDraft, nil, nil, after, false},
		{"no window, published", EventPublished, nil, nil, after, false},
		{"no window, ideas open", EventIdeasOpen, nil, nil, after, true},
		{"no window, teams open", EventTeamsOpen, nil, nil, after, true},
		{"no window, live", EventLive, nil, nil, after, true},
		{"no window, ended", EventEnded, nil, nil, before, false},
		{"window, published", EventPublished, &before, &after, after, true},
		{"window, cancelled", EventCancelled, &before, &after, after, false},
		{"window, draft", EventDraft, &before, &after, after, false},
		{"window begins now", EventPublished, &now, nil, after, true},
		{"window ends now", EventLive, nil, &now, after, false},
		{"window to come", EventLive, &after, nil, after, false},
		{"window past", EventLive, nil, &before, after, false},
		{"only a start, event over", EventEnded, &before, nil, before, false},
		{"only an end", EventPublished, nil, &after, after, true},
	} {
		e := Event{Status: c.status, EventContent: EventContent{IdeasOpenAt: c.open, IdeasCloseAt: c.close, EndsAt: c.ends}}
		if got := e.TakesIdeas(now); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// wrong lists the fields of an Invalid error as path:code.
func wrong(err error) []string {
	e, _ := errors.AsType[*Error](err)
	var fields []string
	if e != nil && e.Kind == Invalid {
		for _, f := range e.Fields {
			fields = append(fields, strings.Join(f.Path, ".")+":"+string(f.Code))
			if f.Message.Et == "" || f.Message.En == "" {
				fields = append(fields, "no words")
			}
		}
	}
	slices.Sort(fields)
	return fields
}

func TestSubmitIdeaInput_namesEveryWrongField(t *testing.T) {
	t.Parallel()
	now := time.Now()
	good := SubmitIdeaInput{
		EventID: NewID(KindEvent, now), Authorship: AuthorshipNamed, IdeaContent: IdeaContent{
			Title: Localized{Et: "  Vaikne tund 🧡 "}, Problem: Localized{Et: "Poes on liiga lärmakas."},
			TargetGroups: []TargetGroup{"MENTAL_HEALTH", "MENTAL_HEALTH"},
		},
	}
	in := good
	err := checked(&in)
	if err != nil || in.Title.Et != "Vaikne tund 🧡" || len(in.TargetGroups) != 1 {
		t.Errorf("good input: %v, %v, %v", in.Title, in.TargetGroups, err)
	}
	key, basis := "k", RepresentationBasis("PARENT")
	for _, c := range []struct {
		name   string
		change func(*SubmitIdeaInput)
		want   []string
	}{
		{"id of another type", func(in *SubmitIdeaInput) { in.EventID = NewID(KindIdea, now) },
			[]string{"eventId:WRONG_TYPE"}},
		{"nothing written", func(in *SubmitIdeaInput) { in.Title, in.Problem = Localized{Et: " "}, Localized{} },
			[]string{"problem:REQUIRED", "title:REQUIRED"}},
		{"too long", func(in *SubmitIdeaInput) {
			in.Title.En, in.Problem.Vro = strings.Repeat("õ", MaxTitle+1), strings.Repeat("õ", MaxIdeaText+1)
		}, []string{"problem.vro:TOO_LONG", "title.en:TOO_LONG"}},
		{"as long as may be", func(in *SubmitIdeaInput) { in.Title.En = strings.Repeat("õ", MaxTitle) }, nil},
		{"NUL byte", func(in *SubmitIdeaInput) { in.Title.Et = "a\x00b" }, []string{"title.et:FORMAT"}},
		{"personal data", func(in *SubmitIdeaInput) { in.Solution = &Localized{En: "write to mari@naidis.ee"} },
			[]string{"solution.en:PERSONAL_DATA"}},
		{"represented without basis", func(in *SubmitIdeaInput) { in.Authorship = AuthorshipRepresented },
			[]string{"representationBasis:REQUIRED"}},
		{"basis without representation", func(in *SubmitIdeaInput) { in.RepresentationBasis = &basis },
			[]string{"representationBasis:OUT_OF_RANGE"}},
		{"unnamed with a key", func(in *SubmitIdeaInput) { in.Authorship, in.IdempotencyKey = AuthorshipUnnamed, &key },
			[]string{"idempotencyKey:PERSONAL_DATA"}},
	} {
		in := good
		c.change(&in)
		if err := checked(&in); !slices.Equal(wrong(err), c.want) {
			t.Errorf("%s: %q, want %q (%v)", c.name, wrong(err), c.want, err)
		}
	}
}

func TestChangeIdeaStatusInput_refusalNeedsAnswer(t *testing.T) {
	t.Parallel()
	id := NewID(KindIdea, time.Now())
	for _, s := range statesThat("IdeaStatus", func(IdeaStatus) bool { return true }) {
		in := ChangeIdeaStatusInput{IdeaID: id, Status: s, Answer: &Localized{Et: " "}}
		if s == IdeaMerged {
			in.MergedInto = new(NewID(KindIdea, time.Now()))
		}
		err := checked(&in)
		var want []string
		if s == IdeaDeclined || s == IdeaMerged {
			want = []string{"answer:REQUIRED"}
		}
		if !slices.Equal(wrong(err), want) {
			t.Errorf("%s without an answer: %v", s, err)
		}
	}
	other := NewID(KindIdea, time.Now())
	if err := checked(&ChangeIdeaStatusInput{IdeaID: id, Status: IdeaOpen, MergedInto: &other}); wrong(err) == nil {
		t.Error("mergedInto was taken without MERGED")
	}
	if err := checked(&ChangeIdeaStatusInput{IdeaID: id, Status: IdeaMerged, Answer: &Localized{Et: "Sama."},
		MergedInto: &id}); wrong(err) == nil {
		t.Error("an idea was merged into itself")
	}
	if err := checked(&ChangeIdeaStatusInput{IdeaID: id, Status: IdeaMerged,
		Answer: &Localized{Et: "Sama."}}); !slices.Equal(wrong(err), []string{"mergedInto:REQUIRED"}) {
		t.Errorf("merged into nothing: %v", err)
	}
}

func TestUnnamedLimit(t *testing.T) {
	t.Parallel()
	var l UnnamedLimit
	now := time.Now()
	one, other := NewID(KindPerson, now), NewID(KindPerson, now)
	for range UnnamedIdeasPerHour.Most {
		if err := l.Take(one, now, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Take(one, now, nil); !errors.Is(err, RateLimited) {
		t.Errorf("one too many: %v", err)
	}
	if err := l.Take(other, now, nil); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if err := l.Take(one, now.Add(time.Hour), nil); err != nil {
		t.Errorf("an hour later: %v", err)
	}
	for range UnnamedIdeasPerHour.Most - 1 {
		if err := l.Take(one, now.Add(time.Hour), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Take(one, now.Add(-24*time.Hour), nil); err != nil {
		t.Errorf("the clock was set back: %v", err)
	}
}
