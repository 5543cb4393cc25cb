# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of one connection, with a test before it is saved."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QWidget

from .. import api
from ..caltopo.errors import CalTopoError
from ..caltopo.signing import Credential
from ..host import credentials
from ..host.credentials import CALTOPO, Connection, StoreUnavailable
from ..host.texts import tr
from . import resources
from .connection_test import Verdict, try_connection
from .work import Desk, Work

DESKTOP = "http://localhost:8080"


class Kind(IntEnum):
    """What a connection is, in the order of the form's list."""

    TEAM = 0
    PERSONAL = 1
    UNSIGNED = 2


class ConnectionDialog(QDialog):
    """Makes a connection or changes one.

    After Save, ``saved_name`` is its name and ``notice`` what the user must know about it.
    """

    # the children of ui/connection.ui
    name: Any
    kind: Any
    server: Any
    explanation: Any
    account_form: Any
    credential_id_label: Any
    credential_id: Any
    secret_label: Any
    secret: Any
    team_id_label: Any
    team_id: Any
    keeping: Any
    store: Any
    store_trouble: Any
    unlock: Any
    for_session: Any
    test: Any
    verdict_icon: Any
    verdict: Any
    buttons: Any

    def __init__(self, desk: Desk, connection: Connection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        resources.set_up(self, "connection")
        self._desk = desk
        self._before = connection.name
        self._test: Work[Verdict] | None = None
        self.saved_name = self.notice = ""
        self.kind.addItems(
            [
                tr("Service account of a team"),
                tr("Personal credential"),
                tr("CalTopo Desktop, or no account"),
            ]
        )
        self._fill(connection)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.test.clicked.connect(self.try_out)
        self.unlock.clicked.connect(lambda: self.save())
        self.for_session.clicked.connect(lambda: self.save(for_session=True))
        self.buttons.accepted.connect(self.save)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._enable)
        for entry in (self.server, self.credential_id, self.secret, self.team_id):
            entry.textChanged.connect(self._not_tried)
        self.store.hide()
        self._show_kind()
        self._enable()

    def connection(self) -> Connection:
        """What the form holds; raises CalTopoError where it cannot be used."""
        credential = None
        if self.kind.currentIndex() != Kind.UNSIGNED:
            identifier = self.credential_id.text().strip()
            # Copied from a web page, a secret often comes with line breaks in it.
            secret = "".join(self.secret.text().split())
            if not identifier or not secret:
                raise CalTopoError(
                    tr("A credential is an id and a secret."),
                    hint=tr("Give both, or choose “CalTopo Desktop, or no account”."),
                )
            credential = Credential(identifier, secret)
        server = credentials.checked_server(
            self.server.text() or CALTOPO, signed=credential is not None
        )
        return Connection(
            self.name.text().strip(),
            server,
            self.team_id.text().strip(),
            credential,
            personal=self.kind.currentIndex() == Kind.PERSONAL,
        )

    def try_out(self) -> None:
        """Ask the server with what the form holds, and say what came of it."""
        try:
            conn = self._connected(self.connection())
        except CalTopoError as error:
            self._failed(error)
            return
        resources.enable(self.test, tr("Asking the server…"))
        self._say(tr("Asking the server…"))
        self._test = Work(
            tr("Testing a CalTopo connection"),
            lambda: try_connection(conn),
            self._tell,
            self._failed,
        )
        self._desk.start(self._test)

    def save(self, for_session: bool = False) -> None:
        """Keep the connection and close; says so where that is not possible."""
        try:
            connection = self.connection()
            if connection.name != self._before and connection.name in credentials.names():
                raise CalTopoError(
                    tr("There is a connection “{name}” already.").format(name=connection.name)
                )
            kept = credentials.save(connection, for_session=for_session)
        except StoreUnavailable as error:
            self.store_trouble.setText(f"{error.text} {tr('Nothing is saved yet.')}")
            self.store.show()
            self.for_session.setFocus()
            self._grow()
            return
        except CalTopoError as error:
            self._failed(error)
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
        if connection.personal:
            self.kind.setCurrentIndex(Kind.PERSONAL)
        elif connection.name and connection.credential is None:
            expected = credentials.expects_credential(connection.name)
            self.kind.setCurrentIndex(Kind.TEAM if expected else Kind.UNSIGNED)

    def _show_kind(self) -> None:
        """Ask for what this kind of connection needs, and explain where to find it."""
        kind = Kind(self.kind.currentIndex())
        signed = kind is not Kind.UNSIGNED
        for widget in (
            self.credential_id_label, self.credential_id, self.secret_label, self.secret,
            self.keeping,
        ):  # fmt: skip
            widget.setVisible(signed)
        self.team_id_label.setText(tr("&Team id") if kind is Kind.TEAM else tr("Account i&d"))
        hints = {
            Kind.TEAM: tr("6 letters and digits, as in the address of the Team Admin page"),
            Kind.PERSONAL: tr("6 letters and digits"),
            Kind.UNSIGNED: tr("only to have maps listed; may be empty"),
        }
        self.team_id.setPlaceholderText(hints[kind])
        explanations = {
            Kind.TEAM: tr(
                "An admin of the team creates it on CalTopo's Team Admin page. The secret is "
                "shown there only once."
            ),
            Kind.PERSONAL: tr(
                "The credential of your own account. CalTopo documents service accounts only, "
                "so this may stop working."
            ),
            Kind.UNSIGNED: tr(
                "CalTopo Desktop on this computer needs its address alone. At caltopo.com, maps "
                "that are public open read-only."
            ),
        }
        self.explanation.setText(explanations[kind])
        if kind is Kind.UNSIGNED and self.server.text() == CALTOPO and not self._before:
            self.server.setText(DESKTOP)
        elif signed and self.server.text() == DESKTOP and not self._before:
            self.server.setText(CALTOPO)
        self.store.hide()
        self._say("")

    def _tell(self, verdict: Verdict) -> None:
        self._test = None
        resources.enable(self.test, "")
        self._say("\n".join((verdict.headline, *verdict.sentences)), verdict.works)

    def _failed(self, error: CalTopoError) -> None:
        self._tell(Verdict(False, error.text, tuple(filter(None, (error.hint,)))))

    def _not_tried(self) -> None:
        """What a test found, or is about to find, is about something else."""
        if self._test is not None:
            self._test.cancel()
            self._test = None
            resources.enable(self.test, "")
        self._say("")

    def _say(self, text: str, works: bool | None = None) -> None:
        self.verdict.setText(text)
        self.verdict_icon.setVisible(works is not None)
        name = "/mIconSuccess.svg" if works else "/mIconWarning.svg"
        side = self.fontMetrics().height() + 4
        self.verdict_icon.setPixmap(QgsApplication.getThemeIcon(name).pixmap(side, side))
        self._grow()

    def _grow(self) -> None:
        """Make room for wrapped lines, which Qt would take from the fields."""
        layout = self.layout()
        layout.activate()
        needed = layout.totalHeightForWidth(self.width())
        if needed > self.height():
            self.resize(self.width(), needed)

    def _enable(self) -> None:
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        named = bool(self.name.text().strip())
        resources.enable(save, "" if named else tr("Give the connection a name."))
