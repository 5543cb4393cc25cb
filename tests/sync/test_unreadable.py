# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that the server gives as NaN: told, never emptied by an edit of something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from caltopo_sync.plugin.caltopo import jsontext
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync.features import parse, properties_of
from caltopo_sync.plugin.sync.outbox import State
from standin import Fault, Kind, Standin
from sync.localmap import MAP, LocalMap, marker


def odd(m: LocalMap) -> dict[str, list[str]]:
    there = m.ledger.of_odd_numbers()
    return {k.id: jsontext.unreadable(properties_of(parse(k.latest) or {})) for k in there}


@pytest.fixture
def not_a_number(server: Standin) -> Callable[[str], None]:
    """From now on, the numbers of a property are NaN in the map's answers."""
    return lambda named: server.fault(Fault(Kind.NAN, path="/since/", times=None, named=named))


def test_an_edit_waits_until_the_number_has_a_value(
    server: Standin, open_map: Callable[..., LocalMap], not_a_number: Callable[[str], None]
) -> None:
    not_a_number("marker-rotation")
    there = [marker("a", **{"marker-rotation": 77}), marker("b", title="NaN of it")]
    m = open_map(*there)
    assert odd(m) == {"a": ["marker-rotation"], "b": []}
    assert m.row("Marker", "a")["marker_rotation"] is None
    m.edit("Marker", "a", title="Hat")
    m.edit("Marker", "b", title="Glove")
    report = m.push()
    assert (report.edited, report.waiting) == (1, 1)
    (waits,) = m.outbox()
    assert waits.state is State.WAITING and "marker-rotation" in waits.reason
    assert server.objects(MAP)[("Marker", "a")]["properties"]["marker-rotation"] == 77
    m.edit("Marker", "a", marker_rotation="90")
    assert m.push().edited == 1 and m.outbox() == []
    said = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (said["title"], float(said["marker-rotation"])) == ("Hat", 90)


def test_one_that_has_no_column_is_not_emptied_either(
    server: Standin, open_map: Callable[..., LocalMap], not_a_number: Callable[[str], None]
) -> None:
    not_a_number("x")
    m = open_map(marker("a", deep={"y": [{"x": 5}]}), marker("b"))
    assert odd(m) == {"a": ["deep"]}
    m.edit("Marker", "a", title="Hat")
    assert m.push().waiting == 1
    assert server.objects(MAP)[("Marker", "a")]["properties"]["deep"] == {"y": [{"x": 5}]}
    server.clear_faults()  # mended on the server
    server.colleague(MAP).edit("Marker", "a", properties={"deep": 1})
    assert m.push().edited == 1 and odd(m) == {}
    said = server.objects(MAP)[("Marker", "a")]["properties"]
    assert (said["title"], said["deep"]) == ("Hat", 1)


def test_a_pull_tells_of_it(
    server: Standin, open_map: Callable[..., LocalMap], not_a_number: Callable[[str], None]
) -> None:
    m = open_map(marker("a"))
    not_a_number("marker-size")
    server.colleague(MAP).edit("Marker", "a", properties={"marker-size": 2})
    told = [each for each in m.pull().items if each["kind"] == "unreadable"]
    assert [(each["id"], each["reason"]) for each in told] == [("a", "marker-size")]
    assert m.pull().changed == 0, "it is no change each time again"


def test_no_call_carries_one(server: Standin, open_map: Callable[..., LocalMap]) -> None:
    m = open_map(marker("a"))
    server.clear_calls()
    body = '{"type":"Feature","id":"a","properties":{"class":"Marker","x":[1,-Infinity]}}'
    with pytest.raises(CalTopoError, match="its x is no number"):
        m.client.edit_object(MAP, "Marker", "a", body)
    assert server.calls == []
    said = body.replace("[1,-Infinity]", '"NaN and Infinity"')
    m.client.edit_object(MAP, "Marker", "a", said)
    assert server.objects(MAP)[("Marker", "a")]["properties"]["x"] == "NaN and Infinity"
