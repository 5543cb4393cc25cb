# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's tab in QGIS's log panel.  Any thread."""

from __future__ import annotations

import re
import time
from collections import deque

from qgis.core import Qgis, QgsMessageLog

from ..caltopo.errors import CalTopoError

TAB = "CalTopo"
KEPT = 200
_latest: deque[str] = deque(maxlen=KEPT)  # appending is one step in any thread

# The client redacts its own errors. Texts of other libraries may still carry a whole address.
_PARAMETER = re.compile(r"\b(id|signature|expires|json)=[^&\s'\"]+", re.IGNORECASE)
_TAGS = str.maketrans("<>", "\u2039\u203a")  # QGIS 3.22 shows its log as HTML
_LOGIN = re.compile(r"(?<=://)[^/@\s]+@")


def info(text: str) -> None:
    """Note what was done."""
    _write(text, Qgis.MessageLevel.Info)


def warning(text: str) -> None:
    """Note what needs a look; QGIS marks its log button."""
    _write(text, Qgis.MessageLevel.Warning)


def error(failure: BaseException | str) -> None:
    """Note a failure with all it can say of itself."""
    if isinstance(failure, CalTopoError):
        parts = (failure.text, failure.hint, failure.details)
        _write("\n".join(part for part in parts if part), Qgis.MessageLevel.Critical)
    else:
        _write(str(failure), Qgis.MessageLevel.Critical)


def redacted(text: str) -> str:
    """The text without signatures, logins and sent objects."""
    return _LOGIN.sub("…@", _PARAMETER.sub(r"\1=…", text))


def latest() -> list[str]:
    """The last lines of the tab, oldest first, each with its time."""
    return list(_latest)


def _write(text: str, level: Qgis.MessageLevel) -> None:
    notify = level != Qgis.MessageLevel.Info
    text = redacted(text)
    _latest.append(time.strftime("%Y-%m-%d %H:%M:%S ") + text)
    QgsMessageLog.logMessage(text.translate(_TAGS), TAB, level, notify)
