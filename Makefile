# SPDX-License-Identifier: GPL-2.0-or-later
# One door to all work on CalTopo Sync. Every target sets up what it needs; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help venv demo run test smoke journeys test-unit coverage soak lint bench screenshots icons docs pages pictures translations zip scan matrix clean

HEADLESS := tests/house/headless
PYTHON := .venv/bin/python
ZIP := build/caltopo_sync.zip
GIT := git -c safe.directory='*'
ARGS :=
export ARGS

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.ready: pyproject.toml tests/house/prepare
	tests/house/prepare packages
	tests/house/prepare venv .venv dev
	touch $@

.venv-peer/.ready: pyproject.toml tests/house/prepare | .venv/.ready
	tests/house/prepare venv .venv-peer peer
	touch $@

.venv-qt6/.ready: pyproject.toml tests/house/prepare | .venv/.ready
	tests/house/prepare venv .venv-qt6 qt6
	touch $@

venv: .venv/.ready .venv-peer/.ready .venv-qt6/.ready ## set up QGIS and the .venvs, where missing

demo: .venv/.ready ## the main job against the stand-in server, without account or display
	PYTHONPATH=tests $(HEADLESS) $(PYTHON) -m demo $(ARGS)

run: .venv/.ready ## QGIS with the plugin and the demo map, in a profile of its own
	tests/house/run $(ARGS)

test: .venv/.ready .venv-peer/.ready ## all tests; ARGS="-k name" picks some
	$(HEADLESS) --xvfb $(PYTHON) -m pytest -n 3 --dist loadfile --max-worker-restart 0 $(ARGS)

smoke: .venv/.ready ## the zip in the real QGIS: installed, used, taken away, nothing in the log
	$(HEADLESS) --xvfb $(PYTHON) -m pytest tests/gui/test_smoke.py $(ARGS)

journeys: .venv/.ready ## the plugin from its zip in the real QGIS, by mouse and keys
	$(HEADLESS) --xvfb $(PYTHON) -m pytest tests/gui/test_journeys.py $(ARGS)

test-unit: .venv/.ready ## the tests that need no QGIS, in seconds
	$(HEADLESS) $(PYTHON) -m pytest tests/unit -n 2 --dist loadfile $(ARGS)

coverage: .venv/.ready .venv-peer/.ready ## all tests, and what they take of each room: 90 % of those without QGIS, 80 % of all
	$(HEADLESS) --xvfb $(PYTHON) -m pytest -n 3 --dist loadfile --max-worker-restart 0 \
		--timeout 300 --cov --cov-report=term-missing:skip-covered $(ARGS); held=$$?; \
	$(PYTHON) tests/house/rooms.py && exit $$held

soak: .venv/.ready ## 10,000 edits of two analysts over a bad link; ARGS="--edits 500 --seed 1"
	PYTHONPATH=tests $(HEADLESS) $(PYTHON) -m sync.soak $(ARGS)

lint: .venv/.ready .venv-qt6/.ready ## style, format, types, and what Qt 6 would refuse
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv-qt6/bin/python -m flake8 --isolated --select QGS101,QGS102,QGS103,QGS104,QGS107,QGS4 \
		__init__.py conftest.py plugin tests
	$(HEADLESS) .venv-qt6/bin/python tests/house/qt6.py qt
	$(HEADLESS) $(PYTHON) tests/house/qt6.py qgis
	$(PYTHON) tests/house/qt6.py calls

bench: .venv/.ready .venv-peer/.ready .venv-docs/.ready ## how fast, as ratios in one run, and docs/performance.md; ARGS="open grow" picks some
	PYTHONPATH=tests $(HEADLESS) $(PYTHON) -m bench $(ARGS); held=$$?; \
	.venv-docs/bin/python tests/bench/plot.py && exit $$held

screenshots: .venv/.ready ## every dialog, the panel and the map, drawn to build/screenshots/
	$(HEADLESS) --xvfb $(PYTHON) -m pytest $$(grep -lE 'draw\(|\.png' tests/gui/test_*.py tests/qgis/test_patterns.py) tests/qgis/test_styled_map.py $(ARGS)

icons: .venv/.ready ## build the marker symbols, an icon font and SVG files, from tests/icons
	PYTHONPATH=tests $(HEADLESS) $(PYTHON) -m icons

parity: .venv/.ready ## docs/parity.md: does each row's test notice when what it names does nothing?
	PYTHONPATH=tests $(HEADLESS) $(PYTHON) tests/house/parity.py $(ARGS)

.venv-docs/.ready: pyproject.toml tests/house/prepare | .venv/.ready
	tests/house/prepare venv .venv-docs docs
	touch $@

docs: .venv-docs/.ready ## the site from docs/, in build/docs; a link or reference to nothing ends it
	.venv-docs/bin/python -m sphinx --nitpicky --fail-on-warning --keep-going --quiet docs build/docs

pages: .venv/.ready ## docs/algorithms.md from the algorithms
	$(HEADLESS) $(PYTHON) tests/house/algorithms.py

pictures: screenshots ## the pictures of docs/ from those just drawn
	$(PYTHON) tests/house/pictures.py

translations: .venv/.ready ## i18n/: new texts into the .ts, the .qm from it, and what is to translate
	tests/house/prepare translations
	$(PYTHON) tests/house/translations.py

zip: ## the plugin as users install it, from what is committed
	@mkdir -p $(dir $(ZIP))
	$(GIT) archive --format=zip --prefix=caltopo_sync/ --output=$(ZIP) HEAD
	@$(GIT) diff --quiet HEAD -- || echo "Note: changes that are not committed are not in $(ZIP)."

scan: .venv/.ready zip ## the plugin site's checks on that zip
	$(PYTHON) tests/house/scan.py $(ZIP)

matrix: ## the tests on other Debian releases, in chroots; SUITES="trixie forky"
	tests/house/matrix $(SUITES)

clean: ## remove what the targets made, but not the virtual environments
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
