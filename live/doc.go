// Package live is the hub: it reads the log of changes once per process, executes each change once per group of equal
// subscriptions, and delivers the rendered bytes to every subscriber. It knows no SQL, no GraphQL and no sockets: a
// Log is read, a Render executes, a Writer writes.
//
// # Words
//
//	stream      an ordered part of the log: of one event, of one person, the global one, or RightsStream
//	position    a stream, a sequence number in it, and the random tag of that row; head: the newest of a stream
//	cursor      the positions of a subscription, as clients send and get them; unfinished: one cannot resume there
//	group       all subscriptions with equal Key, Name and Scope: each change is executed once for them
//	item        one rendered change
//	chain       a list of items that grows at its end; a group has one live chain
//	window      the end of the live chain, kept for those who resume; ring: the same for the activities of a stream
//	catch-up    the chain from one cursor to the live chain: reset, snapshot, replay, CaughtUp
//	handover    the item of the live chain where a catch-up ends
//	reset       tells a client to forget what it has; the current state follows
//	subscriber  a subscription: a pointer into a chain; peer: a connection with its subscriptions
//	candidate   a subscriber whose terms say that a change may pass its filter
//	fan-out     waking the peers of all candidates of new items; batch: what is put into one write
//	hold        nothing is delivered until rights were rechecked
//	removal     of a stream that a Dynamic group merges no more; retract: take back what clients show of it
//	watched     a stream of which somebody keeps what was read; its generation moves when that is wrong
//	redaction   text leaves the log, so each process drops what it has read and rendered; who needs more, catches up
//
// # Files
//
//	hub, config, stats           the process; owner: limits for one person
//	reader, stream, log          reading the log; positions, cursor, verify: how far
//	group, execution, chain      executing; membership, dynamic: who and which streams are in; redaction
//	catchup, snapshot, replay    from a cursor to the live chain
//	subscribers, fanout          whom an item concerns
//	peer, batch, writer          delivering to a connection
//	rights, rights_stream        rechecks and holds
//	watch                        generations, for what is kept of the database
//	source                       what a resolver says
//
// Locks are taken in this order: rechecks.mu, streams.mu, Hub.mu, group.mu, Peer.mu, then group.inmu or reader.mu, and
// last Hub.life. No lock is held during a Render, a read of the log, a write, or a function of a Source except Match.
//
// # What is promised
//
// A subscription that resumes after cursor c receives exactly the committed matching changes after c, in the order of
// each stream, each once, over any number of connections, replicas, restarts and failovers, unless a reset says
// otherwise. Without a cursor it gets the current state, CaughtUp, and then each change; what is committed while the
// state is read comes once.
//
//   - Order holds within a stream, not between the streams that a subscription merges.
//   - A cursor that names a stream stands for a client that may show something of it. So the rest of a removed stream
//     is sent, and then what is shown of it is retracted (Source.StreamsRemoved), also to clients that resume later.
//     An added stream starts with its current state.
//   - Frame.Prev is the cursor of the frame before, across reconnects too, so a client can check that nothing is
//     missing.
//   - A reset is an item (Change.Reset), followed by the current state. It comes when the log no longer reaches back
//     to the cursor, when history was replaced (each cursor and each read is checked against the tag of a row), when
//     the connection was lost within a snapshot or a retraction, and when a removed stream may not be sent to its
//     end. There is never a silent gap.
//   - A conflated subscription gets the newest change instead of each; order and Frame.Prev hold all the same.
//   - CaughtUp comes again every Config.Heartbeat, so that the cursor of a quiet subscription moves on. It does not
//     come while the hub cannot read the log.
//   - A filter (Source.Match) decides whether somebody gets a change, never what they get. Its terms (Source.Terms)
//     decide whether it is called, never what it answers.
//   - Time is measured by a clock that nobody sets. Setting a clock shows in Change.At and in the order in which a
//     replay merges streams, and nowhere else.
//   - Nothing that was committed after a change of somebody's rights is delivered to them, on any replica, before
//     their rights were rechecked; in a snapshot or replay neither. See Rights.
//   - Redacted text is delivered to nobody after this process has read of the redaction. See Redaction.
//   - A Poke is a hint. Without any, news come up to Config.Poll later (those of a person's stream: at its turn in a
//     poll).
//
// # Costs and waiting
//
// A subscriber is one pointer into a chain: it has no queue, goroutine, timer or channel, and a delivery allocates
// nothing. Items that no subscriber can reach are collected. A catch-up is built once for all who share its cursor.
//
// A change visits its candidates only. The others stay where they are in the chain until something concerns them, at
// the latest the next heartbeat, or until the window has moved past all that they have seen; so they keep at most two
// windows of items in memory, and do not count as slow.
//
// Poke, Subscribe, Unsubscribe, Peer.Send and Peer.Close never wait for a connection or for the log. A connection that
// does not take everything at once gets a goroutine until it has caught up, and nobody waits for it. It is closed with
// CloseSlow when it takes no frame for Config.Stall, when it lags that long behind the window, or when its snapshot or
// replay takes longer than Config.CatchUp. So the memory that slow connections cost is bounded by these times.
//
// A function of a Source that waits delays its own group, a Render for at most Config.RenderTimeout. At most
// Config.DeepScans snapshots and pages of old log are read at once.
//
// # Rights
//
// A change of rights is an activity on hackathon.RightsStream, which the hub follows from its start and reads in the
// same statement as all other news. Before it delivers anything of a read, it holds every subscription whose rights
// have changed. Then Source.Recheck decides: the subscription continues where it was, or ends; while the answer is
// unknown, the hold lasts. Nobody else waits. A held subscription keeps nothing in memory that the group does not keep:
// when the window moves past it, it leaves its chain and later catches up, from within a snapshot through a reset. It
// is never closed as slow.
//
// What depends on a person is asked of each subscription (RightsOf, Recheck), what a whole scope depends on once for
// the group (ScopeOf, ScopeRecheck). Dynamic groups ask for their streams again before they deliver more of a stream
// that a change of rights names. Everybody is checked at the start (unless their rights are known, Source.RightsKnown),
// every Config.Recheck, and when RightsStream does not continue where it had ended. Where a filter depends on rights,
// Recheck returns ErrFilterChanged: the subscription is reset and gets the current state through the new filter.
//
// One thing is not covered: what an execution reads beside the change, if the Source is not Conflate. It may have been
// committed after a change of rights that the hub has not read yet.
//
// # Redaction
//
// When a comment is hidden or an idea withdrawn, its text leaves the log in the transaction that says so, and
// RightsStream tells of which stream. The rings of the stream are emptied, and every group drops what it has rendered,
// because an execution may show more than its change; until then the group is held. Subscribers that have taken
// everything notice nothing. The others catch up from their cursor by reading the log as it is now, from within a
// snapshot through a reset. The change itself is still sent, without its text, so positions have no gaps.
//
// What a connection was given cannot be recalled, nor the one frame that it is just waited for with. Clients drop the
// text when they get the change that takes it back. A snapshot that is slower than redactions follow begins again each
// time.
//
// # Who is at fault
//
//   - The client: a malformed or foreign cursor, an id in use, a limit. It gets a hackathon.Error that says what to
//     do.
//   - The client's rights: Unauthenticated closes the connection with CloseForbidden, another kind ends the
//     subscription.
//   - The log or a snapshot that cannot be read: nobody. It is tried again until it can, and subscribers wait. A
//     hackathon.Error of another kind than Internal is an answer, and ends the group's subscriptions.
//   - A Render that fails, or a function of a Source that panics: the program. The group's subscriptions end with the
//     error, which is logged once. A client that resumes meets the same change again, so nothing is lost.
//   - A log that does not continue where it had ended: the database's history, or a second writer of positions. It is
//     logged, counted in Stats.GapAlarms, and answered with a reset.
package live
