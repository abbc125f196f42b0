package postgres

import "github.com/loometalgud/mano/hackathon"

// toldSides are the sides in a group g as far as others may know: lived experience that members do not show is what the
// group tells of itself, and nobody's.
var toldSides = `
	SELECT m.person_id, side FROM membership m CROSS JOIN unnest(m.sides) AS side
	WHERE m.working_group_id = g.id AND m.role IN ` + oneOf(hackathon.SideRoles) + `
		AND (side <> 'LIVED_EXPERIENCE' OR m.show_lived_experience)
	UNION ALL SELECT NULL, 'LIVED_EXPERIENCE' WHERE g.lived_experience_told`

// seatChanged notes that a person's seat in a locked group is another than it was (nil: there was, or is, none), and
// when it is time to, tells anew whether the group has lived experience that is not shown. told says that this has
// changed.
func (t *tx) seatChanged(g *hackathon.WorkingGroup, person hackathon.ID, was, is *hackathon.GroupSeat) (told bool,
	err error) {
	var now hackathon.ToldLivedExperience
	if err := t.get(&now.Present, `SELECT lived_experience_told FROM working_group WHERE id = $1`, g.ID); err != nil {
		return false, err
	}
	if err := t.all(&now.Changed, `SELECT unnest(lived_experience_changed) FROM working_group WHERE id = $1`,
		g.ID); err != nil {
		return false, err
	}
	before := now.Present
	if now.Changes(person, was, is) {
		var hidden bool
		if err := t.get(&hidden, `
			SELECT EXISTS (SELECT FROM membership m WHERE m.working_group_id = $1
				AND NOT m.show_lived_experience AND 'LIVED_EXPERIENCE' = ANY (m.sides))`, g.ID); err != nil {
			return false, err
		}
		now.Tell(g.MemberCount, hidden)
	}
	_, err = t.run(`UPDATE working_group SET lived_experience_told = $2, lived_experience_changed = $3 WHERE id = $1`,
		g.ID, now.Present, idArray(now.Changed))
	return (before == nil) != (now.Present == nil) || before != nil && *before != *now.Present, err
}
