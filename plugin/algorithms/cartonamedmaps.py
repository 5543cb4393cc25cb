# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:cartonamedmaps: the named maps of a CARTO account."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..host import carto_accounts
from ..host.texts import later, tr
from ..session import cartomaps
from ..session.cartolayers import keeper
from ..session.cartomaps import NamedMaps
from .base import OUTPUT, REPORT, report
from .cartobase import ACCOUNT, CartoAlgorithm

ACTIONS = ("list", "export", "create", "update", "delete")


class CartoNamedMaps(CartoAlgorithm):
    NAME = "cartonamedmaps"
    TITLE = later("Manage named CARTO maps")
    HELP = later(
        "Lists, exports, creates, updates or deletes named maps of a CARTO account, whose saved "
        "key has to be the master key. Create and update take a template file, check it, and try "
        "the map out with its defaults afterwards. Maps that were made from a named map before go "
        "on as they were, until the server forgets them: deleting a map does not hide it at once."
    )
    COUNTS = (("COUNT", later("Number of named maps that were listed or changed")),)

    def __init__(self) -> None:
        super().__init__()
        self._maps: NamedMaps | None = None
        self._updated = ""

    def declare(self) -> None:
        self.addParameter(
            QgsProcessingParameterEnum(
                "ACTION",
                tr("What to do"),
                list(ACTIONS),
                defaultValue="list",
                usesStaticStrings=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString("NAME", tr("Named map (export, delete)"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterFile(
                "TEMPLATE", tr("Template file (create, update)"), extension="json", optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                OUTPUT, tr("Exported template (holds its tokens)"), "JSON (*.json)",
                optional=True, createByDefault=False,
            )
        )  # fmt: skip
        self.addOutput(QgsProcessingOutputString("DRAWS", tr("Why the saved map cannot be drawn")))

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        name = str(self.parameterAsString(parameters, ACCOUNT, context)).strip()
        self._maps = NamedMaps(carto_accounts.load(name))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        if self._maps is None:
            raise QgsProcessingException(tr("The account has not been read."))
        maps = self._maps
        action = self.parameterAsEnumString(parameters, "ACTION", context) or "list"
        try:
            if action == "list":
                names = maps.names()
                for name in names:
                    feedback.pushInfo(name)
                return {"COUNT": len(names), "DRAWS": "", REPORT: report(names)}
            if action in ("create", "update"):
                return self._save(maps, action, parameters, context, feedback)
            name = str(self.parameterAsString(parameters, "NAME", context)).strip()
            if not name:
                raise QgsProcessingException(tr("Give the name of a named map."))
            if action == "delete":
                maps.delete(name)
                return {"COUNT": 1, "DRAWS": "", REPORT: report({"deleted": name})}
            return self._export(maps, name, parameters, context)
        finally:
            maps.close()

    def _save(
        self,
        maps: NamedMaps,
        action: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        file = self.parameterAsFile(parameters, "TEMPLATE", context)
        if not file:
            raise QgsProcessingException(tr("Give a template file."))
        template = cartomaps.read_file(Path(file), tr("The template"))
        trial = maps.create(template) if action == "create" else maps.update(template)
        self._updated = trial.name
        draws = "" if trial.error is None else trial.error.text
        if trial.error is not None:
            feedback.reportError(
                tr("{name} is saved, but it cannot be drawn: {draws}").format(
                    name=trial.name, draws=draws
                )
            )
        layer = None if trial.error is None else trial.error.layer
        return {
            "COUNT": 1,
            "DRAWS": draws,
            REPORT: report({action + "d": trial.name, "draws": draws, "layer": layer}),
        }

    def _export(
        self,
        maps: NamedMaps,
        name: str,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        template = maps.template(name)
        path = self.parameterAsFileOutput(parameters, OUTPUT, context)
        results: dict[str, Any] = {"COUNT": 1, "DRAWS": ""}
        if path:
            cartomaps.write_file(Path(path), template)
            results[OUTPUT] = path
        shown = {key: value for key, value in template.items() if key != "auth"}
        shown["auth"] = template.get("auth", {}).get("method", "open")
        return {**results, REPORT: report(shown)}  # tokens are in the file alone

    def postProcessAlgorithm(  # noqa: N802 - QGIS's name
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        if self._updated and self._maps is not None:
            keeper().renew_named(self._maps.account, self._updated)
        return {}
