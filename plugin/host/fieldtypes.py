# SPDX-License-Identifier: GPL-2.0-or-later
"""The types a ``QgsField`` is made with, by what Qt and QGIS here call them.

QGIS takes ``QMetaType`` from 3.38 on and ``QVariant.Type`` before; Qt 6 has no ``QVariant.Type``.
"""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtCore import QMetaType, QVariant

if Qgis.QGIS_VERSION_INT >= 33800:
    TEXT = QMetaType.Type.QString
    WHOLE = QMetaType.Type.Int
    REAL = QMetaType.Type.Double
    MOMENT = QMetaType.Type.QDateTime
else:
    TEXT = QVariant.Type.String  # noqa: QGS402 - Qt 5
    WHOLE = QVariant.Type.Int  # noqa: QGS402 - Qt 5
    REAL = QVariant.Type.Double  # noqa: QGS402 - Qt 5
    MOMENT = QVariant.Type.DateTime  # noqa: QGS402 - Qt 5
