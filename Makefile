# Two commands are enough: `make example` sets up and runs the main job, `make check` sets up and passes every check.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
WORKERS ?= auto
# The tests of the gallery wait for Terraform most of the time.
GALLERY_WORKERS ?= 4

.PHONY: example broken setup check lint types layers test docs screenshots slow gallery proofs bench fuzz lock mutants clean

## example: install riveter into an environment of its own and validate the batch data pipeline
example: $(VENV)/.installed
	cd examples/batch-data-pipeline && PATH="$(abspath $(BIN)):$$PATH" riveter scan -r data-security-rules.yml -r compliance-rules.yml -r pipeline-rules.yml -t *.tf
	cd examples/batch-data-pipeline && PATH="$(abspath $(BIN)):$$PATH" riveter scan -p aws-security -p soc2-security -t *.tf

## broken: what riveter says of the mistakes in broken/
broken: $(VENV)/.installed
	cd examples/batch-data-pipeline && PATH="$(abspath $(BIN)):$$PATH" riveter scan -r data-security-rules.yml -r pipeline-rules.yml --fail-on never broken

## setup: an environment with everything development needs
setup: $(VENV)/.developer

## check: everything that has to hold: lint, types, layers, tests
check: lint types layers test

lint: $(VENV)/.developer
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.developer
	$(BIN)/mypy

layers: $(VENV)/.developer
	$(BIN)/lint-imports

test: $(VENV)/.developer
	$(BIN)/pytest -q -n $(WORKERS) --dist worksteal

## docs: build the site of the documentation in build/site; any warning is an error
docs: $(VENV)/.developer
	$(BIN)/sphinx-build -b html -W -n -q docs build/site

## screenshots: make the pictures of docs/screenshots.md (pages need Chromium)
screenshots: $(VENV)/.developer
	$(BIN)/python -m tools.screenshots

## slow: the tests that take long: installations, hooks, browsers, Terraform's own verdicts, traced commands, more random examples
slow: $(VENV)/.developer
	RIVETER_THOROUGH=1 $(BIN)/pytest -q -n $(WORKERS) --dist worksteal -m "slow or random"

## proofs: 100,000 random assignments, and 300 plans of Terraform, against what `scan --prove` claims
proofs: $(VENV)/.developer
	RIVETER_PROOFS=all $(BIN)/pytest -q -n $(WORKERS) --dist worksteal -m slow tests/proof

## gallery: deploy the examples on Moto, run their code, and query their data (needs terraform and the AWS provider)
gallery: $(VENV)/.developer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[gallery]'
	$(BIN)/pytest -q -n $(GALLERY_WORKERS) --dist loadfile -m "gallery and not slow" tests/gallery

## bench: how fast, beside others, in one run (installs what it compares with)
bench: $(VENV)/.developer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	for name in parse scan rules plan monorepo scaling session lsp proof; do $(BIN)/python benchmarks/$$name.py || exit 1; done

## lock: the newest packages for the action, with their hashes
lock: $(VENV)/.developer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/python tools/lock.py

## fuzz: random damage to every kind of input (COUNT inputs from number FIRST)
fuzz: $(VENV)/.developer
	$(BIN)/python tools/fuzz/inputs.py --count $(or $(COUNT),20000) --first $(or $(FIRST),1) --jobs $(or $(JOBS),2)

## mutants: which changes of the code do the tests miss (SUBJECT="cache-pruning baselines", else all; SEED: another sample; an hour or more)
mutants: $(VENV)/.developer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mutation]'
	$(BIN)/python -m tools.mutants --jobs $(or $(JOBS),1) --seed $(or $(SEED),1) $(SUBJECT)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.developer: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ $(VENV)/.installed
