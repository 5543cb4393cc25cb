# SPDX-License-Identifier: GPL-2.0-or-later
"""What people read, in their language."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "CalTopoSync"


def tr(text: str) -> str:
    """A text in QGIS's language; any thread.

    ``text`` is a literal, so that translators are shown it; what varies is put in afterwards:
    ``tr("Opening {title}").format(title=title)``.
    """
    return QCoreApplication.translate(CONTEXT, text)
