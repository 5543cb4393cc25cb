# SPDX-License-Identifier: GPL-2.0-or-later
"""The disk is full from the n-th write on: it is said, nothing is lost, with room it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from fulldisk import Disk, small_disk
from standin import Standin

MAP = "ABC12"


@pytest.fixture
def disk() -> Iterator[Disk]:
    with small_disk() as found:
        yield found


def growing() -> Iterator[int]:
    """Every one of the first writes, then fewer."""
    number = 1
    while True:
        yield number
        number += max(1, number // 2)


def say(m: api.Map, text: str) -> None:
    """Give every marker a description and save, or leave the layer in edit mode."""
    layer = m.layers()["Marker"]
    if not layer.isEditable():
        assert layer.startEditing()
    column = layer.fields().indexOf("description")
    for feature in layer.getFeatures():
        if feature["description"] != text:
            assert layer.changeAttributeValue(feature.id(), column, text)
    if not layer.commitChanges():
        assert layer.isEditable() and layer.isModified()
        raise CalTopoError(" ".join(layer.commitErrors()))


def told(error: CalTopoError) -> bool:
    said = " ".join((error.text, error.details, error.hint)).lower()
    return "disk" in said and "full" in said


def until_it_fits(disk: Disk, work: Callable[[], Any], then: Callable[[], Any]) -> None:
    """Do it on a disk that is full from the first write on, then from a later one, until there is
    room; whenever it failed, do ``then`` with room."""
    failed = 0
    for number in growing():
        disk.fill(number)
        try:
            work()
        except CalTopoError as error:
            assert disk.was_full and told(error), (number, error.text, error.details, error.hint)
            failed += 1
        was_full = disk.was_full
        disk.make_room()
        then()
        if not was_full:
            break
    assert failed > 2


def descriptions(server: Standin) -> set[str]:
    return {
        str(feature["properties"].get("description"))
        for (cls, _), feature in server.objects(MAP).items()
        if cls == "Marker"
    }


def test_opening(conn: api.Connection, server: Standin, tmp_path: Path, disk: Disk) -> None:
    place = iter(range(1000))
    folder = tmp_path

    def work() -> None:
        nonlocal folder
        folder = tmp_path / str(next(place))
        folder.mkdir()
        m = conn.open_map(MAP, workspace=folder)
        try:
            m.layers()
        finally:
            m.close()

    def then() -> None:
        m = conn.open_map(MAP, workspace=folder)
        assert not m.read_only and sum(m.counts().values()) == len(server.objects(MAP))
        assert m.changes() == [] and len(m.layers()) > 4
        m.close()
        assert not list(folder.glob("*.part"))

    until_it_fits(disk, work, then)


def test_saving(m: api.Map, server: Standin, disk: Disk) -> None:
    texts = iter(f"saved {n}" for n in range(1000))
    text = ""

    def work() -> None:
        nonlocal text
        text = next(texts)
        say(m, text)

    def then() -> None:
        layer = m.layers()["Marker"]
        if layer.isEditable():
            assert layer.commitChanges(), layer.commitErrors()
        assert len(m.changes()) == layer.featureCount()
        assert m.push().edited == layer.featureCount()
        assert descriptions(server) == {text}

    m.layers()
    until_it_fits(disk, work, then)


def test_refreshing(m: api.Map, server: Standin, disk: Disk) -> None:
    web = server.colleague(MAP)
    markers = [id for cls, id in server.objects(MAP) if cls == "Marker"]
    texts = iter(f"theirs {n}" for n in range(1000))
    layer = m.layers()["Marker"]

    def work() -> None:
        text = next(texts)
        for id in markers:
            web.edit("Marker", id, {"description": text})
        m.refresh()

    def then() -> None:
        m.refresh()
        assert {f["description"] for f in layer.getFeatures()} == descriptions(server)
        say(m, "mine")  # and saving is noted
        assert len(m.changes()) == len(markers)
        assert m.push().edited == len(markers)
        assert m.conflicts() == [] and descriptions(server) == {"mine"}

    until_it_fits(disk, work, then)


@pytest.mark.parametrize("what", ["push", "undo"])
def test_pushing_and_undoing(m: api.Map, server: Standin, disk: Disk, what: str) -> None:
    texts = iter(f"mine {n}" for n in range(1000))
    text, before = "", descriptions(server)

    def work() -> None:
        nonlocal text
        if not text:
            room, disk.full_from = disk.full_from, 0
            text = next(texts)
            say(m, text)
            if what == "undo":
                m.push()
            disk.fill(room)
        if what == "push":
            m.push()
        else:
            m.undo_push()

    def then() -> None:
        nonlocal text
        m.push()
        assert m.changes() == [] == m.outbox()
        assert descriptions(server) in ([{text}] if what == "push" else [{text}, before])
        while any(report_of(m.undo_push())):
            m.push()
        assert m.changes() == [] and descriptions(server) == before
        text = ""

    m.layers()
    until_it_fits(disk, work, then)


def report_of(report: Any) -> tuple[int, int, int]:
    return report.added, report.edited, report.deleted
