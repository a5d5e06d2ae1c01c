# `make` alone prints this list. Needs Python 3.11 or newer and make; everything else is brought.
PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory
STAMP := .venv/.installed
LOCKS := requirements/uv.txt requirements/development.txt
COMPILE := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
# What Python compiled is kept, whatever the environment says: every process starts in half the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast lint format bench stack lock .venv

help: ## print this list
	@echo "Qadam: where does a claim wait, and who answers for it"
	@grep -E '^[a-z.-]+:.*## ' Makefile | sed -E 's/^([a-z.-]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
	  || grep -E '^[a-z.-]+:.*## ' Makefile

demo: $(STAMP) ## play April 2019 through the API and print the answers (N=500 claims, ONCE=1 ends after the tables)
	@$(BIN)/qadam demo $(if $(N),--claims=$(N)) $(if $(ONCE),--once)

test: $(STAMP) ## all tests, with a PostgreSQL and an Apache Kafka of their own (ARGS=... for pytest)
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-fast: $(STAMP) ## the tests that need no servers and not long
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not servers and not long" $(ARGS)

lint: $(STAMP) ## style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## mend the style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(STAMP) ## measure, and write docs/reference/performance.md
	@$(BIN)/qadam bench

stack: $(STAMP) ## PostgreSQL and Apache Kafka in the foreground; prints the two exports that others need
	@$(BIN)/qadam stack

.venv: $(STAMP) ## the environment, from the locks

lock: $(STAMP) ## write requirements/*.txt anew
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) pyproject.toml --group dev -o requirements/development.txt
	$(COMPILE) pyproject.toml --group build -c requirements/development.txt -o requirements/runtime.txt

# uv installs in two seconds, but knows nothing of pip.conf and PIP_INDEX_URL: where it fails, pip does the same.
$(STAMP): pyproject.toml $(LOCKS)
	@command -v $(PYTHON) >/dev/null || { echo "no $(PYTHON) found: install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Qadam needs Python 3.11 or newer, and this one is " + sys.version.split()[0] + ": name a newer one, make PYTHON=/path/to/python3")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) lacks its venv module: install it (Debian and Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	$(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes -r requirements/development.txt \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/development.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $(STAMP)
