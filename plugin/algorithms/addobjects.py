# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:addobjects: any vector layer as markers or shapes."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from ..session.assigning import OWN_KINDS
from ..session.layerrun import LAYER_STYLE
from .sending import MISSING, SendingAlgorithm, send_results

CLASS, LOOK = "CLASS", "LAYER_STYLE"


class AddObjects(SendingAlgorithm):
    NAME = "addobjects"
    TITLE = later("Add markers or shapes")
    HELP = later(
        "Makes markers of a layer's points, or shapes of its lines or polygons, and sends them; "
        "with the layer's own colours, widths and opacities, or those given. Each property is an "
        "expression over the layer: a field is written \"name\", a text 'in single quotes'.\n\n"
        "Run it again with a changed layer, for example this morning's perimeter: features are "
        "known by their key, or by their outline, so that nothing is doubled. The runs of a layer "
        "are remembered under its name; where the name changes, give one here.\n\nBy default it "
        "only says what it would do; switch that off to do it."
    )
    PROPERTIES = (
        ("TITLE", "title", later("Title")),
        ("DESCRIPTION", "description", later("Description")),
        ("FOLDER_OF_EACH", "folderId", later("Folder of each feature (title or id)")),
        ("STROKE", "stroke", later("Line colour (#RRGGBB)")),
        ("STROKE_WIDTH", "stroke-width", later("Line width (pixels)")),
        ("STROKE_OPACITY", "stroke-opacity", later("Line opacity (0 to 1)")),
        ("FILL", "fill", later("Fill colour (#RRGGBB)")),
        ("FILL_OPACITY", "fill-opacity", later("Fill opacity (0 to 1)")),
        ("MARKER_SYMBOL", "marker-symbol", later("Marker symbol")),
        ("MARKER_COLOR", "marker-color", later("Marker colour (#RRGGBB)")),
        ("MARKER_SIZE", "marker-size", later("Marker size")),
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterEnum(CLASS, tr("Become"), list(OWN_KINDS), False, 1)
        )
        self.declare_sending()
        self.addParameter(
            QgsProcessingParameterBoolean(LOOK, tr("Take the look of the layer"), defaultValue=True)
        )
        self.addParameter(
            QgsProcessingParameterString(
                MISSING, tr("Objects whose feature is gone: keep or delete"), "keep"
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        cls = OWN_KINDS[self.parameterAsEnum(parameters, CLASS, context)]
        looks = self.parameterAsBoolean(parameters, LOOK, context)
        said = self.expressions(parameters, context)
        with self.opened(parameters, context, refresh=True) as m:
            done = m.add_objects(
                self.source,
                cls,
                said,
                style=LAYER_STYLE if looks else None,
                **self.common(parameters, context, feedback),
            )
        return send_results(done, feedback)
