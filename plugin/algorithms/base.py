# SPDX-License-Identifier: GPL-2.0-or-later
"""What CalTopo's algorithms share: connection, map, workspace, reports and errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import Qt, QUrl

from .. import api
from ..caltopo.errors import CalTopoError
from ..caltopo.lines import Waiter
from ..host.paths import DOCS, HELP_SCHEME
from ..host.sayings import in_words
from ..host.texts import later, tr

HELP_PAGE = "algorithms.md"
CONNECTION, MAP, WORKSPACE = "CONNECTION", "MAP", "WORKSPACE"
INPUT, OUTPUT, REPORT = "INPUT", "OUTPUT", "REPORT"
TEAM = "TEAM"


class CalTopoAlgorithm(QgsProcessingAlgorithm):
    """An algorithm over a connection.  Subclasses say ``NAME``, ``TITLE``, ``HELP``, ``COUNTS``.

    ``run`` works in whatever thread Processing uses; the connection and its secret are read
    before, on the main thread.
    """

    NAME = ""
    TITLE = ""
    HELP = ""
    COUNTS: tuple[tuple[str, str], ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self._connection: api.Connection | None = None

    def createInstance(self) -> CalTopoAlgorithm:  # noqa: N802 - QGIS's name
        return type(self)()

    def name(self) -> str:
        return self.NAME

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        return tr(self.TITLE)

    def shortHelpString(self) -> str:  # noqa: N802 - QGIS's name
        return tr(self.HELP)

    def helpUrl(self) -> str:  # noqa: N802 - QGIS's name
        """The page of the help; what QGIS's own window opens itself, and others as a file."""
        if QgsApplication.platform() == "desktop":
            return HELP_SCHEME + ":" + HELP_PAGE + "#caltopo" + self.NAME
        return QUrl.fromLocalFile(str(DOCS / HELP_PAGE)).toString()

    def group(self) -> str:
        return tr("Maps")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        return "maps"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        self.declare_account()
        self.declare()
        for name, text in self.COUNTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(text)))
        self.addOutput(QgsProcessingOutputString(REPORT, tr("Report (JSON)")))

    def declare_account(self) -> None:
        """Add the first parameter: whose maps they are."""
        self.addParameter(
            QgsProcessingParameterString(
                CONNECTION, tr("Connection (saved name, or path/to/cts.ini#section)")
            )
        )

    def declare(self) -> None:
        """Add parameters and outputs of one's own."""

    def prepareAlgorithm(  # noqa: N802 - QGIS's name
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> bool:
        with told():
            name = self.parameterAsString(parameters, CONNECTION, context)
            self._connection = api.connection(name)
        return True

    def processAlgorithm(  # noqa: N802 - QGIS's name
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        waiter = Waiter()
        give_up = waiter.give_up
        # at once, and not when this thread, which is waiting, comes to it
        feedback.canceled.connect(give_up, Qt.ConnectionType.DirectConnection)
        try:
            with told(), waiter.here():
                return self.work(parameters, context, feedback)
        finally:
            feedback.canceled.disconnect(give_up)

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Do it; CalTopoError becomes Processing's error."""
        raise NotImplementedError

    @property
    def connection(self) -> api.Connection:
        if self._connection is None:
            raise QgsProcessingException(tr("The connection has not been read."))
        return self._connection


class TeamAlgorithm(CalTopoAlgorithm):
    """An algorithm over a team; subclasses that mean all of them by none say so in ``WHOSE``."""

    WHOSE = later("Team, if another than the connection's (id or admin page)")
    ONE_OF_ALL = later("Only of this team (id or admin page)")

    def team_parameter(self) -> QgsProcessingParameterString:
        return QgsProcessingParameterString(TEAM, tr(self.WHOSE), optional=True)

    def team(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str | None:
        """The team that was named."""
        return self.parameterAsString(parameters, TEAM, context) or None


class MapAlgorithm(CalTopoAlgorithm):
    """An algorithm over one map: the one that is open here, or one opened for the while."""

    def declare(self) -> None:
        self.addParameter(QgsProcessingParameterString(MAP, tr("Map (id or link)")))
        folder = QgsProcessingParameterFile(
            WORKSPACE,
            tr("Folder of the local copy (the profile's if empty)"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        )
        folder.setFlags(folder.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(folder)

    def map_and_folder(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[str, str | None]:
        reference = self.parameterAsString(parameters, MAP, context)
        return reference, self.parameterAsString(parameters, WORKSPACE, context) or None

    @contextmanager
    def opened(
        self, parameters: dict[str, Any], context: QgsProcessingContext, *, refresh: bool
    ) -> Iterator[api.Map]:
        """The map; closed afterwards unless it was open before."""
        reference, folder = self.map_and_folder(parameters, context)
        already = self.connection.opened(reference, folder)
        if already is not None:
            yield already
            return
        m = self.connection.open_map(
            reference, workspace=folder, push_on_save=False, refresh=refresh
        )
        try:
            yield m
        finally:
            m.close()


@contextmanager
def told() -> Iterator[None]:
    """CalTopoError as Processing shows errors: what happened and what to do next."""
    try:
        yield
    except CalTopoError as error:
        raise QgsProcessingException(in_words(error)) from None


def tell_offline(m: api.Map, feedback: QgsProcessingFeedback) -> None:
    """Say in the log that what follows is of the local copy alone, where that is so."""
    if m.offline:
        feedback.reportError(tr("The server was not reached: {offline}").format(offline=m.offline))


def tell(items: list[dict[str, str]], feedback: QgsProcessingFeedback) -> None:
    """A line per object in the algorithm's log."""
    for item in items:
        words = [item["kind"], item["cls"], item["title"] or item["id"]]
        words += [text for text in (item.get("outcome", ""), item.get("reason", "")) if text]
        feedback.pushInfo("  ".join(words))


def report(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
