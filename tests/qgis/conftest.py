# SPDX-License-Identifier: GPL-2.0-or-later
"""Every test here runs in QGIS, with an empty project before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def empty_project(qgis_app: Any, raised_in_slots: list[BaseException]) -> Iterator[None]:
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield
    QgsProject.instance().clear()
