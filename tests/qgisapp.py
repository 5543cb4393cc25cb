# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS without a window for programs that are not tests, and the plugin under its own name.

``caltopo_sync`` is the name of the folder the plugin is installed in; here it is the checkout,
whatever that is called.
"""

from __future__ import annotations

import atexit
import os
import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def start(gui: bool = False) -> Any:
    """Start QGIS in a profile that is thrown away; returns the QgsApplication. Call once."""
    profile = tempfile.mkdtemp(prefix="caltopo-profile-")
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile
    os.environ["QGIS_AUTH_DB_DIR_PATH"] = profile
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = profile  # mkdtemp made it 0700
    runpy.run_path(str(ROOT / "conftest.py"))

    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QCoreApplication, QSettings

    QCoreApplication.setOrganizationName("QGIS")
    QCoreApplication.setApplicationName("QGIS3")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, profile)
    app = QgsApplication([], gui, profile)
    app.initQgis()
    return app
