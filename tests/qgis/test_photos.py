# SPDX-License-Identifier: GPL-2.0-or-later
"""Photos go to the map and come back, once each, whatever the link does."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError, Rejected
from caltopo_sync.plugin.caltopo.transport import Transport
from caltopo_sync.plugin.host import pictures
from caltopo_sync.plugin.session import appearing, photos
from PIL import Image
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtGui import QImage
from standin import Fault, Kind, Standin

PHOTO = Path(__file__).parents[1] / "data" / "photo.jpg"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "EXPIRES", 1.0)
    monkeypatch.setattr(appearing, "MARGIN", 0.2)
    monkeypatch.setattr(appearing, "LOOK", 0.1)


@pytest.fixture
def placed(tmp_path: Path) -> Path:
    """A photo that knows where, when and whither it was taken."""
    path = tmp_path / "North ridge.jpg"
    with Image.open(PHOTO) as image:
        exif = image.getexif()
        exif.get_ifd(0x8825).update({  # GPSInfo
            1: "N", 2: (38.0, 51.0, 0.0), 3: "W", 4: (120.0, 3.0, 0.0), 5: b"\x00", 6: 2100.0,
            16: "T", 17: 271.5,
        })  # fmt: skip
        exif.get_ifd(0x8769)[0x9003] = "2026:11:20 14:05:06"  # DateTimeOriginal
        exif.get_ifd(0x8769)[0x9011] = "-08:00"  # OffsetTimeOriginal
        image.save(path, exif=exif)
    return path


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.jpg"
    assert QImage(80, 40, QImage.Format.Format_RGB32).save(str(path), "JPEG")
    return path


def there(server: Standin, m: Any) -> list[dict[str, Any]]:
    return [f for (cls, _), f in server.objects(m.id).items() if cls == "MapMediaObject"]


def before(server: Standin, m: Any) -> int:
    return len(there(server, m))


def test_what_a_picture_says(placed: Path, plain: Path) -> None:
    said = pictures.read(placed)
    assert said.position is not None
    assert said.position == pytest.approx((-120.05, 38.85, 2100.0), abs=1e-5)
    assert said.heading == pytest.approx(271.5)
    assert said.taken is not None and said.taken.isoformat() == "2026-11-20T14:05:06-08:00"
    none = pictures.read(plain)
    assert (none.position, none.heading, none.taken) == (None, None, None)


def test_pictures_are_made_smaller(placed: Path) -> None:
    assert pictures.data(placed) == placed.read_bytes()
    small = QImage.fromData(pictures.data(placed, 200))
    assert (small.width(), small.height()) == (200, 150)
    assert pictures.data(placed, 5000) == placed.read_bytes()
    path = placed.with_name("small.jpg")
    path.write_bytes(pictures.data(placed, 200))
    assert pictures.read(path) == replace(pictures.read(placed), path=path)  # where, whither, when


def test_photos_are_put_on_the_map_once(
    server: Standin, m: Any, placed: Path, plain: Path, tmp_path: Path
) -> None:
    count = before(server, m)
    marker = next(iter(m.features("Marker")))
    folder = next(iter(m.features("Folder")))
    (tmp_path / "notes.txt").write_text("no picture")
    files = [placed, plain, tmp_path / "notes.txt", tmp_path / "missing.jpg"]
    report = m.upload_photos(files, parent=marker, folder=folder.id)
    assert (report.done, report.already, report.failed) == (2, 0, 2)
    assert "not a picture" in report.items[2]["reason"]
    found = {f["properties"]["title"]: f for f in there(server, m)}
    ridge = found["North ridge"]
    place = ridge["geometry"]["coordinates"]
    assert place[:3] == pytest.approx([-120.05, 38.85, 2100.0], abs=1e-5)
    assert place[3] == 1795212306000  # 2026-11-20 22:05:06 UTC
    assert ridge["properties"]["heading"] == pytest.approx(271.5)
    assert ridge["properties"]["parentId"] == "Marker:" + marker.id
    assert ridge["properties"]["folderId"] == folder.id
    assert found["plain"]["geometry"]["coordinates"][:2] == marker.geometry["coordinates"][:2]
    again = m.upload_photos(files[:2], parent=marker)
    assert (again.done, again.already) == (0, 2)
    assert before(server, m) == count + 2
    assert "North ridge" in [o.title for o in m.features("MapMediaObject")]


@pytest.mark.parametrize("step", ["/media/[^/]*$", "/data$", "/MapMediaObject$"])
@pytest.mark.parametrize("kind", [Kind.LOST, Kind.DROP, Kind.STATUS])
def test_a_step_that_fails_is_gone_on_from(
    server: Standin, m: Any, placed: Path, step: str, kind: Kind
) -> None:
    count = before(server, m)
    more = {"status": 503} if kind is Kind.STATUS else {}
    server.fault(Fault(kind, method="POST", path=step, times=1, **more))
    first = m.upload_photos([placed])
    second = m.upload_photos([placed])
    assert first.done + second.done == 1 or (first.done, second.already) == (1, 1)
    assert second.failed == 0
    assert before(server, m) == count + 1
    sent = [c for c in server.calls if c.path.endswith("/data") and c.status == 200]
    assert len(sent) <= 2


class Killed(BaseException):
    """The program ends at this moment."""


@pytest.mark.parametrize("answered", [False, True], ids=["before", "after"])
def test_killed_at_every_request_it_goes_on_from_there(
    server: Standin, conn: Any, placed: Path, tmp_path: Path, answered: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A run that was killed, before a request or when it was answered, and another one after it."""
    send, left = Transport.send, [0]

    def dying(self: Any, call: Any) -> Any:
        left[0] -= 1
        if left[0]:
            return send(self, call)
        if answered:
            with suppress(CalTopoError), send(self, call) as answer:
                b"".join(answer.body)
        raise Killed

    monkeypatch.setattr(Transport, "send", dying)
    for number in range(1, 50):
        path = tmp_path / ("n" + str(number) + ".jpg")
        path.write_bytes(placed.read_bytes() + bytes([number]))  # another picture
        m = conn.open_map("ABC12", tmp_path / "work", push_on_save=False)
        left[0] = number
        killed = False
        try:
            m.upload_photos([path])
        except Killed:
            killed = True
        finally:
            left[0] = 0
            m.close()
        m = conn.open_map("ABC12", tmp_path / "work", push_on_save=False)
        report = m.upload_photos([path])
        assert (report.done + report.already, report.failed) == (1, 0)
        assert path.stem in [o.title for o in m.features("MapMediaObject")]
        m.close()
        titled = [f["properties"]["title"] for f in there(server, m)]
        assert titled.count(path.stem) == 1
        if not killed:
            break
    assert number > 5  # a refresh, three steps with a look before each, a refresh


def test_a_parent_that_is_not_pushed_yet(m: Any, placed: Path) -> None:
    id = m.add("Marker", {"title": "new"}, {"type": "Point", "coordinates": [-120, 38]})
    with pytest.raises(Rejected):
        m.upload_photos([placed], parent=id)


def test_photos_come_back(server: Standin, m: Any, placed: Path, tmp_path: Path) -> None:
    marker = next(iter(m.features("Marker")))
    m.upload_photos([placed], parent=marker)
    folder = tmp_path / "photos"
    report = m.download_photos(folder)
    mine = next(i for i in report.items if i["title"] == "North ridge")
    assert mine["outcome"] == "done" and not QImage(mine["path"]).isNull()
    rows = list(csv.DictReader((folder / "photos.csv").open(encoding="utf-8")))
    row = next(r for r in rows if r["title"] == "North ridge")
    assert (row["parent_id"], row["parent_title"]) == (marker.id, marker.title)
    assert float(row["longitude"]) == pytest.approx(-120.05, abs=1e-5) and row["taken"]
    layer = QgsVectorLayer(str(folder / "photos.geojson"), "photos", "ogr")
    assert layer.isValid() and layer.featureCount() == len(rows)
    server.clear_calls()
    again = m.download_photos(folder)
    assert (again.done, again.already) == (0, report.done + report.already)
    fetched = [c for c in server.calls if c.path.endswith("/original")]
    assert all(c.status != 200 for c in fetched)  # the incident's own has no bytes on this server


def test_sending_in_the_background_lets_others_work(server: Standin, m: Any, placed: Path) -> None:
    job = m.upload_photos([placed], wait=False)
    m.refresh()
    assert job.wait(30).done == 1
    assert json.dumps(m.history()) is not None


def test_one_path_is_one_picture(server: Standin, m: Any, placed: Path) -> None:
    report = m.upload_photos(str(placed))
    assert (report.done, report.failed) == (1, 0)
    with pytest.raises(Rejected):
        m.upload_photos([placed], longest=-1)


def test_a_folder_that_cannot_be_made(m: Any, plain: Path) -> None:
    with pytest.raises(CalTopoError, match="cannot be made"):
        m.download_photos(plain)
