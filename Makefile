.DEFAULT_GOAL := help
.PHONY: help up test check bench simulate migrate rebuild sample-remove lock format clean app dev
SHELL := /bin/sh

VENV := .venv
PY := $(VENV)/bin/python
CODE := infra services shared tests
export PYTHONUNBUFFERED := 1

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: app ## Start the house and show where to look (stop it with Ctrl-C)
	@exec $(PY) -m infra.local

test: dev ## Run every test, but the benchmarks
	@sh infra/tools/browser.sh
	@sh infra/tools/ordinary.sh
	@exec $(PY) -m infra.tools.tests $(ARGS)

check: dev ## Format, lint, types, imports, containers, and every test (not twice on the same files)
	$(PY) -m ruff format --check --quiet $(CODE)
	$(PY) -m ruff check --quiet $(CODE)
	$(PY) -m mypy --num-workers 2
	$(PY) -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo
	sh infra/tools/containers.sh
	@sh infra/tools/browser.sh
	@sh infra/tools/ordinary.sh
	$(PY) -m infra.tools.tests --unless-passed

bench: dev ## Run the benchmarks, each beside its limit
	@exec $(PY) -m tests.bench $(ARGS)

simulate: dev ## Let an invented organisation live for years and check every promise (PEOPLE=10000 YEARS=3 SEED=7)
	@exec $(PY) -m tests.simulation --people $(or $(PEOPLE),1000) --years $(or $(YEARS),1) $(if $(SEED),--seed $(SEED))

migrate: app ## Bring the database of the running house, or of DATABASE_URL, up to date
	@exec $(PY) -m infra.inside infra.migrate

rebuild: app ## Build the figures of insights anew from the first fact, beside those that are read
	@exec $(PY) -m infra.inside infra.rebuild

sample-remove: app ## Remove the sample organisation from the running house
	@exec $(PY) -m infra.inside infra.sample remove

format: dev ## Lay out the code and mend what can be mended by itself
	$(PY) -m ruff format $(CODE)
	$(PY) -m ruff check --fix $(CODE)

lock: dev ## Lock the newest versions of what requirements/*.in ask for
	for set in app dev; do \
	  $(VENV)/bin/uv pip compile --quiet --upgrade --python-version 3.11 --universal --generate-hashes \
	    --no-emit-index-url requirements/$$set.in -o requirements/$$set.txt || exit 1; \
	done

clean: ## Remove what was made here, but not the house's data (.weerzien)
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

.SILENT: app dev
app:
	sh infra/tools/python.sh app

dev:
	sh infra/tools/python.sh dev
