# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes photo.jpg, the incident's photo: a drawn view over a mountain lake, a real JPEG file.

``python -m data.make_photo`` (with tests/ on the path). Needs QGIS's Qt; the bytes depend on the
JPEG library, so the file is committed and only its picture is made again.
"""

from __future__ import annotations

import math
from pathlib import Path

from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

FILE = Path(__file__).with_name("photo.jpg")
WIDTH, HEIGHT = 640, 480
SHORE = 300

# From the far ridge to the near one: colour, height of its line above the shore, roughness.
RIDGES = (("#8FA3B5", 170, 34.0), ("#66788A", 110, 28.0), ("#3E5A48", 45, 16.0))


def picture() -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, SHORE)
    sky.setColorAt(0, QColor("#4A90C8"))
    sky.setColorAt(1, QColor("#E8D9B5"))
    painter.fillRect(0, 0, WIDTH, SHORE, sky)
    water = QLinearGradient(0, SHORE, 0, HEIGHT)
    water.setColorAt(0, QColor("#9DB8C4"))
    water.setColorAt(1, QColor("#1F4A63"))
    painter.fillRect(0, SHORE, WIDTH, HEIGHT - SHORE, water)
    painter.setPen(QColor(0, 0, 0, 0))
    for color, above, rough in RIDGES:
        painter.setBrush(QColor(color))
        line = [
            QPointF(x, SHORE - above - rough * _waves(x / 60 + above)) for x in range(0, 641, 4)
        ]
        painter.drawPolygon(QPolygonF([QPointF(0, SHORE), *line, QPointF(WIDTH, SHORE)]))
    painter.setBrush(QColor("#6E675C"))
    rock = [QPointF(x, HEIGHT - 70 - 22 * _waves(x / 45 + 9)) for x in range(0, 301, 4)]
    painter.drawPolygon(QPolygonF([QPointF(0, HEIGHT), *rock, QPointF(330, HEIGHT)]))
    painter.end()
    return image


def _waves(t: float) -> float:
    return math.sin(t) + 0.5 * math.sin(2.3 * t + 1) + 0.25 * math.sin(5.1 * t + 2)


if __name__ == "__main__":
    picture().save(str(FILE), "JPEG", 80)
