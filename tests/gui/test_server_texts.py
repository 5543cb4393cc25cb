# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of a server where Qt takes what looks like HTML for that: the log, tool tips."""

from __future__ import annotations

from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.gui import resources, send_layer_map
from caltopo_sync.plugin.gui.canvas_marks import BLUE, _Legend
from caltopo_sync.plugin.gui.folders_tree import FoldersTree
from caltopo_sync.plugin.gui.messages import Messages
from caltopo_sync.plugin.gui.questions import question
from caltopo_sync.plugin.gui.telling import Telling
from caltopo_sync.plugin.gui.tools import ToolsPart
from caltopo_sync.plugin.gui.tools_selection import Selection
from caltopo_sync.plugin.host import log
from gui.window import Window
from qgis.core import QgsTask
from qgis.gui import QgsMessageLogViewer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QLabel, QPlainTextEdit
from standin import Standin

HARMFUL = 'Ridge <img src="//elsewhere.invalid/x.png"> <a href="file:///x">here</a>'


class _Map:
    pause = None


class _Job(QgsTask):
    done, so_far = False, (0, 0)


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


def test_the_message_bar_has_plain_words(window: Window) -> None:
    messages = Messages(window.messageBar())
    messages.info(HARMFUL)
    messages.warning(HARMFUL)
    messages.failure(CalTopoError(HARMFUL))
    messages.progress(HARMFUL, lambda: None)
    messages.lasting(HARMFUL)
    said = [item.text() for item in window.messageBar().items()]
    assert len(said) == 5 and all("Ridge" in text and rich(text) == set() for text in said)


def test_what_runs_is_said_in_plain_words(window: Window) -> None:
    telling = Telling(Messages(window.messageBar()), None)
    opened, job = _Map(), _Job(HARMFUL)
    telling._slots[opened] = []  # type: ignore[index]
    telling._show(opened, job)  # type: ignore[arg-type]
    (item,) = window.messageBar().items()
    assert "Ridge" in item.text() and rich(item.text()) == set()


def test_a_question_is_asked_in_plain_words(window: Window) -> None:
    box = question(window.mainWindow(), HARMFUL, HARMFUL)
    labels = [each for each in box.findChildren(QLabel) if each.text() == HARMFUL]
    assert [each.textFormat() for each in labels] == [Qt.TextFormat.PlainText] * 2
    box.deleteLater()


def test_titles_of_folders_are_plain_words_in_tips(plugin: Any, standin: Standin) -> None:
    folder = {"id": "f1", "properties": {"class": "Folder", "title": HARMFUL}, "geometry": None}
    standin.add_map("FLD12", features=[folder], team="TEAM01", sharing="PUBLIC")
    opened = api.public(standin.url).open_map("FLD12")
    opened.layers()
    tree = FoldersTree()
    tree.set_map(opened)
    tips = [tree.topLevelItem(i).toolTip(0) for i in range(tree.topLevelItemCount())]
    opened.close()
    assert any("Ridge" in tip for tip in tips) and all(rich(tip) == set() for tip in tips)


def test_words_on_the_canvas_are_plain(window: Window) -> None:
    legend = _Legend(window.mapCanvas(), {HARMFUL: BLUE})
    (words,) = [each for each in legend.findChildren(QLabel) if each.text()]
    assert (words.text(), words.textFormat()) == (HARMFUL, Qt.TextFormat.PlainText)


def test_labels_of_a_layer_to_send_are_plain_words(qgis_app: Any) -> None:
    assert not send_layer_map._labels().format().allowHtmlFormatting()


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
