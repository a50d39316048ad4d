# Evenhand: everything a newcomer or CI runs. Needs Python 3.11 or later, make and git; nothing else.
#   make demo    a year of records for the example agreement, measured; then the portal with it
#   make test    everything: style, types, import contracts, doctests, tests, full branch coverage
#   make check   the quick part of it
#   make docs    the reference of the checks, written from the checks
#   make soak    the long runs of tests that try many seeds
#   make pictures FOLDER=/somewhere   a picture of every page of the portal, wide and narrow, light and dark
#   make bench   our speed beside that of other people's code, every answer compared

SHELL := /bin/sh
VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed
LOOKERS := $(VENV)/.lookers
UV    := $(BIN)/uv
WORKERS ?= auto
PYTHON3 ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
COMPILE := $(UV) pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_NO_PROGRESS := 1
export UV_PYTHON_DOWNLOADS := never
# Networks that inspect traffic have their own certificate: believe the machine's list where there is one.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem /etc/pki/tls/certs/ca-bundle.crt),)
export UV_SYSTEM_CERTS := true
endif

.PHONY: help install lookers demo test check lint doctest soak pictures bench lock clean

help:
	@sed -n 's/^#   //p' Makefile

install: $(STAMP)

# Said twice, `--quiet` leaves pip its errors and keeps its warnings about settings of the machine to itself.
$(UV): requirements/uv.txt
	@test -n "$(PYTHON3)" || { echo "Evenhand needs Python 3.11 or later; none was found." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON3) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes --requirement requirements/uv.txt
	@touch $(UV)

$(STAMP): $(UV) pyproject.toml requirements/dev.txt
	@echo "Installing into $(VENV) …"
	@$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

# A browser and a word processor look at the pages and documents we write. Where Debian's packages can be had they
# are installed once; elsewhere the tests that need them are skipped and say so.
lookers: $(LOOKERS)

$(LOOKERS): $(STAMP)
	@if command -v chromium >/dev/null && command -v soffice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Debian's chromium and LibreOffice for the tests …"; \
		export DEBIAN_FRONTEND=noninteractive; \
		{ apt-get -qq update && apt-get -qq install --yes --no-install-recommends \
			chromium libreoffice-writer-nogui; } >/dev/null 2>&1 \
		|| echo "They could not be installed: the tests that need them are skipped."; \
	fi
	@touch $(LOOKERS)

demo: install
	@$(BIN)/evenhand demo --brief
	@echo; $(BIN)/evenhand portal-demo

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

doctest: install
	$(BIN)/pytest --quiet --doctest-modules src

check: lint doctest

test: lint lookers
	$(BIN)/pytest --numprocesses $(WORKERS) --doctest-modules --cov --cov-fail-under=100 src/evenhand tests src/evenhand_portal/api
	$(BIN)/pytest --quiet --numprocesses $(WORKERS) --doctest-modules --ignore=src/evenhand_portal/api src/evenhand_portal
	EVENHAND_TEST_POSTGRESQL=on $(BIN)/pytest --quiet --numprocesses $(WORKERS) -m "not browser" src/evenhand_portal

docs: install
	$(BIN)/python -m docs.reference.checks.write

soak: install
	EVENHAND_SOAK_SEEDS=100 $(BIN)/pytest --numprocesses $(WORKERS) tests/unit/proof src/evenhand_portal/tracking \
		src/evenhand_portal/config/tests/rounds
	EVENHAND_SOAK_SEEDS=20 $(BIN)/pytest --numprocesses $(WORKERS) src/evenhand_portal/notices src/evenhand_portal/negotiation
	EVENHAND_SOAK_SEEDS=20 EVENHAND_TEST_POSTGRESQL=on $(BIN)/pytest --numprocesses $(WORKERS) src/evenhand_portal/tracking src/evenhand_portal/notices src/evenhand_portal/negotiation src/evenhand_portal/config/tests/rounds
	EVENHAND_SOAK_CASES=1000 $(BIN)/pytest --numprocesses $(WORKERS) src/evenhand_portal/api/tests/test_schema.py

pictures: install lookers
	@test -n "$(FOLDER)" || { echo "Say where: make pictures FOLDER=/somewhere" >&2; exit 1; }
	EVENHAND_PICTURES="$(abspath $(FOLDER))" $(BIN)/pytest --quiet --numprocesses $(WORKERS) src/evenhand_portal/config/tests/browser/test_pages.py

bench: install
	$(BIN)/python -m bench

lock: $(UV)
	$(COMPILE) $(UPGRADE) --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) $(UPGRADE) --constraint requirements/runtime.txt --all-extras --group dev --output-file requirements/dev.txt pyproject.toml
	echo uv | $(COMPILE) $(UPGRADE) --output-file requirements/uv.txt -

clean:
	rm -rf $(VENV) build dist demo .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
