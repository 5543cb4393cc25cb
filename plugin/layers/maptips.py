# SPDX-License-Identifier: GPL-2.0-or-later
"""What the map tip says of an object.  Texts of the server are escaped: QGIS shows tips as HTML."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsEditorWidgetSetup,
    QgsField,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QUrl

from ..host import fieldtypes
from ..host.texts import tr

PHOTO = "photo"
THUMBNAIL = ".small.jpg"
_MARKUP = "map('&', '&amp;', '<', '&lt;', '>', '&gt;')"
_FILE_NAME = "regexp_replace(coalesce(\"backendMediaId\", ''), '[^A-Za-z0-9-]', '')"


def set_up_tips(layer: QgsVectorLayer) -> None:
    """Title, description, folder and times; nothing where the user has a tip already."""
    if layer.mapTipTemplate() or not layer.isSpatial():
        return
    names = [field.name() for field in layer.fields()]
    lines = ["<b>[% " + _escaped("coalesce(" + layer.displayExpression() + ", '')") + " %]</b>"]
    for name in ("status", "priority", "resourceType", "summary", "description", "folder_path"):
        if name in names:
            said = _escaped('left("' + name + '", 400)')
            broken = "replace(" + said + ", char(10), '<br>')"
            lines.append("[% coalesce('<br>' || nullif(" + broken + ", ''), '') %]")
    if "updated_at" in names:
        words = tr("Updated {when}").format(when="").strip()
        lines.append(
            "[% coalesce('<br><small>" + words.replace("'", "''") + " ' || "
            "format_date(\"updated_at\", 'yyyy-MM-dd HH:mm') || '</small>', '') %]"
        )
    layer.setMapTipTemplate("".join(lines))


def show_photos(layer: QgsVectorLayer, folder: Path) -> None:
    """Show photos that are in ``folder``, named by their id, in tips and in the form.

    The path is made of our folder and the id's letters and digits alone; nothing the server says
    becomes an address.
    """
    names = [field.name() for field in layer.fields()]
    if "backendMediaId" not in names or PHOTO in names:
        return
    place = str(folder).replace("\\", "/").replace("'", "''") + "/"
    full = "'" + place + "' || " + _FILE_NAME + " || '.jpg'"
    small = "'" + place + "' || " + _FILE_NAME + " || '" + THUMBNAIL + "'"
    index = layer.addExpressionField(
        "if(file_exists(" + full + "), " + full + ", NULL)", QgsField(PHOTO, fieldtypes.TEXT)
    )
    layer.setFieldAlias(index, tr("Photo"))
    layer.setEditorWidgetSetup(
        index,
        QgsEditorWidgetSetup(
            "ExternalResource",
            {
                "DocumentViewer": 1,
                "DocumentViewerHeight": 240,
                "DocumentViewerWidth": 0,
                "FileWidget": True,
                "FileWidgetButton": False,
                "UseLink": True,
                "FullUrl": True,
                "RelativeStorage": 0,
                "StorageMode": 0,
            },
        ),
    )
    form = layer.editFormConfig()
    if form.tabs():
        first = form.tabs()[0]
        if isinstance(first, QgsAttributeEditorContainer):
            first.addChildElement(QgsAttributeEditorField(PHOTO, index, first))
    layer.setEditFormConfig(form)
    address = QUrl.fromLocalFile(place.rstrip("/")).toString().replace("'", "''")
    picture = (
        "[% if(file_exists(" + small + "), '<br><a href=\"" + address + "/' || " + _FILE_NAME
        + " || '.jpg\"><img src=\"" + address + "/' || " + _FILE_NAME
        + " || '" + THUMBNAIL + "\" width=\"240\"></a>', '<br><small>"
        + tr("The photo is fetched when the pointer rests on it.").replace("'", "''")
        + "</small>') %]"
    )  # fmt: skip
    layer.setMapTipTemplate(layer.mapTipTemplate() + picture)


def _escaped(expression: str) -> str:
    return "replace(" + expression + ", " + _MARKUP + ")"
