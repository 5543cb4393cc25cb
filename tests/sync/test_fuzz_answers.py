# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a server answers: a clear error or rows, never a fault, and no edit is lost."""

from __future__ import annotations

import copy
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync.pace import Pace
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sync.localmap import LocalMap
from unit.rawserver import RawServer, Reply, Request, answer

INCIDENT = Path(__file__).parents[2] / "ui" / "practice" / "incident.json"
KINDS = ("Folder", "OperationalPeriod", "Marker", "Shape", "Assignment", "AppTrack", "Clue")
FEATURES: list[dict[str, Any]] = []  # the shortest of each class
for cls in KINDS:
    texts = [json.dumps(f) for f in json.loads(INCIDENT.read_text(encoding="utf-8"))["features"]]
    FEATURES.append(json.loads(min((t for t in texts if f'"class": "{cls}"' in t), key=len)))
PACE = Pace(expires=0.2, margin=0.1, unsigned=0.2, look=0.02, pause=0.001, longest=0.2)
MINE = "Edited before the odd answer"

EDITED = next(f["id"] for f in FEATURES if f["properties"]["class"] == "Marker")

odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "Marker", "Folder", "nop", "\x00", "\ud800", "../../x", "<b>", "1e999"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "class", "type", "coordinates", "properties", "title", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def good() -> dict[str, Any]:
    now = int(time.time() * 1000)
    return {
        "status": "ok",
        "result": {
            "state": {"type": "FeatureCollection", "features": copy.deepcopy(FEATURES)},
            "timestamp": now,
            "ids": ids(),
        },
        "timestamp": now,
    }


def ids() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for feature in FEATURES:
        found.setdefault(feature["properties"]["class"], []).append(feature["id"])
    return found


@st.composite
def spoiled(draw: Callable[[Any], Any], whole: Callable[[], Any]) -> str:
    """A good answer in which one to four places are replaced, removed or doubled, or whose text is
    cut or written over."""
    said = whole()
    for _ in range(draw(st.integers(1, 4))):
        place, key = said, None
        for _ in range(draw(st.integers(1, 9))):
            inside = list(place) if isinstance(place, dict) else range(len(place))
            if not len(inside):
                break
            above, key = place, inside[draw(st.integers(0, len(inside) - 1))]
            place = above[key]
            if not isinstance(place, (dict, list)):
                break
        if key is None:
            continue
        how = draw(st.sampled_from(["replace", "remove", "double", "swap"]))
        if how == "remove":
            del above[key]
        elif how == "double" and isinstance(above, list):
            above.append(copy.deepcopy(above[key]))
        elif how == "swap" and isinstance(above, dict):
            above[draw(st.sampled_from(list(above)))] = above[key]
        else:
            above[key] = draw(odd_values)
    text = json.dumps(said)
    if draw(st.integers(0, 9)) == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(max_size=4)) + text[at + draw(st.integers(0, 50)) :]
    return text


class Server:
    """Answers every read and every write with the text it was given."""

    def __init__(self) -> None:
        self.read = self.written = ""
        self.keeps: dict[str, Any] | None = None  # what a write leaves on it

    def __call__(self, request: Request) -> Reply:
        if request.method == "GET":
            return Reply(answer(self.read.encode("utf-8", "surrogatepass")))
        if self.keeps is not None:
            said = good()
            said["result"]["state"]["features"][FEATURES.index(stored())] = self.keeps
            self.read = json.dumps(said)
        return Reply(answer(self.written.encode("utf-8", "surrogatepass")))


@dataclass
class Begun:
    """A server, and a local copy that was opened while its answers were good."""

    says: Server
    url: str
    folder: Path
    rows: dict[Any, Any]

    def copy(self) -> LocalMap:
        """That copy, with an edit that waits to be sent."""
        self.says.read, self.says.keeps = json.dumps(good()), None
        shutil.rmtree(self.folder / "tried", ignore_errors=True)
        shutil.copytree(self.folder / "good", self.folder / "tried")
        m = LocalMap(self.url, self.folder / "tried", pace=PACE)
        m.edit("Marker", EDITED, title=MINE)
        return m


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    says = Server()
    says.read = json.dumps(good())
    folder = tmp_path_factory.mktemp("fuzz")
    with RawServer(says) as raw:
        m = LocalMap(raw.url, folder / "good")
        rows = m.everything()
        m.close()
        yield Begun(says, raw.url, folder, rows)


def stored(title: str | None = None) -> dict[str, Any]:
    """The object that is edited, as the server has it."""
    found: dict[str, Any] = copy.deepcopy(next(f for f in FEATURES if f["id"] == EDITED))
    if title is not None:
        found["properties"]["title"] = title
    return found


def title_of(m: LocalMap, id: str) -> Any:
    """The title in the row of that id, in whatever table it is."""
    for (_, known), (table, values, _) in m.everything().items():
        if known == id and "title" in m.copy.tables[table].column_names:
            return values[m.copy.tables[table].column_names.index("title")]
    return None


given_answers = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "40")),
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,  # a campaign looks further
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],  # an example is short; finding a shorter one is slow
)


@given_answers
@given(text=spoiled(good), full=st.booleans())
def test_reading(begun: Begun, text: str, full: bool) -> None:
    m = begun.copy()
    try:
        begun.says.read = text
        try:
            m.pull(full=full)
        except CalTopoError as error:
            assert error.text
        assert title_of(m, EDITED) == MINE
        assert [c.id for c in m.changes() if c.id == EDITED]
        begun.says.read = json.dumps(good())
        m.pull(full=True)
        assert title_of(m, EDITED) == MINE
        now, then = m.everything(), dict(begun.rows)
        assert now.pop(("Marker", EDITED)) != then.pop(("Marker", EDITED))
        assert now == then  # nothing of the odd answer is left
    finally:
        m.close()


@given_answers
@given(text=spoiled(lambda: {"status": "ok", "result": stored(MINE)}))
def test_writing(begun: Begun, text: str) -> None:
    m = begun.copy()
    try:
        begun.says.written, begun.says.keeps = text, stored(MINE)
        try:
            m.push()
        except CalTopoError as error:
            assert error.text
        assert title_of(m, EDITED) == MINE
    finally:
        m.close()


@given_answers
@given(text=spoiled(good))
def test_the_first_opening(begun: Begun, text: str) -> None:
    begun.says.read = text
    fresh = begun.folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        m = LocalMap(begun.url, fresh)
    except CalTopoError as error:
        assert error.text
        assert not list(fresh.glob("*.gpkg"))
        return
    m.changes()
    m.close()
