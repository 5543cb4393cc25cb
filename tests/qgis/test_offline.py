# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps whose server cannot be had, or does not let us in: opened, edited, closed, come back to."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import errors
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.host import settings
from caltopo_sync.plugin.sync import push
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer
from standin import Fault, Kind, Standin

MAP = "ABC12"
ROOT = Path(__file__).parents[2]


def retitle(layer: QgsVectorLayer, title: str) -> str:
    feature = next(layer.getFeatures())
    assert layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("title"), title)
    assert layer.commitChanges(), layer.commitErrors()
    return str(feature["caltopo_id"])


def add(layer: QgsVectorLayer, title: str) -> None:
    assert layer.startEditing()
    new = QgsFeature(layer.fields())
    new.setAttribute("title", title)
    new.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(-120.05, 38.85)))
    assert layer.addFeature(new) and layer.commitChanges(), layer.commitErrors()


def delete(layer: QgsVectorLayer) -> str:
    feature = list(layer.getFeatures())[-1]
    assert layer.startEditing() and layer.deleteFeature(feature.id())
    assert layer.commitChanges(), layer.commitErrors()
    return str(feature["caltopo_id"])


def titles(server: Standin) -> list[str]:
    return [each["properties"].get("title", "") for each in server.objects(MAP).values()]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of a second instead of half a minute or two."""
    pace = push.Pace(expires=1.0, margin=0.3, unsigned=1.0, look=0.05, pause=0.01, longest=2.0)
    others = push.Pusher.__init__.__defaults__[1:]
    monkeypatch.setattr(push.Pusher.__init__, "__defaults__", (pace, *others))


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The proxies of every session made from now on; silence is waited for a second."""
    proxies: dict[str, str] = {}
    made = Client.__init__

    def init(self: Client, *args: Any, **more: Any) -> None:
        def new_session() -> requests.Session:
            session = more["new_session"]()
            session.proxies.update(proxies)  # QGIS itself asks no proxy for this computer
            return session

        made(self, *args, **{**more, "read_timeout": 1.0, "new_session": new_session})

    monkeypatch.setattr(Client, "__init__", init)
    return proxies


def stopped(server: Standin, proxy: Any) -> None:
    server.stop()


def dead_proxy(server: Standin, proxy: Any) -> None:
    proxy["http"] = "http://127.0.0.1:9"


def nameless_proxy(server: Standin, proxy: Any) -> None:
    proxy["http"] = "http://no-such-host.invalid:3128"


def failing(server: Standin, proxy: Any) -> None:
    server.fault(Fault(Kind.STATUS, status=503, times=None, retry_after=3600))


def hanging(server: Standin, proxy: Any) -> None:
    server.fault(Fault(Kind.HANG, delay=5.0, times=None))


def a_portal(server: Standin, proxy: Any) -> None:
    server.fault(Fault(Kind.REDIRECT, times=None))


def refusing(server: Standin, proxy: Any) -> None:
    server.remove_credential("CRED00000001")


def forbidding(server: Standin, proxy: Any) -> None:
    server.fault(Fault(Kind.STATUS, status=403, times=None))


def forgetting(server: Standin, proxy: Any) -> None:
    server.fault(Fault(Kind.STATUS, status=404, times=None))


TROUBLES = [stopped, dead_proxy, nameless_proxy, failing, hanging, a_portal, refusing, forbidding,
            forgetting]  # fmt: skip


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.__name__)
def test_open_edit_close_and_come_back(
    server: Standin,
    conn: api.Connection,
    tmp_path: Path,
    proxy: dict[str, str],
    trouble: Callable[[Standin, Any], None],
) -> None:
    conn.open_map(MAP, workspace=tmp_path).close()
    before = len(server.objects(MAP))
    trouble(server, proxy)
    key = ("CRED00000001", server_secret(conn))
    there = api.connect(server.url, credential_id=key[0], secret=key[1], team_id="TEAM01")
    m = there.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert m.offline
    assert bool(m.refusal) == (trouble is refusing)
    assert bool(m.read_only) == (trouble is forbidding)
    layer = m.layers()["Marker"]
    changed = retitle(layer, "On the mountain")
    add(layer, "Found there")
    gone = delete(m.layers()["Shape_line"])
    with pytest.raises(errors.CalTopoError):
        m.push()
    assert m.offline
    assert sorted((w.kind, w.state) for w in m.outbox()) == [
        ("add", "ready"), ("delete", "ready"), ("edit", "ready"),
    ]  # fmt: skip
    m.close()
    if trouble is stopped:
        server.start()
    server.clear_faults()
    server.add_credential(secret=key[1])
    proxy.clear()
    back = api.connect(server.url, credential_id=key[0], secret=key[1], team_id="TEAM01")
    m = back.open_map(MAP, workspace=tmp_path, push_on_save=False)
    assert (m.offline, m.read_only, m.refusal) == ("", "", None)
    report = m.push()
    assert (report.added, report.edited, report.deleted) == (1, 1, 1)
    assert server.objects(MAP)["Marker", changed]["properties"]["title"] == "On the mountain"
    assert ("Shape", gone) not in server.objects(MAP) and len(server.objects(MAP)) == before
    assert titles(server).count("Found there") == 1
    assert m.outbox() == [] and m.changes() == []
    m.close()


def server_secret(conn: api.Connection) -> str:
    credential = conn._saved.credential
    assert credential is not None
    return credential.secret


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from qgisapp import start
app = start()
from caltopo_sync.plugin import api
from qgis.core import QgsFeature
url, folder, work, id, secret = sys.argv[2:]
conn = api.connect(url, credential_id=id or None, secret=secret or None)
m = conn.open_map("ABC12", workspace=folder, push_on_save=False)
print("offline" if m.offline else "online", sorted(c.kind for c in m.changes()))
if work == "edit":
    layer = m.layers()["Marker"]
    first, last = list(layer.getFeatures())[0], list(layer.getFeatures())[-1]
    layer.startEditing()
    layer.changeAttributeValue(first.id(), layer.fields().indexOf("title"), "In the dead zone")
    layer.deleteFeature(last.id())
    new = QgsFeature(layer.fields())
    new.setAttribute("title", "Made in the dead zone")
    new.setGeometry(first.geometry())
    layer.addFeature(new)
    print(layer.commitChanges())
else:
    report = m.push()
    print(report.added, report.edited, report.deleted, len(m.outbox()), len(m.changes()))
m.close()
"""


@pytest.mark.parametrize("desktop", [False, True])
def test_another_process_comes_back(tmp_path: Path, desktop: bool) -> None:
    """QGIS is closed in the dead zone and started again where there is a network."""

    def run(work: str) -> list[str]:
        who = ("", "") if desktop else (key.id, key.secret)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT / "tests"), url, str(tmp_path), work, *who],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    with Standin() as server:
        url = server.url
        server.behave(desktop=desktop)
        server.add_map(MAP, path=ROOT / "ui/practice/incident.json", team="TEAM01")
        key = server.add_credential()
        assert run("look") == ["online []", "0 0 0 0 0"]
        before = titles(server)
        server.stop()
        assert run("edit") == ["offline []", "True"]
        server.start()
        kinds = "['add', 'delete', 'edit']"
        assert run("push") == ["online " + kinds, "1 1 1 0 0"]
        after = titles(server)
        assert {"In the dead zone", "Made in the dead zone"} == set(after) - set(before)
        assert len(after) == len(before)


@pytest.mark.parametrize("desktop", [False, True])
def test_every_journey_signed_or_not(tmp_path: Path, quick: None, desktop: bool) -> None:
    """Add, edit, delete and lost answers, beside a colleague, also where nothing is signed."""
    with Standin() as server:
        server.behave(desktop=desktop)
        server.add_map(MAP, path=ROOT / "ui/practice/incident.json", team="TEAM01")
        key = server.add_credential()
        who = {} if desktop else {"credential_id": key.id, "secret": key.secret}
        conn = api.connect(server.url, **who)
        m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
        layer = m.layers()["Marker"]
        edited = retitle(layer, "Edited")
        add(layer, "Added")
        gone = delete(m.layers()["Shape_line"])
        assert m.push().failed == 0
        assert server.objects(MAP)["Marker", edited]["properties"]["title"] == "Edited"
        assert titles(server).count("Added") == 1 and ("Shape", gone) not in server.objects(MAP)
        retitle(layer, "Edited, answer lost")
        add(layer, "Added, answer lost")
        gone = delete(m.layers()["Shape_line"])
        server.fault(Fault(Kind.LOST, method="POST", times=2))
        server.fault(Fault(Kind.LOST, method="DELETE"))
        settle(m)
        assert m.outbox() == [] and m.changes() == []
        assert titles(server).count("Added, answer lost") == 1
        assert ("Shape", gone) not in server.objects(MAP)
        server.fault(Fault(Kind.DROP, method="POST", path="Marker$"))
        add(layer, "Added, call lost")
        settle(m)
        if desktop:  # it cannot say whether it took the call, so it is asked about
            (asked,) = m.outbox()
            assert asked.state == "parked" and "Retry" in asked.reason and asked.attempts == 1
            assert m.push().added == 0 and "Added, call lost" not in titles(server)
            m.retry(asked)
            assert m.push().added == 1
        assert titles(server).count("Added, call lost") == 1
        assert m.outbox() == [] and m.changes() == []
        signed = {call.expires is not None for call in server.calls}
        assert signed == {not desktop}
        m.close()


def settle(m: api.Map) -> None:
    """Push until what became of every call is known; some seconds at most."""
    end = time.monotonic() + 10
    while m.push().unknown and time.monotonic() < end:
        time.sleep(0.2)


def test_a_title_is_not_in_a_map_s_answer(
    server: Standin, conn: api.Connection, tmp_path: Path
) -> None:
    """It is asked for where the account is known; a map without one is called by its id."""
    server.fault(Fault(Kind.STATUS, path="/acct/", status=500))
    for folder, title in ((tmp_path / "a", MAP), (tmp_path / "b", "Echo Lakes")):
        m = conn.open_map(MAP, workspace=folder)
        assert m.title == title and m.offline == ""
        m.close()


def test_small_letters_in_an_id_make_no_second_copy(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    conn.open_map(MAP, workspace=tmp_path).close()
    m = conn.open_map(f"{server.url}/m/abc12", workspace=tmp_path)
    assert m.id == MAP and m.offline == "" and m.refresh().added == 0
    assert conn.opened("Abc12", workspace=tmp_path) is m
    m.close()
    assert len(list(tmp_path.glob("*.gpkg"))) == 1


# -- 401 ----------------------------------------------------------------------------------------


def test_a_401_is_asked_about_once(m: api.Map, conn: api.Connection, server: Standin) -> None:
    asked: list[errors.AuthError] = []
    m.refused.connect(asked.append)
    retitle(m.layers()["Marker"], "Waits")
    server.remove_credential("CRED00000001")
    server.clear_calls()
    with pytest.raises(errors.AuthError):
        m.push()
    assert len(server.calls) == 1 and len(asked) == 1 and m.refusal is asked[0]
    for _ in range(3):
        with pytest.raises(errors.AuthError):
            m.refresh()
    assert len(asked) == 1
    with pytest.raises(errors.AuthError):
        m.push()  # somebody wants to know again
    assert len(asked) == 2
    key = server.add_credential(id="CRED00000002", secret=server_secret(conn))
    other = api.connect(server.url, credential_id=key.id, secret=key.secret)
    m.reconnect(other.client())
    assert m.push().edited == 1
    assert m.refusal is None and m.offline == ""
    server.remove_credential("CRED00000002")
    with pytest.raises(errors.AuthError):
        m.refresh()
    assert len(asked) == 3
    with pytest.raises(errors.CalTopoError, match="not from"):
        m.reconnect(api.connect("http://localhost:8080").client())


def test_a_first_opening_is_refused_as_before(
    server: Standin, conn: api.Connection, tmp_path: Path
) -> None:
    for fault, error in ((401, errors.AuthError), (403, errors.PermissionDenied)):
        server.fault(Fault(Kind.STATUS, status=fault))
        with pytest.raises(error):
            conn.open_map(MAP, workspace=tmp_path)


# -- settings -----------------------------------------------------------------------------------


@pytest.fixture
def options() -> Iterator[None]:
    yield
    for setting in settings.SETTINGS:
        setting.set(setting.default)


def test_a_whole_answer_every_so_often(
    server: Standin, conn: api.Connection, tmp_path: Path, options: None
) -> None:
    def asked() -> list[bool]:
        found = [call.path.endswith("/since/0") for call in server.calls]
        server.clear_calls()
        return found

    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    asked()
    m.refresh()
    assert asked() == [False]
    m.refresh(whole=True)
    assert asked() == [True]
    for minutes, late in ((60, True), (0, False), (120, False)):
        settings.FULL_CHECK.set(minutes)
        m._ledger.set_meta("whole", str(m._ledger.whole_at - 61 * 60))
        m.refresh()
        assert asked() == [late]
        m._ledger.set_meta("whole", str(m._ledger.whole_at + (0 if late else 61 * 60)))
    settings.FULL_CHECK.set(1)
    m._ledger.set_meta("whole", "0")
    m.close()
    m = conn.open_map(MAP, workspace=tmp_path)
    assert asked() == [False]  # opening is not made slow by it
    server.behave(ids="never")
    server.colleague(MAP).delete("Marker", next(i for c, i in server.objects(MAP) if c == "Marker"))
    assert m.refresh().deleted == 1 and asked() == [True]
    m.close()


def test_the_cap_of_the_history(
    server: Standin, conn: api.Connection, tmp_path: Path, options: None
) -> None:
    settings.HISTORY.set(1)
    m = conn.open_map(MAP, workspace=tmp_path, push_on_save=False)
    (cls, id) = next(key for key in server.objects(MAP) if key[0] == "Marker")
    for n in range(5):
        server.colleague(MAP).edit(cls, id, {"description": str(n) + "x" * 400_000})
        m.refresh()
    assert len(m.versions(cls, id)) == 2
    m.close()


# -- what waits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["retry", "discard"])
def test_refused_calls_are_listed_and_decided_one_by_one(
    m: api.Map, server: Standin, way: str
) -> None:
    layer, lines = m.layers()["Marker"], m.layers()["Shape_line"]
    before = server.texts(MAP)
    retitle(layer, "refused edit")
    add(layer, "refused add")
    delete(lines)
    server.fault(Fault(Kind.STATUS, method="POST", status=400, times=2, message="no, not this"))
    server.fault(Fault(Kind.ERROR, method="DELETE", message="error deleting object"))
    assert m.push().failed == 3
    waiting = {item.kind: item for item in m.outbox()}
    assert set(waiting) == {"add", "edit", "delete"}
    for item in waiting.values():
        assert (item.state, item.attempts) == ("parked", 1) and item.title
        assert ("error deleting" if item.kind == "delete" else "no, not this") in item.reason
    assert {c.kind: (c.state, c.reason) for c in m.changes()} == {
        item.kind: ("parked", item.reason) for item in waiting.values()
    }
    server.clear_calls()
    m.push()
    assert {call.method for call in server.calls} == {"GET"}  # nothing goes again by itself
    for kind in ("add", "edit", "delete"):
        if way == "retry":
            m.retry(waiting[kind])
            report = m.push()
            done = {"add": report.added, "edit": report.edited, "delete": report.deleted}
            assert done == {**dict.fromkeys(done, 0), kind: 1}
        else:
            (change,) = [c for c in m.changes() if c.kind == kind]
            m.discard(change)
        assert kind not in [item.kind for item in m.outbox()]
    assert m.outbox() == [] and m.changes() == []
    if way == "discard":
        m.push()
        assert server.texts(MAP) == before
        assert "refused add" not in {row["title"] for row in layer.getFeatures()}
