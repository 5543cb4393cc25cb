# SPDX-License-Identifier: GPL-2.0-or-later
"""Journeys through the real QGIS, from installing the zip: mouse and keys, a look at the server.

Each test is a QGIS process in a fresh profile on the tests' own screen; see ``journey/``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pytest
from standin import Standin

ROOT = Path(__file__).resolve().parents[2]
QGIS = shutil.which("qgis.bin") or shutil.which("qgis")
MAP = "DEMO1"
SECONDS = 140

pytestmark = [
    pytest.mark.skipif(
        QGIS is None or not os.environ.get("DISPLAY"),
        reason="needs the desktop QGIS and a display: tests/house/headless --xvfb",
    ),
    pytest.mark.skipif(
        "PYTEST_XDIST_WORKER" in os.environ,
        reason="waits of a real window run out beside other tests: make journeys",
    ),
    pytest.mark.timeout(2 * SECONDS + 20),
]


class Journey:
    """A profile with QGIS in it, again and again, beside one server."""

    def __init__(self, folder: Path, server: Standin) -> None:
        self.folder, self.server = folder, server
        self.profiles = folder / "profiles"
        self.zip, self.project = folder / "caltopo_sync.zip", folder / "night.qgz"

    def go(self, story: str, *arguments: str) -> None:
        """One start of QGIS: a story told to its end."""
        environment = {
            **os.environ,
            "HOME": str(self.folder),
            "CALTOPO_JOURNEY": story,
            "CALTOPO_JOURNEY_TESTS": str(ROOT / "tests"),
            "CALTOPO_JOURNEY_ZIP": str(self.zip),
            "CALTOPO_JOURNEY_PROJECT": str(self.project),
        }
        for name in ("QGIS_CUSTOM_CONFIG_PATH", "QGIS_AUTH_DB_DIR_PATH", "QGIS_PLUGINPATH"):
            environment.pop(name, None)
        assert QGIS is not None
        process = subprocess.Popen(
            [QGIS, "--nologo", "--profiles-path", str(self.profiles), "--profile", "journey",
             "--code", str(ROOT / "tests/gui/journey/stories.py"), *arguments],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        guard = threading.Timer(SECONDS, process.kill)
        guard.start()
        try:
            end = self._listen(process)
            if end["error"]:
                pytest.fail(end["error"], pytrace=False)
            assert end["python"] == []
            rest, _ = process.communicate()
            assert process.returncode == 0, rest
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


@pytest.fixture
def journey() -> Iterator[Journey]:
    """Not in the folder for temporary files: QGIS warns of layers there when it is closed."""
    (ROOT / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="journey-", dir=ROOT / "build") as folder, Standin() as server:
        server.add_map(MAP, path=ROOT / "ui/practice/incident.json", team="TEAM01",
                       title="Echo Lakes search")  # fmt: skip
        server.add_map("PUB12", path=ROOT / "ui/practice/incident.json", team="TEAM99",
                       title="Open to all", sharing="URL")  # fmt: skip
        made = Journey(Path(folder), server)
        subprocess.run(
            ["git", "-c", "safe.directory=*", "archive", "--format=zip",
             "--prefix=caltopo_sync/", f"--output={made.zip}", "HEAD"],
            cwd=ROOT, check=True,
        )  # fmt: skip
        ini = made.profiles / "profiles/journey/QGIS/QGIS3.ini"
        ini.parent.mkdir(parents=True)
        ini.write_text(
            "[qgis]\nshowTips312=false\nshowTips322=false\nnewsFeed\\homePage=\n"
            "[app]\nnews-feed\\items\\httpfeedqgisorg\\disabled=true\n"
            "[app]\nplugin_installer\\checkOnStart=false\n",
            encoding="utf-8",
        )
        yield made


def test_from_the_zip_to_the_next_morning(journey: Journey) -> None:
    journey.go("first_day")
    journey.go("next_day", str(journey.project))


def test_without_an_account(journey: Journey) -> None:
    journey.go("without_account")
