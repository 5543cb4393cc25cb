# SPDX-License-Identifier: GPL-2.0-or-later
"""A user's hand in a running QGIS: finds widgets by what they say, works mouse and keys.

It knows nothing of the plugin. Every wait is bounded, and says what it waited for.
"""

from __future__ import annotations

import time
from typing import Any, Callable

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
)
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTreeView,
    QTreeWidget,
    QWidget,
)
from qgis.utils import iface

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 20) -> Any:
    """Let Qt work until something is so; returns what the condition gave."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s; on the screen: {on_screen()}")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        time.sleep(0.01)
    return value


def plain(text: str) -> str:
    """A text without its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def windows() -> list[QWidget]:
    """The windows on the screen, the newest first."""
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    return sorted(shown, key=lambda w: (w.isModal(), isinstance(w, QDialog)), reverse=True)


def on_screen() -> list[str]:
    """For whoever reads a failure: each window's title and texts."""
    found = []
    for window in windows():
        labels = [w.text() for w in window.findChildren(QLabel) if w.isVisible() and w.text()]
        shown = labels[:12] if window is not iface.mainWindow() else said().splitlines()
        found.append(f"{type(window).__name__} {window.windowTitle()!r} {shown}")
    return found


def button(text: str, within: QWidget | None = None) -> QAbstractButton:
    """The button that says so, as soon as it can be pressed."""

    def there() -> QAbstractButton | None:
        for window in [within] if within is not None else windows():
            for each in window.findChildren(QAbstractButton):
                if plain(each.text()) == text and each.isVisible() and each.isEnabled():
                    return each
        return None

    return wait_for(there, f"a button “{text}”")


def press(text: str, within: QWidget | None = None) -> None:
    """Click the button that says so."""
    QTest.mouseClick(button(text, within), LEFT)


def field(label: str, within: QWidget | None = None) -> QLineEdit:
    """The field that a label belongs to, by the label's buddy or its place in a form."""

    def there() -> QWidget | None:
        for window in [within] if within is not None else windows():
            for each in window.findChildren(QLabel):
                if plain(each.text()).strip(" :") == label and each.isVisible():
                    buddy = each.buddy()
                    if buddy is not None and buddy.isVisible():
                        return buddy
        return None

    return wait_for(there, f"a field “{label}”")


def write(into: QWidget, text: str) -> None:
    """Type over what a field holds."""
    QTest.mouseClick(into, LEFT)
    QTest.keyClick(into, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(into, Qt.Key.Key_Delete)
    QTest.keyClicks(into, text)


def window(title: str) -> QWidget:
    """The window whose title has this in it."""
    return wait_for(
        lambda: next((w for w in windows() if title in w.windowTitle()), None),
        f"a window “{title}”",
    )


def menu(*path: str) -> None:
    """Choose from QGIS's menu bar, by mouse."""
    bar = iface.mainWindow().menuBar()
    at: Any = bar
    for step, name in enumerate(path):
        action = next((a for a in at.actions() if plain(a.text()) == name), None)
        if action is None:
            raise LookupError(f"no “{name}” among {[plain(a.text()) for a in at.actions()]}")
        if step == 0:
            QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(action).center())
        else:
            opened: QMenu = at
            wait_for(opened.isVisible, f"the menu of “{name}”")
            QTest.mouseMove(opened, opened.actionGeometry(action).center())
            QTest.mouseClick(opened, LEFT, NONE, opened.actionGeometry(action).center())
        at = action.menu()


def row(view: QAbstractItemView, text: str, column: int = 0) -> None:
    """Click the line of a list, table or tree that begins so, opening no branches."""

    def there() -> Any:
        model = view.model()
        for number in range(model.rowCount()):
            index = model.index(number, column)
            if str(index.data()).startswith(text):
                return index
        return None

    index = wait_for(there, f"a line “{text}”")
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(index).center())


def branch(tree: QTreeView, *names: str) -> QPoint:
    """Open the branches of a tree one after the other, by the signs before them; where the last
    one is shown then.  Trees are filled while one opens them, so it looks anew at each step."""
    model = tree.model()

    def below(parent: QModelIndex, name: str) -> QModelIndex | None:
        lines = (model.index(number, 0, parent) for number in range(model.rowCount(parent)))
        return next((line for line in lines if str(line.data()).startswith(name)), None)

    def walk() -> QPoint | None:
        at = QModelIndex()
        for depth, name in enumerate(names):
            found = below(at, name)
            if found is None:
                return None
            at = found
            if depth + 1 < len(names) and not tree.isExpanded(at):
                tree.scrollTo(at)
                box = tree.visualRect(at)
                sign = QPoint(box.left() - tree.indentation() // 2, box.center().y())
                QTest.mouseClick(tree.viewport(), LEFT, NONE, sign)
                return None
        tree.scrollTo(at)
        shown = tree.visualRect(at) & tree.viewport().rect()
        return shown.center() if shown.isValid() else None

    return wait_for(walk, f"“{' > '.join(names)}” in the tree")


def drag(tree: QTreeView, place: QPoint, to: QWidget) -> None:
    """Drag what is shown somewhere in a tree to the middle of something, the button held."""
    window = tree.window()
    screen = window.windowHandle()
    start, goal = tree.viewport().mapTo(window, place), to.mapTo(window, to.rect().center())
    way = [start + (goal - start) * part / 10 for part in range(1, 11)]

    def go_on() -> None:
        """The drag has a loop of its own, in which the next step has to be waiting already."""
        if way:
            QTimer.singleShot(30, go_on)
            QTest.mouseMove(screen, way.pop(0))
        else:
            QTest.mouseRelease(screen, LEFT, NONE, goal)
            ended.append(True)

    ended: list[bool] = []
    QTest.mousePress(screen, LEFT, NONE, start)
    go_on()
    wait_for(lambda: ended, "the end of the drag")


def locate(text: str, result: str) -> None:
    """Ctrl+K, a search, and its result that begins so, by keys."""
    main = iface.mainWindow()
    main.activateWindow()  # what a click would do, where a window manager is there to see it
    wait_for(main.isActiveWindow, "QGIS's window in front")
    QTest.keyClick(main, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    typed = wait_for(
        lambda: next((w for w in [QApplication.focusWidget()] if isinstance(w, QLineEdit)), None),
        "the locator bar",
    )
    QTest.keyClicks(typed, text)
    (found,) = [
        view for view in main.findChildren(QTreeView)
        if view.metaObject().className() == "QgsLocatorResultsView"
    ]  # fmt: skip

    def shown() -> bool:
        rows = range(found.model().rowCount())
        names = (str(found.model().index(row, 0).data()) for row in rows)
        return found.isVisible() and any(name.startswith(result) for name in names)

    def taken() -> bool:
        """While QGIS still searches it takes no Return."""
        if found.isVisible():
            if str(found.currentIndex().siblingAtColumn(0).data()).startswith(result):
                QTest.keyClick(typed, Qt.Key.Key_Return)
            else:
                QTest.keyClick(typed, Qt.Key.Key_Down)
        return not found.isVisible()

    wait_for(shown, f"“{result}” among what was located")
    wait_for(taken, f"“{result}” taken")


def cell(tree: QTreeWidget, line: str, column: int) -> None:
    """Click one cell of the line of a table that begins so."""
    (item,) = [i for i in map(tree.topLevelItem, range(tree.topLevelItemCount()))
               if i.text(0).startswith(line)]  # fmt: skip
    at = tree.visualItemRect(item).center()
    at.setX(tree.columnViewportPosition(column) + 40)
    QTest.mouseClick(tree.viewport(), LEFT, NONE, at)


def blocking(meanwhile: Callable[[], None], then: Callable[[], None]) -> None:
    """Do what opens a window that blocks, and do something in that window meanwhile."""
    failed: list[BaseException] = []
    before = QApplication.activeModalWidget()
    looking = QTimer()

    def look() -> None:
        shown = QApplication.activeModalWidget()
        if shown is None or shown is before:
            return
        looking.stop()
        try:
            meanwhile()
        except BaseException as error:
            failed.append(error)
            shown.close()

    looking.timeout.connect(look)
    looking.start(20)
    then()
    looking.stop()
    if failed:
        raise failed[0]


def answer(text: str, *, then: Callable[[], None]) -> None:
    """Do what opens a question that blocks, and press the button that says so in it."""
    blocking(lambda: press(text, wait_for(QApplication.activeModalWidget, "a question")), then)


def said() -> str:
    """What the message bar says, all of it."""
    return "\n".join(item.text() for item in iface.messageBar().items())


def choose_layer(cls: str, map_id: str = "") -> QgsMapLayer:
    """Click a layer in the layer tree: that of a class of objects, on one map where given."""
    layer = wait_for(
        lambda: next(
            (
                each for each in QgsProject.instance().mapLayers().values()
                if each.customProperty("caltopo/class") == cls
                and map_id in ("", each.customProperty("caltopo/map"))
            ),
            None,
        ),
        f"a layer of {cls}",
    )  # fmt: skip
    view = iface.layerTreeView()
    node = QgsProject.instance().layerTreeRoot().findLayer(layer)
    index = view.node2index(node)
    view.scrollTo(index)
    box = view.visualRect(index)
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(box.left() + 40, box.center().y()))
    if iface.activeLayer() is not layer:
        raise RuntimeError(f"the layer tree did not choose {layer.name()}")
    return layer


def folded(layer: QgsMapLayer) -> bool:
    """Whether a layer's legend is folded in the layer tree."""
    view = iface.layerTreeView()
    node = QgsProject.instance().layerTreeRoot().findLayer(layer)
    return not view.isExpanded(view.node2index(node))


def tool(action: Any) -> None:
    """Press one of QGIS's own tool buttons."""
    for each in action.associatedWidgets():
        if isinstance(each, QAbstractButton) and each.isVisible():
            QTest.mouseClick(each, LEFT)
            return
        found = each.widgetForAction(action) if hasattr(each, "widgetForAction") else None
        if found is not None and found.isVisible():
            QTest.mouseClick(found, LEFT)
            return
    action.trigger()  # its toolbar is too narrow here: the menu's entry


def click_map(x: int, y: int) -> None:
    """Click on the map, so many pixels from its middle."""
    view = iface.mapCanvas().viewport()
    at = QPoint(view.width() // 2 + x, view.height() // 2 + y)
    QTest.mouseMove(view, at)
    QTest.mouseClick(view, LEFT, NONE, at)


def clear_messages() -> None:
    """Close what the message bar shows."""
    iface.messageBar().clearWidgets()


def edit(layer: Any) -> None:
    """The pencil."""
    tool(iface.actionToggleEditing())
    wait_for(layer.isEditable, "edit mode")


def save(layer: Any) -> None:
    """The pencil with the disk, and the pencil again."""
    tool(iface.actionSaveActiveLayerEdits())
    wait_for(lambda: not layer.isModified(), "the saved layer")
    tool(iface.actionToggleEditing())
    wait_for(lambda: not layer.isEditable(), "the end of edit mode")


def add_point(layer: Any, title: str, description: str, at: tuple[int, int]) -> None:
    """Draw a point and fill in its form by keys as it opens, then save."""
    edit(layer)
    tool(iface.actionAddFeature())
    click_map(*at)
    form = window("Feature Attributes")
    entry = form.findChild(QLineEdit, "title")
    wait_for(entry.hasFocus, "the cursor in the title")
    wait_for(entry.hasSelectedText, "nothing that stays before what is typed")
    QTest.keyClicks(entry, title)
    QTest.keyClick(entry, Qt.Key.Key_Tab)
    text = form.findChild(QPlainTextEdit, "description")
    wait_for(text.hasFocus, "the cursor in the description")
    wait_for(lambda: text.textCursor().hasSelection(), "nothing that stays behind what is typed")
    QTest.keyClicks(text, description)
    press("OK", form)
    save(layer)


def retitle(layer: Any, old: str, new: str) -> None:
    """Write into a cell of the attribute table, then save."""
    edit(layer)
    tool(iface.actionOpenTable())

    def shown() -> QTableView | None:
        tables = [w for w in QApplication.allWidgets() if w.objectName() == "mTableView"]
        return next((t for t in tables if isinstance(t, QTableView) and t.isVisible()), None)

    table = wait_for(shown, "the attribute table")
    model = table.model()
    columns = range(model.columnCount())
    names = [model.headerData(each, Qt.Orientation.Horizontal) for each in columns]
    column = names.index("Title")

    def line() -> Any:
        cells = (model.index(number, column) for number in range(model.rowCount()))
        return next((index for index in cells if index.data() == old), None)

    index = wait_for(line, f"“{old}” in the attribute table")
    table.scrollTo(index)
    at = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(table.viewport(), LEFT, NONE, at)
    cell_editor = wait_for(
        lambda: next(
            (w for w in table.viewport().findChildren(QLineEdit) if w.isVisible()), None
        ),
        "a cell to write into",
    )  # fmt: skip
    QTest.keyClick(cell_editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(cell_editor, new)
    QTest.keyClick(cell_editor, Qt.Key.Key_Return)
    wait_for(lambda: index.data() == new, "the cell as it was written")
    table.window().close()
    save(layer)
