# SPDX-License-Identifier: GPL-2.0-or-later
"""Open QGIS with the plugin and the made-up incident, in a profile made for it under build/.

The stand-in server runs in this process and ends with QGIS. Nothing of the user's own QGIS is
read or changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN = ROOT / "build/run"
PROFILE = RUN / "profiles/demo"
CONNECTION = "Demo (stand-in server)"
SHOW = 'import qgis.utils\nqgis.utils.plugins["caltopo_sync"].show_open_dialog()\n'


def prepare(server: str, team: str, credential_id: str, secret: str) -> dict[str, str]:
    """Make the profile, with the plugin in it and a connection saved; returns QGIS's environment.

    The authentication database's password stands beside it: there is nothing in it to protect.
    """
    from qgis.core import QgsApplication
    from qgis.PyQt.QtCore import QSettings

    RUN.mkdir(parents=True, exist_ok=True)
    plugins, password = RUN / "plugins", RUN / "password"
    plugins.mkdir(exist_ok=True)
    link = plugins / "caltopo_sync"
    if not link.is_symlink():
        link.symlink_to(ROOT, target_is_directory=True)
    shutil.rmtree(PROFILE, ignore_errors=True)
    PROFILE.mkdir(parents=True)
    password.write_text("only for the demo", encoding="utf-8")
    (RUN / "show.py").write_text(SHOW, encoding="utf-8")
    environment = {
        "QGIS_PLUGINPATH": str(plugins),
        "QGIS_AUTH_PASSWORD_FILE": str(password),
        "QGIS_AUTH_DB_DIR_PATH": str(PROFILE),
    }
    os.environ.update(environment)
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(PROFILE))
    QgsApplication.setOrganizationName("QGIS")
    QgsApplication.setApplicationName("QGIS3")
    app = QgsApplication([], False, str(PROFILE))
    app.initQgis()
    app.authManager().setMasterPassword("only for the demo", True)

    sys.path.insert(0, str(plugins))
    from caltopo_sync.plugin.caltopo.signing import Credential
    from caltopo_sync.plugin.host import credentials

    credentials.save(
        credentials.Connection(CONNECTION, server, team, Credential(credential_id, secret))
    )
    QSettings().setValue("PythonPlugins/caltopo_sync", True)
    QSettings().sync()
    app.exitQgis()
    return environment


def main() -> int:
    """Run the stand-in and QGIS until QGIS is closed."""
    sys.path.insert(0, str(ROOT / "tests"))
    from standin import Standin

    with Standin() as server:
        key = server.add_credential()
        incident = ROOT / "ui/practice/incident.json"
        server.add_map("DEMO1", path=incident, team=key.team, title="Made-up incident")
        environment = prepare(server.url, key.team, key.id, key.secret)
        print(json.dumps({"server": server.url, "map": "DEMO1", "connection": CONNECTION}))
        command = ["qgis", "--nologo", "--profiles-path", str(RUN), "--profile", "demo"]
        return subprocess.run(
            [*command, "--code", str(RUN / "show.py")],
            env={**os.environ, **environment},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
