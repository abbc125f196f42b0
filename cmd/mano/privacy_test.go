package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
)

// planted is one secret: its text, and the tokens that may see it according to the table.
type planted struct {
	what, text string
	seenBy     []string
	person     bool // the id of a private person; who asks for this id is told the name
	before     bool // it was public before it was taken back
	shown      bool // somebody who may see it has seen it
}

// stage is two programs on one database, in which secrets were planted.
type stage struct {
	t        *testing.T
	all      []*program
	db       *postgres.DB
	contract *contract
	event    string
	began    hackathon.ID // as old as the first secret
	tokens   []string
	needs    []string // with secrets
	secrets  []planted
	ids      map[hackathon.Kind][]hackathon.ID
	cursors  map[[2]string]string // of a token and a subscription, from before the secrets
	there    map[[2]string]*listener
	leaks    map[string]bool
	answers  int
}

// secret plants one that is named in the table.
func (s *stage) secret(what, text string) { s.secretOf(nobody, what, text) }

// secretOf plants one that belongs to the person of a token.
func (s *stage) secretOf(token, what, text string) {
	s.t.Helper()
	who, known := seenBy[what]
	if !known || len(text) < 5 {
		s.t.Fatalf("%s, %q: nobody says who may see it, or it cannot be searched for", what, text)
	}
	p := planted{what: what, text: text}
	for _, w := range who {
		switch {
		case w != owner:
			p.seenBy = append(p.seenBy, w)
		case token != nobody:
			p.seenBy = append(p.seenBy, token)
		}
	}
	s.secrets = append(s.secrets, p)
}

// takenBack is a secret that was public before.
func (s *stage) takenBack(what, text string) {
	s.secret(what, text)
	s.secrets[len(s.secrets)-1].before = true
}

// search looks for secrets in what came for a token. of is the id that was asked for.
func (s *stage) search(token, where, text, of string, withPublic bool) {
	s.answers++
	for i := range s.secrets {
		p := &s.secrets[i]
		switch {
		case p.person && p.text == of || p.before && !withPublic || token == operator && strings.HasPrefix(p.text, ":") ||
			!strings.Contains(text, p.text):
			continue
		case slices.Contains(p.seenBy, token):
			p.shown = true
			continue
		}
		at := strings.Index(text, p.text)
		leak := fmt.Sprintf("%q is told %s (%s), in %s", token, p.what, p.text, where)
		if !s.leaks[leak] {
			s.leaks[leak] = true
			s.t.Errorf("%s: …%s…", leak, text[max(0, at-300):min(len(text), at+len(p.text)+40)])
		}
	}
}

// everyID finds the ids of everything that has a type. In the short form, only a few of each kind of the demo's own.
func (s *stage) everyID() {
	s.ids = map[hackathon.Kind][]hackathon.ID{}
	demos := map[hackathon.Kind]int{}
	for _, table := range []string{"person", "organisation", "venue", "event", "attendance", "idea", "comment",
		"working_group", "membership", "help_request", "notice", "session"} {
		s.rows(`SELECT id, '' FROM `+table+` ORDER BY 1`, func(id hackathon.ID, _ string) {
			if bytes.Compare(id[:6], s.began[:6]) < 0 { // by their time
				demos[id.Kind()]++
			}
			if demos[id.Kind()] <= times(3, 1<<30) || bytes.Compare(id[:6], s.began[:6]) >= 0 {
				s.ids[id.Kind()] = append(s.ids[id.Kind()], id)
			}
		})
	}
}

// subscriptions are all subscriptions, for the event and for all events.
func (s *stage) subscriptions() map[string]string {
	of := map[string]string{
		"eventActivity": `(eventId: "` + s.event + `"%s)`, "assistanceNeeds": `(eventId: "` + s.event + `"%s)`,
		"board":         `(eventId: "` + s.event + `"%s)`,
		"notifications": `%s`, "assistanceNeeds over all": `%s`,
	}
	for _, f := range s.contract.schema.Subscription.Fields {
		if of[f.Name] == "" && !strings.HasPrefix(f.Name, "__") {
			s.t.Errorf("%s is not listened to", f.Name)
		}
	}
	return of
}

// listen opens a subscription and reads until it is live or has ended.
func (s *stage) listen(p *program, token, name, args, after string, marked bool) *listener {
	s.t.Helper()
	c := s.contract
	c.token, c.marked, c.only = token, marked, nil
	hops := times(1, 2)
	if token == nobody { // what is for everybody is rendered once
		hops = 2
	}
	for {
		variables, declared := map[string]any{}, ""
		if after != "" {
			variables["after"], declared = after, "($after: Cursor)"
			after := ", after: $after"
			if args == "%s" {
				after = "(after: $after)"
			}
			args = strings.Replace(args, "%s", after, 1)
		} else {
			args = strings.Replace(args, "%s", "", 1)
		}
		root, _, _ := strings.Cut(name, " ")
		call := strings.Replace(c.whole(c.schema.Subscription, root, root+args, hops), root+args+" {", root+args+" { cursor",
			1)
		l := p.listen(s.t, token, "subscription"+declared+" { "+call+" }", variables)
		_, live := l.until(`"CaughtUp"`)
		text := l.text.String()
		if strings.Contains(text, "VALIDATION") || strings.Contains(text, `"INTERNAL"`) ||
			strings.Contains(text, `"INVALID"`) || strings.Contains(text, "LIMIT") {
			s.t.Fatalf("%s with %q: %.2000s", name, token, text)
		}
		var a answer
		again := false
		for line := range strings.Lines(text) {
			if data, is := strings.CutPrefix(line, "data: "); is && json.Unmarshal([]byte(data), &a) == nil {
				again = c.refuses(token, a) || again
			}
		}
		if !again {
			if !live {
				l.cancel()
			}
			return l
		}
		l.cancel()
	}
}

// walk asks for everything with every token, and subscribes to everything.
func (s *stage) walk(when string, swapped bool) {
	t, c := s.t, s.contract
	s.everyID()
	for i, token := range s.tokens {
		for k, kind := range slices.Sorted(maps.Keys(s.ids)) {
			p := s.all[(i+k)%len(s.all)]
			for ids := range slices.Chunk(s.ids[kind], 25) {
				var calls strings.Builder
				variables := map[string]any{}
				name := kind.String()
				for n, id := range ids {
					variables[fmt.Sprint("i", n)] = id.String()
				}
				def := c.schema.Types[name]
				if def == nil { // a kind that has no type
					def = c.schema.Types["Node"]
				}
				c.token, c.marked, c.only = token, true, nil
				ask := func(hops int) bool {
					calls.Reset()
					for n := range ids {
						fmt.Fprintf(&calls, " a%d: node(id: $i%d) { ...All }", n, n)
					}
					a := p.said(t, token, "query"+declare(variables)+" {"+calls.String()+" } fragment All on Node { __typename id "+
						"... on "+def.Name+" "+c.fields(def, hops, 0)+" }", variables)
					for n, id := range ids {
						s.search(token, when+": node of "+name, string(a.Data[fmt.Sprint("a", n)]), id.String(), true)
					}
					return c.refuses(token, a)
				}
				hops := 1
				if kind == hackathon.KindIdea { // find the comments on the idea
					hops = 2
				}
				for ask(hops) {
				}
				for field := range maps.Clone(c.refused[token]) {
					if typ, one, _ := strings.Cut(field, "_"); typ == name {
						c.only = map[string]string{typ: one}
						ask(1)
					}
				}
				c.only = nil
			}
		}
		p := s.all[i%len(s.all)]
		ask := func(name, args string, variables map[string]any, hops int) {
			c.everything(t, p, token, c.schema.Query, name, name+args, variables, hops, func(a answer) {
				of := ""
				if id, is := variables["id"].(string); is {
					of = id
				}
				s.search(token, when+": "+name, a.text, of, true)
			})
		}
		event := map[string]any{"id": s.event}
		ask("viewer", "", nil, times(1, 2))
		ask("events", "(first: 100)", nil, 1)
		ask("venues", "(first: 100)", nil, 1)
		ask("organisations", "(first: 100)", nil, 1)
		ask("event", "(id: $id)", event, times(1, 2))
		ask("board", "(eventId: $id)", event, 2)
		ask("assistanceNeeds", "(first: 100)", nil, times(1, 2))
		ask("assistanceNeeds", "(eventId: $id, first: 100)", event, times(1, 2))
		for _, id := range s.needs {
			ask("helpRequest", "(id: $id)", map[string]any{"id": id}, 1)
		}
		ask("server", "", nil, 1)
		ask("labels", "", nil, 1)
		for name, args := range s.subscriptions() {
			for r, p := range s.all {
				for _, marked := range []bool{false, true} { // with fields that depend on the viewer, and without
					how, after := "anew", ""
					if (r == 0) == (marked == swapped) { // each walk does one half
						if how, after = "from an old cursor", s.cursors[[2]string{token, name}]; after == "" {
							continue
						}
					}
					l := s.listen(p, token, name, args, after, marked)
					s.search(token, fmt.Sprintf("%s: %s at replica %d, %s", when, name, r, how), l.text.String(), "", true)
					l.cancel()
				}
			}
		}
	}
}

// Who asks for everything, with any token and in any way, learns what is for them and nothing else.
func TestPrivacy_everyTokenEveryIdEveryFieldEveryStream(t *testing.T) {
	t.Parallel()
	clock := filepath.Join(t.TempDir(), "clock")
	unlimited := []string{setClock + "=" + clock}
	for _, limit := range []string{"TOKENS", "SELECTIONS", "NESTING", "COMPARISONS", "VALUES", "VARIABLES", "DEPTH",
		"ALIASES", "ROOT_FIELDS", "FIELDS", "DIRECTIVES", "COMPLEXITY"} {
		unlimited = append(unlimited, "MANO_MAX_"+limit+"=-1")
	}
	all := startReplicas(t, 2, append(unlimited, "MANO_MAX_BODY_BYTES=10000000", "MANO_MAX_GROUPS_PER_PERSON=1000",
		"MANO_MAX_GROUPS_PER_ADDRESS=1000", patient)...)
	db, err := postgres.Open(t.Context(), all[0].database(), postgres.Config{MaxConns: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &stage{
		t: t, all: all, db: db, contract: newContract(t), event: all[0].liveEvent(t), leaks: map[string]bool{},
		cursors: map[[2]string]string{}, there: map[[2]string]*listener{},
		tokens: []string{nobody, quietAsker, quietAuthor, otherStaff, moderator, evaluator, participant, matched, another,
			organiser, coordinator, admin},
	}
	persons := map[string]hackathon.ID{}
	for i, p := range []postgres.DemoPerson{
		{Token: quietAsker}, {Token: quietAuthor}, {Token: otherStaff},
		{Token: moderator, Roles: []hackathon.PlatformRole{hackathon.RoleModerator}},
		{Token: evaluator, Roles: []hackathon.PlatformRole{hackathon.RoleEvaluator}},
	} {
		p.ID, p.DisplayName, p.Email = hackathon.NewID(hackathon.KindPerson, time.Now()), fmt.Sprint("Keegi ", i),
			fmt.Sprintf("privaatne%d@naidis.example", i)
		if _, err := db.PutDemoPerson(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		persons[p.Token] = p.ID
	}
	if _, err := db.SQL().ExecContext(t.Context(), `INSERT INTO role_grant (person_id, role, event_id, granted_at)
		SELECT $1, 'ORGANISER', id, now() FROM event WHERE status <> 'LIVE'
		ORDER BY id LIMIT 1`, persons[otherStaff]); err != nil {
		t.Fatal(err)
	}
	whoIs := func(token string) {
		var who struct {
			Viewer struct{ Person struct{ ID hackathon.ID } }
		}
		all[0].mustAsk(t, token, `{ viewer { person { id } } }`, nil, &who)
		persons[token] = who.Viewer.Person.ID
	}
	for _, token := range s.tokens[1:] {
		whoIs(token)
	}
	// Early subscribers have a cursor, and hear what is public as it happens.
	for i, token := range s.tokens {
		for name, args := range s.subscriptions() {
			l := s.listen(all[i%2], token, name, args, "", false)
			s.cursors[[2]string{token, name}], s.there[[2]string{token, name}] = l.cursor, l
		}
	}
	s.began = hackathon.NewID(hackathon.KindIdea, time.Now())
	guest, board := s.plants()
	whoIs(guest)
	s.tokens = append(s.tokens, guest, board)
	s.plantsOf(persons)
	s.walk("at once", false)
	if err := os.WriteFile(clock, []byte("10m"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.act(participant, "submitIdea", "idea", fmt.Sprintf(`eventId: %q, title: {et: "Hiljem"}, problem: {et: "Hiljem"}`,
		s.event))
	if count(t, all[0], `SELECT count(*) FROM activity WHERE at > now() + interval '9 minutes'`) == 0 {
		t.Error("the clock was not set")
	}
	s.walk("after ten minutes", true)

	// What the clock does, and the early subscribers.
	for key, l := range s.there {
		l.cancel()
		for l.lines.Scan() {
			l.text.WriteString(l.lines.Text() + "\n")
		}
		s.search(key[0], "what was heard from the start of "+key[1], l.text.String(), "", false)
	}
	// What was always private, or was taken back, is not in the log either.
	s.rows(`SELECT entity_id, payload::text FROM activity ORDER BY id`,
		func(_ hackathon.ID, text string) { s.search(theLog, "an activity", text, "", true) })
	for _, p := range s.secrets {
		if len(p.seenBy) > 0 && !p.shown {
			t.Errorf("nobody has seen %s (%s), so that the walk shows nothing: %q may", p.what, p.text, p.seenBy)
		}
	}
	for i, p := range all {
		_, metrics, err := p.get("/metrics")
		if err != nil {
			t.Fatal(err)
		}
		s.search(operator, fmt.Sprint("what replica ", i, " prints"), p.output.String()+metrics, "", true)
	}
	for _, def := range s.contract.schema.Types {
		for _, f := range def.Fields {
			if def.Kind == "OBJECT" && !def.BuiltIn && def != s.contract.schema.Mutation && !strings.HasPrefix(f.Name, "__") &&
				!s.contract.asked[def.Name+"_"+f.Name] && !s.ofMutations(def.Name) {
				t.Errorf("%s.%s was never asked for", def.Name, f.Name)
			}
		}
	}
	t.Logf("%d answers and streams were searched for %d secrets with %d tokens", s.answers, len(s.secrets), len(s.tokens))
}

// ofMutations reports whether a type is only ever the answer to a mutation.
func (s *stage) ofMutations(name string) bool {
	for _, def := range s.contract.schema.Types {
		for _, f := range def.Fields {
			if s.contract.asked[def.Name+"_"+f.Name] && f.Type.Name() == name {
				return false
			}
		}
	}
	return true
}
