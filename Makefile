# Each target first installs what it needs: a virtual environment from the lock, and Pango.
# Stamp files in .venv record what is installed, so a second run costs nothing.

VENV  := .venv
PY    := $(VENV)/bin/python
MUJAZ := $(PY) -m report
BRIEFS := $(patsubst data/%/brief.toml,%,$(wildcard data/*/brief.toml))
PDFS   := $(BRIEFS:%=out/%.pdf)
# The files of folders, as prerequisites, with spaces escaped.
FILES = find $(1) -type f ! -path '*/__pycache__/*' ! -name '.*' | sed 's/ /\\ /g'
# The files of Mujaz itself, on which every PDF depends.
CODE := $(shell $(call FILES,report templates assets))

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: report all check test-fast test test-slow conformance test-all proof lint format bench reliability lock clean help

report: out/marrakech-2025.pdf ## build out/marrakech-2025.pdf, the first brief
	@echo '$(if $(SET),$^: ready.,$^ is up to date: nothing to do.)'

all: $(PDFS) ## build the PDF of every brief in data/
	@echo '$(if $(SET),$(SET): ready.,All of $^ up to date: nothing to do.)'

check: $(VENV)/ready ## check every brief in data/ without building it
	@set -e; for brief in $(BRIEFS); do $(MUJAZ) check data/$$brief; done

# Modules are kept as they were compiled, whatever the environment says: tests start Python hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

# One worker for each processor. An idle worker takes tests from busy ones, and keeps the fixtures of its modules.
SPREAD := -n auto --dist worksteal
# Where the tests find veraPDF.
JUDGED := MUJAZ_VERAPDF='$(CURDIR)/.cache/verapdf'

test-fast: $(VENV)/ready-dev ## run the tests of examples that compose no document, lay out no page, draw no chart and start no Python
	$(PY) -m pytest $(SPREAD) --fast -rfE -m 'not slow and not verapdf and not hypothesis' $(ARGS)
	@echo 'Not run: the tests that lay out pages, start Python or try random examples (make test), the slow tests, and veraPDF.'

test: $(VENV)/ready-dev ## run all tests except the slow ones
	$(PY) -m pytest $(SPREAD) -m 'not slow and not verapdf' $(ARGS)
	@echo 'Not run: the slow tests (make test-slow), and veraPDF, which needs Java (make conformance).'

test-slow: $(VENV)/ready-dev ## run the slow tests, and each property with all its examples
	$(PY) -m pytest $(SPREAD) --hypothesis-profile=whole -m 'slow or hypothesis' $(ARGS)

conformance: $(VENV)/ready-dev .cache/verapdf/ready ## validate every brief, and a hundred random briefs, with veraPDF
	$(JUDGED) $(PY) -m pytest $(SPREAD) -m verapdf $(ARGS)

# One run shares the editions and the collection of tests, and keeps all processors busy to its end.
test-all: $(VENV)/ready-dev .cache/verapdf/ready ## run all tests in one run: test, test-slow and conformance
	$(JUDGED) $(PY) -m pytest $(SPREAD) --hypothesis-profile=whole $(ARGS)

# Use a second environment from the lock, with the wheel and without the checkout.
proof: out/marrakech-2025.pdf ## build the first PDF again from its own files, in a new environment, and compare the bytes
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
	$(PY) -m mypy --config-file tests/mypy.ini tests
	$(VENV)/bin/lint-imports --no-cache

format: $(VENV)/ready-dev ## format the code
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: $(VENV)/ready-bench ## run every benchmark, and write docs/performance.md
	$(PY) benchmarks/performance.py

reliability: $(VENV)/ready ## test with hostile inputs, kills and full disks, and write docs/reliability.md
	$(PY) benchmarks/reliability.py $(ARGS)

clean: ## remove all generated files except .venv
	rm -rf out dist build tests/pages/failed benchmarks/out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find report tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

# The set-up. pip checks every file against the hashes of the lock; the project itself is installed in place.
PIP := $(PY) -m pip --disable-pip-version-check --quiet
PANGO_LOADS := $(PY) -W error -c 'import weasyprint' 2>/dev/null

$(VENV)/ready: requirements/lock.txt pyproject.toml | $(VENV)/python
	@echo 'Setting up $(VENV), once: this takes a minute or two.'
	@$(PIP) install --require-hashes --no-deps -r requirements/lock.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(PANGO_LOADS) || sh requirements/system.sh pango
	@$(PANGO_LOADS) || $(PY) -W error -c 'import weasyprint'
	@touch $@

# Chromium and XeLaTeX are programs that tables are compared with. The page names those that are not installed.
$(VENV)/ready-bench: requirements/bench.txt $(VENV)/ready
	@$(PIP) install --require-hashes --no-deps -r requirements/bench.txt
	@sh requirements/system.sh chromium || true
	@sh requirements/system.sh xelatex || true
	@touch $@

# PyICU has no wheel: it needs a compiler and the headers of Python and ICU.
TOOLS_ARE_HERE := { command -v pdftotext && command -v qpdf && command -v npm && command -v c++ && command -v softhsm2-util \
	&& pkg-config --exists icu-i18n && test -f "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h"; } >/dev/null 2>&1

$(VENV)/tools: requirements/system.sh | $(VENV)/python
	@$(TOOLS_ARE_HERE) || sh requirements/system.sh test
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt tests/render/package-lock.json $(VENV)/ready $(VENV)/tools
	@echo 'Installing what the tests need: compiling PyICU takes a minute.'
	@$(PIP) install --no-build-isolation --require-hashes --no-deps -r requirements/dev.txt
	@npm ci --silent --prefix tests/render
	@touch $@

# veraPDF, at the version in the file.
.cache/verapdf/ready: requirements/verapdf.xml
	@command -v java >/dev/null && command -v mvn >/dev/null || sh requirements/system.sh conformance
	@echo 'Downloading veraPDF with Maven.'
	@mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory='$(CURDIR)/.cache/verapdf'
	@touch $@

# The first Python that is new enough and can create environments; make PYTHON=... sets another one.
PYTHON := python3 python3.14 python3.13 python3.12 python3.11
FIND_PYTHON = for python in $(PYTHON); do \
	if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; break; fi; done

$(VENV)/python:
	@[ -n "$$($(FIND_PYTHON))" ] || sh requirements/system.sh python
	@python=$$($(FIND_PYTHON)); \
	if [ -z "$$python" ]; then echo 'Mujaz needs Python 3.11 or newer: set it with make PYTHON=...' >&2; exit 1; fi; \
	rm -rf $(VENV); $$python -m venv $(VENV)
	@touch $@

# Renew the locks from pyproject.toml. UV is the path of uv 0.5 or newer.
UV := uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --fork-strategy fewest --custom-compile-command 'make lock' pyproject.toml

lock: ## renew requirements/*.txt from pyproject.toml (needs uv)
	$(LOCK) --group build --output-file requirements/lock.txt
	$(LOCK) --group build --group dev --constraints requirements/lock.txt --output-file requirements/dev.txt
	$(LOCK) --group build --group bench --constraints requirements/lock.txt --output-file requirements/bench.txt

# The PDFs. They are last, because from here on prerequisites are expanded a second time, for the folder of the brief.
# The depfile adds the files that the build read elsewhere; a removed file counts as a change.
# A failed build does not change the old PDF, so nothing is deleted here.
# SET lists the PDFs built in this run, so that `report` and `all` can say that there were none.
-include $(PDFS:.pdf=.d)

.SECONDEXPANSION:
out/%.pdf: data/%/brief.toml $$(shell $$(call FILES,data/$$*)) $(CODE) $(VENV)/ready
	$(eval SET += $@)@mkdir -p out
	$(MUJAZ) build data/$* -o $@ --depfile out/$*.d
