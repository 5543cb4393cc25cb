# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes incident.json: a made-up search for a missing hiker, as a CalTopo map answer holds it.

``python -m data.make_incident`` (with tests/ on the path) writes the same file every time. Places
are real, persons, teams and events are not. Every class of map object is there, and every odd
value seen in real answers: colours without ``#``, sizes as text, the word "None", absent and null
properties, unclosed rings, holes, positions of two to four elements, ids that are no UUIDs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from . import outlines
from .features import (
    ABSENT,
    MINUTE,
    START,
    Incident,
    flat_point,
    identifier,
    line,
    point,
    polygon,
    recorded,
)
from .terrain import PLACES, height

FILE = Path(__file__).parents[2] / "ui" / "practice" / "incident.json"
MAP_ID = "EKL26"
TITLE = "Echo Lakes search, 12 September 2026"

# The records are tables to be read across.
# fmt: off


def folders(made: Incident) -> dict[str, str]:
    found = {
        "command": made.add("Folder", "command", title="Command and logistics", visible=True,
                            labelVisible=True),
        "hazards": made.add("Folder", "hazards", title="Hazards", visible=True, labelVisible=False),
        "tracks": made.add("Folder", "tracks", title="Team tracks", visible=True),
        "imported": made.add("Folder", "imported", id="onx_waypoints", audit=False,
                             title="Imported: hiker's own plan", labelVisible=True, visible=False),
    }
    found["day two"] = made.add(
        "Folder", "day two", title="Sunday", visible=True, labelVisible=True,
        folderId=found["tracks"],
    )
    return found


def periods(made: Incident) -> tuple[str, str]:
    look = {"stroke_opacity": 1, "fill_opacity": 0.1, "stroke_width": 2}
    return (
        made.add("OperationalPeriod", "one", title="OP 1: Saturday 0900-2100", stroke="#D95F02",
                 fill="#D95F02", **look),
        made.add("OperationalPeriod", "two", title="OP 2: Sunday 0600-1800", stroke="#2457C5",
                 fill="#2457C5", **look),
    )


def assignments(made: Incident, one: str, two: str) -> dict[str, str]:
    """Segments on the ground, one on the water, three along trails."""
    found: dict[str, str] = {}

    def assign(
        serial: int, code: str, place: str, period: str, status: str, resource: str, geometry: Any,
        about: str = "", **more: Any,
    ) -> None:
        done = status == "COMPLETED"
        properties = {
            "title": f"{code} {serial}", "letter": code, "number": str(serial),
            "operationalPeriodId": period, "resourceType": resource, "teamSize": 4,
            "priority": "MEDIUM", "responsivePOD": "HIGH" if done else "MEDIUM",
            "unresponsivePOD": "MEDIUM" if done else "LOW", "cluePOD": "LOW",
            "timeAllocated": 5, "status": status, "description": about, "previousEfforts": "",
            "transportation": "on foot", "primaryFrequency": "155.160 SAR 1",
            "secondaryFrequency": "151.625", "preparedBy": "M. Okonjo", "folderId": None,
        }
        found[code] = made.add("Assignment", place, geometry, **{**properties, **more})

    def segment(serial: int, code: str, place: str, *rest: Any, **more: Any) -> None:
        assign(serial, code, place, rest[0], rest[1], rest[2], polygon(outlines.ring(place)),
               *rest[3:], **more)

    segment(
        101, "AA", "Ralston and Cagwin lakes", one, "COMPLETED", "DOG-TRAIL",
        "Scent article from the car.\nStart at the Tamarack junction; check both inlets.",
        priority="HIGH", teamSize="3", previousEfforts="Hasty team passed at 0930.",
    )
    segment(102, "AB", "Becker slopes", one, "COMPLETED", "GROUND_1", "Talus below the ridge.")
    segment(
        103, "AC", "Talking Mountain cirque", one, "INPROGRESS", "GROUND_3",
        "Rope team. No one below the gullies while they are in there.", priority="HIGH",
        timeAllocated="6.5",
    )
    segment(
        104, "AD", "Triangle Lake bowl", one, "INPROGRESS", "DOG_AREA",
        x_d4h={"activity": 40817, "tags": ["dog", "k9 Juno"]},
    )
    segment(105, "AE", "Echo Peak slopes", one, "COMPLETED", "GROUND_2", "Brush; 15 m spacing.")
    segment(
        106, "AF", "north of Lower Echo", one, "INPROGRESS", "MOUNTED", primaryFrequency="",
        secondaryFrequency=None, transportation="horse trailer, lot B",
    )
    assign(
        107, "AG", "lower lake", one, "INPROGRESS", "WATER", polygon(outlines.water_ring()),
        "Boat from the chalet dock; shoreline first, then sonar.", transportation="boat",
    )
    assign(
        108, "AH", "trail north", one, "COMPLETED", "GROUND",
        line(outlines.path("trailhead", "bay", "narrows", "landing", "tamarack", "haypress")),
        "Hasty search of the trail, both sides in sight.", teamSize=2, timeAllocated=3,
    )
    assign(
        109, "AI", "trail ralston", one, "COMPLETED", "BIKE",
        line(outlines.trail("Ralston Peak trail")), title=" ", transportation="",
    )
    segment(
        201, "BA", "Haypress south", two, "PREPARED", "GROUND_1", "Meadow edges, then the woods."
    )
    segment(
        202, "BB", "Ralston Peak bowl", two, "PREPARED", "GROUND_3", priority="HIGH",
        description="Snow in the couloirs: axes and helmets.\nWatch for wind above 2,700 m.",
    )
    segment(203, "BC", "Haypress north", two, "DRAFT", "DOG_AREA", teamSize=0)
    segment(204, "BD", "Lucille and Margery", two, "DRAFT", "GROUND", number=None, title="BD ")
    assign(
        205, "BE", "south shore", two, "DRAFT", "DOG_HRD",
        line(outlines.trail("South shore path")), "Second pass, by night if the moon allows.",
    )
    return found


def markers(made: Incident, folder: dict[str, str]) -> dict[str, str]:
    ground = PLACES["Echo Chalet"]
    found: dict[str, str] = {}

    def mark(name: str, position: Any, title: Any, symbol: Any, color: Any, **more: Any) -> None:
        given = {"title": title, "marker_symbol": symbol, "marker_color": color}
        found[name] = made.add(
            "Marker", name, position if isinstance(position, dict) else point(position),
            **{key: value for key, value in given.items() if value is not ABSENT}, **more,
        )

    command = {"folderId": folder["command"], "marker_rotation": None}
    mark(
        "ipp", (-120.0830, 38.8516), "IPP, seen Fri 1640", "c:target1", "FF0000",
        description="At the Tamarack junction, to two hikers. Blue jacket, small grey pack.",
        marker_size="1.5", marker_rotation=None, folderId=None,
    )
    mark(
        "lkp", (-120.0893, 38.8428), "LKP, phone Fri 1925", "c:target2", "#FF0000",
        description="±150 m. It rang once, by the tower on Becker ridge; no answer since.",
        marker_size=1,
    )
    mark(
        "icp", (ground[0] + 0.0011, ground[1] - 0.0004), "ICP Echo Chalet", "cp", "#1A1A1A",
        marker_size="1.5", **command,
    )
    mark(
        "staging", (-120.0420, 38.8328), "Staging, lot B", "circle-s", "2E7D32", marker_size=1,
        **command,
    )
    mark(
        "car", (ground[0] - 0.0001, ground[1] - 0.0006), "Subject's car",
        "automobile", "#546e7a", marker_size=1, marker_rotation="None",
        description="Grey wagon; engine cold, note on the seat.",
    )
    mark(
        "camp one", (-120.0763, 38.8488), "Spike camp 1", "camping", "#2E7D32", marker_size="1",
        **command,
    )
    mark(
        "camp two", (-120.1008, 38.8572), "Spike camp 2 (Haypress)", "camping", "#2e7d32",
        marker_size="0.75", **command,
    )
    mark(
        "helispot one", (-120.0415, 38.8373), "Helispot H1", "heliport", "#0B63B5",
        marker_size=1, marker_rotation=0, folderId=folder["command"],
        description="Wires to the east.",
    )
    mark(
        "helispot two", (-120.0983, 38.8586), "Helispot H2", "heliport", "0B63B5",
        marker_size="1", marker_rotation=None, folderId=folder["command"],
    )
    mark("medevac", (-120.0432, 38.8341), "Ambulance", "medevac-site", "#C62828", marker_size=1)
    mark(
        "cliff", (-120.0747, 38.8317), "Loose cliff band", "danger", "#ff6600", marker_size=1,
        folderId=folder["hazards"], marker_rotation=0,
    )
    mark(
        "snow", (-120.1008, 38.8322), "Cornice", "danger", "#FF6600", marker_size=1.25,
        folderId=folder["hazards"],
    )
    mark(
        "repeater", (-120.0608, 38.8291), "Repeater SAR 1", "antenna-of-our-own", "6A1B9A",
        marker_size=1, r2c_guid="a7f1", r2c_last_seen_epoch_ms=START - 90 * MINUTE,
        battery={"volts": 12.10, "solar": True}, marker_visibility="visible",
    )
    mark("travel", (-120.0868, 38.8472), "", "a:1", "#FF0000", marker_size="2", marker_rotation=205)
    mark(
        "plan start", flat_point((-120.0443, 38.8350)), "Start 0800", "flag-1", None, id="0",
        folderId="onx_waypoints", audit=False,
    )
    mark(
        "plan lunch", flat_point((-120.0927, 38.8402)), "Lunch", "point", "None",
        marker_rotation="None", folderId="onx_waypoints", id="1", audit=False,
    )
    mark(
        "plan back", flat_point((-120.0752, 38.8494)), ABSENT, "circle-3", ABSENT,
        folderId="onx_waypoints", id="2", audit=False,
    )
    return found


def shapes(made: Incident, folder: dict[str, str]) -> None:
    drawn = {"stroke": "#FF0000", "stroke_width": 2, "stroke_opacity": 1}
    made.add(
        "Shape", "pct",
        line(
            outlines.path(
                "trailhead", "bay", "narrows", "landing", "tamarack", "haypress", "margery"
            )
        ),
        title="Pacific Crest Trail", stroke="#6D4C41", stroke_width=2, stroke_opacity=1,
        pattern="solid", description="",
    )
    made.add(
        "Shape", "ralston lake trail", line(outlines.trail("Ralston Lake trail")),
        title="Ralston Lake trail", stroke="#6d4c41", stroke_width=1,
        pattern="M0 -3 L0 3,,12,F",
    )
    made.add(
        "Shape", "woods trail", line(outlines.trail("Lake of the Woods trail")), title="",
        stroke="#6D4C41", stroke_width=1, stroke_opacity=1, pattern="dash",
    )
    made.add(
        "Shape", "plan",
        line(
            [(-120.0443, 38.8350), (-120.0752, 38.8494), (-120.0830, 38.8516), (-120.0905, 38.8428)]
        ),
        id="0", audit=False, title="Hiker's plan, from his desk", stroke="#8E24AA",
        stroke_width=4, stroke_opacity=0.5, fill="#8E24AA", fill_opacity=0,
        folderId="onx_waypoints",
    )
    center = (-120.0830, 38.8516)
    for share, radius in ((25, 1100), (50, 3100)):
        made.add(
            "Shape", f"ring {share}", polygon(outlines.circle(center, radius)),
            title=f"{share} %: {radius / 1000:.1f} km from the IPP", stroke="#455A64",
            stroke_width=2, stroke_opacity=0.7, fill="#455A64", fill_opacity=0,
            description="Hiker, mountain, temperate.",
        )
    outer = outlines.wander([(-120.0480, 38.8480), (-120.0545, 38.8530), (-120.0590, 38.8610),
                             (-120.0500, 38.8640), (-120.0410, 38.8580), (-120.0480, 38.8480)],
                            "closure", 0.12)
    inner = outlines.wander(
        [
            (-120.0520, 38.8560), (-120.0490, 38.8552), (-120.0480, 38.8585),
            (-120.0512, 38.8598), (-120.0520, 38.8560),
        ],
        "cabins", 0.15,
    )
    made.add(
        "Shape", "closure", polygon(outer, inner), title="Burn closure (cabins open)",
        stroke="#BF360C", stroke_width=1, stroke_opacity=1, fill="#BF360C", fill_opacity=0.2,
        folderId=folder["hazards"],
    )
    # A ring as other programs send it: the last position does not repeat the first.
    snow = outlines.wander([(-120.1060, 38.8312), (-120.1020, 38.8318), (-120.0975, 38.8302),
                            (-120.0985, 38.8330), (-120.1030, 38.8345), (-120.1068, 38.8332)],
                           "snowfield", 0.15)
    made.add(
        "Shape", "snowfield", polygon(snow), title="Snowfield", stroke="#0288D1",
        stroke_width=1, stroke_opacity=1, fill="#B3E5FC", fill_opacity=0.5,
        folderId=folder["hazards"], zIndexOffset=2, titleVisibility="visible",
    )
    made.add(
        "Shape", "cell sector",
        polygon(
            [(-120.0608, 38.8291), (-120.0935, 38.8488), (-120.0990, 38.8405), (-120.0608, 38.8291)]
        ),
        title="Cell sector, timing advance", stroke="#6A1B9A", stroke_width=1, fill="#6A1B9A",
        fill_opacity=0.12,
    )
    made.add(
        "Shape", "hasty track",
        recorded(
            outlines.path("trailhead", "bay", "narrows", "landing", "tamarack"),
            START + 15 * MINUTE, 1.5, incremental=False,
        ),
        by="field", title="Hasty 1, up", gpstype="TRACK", stroke="#00897B", stroke_width=2,
        stroke_opacity=1, pattern="solid", folderId=folder["tracks"],
    )
    made.add(
        "Shape", "elevations",
        {
            "type": "LineString",
            "coordinates": [[*p, height(*p)] for p in outlines.path("haypress", "margery")],
        },
        **drawn, title="Route with elevations", pattern="solid",
    )


def sar_objects(made: Incident, folder: dict[str, str], assigned: dict[str, str]) -> str:
    bottle = made.add(
        "Clue", "bottle", point((-120.0879, 38.8441)), by="field", title="Clue 1 bottle",
        summary="Water bottle, half full", description="Under a rock, not long in the sun.",
        location="80 m N of Cagwin", found="2026-09-12", instructions="COLLECT",
        assignmentId=assigned["AA"],
    )
    made.add(
        "Clue", "print", point((-120.0921, 38.8389)), by="field", title="Clue 2 print",
        summary="Boot print, about size 44", instructions="MARK", assignmentId=assigned["AA"],
        description=None,
    )
    made.add(
        "Clue", "wrapper", point((-120.0700, 38.8478)), title="Clue 3 wrapper",
        instructions="IGNORE",
    )
    made.add(
        "Resource", "juno", title="K9 Juno", name="K9 Juno and A. Petrov",
        agency="Alder County SAR", callsign="Dog 4", type="PERSON",
    )
    made.add(
        "Resource", "boat", title="Boat 2", name="Boat 2", agency="Lakeside Fire", callsign="",
        type="EQUIPMENT", description="Sonar on board.",
    )
    juno = outlines.trail("Ralston Lake trail")
    juno += outlines.wander([juno[-1], (-120.0881, 38.8441), (-120.0862, 38.8436),
                             (-120.0850, 38.8424), (-120.0871, 38.8412), (-120.0895, 38.8388),
                             (-120.0921, 38.8389), (-120.0939, 38.8405), (-120.0929, 38.8431)],
                            "juno", 0.3, 40.0)[1:]
    made.add(
        "AppTrack", "juno", recorded(juno, START + 60 * MINUTE, 0.9), by="field", title="Dog 4",
        stroke="#D500F9", stroke_width=2, stroke_opacity=1, pattern="solid",
        folderId=folder["tracks"],
    )
    rope = outlines.wander([(-120.0762, 38.8464), (-120.0770, 38.8431), (-120.0759, 38.8402),
                            (-120.0768, 38.8374), (-120.0755, 38.8350), (-120.0762, 38.8331)],
                           "rope team", 0.2, 50.0)
    made.add(
        "AppTrack", "rope team", recorded(rope, START + 150 * MINUTE, 0.6), by="field",
        title="Rope 1", stroke="#00B8D4", stroke_width=2, folderId=folder["tracks"],
    )
    made.add(
        "LiveTrack", "boat", title="Boat 2 live", deviceId="FLEET:EKL-BOAT2", stroke="#FF6D00",
        stroke_width=2, stroke_opacity=1, pattern="solid", folderId=folder["tracks"],
    )
    made.add(
        "LiveTrack", "mounted", point((-120.0490, 38.8421), 2301.0, START + 200 * MINUTE),
        title="Mounted 1 live", deviceId="FLEET:EKL-HORSE1", stroke="#FFAB00", stroke_width=2,
        folderId=folder["tracks"],
    )
    made.add(
        "FieldTrack", "ground two",
        recorded(
            outlines.path("narrows", "landing", "echo peak"), START + 90 * MINUTE, 0.8,
            incremental=False,
        ),
        title="Ground 2", label="Ground 2 GPS", assignmentId=assigned["AE"],
    )
    made.add(
        "FieldWaypoint", "ground two",
        point((-120.0749, 38.8561), 2604.2, START + 165 * MINUTE), title="WP 007",
        label="shouted, no answer", assignmentId=assigned["AE"],
    )
    return bottle


def the_rest(made: Incident, folder: dict[str, str], bottle: str, phone: str) -> None:
    made.add(
        "MapMediaObject", "view", point((-120.0874, 38.8405), 2371.0, START + 75 * MINUTE),
        by="field", title="IMG_2031.jpg", description="Ralston Lake from the east",
        parentId="", backendMediaId=identifier("media view"), heading=202.5,
        marker_symbol="aperture", marker_color="#FF0000", marker_size=1,
    )
    made.add(
        "MapMediaObject", "bottle", None, by="field", title="IMG_2033.jpg", description="",
        parentId=f"Clue:{bottle}", backendMediaId=identifier("media bottle"), heading=None,
        marker_symbol="aperture", marker_color="#FF0000", marker_size=1,
    )
    made.add("ConfiguredLayer", "slopes", None, title="Slope over 30°", alias="sc_s30-60cFF0000")
    made.add(
        "SmsLocationRequest", "subject", title="SMS to the subject's phone", phone="555-0142",
        parentId=f"Marker:{phone}",
    )
    made.add(
        "Locator", "collar", point((-120.0862, 38.8430)), title="Juno's collar",
        marker_symbol="c:ring", marker_color="#D500F9", marker_size=1,
    )
    # CalTopo announced new kinds of objects; this one does not exist, and must survive.
    made.add(
        "WeatherStation", "ridge", point((-120.0605, 38.8289), 2534.0), title="Becker ridge",
        gusts=[11.0, 14.5, 1e1], units="m/s", folderId=folder["command"],
    )


# fmt: on


def incident() -> dict[str, Any]:
    """The whole map as a GeoJSON FeatureCollection."""
    made = Incident()
    folder = folders(made)
    one, two = periods(made)
    assigned = assignments(made, one, two)
    marked = markers(made, folder)
    shapes(made, folder)
    bottle = sar_objects(made, folder, assigned)
    the_rest(made, folder, bottle, marked["lkp"])
    return {"type": "FeatureCollection", "features": made.features}


def text() -> str:
    """incident.json: one feature a line, so that changes are readable."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in incident()["features"])
    return '{"type": "FeatureCollection", "features": [\n' + lines + "\n]}\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
