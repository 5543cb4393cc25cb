# SPDX-License-Identifier: GPL-2.0-or-later
"""Search figures of an open map's assignments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsRasterLayer, QgsVectorLayer

from ..analysis import figures
from ..analysis.figures import Assumptions, Figures, Totals
from ..analysis.probability import Grid, Probability, Regions
from ..caltopo.errors import Rejected
from ..host.texts import tr
from ..layers.probability import grid_of, regions_of
from .editing import Target
from .rings import Rings


class SearchFigures(Rings):
    """Nothing is changed by them."""

    def search_figures(
        self,
        probability: QgsRasterLayer | QgsVectorLayer | Probability | None = None,
        field: str = "",
        assumed: Assumptions | None = None,
        targets: Iterable[Target] | None = None,
    ) -> tuple[list[Figures], Totals]:
        """Sizes, effort, POA, POD and POS of assignments, and what remains; see
        docs/search-figures.md.

        ``probability`` is a raster, or a polygon layer whose ``field`` holds probabilities; values
        are shares of their sum.  A Grid or Regions made of one is used up by it.  ``targets`` are
        the assignments, all by default; they are reckoned by operational period, then by title.
        """
        if isinstance(probability, QgsRasterLayer):
            probability = grid_of(probability)
        elif isinstance(probability, QgsVectorLayer):
            if probability.fields().indexOf(field) < 0:
                raise Rejected(
                    tr("The layer “{name}” has no field “{field}”.").format(
                        name=probability.name(), field=field
                    )
                )
            probability = regions_of(probability.getFeatures(), probability.crs(), field)
        elif probability is not None and not isinstance(probability, (Grid, Regions)):
            raise Rejected(
                tr("“{given}” says nothing about probabilities.").format(given=probability),
                hint=tr("Give a raster layer, or a polygon layer and its field."),
            )
        chosen: Iterable[Any] = (
            self.features("Assignment")
            if targets is None
            else [self.feature(each, "Assignment") for each in targets]
        )
        periods = {o.id: o.title for o in self.features("OperationalPeriod")}

        def rank(each: Any) -> tuple[str, str]:
            period = str(each.properties.get("operationalPeriodId") or "")
            return periods.get(period, period), each.title

        found, totals = figures.search_figures(
            sorted(chosen, key=rank), probability, assumed or Assumptions()
        )
        for each in found:
            each.operational_period = periods.get(each.operational_period, each.operational_period)
        return found, totals
