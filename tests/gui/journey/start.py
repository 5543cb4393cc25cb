# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS runs (``qgis --code``): one story, as soon as its window stands."""

from __future__ import annotations

import os
import sys
import traceback

from qgis.PyQt.QtCore import QTimer

# QGIS reads the file and does not say where it lies
sys.path.insert(0, os.environ["CALTOPO_JOURNEY_TESTS"])


def start() -> None:
    """QGIS would show what goes wrong here in a window, and wait."""
    try:
        from gui.journey.inside import run
        from gui.journey.stories import STORIES
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    run(STORIES)


QTimer.singleShot(0, start)
