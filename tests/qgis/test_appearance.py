# SPDX-License-Identifier: GPL-2.0-or-later
"""How an open map looks: folders, the user's own style, times, photos, icons."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import NotFound
from caltopo_sync.plugin.host import settings
from caltopo_sync.plugin.layers.styling import OURS
from data import make_incident
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsDateTimeRange,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTemporalUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDateTime, QSize
from qgis.PyQt.QtGui import QColor, QImage
from standin import Fault, Kind, Standin
from standin.icons import color_of

MAP = "ABC12"
PHOTO = Path(make_incident.__file__).with_name("photo.jpg")


def draw(drawn: QgsVectorLayer, lon: float, lat: float, degrees: float = 0.002,
         times: QgsDateTimeRange | None = None) -> QImage:  # fmt: skip
    """200 by 200 pixels around a place."""
    side = degrees / 2
    asked = QgsMapSettings()
    asked.setLayers([drawn])
    asked.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    asked.setExtent(QgsRectangle(lon - side, lat - side, lon + side, lat + side))
    asked.setOutputSize(QSize(200, 200))
    asked.setBackgroundColor(QColor("white"))
    if times is not None:
        asked.setIsTemporal(True)
        asked.setTemporalRange(times)
        known = QgsExpressionContext()
        known.appendScope(QgsExpressionContextUtils.mapSettingsScope(asked))
        asked.setExpressionContext(known)  # as the canvas, layouts and animations do
    job = QgsMapRendererParallelJob(asked)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def inked(image: QImage) -> int:
    return sum(image.pixelColor(x, y) != QColor("white") for x in range(200) for y in range(200))


def row(layer: QgsVectorLayer, title: str) -> QgsFeature:
    return next(f for f in layer.getFeatures() if f["title"] == title)


def seen(layer: QgsVectorLayer, title: str) -> int:
    at = row(layer, title).geometry().centroid().asPoint()
    return inked(draw(layer, at.x(), at.y()))


def test_the_incident_is_drawn_by_its_own_properties(m: api.Map) -> None:
    markers = m.layers()["Marker"]
    for title, color in (("IPP, seen Fri 1640", "#ff0000"), ("Staging, lot B", "#2e7d32")):
        at = row(markers, title).geometry().asPoint()
        image = draw(markers, at.x(), at.y())
        colors = {image.pixelColor(x, y).name() for x in range(80, 120) for y in range(80, 120)}
        assert color in colors


def test_folders_are_shown_as_the_map_has_them_and_as_the_user_says(m: api.Map) -> None:
    layers = m.layers()
    markers = layers["Marker"]
    assert seen(markers, "Lunch") == 0, "its folder is not visible on the map"
    assert seen(markers, "Loose cliff band") > 20
    hazards = next(f for f in m.folders() if f.title == "Hazards")
    assert hazards.visible and not hazards.labels
    m.show_folder("Hazards", visible=False)
    m.show_folder("Imported: hiker's own plan", visible=True)
    assert seen(markers, "Loose cliff band") == 0
    assert seen(markers, "Lunch") > 20
    m.refresh(whole=True)
    assert seen(markers, "Loose cliff band") == 0, "the user's choice wins over a refresh"
    assert [c.fields for c in m.changes()] == [], "nothing of it is an edit"
    assert markers.subsetString() == ""
    m.reset_style()
    assert seen(markers, "Loose cliff band") > 20
    assert seen(markers, "Lunch") == 0
    with pytest.raises(NotFound):
        m.show_folder("no such folder", visible=True)


def test_a_folder_hides_what_lies_in_folders_in_it(m: api.Map) -> None:
    m.layers()
    hidden = m.styling._hidden()
    m.show_folder("Team tracks", visible=False)
    more = m.styling._hidden() - hidden
    assert {f.title for f in m.folders() if f.id in more} == {"Team tracks", "Sunday"}


def dark(image: QImage) -> int:
    return sum(image.pixelColor(x, y).lightness() < 60 for x in range(200) for y in range(200))


def test_labels_of_a_folder_are_shown_and_hidden(m: api.Map) -> None:
    markers = m.layers()["Marker"]
    at = row(markers, "Loose cliff band").geometry().asPoint()
    without = dark(draw(markers, at.x(), at.y()))
    m.show_folder("Hazards", labels=True)
    assert dark(draw(markers, at.x(), at.y())) > without + 30


def test_every_class_with_folders_is_hidden_with_them(m: api.Map, server: Standin) -> None:
    """Objects and labels, whatever the class, also after a refresh."""
    m.layers()
    folder = next(f for f in m.folders() if f.title == "Hazards").id
    places = {
        "Marker": "Point", "Clue": "Point", "MapMediaObject": "Point", "Locator": "Point",
        "FieldWaypoint": "Point", "SmsLocationRequest": "Point", "Shape": "LineString",
        "Assignment": "LineString", "AppTrack": "LineString", "LiveTrack": "LineString",
        "FieldTrack": "LineString",
    }  # fmt: skip
    web = server.colleague(MAP)
    for number, (cls, kind) in enumerate(places.items()):
        at = [-121 + number / 100, 38.5]
        along: Any = at if kind == "Point" else [at, [at[0] + 0.001, 38.5]]
        said = {"title": f"XX {cls}", "folderId": folder, "letter": "XX", "number": "1"}
        web.add(cls, said, {"type": kind, "coordinates": along})
    m.refresh()
    web.edit("Folder", folder, {"labelVisible": True})
    m.refresh()
    layers = [m.layers()[cls + ("_line" if cls in ("Shape", "Assignment") else "")]
              for cls in places]  # fmt: skip

    def shown() -> list[tuple[bool, bool]]:
        """Whether the object and its label are, class by class."""
        found = []
        for number, drawn in enumerate(layers):
            lon = -121 + number / 100 + 0.0005
            with_labels = inked(draw(drawn, lon, 38.5))
            labelled = drawn.labelsEnabled()
            drawn.setLabelsEnabled(False)
            alone = inked(draw(drawn, lon, 38.5))
            drawn.setLabelsEnabled(labelled)
            found.append((alone > 10, with_labels > alone))
        return found

    unlabelled = ("MapMediaObject",)  # photos are called by their file name
    everything = [(True, cls not in unlabelled) for cls in places]
    assert dict(zip(places, shown())) == dict(zip(places, everything))
    m.show_folder("Hazards", labels=False)
    assert dict(zip(places, shown())) == dict.fromkeys(places, (True, False))
    m.show_folder("Hazards", visible=False, labels=True)
    assert dict(zip(places, shown())) == dict.fromkeys(places, (False, False))
    m.refresh(whole=True)
    assert dict(zip(places, shown())) == dict.fromkeys(places, (False, False))
    m.show_folder("Hazards", visible=True)
    assert dict(zip(places, shown())) == dict(zip(places, everything))


def test_a_users_style_wins_over_every_refresh_until_it_is_reset(
    m: api.Map, server: Standin
) -> None:
    markers = m.layers()["Marker"]
    assert not m.styling.is_own("Marker")
    symbol = QgsSymbol.defaultSymbol(markers.geometryType())
    symbol.setColor(QColor("#00ff00"))
    markers.setRenderer(QgsSingleSymbolRenderer(symbol))
    assert m.styling.is_own("Marker")
    server.colleague(MAP).add(
        "Marker",
        {"title": "new", "marker-symbol": "skull"},
        {"type": "Point", "coordinates": [-120.05, 38.84]},
    )
    m.refresh()
    assert isinstance(markers.renderer(), QgsSingleSymbolRenderer)
    m.show_folder("Hazards", visible=False)
    assert markers.renderer().symbol().color() == QColor("#00ff00")
    assert seen(markers, "Loose cliff band") == 0
    assert seen(markers, "Staging, lot B") > 10
    m.reset_style(["Marker"])
    assert isinstance(markers.renderer(), QgsCategorizedSymbolRenderer)
    assert not m.styling.is_own("Marker")


def test_a_new_symbol_is_in_the_legend_after_a_refresh_and_while_editing(
    m: api.Map, server: Standin
) -> None:
    markers = m.layers()["Marker"]

    def legend() -> set[str]:
        return {category.label() for category in markers.renderer().categories()}

    assert "Fatality, poison" not in legend()
    server.colleague(MAP).add(
        "Marker",
        {"title": "new", "marker-symbol": "skull"},
        {"type": "Point", "coordinates": [-120.05, 38.84]},
    )
    m.refresh()
    assert "Fatality, poison" in legend()
    assert "Star" not in legend()
    markers.startEditing()
    there = row(markers, "Cornice")
    markers.changeAttributeValue(there.id(), markers.fields().indexOf("marker_symbol"), "star")
    m.styling._catch_up()
    assert "Star" in legend()
    markers.rollBack()


def test_a_save_of_what_looks_as_before_leaves_the_legend_alone(m: api.Map) -> None:
    markers, built = m.layers()["Marker"], []
    markers.rendererChanged.connect(lambda: built.append(1))
    hazard = row(markers, "Cornice")
    m.styling.show_folder(hazard["folderId"], visible=False)
    assert len(built) == 1
    for title in ("Cornice, broken off", "Cornice"):
        assert markers.startEditing()
        markers.changeAttributeValue(hazard.id(), markers.fields().indexOf("title"), title)
        assert markers.commitChanges()
    m.push()
    assert len(built) == 1, "it would be built anew, and unfolded"


def test_the_users_qml_is_used_instead(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    folder = tmp_path / "styles"
    folder.mkdir()
    made = QgsVectorLayer("Point?field=title:string", "x", "memory")
    symbol = QgsSymbol.defaultSymbol(made.geometryType())
    symbol.setColor(QColor("#00ff00"))
    made.setRenderer(QgsSingleSymbolRenderer(symbol))
    made.saveNamedStyle(str(folder / "Marker.qml"))
    (folder / "Shape.qml").write_text("this is no style")
    settings.STYLES.set(str(folder))
    try:
        opened = conn.open_map(MAP, workspace=tmp_path / "maps", push_on_save=False)
        markers = opened.layers()["Marker"]
        assert markers.renderer().symbol().color() == QColor("#00ff00")
        assert markers.fields().indexOf("title") >= 0
        assert any("Shape.qml" in remark for remark in opened.styling.remarks)
        opened.reset_style()
        assert isinstance(markers.renderer(), QgsCategorizedSymbolRenderer)
        opened.close()
    finally:
        settings.STYLES.set("")


def test_colors_of_assignments_by_what_is_chosen(m: api.Map) -> None:
    areas = m.layers()["Assignment_polygon"]
    labels = [c.label() for c in areas.renderer().categories()]
    assert labels[:2] == ["OP 1: Saturday 0900-2100", "OP 2: Sunday 0600-1800"]
    m.color_by = "PRIORITY"
    assert areas.renderer().classAttribute() == "priority"
    assert m.color_by == "PRIORITY"
    assert not m.styling.is_own("Assignment_polygon")
    m.refresh(whole=True)
    assert areas.renderer().classAttribute() == "priority"


def test_a_period_of_another_color_is_drawn_so(m: api.Map, server: Standin) -> None:
    areas = m.layers()["Assignment_polygon"]
    id = next(k[1] for k in server.objects(MAP) if k[0] == "OperationalPeriod")
    there = server.objects(MAP)[("OperationalPeriod", id)]
    server.colleague(MAP).edit(
        "OperationalPeriod", id, {**there["properties"], "stroke": "#00FFFF"}
    )
    m.refresh()
    colors = {c.symbol().symbolLayer(0).strokeColor().name() for c in areas.renderer().categories()}
    assert "#00ffff" in colors


def test_what_is_to_be_on_top_is_drawn_last(m: api.Map, server: Standin) -> None:
    """And that order is an edit like any other."""
    lines = m.layers()["Shape_line"]
    assert not lines.renderer().orderByEnabled(), "reading all first takes time"
    usual = {"class": "Shape", "title": "", "stroke-width": 8, "stroke-opacity": 1}
    place = {"type": "LineString", "coordinates": [[-119.01, 39], [-118.99, 39]]}
    far = server.colleague(MAP)
    orders = {"#0000ff": 10, "#00ff00": None, "#ff0000": "9", "#ffff00": -1}
    for color, order in orders.items():
        said = {} if order is None else {"zIndexOffset": order}
        far.add("Shape", {**usual, "stroke": color, **said}, place)
    m.refresh()
    assert draw(lines, -119, 39).pixelColor(100, 100).name() == "#0000ff"
    there = {f["stroke"]: f for f in lines.getFeatures()}
    for color, below in (("#0000ff", "#ff0000"), ("#ff0000", "#00ff00"), ("#00ff00", "#ffff00")):
        m.delete(("Shape", there[color]["caltopo_id"]))
        assert draw(lines, -119, 39).pixelColor(100, 100).name() == below
    last = there["#ffff00"]["caltopo_id"]
    m.edit(m.feature(("Shape", last)), properties={"zIndexOffset": 3})
    m.push()
    assert server.objects(MAP)["Shape", last]["properties"]["zIndexOffset"] == 3


def test_tracks_obey_the_temporal_controller(m: api.Map) -> None:
    tracks = m.layers()["AppTrack"]
    assert tracks.temporalProperties().isActive()
    track = next(tracks.getFeatures())
    first, last = track.geometry().constGet().startPoint(), track.geometry().constGet().endPoint()
    assert first.m() > 1.6e12 and first.z() > 1000
    middle = track.geometry().boundingBox().center()
    width = 4 * track.geometry().boundingBox().width()
    begin, end = (QDateTime.fromMSecsSinceEpoch(int(p.m())) for p in (first, last))
    during = QgsDateTimeRange(begin.addSecs(60), end.addSecs(-60))
    long_before = QgsDateTimeRange(begin.addDays(-9), begin.addDays(-8))
    assert inked(draw(tracks, middle.x(), middle.y(), width, during)) > 20
    assert inked(draw(tracks, middle.x(), middle.y(), width, long_before)) == 0
    lines = m.layers()["Shape_line"]
    trail = row(lines, "Pacific Crest Trail").geometry().boundingBox().center()
    for times in (long_before, QgsDateTimeRange(begin, begin)):
        assert inked(draw(lines, trail.x(), trail.y(), 0.05, times)) > 20, "it has no times"
    m.add_to_project()
    whole = QgsTemporalUtils.calculateTemporalRangeForProject(QgsProject.instance())
    assert whole.begin() > begin.addDays(-9) and whole.end() < end.addDays(9), "what has times"


def tip(layer: QgsVectorLayer, feature: QgsFeature) -> str:
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)


def test_html_of_the_server_is_text_in_tips(m: api.Map) -> None:
    markers = m.layers()["Marker"]
    title = '<img src="http://example.org/x">'
    m.edit("Cornice", "Marker", {"title": title, "description": "a <b>&</b>\nb"})
    feature = next(f for f in markers.getFeatures() if str(f["title"]).startswith("<img"))
    said = tip(markers, feature)
    assert "<img" not in said
    assert '&lt;img src="http' in said
    assert "a &lt;b&gt;&amp;&lt;/b&gt;<br>b" in said


def test_photos_are_fetched_on_demand_and_kept(m: api.Map, server: Standin, tmp_path: Path) -> None:
    m.upload_photos([PHOTO])
    photos = m.layers()["MapMediaObject"]
    newest = next(p for p in m.features("MapMediaObject") if "photo" in p.title.lower())
    media = newest.properties["backendMediaId"]
    feature = next(f for f in photos.getFeatures() if f["backendMediaId"] == media)
    assert "<img" not in tip(photos, feature)
    server.clear_calls()
    path = m.photo(media)
    assert QImage(str(path)).width() > 0
    assert m.photo(media) == path
    assert len([c for c in server.calls if "/media/" in c.path]) == 1, "the second is kept"
    feature = next(f for f in photos.getFeatures() if f["backendMediaId"] == media)
    assert Path(feature["photo"]) == path
    shown = tip(photos, feature)
    assert f"{media}.small.jpg" in shown and "file:///" in shown


OWN, ADDRESS = "icon-3DS52KG5-16-0.5-0.5-ff", "https://example.org/x.png?a=1#b"
HOME = {"type": "Point", "coordinates": [-120.05, 38.845]}
AWAY = {"type": "Point", "coordinates": [-120.15, 38.845]}


def colors_at(layer: QgsVectorLayer, at: dict[str, Any]) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    image = draw(layer, *at["coordinates"])
    for x in range(80, 120):
        for y in range(80, 120):
            color = image.pixelColor(x, y).getRgb()[:3]
            found[color] = found.get(color, 0) + 1
    return found


def test_custom_icons_are_drawn_by_the_maps_server_and_kept(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    for symbol, at in ((OWN, HOME), (ADDRESS, AWAY)):
        said = {"title": symbol, "marker-symbol": symbol, "marker-color": "#AA00AA"}
        server.colleague(MAP).add("Marker", said, at)
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    markers = opened.layers()["Marker"]
    for at in (HOME, AWAY):
        assert colors_at(markers, at)[(0xAA, 0, 0xAA)] > 20, "until then a dot of its color"
    assert opened.missing_icons() == [ADDRESS, OWN]
    server.clear_calls()
    assert opened.fetch_icons() == 2
    assert [(c.path, c.account) for c in server.calls] == [("/icon.png", None)] * 2
    # 16 and 24 pixels wide, as the server made them; some pixels of a smooth rim differ
    for symbol, at, side in ((OWN, HOME, 16), (ADDRESS, AWAY, 24)):
        seen = colors_at(markers, at)
        assert (side - 3) ** 2 <= seen[color_of(symbol)] <= (side + 2) ** 2, seen
        assert (0xAA, 0, 0xAA) not in seen
    assert opened.missing_icons() == [] and opened.fetch_icons() == 0
    assert opened.changes() == [], "the symbols' names stay as they are"
    assert not opened.styling.is_own("Marker")
    opened.close()
    server.clear_calls()
    again = conn.open_map(MAP, workspace=tmp_path, push_on_save=False, refresh=False)
    assert colors_at(again.layers()["Marker"], HOME)[color_of(OWN)] > 100
    assert again.missing_icons() == [] and not server.calls
    again.close()


def test_an_icon_that_cannot_be_had_stays_a_dot(m: api.Map, server: Standin) -> None:
    server.colleague(MAP).add(
        "Marker", {"title": "x", "marker-symbol": OWN, "marker-color": "#AA00AA"}, HOME
    )
    markers = m.layers()["Marker"]
    m.refresh()
    server.fault(Fault(Kind.STATUS, path="/icon.png", status=404))
    assert m.fetch_icons() == 0
    assert m.missing_icons() == [], "it is not asked for again and again"
    assert colors_at(markers, HOME)[(0xAA, 0, 0xAA)] > 20


def test_layers_of_the_web_are_told_in_words(m: api.Map, server: Standin) -> None:
    slope = "sc_s30-60cFF0000"
    assert [each.alias for each in m.base_layers()] == [slope]
    assert "slope 30\u201360°" in m.base_layers()[0].shows
    assert not m.base_layers()[0].active


def test_what_the_map_opens_with_is_asked_once_and_kept(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    slope = "sc_s30-60cFF0000"
    config = {"activeLayers": [["mbh", 1], ["om", 0.25], [slope, 0.5], ["secret", 1], 7]}
    server.change_map(MAP, config=json.dumps(config))
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    server.clear_calls()
    for _ in range(2):
        told = opened.base_layers()
    assert len(server.calls) == 1, "it is asked once"
    assert [(b.alias, b.opacity, b.active) for b in told] == [
        ("mbh", 1, True), ("om", 0.25, True), (slope, 0.5, True), ("secret", 1, True)
    ]  # fmt: skip
    assert [b.like and b.like.name for b in told] == ["USGS Imagery", "OpenStreetMap", None, None]
    assert "Slope over 30°" in told[2].shows, "by the title it has on the map"
    free = told[1].like
    assert free is not None
    layer = free.layer()
    assert layer.isValid() and "tile.openstreetmap.org" in layer.source()
    assert "caltopo" not in layer.source()
    opened.close()
    server.fault(Fault(Kind.STATUS, path="CollaborativeMap", status=503, times=9))
    again = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert again.base_layers() == told, "offline it is as it was last seen"
    again.close()


def test_the_title_of_a_shape_is_hidden_and_it_is_pushed(m: api.Map, server: Standin) -> None:
    areas = m.layers()["Shape_polygon"]
    snow = row(areas, "Snowfield")
    assert snow["titleVisibility"] == "visible"
    areas.startEditing()
    column = areas.fields().indexOf("titleVisibility")
    areas.changeAttributeValue(snow.id(), column, "hidden")
    assert areas.commitChanges()
    assert m.push().edited == 1
    said = server.objects(MAP)[("Shape", m.feature("Snowfield").id)]["properties"]
    assert said["titleVisibility"] == "hidden" and said["zIndexOffset"] == 2


def test_a_copy_from_before_a_column_was_known_gets_it(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    """Filled from what the server had said, so that nothing of it is an edit."""
    opened = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    path = opened.path
    opened.close()
    with closing(sqlite3.connect(path)) as db:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE ?"
        for (name,) in db.execute(triggers, ("%titleVisibility%",)).fetchall():
            db.execute('DROP TRIGGER "' + name + '"')
        for table in ("Shape_line", "Shape_polygon"):
            db.execute('ALTER TABLE "' + table + '" DROP COLUMN "titleVisibility"')
        db.commit()
    again = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert row(again.layers()["Shape_polygon"], "Snowfield")["titleVisibility"] == "visible"
    assert again.changes() == []
    server.clear_calls()
    assert again.push().edited == 0
    again.close()


NUMBERS = ("marker-size", "marker-rotation", "stroke-width", "stroke-opacity", "fill-opacity",
           "zIndexOffset")  # fmt: skip
STYLE = ("marker-symbol", "marker-color", "marker-size", "marker-rotation", "stroke",
         "stroke-width", "stroke-opacity", "pattern", "fill", "fill-opacity",
         "titleVisibility", "zIndexOffset")  # fmt: skip


def test_style_goes_there_and_back(m: api.Map, conn: api.Connection, server: Standin,
                                   tmp_path: Path) -> None:  # fmt: skip
    """CalTopo to QGIS, copied by QGIS's own means to another map, and back to CalTopo."""
    server.add_map("NEW01", features=[], team="TEAM01", title="Copy")
    other = conn.open_map("NEW01", workspace=tmp_path / "other", push_on_save=False)
    sent = {}
    for name in ("Marker", "Shape_line", "Shape_polygon"):
        source, target = m.layers()[name], other.layers()[name]
        copies = []
        for feature in source.getFeatures():
            copy = QgsFeature(target.fields())
            copy.setGeometry(feature.geometry())
            for prop in (*STYLE, "title"):
                column = prop.replace("-", "_")
                if column in source.fields().names():
                    copy[column] = feature[column]
            copies.append(copy)
        target.startEditing()
        assert target.addFeatures(copies)
        assert target.commitChanges(), target.commitErrors()
        sent[name] = len(copies)
    assert other.push().added == sum(sent.values())
    other.close()

    def looks(map_id: str) -> dict[str, dict[str, Any]]:
        """Every style property by what the object is and where."""
        found = {}
        for (of, _), feature in server.objects(map_id).items():
            place = feature.get("geometry") or {}
            if of in ("Marker", "Shape") and place.get("type") in HOMES:
                said = {p: feature["properties"].get(p) for p in STYLE}
                title = feature["properties"].get("title") or ""
                at = json.dumps([of, title, flat(place["coordinates"])])
                assert at not in found
                found[at] = {p: number(p, v) for p, v in said.items() if v not in (None, "")}
        return found

    before, after = looks(MAP), looks("NEW01")
    assert len(before) == sum(sent.values()) > 20
    assert {p for look in before.values() for p in look} == set(STYLE), "nothing goes untested"
    filled = set()
    for at, look in before.items():
        new = {p: v for p, v in after[at].items() if p not in look}
        assert after[at] == {**look, **new}, at
        filled |= set(new.items())
    assert filled <= USUAL, "what an object leaves out means the usual"
    assert after.keys() == before.keys()


USUAL: set[tuple[str, Any]] = {
    ("marker-color", "#FF0000"),
    ("marker-size", 1.0),
    ("pattern", "solid"),
    ("stroke-opacity", 1.0),
}
HOMES = ("Point", "LineString", "Polygon")


def flat(coordinates: Any) -> Any:
    """Positions without heights and times, and without a ring's end, which is its beginning."""
    if not isinstance(coordinates[0], list):
        return coordinates[:2]
    found = [flat(each) for each in coordinates]
    return found[:-1] if found[0] == found[-1] and len(found) > 1 else found


def number(name: str, value: Any) -> Any:
    """Sizes are numbers to some clients and texts to others."""
    return float(value) if name in NUMBERS and value != "None" else value


def test_the_marker_of_ours_stays_with_the_project(m: api.Map) -> None:
    markers = m.layers()["Marker"]
    assert markers.customProperty(OURS)


def test_restyle_is_an_edit_that_is_pushed(m: api.Map, server: Standin) -> None:
    there: list[Any] = [m.feature("Cornice"), m.feature("Loose cliff band")]
    assert m.restyle(there, {"marker-color": "#123456", "marker-symbol": "rockfall"}) == 2
    assert m.push().edited == 2
    for each in there:
        said = server.objects(MAP)[("Marker", each.id)]["properties"]
        assert (said["marker-color"], said["marker-symbol"]) == ("#123456", "rockfall")
