# What to run, on a machine that has python3 (3.11 or newer, with its venv module), make and git. `make` alone lists the commands.

PYTHON ?= python3
PORT ?=
# Not from the environment: build tools leave a HOST there that is no address.
HOST =
VENV := .venv
BIN := $(VENV)/bin

# One stamp for one state of what is installed: it changes with a lock or the project's own metadata, and with nothing else.
RUN_STATE := $(firstword $(shell cat requirements/run.lock pyproject.toml | cksum))
DEV_STATE := $(firstword $(shell cat requirements/run.lock requirements/dev.lock pyproject.toml | cksum))
DEV_STAMP := $(VENV)/.dev-$(DEV_STATE)
# dev.lock holds the pins of run.lock, so an environment made for the tests runs the service, too.
RUN_STAMP := $(firstword $(wildcard $(DEV_STAMP)) $(VENV)/.run-$(RUN_STATE))

# What the service is measured beside has environments of its own; it is no part of the service.
BENCH_STAMP := bench/.venv/.bench-$(firstword $(shell cat bench/requirements.lock 2>/dev/null | cksum))
DATASETTE_STAMP := bench/.venv-datasette/.bench-$(firstword $(shell cat bench/datasette.lock 2>/dev/null | cksum))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help run test check format lock evaluate bench clean
.DELETE_ON_ERROR:

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(RUN_STAMP) ## Serve the API with the samples in it: make run [PORT=8000] [HOST=127.0.0.1]
	@$(BIN)/summitry migrate
	@$(BIN)/summitry ingest data/samples || [ $$? -eq 1 ]
	@exec $(BIN)/summitry serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: $(DEV_STAMP) ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal --durations 25  # a worker that is done takes from the other

check: $(DEV_STAMP) ## Format, lint, types, import order, migrations: the gate before the tests
	@echo "== format";     $(BIN)/ruff format --check --quiet --output-format concise .
	@echo "== lint";       $(BIN)/ruff check --quiet --output-format concise .
	@echo "== types";      $(BIN)/mypy app
	@echo "== imports";    $(BIN)/lint-imports --no-logo
	@echo "== migrations"; scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	  export SUMMITRY_DATABASE_URL="sqlite:///$$scratch/check.db" && $(BIN)/summitry migrate && $(BIN)/summitry migrate --check

format: $(DEV_STAMP) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

evaluate: $(RUN_STAMP) ## Score the engine against annotated documents
	@$(BIN)/summitry evaluate --pinned
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch"' EXIT && \
	  $(BIN)/python -m tests.gold.dump "$$scratch/heldout.jsonl" && $(BIN)/summitry evaluate --pinned --gold "$$scratch/heldout.jsonl"

bench: $(RUN_STAMP) $(BENCH_STAMP) $(DATASETTE_STAMP) ## Measure reading and serving beside others: make bench [SIZE=1000000] [TEXTS=file-or-folder]
	@command -v wrk >/dev/null || { echo "make bench needs wrk; on Debian and Ubuntu: apt-get install wrk; on macOS: brew install wrk" >&2; exit 1; }
	@failed=0; $(BIN)/python bench/throughput.py $(TEXTS) || failed=1; \
	  $(BIN)/python bench/ingesting.py $(TEXTS) || failed=1; \
	  $(BIN)/python bench/serving.py $(if $(SIZE),--size $(SIZE)) || failed=1; exit $$failed

# The locks hold exact versions and hashes for every platform, and no address. uv only writes them; nothing else needs it.
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --upgrade
lock: ## Write requirements/*.lock anew with the newest versions allowed (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(LOCK) --group build pyproject.toml -o requirements/run.lock
	$(LOCK) --all-extras -c requirements/run.lock pyproject.toml -o requirements/extras.lock
	$(LOCK) --group build --group dev -c requirements/run.lock pyproject.toml -o requirements/dev.lock

clean: ## Remove the environment, caches and the local database
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	rm -f data/summitry.db data/summitry.db-wal data/summitry.db-shm data/summitry.db-queue
	rm -rf bench/.venv bench/.venv-datasette bench/.data
	find app tests migrations bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run-$(RUN_STATE):
	$(call install,run.lock)

$(DEV_STAMP):
	$(call install,dev.lock)

$(BENCH_STAMP):
	$(call install_peer,bench/.venv,bench/requirements.lock)

$(DATASETTE_STAMP):
	$(call install_peer,bench/.venv-datasette,bench/datasette.lock)

define install_peer
	@echo "Setting up $(1) from $(2)."
	@$(PYTHON) -m venv --clear $(1)
	@$(1)/bin/python -m pip install --quiet --require-hashes -r $(2)
	@touch $@
endef

# An environment that does not answer (its Python moved, or its making was interrupted) is made anew; another is brought up to the lock.
define install
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Summitry needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.13 …" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) from requirements/$(1); the first time takes a minute or two."
	@$(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/$(1)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@rm -f $(VENV)/.run-* $(VENV)/.dev-*
	@touch $@
endef
