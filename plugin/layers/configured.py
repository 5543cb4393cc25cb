# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers configured on the web, in words: rules of slope, aspect and elevation, and base maps.

For people to know what colleagues look at. CalTopo's tiles are never fetched; where a free base map
shows the same thing, it is named.  The names of rules are inferred from real maps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qgis.core import QgsRasterLayer

from ..host.texts import later, tr
from .xyz import xyz_source

_RULE = re.compile(r"(?P<kind>[sate])(?P<low>\d+)(?P<unit>[fm])?-(?P<high>\d+)(?P<unit2>[fm])?")
_COLOUR = re.compile(r"c(?P<from>[0-9A-Fa-f]{6})(?:-(?P<to>[0-9A-Fa-f]{6}))?")


@dataclass(frozen=True)
class FreeMap:
    """A base map that anybody may draw: its name, where its tiles are, how far in, whose it is."""

    name: str
    url: str
    zoom: int
    rights: str

    def layer(self) -> QgsRasterLayer:
        """A layer of it.  Main thread; tiles are fetched once it is drawn."""
        made = QgsRasterLayer(xyz_source(self.url, self.zoom), self.name, "wms")
        about = made.metadata()
        about.setRights([self.rights])
        made.setMetadata(about)
        return made


_USGS = "https://basemap.nationalmap.gov/arcgis/rest/services/{}/MapServer/tile/{{z}}/{{y}}/{{x}}"
OSM = FreeMap(
    "OpenStreetMap",
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    19,
    "© OpenStreetMap contributors, ODbL",
)
USGS = FreeMap("USGS Topo", _USGS.format("USGSTopo"), 16, "U.S. Geological Survey")
IMAGERY = FreeMap(
    "USGS Imagery", _USGS.format("USGSImageryOnly"), 16, "U.S. Geological Survey and USDA"
)
# alias: what it is, and a free base map of the kind
_BASES = {
    "mbt": ("MapBuilder Topo", USGS),
    "mbh": ("MapBuilder Hybrid", IMAGERY),
    "om": ("OpenStreetMap", OSM),
    "t": (later("Scanned USGS topo maps"), USGS),
    "imagery": (later("Aerial imagery"), IMAGERY),
}


@dataclass(frozen=True)
class BaseLayer:
    """A layer of the map on the web: its alias, what it shows in words, a free base map like it.

    ``opacity`` is from 0 to 1; ``active``: whether the map opens with it.
    """

    alias: str
    shows: str
    like: FreeMap | None = None
    opacity: float = 1.0
    active: bool = False


def describe(alias: object, title: str = "", opacity: float = 1.0) -> BaseLayer:
    """A layer by its alias; one that is not understood says so."""
    text = alias if isinstance(alias, str) else ""
    if text in _BASES:
        name, like = _BASES[text]
        return BaseLayer(text, title or tr(name), like, opacity)
    rules = _rules(text)
    shows = "; ".join(filter(None, (title, rules))) or tr("not known to this plugin")
    return BaseLayer(text, shows, None, opacity)


def active_layers(listed: object) -> list[BaseLayer]:
    """The layers that a map opens with (its ``activeLayers``, pairs of alias and opacity)."""
    found = []
    for pair in listed if isinstance(listed, list) else ():
        if isinstance(pair, list) and pair and isinstance(pair[0], str):
            share = pair[1] if len(pair) > 1 and isinstance(pair[1], (int, float)) else 1.0
            there = describe(pair[0], opacity=min(1.0, max(0.0, float(share))))
            found.append(replace(there, active=True))
    return found


def together(active: list[BaseLayer], configured: list[BaseLayer]) -> list[BaseLayer]:
    """What the map opens with, by the titles people gave it, then what else was configured."""
    titled = {each.alias: each.shows for each in configured}
    found = [replace(each, shows=titled.get(each.alias, each.shows)) for each in active]
    opened = {each.alias for each in active}
    return found + [each for each in configured if each.alias not in opened]


def _rules(alias: str) -> str:
    """``sc_s15-60a45-135t30-50cFF0000`` in words, "" where it is something else."""
    prefix, _, rest = alias.partition("_")
    if prefix not in ("sc", "scb"):
        return ""
    words = [_in_words(part) for part in rest.split("p")]
    return "; ".join(words) if words and all(words) else ""


def _in_words(text: str) -> str:
    said, place = [], 0
    while place < len(text):
        rule = _RULE.match(text, place)
        colour = _COLOUR.match(text, place)
        if rule is not None:
            unit = {"f": " ft", "m": " m"}.get(rule["unit"] or rule["unit2"] or "", "°")
            span = rule["low"] + "–" + rule["high"]  # noqa: RUF001 - a dash between numbers
            pattern = {
                "s": tr("slope {span}°"),
                "a": tr("aspect {span}°"),
                "t": tr("tree cover {span} %"),
                "e": tr("elevation {span}{unit}"),
            }[rule["kind"]]
            said.append(pattern.format(span=span, unit=unit))
            place = rule.end()
        elif colour is not None:
            ends = [c for c in (colour["from"], colour["to"]) if c]
            said.append(tr("in {colour}").format(colour=" … ".join("#" + c for c in ends)))
            place = colour.end()
        else:
            return ""
    return ", ".join(said)
