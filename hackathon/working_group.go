package hackathon

import "time"

// MaxGroupName is the longest name of a working group, in characters a language.
const MaxGroupName = 120

type GroupRole string

// GroupPhase is where a working group is; GroupMoves says which way it goes.
type GroupPhase string

// WorkingGroup designs a service together. It never is without a lead while WORKING.
type WorkingGroup struct {
	ID          ID         `db:"id" json:"id"`
	Version     int        `db:"version" json:"version"`
	EventID     ID         `db:"event_id" json:"eventId"`
	Name        Localized  `db:"name" json:"name"`
	Purpose     *Localized `db:"purpose" json:"purpose,omitempty"`
	Phase       GroupPhase `db:"phase" json:"phase"`
	LeadID      ID         `db:"lead_id" json:"leadId"`
	MemberCount int        `db:"member_count" json:"memberCount"`
	CreatedAt   time.Time  `db:"created_at" json:"createdAt"`
}

func (g WorkingGroup) NodeID() ID    { return g.ID }
func (g WorkingGroup) NodeEvent() ID { return g.EventID }

// SidePresence says how many bring a side, and whether it lacks. Of lived experience it never says how many.
type SidePresence struct {
	Side     StakeholderSide
	Count    *int
	Required bool
	Missing  *bool // nil: not told, see ToldLivedExperience
}

// WorkingGroupOrder is an order of groups.
type (
	WorkingGroupOrder      = OrderBy[WorkingGroupOrderField]
	WorkingGroupOrderField string
)

type WorkingGroupFilter struct {
	Phase       []GroupPhase
	MissingSide *StakeholderSide
}

type FormWorkingGroupInput struct {
	EventID             ID
	IdeaID              *ID
	Name                Localized
	Purpose             *Localized
	Sides               []StakeholderSide
	ShowLivedExperience bool
	Keyed
}

type HandOverLeadInput struct {
	WorkingGroupID ID
	PersonID       ID
	Keyed
}

type ChangeWorkingGroupPhaseInput struct {
	WorkingGroupID ID
	Phase          GroupPhase
	Keyed
}
