// Package demo fills a database with an invented hackathon, so that a newcomer sees mano at work with nothing
// configured, and plays a live script on it: needs arrive and are taken at a human pace. Everything goes through the
// use cases of postgres, so the demo cannot hold a state that the rules forbid. The places exist; every person,
// organisation and accessibility fact is invented and says so.
package demo
