# SPDX-License-Identifier: GPL-2.0-or-later
"""Help from the menu, and from where only an address can be given."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices

from ..host.paths import DOCS, HELP_SCHEME
from ..host.texts import tr
from .desktop import Desktop
from .help import CONTENTS, HelpWindow, show


class HelpPart(QObject):
    """CalTopo > Help, and the Help button of the algorithms."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._window = desktop.window
        desktop.add_action(tr("H&elp"), lambda: show(CONTENTS, desktop.window))
        QDesktopServices.setUrlHandler(HELP_SCHEME, self._open)

    def remove(self) -> None:
        QDesktopServices.unsetUrlHandler(HELP_SCHEME)
        for each in self._window.findChildren(HelpWindow):
            each.close()

    @pyqtSlot(QUrl)
    def _open(self, url: QUrl) -> None:
        page = url.path() + ("#" + url.fragment() if url.hasFragment() else "")
        if url.path() in {each.name for each in DOCS.glob("*.md")}:
            show(page, self._window)
