# Một Cửa: two commands for a newcomer are `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
N ?= 100

export UV_PYTHON_DOWNLOADS := never
export PYTHONPATH := $(CURDIR)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := run
.PHONY: run test check bench compliance compliance-json demo-load mutation lock clean browser

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

test: $(VENV)/.installed browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.house.secrets_scan
	$(BIN)/python -m pytest tests/house -q

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
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --universal --python-version 3.11 -o requirements.lock

clean:
	rm -rf var $(VENV) ui_*/.web ui_*/.web-test*
