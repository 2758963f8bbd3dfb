# Needs Python >= 3.11 (with venv) and make; everything else comes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FOLDERS := bot faq handoff config tests
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate
BENCH_LOCK := tests/bench/requirements.lock
BENCH_STAMP := $(VENV)/.bench-installed
RIVALS_LOCK := tests/bench/path/requirements.lock
RIVALS_STAMP := $(VENV)/rivals/.installed
JOBS ?= 2
SIZES ?= 1000,10000,100000
MINUTES ?= 10
RACES ?= 2000
KILLS ?= 200
CASES ?= 100000
TOWNS ?= 100

.PHONY: help install run screenshots captures test fuzz check faults bench allowance fit ablation format lock browser clean

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | sort | awk -F'\t' '{printf "  make %-9s %s\n", $$1, $$2}'

install: $(STAMP) ## build .venv

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make install PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { echo "Python's venv module is needed (Debian: apt-get install python3-venv)"; exit 1; }
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: install ## start the sample town with demo accounts
	@BUERGERDRAHT_LOG__FORMAT=console BUERGERDRAHT_LOG__LEVEL=warning $(BIN)/buergerdraht run --demo

screenshots: install browser ## the pictures of the documentation
	$(BIN)/python -m tests.e2e.screenshots docs/screenshots

captures: install ## the chats of docs/telegram.md
	$(BIN)/python -m tests.e2e.telegram_captures docs/telegram

test: install browser ## all tests
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

fuzz: install ## property tests with new random examples, for as long as it takes
	$(BIN)/python -m pytest -n $(JOBS) -m hypothesis --hypothesis-profile=search

check: install ## linters and types, in seconds
	$(BIN)/ruff check $(FOLDERS)
	$(BIN)/ruff format --check $(FOLDERS)
	$(BIN)/mypy $(FOLDERS)
	$(BIN)/lint-imports --no-logo

faults: install browser ## what survives what: every row of the fault matrix, KILLS=200 kills; writes build/faults.json (DOCS=1 the tables)
	$(BIN)/python -m tests.faults --kills $(KILLS) --jobs $(JOBS) $(if $(DOCS),--write-docs)

bench: $(BENCH_STAMP) $(RIVALS_STAMP) ## speed and memory beside others into build/bench.json (SIZES=1000,10000 for less)
	@missed=0; for part in "path" \
		"live --races $(RACES)" "archive --cases $(CASES)" "growth --cases $(CASES)" "growth.state --towns $(TOWNS)"; do \
		$(BIN)/python -m tests.bench.$$part || missed=1; done; \
	$(BIN)/python -m tests.bench --sizes $(SIZES) $(if $(JSON),--json $(JSON)) || missed=1; exit $$missed

$(BENCH_STAMP): $(BENCH_LOCK) | install
	$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $(BENCH_LOCK)
	@touch $(BENCH_STAMP)

$(RIVALS_STAMP): $(RIVALS_LOCK) | install
	test -x $(VENV)/rivals/bin/python || $(BIN)/python -m venv $(VENV)/rivals
	$(VENV)/rivals/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $(RIVALS_LOCK)
	@touch $(RIVALS_STAMP)

allowance: install ## whether Telegram's limits are kept and used (MINUTES=10)
	$(BIN)/python -m tests.faults.allowance --minutes $(MINUTES)

fit: install ## fit the matcher's weights (SETS="a.json b.json", WRITE=1 writes faq/weights.py)
	@test -n "$(SETS)" || { echo 'Name the sets: make fit SETS="a.json b.json"'; exit 2; }
	$(BIN)/python -m tests.bench.fit $(SETS) $(if $(WRITE),--write)

ablation: install ## what each part of the matcher is worth (SETS="a.json b.json")
	@test -n "$(SETS)" || { echo 'Name the sets: make ablation SETS="a.json b.json"'; exit 2; }
	$(BIN)/python -m tests.bench.ablation $(SETS)

format: install ## put the code into its form
	$(BIN)/ruff check --fix-only $(FOLDERS)
	$(BIN)/ruff format $(FOLDERS)

lock: install ## bring the locks up to pyproject.toml
	@command -v uv >/dev/null || test -x $(BIN)/uv || $(BIN)/python -m pip --disable-pip-version-check install --quiet uv
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(LOCK) --group dev pyproject.toml -o requirements.lock
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(LOCK) --group bench -o $(BENCH_LOCK)
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(LOCK) --group rivals -o $(RIVALS_LOCK)

browser: # the browser tests drive a real one
	@if { command -v chromium || command -v google-chrome || command -v chromium-browser; } >/dev/null 2>&1 \
		&& command -v chromedriver >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium chromium-driver; \
	else \
		echo "The tests need Chromium and chromedriver (Debian: apt-get install chromium chromium-driver)."; exit 1; \
	fi

clean: ## remove .venv and what tools left
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find $(FOLDERS) -name __pycache__ -type d -prune -exec rm -rf {} +
