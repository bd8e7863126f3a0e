# One place for every command. `make up STACK=prod-aws` and `make test` need Python 3.11+ and nothing else.
PYTHON ?= python3
STACK ?= prod-aws
VENV := .venv
# Two processes, if there are two processors: each plans the stacks for itself, in up to 4 GB. A file stays in one,
# because its tests share what they have planned and created.
PARALLEL := --numprocesses=auto --maxprocesses=2 --dist=loadfile
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help up preview stacks reports policies architecture setup test e2e check format schemas replacements constraints bench clean

help: ## this list
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

up: $(VENV)/installed ## create STACK on this machine, read it back and check it (make up STACK=prod-alicloud)
	@$(BIN)/floodgate up $(STACK)

preview: $(VENV)/installed ## show everything STACK would have (make preview STACK=prod-alicloud)
	@$(BIN)/floodgate preview $(STACK)

stacks: $(VENV)/installed ## list the stacks
	@$(BIN)/floodgate stacks

reports: $(VENV)/installed ## judge every stack; the reports are in reports/ (text, SARIF, JUnit, Markdown, HTML, JSON)
	@mkdir -p reports; code=0; \
	for file in stacks/Pulumi.*.yaml; do \
	  stack=$${file#stacks/Pulumi.}; stack=$${stack%.yaml}; out=reports/$$stack; \
	  $(BIN)/floodgate preview $$stack --full --output $$out.txt --report $$out.sarif --report $$out.xml \
	    --report $$out.md --report $$out.html --report $$out.json && echo "$$stack: policies hold" || code=1; \
	done; exit $$code

policies: $(VENV)/developer ## rewrite what is made from the rules and the SDKs: policies/README.md, docs/controls.md, ...
	$(BIN)/python -m tools.taggable
	$(BIN)/python -m tools.catalogue

architecture: $(VENV)/developer ## rewrite docs/architecture.md from the plans of production
	$(BIN)/python -m tools.architecture

setup: $(VENV)/developer ## install everything for working on the code

test: $(VENV)/developer ## run the tests
	$(BIN)/python -m pytest --ignore=tests/e2e $(PARALLEL)

e2e: $(VENV)/developer ## drive the real Pulumi engine against the local cloud; needs the `pulumi` CLI on PATH
	$(BIN)/python -m pytest tests/e2e

check: $(VENV)/developer ## all of CI but e2e: format, lint, types, tests (documents and tables are tested to be fresh)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(MAKE) test

format: $(VENV)/developer ## rewrite the code in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(VENV)/developer ## rewrite stacks/*.schema.json and docs/scenario.schema.json from the settings models
	$(BIN)/python -m infra.settings.schema

replacements: $(VENV)/developer ## rewrite the replacement table (FACTS=folder with the provider facts)
	$(BIN)/python -m tools.replacements $(FACTS)

constraints: $(VENV)/developer ## rewrite the table of what the providers refuse (FACTS=folder with the provider facts)
	$(BIN)/python -m tools.constraints $(FACTS)

bench: $(VENV)/developer ## measure preview, policies and local cloud, and how they grow
	$(BIN)/python -m tools.bench

clean: ## remove everything that the other commands made
	rm -rf $(VENV) reports .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; name another: make PYTHON=python3.12 ...")'
	@echo "installing into $(VENV) (once, about a minute)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/developer: $(VENV)/installed
	@$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@
