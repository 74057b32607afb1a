# The commands a developer needs; CI runs .ci/run.
.PHONY: build draws test race lint golden fuzz bench self snapshot rename

build:
	CGO_ENABLED=0 go build -trimpath -buildvcs=auto -ldflags "-s -w" -o bin/signoff ./cmd/signoff

test:
	go test ./...

race:
	go test -race -short ./...

lint:
	gofmt -l . && go vet ./... && go tool staticcheck ./...

# Rewrite every golden file and derived document, then look at git diff.
golden:
	go test $$(grep -rl --include=*_test.go 'flag.Bool("update"' internal | sed 's#[^/]*$$##; s#^#./#' | sort -u) -update

# The tests that draw at random, as long as their figures were stated for.
draws:
	go test -timeout 2h ./internal/evaluate -draws 8
	go test -timeout 2h ./internal/cli -run 'Series|Availability|Quantiles|Outage|Example|Secret|Damaged|Killed' \
		-simulations 10 -flips 1000 -explained 1 -mutations 100000 -kills 300

# Every fuzz target, five minutes each; CI does it once a week.
fuzz:
	./.ci/fuzz

# Time and memory on large inputs, beside the peers that are installed.
bench: build
	go run ./tools/bench

# The tool's own readiness: gather fresh evidence, then report on it.
self:
	./reports/signoff/gather

# A whole release that nobody gets; rename gives the module another name.
snapshot:
	./.ci/snapshot
rename:
	./.ci/rename "$(MODULE)"
