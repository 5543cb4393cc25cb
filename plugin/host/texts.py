# SPDX-License-Identifier: GPL-2.0-or-later
"""What people read, in their language."""

from __future__ import annotations

from typing import TypeVar

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "CalTopoSync"

T = TypeVar("T")


def tr(text: str) -> str:
    """A text in QGIS's language; any thread.

    ``text`` is a literal, so that translators are shown it; what varies is put in afterwards:
    ``tr("Opening {title}").format(title=title)``.
    """
    return QCoreApplication.translate(CONTEXT, text)


def later(texts: T) -> T:
    """Texts that are shown by ``tr`` later: those of tables and classes, which are made before
    QGIS's language is known.

    ``texts`` is a literal, or a table of them: translators are shown the values of a dictionary
    and what a list or tuple holds.
    """
    return texts
