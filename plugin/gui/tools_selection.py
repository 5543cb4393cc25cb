# SPDX-License-Identifier: GPL-2.0-or-later
"""The objects of an open map that are selected in its layers."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsFeatureRequest, QgsVectorLayer, QgsWkbTypes

from .. import api
from ..caltopo import objects
from ..host.texts import tr
from ..layers.inproject import CLASS
from .desktop import Desktop
from .values import objects_in_words

POINT = QgsWkbTypes.GeometryType.PointGeometry
LINE = QgsWkbTypes.GeometryType.LineGeometry
AREA = QgsWkbTypes.GeometryType.PolygonGeometry
RESHAPED = ("Shape", "Assignment")  # the classes whose lines and areas are drawn by people


@dataclass(frozen=True)
class Selected:
    """One selected object; ``kind`` is the geometry type of its layer."""

    cls: str
    id: str
    title: str
    kind: QgsWkbTypes.GeometryType

    @property
    def key(self) -> tuple[str, str]:
        return self.cls, self.id


class Selection:
    """What is selected now, of one map: of ``only``, or of the one that has a selection.

    Main thread; only counts are looked at until asked.
    """

    def __init__(self, desktop: Desktop, only: api.Map | None = None) -> None:
        self.map: api.Map | None = None
        self._layers: list[QgsVectorLayer] = []
        self.reason = self._look(desktop, desktop.maps.all() if only is None else [only])

    def _look(self, desktop: Desktop, there: list[api.Map]) -> str:
        """Why nothing can be done with what is selected, or ""."""
        if not there:
            return tr("No CalTopo map is open.")
        found = {m: [v for v in m.layers().values() if v.selectedFeatureCount()] for m in there}
        having = [m for m in there if found[m]]
        if not having:
            return tr("Select objects of a CalTopo map first.")
        active = desktop.maps.of_layer(desktop.iface.activeLayer())
        if len(having) > 1 and active not in having:
            return tr("Objects of several maps are selected; select those of one.")
        self.map = active if active in having else having[0]
        self._layers = found[self.map]
        if self.map.read_only:
            return tr("{title} cannot be changed: {reason}").format(
                title=self.map.title, reason=self.map.read_only
            )
        for layer in self._layers:
            if layer.isEditable():
                return tr("Save or stop editing the layer “{layer}” first.").format(
                    layer=layer.name()
                )
        return ""

    def count(self, *kinds: QgsWkbTypes.GeometryType, classes: tuple[str, ...] = ()) -> int:
        """How many are selected; only those of the kinds and classes that are given."""
        return sum(layer.selectedFeatureCount() for layer in self._of(kinds, classes))

    def objects(
        self, *kinds: QgsWkbTypes.GeometryType, classes: tuple[str, ...] = ()
    ) -> list[Selected]:
        """The same objects, in the order of their layers."""
        found = []
        for layer in self._of(kinds, classes):
            cls = str(layer.customProperty(CLASS))
            request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
            for feature in layer.getSelectedFeatures(request):
                said = {f.name(): feature[f.name()] for f in layer.fields()}
                said = {k: v for k, v in said.items() if isinstance(v, str)}
                title = objects.display_title(cls, said)
                found.append(Selected(cls, str(feature["caltopo_id"]), title, layer.geometryType()))
        return found

    @property
    def in_words(self) -> str:
        """``3 objects of Ridge search``, or why nothing can be done."""
        if self.reason or self.map is None:
            return self.reason
        return tr("{objects} of {map}").format(
            objects=objects_in_words(self.count()), map=self.map.title
        )

    def _of(
        self, kinds: tuple[QgsWkbTypes.GeometryType, ...], classes: tuple[str, ...]
    ) -> list[QgsVectorLayer]:
        return [
            layer
            for layer in self._layers
            if (not kinds or layer.geometryType() in kinds)
            and (not classes or layer.customProperty(CLASS) in classes)
        ]
