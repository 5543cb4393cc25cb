# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of a server where Qt takes what looks like HTML for that: the log, tool tips."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin.gui import resources
from caltopo_sync.plugin.gui.tools import ToolsPart
from caltopo_sync.plugin.gui.tools_selection import Selection
from caltopo_sync.plugin.host import log
from qgis.gui import QgsMessageLogViewer
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QLabel, QPlainTextEdit

HARMFUL = 'Ridge <img src="//elsewhere.invalid/x.png"> <a href="file:///x">here</a>'


def kinds(document: QTextDocument) -> set[str]:
    """What a document has besides words."""
    forms = document.allFormats()
    links = {"link" for form in forms if form.toCharFormat().anchorHref()}
    return links | {"picture" for form in forms if form.isImageFormat()}


def rich(tip: str) -> set[str]:
    document = QTextDocument()
    document.setHtml(tip)
    return kinds(document)


def test_a_harmful_text_is_seen_as_such() -> None:
    assert rich(HARMFUL) == {"link", "picture"}


def test_the_log_has_neither_pictures_nor_links(qgis_app: Any) -> None:
    viewer = QgsMessageLogViewer()
    log.warning(HARMFUL)
    shown = [each.document() for each in viewer.findChildren(QPlainTextEdit)]
    assert any("Ridge" in each.toPlainText() and "img src" in each.toPlainText() for each in shown)
    assert set().union(*map(kinds, shown)) == set()
    assert HARMFUL in log.latest()[-1]


def test_why_a_widget_cannot_be_used_is_said_in_plain_words(qgis_app: Any) -> None:
    widget = QLabel()
    widget.setToolTip("What it does")
    resources.enable(widget, HARMFUL)
    assert "Ridge" in widget.toolTip() and rich(widget.toolTip()) == set()
    resources.enable(widget, "")
    assert widget.toolTip() == "What it does" and widget.isEnabled()


def test_why_a_tool_cannot_work_is_said_in_plain_words(
    plugin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Selection, "_look", lambda self, desktop, maps: HARMFUL)
    part = next(each for each in plugin.parts if isinstance(each, ToolsPart))
    part.look()
    tips = [action.toolTip() for action in part.actions.values()]
    assert tips and all("Ridge" in tip and rich(tip) == set() for tip in tips)
