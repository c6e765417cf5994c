# Thin: every target calls `python -m analysis ...` or a standard tool.
# Set-up happens by itself, once; it is repeated only when the lock changes.

SHELL := /bin/sh
.DEFAULT_GOAL := report
.DELETE_ON_ERROR:
.PHONY: help report test scenario compare sweep site form data notebooks lab bench simulation
.PHONY: trials fuzz mutate plant reproduce load cleanroom baseline audit reliability
.PHONY: lock clean tools

PYTHON ?= $(shell command -v python3.11 || command -v python3)
ENV := .venv
IURAN := $(ENV)/bin/python -m analysis
SCENARIO ?= scenarios/cilegon-baseline.yaml
SCENARIOS ?= cilegon-baseline cilegon-ceiling
SWEEP ?= sweeps/all-regions.yaml
export OMP_NUM_THREADS ?= 1

help: ## what can be done here
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

report: $(ENV)/.ok ## run every scenario that changed; reports/index.html (default)
	@$(IURAN) report

test: $(ENV)/.ok tools ## lint, unit tests, hand-worked cases, notebooks
	@started=$$(date +%s); set -e; \
	$(ENV)/bin/ruff check --quiet .; \
	$(ENV)/bin/ruff format --check --quiet .; \
	$(ENV)/bin/python -m pytest -n 2 --dist loadfile tests; \
	$(ENV)/bin/python -m pytest -p no:cacheprovider -n 2 --dist loadscope \
	  --nbval --nbval-current-env --nbval-cell-timeout=600 notebooks; \
	echo "make test: $$(($$(date +%s) - started)) s"

scenario: $(ENV)/.ok ## one scenario: make scenario SCENARIO=scenarios/x.yaml
	@$(IURAN) run $(SCENARIO)

compare: $(ENV)/.ok ## side by side: make compare SCENARIOS="a b c"
	@$(IURAN) compare $(SCENARIOS)

sweep: $(ENV)/.ok ## many regions x scenarios: make sweep SWEEP=sweeps/x.yaml
	@$(IURAN) sweep $(SWEEP) --yes

site: $(ENV)/.ok ## the site of the planning baselines, offline: site/index.html
	@$(IURAN) site

form: $(ENV)/.ok ## the form in the browser, this machine only
	@$(IURAN) form

data: $(ENV)/.ok ## rebuild data/processed from data/raw, byte for byte
	@$(IURAN) data

notebooks: $(ENV)/.ok ## execute the source notebooks, renew README and ASSUMPTIONS
	@$(IURAN) notebooks

lab: $(ENV)/.ok ## JupyterLab on the notebooks, this machine only
	@JUPYTER_NO_CONFIG=1 $(ENV)/bin/jupyter lab --ip=127.0.0.1 notebooks

bench: $(ENV)/.ok ## all targets of performance as ratios: docs/performance.md (make bench BENCH=core: one group)
	@$(ENV)/bin/python -m benchmarks $(BENCH)

simulation: $(ENV)/.ok ## trend models where the truth is known (ten minutes)
	@$(ENV)/bin/python benchmarks/simulation.py

MINUTES ?= 10
SAMPLE ?= 300
CHECK := PYTHONPATH=tests $(ENV)/bin/python tests

trials: $(ENV)/.ok ## a run killed, and a disk full, at each of its writes
	@$(CHECK)/trials/sweep.py

fuzz: $(ENV)/.ok ## damaged files for every reader: make fuzz MINUTES=10
	@$(CHECK)/fuzz/fuzz_run.py --minutes $(MINUTES)

mutate: $(ENV)/.ok ## errors put into the code by a program: make mutate SAMPLE=300 (hours)
	@$(CHECK)/mutation/mutate.py $(SAMPLE)

plant: $(ENV)/.ok ## errors planted one at a time: each must make a test fail
	@$(CHECK)/plants/plant.py

reproduce: $(ENV)/.ok ## the same run in other ways: equal bytes
	@$(CHECK)/reproducible/ways.py

load: $(ENV)/.ok ## a thousand runs through iuran sweep: memory, open files, results
	@$(CHECK)/load/load.py

cleanroom: $(ENV)/.ok ## clone, install by hash, cut the network, make report, make test
	@$(CHECK)/cleanroom/cleanroom.py

baseline: $(ENV)/.ok ## what moved; VERSION=... WHY="patterns: why" records it
	@$(CHECK)/baseline/baseline.py --version "$(VERSION)" --why "$(WHY)"

audit: $(ENV)/.ok ## installed packages against the lock, file by file
	@$(CHECK)/audit.py

reliability: $(ENV)/.ok ## docs/reliability.md from what the commands above recorded
	@$(CHECK)/reliability_page.py

lock: $(ENV)/.ok ## renew requirements.lock from pyproject.toml
	@$(ENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	  --group test --group site --group build --output-file requirements.lock pyproject.toml

clean: ## remove what code wrote: reports, environment, caches
	@rm -rf reports site $(ENV) .pytest_cache .ruff_cache .hypothesis
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# uv where it is found, plain venv and pip where not; both install only what the lock
# names, by hash, and leave alone what is there already
$(ENV)/.ok: requirements.lock pyproject.toml
	@started=$$(date +%s); set -e; \
	echo "set-up / penyiapan: .venv ..."; \
	if command -v uv >/dev/null 2>&1; then \
	  test -x $(ENV)/bin/python || uv venv --quiet --python "$(PYTHON)" $(ENV); \
	  uv pip install --quiet --python $(ENV)/bin/python --require-hashes -r requirements.lock; \
	  uv pip install --quiet --python $(ENV)/bin/python --no-deps --no-build-isolation -e .; \
	else \
	  test -x $(ENV)/bin/python || "$(PYTHON)" -m venv $(ENV); \
	  $(ENV)/bin/python -m pip install -qq --disable-pip-version-check \
	    --require-hashes -r requirements.lock; \
	  $(ENV)/bin/python -m pip install -qq --disable-pip-version-check \
	    --no-deps --no-build-isolation -e .; \
	fi; \
	touch $@; \
	echo "set-up / penyiapan: $$(($$(date +%s) - started)) s"

# a browser and LibreOffice for the tests marked browser and office: only on Debian as
# root, only if missing; elsewhere those tests are skipped and say why
DEBIAN := chromium libreoffice-calc libreoffice-writer poppler-utils fonts-liberation
tools:
	@if [ -f /etc/debian_version ] && [ "$$(id -u)" = 0 ] && \
	  ! { command -v chromium && command -v localc && command -v lowriter && \
	      command -v pdftoppm; } >/dev/null 2>&1; then \
	  echo "apt: $(DEBIAN) ..."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
	    --no-install-recommends $(DEBIAN); } >/dev/null 2>&1 || \
	  echo "apt: not possible here; the tests that need them are skipped"; \
	fi
