# SPDX-License-Identifier: GPL-2.0-or-later
"""From a layer's features to what is to be added, edited and deleted on the map, and why.

Plain records in, steps out; nothing is changed here.  A feature is matched with its object by what
earlier runs remembered, then by outline, then by letter and number; so a run may be repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from .lettering import Dealer, base_of
from .matching import HALF, NEARLY, SOME, Outlines, outline, same_outline
from .preparing import GeoJson, Prepared

KEEP, DELETE = "keep", "delete"


class Outcome(str, Enum):
    ADDED = "added"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    KEPT = "kept"  # no longer in the layer, and left on the map
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Wanted:
    """A feature of the source: what it wants an object to say.

    ``properties`` are only those that are to be set.  ``fault`` says why it cannot go, or is "".
    """

    source: str
    key: str | None
    properties: Mapping[str, Any]
    made: Prepared
    fault: str = ""


@dataclass(frozen=True)
class There:
    """An object on the map."""

    id: str
    properties: Mapping[str, Any]
    shape: GeoJson | None


@dataclass(frozen=True)
class Remembered:
    """What an earlier run sent: the object's id as it is now, what was sent, its outline.

    ``properties`` is None where that run was undone, so that it says nothing about the object.
    """

    key: str | None
    id: str
    properties: Mapping[str, Any] | None
    outline: str = ""
    deleted: bool = False  # the object was on the map, and is not any more


@dataclass(frozen=True)
class Rules:
    """How steps are decided.

    ``same`` compares two values of a property.  ``label``: the property that names an object and
    its parts, "letter" for assignments, else "title".  ``missing``: keep, delete, or a status.
    ``elsewhere``: ids that runs with other layers sent, by the name of that layer.
    """

    same: Callable[[str, Any, Any], bool]
    label: str
    missing: str = KEEP
    letters_from: str | None = None
    numbers_from: int | None = None
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Step:
    """What is to become of one object, or of one feature that cannot go."""

    outcome: Outcome
    source: str
    key: str | None = None
    id: str = ""
    title: str = ""
    reasons: list[str] = field(default_factory=list)
    properties: dict[str, Any] = field(default_factory=dict)  # to set; of an add, all
    shape: GeoJson | None = None  # to set; None leaves it
    wanted: Mapping[str, Any] = field(default_factory=dict)  # what the feature says, for next time
    outline: str = ""
    drawn: GeoJson | None = None  # for a picture
    vertices: tuple[int, int] = (0, 0)


@dataclass
class _Unit:
    """One part of a feature, and the object it is."""

    wanted: Wanted
    part: int
    shape: GeoJson
    id: str = ""
    how: str = ""
    gone: bool = False

    @cached_property
    def outline(self) -> str:
        return outline(self.shape)


def plan(
    wanted: Sequence[Wanted],
    there: Mapping[str, There],
    memory: Sequence[Remembered],
    rules: Rules,
) -> list[Step]:
    """One step per part of each feature, and one per object that is missing in the layer."""
    steps: list[Step] = []
    units: list[_Unit] = []
    seen: dict[str, str] = {}
    for each in wanted:
        fault = each.fault or each.made.fault
        if not fault and each.key is not None:
            if each.key in seen:
                fault = "Its key “" + each.key + "” is that of feature " + seen[each.key] + ", too."
            seen.setdefault(each.key, each.source)
        if fault:
            step = Step(Outcome.SKIPPED, each.source, each.key, reasons=[fault, *each.made.notes])
            step.drawn = each.made.parts[0] if each.made.parts else None
            steps.append(step)
            continue
        units += [_Unit(each, n, shape) for n, shape in enumerate(each.made.parts)]
    _Matching(units, there, memory, rules).run()
    steps += _Deciding(there, memory, rules).steps(units)
    steps += _missing(wanted, units, there, memory, rules)
    return steps


class _Matching:
    """Finds each unit's object; an object is that of one unit."""

    def __init__(
        self,
        units: list[_Unit],
        there: Mapping[str, There],
        memory: Sequence[Remembered],
        rules: Rules,
    ) -> None:
        self._units, self._there, self._memory, self._rules = units, there, memory, rules
        self._outlines = Outlines({id: o.shape for id, o in there.items()})
        self._taken: set[str] = set()

    def run(self) -> None:
        self._by_key()
        self._by_outline()
        # what a run with keys sent is claimed by nobody in one without
        keyed = any(unit.wanted.key is not None for unit in self._units)
        former = [m.id for m in self._memory if m.key is None or not keyed]
        mine = [id for id in former if id in self._there]
        self._by_likeness([u for u in self._left() if u.wanted.key is None], mine, HALF)
        self._by_name()
        others = [i for i in self._there if i not in self._rules.elsewhere]
        # Where a title is given, somebody else's object of another title is not taken over.
        named = [u for u in self._left() if self._title(u)]
        for title in dict.fromkeys(map(self._title, named)):
            alike = [i for i in others if title in _titles(self._there[i])]
            self._by_likeness([u for u in named if self._title(u) == title], alike, NEARLY)
        self._by_likeness([u for u in self._left() if not self._title(u)], others, NEARLY)
        for unit in self._left():
            self._tell_what_it_lies_on(unit)

    def _title(self, unit: _Unit) -> str:
        """The title that a unit's object is to have, where objects are known by it."""
        if self._rules.label == "letter":
            return ""
        return str(unit.wanted.properties.get("title") or "")

    def _left(self) -> list[_Unit]:
        return [unit for unit in self._units if not unit.id]

    def _take(self, unit: _Unit, id: str, how: str) -> None:
        unit.id, unit.how = id, how
        self._taken.add(id)

    def _by_key(self) -> None:
        known: dict[str, list[Remembered]] = {}
        for each in self._memory:
            if each.key is not None:
                known.setdefault(each.key, []).append(each)
        parts: dict[str, list[_Unit]] = {}
        for unit in self._units:
            if unit.wanted.key is not None:
                parts.setdefault(unit.wanted.key, []).append(unit)
        for key, units in parts.items():
            ids = [m.id for m in known.get(key, []) if m.id in self._there]
            if len(units) > 1 and len(ids) > 1:
                self._by_likeness(units, ids, 0.0, "")
            for unit, id in zip(
                [u for u in units if not u.id], [i for i in ids if i not in self._taken]
            ):
                self._take(unit, id, "")
            for unit in units:
                unit.gone = not unit.id and any(m.deleted for m in known.get(key, []))

    def _by_outline(self) -> None:
        label = self._rules.label
        for unit in self._left():
            for id in self._outlines.same(unit.shape, unit.outline):
                if id in self._taken:
                    continue
                title = unit.wanted.properties.get(label)
                named = label == "letter" or title in (None, "")
                there = self._there[id].properties.get(label)
                if named or there == title:
                    how = "Known again by its outline." if unit.wanted.key is not None else ""
                    self._take(unit, id, how)
                    break

    def _by_likeness(
        self, units: list[_Unit], among: list[str], least: float, how: str | None = None
    ) -> None:
        """The most alike first."""
        free = {id for id in among if id not in self._taken}
        if not free:
            return
        pairs = [
            (like, n, id)
            for n, unit in enumerate(units)
            for like, id in self._outlines.near(unit.shape, free, least)
        ]
        for like, n, id in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
            if not units[n].id and id not in self._taken:
                said = "Known again: " + format(100 * like, ".0f") + " % of the outline agree."
                self._take(units[n], id, said if how is None else how)

    def _by_name(self) -> None:
        """By letter and number, and in a copy that remembers no run, by title."""
        rules = self._rules
        if rules.label != "letter" and self._memory:
            return
        names: dict[Any, list[str]] = {}
        for id, each in self._there.items():
            if id not in self._taken and id not in rules.elsewhere:
                names.setdefault(self._name(each.properties), []).append(id)
        mine: dict[Any, list[_Unit]] = {}
        for unit in self._left():
            if unit.part == 0:
                mine.setdefault(self._name(unit.wanted.properties), []).append(unit)
        for name, units in mine.items():
            found = names.get(name, [])
            if name is None or len(units) != 1 or len(found) != 1:
                continue
            shape = self._there[found[0]].shape
            if shape is not None and shape.get("type") == units[0].shape["type"]:
                told = "letter and number" if rules.label == "letter" else "title"
                self._take(units[0], found[0], "Known again by its " + told + ".")

    def _name(self, said: Mapping[str, Any]) -> Any:
        names = ("letter", "number") if self._rules.label == "letter" else ("title",)
        found = tuple(str(said.get(n) or "").strip().casefold() for n in names)
        return found if all(found) else None

    def _tell_what_it_lies_on(self, unit: _Unit) -> None:
        least = SOME if unit.shape["type"] == "Polygon" else HALF
        for like, id in self._outlines.near(unit.shape, self._there, least)[:1]:
            there = self._there[id]
            whence = self._rules.elsewhere.get(id)
            unit.how = (
                "It lies on “"
                + title_of(there.properties)
                + "” ("
                + format(100 * like, ".0f")
                + " % agree"
                + (", from “" + whence + "”" if whence else "")
                + ")."
            )


def _titles(there: There) -> tuple[str, str]:
    """An object's title, and that of the whole which it is a part of."""
    title = str(there.properties.get("title") or "")
    return title, base_of(title)


def title_of(said: Mapping[str, Any]) -> str:
    letter = " ".join(str(said[n]) for n in ("letter", "number") if said.get(n))
    return letter or str(said.get("title") or "")


class _Deciding:
    """What is to be done to each unit's object."""

    def __init__(
        self, there: Mapping[str, There], memory: Sequence[Remembered], rules: Rules
    ) -> None:
        self._there, self._rules = there, rules
        self._sent = {m.id: m for m in memory}
        said = [o.properties for o in there.values()]
        lettered = rules.label == "letter"
        self._titles = {title_of(each) for each in said} - {""} if lettered else set()
        self._dealer = Dealer(
            [str(p.get(rules.label) or "") for p in said],
            [str(p.get("number") or "") for p in said],
            rules.letters_from if lettered else None,
            rules.numbers_from if lettered else None,
        )

    def steps(self, units: Sequence[_Unit]) -> list[Step]:
        for unit in units:  # what features ask for is not dealt to others
            said = unit.wanted.properties
            if unit.part == 0 and said.get(self._rules.label):
                self._dealer.take(str(said[self._rules.label]), str(said.get("number") or ""))
        found: list[Step] = []
        main: dict[int, Step] = {}
        for unit in units:
            step = self._step(unit, main.get(id(unit.wanted)))
            main.setdefault(id(unit.wanted), step)
            found.append(step)
        return found

    def _step(self, unit: _Unit, first: Step | None) -> Step:
        wanted = dict(unit.wanted.properties)
        at = self._there.get(unit.id)
        step = Step(Outcome.ADDED, unit.wanted.source, unit.wanted.key, unit.id, wanted=wanted)
        step.outline, step.drawn = unit.outline, unit.shape
        if unit.part == 0:
            step.reasons += unit.wanted.made.notes
            step.vertices = unit.wanted.made.before, unit.wanted.made.after
        else:
            step.reasons.append("Part " + str(unit.part + 1) + " of its feature.")
        if unit.how:
            step.reasons.append(unit.how)
        if unit.gone:
            step.reasons.append("It was deleted from the map since, and is added again.")
        self._name(unit, wanted, at, first)
        if at is None:
            step.properties, step.shape = wanted, unit.shape
            step.title = title_of(wanted)
            if step.title in self._titles:
                step.reasons.append("There is another “" + step.title + "” on the map.")
            if self._rules.label == "letter":
                self._titles.add(step.title)  # two of one layer are two on the map
            return step
        step.title = title_of({**at.properties, **wanted})
        self._compare(step, unit, at, wanted)
        return step

    def _name(
        self, unit: _Unit, wanted: dict[str, Any], at: There | None, first: Step | None
    ) -> None:
        """Letters, numbers and parts' names, for what is new; a part keeps the one it has."""
        label = self._rules.label
        if first is None:
            if at is None and label == "letter":
                if not wanted.get("letter"):
                    wanted["letter"] = self._dealer.letter()
                if not wanted.get("number"):
                    wanted["number"] = self._dealer.number()
            return
        named = {**(self._there[first.id].properties if first.id else {}), **first.properties}
        whole = str(named.get(label) or "")
        if at is None and whole:
            wanted[label] = self._dealer.part(whole)
            if label == "letter":
                wanted["number"] = named.get("number") or ""
        elif at is not None and label in wanted:
            has = str(at.properties.get(label) or "")
            if has == base_of(has) or base_of(has) != base_of(str(wanted[label] or "")):
                wanted[label] = self._dealer.part(str(wanted[label] or ""))
            else:
                wanted[label] = has

    def _compare(self, step: Step, unit: _Unit, at: There, wanted: Mapping[str, Any]) -> None:
        sent = self._sent.get(unit.id)
        before = sent.properties if sent is not None else None
        stayed: list[str] = []
        for name, value in wanted.items():
            if self._rules.same(name, value, at.properties.get(name)):
                continue
            if (
                before is not None
                and name in before
                and self._rules.same(name, value, before[name])
            ):
                stayed.append(name)
            else:
                step.properties[name] = value
        if at.shape is not None and at.shape.get("type") != unit.shape["type"]:
            step.outcome = Outcome.SKIPPED
            step.reasons.append(
                "On the map it is of another geometry type; delete it there, then run this again."
            )
            return
        if not same_outline(unit.shape, at.shape):
            if before is not None and sent is not None and sent.outline == step.outline:
                stayed.append("outline")
            else:
                step.shape = unit.shape
        changes = [*step.properties, *(["outline"] if step.shape is not None else [])]
        if changes:
            step.reasons.insert(0, "Changes " + ", ".join(changes) + ".")
        if stayed:
            step.reasons.append(
                "Changed on the map and not in the layer since the last run, so the map's stays: "
                + ", ".join(stayed)
                + "."
            )
        step.outcome = Outcome.EDITED if changes else Outcome.UNCHANGED


def _missing(
    wanted: Sequence[Wanted],
    units: Sequence[_Unit],
    there: Mapping[str, There],
    memory: Sequence[Remembered],
    rules: Rules,
) -> list[Step]:
    """What earlier runs sent and the layer no longer has."""
    matched = {unit.id for unit in units}
    held = {each.key for each in wanted if each.fault or each.made.fault}
    found: list[Step] = []
    for each in memory:
        at = there.get(each.id)
        if at is None or each.id in matched:
            continue
        matched.add(each.id)
        step = Step(Outcome.KEPT, "", each.key, each.id, title_of(at.properties), drawn=at.shape)
        step.wanted, step.outline = each.properties or {}, each.outline
        if each.key in held:
            step.reasons.append("Its feature is in the layer and was skipped, so it stays.")
        elif rules.missing == DELETE:
            step.outcome = Outcome.DELETED
            step.reasons.append("It is no longer in the layer.")
        elif rules.missing == KEEP:
            step.reasons.append("It is no longer in the layer, and stays on the map.")
        elif at.properties.get("status") == rules.missing:
            step.reasons.append("It is no longer in the layer; its status says so already.")
        else:
            step.outcome, step.properties = Outcome.EDITED, {"status": rules.missing}
            step.wanted = {**step.wanted, **step.properties}
            step.reasons.append(
                "It is no longer in the layer: its status becomes " + rules.missing + "."
            )
        found.append(step)
    return found
