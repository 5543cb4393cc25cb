# SPDX-License-Identifier: GPL-2.0-or-later
"""A QGIS of its own that works on a map and is killed at a chosen moment.

Run as a program it starts QGIS once and forks it for every order that comes as a line of JSON, so
that each is done by a process that has done nothing before. The answer is a line, too: "died",
"done", or what went wrong.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
MAP = "ABC12"
KEY = ("CRED00000001", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
STEPS = ("open", "save markers", "save lines", "save folders", "refresh", "push", "undo", "send")


@dataclass(frozen=True)
class Order:
    """Work on the map until a step is done; die at the n-th moment of a kind, 0 for never."""

    workspace: str
    until: str
    moment: str = ""
    number: int = 0

    @property
    def diary(self) -> Path:
        """Where the steps that were done are written down."""
        return Path(self.workspace) / "diary"


class Qgis:
    """The program, connected to a server, to be sent orders."""

    def __init__(self, url: str) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TESTS)}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "dyingqgis", url],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def does(self, order: Order) -> str:
        assert self._program.stdin is not None and self._program.stdout is not None
        self._program.stdin.write(json.dumps(asdict(order)) + "\n")
        self._program.stdin.flush()
        return self._program.stdout.readline().strip()

    def stop(self) -> None:
        self._program.kill()
        self._program.communicate()


@contextmanager
def a_qgis(url: str) -> Iterator[Qgis]:
    qgis = Qgis(url)
    try:
        yield qgis
    finally:
        qgis.stop()


# -- in that program ----------------------------------------------------------------------------


def work(conn: Any, order: Order) -> None:
    """Open the map and do what is not done yet, as an analyst who comes back does."""
    from caltopo_sync.plugin.sync.pace import Pace
    from caltopo_sync.plugin.sync.push import Pusher

    pace = Pace(expires=0.4, margin=0.15, look=0.03, pause=0.01)
    Pusher.__init__.__defaults__ = (pace, *(Pusher.__init__.__defaults__ or ())[1:])  # type: ignore[misc]
    done = order.diary.read_text().splitlines() if order.diary.exists() else []
    m = conn.open_map(MAP, workspace=order.workspace, push_on_save=False, refresh=False)
    m.add_to_project()
    doing: dict[str, Callable[[Any], None]] = {
        "save markers": save_markers,
        "save lines": save_lines,
        "save folders": save_folders,
        "refresh": lambda m: m.refresh(),
        "push": push,
        "undo": undo,
        "send": push,
    }
    for step in STEPS[: STEPS.index(order.until) + 1]:
        if step not in done:
            if step in doing:
                doing[step](m)
            with order.diary.open("a") as diary:
                diary.write(step + "\n")
    m.close()


def push(m: Any) -> None:
    report = m.push()
    left = (report.failed, report.unknown, report.conflicts, report.waiting, m.outbox())
    assert left == (0, 0, 0, 0, []), left
    assert m.changes() == []


def undo(m: Any) -> None:
    """Of a push that died and its continuation, one after the other."""
    while True:
        report = m.undo_push()
        assert report.refused == 0, report.items
        if not report.added + report.edited + report.deleted:
            return


def _rows(layer: Any) -> dict[str, Any]:
    return {feature["caltopo_id"]: feature for feature in layer.getFeatures()}


def _set(layer: Any, feature: Any, **columns: Any) -> None:
    for column, value in columns.items():
        if feature[column] != value:
            index = layer.fields().indexOf(column)
            assert layer.changeAttributeValue(feature.id(), index, value)


def _add(layer: Any, wkt: str, **columns: Any) -> None:
    from qgis.core import QgsFeature, QgsGeometry

    feature = QgsFeature(layer.fields())
    for column, value in columns.items():
        feature[column] = value
    if wkt:
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
    assert layer.addFeature(feature)


def _move(layer: Any, feature: Any, wkt: str) -> None:
    from qgis.core import QgsGeometry

    shape = QgsGeometry.fromWkt(wkt)
    if feature.geometry().asWkt(3) != shape.asWkt(3):
        assert layer.changeGeometry(feature.id(), shape)


@contextmanager
def _editing(layer: Any) -> Iterator[None]:
    assert layer.startEditing()
    yield
    assert layer.commitChanges(), layer.commitErrors()


def save_markers(m: Any) -> None:
    layer = m.layers()["Marker"]
    rows = _rows(layer)
    with _editing(layer):
        _set(layer, rows["edited"], title="mine")
        _move(layer, rows["moved"], "POINT (-121.5 39.5)")
        if "deleted" in rows:
            assert layer.deleteFeature(rows["deleted"].id())
        twins = sum(row["title"] == "twin" for row in rows.values())
        for _ in range(2 - twins):
            _add(layer, "POINT (-121 40)", title="twin")


def save_lines(m: Any) -> None:
    layer = m.layers()["Shape_line"]
    rows = _rows(layer)
    with _editing(layer):
        _set(layer, rows["line"], stroke="#0000FF")
        _move(layer, rows["line"], "LINESTRING (-120 39, -120.25 39.25)")


def save_folders(m: Any) -> None:
    """Delete one that holds a marker, add one, and put a new marker into it."""
    folders, markers = m.layers()["Folder"], m.layers()["Marker"]
    rows = _rows(folders)
    with _editing(folders):
        if "f" in rows:
            assert folders.deleteFeature(rows["f"].id())
        if not any(row["title"] == "new folder" for row in rows.values()):
            _add(folders, "", title="new folder")
    (new,) = (id for id, row in _rows(folders).items() if row["title"] == "new folder")
    if not any(row["title"] == "inside" for row in _rows(markers).values()):
        with _editing(markers):
            _add(markers, "POINT (-121 41)", title="inside", folderId=new)


def main() -> None:
    import qgisapp

    application = qgisapp.start()  # noqa: F841  (gone, QGIS would be, too)
    from caltopo_sync.plugin import api
    from sync.crashing import Moment, dies

    # Here and not after a fork: Qt reads certificates in threads, which a fork loses.
    conn = api.connect(sys.argv[1], credential_id=KEY[0], secret=KEY[1], team_id="TEAM01")
    for line in sys.stdin:
        order = Order(**json.loads(line))
        moment = Moment(order.moment) if order.moment else Moment.SENDING
        try:
            died = dies(functools.partial(work, conn, order), moment, order.number)
            said = "died" if died else "done"
        except BaseException as error:
            traceback.print_exc()
            said = repr(error).replace("\n", " ")
        print(said, flush=True)


if __name__ == "__main__":
    main()
