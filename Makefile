# parindex: what a newcomer can run. `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1
PORT ?= 8000

.PHONY: help setup demo spark test check format bench docs lock translations

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv

# What runs the product, installed from the lock; the stamp is newer than what it was made from.
.venv/.runtime: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: requirements/bench.txt .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

# Styles, scripts, fonts and icons from npm, by the Node that the lock carries; compiled translations.
.PHONY: assets
assets: .venv/.runtime
	@$(BIN)/python -m parindex.web.assets
	@$(BIN)/python -m parindex.translations compile

setup: .venv/.dev assets ## make .venv from the lock, with everything that tests and checks need

demo: assets ## load the demo department and serve it at 127.0.0.1:8000 (SERVE=0: load only)
	@$(BIN)/parindex demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve,)

.PHONY: browser
browser:
	@.ci/browser

.PHONY: office
office:
	@.ci/office

.PHONY: scans
scans:
	@.ci/scans

.venv/.spark: requirements/spark.txt .venv/.dev
	@.ci/spark
	@touch $@

spark: .venv/.spark ## what the tests on a Spark cluster need (450 MB, Java 17)

test: setup browser office scans ## all tests, on SQLite and PostgreSQL, in a real browser
	$(BIN)/python -m pytest -n 2
	$(BIN)/python tests/with_postgresql.py $(BIN)/python -m pytest -n 2 tests/apps

check: setup ## format, lint, types, layers, frameworks, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m parindex.web.assets pyright
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml src
	$(BIN)/parindex framework check
	$(BIN)/parindex django makemigrations --check --dry-run
	$(BIN)/python -m parindex.translations check

format: .venv/.dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.bench ## figures: scoring, reading of directives, dossiers, each against its peers
	@for benchmark in benchmarks/bench_*.py; do echo "== $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

docs: .venv/.dev ## write the reference of the command line and of the frameworks (docs/reference)
	@$(BIN)/python docs/reference.py

lock: ## resolve the dependencies anew (needs uv)
	@.ci/lock

translations: .venv/.runtime ## take new sentences of the screens into the translation file
	@$(BIN)/python -m parindex.translations extract
