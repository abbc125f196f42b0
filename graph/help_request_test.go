package graph_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/loometalgud/mano/graph"
	"github.com/loometalgud/mano/hackathon"
	"github.com/loometalgud/mano/postgres"
	"github.com/loometalgud/mano/postgres/postgrestest"
)

// stage is the schema on a database of the test's own, with a running event.
type stage struct {
	*postgres.DB
	t     *testing.T
	dsn   string
	exec  *executor.Executor
	event hackathon.ID
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := openStage(t, postgrestest.Database(t))
	s.event = s.rows().Event(postgrestest.Event{From: time.Now().Add(-time.Hour), InPerson: true})
	return s
}

func openStage(t *testing.T, dsn string) *stage {
	t.Helper()
	db, err := postgres.Open(t.Context(), dsn, postgres.Config{MaxConns: 6})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	for _, codes := range []*hackathon.Limit{hackathon.CodesPerEmail, hackathon.CodesPerDomain, hackathon.CodesInAll} {
		db.Limits[codes] = hackathon.NoLimit
	}
	s := &stage{DB: db, t: t, dsn: dsn, exec: executor.New(graph.NewSchema(&graph.Resolver{DB: db}))}
	s.exec.SetErrorPresenter(graph.PresentError(slog.New(slog.DiscardHandler)))
	s.exec.SetRecoverFunc(graph.RecoverPanic)
	return s
}

func (s *stage) rows() postgrestest.Rows {
	return postgrestest.Rows{T: s.t, DB: s.SQL(), At: time.Now()}
}

func (s *stage) sql(query string, args ...any) { s.t.Helper(); s.rows().Exec(query, args...) }

// signIn is a person with roles that hold everywhere.
func (s *stage) signIn(email string, roles ...hackathon.PlatformRole) *hackathon.Viewer {
	s.t.Helper()
	code, err := s.Sessions.RequestCode(s.t.Context(), hackathon.RequestSignInCodeInput{Email: email,
		Locale: hackathon.LocaleEt})
	if err != nil {
		s.t.Fatal(err)
	}
	name, _, _ := strings.Cut(email, "@")
	session, err := s.Sessions.SignIn(s.t.Context(), hackathon.SignInInput{Challenge: code.Challenge, Email: email,
		Code:        code.Code,
		DisplayName: &name})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range roles {
		s.rows().Grant(session.Viewer.PersonID, r)
	}
	return s.again(session.Viewer)
}

func (s *stage) again(v *hackathon.Viewer) *hackathon.Viewer {
	s.t.Helper()
	now, err := s.Sessions.ViewerBySession(s.t.Context(), v.SessionID)
	if err != nil {
		s.t.Fatal(err)
	}
	return now
}

// volunteer is a checked one who offers help on site, over GraphQL.
func (s *stage) volunteer(email string) *hackathon.Viewer {
	s.t.Helper()
	v := s.signIn(email)
	s.want(v, `mutation { updateVolunteer(input: {kinds: [ONSITE_HELP, OTHER], languages: ["et"], place: "voru-linn"}) {
		... on UpdateVolunteerSuccess { volunteer { kinds verification radiusKm } } } }`, nil,
		`{"updateVolunteer":{"volunteer":{"kinds":["ONSITE_HELP","OTHER"],"verification":"EMAIL","radiusKm":25}}}`)
	return s.again(v)
}

func (s *stage) context(ctx context.Context, v *hackathon.Viewer) context.Context {
	return graph.WithLoaders(graphql.StartOperationTrace(hackathon.WithViewer(ctx, v)), s.DB)
}

func (s *stage) do(ctx context.Context, query string, vars map[string]any) *graphql.Response {
	s.t.Helper()
	answer, ctx := s.dispatch(ctx, query, vars)
	return answer(ctx)
}

func (s *stage) dispatch(ctx context.Context, query string, vars map[string]any) (graphql.ResponseHandler,
	context.Context) {
	s.t.Helper()
	op, errs := s.exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: vars})
	if errs != nil {
		return graphql.OneShot(s.exec.DispatchError(graphql.WithOperationContext(ctx, op), errs)), ctx
	}
	return s.exec.DispatchOperation(ctx, op)
}

// run answers with the data and the code of the first error.
func (s *stage) run(v *hackathon.Viewer, query string, vars map[string]any) (string, string) {
	s.t.Helper()
	res := s.do(s.context(s.t.Context(), v), query, vars)
	return string(res.Data), codeOf(res.Errors)
}

func codeOf(errs gqlerror.List) string {
	if len(errs) == 0 {
		return ""
	}
	code, _ := errs[0].Extensions["code"].(string)
	return code + " " + errs[0].Message
}

func (s *stage) want(v *hackathon.Viewer, query string, vars map[string]any, want string) {
	s.t.Helper()
	if got, code := s.run(v, query, vars); got != want || code != "" {
		s.t.Errorf("%s\ngot  %s %s\nwant %s", query, got, code, want)
	}
}

// ask states a need and returns its id.
func (s *stage) ask(v *hackathon.Viewer, more string) string {
	s.t.Helper()
	data, code := s.run(v, `mutation ($e: ID!) { requestHelp(input: {eventId: $e, kind: ONSITE_HELP `+more+`, private:
		{description: "salajane", phone: "+372 5555 5555", address: "Salajane 1"}}) {
		... on RequestHelpSuccess { helpRequest { id } } } }`, map[string]any{"e": s.event.String()})
	var out struct {
		RequestHelp struct{ HelpRequest struct{ ID string } }
	}
	if err := json.Unmarshal([]byte(data), &out); err != nil || out.RequestHelp.HelpRequest.ID == "" {
		s.t.Fatalf("%s %s %v", data, code, err)
	}
	return out.RequestHelp.HelpRequest.ID
}

func TestHelp_fromAskingToThanks(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, anete, oskar := s.signIn("asker@naidis.ee"), s.volunteer("anete@naidis.ee"), s.volunteer("oskar@naidis.ee")
	coordinator := s.signIn("koordinaator@naidis.ee", hackathon.RoleCoordinator)
	id := map[string]any{"id": s.ask(asker, "")}

	const claim = `mutation ($id: ID!) { claimHelpRequest(input: {helpRequestId: $id, shareEmail: true}) { __typename
		... on ClaimHelpRequestSuccess { helpRequest { status version } } ... on AlreadyTaken { code helpRequest { status }
			} ... on NotEligible { obstacles { code } } } }`
	s.want(asker, `query ($id: ID!) { helpRequest(id: $id) { viewerEligibility { eligible obstacles { code } } } }`, id,
		`{"helpRequest":{"viewerEligibility":{"eligible":false,"obstacles":[{"code":"NOT_A_VOLUNTEER"}]}}}`)
	s.want(anete, `query ($id: ID!) { helpRequest(id: $id) { distance viewerEligibility { eligible obstacles { code }
		} details { __typename notice { et } } match { offer } } }`, id,
		`{"helpRequest":{"distance":"UNDER_10_KM","viewerEligibility":{"eligible":true,"obstacles":[]},`+
			`"details":{"__typename":"GeneralDetails","notice":null},"match":null}}`)
	s.want(anete, claim, id, `{"claimHelpRequest":{"__typename":"ClaimHelpRequestSuccess",`+
		`"helpRequest":{"status":"OFFERED","version":2}}}`)
	s.want(oskar, claim, id, `{"claimHelpRequest":{"__typename":"AlreadyTaken","code":"ALREADY_TAKEN",`+
		`"helpRequest":{"status":"OFFERED"}}}`)

	const match = `query ($id: ID!) { helpRequest(id: $id) { match { offer asker { displayName } volunteer { displayName
		} private { description phone address volunteerEmail } } } }`
	s.want(anete, match, id, `{"helpRequest":{"match":{"offer":"OFFERED","asker":null,`+
		`"volunteer":{"displayName":"anete"},`+
		`"private":null}}}`)
	for _, nobody := range []*hackathon.Viewer{oskar, coordinator} {
		s.want(nobody, match, id, `{"helpRequest":{"match":null}}`)
	}
	s.want(asker, `mutation ($id: ID!) { acceptOffer(input: {helpRequestId: $id}) { ... on AcceptOfferSuccess { helpRequest
		{ status } } } }`, id,
		`{"acceptOffer":{"helpRequest":{"status":"MATCHED"}}}`)
	s.want(anete, match, id, `{"helpRequest":{"match":{"offer":"ACCEPTED","asker":{"displayName":"asker"},`+
		`"volunteer":{"displayName":"anete"},"private":{"description":"salajane","phone":"+372 5555 5555",`+
		`"address":"Salajane 1","volunteerEmail":"anete@naidis.ee"}}}}`)
	s.want(coordinator, match, id, `{"helpRequest":{"match":null}}`)
	if _, code := s.run(oskar, `mutation ($id: ID!) { acceptOffer(input: {helpRequestId: $id}) { __typename } }`,
		id); !strings.HasPrefix(code, "FORBIDDEN ") {
		t.Error(code)
	}
}

func TestHelp_whatIsRefusedLeavesTheRest(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	viewer := s.signIn("asker@naidis.ee")
	res := s.do(s.context(t.Context(), viewer), `{ viewer { person { id } } assistanceNeeds { nodes { id } }
		event(id: "`+s.event.String()+`") { status helpRequests { nodes { id } } attendances { nodes { id } } } }`, nil)
	if want := `{"viewer":{"person":{"id":"` + viewer.PersonID.String() + `"}},"assistanceNeeds":null,` +
		`"event":{"status":"LIVE","helpRequests":null,"attendances":null}}`; string(res.Data) != want ||
		len(res.Errors) != 3 {
		t.Errorf("%v beside %s", res.Errors, res.Data)
	}
}

func TestHelp_whoMayNotSeesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	asker, stranger := s.signIn("asker@naidis.ee"), s.signIn("keegi@naidis.ee")
	id := s.ask(asker, "")
	for query, want := range map[string]string{
		`{ helpRequest(id: "` + id + `") { id } }`:                                            "NOT_FOUND",
		`{ assistanceNeeds { nodes { id } } }`:                                                "FORBIDDEN",
		`mutation { claimHelpRequest(input: {helpRequestId: "` + id + `"}) { __typename } }`:  "FORBIDDEN",
		`mutation { cancelHelpRequest(input: {helpRequestId: "` + id + `"}) { __typename } }`: "NOT_FOUND",
		`{ helpRequest(id: "` + s.event.String() + `") { id } }`:                              "INVALID",
	} {
		if _, code := s.run(stranger, query, nil); !strings.HasPrefix(code, want+" ") {
			t.Errorf("%s: %s", query, code)
		}
	}
	s.want(stranger, `{ node(id: "`+id+`") { id } }`, nil, `{"node":null}`)
	s.want(asker, `{ node(id: "`+id+`") { __typename id } viewer { helpRequests { nodes { id } } matches { nodes { id } } }
		}`, nil,
		`{"node":{"__typename":"HelpRequest","id":"`+id+`"},"viewer":{"helpRequests":{"nodes":[{"id":"`+id+`"}]},`+
			`"matches":{"nodes":[]}}}`)
	if _, code := s.run(&hackathon.Viewer{}, `{ helpRequest(id: "`+id+`") { id } }`, nil); !strings.HasPrefix(code,
		"UNAUTHENTICATED") {
		t.Error(code)
	}
}
