# SPDX-License-Identifier: GPL-2.0-or-later
"""The browser panel's tree in the window: what its items can do, and what dropping one does."""

from __future__ import annotations

import json
from typing import Any

from qgis.core import QgsApplication, QgsDataItem, QgsMimeDataUtils
from qgis.gui import QgsCustomDropHandler, QgsDataItemGuiProvider, QgsGui, QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialog, QMenu

from .. import api
from ..caltopo.errors import AuthError, CalTopoError
from ..host import credentials
from ..host.credentials import Connection
from ..host.texts import tr
from .browser import KEY, BranchItem, ConnectionItem, MapItem, RootItem, Tree
from .connection_dialog import ConnectionDialog
from .connections_import import ImportDialog
from .desktop import Desktop
from .questions import DESTROY, ask, question


class BrowserPart:
    """Registers tree, menus and drops."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.tree = Tree(desktop.accounts)
        self._menus = Menus(desktop)
        self._drops = Drops(desktop)
        desktop.accounts.changed.connect(self._renew)
        desktop.accounts.renewed.connect(self._renew_all)
        QgsApplication.dataItemProviderRegistry().addProvider(self.tree)
        QgsGui.dataItemGuiProviderRegistry().addProvider(self._menus)
        desktop.iface.registerCustomDropHandler(self._drops)

    def remove(self) -> None:
        desktop = self._desktop
        desktop.accounts.changed.disconnect(self._renew)
        desktop.accounts.renewed.disconnect(self._renew_all)
        desktop.iface.unregisterCustomDropHandler(self._drops)
        QgsGui.dataItemGuiProviderRegistry().removeProvider(self._menus)
        QgsApplication.dataItemProviderRegistry().removeProvider(self.tree)
        self._drops.deleteLater()

    def _renew(self, connection: str) -> None:
        self.tree.renew(connection)

    def _renew_all(self) -> None:
        self.tree.renew()


def open_map(desktop: Desktop, connection: str, map_id: str, title: str) -> None:
    """Open a map by a saved connection; what stands in the way is told in the message bar."""
    try:
        desktop.maps.open(api.connection(connection), map_id, title)
    except CalTopoError as error:
        desktop.messages.failure(error, again=lambda: open_map(desktop, connection, map_id, title))


class Menus(QgsDataItemGuiProvider):
    """Context menus of the tree, and the double click on a map."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop

    def name(self) -> str:
        return KEY

    def populateContextMenu(  # noqa: N802 - QGIS's name
        self,
        item: QgsDataItem,
        menu: QMenu,
        selectedItems: list[QgsDataItem],  # noqa: N803
        context: Any,
    ) -> None:
        desktop = self._desktop
        if isinstance(item, MapItem):
            maps = [each for each in selectedItems if isinstance(each, MapItem)]
            chosen = [(each.connection, each.info) for each in maps or [item]]
            server, id = self._server(item.connection), item.info.id
            menu.addAction(tr("&Open"), lambda: self._open(chosen))
            menu.addAction(tr("Copy &link"), lambda: _copy(_link(server, id)))
            menu.addAction(
                tr("Open in &CalTopo"), lambda: QDesktopServices.openUrl(QUrl(_link(server, id)))
            )
        elif isinstance(item, (ConnectionItem, BranchItem)):
            name = item.connection
            menu.addAction(tr("&Refresh"), lambda: desktop.accounts.ask(name))
            menu.addAction(tr("Open by &link…"), lambda: desktop.open_dialog())
            if isinstance(item, ConnectionItem):
                menu.addSeparator()
                menu.addAction(tr("&Edit connection…"), lambda: self._edit(name))
                menu.addAction(tr("Re&move connection…"), lambda: self._ask_to_remove(name))
        elif isinstance(item, RootItem):
            menu.addAction(tr("&New connection…"), lambda: self._show_form(Connection("")))
            menu.addAction(tr("&Import connections…"), self._import)
            menu.addAction(tr("Open by &link…"), lambda: desktop.open_dialog())

    def handleDoubleClick(self, item: QgsDataItem, context: Any) -> bool:  # noqa: N802
        if not isinstance(item, MapItem):
            return False
        self._open([(item.connection, item.info)])
        return True

    def _open(self, chosen: list[tuple[str, Any]]) -> None:
        for connection, info in chosen:
            open_map(self._desktop, connection, info.id, info.title)

    @staticmethod
    def _server(connection: str) -> str:
        return credentials.without_credential(connection).server

    def _edit(self, name: str) -> None:
        try:
            self._show_form(credentials.load(name))
        except AuthError as error:  # the form is where the credential can be entered again
            self._desktop.messages.failure(error)
            self._show_form(credentials.without_credential(name))

    def _show_form(self, connection: Connection) -> None:
        dialog = ConnectionDialog(self._desktop.desk, connection, self._desktop.window)
        dialog.accepted.connect(lambda: self._tell(dialog.notice))
        _show(dialog)

    def _tell(self, notice: str) -> None:
        if notice:
            self._desktop.messages.warning(notice)

    def _import(self) -> None:
        _show(ImportDialog(self._desktop.window))

    def _ask_to_remove(self, name: str) -> None:
        box = question(
            self._desktop.window,
            tr("Forget the connection “{name}” and its secret?").format(name=name),
            title=tr("CalTopo"),
        )
        ask(box, tr("Forget"), lambda: credentials.remove(name), DESTROY)


class Drops(QgsCustomDropHandler):
    """Opens a map that is dropped on the canvas or on the layer tree."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop

    def customUriProviderKey(self) -> str:  # noqa: N802 - QGIS's name
        return KEY

    def handleCustomUriDrop(self, uri: QgsMimeDataUtils.Uri) -> None:  # noqa: N802
        connection, map_id, title = json.loads(uri.uri)
        open_map(self._desktop, connection, map_id, title)

    def canHandleCustomUriCanvasDrop(  # noqa: N802 - QGIS's name
        self, uri: QgsMimeDataUtils.Uri, canvas: QgsMapCanvas
    ) -> bool:
        return bool(uri.providerKey == KEY)

    def handleCustomUriCanvasDrop(  # noqa: N802 - QGIS's name
        self, uri: QgsMimeDataUtils.Uri, canvas: QgsMapCanvas
    ) -> bool:
        self.handleCustomUriDrop(uri)
        return True


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _link(server: str, map_id: str) -> str:
    return f"{server}/m/{map_id}"


def _copy(text: str) -> None:
    QgsApplication.clipboard().setText(text)
