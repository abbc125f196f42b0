package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
)

// offers reports whether the viewer is told that they may do the act with the need now.
func (h *hall) offers(v *hackathon.Viewer, r *hackathon.HelpRequest, mutation string) bool {
	h.t.Helper()
	acts, err := h.HelpRequests.Acts(h.t.Context(), v, []hackathon.ID{r.ID})
	if err != nil {
		h.t.Fatal(err)
	}
	return slices.ContainsFunc(acts[r.ID], func(act hackathon.HelpRequestAct) bool {
		return act.Rule().Mutation == mutation
	})
}

func TestNeedActs_goWithTheClock(t *testing.T) {
	t.Parallel()
	h := newHall(t)
	from, to := testNow.Add(24*time.Hour), testNow.Add(26*time.Hour)
	r := h.request(hackathon.RequestHelpInput{EventID: &h.planned, Kind: hackathon.KindReadingWriting, AcceptFirst: true,
		StartsAt: &from, EndsAt: &to})
	h.must(h.claim(h.volunteer, r))
	check := func(when string) {
		t.Helper()
		for name, act := range h.acts() {
			if name != "completeHelpRequest" && name != "reportNoShow" {
				continue
			}
			offered := h.offers(h.asker, r, name)
			if when == "before" {
				if _, err := act(t.Context(), h.asker, ref(r)); err == nil || offered {
					t.Errorf("before its time %s: offered %t, %v", name, offered, err)
				}
			} else if !offered {
				t.Errorf("in its time %s is not offered to the asker of a matched need", name)
			}
		}
	}
	check("before")
	h.passes(25 * time.Hour)
	check("in its time")
}

// What is offered at an event is what the mutations then take, in every state of the event, whoever attends it already.
func TestEventActs_areWhatTheMutationsTake(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	ctx := t.Context()
	for _, status := range []hackathon.EventStatus{
		hackathon.EventPublished, hackathon.EventIdeasOpen, hackathon.EventTeamsOpen, hackathon.EventLive,
		hackathon.EventEnded,
		hackathon.EventFollowUp, hackathon.EventPostponed, hackathon.EventMovedOnline, hackathon.EventCancelled,
	} {
		for _, window := range []string{"", "open", "over"} {
			event := hackathonIn(t, s, status)
			switch window {
			case "open":
				rows(t, s).Exec(`UPDATE event SET ideas_open_at = $2, ideas_close_at = $3 WHERE id = $1`, event,
					testNow.Add(-time.Hour), testNow.Add(time.Hour))
			case "over":
				rows(t, s).Exec(`UPDATE event SET ideas_open_at = $2, ideas_close_at = $3 WHERE id = $1`, event,
					testNow.Add(-2*time.Hour), testNow.Add(-time.Hour))
			}
			for _, attends := range []string{"", "GOING", "CANCELLED"} {
				v := newPerson(t, s, "Heiki M.")
				var own *hackathon.Attendance
				if attends != "" {
					own = &hackathon.Attendance{Status: hackathon.AttendanceStatus(attends)}
					rows(t, s).Exec(`INSERT INTO attendance (id, event_id, person_id, status, capacity, online, companions, created_at,
						queued_at)
						VALUES ($1, $2, $3, $4, 'SELF', true, 0, $5, $5)`, hackathon.NewID(hackathon.KindAttendance, testNow), event,
						v.PersonID, attends, testNow)
				}
				found, err := s.Events.ByID(ctx, []hackathon.ID{event})
				if err != nil {
					t.Fatal(err)
				}
				acts := s.Events.Acts(v, found[0], own)
				unnamed := ideaInput(event, fmt.Sprint("Nimeta ", v.PersonID))
				unnamed.Authorship = hackathon.AuthorshipUnnamed
				for act, try := range map[hackathon.EventAct]func() error{
					hackathon.EventSubmitIdea:        func() error { return second(s.Ideas.Submit(ctx, v, ideaInput(event, "Idee"))) },
					hackathon.EventSubmitUnnamedIdea: func() error { return second(s.Ideas.Submit(ctx, v, unnamed)) },
					hackathon.EventFormWorkingGroup: func() error {
						return second(s.WorkingGroups.Form(ctx, v, hackathon.FormWorkingGroupInput{EventID: event,
							Name: hackathon.Localized{Et: "Rühm"}, Sides: []hackathon.StakeholderSide{hackathon.SideCitizen}}))
					},
					hackathon.EventRequestHelp: func() error {
						_, err := s.HelpRequests.Request(ctx, v, hackathon.RequestHelpInput{EventID: &event,
							Kind: hackathon.KindOnlineHelp})
						return err
					},
				} {
					if offered, err := slices.Contains(acts, act), try(); offered != (err == nil) {
						t.Errorf("%s, window %q: %s is offered %t, and then: %v", status, window, act, offered, err)
					}
				}
				if offered := slices.Contains(acts, hackathon.EventCancelAttendance); attends == "GOING" || offered {
					if err := second(s.Attendances.Cancel(ctx, v,
						hackathon.CancelAttendanceInput{EventID: event})); offered != (err == nil) {
						t.Errorf("%s: calling off is offered %t, and then: %v", status, offered, err)
					}
				}
				if offered, err := slices.Contains(acts, hackathon.EventAttendOnline),
					second(s.Attendances.Attend(ctx, v, hackathon.AttendEventInput{EventID: event,
						Capacity: new(hackathon.CapacitySelf),
						Online:   new(true)})); offered != (err == nil) {
					t.Errorf("%s: attending online is offered %t, and then: %v", status, offered, err)
				}
			}
		}
	}
}

// The same of ideas and of working groups.
func TestIdeaAndGroupActs_areWhatTheMutationsTake(t *testing.T) {
	t.Parallel()
	s := newDB(t)
	s.Limits[hackathon.IdeasPerPerson], s.Limits[hackathon.GroupsPerPerson] = 1000, 1000
	ctx := t.Context()
	author, event := newPerson(t, s, "Maarja K."), hackathonIn(t, s, hackathon.EventLive)
	moderator := holding(t, s, newPerson(t, s, "Õie Ü."), hackathon.RoleModerator, event)
	live, err := s.Events.ByID(ctx, []hackathon.ID{event})
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []hackathon.IdeaStatus{hackathon.IdeaInReview, hackathon.IdeaOpen, hackathon.IdeaSeeksTeam,
		hackathon.IdeaPitched, hackathon.IdeaImplemented, hackathon.IdeaPaused, hackathon.IdeaDeclined} {
		for name, v := range map[string]*hackathon.Viewer{"author": author, "moderator": moderator,
			"somebody": newPerson(t, s, "Heiki M.")} {
			for act, try := range map[hackathon.IdeaAct]func(hackathon.ID) error{
				hackathon.IdeaSupport: func(id hackathon.ID) error {
					return second(s.Ideas.Support(ctx, v, hackathon.SupportIdeaInput{IdeaID: id}))
				},
				hackathon.IdeaComment: func(id hackathon.ID) error {
					return second(s.Comments.Add(ctx, v, hackathon.AddCommentInput{IdeaID: id, Body: "Hea"}))
				},
				hackathon.IdeaUpdate: func(id hackathon.ID) error {
					return second(s.Ideas.Update(ctx, v, retitled(&hackathon.Idea{ID: id}, hackathon.Localized{Et: "Uus"})))
				},
				hackathon.IdeaFormWorkingGroup: func(id hackathon.ID) error {
					return second(s.WorkingGroups.Form(ctx, v, hackathon.FormWorkingGroupInput{EventID: event, IdeaID: &id,
						Name: hackathon.Localized{Et: "Rühm"}, Sides: []hackathon.StakeholderSide{hackathon.SideCitizen}}))
				},
			} {
				idea := ideaIn(t, s, author, event, status)
				offered := slices.Contains(idea.Acts(v, false, live[0]), act)
				if err := try(idea.ID); offered != (err == nil) {
					t.Errorf("%s by %s: %s is offered %t, and then: %v", status, name, act, offered, err)
				}
			}
			for _, to := range ideaIn(t, s, author, event, status).Moves(v) {
				in := hackathon.ChangeIdeaStatusInput{IdeaID: ideaIn(t, s, author, event, status).ID, Status: to,
					Answer: &hackathon.Localized{Et: "Sest nii."}}
				if _, err := s.Ideas.ChangeStatus(ctx, v, in); err != nil && to != hackathon.IdeaMerged {
					t.Errorf("%s by %s: %s is offered, and then: %v", status, name, to, err)
				}
			}
		}
	}
	for _, phase := range []hackathon.GroupPhase{hackathon.PhaseForming, hackathon.PhaseWorking, hackathon.PhaseDormant,
		hackathon.PhaseCompleted, hackathon.PhaseClosed} {
		g, err := s.WorkingGroups.Form(ctx, author, hackathon.FormWorkingGroupInput{EventID: event,
			Name: hackathon.Localized{Et: "Rühm"}, Sides: []hackathon.StakeholderSide{hackathon.SideCitizen}})
		if err != nil {
			t.Fatal(err)
		}
		rows(t, s).Exec(`UPDATE working_group SET phase = $2 WHERE id = $1`, g.ID, phase)
		g.Phase = phase
		guest := newPerson(t, s, "Leida P.")
		seats, err := s.Memberships.ViewersOwn(ctx, author, []hackathon.ID{g.ID})
		if err != nil {
			t.Fatal(err)
		}
		join := hackathon.JoinWorkingGroupInput{WorkingGroupID: g.ID, Role: hackathon.GroupMember,
			Sides: []hackathon.StakeholderSide{hackathon.SideExpert}, Capacity: hackathon.CapacitySelf}
		if offered, err := slices.Contains(g.Acts(guest, nil), hackathon.GroupJoin),
			second(s.Memberships.Join(ctx, guest, join)); offered != (err == nil) {
			t.Errorf("%s: a seat is offered %t, and then: %v", phase, offered, err)
		}
		if offered, err := slices.Contains(g.Acts(author, seats[g.ID]), hackathon.GroupLeave),
			second(s.WorkingGroups.Leave(ctx, author,
				hackathon.LeaveWorkingGroupInput{WorkingGroupID: g.ID})); offered != (err == nil) {
			t.Errorf("%s: its lead may leave: %t, and then: %v", phase, offered, err)
		}
	}
	mustEqual(t, "acts of nobody", fmt.Sprint(live[0].Acts(nil, nil, testNow)), "[]")
}

func ideaIn(t *testing.T, s *DB, author *hackathon.Viewer, event hackathon.ID,
	status hackathon.IdeaStatus) *hackathon.Idea {
	t.Helper()
	idea := newIdea(t, s, author, event, "Vaikne tund")
	idea.Move(status, testNow)
	rows(t, s).Exec(`UPDATE idea SET status = $2, public_since = $3 WHERE id = $1`, idea.ID, status, idea.PublicSince)
	return idea
}

// What is offered of a registration is what the mutations then take, whoever asks, in every state of both.
func TestAttendanceActs_areWhatTheMutationsTake(t *testing.T) {
	t.Parallel()
	s, ctx := newStage(t), t.Context()
	for _, event := range []hackathon.EventStatus{hackathon.EventPublished, hackathon.EventLive, hackathon.EventEnded,
		hackathon.EventPostponed} {
		for _, status := range []hackathon.AttendanceStatus{hackathon.AttendanceGoing, hackathon.AttendanceWaiting,
			hackathon.AttendanceCheckedIn, hackathon.AttendanceCancelled} {
			for _, who := range []string{"desk", "own", "stranger"} {
				e := s.published(s.input("Talgud"))
				own := newPerson(t, s.DB, "Leida P.")
				a := s.attend(e, own, 0)
				s.exec(`UPDATE attendance SET status = $2 WHERE id = $1`, a.ID, string(status))
				s.exec(`UPDATE event SET status = $2 WHERE id = $1`, e.ID, string(event))
				v := map[string]*hackathon.Viewer{"desk": s.organiser, "own": own, "stranger": s.onlooker}[who]
				a.Status = status
				acts := a.Acts(v, event)
				_, arrived := s.Attendances.CheckIn(ctx, v, hackathon.CheckInInput{AttendanceID: a.ID})
				// Who is here already is not offered to be checked in once more, which would be no failure.
				if took := arrived == nil && status != hackathon.AttendanceCheckedIn; slices.Contains(acts,
					hackathon.AttendanceCheckIn) != took {
					t.Errorf("%s, %s, by %s: offered %v, and then checkIn: %v", event, status, who, acts, arrived)
				}
				if slices.Contains(acts, hackathon.AttendanceCancel) {
					s.exec(`UPDATE attendance SET status = $2 WHERE id = $1`, a.ID, string(status))
					if _, err := s.Attendances.Cancel(ctx, v, hackathon.CancelAttendanceInput{EventID: e.ID}); err != nil {
						t.Errorf("%s, %s, by %s: CANCEL is offered, and then: %v", event, status, who, err)
					}
				}
			}
		}
	}
}

// What is offered of a seat is what the mutations then take, whoever asks, in every role and phase.
func TestMembershipActs_areWhatTheMutationsTake(t *testing.T) {
	t.Parallel()
	s, ctx := newDB(t), t.Context()
	s.Limits[hackathon.GroupsPerPerson] = 1000
	lead, member := newPerson(t, s, "Maarja K."), newPerson(t, s, "Heiki M.")
	event := hackathonIn(t, s, hackathon.EventLive)
	staff := holding(t, s, newPerson(t, s, "Aino"), hackathon.RoleOrganiser, event)
	people := map[string]*hackathon.Viewer{"the lead": lead, "the member": member, "staff": staff,
		"a stranger": newPerson(t, s, "Leida P."), "nobody": {}}
	for _, phase := range []hackathon.GroupPhase{hackathon.PhaseWorking, hackathon.PhaseClosed} {
		for _, role := range []hackathon.GroupRole{hackathon.GroupLead, hackathon.GroupCoLead, hackathon.GroupMember,
			hackathon.GroupObserver} {
			for who, v := range people {
				for act, try := range map[hackathon.MembershipAct]func(*hackathon.Membership) error{
					hackathon.MembershipChangeSides: func(m *hackathon.Membership) error {
						return second(s.Memberships.Change(ctx, v, hackathon.ChangeMembershipInput{MembershipID: m.ID,
							Sides: []hackathon.StakeholderSide{hackathon.SideExpert}}))
					},
					hackathon.MembershipChangeRole: func(m *hackathon.Membership) error {
						return second(s.Memberships.Change(ctx, v, hackathon.ChangeMembershipInput{MembershipID: m.ID,
							Role: new(hackathon.GroupLearner)}))
					},
					hackathon.MembershipMakeCoLead: func(m *hackathon.Membership) error {
						return second(s.Memberships.Change(ctx, v, hackathon.ChangeMembershipInput{MembershipID: m.ID,
							Role: new(hackathon.GroupCoLead)}))
					},
					hackathon.MembershipHandOverLead: func(m *hackathon.Membership) error {
						return second(s.WorkingGroups.HandOverLead(ctx, v, hackathon.HandOverLeadInput{
							WorkingGroupID: m.WorkingGroupID, PersonID: m.PersonID}))
					},
					hackathon.MembershipLeave: func(m *hackathon.Membership) error {
						return second(s.WorkingGroups.Leave(ctx, v, hackathon.LeaveWorkingGroupInput{
							WorkingGroupID: m.WorkingGroupID}))
					},
				} {
					g := newGroup(t, s, lead, event, "Rühm", hackathon.SideCitizen)
					owner := member
					if role == hackathon.GroupLead {
						owner = lead
					}
					join(t, s, member, g.ID, hackathon.GroupMember, hackathon.SideCitizen)
					rows(t, s).Exec(`UPDATE working_group SET phase = $2 WHERE id = $1`, g.ID, phase)
					rows(t, s).Exec(`UPDATE membership SET role = $3 WHERE working_group_id = $1 AND person_id = $2`, g.ID,
						owner.PersonID, role)
					own, err := s.Memberships.ViewersOwn(ctx, owner, []hackathon.ID{g.ID})
					if err != nil {
						t.Fatal(err)
					}
					g.Phase = phase
					offered := slices.Contains(own[g.ID].Acts(v, g), act)
					switch {
					case act == hackathon.MembershipLeave && v != owner:
						if offered { // it takes nobody else out
							t.Errorf("%s %s, by %s: leaving is offered", phase, role, who)
						}
						continue
					case act == hackathon.MembershipMakeCoLead && role == hackathon.GroupCoLead,
						act == hackathon.MembershipHandOverLead && role == hackathon.GroupLead:
						continue // that changes nothing, which would be no failure
					}
					if err := try(own[g.ID]); offered != (err == nil) {
						t.Errorf("%s %s, by %s: %s is offered %t, and then: %v", phase, role, who, act, offered, err)
					}
				}
			}
		}
	}
}
