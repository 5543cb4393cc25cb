# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin in the language that QGIS is set to."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

FOLDER = Path(__file__).parents[2] / "i18n"


class Language:
    """The translation for QGIS's language (Settings > Options > General), where there is one.

    In force from construction until ``remove``; before the first text is asked for.  Main thread.
    """

    def __init__(self) -> None:
        self._translator = QTranslator()
        # es_MX finds caltopo_sync_es.qm, too
        wanted = QLocale(QgsApplication.instance().locale())
        if self._translator.load(wanted, "caltopo_sync", "_", str(FOLDER), ".qm"):
            QCoreApplication.installTranslator(self._translator)

    def remove(self) -> None:
        """English again, for what is asked from now on."""
        QCoreApplication.removeTranslator(self._translator)
