# make run    set up, then run the default scenario
# make test   set up, then check style, types and tests
# make help   the rest
PYTHON ?= python3
ENV    := .venv
BENV   := .venv-bench
SENV   := .venv-site
BIN    := $(ENV)/bin
UV     := $(ENV)/.boot/bin/uv
# UPGRADE=--upgrade lets `make lock` take newer versions; without it, the pins that still fit stay.
UPGRADE ?=
# BENCH=--quick, or any other option of benchmarks/run.py, changes what `make bench` measures.
BENCH ?=
# LOAD='--people 20 --seconds 60' puts another load on the page.
LOAD ?=

# As many tests at once as there are cores, at most four: each holds half a gigabyte. A file stays in one process.
TESTS ?= -n auto --maxprocesses 4 --dist loadfile

export UV_PYTHON_DOWNLOADS := never
# uv trusts only its own certificates unless told; a system that has some may need them.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= 1
endif
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:
.PHONY: run test slow bench load site lock wheel clean help python

run: $(ENV)/ready
	@$(BIN)/sojourn run

test: $(ENV)/ready
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check . || { echo "Format these files with '$(BIN)/ruff format .'" >&2; $(BIN)/ruff format --check . >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -q $(TESTS)

slow: $(ENV)/ready
	@$(BIN)/python -m pytest -q -m slow

bench: $(BENV)/ready
	@PYTHONPATH=src $(BENV)/bin/python benchmarks/run.py $(BENCH)

load: $(ENV)/ready
	@$(BIN)/python benchmarks/load.py $(LOAD)

site: $(SENV)/ready
	@$(SENV)/bin/python docs/gather.py build/pages
	@$(SENV)/bin/zensical build --clean --strict >build/site.log || { cat build/site.log >&2; exit 1; }
	@echo "The site is in site/: open site/index.html."

wheel: $(ENV)/ready
	@$(BIN)/python -m hatchling build -t wheel

# No header and no notes: they would name this machine's folders and package index.
LOCK = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $(UPGRADE)
lock: $(UV)
	@$(LOCK) --group boot -o locks/uv.txt
	@$(LOCK) --group dev --all-extras pyproject.toml -o locks/dev.txt
	@$(LOCK) --group bench pyproject.toml -o locks/bench.txt
	@$(LOCK) --group site -o locks/site.txt

clean:
	@rm -rf $(ENV) $(BENV) $(SENV) dist build site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@echo "make run     set up, then run the default scenario"
	@echo "make test    set up, then check style, types and tests"
	@echo "make slow    set up, then run the slow tests"
	@echo "make bench   set up the benchmark's own environment, then run it; BENCH=--quick runs less"
	@echo "make load    set up, then put fifty people before the page for three minutes"
	@echo "make site    set up the site's own environment, then build site/ from docs/"
	@echo "make wheel   build dist/sojourn-*.whl"
	@echo "make lock    write locks/ anew from pyproject.toml; UPGRADE=--upgrade takes newer versions"
	@echo "make clean   remove environments, caches and what was built"
	@echo "PYTHON=/path/to/python3 names the Python to use (3.11 or newer)"

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Sojourn needs Python 3.11 or newer, and '$(PYTHON)' is not: try 'make PYTHON=/path/to/python3.11'." >&2; exit 1; }
	@$(PYTHON) -c 'import pip' 2>/dev/null || \
	  { echo "Sojourn's set-up needs pip, and '$(PYTHON)' has none: install it (on Debian: python3-pip)." >&2; exit 1; }

# uv comes as a hash-checked wheel into a folder of its own: this needs neither venv nor ensurepip, and works on a
# system Python marked as externally managed.
$(UV): locks/uv.txt | python
	@PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 $(PYTHON) -m pip install -q --no-cache-dir --no-deps --only-binary :all: \
	  --require-hashes --upgrade --target $(ENV)/.boot -r locks/uv.txt
	@touch $@

# The path is asked of Python itself: given a bare name, uv may settle on another Python than the shell does.
VENV = test -x $(1)/bin/python || \
  $(UV) venv -q --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(1)
SYNC = $(UV) pip install -q --python $(1)/bin/python --no-deps --only-binary :all: --require-hashes -r $(2)

$(ENV)/ready: $(UV) locks/dev.txt pyproject.toml
	@$(call VENV,$(ENV))
	@$(call SYNC,$(ENV),locks/dev.txt)
	@$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(BENV)/ready: $(UV) locks/bench.txt
	@$(call VENV,$(BENV))
	@$(call SYNC,$(BENV),locks/bench.txt)
	@touch $@

$(SENV)/ready: $(UV) locks/site.txt
	@$(call VENV,$(SENV))
	@$(call SYNC,$(SENV),locks/site.txt)
	@touch $@
