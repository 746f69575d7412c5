# Two commands: `make demo` builds the demo site and serves it, `make test` checks everything.
# Both set up what they need in .venv, once: a second run starts at once.

PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
# The middle of the demo's central outage: a status page with nothing wrong shows little.
OUTAGE := 2026-10-14 11:30 UTC

.PHONY: demo test test-properdocs browser weigh clients messages format clean
.DELETE_ON_ERROR:

demo: $(VENV)/ready
	$(BIN)/candor at now "$(OUTAGE)" --serve

test: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto -m "not browser and not clients"

# The same tests under properdocs, MkDocs' drop-in fork, in an environment of its own.
test-properdocs: $(VENV)-properdocs/ready
	$(VENV)-properdocs/bin/pytest -n auto -m "not browser and not clients"

# Walks the demo in a real Chromium; says so and skips where there is none.
browser: $(VENV)/ready
	$(BIN)/pytest -m browser

# Prints what each kind of page of the demo costs its reader, in requests and kB.
weigh: $(VENV)/ready
	$(BIN)/python tests/weigh.py

# Reads the demo with other people's Statuspage clients, and holds what hosts read of ours against the schemas that they
# publish; says so and skips what cannot be had.
clients: $(VENV)/ready
	$(BIN)/pytest -m clients -rs

# Writes the messages of templates and code into the catalogues; what is new there waits for a translator. A catalogue's own
# head stays: the engine would write another, without the plurals.
LANGUAGES := plugins/mkdocs_candor/publish/language
messages: $(VENV)/ready
	$(BIN)/pybabel -q extract -F $(LANGUAGES)/babel.cfg --no-wrap --no-location -k Word:1c,2 -k N_ -k say -o .messages.pot plugins/mkdocs_candor
	for po in $(LANGUAGES)/*.po; do \
	  sed '/^$$/q' $$po > .messages.po && \
	  $(BIN)/pybabel -q update -i .messages.pot -o $$po -l $$(basename $$po .po) --no-wrap --no-fuzzy-matching --ignore-obsolete --omit-header && \
	  cat $$po >> .messages.po && mv .messages.po $$po || exit 1; done
	rm .messages.pot

format: $(VENV)/ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) $(VENV)-properdocs .build site build dist

$(VENV)/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Debian: apt-get install python3; macOS: brew install python@3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || sh .ci/install-venv.sh $(PYTHON)
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)-properdocs/ready: pyproject.toml constraints.txt $(VENV)/ready
	$(PYTHON) -m venv --clear $(VENV)-properdocs
	$(VENV)-properdocs/bin/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable '.[dev]' properdocs
	$(VENV)-properdocs/bin/python -m pip uninstall --quiet --yes mkdocs
	@touch $@
