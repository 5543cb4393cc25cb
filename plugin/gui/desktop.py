# SPDX-License-Identifier: GPL-2.0-or-later
"""What the parts of the plugin's window share, and where they put their actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from .. import api
from . import resources
from .connections import Accounts
from .messages import Messages
from .open_maps import OpenMaps
from .work import Desk

MENU = "&CalTopo"


class Part(Protocol):
    """A part of the window: made with the desktop when the plugin is loaded, nothing read from
    disk or network; ``remove`` takes away everything it registered."""

    def __init__(self, desktop: Desktop) -> None: ...

    def remove(self) -> None: ...


class Desktop:
    """``iface`` is QGIS's window; work goes to ``desk``, words to ``messages``.  Main thread."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.desk = Desk()
        self.accounts = Accounts(self.desk)
        self.messages = Messages(iface.messageBar())
        self.maps = OpenMaps(self.desk, self.messages, iface.mainWindow())
        # What can be done with any other vector layer, by its title in the layer's menu.
        self.layer_tools: dict[str, Callable[[QgsVectorLayer], None]] = {}
        self.object_menu: QMenu | None = None  # for selected objects; set by the part it is
        self._actions: list[QAction] = []
        self._menus: list[QMenu] = []
        # What the empty panel offers; each is set by the part it is.
        self.open_dialog: Callable[[], None] = lambda: None
        self.open_practice: Callable[[], None] = lambda: None
        # A project that closes takes the layers along; their maps are closed before it does.
        QgsProject.instance().removeAll.connect(self.maps.close_all)
        api.keep_open = self.maps.show

    @property
    def window(self) -> QWidget:
        """What dialogs belong to."""
        return self.iface.mainWindow()

    def add_action(
        self,
        text: str,
        triggered: Callable[[], None],
        icon: str = "caltopo_sync",
        *,
        in_toolbar: bool = False,
    ) -> QAction:
        """An entry of the CalTopo menu; ``icon`` names one of ui/icons."""
        action = QAction(resources.icon(icon), text, self.window)
        action.triggered.connect(lambda: triggered())
        self.iface.addPluginToWebMenu(MENU, action)
        if in_toolbar:
            self.iface.addWebToolBarIcon(action)
        self._actions.append(action)
        return action

    def add_menu(self, title: str) -> QMenu:
        """A menu within the CalTopo menu; ``clear`` takes it away."""
        menu = QMenu(title, self.window)
        menu.setToolTipsVisible(True)
        self.iface.addPluginToWebMenu(MENU, menu.menuAction())
        self._menus.append(menu)
        return menu

    def remove_action(self, action: QAction) -> None:
        """Take an entry away from menu and toolbar."""
        self._actions.remove(action)
        self.iface.removePluginWebMenu(MENU, action)
        self.iface.removeWebToolBarIcon(action)
        action.deleteLater()

    def clear(self) -> None:
        """Stop what runs, close the maps, take the actions away."""
        api.keep_open = None
        QgsProject.instance().removeAll.disconnect(self.maps.close_all)
        self.accounts.remove()
        self.desk.clear()
        self.maps.close_all()
        for action in list(self._actions):
            self.remove_action(action)
        while self._menus:
            menu = self._menus.pop()
            self.iface.removePluginWebMenu(MENU, menu.menuAction())
            menu.deleteLater()
        self.object_menu = None
