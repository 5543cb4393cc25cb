# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of one CARTO account, with a test before it is saved."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from ..caltopo.errors import CalTopoError
from ..host import carto_accounts
from ..host.carto_accounts import CartoAccount
from ..host.sayings import in_words
from ..host.texts import tr
from ..session.cartomaps import NamedMaps
from . import resources
from .work import Desk, Work


class CartoAccountDialog(QDialog):
    """Makes an account or changes one; ``saved_name`` is its name after Save."""

    # the children of ui/carto_account.ui
    name: Any
    address: Any
    key: Any
    test: Any
    verdict: Any
    buttons: Any

    def __init__(self, desk: Desk, account: CartoAccount, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "carto_account")
        self._desk = desk
        self._before = account.name
        self._test: Work[str] | None = None
        self.saved_name = ""
        self.name.setText(account.name)
        self.name.setReadOnly(bool(account.name))  # layers know their account by it
        self.address.setText(account.base_url)
        self.key.setText(account.api_key or "")
        self.test.clicked.connect(self.try_out)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._enable)
        for field in (self.address, self.key):
            field.textChanged.connect(self._changed)
        self._enable()

    def account(self) -> CartoAccount:
        """What the form holds."""
        address = self.address.text().strip()
        if address and "://" not in address:
            address = f"https://{address}"
        key = "".join(self.key.text().split()) or None
        return CartoAccount(self.name.text().strip(), address, key)

    def try_out(self) -> None:
        """Ask the server with what the form holds, and say what came of it."""
        account = self.account()
        try:
            maps = NamedMaps(account)
        except CalTopoError as error:
            self._say(error)
            return
        self.test.setEnabled(False)
        self.verdict.setText(tr("Asking the server…"))
        keyed = account.api_key is not None
        self._test = Work(
            tr("Testing a CARTO account"),
            lambda: _verdict(maps, keyed),
            self._passed,
            self._failed,
        )
        self._desk.start(self._test)

    def save(self) -> None:
        """Keep the account and close; says so where that is not possible."""
        account = self.account()
        try:
            if account.name != self._before and account.name in carto_accounts.names():
                raise CalTopoError(
                    tr("There is an account “{name}” already.").format(name=account.name)
                )
            carto_accounts.save(account)
        except CalTopoError as error:
            self._say(error)
            return
        self.saved_name = account.name
        self.accept()

    def done(self, result: int) -> None:
        """Close, and expect no answer any more."""
        if self._test is not None:
            self._test.cancel()
        super().done(result)

    def _passed(self, verdict: str) -> None:
        self._test = None
        self.test.setEnabled(True)
        self.verdict.setText(verdict)

    def _failed(self, error: CalTopoError) -> None:
        self._test = None
        self.test.setEnabled(True)
        self._say(error)

    def _say(self, error: CalTopoError) -> None:
        self.verdict.setText(in_words(error))

    def _changed(self) -> None:
        """What was said of another address or key says nothing now."""
        self.verdict.clear()
        self._enable()

    def _enable(self) -> None:
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        whole = bool(self.name.text().strip() and self.address.text().strip())
        save.setEnabled(whole)
        self.test.setEnabled(bool(self.address.text().strip()))


def _verdict(maps: NamedMaps, keyed: bool) -> str:
    """What the server makes of an account; worker thread."""
    try:
        if keyed:
            count = len(maps.names())
            return tr("It works, with the master key: {count} named maps.").format(count=count)
        maps.look()
        return tr("A Maps API answers. Without a key it draws public data.")
    except CalTopoError as error:
        if keyed and error.status == 403:
            maps.look()
            return tr(
                "The server knows the key. It is not the master key, so named maps can be drawn "
                "and not be managed."
            )
        raise
    finally:
        maps.close()
