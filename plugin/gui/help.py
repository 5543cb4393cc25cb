# SPDX-License-Identifier: GPL-2.0-or-later
"""Help without a network: the pages of docs/, which ship with the plugin, in a window of QGIS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from qgis.PyQt.QtCore import QEvent, QObject, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..host.paths import DOCS
from ..host.texts import tr

CONTENTS = "index.md"
# What is told about each form of ui/ and the other parts of the window.
PAGES: Mapping[str, str] = {
    "carto_account": "carto.md#accounts",
    "carto_identify": "carto.md#maps",
    "carto_manager": "carto.md",
    "carto_template": "carto.md#maps",
    "carto_values": "carto.md#maps",
    "changed_since": "push.md#what-colleagues-changed",
    "changes": "push.md#see-what-waits",
    "conflicts": "conflicts.md",
    "connection": "open.md#connections",
    "draw": "tools.md#rings-bearings-buffers",
    "export": "export.md",
    "history": "push.md#undo-and-restore",
    "import_connections": "open.md#connections",
    "live": "live.md",
    "look": "appearance.md",
    "map_settings": "team-maps.md#title-sharing-deleting",
    "new_map": "team-maps.md#a-new-map",
    "open_map": "open.md",
    "options": "options.md",
    "panel": "push.md#the-panel",
    "photos": "photos.md",
    "practice_calls": "start.md#practise-first",
    "reshape": "tools.md#cut-crop-expand",
    "send_layer": "assignments.md",
    "style": "appearance.md#whose-style-it-is",
}


def offer(widget: QWidget, subject: str) -> None:
    """F1 within a widget, and the Help button of its buttons, open the page on a subject.

    Forms that stand within others have no page of their own, and are left to those.
    """
    if subject not in PAGES:
        return
    tell = partial(show, PAGES[subject], widget)
    widget.installEventFilter(_HelpKey(widget, tell))
    box = widget.findChild(QDialogButtonBox)
    if box is not None:
        standard = QDialogButtonBox.StandardButton.Help
        button = box.button(standard) or box.addButton(standard)
        button.setAutoDefault(False)  # the Enter key is not for this
        box.helpRequested.connect(tell)


class _HelpKey(QObject):
    """F1 in a widget and its children.

    No shortcut: QGIS's main window has F1 as one, and in a dock of it neither would be heard.
    """

    def __init__(self, widget: QWidget, pressed: Callable[[], None]) -> None:
        super().__init__(widget)
        self._pressed = pressed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not cast(QKeyEvent, event).matches(QKeySequence.StandardKey.HelpContents):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._pressed()
        event.accept()  # as an override: it comes again as a key, and to nobody else
        return True


def show(page: str, beside: QWidget) -> None:
    """Open a page ("push.md#the-panel") in the window's one help, or in that of the dialog which
    lets nothing else be used at the moment.  Main thread."""
    owner = QApplication.activeModalWidget() or _outermost(beside)
    found = owner.findChild(HelpWindow) or HelpWindow(owner)
    found.show()
    found.open(page)
    found.raise_()
    found.activateWindow()


def _outermost(widget: QWidget) -> QWidget:
    window = widget.window()
    while window.parentWidget() is not None:
        window = window.parentWidget().window()
    return window


class HelpWindow(QDialog):
    """A page, the way back, and a search in it.  Gone when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(self.windowFlags() | Qt.WindowType.WindowMaximizeButtonHint)
        self.setObjectName("caltopo_help")
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(12)
        self.page.setAccessibleName(tr("Help"))
        self.page.anchorClicked.connect(self._follow)
        back, contents = QPushButton(tr("&Back")), QPushButton(tr("&Contents"))
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText(tr("Find on this page"))
        self.wanted.setClearButtonEnabled(True)
        self.wanted.returnPressed.connect(self._find)
        row = QHBoxLayout()
        for each in (back, contents):
            each.setAutoDefault(False)  # the Enter key finds
            row.addWidget(each)
        row.addWidget(self.wanted, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.page)
        back.setEnabled(False)
        back.clicked.connect(self.page.backward)
        self.page.backwardAvailable.connect(back.setEnabled)
        self.page.sourceChanged.connect(lambda _: self._titled())
        contents.clicked.connect(lambda: self.open(CONTENTS))
        letter = self.fontMetrics().averageCharWidth()
        self.resize(QSize(max(letter * 100, 720), letter * 110))

    def open(self, page: str) -> None:
        """Show a page of docs/, at a heading if it names one."""
        name, _, heading = page.partition("#")
        self.page.setSource(QUrl.fromLocalFile(str(DOCS / name)))
        if heading:
            self._go_to(heading)

    def _follow(self, url: QUrl) -> None:
        """A link on a page: another page here, everything else in the web browser."""
        target = self.page.source().resolved(url)
        path = Path(target.toLocalFile()) if target.isLocalFile() else None
        if path is not None and path.suffix == ".md" and path.is_file():
            self.page.setSource(target.adjusted(QUrl.UrlFormattingOption.RemoveFragment))
            if target.fragment():
                self._go_to(target.fragment())
        else:
            QDesktopServices.openUrl(target)

    def _go_to(self, heading: str) -> None:
        document = self.page.document()
        layout = document.documentLayout()
        layout.blockBoundingRect(document.lastBlock())  # all of it, or it scrolls to what is laid
        block = document.begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor(block.text()) == heading:
                top = layout.blockBoundingRect(block).top()
                self.page.setTextCursor(QTextCursor(block))
                self.page.verticalScrollBar().setValue(int(top))
                return
            block = block.next()

    def _find(self) -> None:
        """The next place of the text, from the top again after the last one."""
        if not self.page.find(self.wanted.text()):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(self.wanted.text())

    def _titled(self) -> None:
        title = self.page.document().metaInformation(QTextDocument.MetaInformation.DocumentTitle)
        first = title or self.page.document().begin().text()
        self.setWindowTitle(tr("CalTopo help: {page}").format(page=first))


def anchor(heading: str) -> str:
    """The name that links to a heading have, as on GitHub and on the site."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
