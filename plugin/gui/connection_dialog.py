# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of one connection, with a test before it is saved."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from .. import api
from ..caltopo.account import MapInfo
from ..caltopo.errors import CalTopoError
from ..caltopo.signing import Credential
from ..host import credentials
from ..host.credentials import CALTOPO, Connection
from . import resources
from .work import Desk, Work


class ConnectionDialog(QDialog):
    """Makes a connection or changes one.

    After Save, ``saved_name`` is its name and ``notice`` what the user must know about it.
    """

    # the children of ui/connection.ui
    name: Any
    server: Any
    credential_id: Any
    secret: Any
    team_id: Any
    keeping: Any
    test: Any
    verdict: Any
    buttons: Any

    def __init__(self, desk: Desk, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "connection")
        self._desk = desk
        self._before = connection.name
        self._test: Work[list[MapInfo]] | None = None
        self.saved_name = self.notice = ""
        self._fill(connection)
        self.test.clicked.connect(self.try_out)
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._enable)
        self._enable()

    def connection(self) -> Connection:
        """What the form holds; raises CalTopoError where it cannot be used."""
        identifier = self.credential_id.text().strip()
        # Copied from a web page, a secret often comes with line breaks in it.
        secret = "".join(self.secret.text().split())
        if bool(identifier) != bool(secret):
            raise CalTopoError(
                "A credential is an id and a secret.",
                hint="Give both, or none for CalTopo Desktop and public maps.",
            )
        credential = Credential(identifier, secret) if identifier else None
        server = credentials.checked_server(
            self.server.text() or CALTOPO, signed=credential is not None
        )
        return Connection(self.name.text().strip(), server, self.team_id.text().strip(), credential)

    def try_out(self) -> None:
        """List the maps with what the form holds, and say what came of it."""
        try:
            conn = self._connected(self.connection())
        except CalTopoError as error:
            self._say(error.text, error.hint)
            return
        self.test.setEnabled(False)
        self._say("Asking the server…")
        self._test = Work("Testing a CalTopo connection", conn.maps, self._passed, self._failed)
        self._desk.start(self._test)

    def save(self) -> None:
        """Keep the connection and close; says so where that is not possible."""
        try:
            connection = self.connection()
            if connection.name != self._before and connection.name in credentials.names():
                raise CalTopoError(f"There is a connection “{connection.name}” already.")
            kept = credentials.save(connection)
        except CalTopoError as error:
            self._say(error.text, error.hint)
            return
        if self._before and connection.name != self._before:
            credentials.remove(self._before)
        self.saved_name = connection.name
        self.notice = kept.message
        self.accept()

    def done(self, result: int) -> None:
        """Close, and expect no answer any more."""
        if self._test is not None:
            self._test.cancel()
        super().done(result)

    @staticmethod
    def _connected(connection: Connection) -> Any:
        pair = connection.credential
        return api.connect(
            connection.server,
            credential_id=pair.id if pair else None,
            secret=pair.secret if pair else None,
            team_id=connection.team_id,
        )

    def _fill(self, connection: Connection) -> None:
        self.name.setText(connection.name)
        self.server.setText(connection.server)
        self.team_id.setText(connection.team_id)
        if connection.credential is not None:
            self.credential_id.setText(connection.credential.id)
            self.secret.setText(connection.credential.secret)

    def _passed(self, maps: list[MapInfo]) -> None:
        self._test = None
        self.test.setEnabled(True)
        teams = ", ".join(sorted({info.team for info in maps if info.team}))
        where = f" of {teams}" if teams else ""
        count = "1 map" if len(maps) == 1 else f"{len(maps)} maps"
        self._say(f"It works: {count}{where}.")

    def _failed(self, error: CalTopoError) -> None:
        self._test = None
        self.test.setEnabled(True)
        self._say(error.text, error.hint)

    def _say(self, *sentences: str) -> None:
        self.verdict.setText(" ".join(sentence for sentence in sentences if sentence))

    def _enable(self) -> None:
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self.name.text().strip()))
