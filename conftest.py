# SPDX-License-Identifier: GPL-2.0-or-later
"""Lets tests import the repository root under the name it is installed by."""

from __future__ import annotations

import importlib.util
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


def pytest_configure(config: object) -> None:
    """Machines that run other things meanwhile are slow, not wrong."""
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
    settings.load_profile("patient")
