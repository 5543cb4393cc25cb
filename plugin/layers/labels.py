# SPDX-License-Identifier: GPL-2.0-or-later
"""Labels: plain text with a white halo, few of them, and only when zoomed in."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import (
    QgsPalLayerSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

MIN_SCALE = 75_000
"""Labels are placed only when zoomed in further than this; they cost ten times the symbols."""
MANY, MIN_SCALE_OF_MANY = 20_000, 25_000
"""Layers of more objects have none before this: QGIS reads the text of all that are in view."""
MOST = 250
VISIBLE, HIDDEN = "visible", "hidden"
"""What ``titleVisibility`` of a Shape says of its label; absent is visible, another word hides."""
_PRIORITIES = {"Assignment": 9, "Marker": 8, "Clue": 7, "LiveTrack": 7, "Shape": 4}


def label_text(cls: str, columns: Collection[str]) -> str:
    """What the label of an object says; a QGIS expression, or "" for no labels."""
    title = 'left("title", 60)' if "title" in columns else "NULL"
    if {"letter", "number"} <= set(columns):
        return f"coalesce(nullif(trim(concat(\"letter\", ' ', \"number\")), ''), {title})"
    if "titleVisibility" in columns:  # "visible" is the one word seen in real maps
        return f"if(coalesce(\"titleVisibility\", '') IN ('', '{VISIBLE}'), {title}, NULL)"
    return "" if title == "NULL" else title


def labels(text: str, cls: str, kind: int, count: int = 0) -> QgsPalLayerSettings:
    """Labels saying ``text`` for a layer of that class, kind of geometry and number of objects."""
    settings = QgsPalLayerSettings()
    settings.setFormat(_format(cls))
    settings.fieldName = text
    settings.isExpression = True
    # Photos are called by their file name, which tells nothing; but other labels avoid them.
    settings.drawLabels = cls != "MapMediaObject"
    settings.autoWrapLength = 24
    settings.scaleVisibility = True
    settings.minimumScale = MIN_SCALE if count <= MANY else MIN_SCALE_OF_MANY
    settings.maximumScale = 0
    settings.limitNumLabels = True
    settings.maxNumLabels = MOST
    settings.priority = _PRIORITIES.get(cls, 4)
    # Labels should not hide markers; on lines and areas there is nowhere else to put them.
    obstacles = settings.obstacleSettings()
    obstacles.setIsObstacle(kind == QgsWkbTypes.GeometryType.PointGeometry)
    settings.setObstacleSettings(obstacles)
    placements = QgsPalLayerSettings.Placement
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        # With few labels, trying several places around a point costs next to nothing.
        settings.placement = placements.OrderedPositionsAroundPoint
        settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
        settings.dist = 0.2
    elif cls == "Assignment" and kind == QgsWkbTypes.GeometryType.PolygonGeometry:
        settings.placement = placements.Horizontal
    else:
        # Along the outline, also of areas: in the middle of a range ring a label tells nothing.
        settings.placement = placements.Line
        settings.autoWrapLength = 0
    return settings


def _format(cls: str) -> QgsTextFormat:
    text = QgsTextFormat()
    # Titles come from the server: never to be read as HTML.
    text.setAllowHtmlFormatting(False)
    font = text.font()
    font.setBold(cls == "Assignment")
    text.setFont(font)
    text.setSize(10 if cls == "Assignment" else 8.5)
    text.setColor(QColor("#1a1a1a"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.8)
    halo.setColor(QColor(255, 255, 255, 220))
    text.setBuffer(halo)
    return text
