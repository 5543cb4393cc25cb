# SPDX-License-Identifier: GPL-2.0-or-later
"""What whoever helps with a fault asks first, as one text without secrets."""

from __future__ import annotations

import importlib
import locale
import platform
import re
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
from .connections import Accounts, recent_maps
from .desktop import Desktop

SHORTEST = 3  # letters of a name; shorter ones are words of the report itself
LIBRARIES = ("requests", "urllib3", "certifi", "shapely", "PySocks")


def report(maps: list[api.Map], accounts: Accounts) -> str:
    """Versions, settings, connections, open maps and the last lines of the log.

    Secrets, ids of credentials and teams, and what connections, teams and maps are called, are not
    in it; a line of the log may still name an object.  Main thread.
    """
    text = log.redacted("\n".join(_lines(maps)))
    names = _names(maps, accounts)
    # the longest first, because one may be a part of another
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= SHORTEST:
            text = re.sub(r"(?<!\w)" + re.escape(name) + r"(?!\w)", "[" + names[name] + "]", text)
    return text


def _names(maps: list[api.Map], accounts: Accounts) -> dict[str, str]:
    """What is hidden, and what is shown for it."""
    found = {opened.title: "map title" for opened in maps}
    found.update((recent.title, "map title") for recent in recent_maps())
    for _, listing in accounts.known():
        found.update((info.title, "map title") for info in listing.maps)
        found.update((title, "account name") for title in listing.names.values())
        found.update((id, "account") for id in listing.names)
    for name in credentials.names():
        found[name] = "connection"
        found[credentials.without_credential(name).team_id] = "account"
    return found


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
        text = report(self._desktop.maps.all(), self._desktop.accounts)
        QgsApplication.clipboard().setText(text)
        self._desktop.messages.info(
            tr("Diagnostics are on the clipboard, without secrets. Paste them into your report."),
            text,
        )

    def remove(self) -> None:
        """Nothing but the action, which is the desktop's."""
