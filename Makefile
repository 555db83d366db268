# Every task of the project in one place; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo demo-reset demo-smoke test check bench drill screenshots messages lock setup
SHELL := /bin/bash
ARGS ?=
export PORT ?= 8000

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

demo: ## install, load and serve the demo on http://127.0.0.1:8000 (PORT=...), until Ctrl-C
	@scripts/demo || [[ $$? == 130 ]] # Ctrl-C is how it ends

demo-reset: ## throw the demo's database away; the next `make demo` loads it anew
	@scripts/services run -- scripts/services reset

demo-smoke: ## start the demo on a free port, sign in with every demo account, stop it again
	@scripts/setup
	@exec .venv/bin/python scripts/demo_smoke.py

test: ## run the tests; options in ARGS="..."
	@scripts/setup --tests
	@exec scripts/services run -- scripts/test $(ARGS)

check: ## run the gates: style, types, import order, migrations, security, templates, translations
	@scripts/setup --tests
	@exec scripts/services run -- scripts/check

bench: ## measure: NAME=import (see tests/benchmarks/), options in ARGS="..."
	@scripts/setup --tests $(if $(filter routing,$(NAME)),--bench)
	@scripts/services run -- .venv/bin/python -m tests.benchmarks.bench_$(subst -,_,$(or $(NAME),$(error which one? NAME=...))) $(ARGS)

drill: ## back up, erase, lose everything and restore, on made-up data: what is lost, what came back?
	@scripts/setup --tests
	@exec scripts/services run -- .venv/bin/python -m tests.drill

screenshots: ## take a picture of every page into docs/screenshots
	@scripts/setup --tests
	@exec scripts/services run -- .venv/bin/python -m tests.screenshots $(ARGS)

messages: ## collect the texts to translate into locale/
	@scripts/setup
	@scripts/services run -- scripts/messages update

lock: ## write the hash-locked requirements anew (ARGS=--upgrade for newer versions)
	@scripts/setup --tests
	@scripts/lock $(ARGS)

setup: ## only install: system packages and .venv
	@scripts/setup --tests
