# SPDX-License-Identifier: GPL-2.0-or-later
"""A map that cannot be opened, or not whole: what is said, and that nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from caltopo_sync.plugin import api
from caltopo_sync.plugin.caltopo import errors
from standin import Fault, Standin

MAP = "ABC12"


def test_one_owner(m: api.Map, conn: api.Connection, tmp_path: Path) -> None:
    with pytest.raises(errors.MapInUse, match="this program"):
        conn.open_map(MAP, workspace=tmp_path)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import conftest\n"
        "from pathlib import Path\n"
        "from caltopo_sync.plugin.session.lock import CopyLock\n"
        "from caltopo_sync.plugin.caltopo.errors import MapInUse\n"
        "try: CopyLock(Path(sys.argv[2]), 'ABC12')\n"
        "except MapInUse as e: print(e)\n"
    )
    root = str(Path(__file__).parents[2])
    lock = str(next(tmp_path.glob("*.lock")))
    said = subprocess.run(
        [sys.executable, "-c", program, root, lock], capture_output=True, text=True, timeout=60
    )
    assert "in use by process" in said.stdout, said.stderr


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault("html"), errors.BadAnswer),
        (Fault("truncated"), (errors.BadAnswer, errors.NetworkError)),
        (Fault("empty"), errors.BadAnswer),
        (Fault("status", status=500), errors.ServerError),
        (Fault("drop", times=None), errors.NetworkError),
    ],
)
def test_a_bad_answer_to_the_first_opening_leaves_nothing_behind(
    conn: api.Connection, server: Standin, tmp_path: Path, fault: Fault, error: Any
) -> None:
    server.fault(fault)
    with pytest.raises(error):
        conn.open_map(MAP, workspace=tmp_path)
    assert not [p for p in tmp_path.iterdir() if p.suffix != ".lock"]
    server.clear_faults()
    m = conn.open_map(MAP, workspace=tmp_path)
    assert sum(m.counts().values()) == len(server.objects(MAP))
    m.close()


def test_wrong_secret_and_unknown_map(
    server: Standin, conn: api.Connection, tmp_path: Path
) -> None:
    wrong = api.connect(
        server.url, credential_id="CRED00000001", secret="d3Jvbmcgc2VjcmV0", team_id="TEAM01"
    )
    with pytest.raises(errors.AuthError):
        wrong.open_map(MAP, workspace=tmp_path)
    with pytest.raises(errors.CalTopoError) as unknown:
        conn.open_map("NOPE1", workspace=tmp_path)
    assert "NOPE1" in unknown.value.text
    with pytest.raises(errors.CalTopoError, match="neither the id"):
        conn.open_map("../../etc/passwd", workspace=tmp_path)


def test_broken_objects_are_set_aside_and_the_rest_opens(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    server.fault(Fault("broken"))
    m = conn.open_map(MAP, workspace=tmp_path)
    assert m.set_aside()
    assert all(item["reason"] for item in m.set_aside())
    assert m.layers()["Marker"].featureCount() > 0
    m.close()


def test_a_geopackage_without_its_ledger_is_only_looked_at(
    conn: api.Connection, server: Standin, tmp_path: Path
) -> None:
    conn.open_map(MAP, workspace=tmp_path).close()
    next(tmp_path.glob("*.ledger")).unlink()
    server.clear_calls()
    m = conn.open_map(MAP, workspace=tmp_path)
    assert "ledger" in m.read_only
    assert m.layers()["Marker"].featureCount() > 0
    assert not m.layers()["Marker"].startEditing()
    with pytest.raises(errors.PermissionDenied):
        m.push()
    m.close()
    assert server.calls == []
    m = conn.rebuild_map(MAP, workspace=tmp_path)
    assert not m.read_only
    assert list(tmp_path.glob("*.aside-*.gpkg"))
    m.close()
