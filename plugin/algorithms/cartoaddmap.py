# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:cartoaddmap: a CARTO map as a layer below the team's maps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..carto.answers import Layergroup
from ..carto.mapconfig import map_config, style_layer
from ..host.texts import later, tr
from ..session import cartomaps
from ..session.cartolayers import Errand, keeper
from .base import REPORT, report, told
from .cartobase import ACCOUNT, CartoAlgorithm


class CartoAddMap(CartoAlgorithm):
    NAME = "cartoaddmap"
    TITLE = later("Add CARTO map")
    HELP = later(
        "Adds a map of a CARTO account (or a Maps API of one's own) to the project, as a layer "
        "below the team's maps. Give the name of a named map, or a MapConfig file, or SQL with "
        "CartoCSS. The auth token of a named map is the one that was kept when it was added in "
        "QGIS once; it is no parameter, because Processing keeps those in its history."
    )
    COUNTS = (("LAYERS", later("Number of layers of the map")),)
    ACCOUNT_TEXT = later("CARTO account (saved name; for public data also an address)")

    def __init__(self) -> None:
        super().__init__()
        self._errand: Errand | None = None
        self._made: Layergroup | None = None
        self._title = ""
        self._results: dict[str, Any] = {}

    def declare(self) -> None:
        texts = (
            ("NAME", "Named map"),
            ("PARAMS", "Values for its placeholders (JSON)"),
            ("SQL", "or SQL"),
            ("CARTOCSS", "with CartoCSS"),
            ("TITLE", "Name of the layer"),
        )
        for key, text in texts:
            multiline = key in ("SQL", "CARTOCSS")
            self.addParameter(
                QgsProcessingParameterString(key, text, multiLine=multiline, optional=True)
            )
        self.addParameter(
            QgsProcessingParameterFile(
                "CONFIG", tr("or MapConfig file"), extension="json", optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean("RETINA", tr("Tiles of double resolution"), False)
        )
        self.addParameter(QgsProcessingParameterBoolean("VECTOR", tr("Vector tiles"), False))
        self.addOutput(QgsProcessingOutputString("LAYER", tr("Id of the layer")))
        self.addOutput(QgsProcessingOutputString("LAYERGROUP", tr("Id of the map")))

    def prepare(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        def text(key: str) -> str:
            return str(self.parameterAsString(parameters, key, context)).strip()

        file = self.parameterAsFile(parameters, "CONFIG", context)
        name, sql = text("NAME"), text("SQL")
        if sum(map(bool, (file, name, sql))) != 1:
            raise QgsProcessingException(
                tr("Give one of: a named map, a MapConfig file, or SQL with CartoCSS.")
            )
        what: dict[str, Any] | str = name
        if file:
            what = cartomaps.read_file(Path(file), tr("The file"))
        elif sql:
            what = map_config([style_layer(sql, text("CARTOCSS"))])
        params = cartomaps.read_text(text("PARAMS") or "{}", tr("The placeholders' values"))
        recipe = cartomaps.recipe_for(
            text(ACCOUNT),
            what,
            params,
            retina=self.parameterAsBool(parameters, "RETINA", context),
            vector=self.parameterAsBool(parameters, "VECTOR", context),
        )
        self._errand = Errand.of(recipe)
        self._title = text("TITLE") or name or "CARTO map"

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        if self._errand is None:
            raise QgsProcessingException(tr("The account has not been read."))
        self._made = self._errand.run()
        told_layers = [{"type": layer.kind, "id": layer.id} for layer in self._made.layers]
        for layer in self._made.layers:
            feedback.pushInfo(f"{layer.index}  {layer.kind}  {layer.id}")
        self._results = {
            "LAYERS": len(told_layers),
            "LAYERGROUP": self._made.layergroupid,
            REPORT: report({"layers": told_layers, "last_updated": self._made.last_updated}),
        }
        return self._results

    def postProcessAlgorithm(  # noqa: N802 - QGIS's name
        self, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        if self._errand is None or self._made is None:
            return {}
        with told():
            layer = keeper().add(self._errand, self._made, self._title)
        return {**self._results, "LAYER": layer.id()}  # what is given here replaces all before
