# SPDX-License-Identifier: GPL-2.0-or-later
"""A person's own credential from a cts.ini as caltopo_python has it, and CalTopo Desktop with all
its ways: from listing maps to a push."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from standin import Behaviour, Standin
from standin.behaviour import NoProperties

POINT = {"type": "Point", "coordinates": [-120.1, 38.8]}
RING = {"type": "Polygon", "coordinates": [[[-120, 39], [-120, 39.1], [-120.1, 39.1], [-120, 39]]]}


def feature(cls: str, id: str, geometry: Any = None, **said: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": id,
        "properties": {"class": cls, **said},
        "geometry": geometry,
    }


MARKER = feature("Marker", "m", POINT, title="IC")
ASSIGNMENT = feature("Assignment", "a", RING, title="AC 103", letter="AC", number="103")


def test_a_person_by_a_cts_ini(tmp_path: Path) -> None:
    """Three keys in a section, as caltopo_python's; the server's line alone is added here."""
    with Standin() as server:
        key = server.add_credential("MYCODE123456", account="PERS01", team="PERS01")
        server.add_map("OWN12", features=[MARKER], team="PERS01", title="Mine")
        server.add_map("TEAM5", features=[MARKER], team="TEAM01", title="A team's")
        server.add_map("READ5", features=[MARKER], team="TEAM01", title="Only to look at")
        server.add_bookmark("PERS01", "TEAM5", 16, "A team's")
        server.add_bookmark("PERS01", "READ5", 10, "Only to look at")
        ini = tmp_path / "cts.ini"
        ini.write_text(
            "[other]\nid=X\nkey=QUJD\naccountId=ZZZZ99\n\n"
            f"[me@example.com]\nid={key.id}\nkey={key.secret}\naccountId=PERS01\n"
            f"server={server.url}\n"
        )
        ini.chmod(0o600)
        conn = api.connection(f"{ini}#me@example.com")
        listed = {m.id: (m.permission, m.bookmark) for m in conn.maps()}
        assert listed == {
            "OWN12": ("", False), "TEAM5": ("UPDATE", True), "READ5": ("READ", True)
        }  # fmt: skip
        for map_id in ("OWN12", "TEAM5"):
            m = conn.open_map(map_id, tmp_path / "maps", push_on_save=False)
            try:
                m.edit("m", properties={"title": "Edited by me"})
                m.add("Marker", {"title": "Added by me"}, POINT)
                report = m.push()
                assert (report.added, report.edited, report.failed) == (1, 1, 0)
            finally:
                m.close()
            said = [f["properties"] for f in server.objects(map_id).values()]
            assert {s["title"] for s in said} == {"Edited by me", "Added by me"}
            assert {s["-updated-by"] for s in said} == {"PERS01"}
        look = conn.open_map("READ5", tmp_path / "maps", push_on_save=False)
        try:
            look.edit("m", properties={"title": "Not mine"})
            assert look.push().failed == 1 and look.outbox()[0].reason
        finally:
            look.close()
        made = conn.create_map("New", [MARKER])
        assert server.maps()[made.id]["team"] == "PERS01"
        conn.delete_map(made.id, "New", folder=tmp_path)
        assert made.id not in server.maps()
        with pytest.raises(CalTopoError):
            api.connection(f"{ini}#other").maps()


DESKTOP = Behaviour(
    desktop=True,
    new_map_redirects=True,
    assignment_title_empty=True,
    track_edit_empty=True,
    no_properties=NoProperties.BLANKED,
)


def test_a_desktop_with_all_its_ways(tmp_path: Path) -> None:
    """No credential is the switch: unsigned calls, the older listing, redirects, empty titles."""
    with Standin(behaviour=DESKTOP) as server:
        server.add_map("RRR2", features=[MARKER, ASSIGNMENT], team="TEAM01", title="Offline")
        ini = tmp_path / "cts.ini"
        ini.write_text(f"[desktop]\naccountId=TEAM01\nserver={server.url}\n")
        conn = api.connection(f"{ini}#desktop")
        assert [m.title for m in conn.maps()] == ["Offline"]
        m = conn.open_map("RRR2", tmp_path / "maps", push_on_save=False)
        try:
            (there,) = m.features("Assignment")
            assert there.title == "AC 103"  # of letter and number: the server's own is empty
            assert [c.title for c in m.changes()] == []
            m.edit(there, properties={"description": "along the ridge"})
            m.add("Marker", {"title": "new"}, POINT)
            track = m.live_track("Dog", "TEAM1-7")
            m.report_position(track, 38.81, -120.11)
            report = m.push()
            assert (report.added, report.edited, report.failed, report.unknown) == (1, 1, 0, 0)
            m.refresh()
            assert m.changes() == []
        finally:
            m.close()
        said = server.objects("RRR2")[("Assignment", "a")]["properties"]
        assert (said["title"], said["description"]) == ("AC 103", "along the ridge")
        made = conn.create_map("New", [MARKER])
        assert [cls for cls, _ in server.objects(made.id)] == ["Marker"]
        assert {call.expires for call in server.calls} == {None}  # nothing was signed
