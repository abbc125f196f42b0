# mano: what can be done from the command line. `make` alone prints this list.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

LINT := go tool -modfile=tools/lint/go.mod golangci-lint

# What a front end is built from: everything in its folder but what is installed, built, or only tests it.
front = $(shell find $(1) -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/.svelte-kit/*' \
	-not -path '*/e2e/*' -not -path '*/test-results/*' -not -name '*.go' -not -name '*.test.*')

.PHONY: help
help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: web ## start mano with the demo hackathon on http://localhost:8080
	@tools/ensure-postgres
	go build -o bin/mano ./cmd/mano
	@MANO_DEMO=$${MANO_DEMO:-true} exec bin/mano serve

.PHONY: dev
dev: ## the same for who changes it, on http://localhost:5173: pages reload and the server restarts on a change
	@exec tools/dev

.PHONY: demo
demo: ## play the scripted hackathon day against a running `make run`
	go build -o bin/mano ./cmd/mano
	@exec bin/mano demo

.PHONY: test
test: setup web ## run every test: Go with -race, web, browser, protocol clients
	@failed=0; \
	echo 'go test -race ./...'; go test -race -timeout 9m ./... || failed=1; \
	tools/test-web || failed=1; \
	exit $$failed

.PHONY: check
check: ## everything that a reviewer should not have to say: format, types, linters, fresh generated code
	@tools/check

.PHONY: generate
generate: ## make the generated code anew from the schemas
	@tools/gqlgen
	@if [ -d web/node_modules ]; then npm --prefix web run --silent schema; fi

.PHONY: bench
bench: ## measure: Go benchmarks, 10 000 subscribers on a running mano, steady and in bursts, mano beside other servers, pages
	go test -run '^$$' -bench . -benchmem ./...
	@tools/ensure-postgres
	tools/loadtest --subscribers 10000 --rate 5 --changes 100
	tools/loadtest --subscribers 10000 --rate 50 --burst 50 --changes 200
	tools/compare
	go run ./bench/queries

.PHONY: soak
soak: ## for half an hour: random histories over and over, faults under load, and thousands of subscribers that must miss nothing
	go test -race -count 15 -timeout 60m -run 'TestNothingLostDoubledOrInverted|TestResume|TestClaimHelpRequest' ./live ./transport ./postgres
	MANO_SOAK=1 go test -timeout 60m ./cmd/mano
	@tools/ensure-postgres
	tools/loadtest --subscribers 5000 --rate 5 --changes 3000 --filters

.PHONY: web
web: web/dist/index.html server/graphiql/dist/index.html ## build the web application if its sources are newer

.PHONY: setup
setup: ## install what the tests need and this machine lacks
	@tools/setup

# Without npm the program still runs: it serves a page that says how to build what is missing.
web/dist/index.html: $(call front,web)
	@tools/build-front web

server/graphiql/dist/index.html: $(call front,server/graphiql)
	@tools/build-front server/graphiql
