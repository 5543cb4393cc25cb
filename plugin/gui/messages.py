# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user is told: one place in the message bar, plain text, and the log beside it."""

from __future__ import annotations

from functools import partial
from html import escape
from math import ceil
from typing import Callable

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem, QgsMessageViewer
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtWidgets import QProgressBar, QPushButton, QTextBrowser

from ..caltopo.errors import CalTopoError
from ..host import log
from ..host.sayings import in_words
from ..host.texts import tr

TITLE = "CalTopo"
SECONDS = 8
SECONDS_TO_ACT = 30
LINES = 5  # that a text may take, with its margins


class Messages:
    """Messages in one bar.  Main thread.

    The bar takes rich text as soon as there is a title, so every text is escaped: a map's title
    is what a stranger wrote.
    """

    def __init__(self, bar: QgsMessageBar) -> None:
        self._bar = bar

    def info(
        self, text: str, details: str = "", act: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Something is done; ``details`` on request.

        ``act``: a button's title and what it does, as taking it back.
        """
        log.info(text)
        item = QgsMessageBar.createMessage(TITLE, escape(text))
        seconds = SECONDS
        if act is not None:
            self._add_button(item, *act)
            seconds = SECONDS_TO_ACT
        self._add_details(item, CalTopoError(text, details=details))
        item.setDuration(seconds)
        self._push(item, Qgis.MessageLevel.Success, seconds)

    def warning(
        self, text: str, details: str = "", *choices: tuple[str, Callable[[], None]]
    ) -> QgsMessageBarItem:
        """Something that must be known, or waits for an answer while everything else goes on;
        ``details`` on request.

        ``choices``: titles of buttons and what they do; closing the item is no answer.  Returns the
        item, as ``failure`` does, for taking it back when it is true no more.
        """
        log.warning(text)
        item = QgsMessageBar.createMessage(TITLE, escape(text))
        for choice in choices:
            self._add_button(item, *choice)
        self._add_details(item, CalTopoError(text, details=details))
        return self._push(item, Qgis.MessageLevel.Warning)

    def failure(
        self,
        error: CalTopoError,
        again: Callable[[], None] | None = None,
        mend: tuple[str, Callable[[], None]] | None = None,
    ) -> QgsMessageBarItem:
        """Something failed: what, what to do, and on request the details and another try.

        ``mend``: a button's title and what it does, where something can be done about it here.
        """
        log.error(error)
        text = escape(in_words(error))
        item = QgsMessageBar.createMessage(TITLE, text)
        if mend is not None:
            self._add_button(item, *mend)
        if again is not None:
            self._add_button(item, tr("Retry"), again)
        self._add_details(item, error)
        return self._push(item, Qgis.MessageLevel.Critical)

    def progress(self, text: str, cancel: Callable[[], None]) -> QgsMessageBarItem:
        """Something runs; returns the item to give to ``close`` when it does no more."""
        item = QgsMessageBar.createMessage(TITLE, escape(text))
        bar = QProgressBar()
        bar.setMaximum(0)
        bar.setMaximumWidth(160)
        item.layout().addWidget(bar)
        button = self._add_button(item, tr("Cancel"), cancel, closes=False)

        def ending() -> None:
            """A call that is under way ends first, and that may take a while."""
            button.setEnabled(False)
            button.setText(tr("Cancelling…"))

        button.clicked.connect(ending)
        return self._push(item, Qgis.MessageLevel.Info)

    def lasting(self, text: str) -> QgsMessageBarItem:
        """Something that the window itself is busy with; to be closed when it is not any more."""
        item = QgsMessageBar.createMessage(TITLE, escape(text))
        return self._push(item, Qgis.MessageLevel.Info)

    def close(self, item: QgsMessageBarItem) -> None:
        """Take an item away; nothing happens when the user did already."""
        if item in self._bar.items():
            self._bar.popWidget(item)

    def _push(
        self, item: QgsMessageBarItem, level: Qgis.MessageLevel, seconds: int = 0
    ) -> QgsMessageBarItem:
        """Show an item, as high as its text: QGIS cuts the second line, where the hints are."""
        self._bar.pushWidget(item, level, seconds)
        for text in item.findChildren(QTextBrowser):
            document, most = text.document(), LINES * text.fontMetrics().lineSpacing()
            fit = partial(_fit, text, text.minimumHeight(), most)
            document.documentLayout().documentSizeChanged.connect(fit)
            fit(document.size())
        return item

    def _add_button(
        self,
        item: QgsMessageBarItem,
        title: str,
        action: Callable[[], None],
        *,
        closes: bool = True,
    ) -> QPushButton:
        def pressed() -> None:
            if closes:
                self.close(item)
            action()

        button = QPushButton(title)
        button.clicked.connect(pressed)
        item.layout().addWidget(button)
        return button

    def _add_details(self, item: QgsMessageBarItem, said: CalTopoError) -> None:
        if said.details:
            self._add_button(item, tr("Details"), lambda: self._show_details(said), closes=False)

    def _show_details(self, error: CalTopoError) -> None:
        # without a parent it would be Python's, and gone before anybody sees it
        viewer = QgsMessageViewer(self._bar.window())  # deletes itself when it is closed
        viewer.setTitle(TITLE)
        viewer.setMessageAsPlainText(f"{error.text}\n{error.hint}\n\n{log.redacted(error.details)}")
        viewer.showMessage(False)


def _fit(text: QTextBrowser, least: int, most: int, size: QSizeF) -> None:
    text.setFixedHeight(max(least, min(most, ceil(size.height())) + 2 * text.frameWidth()))
