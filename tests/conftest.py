# SPDX-License-Identifier: GPL-2.0-or-later
"""One QGIS for all tests that want one, in a profile that is thrown away."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

PROFILE = Path(tempfile.mkdtemp(prefix="caltopo-tests-"))
atexit.register(shutil.rmtree, PROFILE, ignore_errors=True)

# What QGIS looks at once, when it starts; also for the processes tests start.
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(PROFILE)
os.environ["QGIS_AUTH_DB_DIR_PATH"] = str(PROFILE)
if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = str(PROFILE)  # mkdtemp made it 0700


COLLECTED = 50_000  # objects made since the last collection


def _print(kind: type[BaseException], failure: BaseException, where: TracebackType | None) -> None:
    sys.__excepthook__(kind, failure, where)


def pytest_configure() -> None:
    # PyQt aborts the process on an exception in a slot, unless somebody listens.
    sys.excepthook = _print
    # Garbage collection may run in any thread, a server's too, and deletes the layers and widgets
    # that tests left in circles there, which Qt does not bear.  So it runs between tests alone.
    gc.disable()


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """A thread that refreshes a map nobody closed, or a server, would go on beside other tests."""
    before = set(threading.enumerate())
    yield
    left = set(threading.enumerate()) - before
    assert not [each.name for each in left if each.name.startswith(("caltopo-sync", "standin"))]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    # What is there by now stays, so that no collection has to walk through it again.
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if gc.get_count()[0] > COLLECTED:
        gc.collect()


@pytest.fixture(scope="session")
def profile() -> Path:
    """The folder of the tests' QGIS profile, its authentication database included."""
    return PROFILE


@pytest.fixture(scope="session")
def qgis_app() -> Iterator[Any]:
    """QGIS, started once, with the master password of its authentication database set."""
    from qgis.core import QgsApplication, QgsMapLayer, QgsProject
    from qgis.PyQt import sip
    from qgis.PyQt.QtCore import QCoreApplication, QSettings

    QCoreApplication.setOrganizationName("QGIS")
    QCoreApplication.setApplicationName("QGIS3")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(PROFILE))
    app = QgsApplication([], True, str(PROFILE))
    app.initQgis()
    # Without a password set, QGIS would ask for one, and nobody is there.
    app.authManager().setMasterPassword("only for these tests", True)
    yield app
    QgsProject.instance().clear()
    # Layers and widgets have to go before QGIS does, also those of a failed test's traceback.
    sys.last_type = sys.last_value = sys.last_traceback = None
    gc.collect()
    for each in gc.get_objects():
        if isinstance(each, QgsMapLayer) and not sip.isdeleted(each):
            sip.delete(each)
    app.exitQgis()


@pytest.fixture
def raised_in_slots(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """Exceptions that left a slot or a task's callback; PyQt would abort the process on them."""
    caught: list[BaseException] = []

    def keep(
        kind: type[BaseException], failure: BaseException, where: TracebackType | None
    ) -> None:
        caught.append(failure)
        sys.__excepthook__(kind, failure, where)

    monkeypatch.setattr(sys, "excepthook", keep)
    yield caught
    assert not caught
