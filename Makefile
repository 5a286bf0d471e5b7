# Everything that is done with Rounds, one word each. `make` alone lists them.

PYTHON ?= python3
ARGS ?=
# Tests run side by side, each worker on a PostgreSQL of its own.
WORKERS ?= 2
PY := .venv/bin/python
RUFF := $(PY) -m ruff --quiet --config .ci/ruff.toml
export HYPOTHESIS_STORAGE_DIRECTORY ?= .venv/cache/hypothesis

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test journeys stress bench soak weight pictures conformance lint fmt messages protocol clean

# .ci/venv.py brings .venv up to date with setup.cfg; when it already is, that takes a twentieth of a second.
VENV = command -v $(firstword $(PYTHON)) >/dev/null \
	|| { echo 'rounds: there is no $(PYTHON) here. Install Python 3.11, 3.12 or 3.13.' >&2; exit 1; }; \
	$(PYTHON) .ci/venv.py

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '  Options go in ARGS:  make run ARGS="--port=9000"   make test ARGS="-k join"'

run:  ## start the server (Ctrl-C stops it); the first time installs what it needs
	@$(VENV)
	@exec $(PY) server.py $(ARGS)

test:  ## all tests, those in a browser included
	@$(VENV) test
	@$(PY) -m tests.browser
	@$(PY) -m pytest -n $(WORKERS) $(ARGS)

journeys:  ## all that is tried in a browser, also what takes too long for `make test`
	@$(VENV) test
	@$(PY) -m tests.browser
	@$(PY) -m pytest -n $(WORKERS) -m "long or not long" tests/journeys $(ARGS)

stress:  ## the slow tests: faults, floods, killed processes
	@$(VENV) test
	@$(PY) -m pytest tests/stress -o faulthandler_timeout=1200 $(ARGS)

bench:  ## measure the dashboard with 10,000 rooms and a million messages; checks nothing
	@$(VENV)
	@$(PY) -m tests.bench $(ARGS)

soak:  ## 10,000 rounds on a classroom's screen: what its page holds after each thousand; checks nothing
	@$(VENV) test
	@$(PY) -m tests.browser
	@$(PY) -m tests.bench.soak $(ARGS)

weight:  ## what a student's page weighs, and how long it takes on slow 3G; checks nothing
	@$(VENV) test
	@$(PY) -m tests.browser
	@$(PY) -m tests.bench.phone

pictures:  ## what a classroom's screen shows in every state, at each size, as files in .venv/pictures
	@$(VENV) test
	@$(PY) -m tests.browser
	@mkdir -p .venv/pictures
	@$(PY) -m pytest -n $(WORKERS) -m "long or not long" --pictures=.venv/pictures tests/journeys $(ARGS)

conformance:  ## the cases of RFC 6455 against our socket as an echo
	@$(VENV) conformance
	@$(PY) -m tests.conformance

lint:  ## ruff, mypy, biome, tsc, the protocol's document: nothing is changed
	@$(VENV) test lint
	@status=0; check() { echo "$$1"; shift; "$$@" || status=1; }; \
	check 'ruff' $(RUFF) check . ; \
	check 'ruff: form' $(RUFF) format --check --diff . ; \
	check 'mypy' $(PY) -m mypy --no-error-summary; \
	check 'stray' $(PY) .ci/stray.py; \
	$(PY) .ci/web.py lint || status=1; \
	exit $$status

fmt:  ## put Python, JS and CSS in the house's form
	@$(VENV) test lint
	@status=0; \
	$(RUFF) check --fix . || status=1; \
	$(RUFF) format . || status=1; \
	$(PY) .ci/web.py fmt || status=1; \
	exit $$status

messages:  ## bring the catalogues in locale/ up to date with the texts in the code
	@$(VENV)
	@$(PY) .ci/messages.py

protocol:  ## bring docs/asyncapi.yaml up to date with handlers/live/messages.py
	@$(VENV)
	@$(PY) .ci/protocol.py

clean:  ## remove what make installed and cached; data in var/ stays
	@rm -rf .venv .ruff_cache .mypy_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
