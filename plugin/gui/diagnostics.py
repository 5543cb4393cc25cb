# SPDX-License-Identifier: GPL-2.0-or-later
"""What whoever helps with a fault asks first, as one text without secrets."""

from __future__ import annotations

import importlib
import locale
import platform
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QT_VERSION_STR

from .. import api
from ..caltopo.errors import CalTopoError
from ..host import credentials, log, network, settings
from ..host.texts import tr
from .desktop import Desktop

LIBRARIES = ("requests", "urllib3", "certifi", "shapely", "PySocks")


def report(maps: list[api.Map]) -> str:
    """Versions, settings, connections, open maps and the last lines of the log.

    Ids of credentials and teams, secrets, titles of maps and objects are not in it.  Main thread.
    """
    return log.redacted("\n".join(_lines(maps)))


def _lines(maps: list[api.Map]) -> Iterator[str]:
    yield "CalTopo Sync " + network.plugin_version()
    yield "QGIS " + Qgis.version() + ", Qt " + QT_VERSION_STR + ", Python " + sys.version.split()[0]
    yield platform.platform() + ", " + str(locale.getlocale()[0])
    for name in LIBRARIES:
        yield name + " " + _version(name)
    yield ""
    for setting in settings.SETTINGS:
        if setting.title:
            yield setting.key + " = " + _without_home(str(setting.get()))
    manager = QgsApplication.authManager()
    locked = manager.isDisabled() or not manager.masterPasswordIsSet()
    yield "authentication database " + ("locked" if locked else "open")
    for number, name in enumerate(credentials.names(), 1):
        kept = settings.ConnectionSettings(name)
        found = [kept.server.get(), "with" if kept.authcfg.get() else "without"]
        yield "connection {}: {}, {} a stored credential".format(number, *found)
    for opened in maps:
        yield ""
        yield from _map_lines(opened)
    yield ""
    yield "Log:"
    yield from (_without_home(line) for line in log.latest())


def _map_lines(opened: api.Map) -> Iterator[str]:
    yield "map " + opened.id + " at " + opened.server
    try:
        counts = opened.counts()
        waiting = [w.state for w in opened.outbox()]
        yield "  objects: " + ", ".join(cls + " " + str(n) for cls, n in counts.items())
        yield "  waiting: " + ", ".join(
            state + " " + str(waiting.count(state)) for state in sorted(set(waiting))
        )
        yield "  conflicts: " + str(len(opened.conflicts()))
        yield "  put aside: " + str(len(opened.set_aside()))
    except CalTopoError as error:
        yield "  " + error.text
    yield "  offline: " + (opened.offline or "no")
    yield "  read-only: " + (opened.read_only or "no")


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    try:
        return str(getattr(importlib.import_module(name), "__version__", "of unknown version"))
    except ImportError:
        return "is not installed"


def _without_home(text: str) -> str:
    """A home folder tells the user's name."""
    return text.replace(str(Path.home()), "~")


class DiagnosticsPart:
    """CalTopo > Copy diagnostics."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        desktop.add_action(tr("Copy &diagnostics"), self.copy)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QgsApplication.clipboard().setText(report(self._desktop.maps.all()))
        self._desktop.messages.info(
            tr("Diagnostics are on the clipboard, without secrets. Paste them into your report.")
        )

    def remove(self) -> None:
        """Nothing but the action, which is the desktop's."""
