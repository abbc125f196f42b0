// Package live is the hub: it reads the log of changes once per process, executes each change once per group of equal
// subscriptions, and delivers the rendered bytes to every subscriber. It knows no SQL, no GraphQL and no sockets: a
// Log is read, a Render executes, a Writer writes.
//
// # What is promised
//
// For a subscription resumed behind cursor c, everything that the client receives, one connection after the other,
// across replicas, restarts and failovers, is exactly the committed matching changes behind c, in the order of each
// stream, each once, unless a reset says otherwise. Without a cursor a subscription opens with the present state,
// then says CaughtUp, then goes on with what happens; what is committed while the state is being read comes once.
//
//   - Order holds within a stream. Between streams that one subscription merges there is none.
//   - A cursor that names a stream stands for a client that may show something of it, one that does not for one that shows
//     nothing of it. So a stream that leaves a Dynamic subscription is told to an end, to whoever is connected and to
//     whoever comes back with a cursor that names it, and then what is on show of it is taken back (Source.Leave); one that
//     comes back joins with its present state.
//   - Frame.Prev is the cursor of the frame before, across reconnects too, so a client can check that nothing is
//     missing.
//   - A reset is said in band (Change.Reset) and followed by the present state: when the log no longer reaches back
//     to the cursor, when history was replaced (each cursor and each read of the hub is checked against the random
//     tag of a row), when the connection was lost inside a snapshot or while a stream was taken back, and when a stream may
//     not be told to an end any more. There is never a silent gap.
//   - A conflated subscription gets the newest instead of each; its order and chain of Prev hold all the same.
//   - CaughtUp comes again every Config.Heartbeat, so that the cursor of a quiet or filtered subscription moves on.
//     It does not come while the hub cannot see the log.
//   - A filter (Source.Match) decides whether somebody gets a change and never what they get. Its terms (Source.Terms)
//     decide whether it is asked at all, and never what it answers.
//   - What happens by time happens by time that passes. Setting the clock of a process or of one that writes, by hours to either
//     side, shows in what clients are told (Change.At, the order in which a replay merges streams) and in nothing else.
//   - Nothing that was committed after a change of somebody's rights is delivered to them before their rights were asked
//     again, on no replica, in a snapshot or a replay neither. See Rights.
//   - Text that was taken back (hackathon.ActivityTextRedacted) is handed to nobody from the moment on in which this process
//     reads that it was, wherever it is kept: in rings, windows, trains and snapshots, or on its way from a read to an
//     execution. See Text that is taken back.
//   - A Poke is a hint. Losing every one costs up to Config.Poll (for the streams of persons, until their turn in a poll
//     comes), and nothing else.
//
// # What blocks, and what it holds
//
// Everything is a chain, an immutable list of rendered items that grows at its end. A group has one live chain; each
// cursor that somebody resumes with has a train, a chain of what lies between it and the live one, built once however
// many there are. A subscriber is one pointer into a chain. So there is no queue, goroutine, timer or channel per
// subscriber, and a delivery allocates nothing. Items that nobody points before are collected.
//
// A change visits the candidates only: those without terms, and those who stated one of the change's. Nobody else is
// woken or asked about it, then or later. They stay where they are in the chain until something concerns them, at the
// latest the next heartbeat, or until the window has moved past all that they have seen; so a group keeps two windows
// of items at most on their account. Whoever was not visited has not been slow. A visit too many is harmless.
//
// Poke, Subscribe, Unsubscribe, Peer.Send and Peer.Close never wait for a connection or for the log. A connection
// that does not take everything at once gets a goroutine until it has caught up; that waits with the rest of one
// frame in its hands, and no other connection waits for it. It is closed with CloseSlow when it takes no frame for
// Config.Stall, when it lags that long behind a window that has moved on, or when it takes longer than Config.CatchUp
// over its snapshot or replay. What a slow connection can make the hub hold is bounded by these times and shared by
// all who are as slow.
//
// A function of a Source that waits holds up its own group, a Render at most Config.RenderTimeout long; at most
// Config.DeepScans snapshots and pages of old log are read at once.
//
// # Rights
//
// A change of rights is an activity on hackathon.RightsStream, which the hub follows from its start and reads in the
// same statement as all other news. Before it hands on anything of a read it holds every subscription whose rights have
// changed in it: nothing more is taken for that one, heartbeats neither. Then Source.Recheck decides. If it says yes
// the subscription goes on where it stood, with nothing lost and in order; if it says no the subscription ends there;
// as long as it cannot tell, the hold lasts. Meanwhile nobody else waits. A held one keeps nothing in memory that the
// group does not: when the window moves past it, it goes ashore with its cursor and comes back by a train, or, from
// within a snapshot, by a reset. It is never cut off as slow.
//
// What rests on a person is asked of each subscription (RightsOf, Recheck), what a whole scope rests on once for the
// group (ScopeOf, ScopeRecheck). Groups that look for their streams themselves (Dynamic) look again before they take
// anything further of a stream that is named in a change of rights. Everybody is asked when the subscription starts,
// unless their rights were read a moment ago and have not changed since (Source.RightsKnown), every Config.Recheck, and
// when RightsStream does not go on where it had ended.
//
// Where a filter goes by something that changes with the rights (what a volunteer may take), Recheck says so with
// ErrFilterChanged: the subscription is reset, and the present state follows as the filter is now.
//
// One thing is not covered: a field that an execution reads beside the change, of a Source that is not Conflate, is as
// new as the execution, and may have been committed after a change of rights that the hub has yet to read.
//
// # Text that is taken back
//
// A comment that is hidden or an idea that is withdrawn is gone from the log in the transaction that says so, and in
// the same transaction RightsStream says of which stream rows have changed. Every process follows that stream and reads
// it in the statement that reads the news, so it knows before it hands on anything that was committed later. The rings
// of the stream are emptied, and every group forgets what it has rendered, since an execution may show much besides its
// change: nobody takes anything of a group until it has. Whoever has had everything notices nothing. Whoever has not
// goes on behind what they had last, by a train that reads the log as it is now, with nothing lost and in order; from
// within a snapshot, by a reset. A change whose text is gone is still told, without it, so positions stay dense.
//
// What a connection has been given is out of reach, and so is the one frame that it is being waited for with
// (Config.Stall at the longest). Clients are told by the change that takes back, and drop the text themselves. A
// snapshot that takes longer than the time from one taking back to the next is begun again each time.
//
// # Who is at fault
//
//   - The client: a malformed or foreign cursor, an id in use, a limit. It gets a hackathon.Error that says what to
//     do. One owner of connections (Peer.Charge) takes part in so many groups and no more, because each is an execution
//     of every change.
//   - The client's rights: Source.Recheck decides. Unauthenticated closes the connection with CloseForbidden, another
//     kind ends the subscription.
//   - The log or a snapshot that cannot be read: nobody. It is tried again until it can, and the subscribers wait; a
//     hackathon.Error of another kind than Internal is taken as an answer and ends the group's subscriptions.
//   - Render that fails outright, or a function of a Source that panics: the program. After a few attempts the
//     group's subscriptions end with the error; a client that resumes meets the same change again, so nothing is
//     lost.
//   - A log that does not go on where it had ended: the database's history, or a second writer of positions. It is
//     logged, counted in Stats.GapAlarms, and answered with a reset.
package live
