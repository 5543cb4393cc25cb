# SPDX-License-Identifier: GPL-2.0-or-later
"""A map that is closed while the server is silent: nobody waits for it, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.session import openmap
from processingrun import provided
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
)
from standin import Fault, Kind, Standin

MAP = "ABC12"
SILENT = 60.0  # seconds, and QGIS would wait as long
SOON = 20.0


@pytest.fixture
def opened(conn: api.Connection, tmp_path: Path) -> api.Map:
    return conn.open_map(MAP, workspace=tmp_path, push_on_save=False)


def in_event_loop(true: Callable[[], Any]) -> None:
    end = time.monotonic() + SOON
    while not true() and time.monotonic() < end:
        QgsApplication.processEvents()
        time.sleep(0.01)


def closed_in(m: api.Map) -> float:
    begun = time.monotonic()
    m.close()
    return time.monotonic() - begun


@pytest.mark.parametrize("layers", [True, False])
def test_a_refresh_is_not_waited_for(opened: api.Map, server: Standin, layers: bool) -> None:
    if layers:
        opened.layers()
    server.clear_calls()
    server.fault(Fault(Kind.HANG, delay=SILENT, times=9))
    job = opened.refresh(wait=False)
    assert server.wait_for_calls(1)
    assert closed_in(opened) < SOON
    assert job.done
    server.clear_faults()
    assert len(server.calls) == 1


def test_a_refresh_that_is_cancelled_ends_at_once(opened: api.Map, server: Standin) -> None:
    server.clear_calls()
    server.fault(Fault(Kind.HANG, delay=SILENT))
    job = opened.refresh(wait=False)
    assert server.wait_for_calls(1)
    job.cancel()
    assert opened.wait(SOON)
    assert opened.offline == "", "it was not the server that failed"
    assert opened.refresh().added == 0
    opened.close()


@pytest.mark.parametrize("name", ["listmaps", "refreshmap"])
def test_an_algorithm_that_is_cancelled_ends_at_once(
    common: dict[str, str], server: Standin, name: str
) -> None:
    """QGIS cancels it when it is closed, and waits for it."""
    with provided(common):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("caltopo:" + name)
        known = {each.name() for each in algorithm.parameterDefinitions()}
        values = {key: value for key, value in common.items() if key in known}
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
        server.fault(Fault(Kind.HANG, delay=SILENT, times=9))
        task = QgsProcessingAlgRunnerTask(algorithm, values, context, feedback)
        ended: list[bool] = []
        task.executed.connect(lambda good, _: ended.append(good))
        QgsApplication.taskManager().addTask(task)
        in_event_loop(lambda: server.calls)
        task.cancel()
        in_event_loop(lambda: ended)
        assert ended == [False]
        assert len(server.calls) == 1


@pytest.mark.parametrize("kind", [Kind.HANG, Kind.LATE])
def test_an_add_in_flight_is_neither_lost_nor_doubled(
    conn: api.Connection,
    opened: api.Map,
    server: Standin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
) -> None:
    """LATE: the server adds it when the map has been closed; the next pull finds it."""
    monkeypatch.setattr(openmap, "PATIENCE", 0.5)
    with opened.batch("one") as batch:
        batch.add("Marker", {"title": "In flight"}, {"type": "Point", "coordinates": [-120, 39]})
    server.clear_calls()
    server.fault(Fault(kind, method="POST", delay=SILENT if kind is Kind.HANG else 3.0))
    opened.push(wait=False)
    assert server.wait_for_calls(1, method="POST")
    assert closed_in(opened) < SOON
    again = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert [c.title for c in again.changes()] == ["In flight"]
    if kind is Kind.HANG:  # whether it will be done nobody knows before it has expired
        assert [(w.kind, w.state) for w in again.outbox()] == [("add", "unknown")]
    else:
        server.wait_for_calls(1, method="POST", status=200)
        report = again.push()
        assert (report.added, report.unknown, again.outbox()) == (1, 0, [])
        titles = [o["properties"].get("title") for o in server.objects(MAP).values()]
        assert titles.count("In flight") == 1
    again.close()
