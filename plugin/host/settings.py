# SPDX-License-Identifier: GPL-2.0-or-later
"""Every setting the plugin keeps in the QGIS settings, in one table.

No secret is ever among them; `credentials` says where those are.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from qgis.core import QgsSettings

from .texts import later

GROUP = "caltopo_sync"

T = TypeVar("T", str, int, bool, float)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One key with its type and the value it has until somebody changes it.  Any thread.

    ``title`` is its name on the options page, "" for what the plugin keeps for itself; numbers
    there go from ``least`` to ``most``.  ``meaning`` says more, in a sentence.
    """

    key: str
    default: T
    meaning: str
    title: str = ""
    most: int = 0
    least: int = 0

    @property
    def path(self) -> str:
        """The key as it stands in the settings file."""
        return f"{GROUP}/{self.key}"

    def get(self) -> T:
        """The value kept; the default where there is none or none of this type."""
        try:
            value = QgsSettings().value(self.path, self.default, type=type(self.default))
        except TypeError:
            return self.default
        return cast(T, value)

    def set(self, value: T) -> None:
        """Keep a value; setting the default forgets the key."""
        if value == self.default:
            QgsSettings().remove(self.path)
        else:
            QgsSettings().setValue(self.path, value)


WORKSPACE = Setting(
    "workspace",
    "",
    later(
        "Where maps are kept on this computer. Empty: in the QGIS profile. Maps that are open stay "
        "where they are."
    ),
    later("Folder of the local copies"),
)
PUSH_ON_SAVE = Setting(
    "push_on_save",
    True,
    later("Saving a layer's edits sends them at once. Otherwise they wait for Push."),
    later("Send edits when a layer is saved"),
)
WRITE_SAR = Setting(
    "write_sar",
    False,
    later(
        "CalTopo does not document how clues and resources are written. Otherwise they are read "
        "only. Applies to maps opened from now on."
    ),
    later("Write clues and resources (experimental)"),
)
BACKUPS = Setting(
    "backups",
    20,
    later("Each map is kept as a file before a session's first push; older files go."),
    later("Backups kept of each map"),
    1000,
)
HISTORY = Setting(
    "history_mb",
    64,
    later("Former texts of objects and past pushes, for undo and restore."),
    later("History kept of each map (MB)"),
    100_000,
)
FULL_CHECK = Setting(
    "full_check_minutes",
    60,
    later(
        "A refresh asks for what changed. Every so often it reads the whole map, to find what an "
        "earlier answer left out. 0: never."
    ),
    later("Minutes between readings of the whole map"),
    100_000,
)
LIVE_REFRESH = Setting(
    "live_refresh",
    True,
    later("What colleagues change comes in by itself. Otherwise it waits for Refresh."),
    later("Refresh open maps by themselves"),
)
LIVE_SECONDS = Setting(
    "live_seconds",
    30,
    later("The pause after an answer; a server that cannot be had is asked less often."),
    later("Seconds between two refreshes"),
    3600,
    5,
)
STYLES = Setting(
    "styles",
    "",
    later(
        "QML files named like a layer's table or class (Marker.qml, Shape_line.qml, "
        "Assignment.qml) are used instead of CalTopo's style. Applies to maps opened from now on."
    ),
    later("Folder of your own styles"),
)
LAST_CONNECTION = Setting("last_connection", "", "the connection chosen last in a dialog")
PANEL_SHOWN = Setting("panel_shown", False, "the panel was there once, with what to do first")
INSTALL = Setting("install", "", "a random mark by which local copies made here are known")
RECENT_MAPS = Setting("recent_maps", "", "maps opened last, as JSON; newest first")
LEARNED = Setting("learned", "", "what was found out of servers, as JSON: server, name, answer")
CARTO_RENEW = Setting(
    "carto_renew_minutes",
    4,
    later("Servers forget a CARTO map, some five minutes after its last use."),
    later("Minutes after which CARTO maps are made anew"),
    60,
    1,
)

SETTINGS = (
    PUSH_ON_SAVE, LIVE_REFRESH, LIVE_SECONDS, FULL_CHECK, WRITE_SAR, BACKUPS, HISTORY,
    WORKSPACE, STYLES, CARTO_RENEW, LAST_CONNECTION, INSTALL, RECENT_MAPS, LEARNED,
)  # fmt: skip


def install_id() -> str:
    """The mark of this installation; made when it is first asked for."""
    if not INSTALL.get():
        INSTALL.set(secrets.token_hex(16))
        QgsSettings().sync()  # a process that is killed must not forget it
    return INSTALL.get()


def install_mark() -> str:
    """What a project may say of this installation: it tells it again, and not its id."""
    return hashlib.blake2b(b"project" + install_id().encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class ConnectionSettings:
    """The settings of one saved connection, by its name."""

    name: str

    @property
    def server(self) -> Setting[str]:
        return self._setting("server", "https://caltopo.com", "the server's address")

    @property
    def team(self) -> Setting[str]:
        return self._setting("team", "", "id of the team account")

    @property
    def authcfg(self) -> Setting[str]:
        return self._setting("authcfg", "", "id of the entry in the authentication database")

    @property
    def personal(self) -> Setting[bool]:
        return self._setting("personal", False, "the credential is a person's, not a team's")

    @property
    def session_only(self) -> Setting[bool]:
        return self._setting("session_only", False, "the credential ends with QGIS")

    def _setting(self, key: str, default: T, meaning: str) -> Setting[T]:
        return Setting(f"connections/{self.name}/{key}", default, meaning)

    def mark(self) -> None:
        """Let the connection exist, also where all its settings are defaults."""
        QgsSettings().setValue(f"{GROUP}/connections/{self.name}/saved", True)

    def forget(self) -> None:
        """Remove all of it."""
        QgsSettings().remove(f"{GROUP}/connections/{self.name}")


def connection_names() -> list[str]:
    """The names of all saved connections, sorted as people sort."""
    settings = QgsSettings()
    settings.beginGroup(f"{GROUP}/connections")
    names = settings.childGroups()
    settings.endGroup()
    return sorted(names, key=str.casefold)
