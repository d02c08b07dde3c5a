# `make` alone lists what there is. Everything runs in .venv, which is made when it is not there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PYWB := .venv-pywb
PYWB_READY := $(PYWB)/ready
ALPHA := .venv-alpha
ALPHA_READY := $(ALPHA)/ready
SETUP := tools/setup-venv

.DEFAULT_GOAL := help
.PHONY: help install demo test lint format types soak bench pin clean

help: ## list the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt $(SETUP)
	@PYTHON=$(PYTHON) $(SETUP) $(VENV) -c constraints.txt -e '.[all,dev]'
	@touch $@

$(PYWB_READY): tests/replay/requirements.txt $(SETUP)
	@PYTHON=$(PYTHON) $(SETUP) $(PYWB) -r tests/replay/requirements.txt
	@touch $@

$(ALPHA_READY): tests/archive/web/alpha/requirements.txt $(SETUP)
	@PYTHON=$(PYTHON) $(SETUP) $(ALPHA) -r tests/archive/web/alpha/requirements.txt
	@touch $@

install: $(READY) ## make .venv with everything in it

demo: $(READY) ## see it work: a made-up county crawled and archived on this machine
	@$(BIN)/nianbao demo $(ARGS)

test: $(READY) $(PYWB_READY) $(ALPHA_READY) ## all tests but the slow ones
	@$(BIN)/python -m pytest $(ARGS)

lint: $(READY) ## style of the code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: $(READY) ## mend the style of the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

types: $(READY) ## types of the code
	@$(BIN)/mypy

soak: $(READY) $(PYWB_READY) ## the slow tests: kills, flipped bytes, a full disk, 20,000 damaged files
	@$(BIN)/python -m pytest -m soak $(ARGS)

bench: $(READY) ## measure archive, crawl and readers against the bare libraries, and the pages over many reports
	@$(BIN)/python -m tests.bench $(ARGS)

pin: ## write constraints.txt anew from the newest versions
	@rm -rf .venv-pin && PYTHON=$(PYTHON) $(SETUP) .venv-pin -e '.[all,dev]'
	@{ grep '^#' constraints.txt; .venv-pin/bin/python -m pip freeze --exclude-editable; } > constraints.new
	@mv constraints.new constraints.txt && rm -rf .venv-pin

clean: ## remove what was made: environments, caches, the demo's archive
	@rm -rf $(VENV) .venv-* test-artefacts .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info demo-data bench.json
