# Everything sets up what it needs first: a virtual environment from the lock, and Pango.
# The second time that costs nothing: the stamps in .venv say what is done.

VENV  := .venv
PY    := $(VENV)/bin/python
MUJAZ := $(PY) -m report
BRIEFS := $(patsubst data/%/brief.toml,%,$(wildcard data/*/brief.toml))
PDFS   := $(BRIEFS:%=out/%.pdf)
# The files of some folders, as prerequisites: a space in a name is escaped.
FILES = find $(1) -type f ! -path '*/__pycache__/*' ! -name '.*' | sed 's/ /\\ /g'
# Mujaz itself, of which every PDF is made.
CODE := $(shell $(call FILES,report templates assets))

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: report all check test-fast test test-slow conformance proof lint format bench reliability lock clean help

report: out/marrakech-2025.pdf ## write out/marrakech-2025.pdf, the first brief
	@echo '$(if $(SET),$^: ready.,$^ is up to date: nothing to do.)'

all: $(PDFS) ## write the PDF of every brief in data/
	@echo '$(if $(SET),$(SET): ready.,All of $^ up to date: nothing to do.)'

check: $(VENV)/ready ## check every brief in data/ without setting it
	@set -e; for brief in $(BRIEFS); do $(MUJAZ) check data/$$brief; done

# Modules are kept as they were compiled, whatever the environment says: tests start Python hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

# One worker for each processor. An idle worker takes tests from the others, and keeps what its modules share.
SPREAD := -n auto --dist worksteal

test-fast: $(VENV)/ready-dev ## run the tests that set no page and start no Python
	$(PY) -m pytest $(SPREAD) --fast -rfE -m 'not slow and not verapdf' $(ARGS)
	@echo 'Left out: the tests that set pages or start Python (make test), the slow ones and the judgement of veraPDF.'

test: $(VENV)/ready-dev ## run the tests, but for the slow ones
	$(PY) -m pytest $(SPREAD) -m 'not slow and not verapdf' $(ARGS)
	@echo 'Left out: the slow tests (make test-slow) and the judgement of veraPDF, which wants Java (make conformance).'

test-slow: $(VENV)/ready-dev ## run the slow tests
	$(PY) -m pytest $(SPREAD) -m slow $(ARGS)

conformance: $(VENV)/ready-dev .cache/verapdf/ready ## let veraPDF judge every brief, and a hundred made at random
	MUJAZ_VERAPDF=.cache/verapdf $(PY) -m pytest -m verapdf $(ARGS)

# A second environment from the lock, with the wheel and nothing of the checkout.
proof: out/marrakech-2025.pdf ## build that PDF again from itself alone, in a new environment: equal bytes
	@rm -rf .cache/proof
	@$(PY) -m venv .cache/proof
	@.cache/proof/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps -r requirements/lock.txt
	@.cache/proof/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation .
	cd .cache/proof && bin/mujaz rebuild $(CURDIR)/out/marrakech-2025.pdf -o again.pdf
	cmp out/marrakech-2025.pdf .cache/proof/again.pdf
	cd .cache/proof && bin/mujaz verify again.pdf

lint: $(VENV)/ready-dev ## check style, format, types and the order of the rooms
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/ready-dev ## put the code in the house's format
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: $(VENV)/ready-bench ## run every bench, and write docs/performance.md
	$(PY) benchmarks/performance.py

reliability: $(VENV)/ready ## damage, kill and fill disks, and write docs/reliability.md
	$(PY) benchmarks/reliability.py $(ARGS)

clean: ## remove what was made, but for .venv
	rm -rf out dist build tests/pages/failed benchmarks/out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find report tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

# The set-up. pip checks every file against the hashes of the lock; the project itself is installed in place.
PIP := $(PY) -m pip --disable-pip-version-check --quiet
PANGO_LOADS := $(PY) -W error -c 'import weasyprint' 2>/dev/null

$(VENV)/ready: requirements/lock.txt pyproject.toml | $(VENV)/python
	@echo 'Setting up $(VENV): this is done once, and takes a minute or two.'
	@$(PIP) install --require-hashes --no-deps -r requirements/lock.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PANGO_LOADS) || sh requirements/system.sh pango
	@$(PANGO_LOADS) || $(PY) -W error -c 'import weasyprint'
	@touch $@

$(VENV)/ready-bench: requirements/bench.txt $(VENV)/ready
	@$(PIP) install --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

# PyICU has no wheel: it wants a compiler, the headers of Python and of ICU.
TOOLS_ARE_HERE := { command -v pdftotext && command -v qpdf && command -v npm && command -v c++ && command -v softhsm2-util \
	&& pkg-config --exists icu-i18n && test -f "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h"; } >/dev/null 2>&1

$(VENV)/ready-dev: requirements/dev.txt tests/render/package-lock.json $(VENV)/ready
	@echo 'Adding what the tests need: PyICU is compiled, which takes a minute.'
	@$(TOOLS_ARE_HERE) || sh requirements/system.sh test
	@$(PIP) install --no-build-isolation --require-hashes --no-deps -r requirements/dev.txt
	@npm ci --silent --prefix tests/render
	@touch $@

# The judge, of which the version is pinned in the file.
.cache/verapdf/ready: requirements/verapdf.xml
	@command -v java >/dev/null && command -v mvn >/dev/null || sh requirements/system.sh conformance
	@echo 'Fetching veraPDF with Maven.'
	@mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory='$(CURDIR)/.cache/verapdf'
	@touch $@

# The first Python that is new enough and can make environments; make PYTHON=... says which one to take.
PYTHON := python3 python3.14 python3.13 python3.12 python3.11
FIND_PYTHON = for python in $(PYTHON); do \
	if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; break; fi; done

$(VENV)/python:
	@[ -n "$$($(FIND_PYTHON))" ] || sh requirements/system.sh python
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo 'Mujaz needs Python 3.11 or newer: say which with make PYTHON=...' >&2; exit 1; fi; \
	rm -rf $(VENV); $$python -m venv $(VENV)
	@touch $@

# Renews the locks from pyproject.toml; UV is the path of uv 0.5 or newer.
UV := uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --fork-strategy fewest --custom-compile-command 'make lock' pyproject.toml

lock: ## renew requirements/*.txt from pyproject.toml (needs uv)
	$(LOCK) --group build --output-file requirements/lock.txt
	$(LOCK) --group build --group dev --constraints requirements/lock.txt --output-file requirements/dev.txt
	$(LOCK) --group build --group bench --constraints requirements/lock.txt --output-file requirements/bench.txt

# The PDFs, last of all since from here on prerequisites are expanded a second time, for the folder of the brief.
# The depfile adds what the build read elsewhere, and sees that a file taken away counts as a change.
# A build that fails leaves the old PDF whole, so nothing is deleted here.
# SET lists the PDFs set in this run, so that `report` and `all` can say that there were none.
-include $(PDFS:.pdf=.d)

.SECONDEXPANSION:
out/%.pdf: data/%/brief.toml $$(shell $$(call FILES,data/$$*)) $(CODE) $(VENV)/ready
	$(eval SET += $@)@mkdir -p out
	$(MUJAZ) build data/$* -o $@ --depfile out/$*.d
