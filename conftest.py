# SPDX-License-Identifier: GPL-2.0-or-later
"""Lets tests import the repository root under the name it is installed by."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent


def _load_package() -> None:
    """Put the root into sys.modules as ``caltopo_sync``, whatever its folder is called."""
    spec = importlib.util.spec_from_file_location(
        "caltopo_sync", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["caltopo_sync"] = module
    spec.loader.exec_module(module)


_load_package()


def _empty(name: str) -> None:
    """Put a function that does nothing in the place of one of ours; see tests/house/parity.py."""
    module, _, path = name.partition(":")
    holder = importlib.import_module("caltopo_sync.plugin." + module)
    *classes, function = path.split(".")
    for each in classes:
        holder = getattr(holder, each)
    if not callable(getattr(holder, function)):
        raise SystemExit("caltopo_empty: " + name + " is no function")
    setattr(holder, function, lambda *given, **named: None)


def pytest_configure(config: object) -> None:
    """Machines that run other things meanwhile are slow, not wrong."""
    if os.environ.get("CALTOPO_EMPTY"):
        _empty(os.environ["CALTOPO_EMPTY"])
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
    settings.load_profile("patient")
