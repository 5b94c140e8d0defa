# make setup   everything that running it needs, into .venv and node_modules
# make run     setup, then a server with the examples in it
# make test    everything that is checked before a change is taken
# make lint    the checks that do not run the program
# make bench   how fast it is on this machine; SAGSGANG_BENCH_SIZE=10000 for a quick look
# make lock    new versions into requirements/
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := setup
.PHONY: setup dev run test lint bench lock clean

BIN := .venv/bin
PORT ?= 8000
MESSAGES := $(patsubst %.po,%.mo,$(shell find src -name '*.po'))
# What a new user finds in it: the examples (not what they are made from), or else the documents that the tests read.
EXAMPLES := $(or $(filter-out examples/content/ examples/generator/,$(wildcard examples/*/)),$(wildcard tests/corpus/*/source.*))
# Real minutes that may lie beside the repository; they are never part of it.
NEIGHBOURS := $(wildcard ../shared/minutes/*.txt)
# The titles of KLE topics, where somebody has them.
TOPICS := $(wildcard ../shared/kle/OS2KLE.txt)

setup: .venv/installed node_modules/installed $(MESSAGES)

.venv/installed: requirements/base.txt pyproject.toml tools/environment.sh
	@tools/environment.sh venv
	@echo "setup: installing Python packages"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements/dev.txt .venv/installed
	@echo "setup: installing Python packages for the tests"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/installed: package-lock.json .venv/installed
	@echo "setup: installing the design system"
	@tools/environment.sh node
	@touch $@

# Compiled by Babel, so that no machine needs gettext.
%.mo: %.po .venv/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

dev: setup .venv/installed-dev
	@tools/environment.sh chromium
	@tools/environment.sh tesseract

# "import" ends with 1 when a file is no minutes, which some neighbours are not: the others are imported all the same.
run: setup
	@[ -z "$(TOPICS)" ] || $(BIN)/sagsgang topics $(TOPICS) || [ $$? -eq 1 ]
	@paths=($(EXAMPLES) $(NEIGHBOURS)); [ $${#paths[@]} -eq 0 ] || $(BIN)/sagsgang import "$${paths[@]}" || [ $$? -eq 1 ]
	@SAGSGANG_SITE_URL=$${SAGSGANG_SITE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/sagsgang serve --port $(PORT)

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The last run is the whole one, so that its summary is what the output ends with.
test: lint
	SAGSGANG_TEST_DATABASE=postgresql $(BIN)/python -m pytest tests/web --numprocesses 2
	$(BIN)/python -m pytest --numprocesses 2 --cov --cov-report=term

bench: dev
	@$(BIN)/python bench/run.py

lock:
	@tools/lock.sh

clean:
	rm -rf .venv node_modules $(MESSAGES)
