# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS is told of background work."""

from __future__ import annotations

from qgis.core import QgsTask

# Its end is told in QGIS's message bar by ourselves; from 3.26 on QGIS need not tell it, too.
CAN_CANCEL = QgsTask.Flag.CanCancel | getattr(QgsTask.Flag, "Silent", QgsTask.Flag.CanCancel)
