# SPDX-License-Identifier: GPL-2.0-or-later
"""The examples of the pages run as they stand, one after the other, against a stand-in server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer
from standin import Standin

ROOT = Path(__file__).parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
BOOK = re.compile(r"^m\.assignment_book.*$", re.M)  # takes as long as all the rest
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INCIDENT = ROOT / "ui/practice/incident.json"
# Whose calls take minutes, a display, or a server of another kind: other tests show those.
APART = ("initQgis", "add_carto_map", "upload_photos", "runpy", "m.cut(")
PAGES = ("README", "docs/assignments", "docs/conflicts", "docs/export", "docs/live",
         "docs/scripting", "docs/team-maps")  # fmt: skip


def segments() -> QgsVectorLayer:
    fields = "&field=seg_id:string&field=seg:string&field=name:string&field=poa:double"
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326" + fields, "Segments", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["s1", "501", "North bowl", 0.3])
    feature.setGeometry(
        QgsGeometry.fromWkt("POLYGON((-120.2 38.9,-120.2 39,-120.1 39,-120.1 38.9,-120.2 38.9))")
    )
    layer.dataProvider().addFeatures([feature])
    return layer


@pytest.fixture
def county(server: Standin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The incident as ABC12, with what the pages speak of in it, and a cts.ini."""
    key = server.add_credential()
    features = json.loads(INCIDENT.read_text(encoding="utf-8"))["features"]
    features += [
        {"type": "Feature", "id": title, "properties": {"class": cls, "title": title}}
        for cls, title in (("Folder", "Night"), ("Folder", "Tracks"), ("OperationalPeriod", "OP 2"))
    ]
    if "ABC12" in server.maps():
        server.remove_map("ABC12")
    server.add_map("ABC12", features=features, team=key.team, title="Ridge search")
    monkeypatch.chdir(tmp_path)
    ini = tmp_path / "cts.ini"
    ini.write_text(
        f"[county]\nid = {key.id}\nkey = {key.secret}\naccountId = {key.team}\n"
        f"server = {server.url}\n"
    )
    ini.chmod(0o600)
    return "cts.ini#county"


@pytest.mark.parametrize("page", PAGES)
def test_examples_run(
    page: str, county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect: Callable[[], api.Connection] = partial(api.connection, county)
    opened: list[api.Map] = []

    def open_map(self: api.Connection, map_id: str, **said: Any) -> api.Map:
        opened.append(really(self, map_id, **{**said, "workspace": str(tmp_path / "maps")}))
        return opened[-1]

    really = api.Connection.open_map
    monkeypatch.setattr(api.Connection, "open_map", open_map)
    for name in ("connect", "connection", "public"):
        monkeypatch.setattr(api, name, lambda *said, **more: connect())
    blocks = PYTHON.findall((ROOT / f"{page}.md").read_text(encoding="utf-8"))
    names: dict[str, Any] = {"api": api, "conn": connect(), "layer": segments()}
    names["segments"] = names["layer"]
    blocks = [code for code in blocks if not any(word in code for word in APART)]
    assert blocks
    try:
        for before, code in zip(["", *blocks], blocks):
            if "open_map(" in code:
                for each in opened:
                    each.close()
            elif not opened or "m.close()" in before:
                names["m"] = names["conn"].open_map("ABC12")
            code = UUID.sub(lambda _: next(iter(names["m"].features("Marker"))).id, code)
            code = code.replace("m.wait(60)", "m.wait(1)")
            exec(compile(BOOK.sub("", code), page, "exec"), names)
    finally:
        for each in opened:
            each.close()
