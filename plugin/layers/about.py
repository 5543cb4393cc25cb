# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer's properties say of where it is from: the fields of QGIS's layer metadata."""

from __future__ import annotations

from html import escape

from qgis.core import QgsAbstractMetadataBase, QgsVectorLayer

from ..host.texts import tr
from .inproject import CLASS


def describe(layer: QgsVectorLayer, title: str, url: str) -> None:
    """Note the map a layer is of, and its address.  Main thread.

    QGIS shows these fields as rich text, and ``title`` is what somebody wrote: it is escaped.
    """
    link = QgsAbstractMetadataBase.Link("CalTopo", "WWW:LINK", url)
    link.description = tr("The map in a browser")
    about = layer.metadata()
    about.setIdentifier(url)
    about.setTitle(escape(title))
    about.setType("dataset")
    about.setAbstract(
        tr(
            "Objects of the class {cls} of the CalTopo map {title}, as they are kept on this "
            "computer."
        ).format(cls=escape(str(layer.customProperty(CLASS) or "")), title=escape(title))
    )
    about.setLinks([link])
    about.setCrs(layer.crs())
    layer.setMetadata(about)
