# SPDX-License-Identifier: GPL-2.0-or-later
"""The real QGIS in a fresh profile, told a story; runs in the test, beside the stand-in server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest
from standin import Standin

ROOT = Path(__file__).resolve().parents[3]
ZIP = ROOT / "build/caltopo_sync.zip"
QGIS = shutil.which("qgis.bin") or shutil.which("qgis")
MAP = "DEMO1"
SECONDS = 140
PROFILE = "journey"

needs_a_screen = [
    pytest.mark.skipif(
        QGIS is None or not os.environ.get("DISPLAY"),
        reason="needs the desktop QGIS and a display: tests/house/headless --xvfb",
    ),
    pytest.mark.skipif(
        "PYTEST_XDIST_WORKER" in os.environ,
        reason="waits of a real window run out beside other tests: make smoke journeys",
    ),
    pytest.mark.timeout(2 * SECONDS + 90),
]

# No tip of the day, no news and no list of plugins, which would want the internet; of QGIS's own
# plugins the one that is always there.
QUIET = """[qgis]
showTips312=false
showTips322=false
newsFeed\\homePage=
[app]
news-feed\\items\\httpfeedqgisorg\\disabled=true
plugin_installer\\checkOnStart=false
plugin_repositories\\QGIS%20Official%20Plugin%20Repository\\enabled=false
plugin_repositories\\QGIS%20Official%20Plugin%20Repository\\url=https://plugins.qgis.org/plugins/plugins.xml
[PythonPlugins]
MetaSearch=false
db_manager=false
grassprovider=false
processing=true
sagaprovider=false
"""
RIDGE = {
    "type": "Feature",
    "id": "7d3a4c1e-0f1b-4c55-9a51-0a5be0a1e001",
    "properties": {"class": "Marker", "title": "Ridge", "marker-symbol": "point"},
    "geometry": {"type": "Point", "coordinates": [-120.08, 38.84]},
}


class Journey:
    """A profile with QGIS in it, again and again, beside one server."""

    def __init__(self, folder: Path, server: Standin) -> None:
        self.folder, self.server = folder, server
        self.profiles = folder / "profiles"
        self.project = folder / "night.qgz"

    def go(self, story: str, *arguments: str) -> None:
        """One start of QGIS: a story told to its end."""
        environment = {
            **os.environ,
            "HOME": str(self.folder),
            "CALTOPO_JOURNEY": story,
            "CALTOPO_JOURNEY_TESTS": str(ROOT / "tests"),
            "CALTOPO_JOURNEY_ZIP": str(ZIP),
            "CALTOPO_JOURNEY_SECONDS": str(SECONDS),
            "CALTOPO_JOURNEY_PROJECT": str(self.project),
        }
        for name in ("QGIS_CUSTOM_CONFIG_PATH", "QGIS_AUTH_DB_DIR_PATH", "QGIS_PLUGINPATH"):
            environment.pop(name, None)
        assert QGIS is not None
        process = subprocess.Popen(
            [QGIS, "--nologo", "--profiles-path", str(self.profiles), "--profile", PROFILE,
             "--code", str(ROOT / "tests/gui/journey/start.py"), *arguments],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        guard = threading.Timer(SECONDS + 30, process.kill)
        guard.start()
        try:
            end = self._listen(process)
            if end["error"]:
                pytest.fail(end["error"], pytrace=False)
            if end["log"]:
                pytest.fail("QGIS's log: " + "\n".join(end["log"]), pytrace=False)
            rest, _ = process.communicate()
            assert process.returncode == 0, rest
            assert "Traceback" not in rest, rest
        finally:
            guard.cancel()
            process.kill()
            process.communicate()

    def _listen(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdin is not None and process.stdout is not None
        heard = []
        for line in process.stdout:
            if not line.startswith("journey: "):
                heard.append(line)
                continue
            asked = json.loads(line[len("journey: ") :])
            what = asked.pop("what")
            heard.append(line)
            if what == "end":
                process.stdin.write("null\n")
                process.stdin.flush()
                return asked
            process.stdin.write(json.dumps(getattr(self, what)(**asked)) + "\n")
            process.stdin.flush()
        raise AssertionError("QGIS ended in the middle: " + "".join(heard[-30:]))

    # -- what a story asks ----------------------------------------------------------------------

    def key(self) -> dict[str, str]:
        made = self.server.add_credential(team="TEAM01")
        return {"server": self.server.url, "id": made.id, "secret": made.secret, "team": "TEAM01"}

    def titled(self, map: str, title: str) -> dict[str, Any] | None:
        found = self.server.objects(map).values()
        return next((each for each in found if each["properties"].get("title") == title), None)

    def colleague_edits(self, cls: str, title: str, values: dict[str, Any]) -> None:
        found = self.titled(MAP, title)
        assert found is not None
        self.server.colleague(MAP).edit(cls, found["id"], values)

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        self.server.start()

    def link(self, map: str) -> str:
        return f"{self.server.url}/m/{map}"

    def host(self) -> str:
        return urlsplit(self.server.url).netloc

    def methods(self) -> list[str]:
        return sorted({call.method for call in self.server.calls})


@contextmanager
def beside_a_server() -> Iterator[Journey]:
    """A journey from the zip that ``make zip`` builds; the server has two maps.

    Not in the folder for temporary files: QGIS warns of layers there when it is closed.
    """
    subprocess.run(["make", "--silent", "zip"], cwd=ROOT, check=True)
    with TemporaryDirectory(prefix="journey-", dir=ROOT / "build") as folder, Standin() as server:
        incident = ROOT / "ui/practice/incident.json"
        server.add_map(MAP, path=incident, team="TEAM01", title="Echo Lakes search")
        server.add_map("PUB12", path=incident, team="TEAM99", title="Open to all", sharing="URL")
        for id, title in (("NGT12", "Night shift"), ("TRN34", "Training ground")):
            server.add_map(id, features=[RIDGE], team="TEAM01", title=title)
        made = Journey(Path(folder), server)
        ini = made.profiles / "profiles" / PROFILE / "QGIS/QGIS3.ini"
        ini.parent.mkdir(parents=True)
        ini.write_text(QUIET, encoding="utf-8")
        yield made
