package graph_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/live"
)

// probe is one field that a stream can be asked for, and the operation that asks for it by the shortest way.
type probe struct {
	name   string // Type.field
	member string // of the change that the way leads through; empty: none
	query  string
	marked bool
}

// walker finds the probes behind one subscription.
type walker struct {
	schema *ast.Schema
	seen   map[string]bool
	probes []probe
}

// way is how a type is reached: what stands before and behind a selection of it.
type way struct {
	def           *ast.Definition
	before, after string
	member        string
}

// walk goes through every type that is reached without a mark, each once, and through every field of it.
func (w *walker) walk(from way) {
	for queue := []way{from}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if w.seen[at.def.Name] {
			continue
		}
		w.seen[at.def.Name] = true
		if at.def.IsAbstractType() {
			for _, t := range w.schema.GetPossibleTypes(at.def) {
				next := way{t, at.before + "__typename ... on " + t.Name + " { ", " }" + at.after, at.member}
				if at.member == "" && at.def.Kind == ast.Union {
					next.member = t.Name
				}
				queue = append(queue, next)
			}
		}
		for _, f := range at.def.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			marked := f.Directives.ForName("viewer") != nil
			call := f.Name + w.arguments(f)
			def := w.schema.Types[f.Type.Name()]
			w.probes = append(w.probes, probe{at.def.Name + "." + f.Name, at.member,
				at.before + "probe: " + call + w.leaves(def, "", 0) + at.after, marked})
			if !marked && def.IsCompositeType() {
				queue = append(queue, way{def, at.before + call + " { ", " }" + at.after, at.member})
			}
		}
	}
}

// leaves selects all that a type holds itself and that is not marked.
func (w *walker) leaves(def *ast.Definition, prefix string, depth int) string {
	if !def.IsCompositeType() || depth > 1 {
		return ""
	}
	var b strings.Builder
	b.WriteString(" { __typename ")
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") && f.Directives.ForName("viewer") == nil &&
			w.schema.Types[f.Type.Name()].IsLeafType() {
			fmt.Fprintf(&b, "%s%s: %s%s ", prefix, f.Name, f.Name, w.arguments(f))
		}
	}
	if def.IsAbstractType() {
		for _, t := range w.schema.GetPossibleTypes(def) {
			fmt.Fprintf(&b, "... on %s%s ", t.Name, w.leaves(t, t.Name+"_", depth+1))
		}
	}
	return b.String() + "}"
}

// arguments are those that a field demands.
func (w *walker) arguments(f *ast.FieldDefinition) string {
	var given []string
	for _, arg := range f.Arguments {
		if !arg.Type.NonNull || arg.DefaultValue != nil {
			continue
		}
		switch def := w.schema.Types[arg.Type.Name()]; {
		case def.Kind == ast.Enum:
			given = append(given, arg.Name+": "+def.EnumValues[0].Name)
		case def.Name == "Int":
			given = append(given, arg.Name+": 1")
		default:
			panic("no value for argument " + arg.Name + " of " + f.Name)
		}
	}
	if given == nil {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// execute runs an operation for a change: for one viewer or (nil) for everybody at once, and spells what came of it.
func (s *stage) execute(viewer *hackathon.Viewer, c live.Change, query string) (result string, failed bool) {
	s.t.Helper()
	ctx := hackathon.WithoutViewer(s.t.Context())
	if viewer != nil {
		ctx = hackathon.WithViewer(s.t.Context(), viewer)
	}
	res := s.do(graph.WithLoaders(graphql.StartOperationTrace(live.WithChange(ctx, c)), s.DB), query, nil)
	result = string(res.Data)
	for _, e := range res.Errors {
		result += fmt.Sprintf(" %v at %v", e.Extensions["code"], e.Path)
		if e.Extensions["code"] == string(hackathon.Invalid) {
			s.t.Fatalf("%v\n%s", e, query)
		}
	}
	return result, len(res.Errors) > 0
}

// Whatever a stream can be asked for is run both ways: shared by everybody, without a viewer, and for one viewer alone.
// A field without the mark is the same for all; a marked one has an execution of each viewer's own, and shows nothing
// at all where it is shared by mistake.
func TestSharedExecution_isWhatEachViewerGets(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.Limits[hackathon.OpenNeedsPerPerson] = 100
	viewers, organiser := s.liven()
	schema := contract(t)
	s.Now = func() time.Time { return now } // whatever says how late it is says the same each time
	for _, root := range schema.Subscription.Fields {
		if root.Directives.ForName("viewer") != nil {
			continue // never shared
		}
		head := "subscription { " + root.Name
		if root.Arguments.ForName("eventId") != nil {
			head += `(eventId: "` + s.event.String() + `")`
		}
		o, code := s.open(organiser, head+" { cursor } }")
		if code != "" {
			t.Fatal(root.Name, code)
		}
		var may []*hackathon.Viewer // subscribe
		for _, v := range viewers {
			if own, _ := s.open(v, head+" { cursor } }"); own != nil && own.source.Scope == o.source.Scope {
				may = append(may, v)
			}
		}
		changes := o.changes(head)
		w := walker{schema: schema, seen: map[string]bool{}}
		w.walk(way{schema.Types[root.Type.Name()], head + " { ", " } }", ""})
		reached, all := map[string]bool{}, map[string]bool{}
		for _, p := range w.probes {
			all[p.name] = true
			for member, of := range changes {
				if p.member != "" && member != p.member {
					continue
				}
				for _, c := range of {
					shared, failed := s.execute(nil, c, p.query)
					if p.marked {
						own, _ := s.execute(may[len(may)-1], c, p.query) // the organiser, who may see the most
						if strings.Contains(own, `"probe":`) {
							reached[p.name] = true
							if !failed {
								t.Errorf("%s: %s is marked, and executed without a viewer: %s", root.Name, p.name, shared)
							}
						}
						continue
					}
					for _, v := range may {
						if own, _ := s.execute(v, c, p.query); own != shared {
							t.Errorf("%s: %s depends on who asks and has no mark\nshared %s\nown    %s", root.Name, p.name, shared, own)
						}
					}
					if strings.Contains(shared, `"probe":`) {
						reached[p.name] = true
					}
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if !reached[name] {
				t.Errorf("%s: nothing that was recorded shows %s", root.Name, name)
			}
		}
		t.Logf("%s: %d of %d fields, for %d viewers", root.Name, len(reached), len(all), len(may))
	}
}

// changes are three of each kind that the source wants, present states, and what stands between, by the member of the
// union that they become.
func (o *opened) changes(head string) map[string][]live.Change {
	o.t.Helper()
	streams, err := o.source.Streams(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	all := []live.Change{{CaughtUp: true}, {Reset: live.ResetTooOld}}
	snapshot, err := o.source.Snapshot(o.t.Context(), streams)
	if err != nil {
		o.t.Fatal(err)
	}
	for i := range snapshot.Items {
		all = append(all, live.Change{Activity: &snapshot.Items[i], Snapshot: true})
	}
	news, err := o.ReadLog(o.t.Context(), []hackathon.Position{{Stream: streams[0]}}, 1000)
	if err != nil {
		o.t.Fatal(err)
	}
	for i := range news {
		if o.source.Wants(&news[i]) {
			all = append(all, live.Change{Activity: &news[i]})
		}
	}
	by, of := map[string][]live.Change{}, map[string]int{}
	for _, c := range all {
		c.At, c.Cursor = now, "AQEBAAAAAA"
		member, failed := o.execute(nil, c, head+" { change { __typename } } }")
		if failed {
			o.t.Fatal(member)
		}
		_, member, _ = strings.Cut(member, `"__typename":"`)
		member, _, _ = strings.Cut(member, `"`)
		kind := member
		if c.Activity != nil {
			kind += string(c.Activity.Kind) + fmt.Sprint(c.Snapshot)
		}
		if of[kind]++; of[kind] <= 3 {
			by[member] = append(by[member], c)
		}
	}
	return by
}

// liven lets things happen that streams tell of. It returns viewers who stand differently to them, and an organiser.
func (s *stage) liven() (viewers []*hackathon.Viewer, organiser *hackathon.Viewer) {
	s.t.Helper()
	organiser = s.signIn("korraldaja@naidis.ee", hackathon.RoleOrganiser, hackathon.RoleCoordinator,
		hackathon.RoleVolunteer)
	asker, anete, oskar := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee"), s.volunteer("oskar@naidis.ee")
	must := func(v *hackathon.Viewer, mutation string) (id string) {
		s.t.Helper()
		data, code := s.run(v, "mutation { "+mutation+" }", nil)
		if code != "" || strings.Contains(data, "ValidationFailed") || strings.Contains(data, "StateConflict") {
			s.t.Fatalf("%s\n%s %s", mutation, data, code)
		}
		_, id, _ = strings.Cut(data, `"id":"`)
		id, _, _ = strings.Cut(id, `"`)
		return id
	}
	event := `eventId: "` + s.event.String() + `"`
	body := hackathon.NewID(hackathon.KindOrganisation, now)
	s.sql(`INSERT INTO organisation (id, name, website) VALUES ($1, '{"et":"Selts"}', 'https://selts.example')`, body)
	s.sql(`UPDATE event SET organisation_id = $2 WHERE id = $1`, s.event, body)
	s.sql(`INSERT INTO event_move (event_id, from_status, to_status, reason, at) VALUES ($1, 'ANNOUNCED', 'LIVE',
		'{"et":"Algas"}', now())`, s.event)
	for _, kind := range []string{
		`TRANSPORT, startsAt: "` + time.Now().Add(time.Hour).UTC().Format(time.RFC3339) +
			`", transport: {fromPlace: "voru-linn", toPlace: "rouge"}`,
		`SIGN_LANGUAGE_INTERPRETER, interpreting: {fromLanguage: "et", toLanguage: "eso"}`,
	} {
		must(asker, `requestHelp(input: {`+event+`, kind: `+kind+`}) { __typename }`)
	}
	s.sql(`UPDATE event SET status = 'IDEAS_OPEN' WHERE id = $1`, s.event)
	for _, v := range []*hackathon.Viewer{asker, anete} {
		must(v, `attendEvent(input: {`+event+`}) { __typename }`)
	}
	idea := must(asker, `submitIdea(input: {`+event+`, title: {et: "Kaldtee"}, problem: {et: "Trepp on ees."}, solution:
		{et: "Kaldtee."}}) { __typename ... on SubmitIdeaSuccess { idea { id } } }`)
	must(anete, `supportIdea(input: {ideaId: "`+idea+`", brings: [TIME]}) { __typename }`)
	comment := must(anete, `addComment(input: {ideaId: "`+idea+`", body: "Hea mõte"}) { __typename ... on AddCommentSuccess
		{ comment { id } } }`)
	must(asker, `addComment(input: {ideaId: "`+idea+`", body: "Aitäh", replyTo: "`+comment+`"}) { __typename }`)
	s.sql(`UPDATE event SET status = 'LIVE' WHERE id = $1`, s.event)
	group := must(asker, `formWorkingGroup(input: {`+event+`, ideaId: "`+idea+`", name: {et: "Rühm"}, purpose:
		{et: "Teeme ära"}, sides: [CITIZEN]}) { __typename ... on FormWorkingGroupSuccess { workingGroup { id } } }`)
	must(anete, `joinWorkingGroup(input: {workingGroupId: "`+group+`", sides: [CITIZEN]}) { __typename }`)
	must(organiser, `hideComment(input: {commentId: "`+comment+`", reason: "Proov"}) { __typename }`)
	for _, more := range []string{"", `, languages: ["ru"]`} {
		s.ask(asker, more)
	}
	taken := s.ask(asker, "")
	must(anete, `claimHelpRequest(input: {helpRequestId: "`+taken+`"}) { __typename }`)
	must(asker, `updateHelpRequest(input: {helpRequestId: "`+s.ask(asker,
		"")+`", languages: ["et", "en"]}) { __typename }`)
	return []*hackathon.Viewer{asker, anete, oskar, s.again(organiser)}, s.again(organiser)
}
