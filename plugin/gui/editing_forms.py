# SPDX-License-Identifier: GPL-2.0-or-later
"""What editing forms of open maps have beside QGIS's own widgets: “New…” and a choice of colours.

The widgets are QGIS's own, so that a project works without the plugin, too. The buttons are put
beside them when a form gets the focus, and nothing of them is kept in layers or projects.
"""

from __future__ import annotations

from functools import partial

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsAttributeForm, QgsEditorWidgetWrapper
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton, QWidget

from ..host.texts import tr
from ..layers.forms import COLOURS, PICKED
from ..layers.inproject import CLASS, MAP
from .colour_button import ColourButton, put_beside
from .desktop import Desktop
from .new_picked import new_picked

LOOKED_AT = "caltopo_looked_at"  # property of a form that has what it can have
FORM = "QgsAttributeForm"
_COLOURS = [name.replace("-", "_") for name in COLOURS]
SHORTEST = 12  # letters of a list's entry that are seen however narrow the form is
TABLE = "QgsAttributeTableDialog"


class EditingFormsPart:
    """Watches which widget gets the focus."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._buttons: list[NewButton | ColourButton] = []
        QApplication.instance().focusChanged.connect(self._on_focus)

    def remove(self) -> None:
        """Watch no more, and take the buttons away."""
        QApplication.instance().focusChanged.disconnect(self._on_focus)
        for button in self._there():
            button.deleteLater()

    def _there(self) -> list[NewButton | ColourButton]:
        return [button for button in self._buttons if not sip.isdeleted(button)]

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        # QGIS's own forms are plain widgets to Python, which only their names tell apart
        above = now
        while above is not None:
            name = above.metaObject().className()
            if name == FORM:
                self._look_at(above)
                return
            if name == TABLE:
                self._look_into(above)
                return
            above = above.parentWidget()

    def _look_into(self, window: QWidget) -> None:
        """A table has its form from the start, and nothing in that has the focus when it shows."""
        if not window.property(LOOKED_AT):
            within = window.findChildren(QWidget)
            forms = [each for each in within if each.metaObject().className() == FORM]
            window.setProperty(LOOKED_AT, bool(forms))
            for form in forms:
                self._look_at(form)

    def _look_at(self, widget: QWidget) -> None:
        if widget.property(LOOKED_AT):
            return
        form = sip.cast(widget, QgsAttributeForm)
        layer = form.layer()
        if not layer.customProperty(MAP) or self._desktop.maps.of_layer(layer) is None:
            return  # its map may be opened while the form is
        form.setProperty(LOOKED_AT, True)
        self._buttons = self._there()  # not those of forms that are gone
        for widget in form.findChildren((QComboBox, QLineEdit)):
            if isinstance(widget, QComboBox):
                self._add_new(widget, layer)
            elif isinstance(widget, QLineEdit):
                self._add_colour(widget)

    def _add_new(self, box: QComboBox, layer: QgsVectorLayer) -> None:
        _narrow(box)
        listed = _listed(box)
        if listed is not None and listed != layer:
            button = NewButton(box, listed)
            button.clicked.connect(partial(self._new, button))
            self._buttons.append(button)

    def _add_colour(self, line: QLineEdit) -> None:
        editor = QgsEditorWidgetWrapper.fromWidget(line)
        if editor is not None and editor.field().name() in _COLOURS:
            self._buttons.append(ColourButton(line))

    def _new(self, button: NewButton, _checked: bool = False) -> None:
        opened = self._desktop.maps.of_layer(button.listed)
        if opened is None:
            return
        # sent with the object that it is made for, before that one
        new_picked(
            self._desktop,
            opened,
            button.listed.customProperty(CLASS),
            button.window(),
            partial(self._choose, button, button.listed.id()),
            send=False,
        )

    def _choose(self, button: NewButton, layer_id: str, id: str, title: str) -> None:
        """All lists have it from now on, and the one it was made for shows it."""
        for each in self._there():
            if isinstance(each, NewButton) and each.listed_id == layer_id:
                each.offer(id, title)
        if sip.isdeleted(button):
            said = tr("“{title}” can be chosen in forms now.")
            self._desktop.messages.info(said.format(title=title))
        else:
            button.choose(id)


class NewButton(QToolButton):
    """Beside a list, and of use while that is."""

    def __init__(self, box: QComboBox, listed: QgsVectorLayer) -> None:
        super().__init__(box.parentWidget())
        self._box, self.listed, self.listed_id = box, listed, listed.id()
        self.setText(tr("New…"))
        folder = listed.customProperty(CLASS) == PICKED[0]
        said = tr("New folder…") if folder else tr("New operational period…")
        self.setToolTip(said)
        self.setAccessibleName(said)
        self.setEnabled(box.isEnabled())
        put_beside(box, self)
        box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.EnabledChange:
            self.setEnabled(self._box.isEnabled())
        return False

    def offer(self, id: str, title: str) -> None:
        """Put an entry where its title belongs; the first is that none is chosen."""
        box = self._box
        if box.findData(id) >= 0:
            return
        at = next(
            (n for n in range(1, box.count()) if box.itemText(n).casefold() > title.casefold()),
            box.count(),
        )
        blocked = box.blockSignals(True)  # what is chosen stays so, only lower in the list
        box.insertItem(at, title, id)
        box.blockSignals(blocked)

    def choose(self, id: str) -> None:
        """As if the user had."""
        self._box.setCurrentIndex(self._box.findData(id))
        self._box.setFocus()


def _narrow(box: QComboBox) -> None:
    """As wide as there is room for: no form is wide because of the map's longest title."""
    box.setMinimumWidth(box.fontMetrics().averageCharWidth() * SHORTEST)
    above = box.parentWidget()
    while above is not None and not above.isWindow():
        above.updateGeometry()  # Qt does not ask again how wide a hidden page is
        above = above.parentWidget()


def _listed(box: QComboBox) -> QgsVectorLayer | None:
    """The layer whose objects an editor's box lists, where those can be made by title."""
    editor = QgsEditorWidgetWrapper.fromWidget(box)
    if editor is None:
        return None
    layer = QgsProject.instance().mapLayer(str(editor.config().get("Layer", "")))
    return layer if layer is not None and layer.customProperty(CLASS) in PICKED else None
