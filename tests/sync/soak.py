# SPDX-License-Identifier: GPL-2.0-or-later
"""Two analysts and the web at work on one map for long, over a bad link to a bad server:
``python -m sync.soak --edits 10000 --seed 1`` (with ``PYTHONPATH=tests``).

Every object carries a token in its description that nobody edits, and each property belongs to one
party; so the model knows what the server must hold in the end: nothing lost, nothing doubled.
Titles belong to all: the last one is one of those that were given.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # the package under the name it is installed by, as in the tests
    sys.path.insert(0, str(Path(__file__).parents[2]))
    import conftest  # noqa: F401

from caltopo_sync.plugin.caltopo.errors import CalTopoError
from caltopo_sync.plugin.sync.outbox import State
from standin import Fault, Kind, Standin
from sync.crashing import Moment, dies
from sync.localmap import KEY, LocalMap
from sync.soaksetback import SettingBack
from sync.soakworld import KEYS, PACE, TABLES

FAULTY = 0.05
FAULTS: list[dict[str, Any]] = [
    {"kind": Kind.STATUS, "status": 500},
    {"kind": Kind.STATUS, "status": 502, "committed": True, "body": "html"},
    {"kind": Kind.STATUS, "status": 503, "retry_after": 0},
    {"kind": Kind.STATUS, "status": 429, "retry_after": 0},
    {"kind": Kind.STATUS, "status": 400},
    {"kind": Kind.STATUS, "status": 403},
    {"kind": Kind.ERROR},
    {"kind": Kind.EMPTY},
    {"kind": Kind.EMPTY, "committed": True},
    {"kind": Kind.HTML, "committed": True},
    {"kind": Kind.TRUNCATED},
    {"kind": Kind.CUT},
    {"kind": Kind.DROP},
    {"kind": Kind.DROP, "reset": True},
    {"kind": Kind.LOST},
    {"kind": Kind.LOST, "reset": True},
    {"kind": Kind.LATE, "delay": 0.05},
    {"kind": Kind.SLOW, "delay": 0.05},
    {"kind": Kind.HANG, "delay": 0.05},
    {"kind": Kind.NAN},
    {"kind": Kind.BROKEN},
    {"kind": Kind.CLOSED},
]


class Soak(SettingBack):
    """One run."""

    def faults(self) -> None:
        share = FAULTY / len(FAULTS)
        for fault in FAULTS:
            path = "/since/" if fault["kind"] is Kind.BROKEN else None
            self.server.fault(Fault(**fault, times=None, chance=share, path=path))

    # -- edits ----------------------------------------------------------------------------------

    def run(self, edits: int) -> None:
        self.faults()
        steps = 0
        while self.counts["edits"] < edits:
            steps += 1
            self.step()
            self._age_edit_modes()
            if not self.random.randrange(12):
                self.sync(self.random.choice("AB"))
            if not self.random.randrange(60):
                self.misfortune(self.random.choice("AB"))
            if not self.random.randrange(15):
                self.set_back(self.random.choice("AB"))
        self.settle()

    def step(self) -> None:
        who = self.random.choices(("A", "B", "web"), (45, 35, 20))[0]
        dice = self.random.random()
        if dice < 0.33:
            what = self.random.choice([self.add] * 4 + [self.copy, self.split])
        elif dice < 0.45:
            what = self.delete
        else:
            what = self.random.choice([self.change] * 3 + [self.retitle, self.move, self.put])
        if not what(who):
            self.add(who)
        self.counts["edits"] += 1

    # -- syncing --------------------------------------------------------------------------------

    def _age_edit_modes(self) -> None:
        for editing in self.editing.values():
            for table in [t for t, left in editing.items() if left <= 0]:
                del editing[table]
            for table in editing:
                editing[table] -= 1
            if not self.random.randrange(40):
                editing[self.random.choice(list(TABLES))] = self.random.randrange(5, 60)
                self.counts["edit modes"] += 1

    def sync(self, who: str) -> None:
        m, push = self.maps[who], self.random.random() < 0.6
        self.counts["pushes" if push else "pulls"] += 1
        try:
            m.push() if push else m.pull(full=self.random.random() < 0.05)
        except CalTopoError as error:
            self.counts["stopped: " + type(error).__name__] += 1
        self.resolve(m)

    def resolve(self, m: LocalMap) -> None:
        """Deleting wins; of two titles one is taken."""
        for conflict in m.ledger.conflicts():
            self.counts["conflicts"] += 1
            choice = self.random.choice(("mine", "theirs"))
            if conflict.kind != "edit":
                choice = "theirs" if conflict.kind == "deleted there" else "mine"
            m.resolve(conflict.cls, conflict.id, choice)
        for entry in m.outbox():  # as with Retry
            if entry.state is State.PARKED:
                self.counts["retries"] += 1
                entry.renew()
                m.ledger.put(entry)

    def misfortune(self, who: str) -> None:
        m = self.maps[who]
        self.editing[who].clear()  # nobody edits in a program that has ended
        dice = self.random.random()
        if dice < 0.35:
            self.counts["restarts"] += 1
            m.reopen()
            self._watch(who, m)
        elif dice < 0.7:
            self.counts["crashes"] += 1
            m.reopen(crashed=True)
            self._watch(who, m)
        else:
            self.counts["kills"] += 1
            m.crash()
            m.client.close()
            moment, number = self.random.choice(list(Moment)), self.random.randrange(1, 40)

            def work() -> None:
                own = LocalMap(self.server.url, self.folder / who, pace=PACE, key=KEYS[who])
                with contextlib.suppress(CalTopoError):
                    own.push()
                own.close()

            dies(work, moment, number, seconds=60)
            m = self.maps[who] = self._open(who)

    def settle(self) -> None:
        """All goes well from now on: everybody pushes and pulls until nothing is left to do."""
        self.server.clear_faults()
        for editing in self.editing.values():
            editing.clear()
        for _ in range(20):
            for m in self.maps.values():
                self.resolve(m)
                m.push()
            for m in self.maps.values():
                m.pull(full=True)
            if not any(self._left(m) for m in self.maps.values()):
                return
        raise AssertionError(f"never quiet: {[self._left(m) for m in self.maps.values()]}")

    def _left(self, m: LocalMap) -> list[Any]:
        return [*m.changes(), *m.ledger.conflicts(), *m.outbox(), *m.ledger.pending(10)]


def soak(edits: int, seed: int) -> Counter[str]:
    """One run; what was done.  Raises AssertionError where anything is lost or doubled."""
    folder = Path(tempfile.mkdtemp(prefix="caltopo-soak-"))
    with Standin() as server:
        server.add_credential(*KEY)
        server.add_credential(*KEYS["B"], account="SVC002")
        work = Soak(server, folder, seed)
        try:
            work.run(edits)
            work.judge()
        finally:
            calls = server.calls
            work.counts["calls"] = len(calls)
            work.counts["calls that failed"] = sum(
                1 for c in calls if not 200 <= (c.status or 0) < 300
            )
            work.close()
            shutil.rmtree(folder, ignore_errors=True)
    return work.counts


def main() -> int:
    parser = argparse.ArgumentParser(prog="sync.soak", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None, help="the same edits again")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}, {options.edits} edits", flush=True)
    started = time.monotonic()
    counts = soak(options.edits, seed)
    print(", ".join(f"{number} {name}" for name, number in sorted(counts.items())))
    print(f"nothing lost, nothing doubled, in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
