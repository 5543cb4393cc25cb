# SPDX-License-Identifier: GPL-2.0-or-later
"""Files and texts of unknown origin: a clear error or a map that sends nothing, never a fault."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.host import credentials
from caltopo_sync.plugin.layers import maptips
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)
from standin import Standin

MAP = "ABC12"
INCIDENT = Path(__file__).parents[2] / "ui" / "practice" / "incident.json"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))
# An example is small as it is; looking for a smaller one takes long.
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,  # a campaign looks further
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    phases=[Phase.explicit, Phase.generate],
)

# -- local copies ---------------------------------------------------------------------------------

odd = st.sampled_from([None, "", "x", -1, 0, 2**62, 1e300, b"\x00\xff", "{}", "[]", "'; --", "ü"])


@dataclass
class Begun:
    """A local copy with an edit that waits, and the server it came from."""

    server: Standin
    folder: Path

    def copy(self) -> Path:
        tried = self.folder.with_name("tried")
        shutil.rmtree(tried, ignore_errors=True)
        shutil.copytree(self.folder, tried)
        return next(tried.glob("*.gpkg"))


@pytest.fixture(scope="module")
def begun(qgis_app: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    folder = tmp_path_factory.mktemp("fuzz") / "good"
    with Standin() as server:
        server.add_map(MAP, path=INCIDENT, title="Echo Lakes", team="TEAM01")
        key = server.add_credential()
        conn = api.connect(server.url, credential_id=key.id, secret=key.secret, team_id="TEAM01")
        m = conn.open_map(MAP, workspace=folder, push_on_save=False)
        marker = next(iter(m.features("Marker")))
        m.edit(marker.id, "Marker", {"title": "waits"})
        m.close()
        yield Begun(server, next(folder.rglob("*.gpkg")).parent)


def look_at(begun: Begun, path: Path) -> None:
    """A copy that lies somewhere may be refused; whatever is done, it sends nothing."""
    begun.server.clear_calls()
    with contextlib.suppress(CalTopoError):
        m = api.reopen(path, choose=lambda name, server: pytest.fail("asked for a connection"))
        try:
            for do in (m.add_to_project, m.changes, m.outbox, m.conflicts, m.history):
                with contextlib.suppress(CalTopoError):
                    do()
            for layer in m.layers().values():
                for _ in layer.getFeatures():
                    pass
            with contextlib.suppress(CalTopoError):
                list(m.features())
        finally:
            m.close()
            QgsProject.instance().clear()
    assert begun.server.calls == []


@fuzzed
@given(data=st.data())
def test_bytes_of_a_copy_written_over(begun: Begun, data: st.DataObject) -> None:
    path = begun.copy()
    for file in sorted(path.parent.iterdir()):
        content = bytearray(file.read_bytes())
        if not content:
            continue
        for _ in range(data.draw(st.integers(0, 4))):
            at = data.draw(st.integers(0, len(content) - 1))
            if data.draw(st.booleans()):
                at %= 4096  # the header and the first pages, which matter most
            some = data.draw(st.binary(min_size=1, max_size=40))
            content[at : at + len(some)] = some
        if data.draw(st.integers(0, 9)) == 0:
            del content[data.draw(st.integers(0, len(content))) :]
        file.write_bytes(content)
    look_at(begun, path)


@fuzzed
@given(data=st.data())
def test_tables_of_a_copy_spoiled(begun: Begun, data: st.DataObject) -> None:
    path = begun.copy()
    for _ in range(data.draw(st.integers(1, 4))):
        file = data.draw(st.sampled_from(sorted(each for each in path.parent.iterdir())))
        with (
            contextlib.suppress(sqlite3.DatabaseError),
            contextlib.closing(sqlite3.connect(file, isolation_level=None)) as db,
        ):
            spoil(db, data)
    look_at(begun, path)


def spoil(db: sqlite3.Connection, data: st.DataObject) -> None:
    tables = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    table = data.draw(st.sampled_from(sorted(tables)))
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    column = data.draw(st.sampled_from(columns))
    how = data.draw(st.sampled_from(["set", "set one", "drop", "empty", "rename", "trigger"]))
    if how == "set":
        db.execute(f'UPDATE "{table}" SET "{column}" = ?', (data.draw(odd),))
    elif how == "set one":
        db.execute(f'UPDATE "{table}" SET "{column}" = ? LIMIT 1', (data.draw(odd),))
    elif how == "drop":
        db.execute(f'DROP TABLE "{table}"')
    elif how == "empty":
        db.execute(f'DELETE FROM "{table}"')
    elif how == "rename":
        db.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "odd one"')
    else:
        db.execute(f'CREATE TRIGGER odd AFTER INSERT ON "{table}" BEGIN DELETE FROM "{table}"; END')


ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM r) SELECT "
VIRTUAL = 'CREATE VIRTUAL TABLE "{}" USING rtree(fid, minx, maxx)'


@pytest.mark.parametrize("ledger", [True, False])
@pytest.mark.parametrize("table", ["Marker", "caltopo_state", "caltopo_changes"])
@pytest.mark.parametrize("virtual", [True, False])
def test_a_view_without_end_is_not_waited_for(
    begun: Begun, table: str, ledger: bool, virtual: bool
) -> None:
    path = begun.copy()
    if not ledger:
        next(path.parent.glob("*.ledger")).unlink()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        db.execute(f'DROP TABLE "{table}"')
        said = ", ".join(f'n AS "{column}"' for column in columns)
        view = f'CREATE VIEW "{table}" AS {ENDLESS} {said} FROM r'
        db.execute(VIRTUAL.format(table) if virtual else view)
    with pytest.raises(CalTopoError, match=f"{table} is no table"):
        api.reopen(path)


# -- configuration files --------------------------------------------------------------------------

lines = st.lists(
    st.sampled_from(["[a]", "[b", "id = X1", "key = planted", "key: planted", "accountId=T", "= x",
                     "server = http://evil.example", "server = ftp://x", "%(key)s", "  more"])
    | st.text(max_size=12),
    max_size=8,
)  # fmt: skip


@settings(fuzzed, max_examples=20 * EXAMPLES)
@given(lines=lines, raw=st.binary(max_size=30) | st.none())
def test_configuration_files(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], raw: bytes | None
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.ini"
    path.write_bytes(raw or "\n".join(lines).encode("utf-8", "surrogatepass"))
    path.chmod(0o600)
    for reference in (str(path), f"{path}#a", f"{path}#no such"):
        try:
            found = credentials.from_ini(reference)
        except CalTopoError as error:
            assert "planted" not in repr(vars(error)) + str(error)
        else:
            assert "planted" not in repr(found)


# -- texts ----------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.found.append(tag)


@pytest.fixture(scope="module")
def markers(begun: Begun) -> Iterator[QgsVectorLayer]:
    with contextlib.suppress(CalTopoError):
        m = api.reopen(next(begun.folder.glob("*.gpkg")))
    yield m.layers()["Marker"]
    m.close()


harmful = st.sampled_from(
    ["<script>x</script>", "<img src=http://x/y>", "[% 1+1 %]", "&lt;b&gt;", "</b><a href='x'>",
     "' || 1 || '", "<!--", "\x00", "%1", "{x}", "\n<p>"]
)  # fmt: skip


@settings(fuzzed, max_examples=5 * EXAMPLES)
@given(parts=st.lists(harmful | st.text(max_size=10), max_size=5))
def test_titles_and_descriptions_in_map_tips(markers: QgsVectorLayer, parts: list[str]) -> None:
    text = "".join(parts)
    row = next(markers.getFeatures())
    row["title"] = row["description"] = text
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(markers))
    context.setFeature(row)
    shown = QgsExpression.replaceExpressionText(markers.mapTipTemplate(), context)
    tags = Tags()
    tags.feed(shown)
    assert set(tags.found) <= {"b", "br", "small"}
    if "[% 1+1 %]" in text:
        assert "[% 1+1 %]" in shown


def test_the_name_of_a_photo_leads_out_of_no_folder(tmp_path: Path, qgis_app: Any) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    for name in ("secret.jpg", "secret.small.jpg"):
        (tmp_path / name).touch()
        (inside / name).touch()
    layer = QgsVectorLayer("Point?crs=EPSG:4326&field=backendMediaId:string", "photos", "memory")
    maptips.show_photos(layer, inside)
    feature = QgsFeature(layer.fields())
    feature["backendMediaId"] = "../secret"
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    shown = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "/inside/secret.small.jpg" in shown and ".." not in shown
    index = layer.fields().indexOf(maptips.PHOTO)
    found = QgsExpression(layer.expressionField(index)).evaluate(context)
    assert Path(found) == inside / "secret.jpg"


def test_forms_take_texts_as_they_are(markers: QgsVectorLayer) -> None:
    for index, field in enumerate(markers.fields()):
        widget = markers.editorWidgetSetup(index)
        if widget.type() == "TextEdit":
            assert widget.config()["UseHtml"] is False, field.name()
