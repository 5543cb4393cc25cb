# SPDX-License-Identifier: GPL-2.0-or-later
"""CARTO accounts, their named maps, and maps from SQL and CartoCSS."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon, QPixmap
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QListWidgetItem, QWidget

from ..caltopo.errors import CalTopoError
from ..host import carto_accounts
from ..host.carto_accounts import CartoAccount
from ..host.sayings import in_words
from ..host.texts import tr
from ..session import cartomaps
from ..session.cartolayers import Errand, keeper
from ..session.cartomaps import NamedMaps, Trial
from . import resources
from .carto_account import CartoAccountDialog
from .carto_layers import place_in
from .carto_template import CartoTemplateDialog
from .carto_values import CartoValuesDialog
from .messages import Messages
from .questions import DESTROY, ask, question
from .work import Desk, Work

JSON_FILES = "JSON (*.json)"


class CartoManager(QDialog):
    """One at a time; everything that takes the network runs beside the window."""

    # the children of ui/carto_manager.ui
    main_layout: Any
    account: Any
    new_account: Any
    edit_account: Any
    remove_account: Any
    tabs: Any
    maps: Any
    add_named: Any
    create: Any
    create_from: Any
    change: Any
    save_to: Any
    remove_map: Any
    reload: Any
    state: Any
    layers: Any
    title: Any
    retina: Any
    vector: Any
    load_config: Any
    save_config: Any
    add_own: Any
    buttons: Any

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "carto_manager")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        bar = QgsMessageBar(self)
        self.main_layout.insertWidget(0, bar)
        self._messages = Messages(bar)
        self._works: set[Work[Any]] = set()
        self._listing = 0  # counts, so that answers for an account chosen before are dropped
        self.edit = place_in(self.layers)
        self.retina.setChecked(self.devicePixelRatioF() > 1)
        self.vector.toggled.connect(lambda on: self.retina.setEnabled(not on))
        self.account.currentTextChanged.connect(self.list_maps)
        self.new_account.clicked.connect(lambda: self._edit_account(CartoAccount("", "")))
        self.edit_account.clicked.connect(self._edit_chosen)
        self.remove_account.clicked.connect(self._forget_chosen)
        self.maps.currentItemChanged.connect(self._enable)
        self.maps.itemDoubleClicked.connect(self.add_chosen)
        self.add_named.clicked.connect(self.add_chosen)
        self.create.clicked.connect(
            lambda: self._open_template(cartomaps.new_template("", []), False)
        )
        self.create_from.clicked.connect(self._create_from)
        self.change.clicked.connect(self._change_chosen)
        self.save_to.clicked.connect(self._save_chosen)
        self.remove_map.clicked.connect(self._delete_chosen)
        self.reload.clicked.connect(lambda: self.list_maps(self.account.currentText()))
        self.load_config.clicked.connect(self._load_config)
        self.save_config.clicked.connect(self._save_config)
        self.add_own.clicked.connect(self.add_map)
        self.buttons.rejected.connect(self.reject)
        self._fill_accounts("")

    def list_maps(self, name: str) -> None:
        """List the named maps of an account, then fetch their pictures."""
        self._listing += 1
        self.maps.clear()
        self.state.setText("")
        self._enable()
        account = self._loaded(name)
        if account is None:
            return
        if account.api_key is None:
            self.state.setText(
                tr(
                    "Named maps are listed with the account's master key. Without it they can be "
                    "added by name."
                )
            )
            return
        self.state.setText(tr("Reading the named maps…"))
        self._run(
            tr("Listing the named maps of {name}").format(name=name),
            account,
            NamedMaps.names,
            partial(self._list, self._listing, account),
            partial(self._not_listed, self._listing),
        )

    def add_chosen(self, *_: object) -> None:
        """Ask what the chosen named map needs, and add it; without one, for its name."""
        name = self._chosen()
        if name:
            self._with_template(name, self._ask_values)
        else:
            self._ask_values(None)

    def add_map(self) -> None:
        """Add the map from SQL and CartoCSS."""
        self.edit.mark(None, "")
        try:
            recipe = cartomaps.recipe_for(
                self.account.currentText(),
                self.edit.config(),
                retina=self.retina.isChecked(),
                vector=self.vector.isChecked(),
            )
            errand = Errand.of(recipe)
        except CalTopoError as error:
            self._mark(error)
            return
        title = self.title.text().strip() or tr("CARTO map")
        self._add(errand, title, self._mark)

    def done(self, result: int) -> None:
        """Close, and expect no answers any more."""
        for work in list(self._works):
            work.cancel()
        super().done(result)

    # named maps

    def _list(self, listing: int, account: CartoAccount, names: list[str]) -> None:
        if listing != self._listing:
            return
        for name in names:
            self.maps.addItem(QListWidgetItem(self._blank(), name))
        count = len(names)
        self.state.setText(tr("{count} named maps").format(count=count))
        self._enable()
        if names:
            self._fetch(listing, account, names)

    def _not_listed(self, listing: int, error: CalTopoError) -> None:
        if listing != self._listing:
            return
        self.state.setText("")
        if error.status == 403:
            self.state.setText(
                tr(
                    "The account's key is not the master key, which listing takes. Named maps can "
                    "be added by name."
                )
            )
        else:
            self._messages.failure(error, again=self.reload.click)

    def _fetch(self, listing: int, account: CartoAccount, names: list[str]) -> None:
        """One picture after the other: hosted accounts allow few requests a second."""

        def picture(maps: NamedMaps) -> bytes:
            try:
                return maps.thumbnail(names[0])
            except CalTopoError:
                return b""  # a map that cannot be drawn has no picture; adding it says why

        def show(data: bytes) -> None:
            if listing != self._listing:
                return
            pixmap = QPixmap()
            found = self.maps.findItems(names[0], Qt.MatchFlag.MatchExactly)
            if found and data and pixmap.loadFromData(data):
                found[0].setIcon(QIcon(pixmap))
            elif found:
                found[0].setToolTip(tr("There is no picture of this map."))
            if names[1:]:
                self._fetch(listing, account, names[1:])

        title = tr("Fetching the picture of {name}").format(name=names[0])
        self._run(title, account, picture, show, lambda error: None)

    def _ask_values(self, template: dict[str, Any] | None) -> None:
        dialog = CartoValuesDialog(self.account.currentText(), template, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def accepted() -> None:
            if dialog.recipe is None:
                return
            try:
                errand = Errand.of(dialog.recipe, dialog.token_given)
            except CalTopoError as error:
                self._messages.failure(error)
                return
            title = dialog.layer_title or dialog.recipe.name
            self._add(errand, title, self._messages.failure)

        dialog.accepted.connect(accepted)
        dialog.open()

    def _create_from(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Template of a named map"), "", JSON_FILES)
        if path:
            try:
                self._open_template(cartomaps.read_file(Path(path), tr("The file")), False)
            except CalTopoError as error:
                self._messages.failure(error)

    def _change_chosen(self) -> None:
        self._with_template(self._chosen(), lambda template: self._open_template(template, True))

    def _open_template(self, template: dict[str, Any], exists: bool) -> None:
        try:
            maps = NamedMaps(carto_accounts.load(self.account.currentText()))
        except CalTopoError as error:
            self._messages.failure(error)
            return
        save = maps.update if exists else maps.create
        dialog = CartoTemplateDialog(self._desk, template, save, exists=exists, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._saved(maps.account, dialog.trial))
        dialog.finished.connect(lambda _: maps.close())
        dialog.open()

    def _saved(self, account: str, trial: Trial | None) -> None:
        if trial is None:
            return
        if trial.error is None:
            text = tr("The named map {name} is saved; layers are made from it anew.")
            self._messages.info(text.format(name=trial.name))
        else:
            text = tr("The named map {name} is saved, but cannot be drawn: {reason}")
            self._messages.warning(text.format(name=trial.name, reason=trial.error.text))
        keeper().renew_named(account, trial.name)
        self.list_maps(self.account.currentText())

    def _save_chosen(self) -> None:
        name = self._chosen()
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the template"), f"{name}.json", JSON_FILES
        )
        if path:
            self._with_template(name, partial(self._write, Path(path)))

    def _delete_chosen(self) -> None:
        name = self._chosen()
        box = question(
            self,
            tr("Delete the named map “{name}” from the server?").format(name=name),
            tr(
                "There is no undo; save it to a file first. Whoever has it open goes on seeing it "
                "until the server forgets the map, which takes minutes to hours."
            ),
        )
        ask(box, tr("Delete"), partial(self._delete, name), DESTROY)

    def _delete(self, name: str) -> None:
        account = self._loaded(self.account.currentText())
        if account is not None:
            self._run(
                tr("Deleting the named map {name}").format(name=name),
                account,
                lambda maps: maps.delete(name),
                lambda _: self.list_maps(account.name),
                self._messages.failure,
            )

    def _with_template(self, name: str, then: Callable[[dict[str, Any]], None]) -> None:
        """Read a template, then go on with it."""
        account = self._loaded(self.account.currentText())
        if account is not None and name:
            self._run(
                tr("Reading the named map {name}").format(name=name),
                account,
                lambda maps: maps.template(name),
                then,
                self._messages.failure,
            )

    # maps of one's own

    def _load_config(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("MapConfig"), "", JSON_FILES)
        if not path:
            return
        try:
            config = cartomaps.read_file(Path(path), tr("The file"))
        except CalTopoError as error:
            self._messages.failure(error)
            return
        self.edit.show_config(config)
        self.title.setText(Path(path).stem)

    def _save_config(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the MapConfig"), "", JSON_FILES)
        if path:
            self._write(Path(path), self.edit.config())

    def _mark(self, error: CalTopoError) -> None:
        """An error at the layer it belongs to, or in the message bar."""
        layer = getattr(error, "layer", None)
        if layer is None:
            self._messages.failure(error)
        else:
            self.edit.mark(layer, in_words(error))

    # accounts

    def _fill_accounts(self, chosen: str) -> None:
        names = carto_accounts.names()
        self.account.blockSignals(True)
        self.account.clear()
        self.account.addItems(names)
        if chosen in names:
            self.account.setCurrentText(chosen)
        self.account.blockSignals(False)
        self.list_maps(self.account.currentText())
        if not names:
            self.state.setText(
                tr(
                    "There is no account yet. “New account…” makes one: a CARTO account, or a Maps "
                    "API of your own."
                )
            )
            self.new_account.setFocus()

    def _edit_chosen(self) -> None:
        name = self.account.currentText()
        try:
            self._edit_account(carto_accounts.load(name))
        except CalTopoError as error:  # the form is where the key can be entered again
            self._messages.failure(error)
            self._edit_account(carto_accounts.without_key(name))

    def _edit_account(self, account: CartoAccount) -> None:
        dialog = CartoAccountDialog(self._desk, account, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._fill_accounts(dialog.saved_name))
        dialog.open()

    def _forget_chosen(self) -> None:
        name = self.account.currentText()
        box = question(
            self,
            tr("Forget the account “{name}”, its key and its tokens?").format(name=name),
            tr(
                "Layers of this account will not be drawn any more. Tiles seen before may stay in "
                "QGIS's network cache (Settings > Options > Network)."
            ),
        )
        ask(box, tr("Forget"), partial(self._forget, name), DESTROY)

    def _forget(self, name: str) -> None:
        carto_accounts.remove(name)
        self._fill_accounts("")

    # what all share

    def _add(self, errand: Errand, title: str, failed: Callable[[CalTopoError], None]) -> None:
        def added(made: Any) -> None:
            keeper().add(errand, made, title)
            self._messages.info(tr("{title} is in the project.").format(title=title))

        self._start(
            Work(tr("Making the CARTO map {title}").format(title=title), errand.run, added, failed)
        )

    def _run(
        self,
        title: str,
        account: CartoAccount,
        job: Callable[[NamedMaps], Any],
        done: Callable[[Any], None],
        failed: Callable[[CalTopoError], None],
    ) -> None:
        """A job with the named maps of an account, beside the window."""
        try:
            maps = NamedMaps(account)
        except CalTopoError as error:
            failed(error)
            return

        def run() -> Any:
            try:
                return job(maps)
            finally:
                maps.close()

        self._start(Work(title, run, done, failed))

    def _start(self, work: Work[Any]) -> None:
        self._works.add(work)
        work.taskCompleted.connect(lambda: self._works.discard(work))
        work.taskTerminated.connect(lambda: self._works.discard(work))
        self._desk.start(work)

    def _write(self, path: Path, value: dict[str, Any]) -> None:
        try:
            cartomaps.write_file(path, value)
        except CalTopoError as error:
            self._messages.failure(error)
        else:
            self._messages.info(tr("{path} is written.").format(path=path))

    def _loaded(self, name: str) -> CartoAccount | None:
        """The account with its key, or None; the message bar says why."""
        if not name:
            return None
        try:
            return carto_accounts.load(name)
        except CalTopoError as error:
            self._messages.failure(error)
            return None

    def _chosen(self) -> str:
        item = self.maps.currentItem()
        return str(item.text()) if item is not None else ""

    def _blank(self) -> QIcon:
        """Room for a picture that is not there yet."""
        pixmap = QPixmap(self.maps.iconSize())
        pixmap.fill(Qt.GlobalColor.transparent)
        return QIcon(pixmap)

    def _enable(self, *_: object) -> None:
        account, chosen = bool(self.account.currentText()), bool(self._chosen())
        for button in (self.change, self.save_to, self.remove_map):
            button.setEnabled(chosen)
        for button in (
            self.add_named, self.create, self.create_from, self.reload, self.add_own,
            self.edit_account, self.remove_account,
        ):  # fmt: skip
            button.setEnabled(account)
