# SPDX-License-Identifier: GPL-2.0-or-later
"""Which objects of a map are exported."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import Template
from typing import Any

from ..sync.sql import quote
from ..sync.tables import ID, Table

MOST_MARKS = 900  # parameters of one statement; older SQLites take 999


@dataclass(frozen=True)
class Selection:
    """What an object must be to go out; None is no condition, and all that are given must hold.

    ``folders`` and ``periods`` are ids.  A folder holds what is in its subfolders, too, and itself;
    a period is that of an assignment, or itself; only assignments have a status.  ``members`` are
    (class, id) of further objects that belong to the periods.  ``ids`` are ids of objects, with or
    without their class.
    """

    classes: Collection[str] | None = None
    folders: Collection[str] | None = None
    periods: Collection[str] | None = None
    statuses: Collection[str] | None = None
    ids: Collection[str | tuple[str, str]] | None = None
    members: Collection[tuple[str, str]] = ()

    def takes(self, cls: str, id: str, properties: Mapping[str, Any]) -> bool:
        """Whether an object is among them."""
        if self.classes is not None and cls not in self.classes:
            return False
        if self.ids is not None and id not in self.ids and (cls, id) not in self.ids:
            return False
        folder, period = properties.get("folderId"), properties.get("operationalPeriodId")
        if self.folders is not None and not {id, folder} & set(self.folders):
            return False
        if self.periods is not None and not (
            {id, period} & set(self.periods) or (cls, id) in self.members
        ):
            return False
        return self.statuses is None or properties.get("status") in self.statuses

    def where(self, table: Table) -> tuple[str, list[str]]:
        """The same as an SQL condition over a row ``r`` of a table, and its parameters."""
        conditions, values = ["1"], list[str]()

        def among(column: str, wanted: Collection[str]) -> str:
            if len(wanted) > MOST_MARKS:
                values.append(json.dumps(list(wanted)))
                marks = "SELECT value FROM json_each(?)"
            else:
                values.extend(wanted)
                marks = ", ".join("?" * len(wanted))
            return Template("r.$column IN ($marks)").substitute(column=quote(column), marks=marks)

        def of(column: str, wanted: Collection[str]) -> str:
            either = [among(ID, wanted)]
            if column in table.column_names:
                either.append(among(column, wanted))
            return "(" + " OR ".join(either) + ")"

        if self.classes is not None and table.cls not in self.classes:
            own = table.columns[0].name == "class"
            conditions.append(among("class", self.classes) if own else "0")
        if self.ids is not None:
            conditions.append(among(ID, _ids_of(table.cls, self.ids)))
        if self.folders is not None:
            conditions.append(of("folderId", self.folders))
        if self.periods is not None:
            belongs = of("operationalPeriodId", self.periods)
            members = _ids_of(table.cls, self.members)
            conditions.append("(" + belongs + " OR " + among(ID, members) + ")")
        if self.statuses is not None:
            has = "status" in table.column_names
            conditions.append(among("status", self.statuses) if has else "0")
        return " AND ".join(conditions), values


def _ids_of(cls: str, wanted: Collection[str | tuple[str, str]]) -> list[str]:
    """Those of a class; all where the table is one of several classes."""
    return [
        each if isinstance(each, str) else each[1]
        for each in wanted
        if isinstance(each, str) or each[0] == cls or not cls
    ]
