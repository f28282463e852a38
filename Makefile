# `make test` is everything a contributor needs; `make demo` shows what this is. Both set themselves up.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
PYTEST_ARGS ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready
C_FILES := $(shell find src/whipsnake/runtime src/whipsnake/record -name '*.[ch]' 2>/dev/null)

.PHONY: test test-slow test-packages lint format pytest demo clean

test: lint pytest

pytest: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

test-slow: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) -m ci $(PYTEST_ARGS)

# PYTEST_ARGS='-k numpy': one of them
test-packages: $(READY)
	$(BIN)/python -m pytest -n $(JOBS) -m packages $(PYTEST_ARGS) tests/dist/test_packages.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/clang-format --dry-run --Werror $(C_FILES)

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/clang-format -i $(C_FILES)

demo: $(READY)
	$(BIN)/python demo/run.py

# Groups of dependencies need a pip newer than the one a new environment may have.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group test --group lint
	@touch $@

clean:
	rm -rf .venv .venv-* build dist demo/out .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
