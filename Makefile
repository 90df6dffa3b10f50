# Một Cửa: two commands for a newcomer are `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
TOOLS := .venv-tools
BIN := $(VENV)/bin
N ?= 100

export UV_PYTHON_DOWNLOADS := never
export PYTHONPATH := $(CURDIR)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := run
.PHONY: run test check scan sbom fuzz sqlmap bench compliance compliance-json demo-load mutation lock clean browser browsers

# The lock names every package, so nothing is resolved here: a release made after it changes nothing.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Cần Python 3.11 trở lên / Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m pip check --disable-pip-version-check
	@touch $@

run: $(VENV)/.installed
	@$(BIN)/python -m backend.cli dev

browser: $(VENV)/.installed
	@$(BIN)/python -m tests.browser

# The main pages of both screens in Firefox and WebKit, which `make test` leaves out where they are
# not installed.
browsers: $(VENV)/.installed
	@$(BIN)/python -m tests.browser others
	@$(BIN)/python -m pytest -q tests/e2e/test_browsers.py

# Without the tools the test that generates a client is skipped; the others need none.
# What failed is printed and tried again by itself, on fresh services: on a machine that is busy a
# browser or a queue can be later than a test waits. What fails three times has failed.
test: $(VENV)/.installed browser
	-@$(MAKE) --no-print-directory $(TOOLS)/.installed
	@$(BIN)/python -m pytest -n 2 --dist loadfile; code=$$?; \
	for again in 1 2; do [ $$code -eq 1 ] || break; \
	$(BIN)/python -m pytest --last-failed --last-failed-no-failures none; code=$$?; done; \
	exit $$code

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house.secrets_scan
	$(BIN)/python -m pytest tests/house -q

# The tools that look at the programs from outside have a lock of their own: they share no package
# with the programs.
$(TOOLS)/.installed: requirements-tools.lock
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-tools.lock
	@touch $@

PROGRAMS := backend shared storage ui_citizen ui_officer
SEMGREP = PATH=$(CURDIR)/$(TOOLS)/bin:$$PATH semgrep
RULES := tests/security/rules/dangers.yaml

# First that the rules find what they are for, then that the programs have none of it.
scan: $(TOOLS)/.installed sbom
	$(TOOLS)/bin/bandit -q -c pyproject.toml -r $(PROGRAMS)
	$(SEMGREP) --test --metrics=off --disable-version-check --config $(RULES) tests/security/rules/dangers.py
	$(SEMGREP) scan --error --strict --quiet --metrics=off --disable-version-check --exclude migrations --config $(RULES) $(PROGRAMS)

sbom: $(TOOLS)/.installed
	$(TOOLS)/bin/python -W ignore -m tests.security.sbom var/sbom.cdx.json

# The whole API by requests drawn from its description, longer than the suite does.
fuzz: $(VENV)/.installed
	FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-25} $(BIN)/python -m pytest -q -s tests/api/fuzz/everything.py

sqlmap: $(VENV)/.installed $(TOOLS)/.installed
	@$(BIN)/python -m tests.security.sqlmap

bench: $(VENV)/.installed
	@$(BIN)/python -m tests.bench

compliance: $(VENV)/.installed browser
	@$(BIN)/python -m tests.compliance

compliance-json: $(VENV)/.installed browser
	@$(BIN)/python -m tests.compliance --json

demo-load: $(VENV)/.installed
	@$(BIN)/python -m backend.cli demo load $(N)

# How many changes of the law's code the tests of the law notice; a tool of its own, not in the lock.
mutation: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check mutmut==3.8.1
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

lock:
	$(PYTHON) -m venv var/locking && var/locking/bin/python -m pip install --quiet --disable-pip-version-check uv
	var/locking/bin/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 -o requirements.lock
	var/locking/bin/uv pip compile requirements-tools.in --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 -o requirements-tools.lock

clean:
	rm -rf var $(VENV) $(TOOLS) ui_*/.web ui_*/.web-test*
