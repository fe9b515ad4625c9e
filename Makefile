# Career pathway advisor. 'make run' and 'make test' do all the set-up on a fresh machine.
.DEFAULT_GOAL := help
SHELL := /bin/bash
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore::DeprecationWarning

# uv from the machine where it works, else one of our own, installed from pip into var/uv
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo var/uv/bin/uv)
PY := .venv/bin/python

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

var/uv/bin/uv:
	@echo "Installing uv ..."
	@python3 -m venv var/uv && var/uv/bin/pip install --quiet --disable-pip-version-check uv

.venv/.synced: pyproject.toml uv.lock $(shell find bot/absent -name '*.py' -o -name 'pyproject.toml' | sort) $(filter-out uv,$(UV))
	@echo "Installing the environment ..."
	@$(UV) sync --frozen --quiet --compile-bytecode
	@touch $@

env: .venv/.synced  ## install the environment

run: env  ## run the assistant at http://127.0.0.1:8000
	@$(PY) -m bot run

demo: env  ## the same, its advisors' desk filled with invented cases
	@$(PY) -m bot run --demo

demo-clear: env  ## take the invented cases away again
	@$(PY) -m bot demo-clear

chat: env  ## talk to the assistant in the terminal
	@$(PY) -m bot chat

advisor: env  ## make, list, change accounts: EMAIL=.. NAME=".." ROLE=lead TEAMS=advising,veterans DO=deactivate
	@$(PY) -m bot advisor $${EMAIL:+"$$EMAIL"} $${NAME:+--name "$$NAME"} $${ROLE:+--role "$$ROLE"} $${TEAMS:+--teams "$$TEAMS"} \
		$${LANGUAGES:+--languages "$$LANGUAGES"} $${DO:+"--$$DO"}

build: env  ## load the knowledge base and train the model, where their inputs changed
	@$(PY) -m bot build

train: env  ## train the model anew
	@$(PY) -m bot build --force-model

check-pack: env  ## check the content pack and name everything that is wrong with it
	@$(PY) -m knowledge check $(PACK)

open-data: env  ## import the nation's open data from a folder: make open-data DATA=../shared/data [COLLEGE=UNITID] [STATE=IL]
	@$(PY) -m knowledge import all $(DATA) $(if $(COLLEGE),--college $(COLLEGE)) $(if $(STATE),--state $(STATE))

review: env  ## review every pathway of a pack: make review [PACK=folder] [HTML=page.html]
	@$(PY) -m knowledge review $(or $(PACK),knowledge/packs/millbrook) $(if $(HTML),--html $(HTML))

test: build  ## run all tests (says what it skipped and why)
	@$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

eval: build  ## measure how well the messages of a file are understood: make eval FILE=messages.jsonl
	@$(PY) -m bot eval $(or $(FILE),tests/nlu/eval.jsonl)

lint: env  ## style and types
	@$(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy

bench-turns: build  ## measure whole turns, start and memory beside 'rasa init' (ONLY=ours: our side alone)
	@$(PY) -W ignore -m tests.bench.turns

bench-nlu: build  ## measure understanding beside Rasa's default pipeline (ONLY=ours|peer|time|table, SHOTS=10|30)
	@$(PY) -m tests.bench.nlu $(if $(ONLY),--only $(ONLY)) $(if $(SHOTS),--shots $(SHOTS))

bench-knowledge: env  ## measure imports, queries, plans and search on the open data in DATA (../shared/data)
	@$(PY) -W ignore -m tests.bench.knowledge $(if $(DATA),--data $(DATA))

bench-chats: build  ## measure how long Slack and Teams wait for us, and for the answer
	@$(PY) -W ignore -m tests.bench.chats

bench-guard: build  ## what the crisis guard hears in FILE (JSON lines; default: the evaluation messages)
	@$(PY) -m tests.bench.guard $(or $(FILE),tests/nlu/eval.jsonl)

chaos: build  ## kill the server KILLS=50 times under load, half on PostgreSQL where TEST_POSTGRES_URL is set, and count what was lost
	@$(PY) -W ignore -m tests.chaos --kills $(or $(KILLS),50)

openapi: env  ## write docs/openapi.json from the code
	@$(PY) -m bot openapi > docs/openapi.json

clean:  ## remove everything that can be built again, conversations too
	rm -rf .venv var models .pytest_cache .mypy_cache .ruff_cache .hypothesis .rasa results

.PHONY: help env run demo demo-clear chat advisor build train check-pack open-data review test eval lint bench-chats bench-guard bench-knowledge bench-nlu bench-turns chaos openapi clean
