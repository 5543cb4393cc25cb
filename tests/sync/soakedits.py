# SPDX-License-Identifier: GPL-2.0-or-later
"""What people do to a map in the soak: each kind of edit, told to the model as well."""

from __future__ import annotations

from caltopo_sync.plugin.sync import geometry
from sync.soakworld import CONTAINERS, TABLES, Thing, World


class Edits(World):
    """Each edit is made by "A", "B" or "web"; False where there was nothing to do it to."""

    def add(self, who: str) -> bool:
        table = self.random.choices(list(TABLES), (6, 4, 3, 3, 2, 1))[0]
        cls, title, shape = TABLES[table][0], self.word(), self.place(table)
        thing = self.thing(table, who, title, shape=shape)
        if who == "web":
            self.web.add(cls, {"title": title, "description": thing.token}, shape)
        else:
            self.maps[who].add(table, shape, title=title, description=thing.token)
            if self.random.random() < 0.4:
                self.put(who, thing)
        return True

    def copy(self, who: str) -> bool:
        """Copied and pasted: with the id of the original, or without."""
        thing = self.pick(who, "Marker", "Shape_line", "Shape_polygon", "Assignment_polygon")
        fid = self.fid(who, thing) if thing is not None and who != "web" else None
        if thing is None or fid is None:
            return False
        keeps_id = self.random.random() < 0.5
        thing.copied = thing.copied or keeps_id
        m = self.maps[who]
        without = ("description",) if keeps_id else ("description", "caltopo_id")
        columns = [c for c in m.copy.tables[thing.table].stored if c not in without]
        names = ", ".join(f'"{c}"' for c in columns)
        own = list(TABLES[thing.table][1].values())
        (row,) = m.sql(
            f'SELECT title, geom, {", ".join(own)} FROM "{thing.table}" WHERE fid = ?', fid
        )
        new = self.thing(thing.table, who, row[0] or "", said=dict(zip(own, row[2:])))
        shape = geometry.unpack(geometry.wkb_of(row[1]) or b"")
        new.shape = {"type": shape["type"], "coordinates": shape["coordinates"]}
        new.inside = dict.fromkeys(CONTAINERS, "unknown")
        m.sql(
            f'INSERT INTO "{thing.table}" ({names}, description) SELECT {names}, ? '
            f'FROM "{thing.table}" WHERE fid = ?', new.token, fid,
        )  # fmt: skip
        self.counts["copies"] += 1
        return True

    def split(self, who: str) -> bool:
        """A line is cut in two: the row keeps one half, a new one, with all its columns, the
        other."""
        thing = self.pick(who, "Shape_line", own=True)
        if thing is None or thing.shape is None or not self.copy_of(who, thing):
            return False
        self.counts["splits"] += 1
        return True

    def copy_of(self, who: str, thing: Thing) -> bool:
        fid = self.fid(who, thing) if who != "web" else None
        line = thing.shape["coordinates"] if thing.shape else []
        if fid is None or len(line) < 3:
            return False
        m = self.maps[who]
        ((stroke, pattern, title),) = m.sql(
            "SELECT stroke, pattern, title FROM Shape_line WHERE fid = ?", fid
        )
        halves = [{"type": "LineString", "coordinates": part} for part in (line[:2], line[1:])]
        thing.shape = halves[0]
        new = self.thing("Shape_line", who, title or "",
                         said={"stroke": stroke, "pattern": pattern}, shape=halves[1])  # fmt: skip
        m.sql("UPDATE Shape_line SET geom = ? WHERE fid = ?", geometry.pack(halves[0]).blob, fid)
        ((id,),) = m.sql("SELECT caltopo_id FROM Shape_line WHERE fid = ?", fid)
        thing.copied = True
        m.add("Shape_line", halves[1], caltopo_id=id, title=title, stroke=stroke,
              pattern=pattern, description=new.token)  # fmt: skip
        return True

    def delete(self, who: str) -> bool:
        thing = self.pick(who, own=True)
        if thing is None or thing.copied:
            return False
        if who == "web":
            key = self.there(thing)
            if key is None or thing.table in CONTAINERS.values():
                return False
            self.web.delete(*key)
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            self.maps[who].sql(f'DELETE FROM "{thing.table}" WHERE fid = ?', fid)
        self.bury(thing)
        self.counts["deletes"] += 1
        return True

    def change(self, who: str) -> bool:
        """What belongs to one party alone."""
        thing = self.pick(who)
        if thing is None:
            return False
        value = self.random.choice(("#00FF00", "x y", f"v{self.counts['edits']}"))
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, {"extra": value})
            self.say(thing, "extra", value)
            return True
        column = TABLES[thing.table][1].get(who)
        fid = self.fid(who, thing)
        if column is None or fid is None:
            return False
        self.maps[who].sql(f'UPDATE "{thing.table}" SET "{column}" = ? WHERE fid = ?', value, fid)
        self.say(thing, column, value)
        return True

    def retitle(self, who: str) -> bool:
        """What belongs to everybody."""
        thing, title = self.pick(who), self.word()
        if thing is None:
            return False
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, {"title": title})
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            self.maps[who].sql(f'UPDATE "{thing.table}" SET title = ? WHERE fid = ?', title, fid)
        thing.titles.add(title)
        return True

    def move(self, who: str) -> bool:
        thing = self.pick(who, "Marker", "Shape_line", own=True)
        if thing is None:
            return False
        shape = self.place(thing.table)
        if who == "web":
            key = self.there(thing)
            if key is None:
                return False
            self.web.edit(*key, geometry=shape)
        else:
            fid = self.fid(who, thing)
            if fid is None:
                return False
            blob = geometry.pack(shape or {}).blob
            self.maps[who].sql(f'UPDATE "{thing.table}" SET geom = ? WHERE fid = ?', blob, fid)
        thing.shape = shape
        return True

    def put(self, who: str, thing: Thing | None = None) -> bool:
        """Into a folder or an operational period of those that this analyst sees, or out."""
        thing = thing or self.pick(who, *(set(TABLES) - {"Folder", "OperationalPeriod"}), own=True)
        if who == "web" or thing is None or thing.table in CONTAINERS.values():
            return False
        column = "folderId"
        if thing.table.startswith("Assignment") and self.random.random() < 0.5:
            column = "operationalPeriodId"
        into = self.pick(who, CONTAINERS[column])
        fid = self.fid(who, thing)
        if into is None or fid is None or self.fid(who, into) is None:
            return False
        ((id,),) = self.maps[who].sql(
            f'SELECT caltopo_id FROM "{into.table}" WHERE description = ?', into.token
        )
        self.maps[who].sql(f'UPDATE "{thing.table}" SET "{column}" = ? WHERE fid = ?', id, fid)
        thing.inside[column] = into.token
        thing.was_inside.add(into.token)
        return True
