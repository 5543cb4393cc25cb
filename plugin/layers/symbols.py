# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's marker symbol names, and the icon of the plugin's own font that shows each.

Names are from real maps, from the official Teams API page and from what public clients send; the
list of all names is not published. A name that is not here is shown as a dot in the marker's
colour and goes back to the server as it came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from string import ascii_lowercase, digits

from ..host.texts import later

FONT = "CalTopo Sync Markers"
_PLAIN, _CIRCLE, _PLACEMARK, _HALO = 0xE000, 0xE200, 0xE400, 0xE800
HALO_OF_CIRCLE, HALO_OF_PLACEMARK = chr(0xEFF0), chr(0xEFF1)
_ROUND = {"point", "ring", "target", "target-2"}
_ON_DISCS = {"heliport", "life-ring", *(f"circle-{a}" for a in ascii_lowercase + digits)}


class Plate(Enum):
    """What an icon stands on: nothing, or the plate of ``NAME$circle`` and ``NAME$placemark``."""

    NONE = ""
    CIRCLE = "$circle"
    PLACEMARK = "$placemark"


@dataclass(frozen=True)
class Icon:
    """An icon: its name in the font's source, a title for people, the CalTopo names it stands for.

    ``look_alike`` is the Unicode character that the glyph has in the font, so that a project
    opened where the font is missing still shows something of the kind; "" for none.
    """

    name: str
    title: str
    symbols: tuple[str, ...]
    look_alike: str = ""


# Maps of 2016 have names such as "c:target,0000FF", "t:GG,00CD00" (a text) and "#FF8800" (a dot).
_OLD = re.compile(r"(?:(?P<name>[a-z0-9:-]*),|#)(?P<color>[0-9A-Fa-f]{6})", re.IGNORECASE)

DOT = Icon("point", later("Dot"), ("point",), "●")

# Code points follow from the places in this list: new icons go to its end.
ICONS: tuple[Icon, ...] = (
    DOT,
    Icon("placemark", later("Pin"), ("placemark", "pin")),
    Icon("ring", later("Ring"), ("c:ring", "ring"), "○"),
    Icon("target", later("Target"), ("c:target", "target"), "◎"),
    Icon("target-1", later("Target, cross-hairs"), ("c:target1", "ipp", "lkp", "pls"), "⌖"),
    Icon("target-2", later("Target, two rings"), ("c:target2",), "◉"),
    Icon("target-3", later("Cross-hairs"), ("c:target3", "crosshair"), "✛"),
    Icon("arrow-1", later("Arrow"), ("a:1", "arrow"), "⬆"),
    Icon("arrow-2", later("Arrow, open"), ("a:2",), "↑"),
    Icon("arrow-3", later("Arrow head"), ("a:3",), "➤"),
    Icon("arrow-4", later("Arrow, thin"), ("a:4",), "↟"),
    Icon("command-post", later("Command post"),
         ("cp", "icp", "commandpost", "headquarters", "base"), "◣"),
    Icon("clue", later("Clue"), ("clue", "search", "magnifier"), "⚠"),
    Icon("fire", later("Fire"), ("fire", "campfire", "wildfire", "spotfire"), "♨"),
    Icon("heat", later("Heat source"), ("heatsource", "hotspot", "hotspring", "sunny"), "☼"),
    Icon("tent", later("Camp"), ("camping", "camp", "tent", "campground", "campsite"), "⛺"),
    Icon("danger", later("Danger"), ("danger", "warning", "hazard", "caution"), "▲"),
    Icon("flag-1", later("Flag"), ("flag-1", "flag"), "⚑"),
    Icon("flag-2", later("Pennant"), ("flag-2", "flag-3"), "⚐"),
    Icon("medevac", later("Medevac site"), ("medevac-site", "medevac"), "⊕"),
    Icon("first-aid", later("First aid"), ("firstaid", "first-aid", "hospital", "medical"), "⛨"),
    Icon("plus", later("First aid, cross"), ("firstaidplus", "plus"), "✚"),
    Icon("hut", later("Hut, house"), ("hut", "house", "cabin", "shelter", "home", "lodge"), "⌂"),
    Icon("building", later("Building"), ("building", "town", "city", "village", "office"), "▦"),
    Icon("car", later("Vehicle"), ("automobile", "car", "4wd", "jeep", "truck", "vehicle"), "⛟"),
    Icon("atv", later("ATV, motorbike"), ("atv", "ohv", "motorbike", "motorcycle")),
    Icon("bicycle", later("Bicycle"), ("bicycle", "bike", "cycling", "mountainbiking"), "⚲"),
    Icon("helicopter", later("Helicopter"), ("helicopter",)),
    Icon("heliport", later("Landing zone"),
         ("heliport", "helispot", "helipad", "lz", "helibase"), "ℍ"),  # noqa: RUF001
    Icon("plane", later("Airfield, plane"),
         ("airport", "airplane", "plane", "airstrip", "airfield"), "✈"),
    Icon("drone", later("Drone"), ("drone", "uav", "uas")),
    Icon("mountain", later("Peak"), ("peak", "summit", "mountain", "mountains"), "△"),
    Icon("cave", later("Cave"), ("cave", "tunnel"), "∩"),
    Icon("climbing-1", later("Climbing"), ("climbing-1", "climbing", "rappel")),
    Icon("climbing-2", later("Climber"), ("climbing-2",)),
    Icon("scrambling", later("Scrambling"), ("scrambling",)),
    Icon("hiking", later("Hiking, trailhead"),
         ("hiking", "hiker", "trailhead", "walking", "backpacking")),
    Icon("skiing", later("Skiing"), ("skiing", "ski", "xcskiing", "crosscountryskiing"), "⛷"),
    Icon("snowboarding", later("Snowboarding"), ("snowboarding",)),
    Icon("snow", later("Snow"), ("snow", "snowflake", "winter", "snowy"), "❄"),
    Icon("stream", later("Water, stream crossing"),
         ("repair-streamcrossing", "streamcrossing", "river", "lake", "water", "ford"), "≋"),
    Icon("drop", later("Drinking water"), ("drinkingwater", "watersource", "spring", "well"), "☂"),
    Icon("waterfall", later("Waterfall"), ("waterfall", "rapids")),
    Icon("swimming", later("Swimming"), ("swimming", "swimmer", "beach")),
    Icon("boat", later("Boat"), ("boat", "sailing", "sailboat", "boatlaunch", "ferry"), "⛵"),
    Icon("canoe", later("Canoe, kayak"), ("canoe", "canoeing", "kayaking", "kayak", "rafting")),
    Icon("life-ring", later("Life ring"), ("lifepreserver", "lifering", "rescue")),
    Icon("anchor", later("Anchorage"), ("anchor", "marina", "harbor"), "⚓"),
    Icon("food", later("Food"), ("foodservice", "restaurant", "food")),
    Icon("bed", later("Lodging"), ("lodging", "hotel", "bed")),
    Icon("restroom", later("Restrooms"), ("restrooms", "restroom", "toilets")),
    Icon("tower", later("Radio tower"),
         ("radiotower", "radio-tower", "antenna", "tower", "repeater", "lookout")),
    Icon("camera", later("Camera"), ("camera", "photo")),
    Icon("aperture", later("Photo"), ("aperture",), "✺"),
    Icon("viewpoint", later("Viewpoint"),
         ("viewpoint", "view", "binoculars", "scenic", "overlook"), "☉"),
    Icon("tree", later("Tree"), ("tree", "forest", "trees", "park"), "♠"),
    Icon("bridge", later("Bridge"), ("bridge",)),
    Icon("gate", later("Gate"), ("gate", "barrier", "roadblock")),
    Icon("mine", later("Mine"), ("mine", "mining", "quarry"), "⚒"),
    Icon("star", later("Star"), ("star", "star-1", "star-2", "star-3"), "★"),
    Icon("square", later("Square"), ("square",), "■"),
    Icon("triangle", later("Triangle"), ("triangle",), "▴"),
    Icon("diamond", later("Diamond"), ("diamond",), "◆"),
    Icon("cross", later("Cross"), ("x", "cross"), "✖"),
    Icon("horseshoe", later("Horses"), ("horse", "horseriding", "equestrian", "mounted"), "Ω"),
    Icon("paw", later("Dog"), ("dog", "paw", "k9", "wildlife")),
    Icon("rockfall", later("Rockfall, avalanche"), ("rockfall", "avalanche", "landslide")),
    Icon("lightning", later("Lightning, power"), ("lightning", "power", "electric"), "⚡"),
    Icon("skull", later("Fatality, poison"), ("skull", "poison"), "☠"),
    Icon("person", later("Person"), ("person", "subject", "pedestrian"), "☺"),
    Icon("group", later("Team"), ("group", "team", "people"), "☷"),
    Icon("fuel", later("Fuel"), ("fuel", "gas", "gasstation"), "⛽"),
    Icon("dam", later("Dam"), ("dam",)),
    Icon("rail", later("Railway"), ("railroad", "rail", "train", "station")),
    Icon("picnic", later("Picnic"), ("picnic", "picnicarea"), "⛱"),
    Icon("ambulance", later("Ambulance"), ("ambulance",)),
    Icon("snowmobile", later("Snowmobile"), ("snowmobile", "snowmobiling")),
    Icon("fish", later("Fishing"), ("fishing", "fish")),
    Icon("question", later("Question"), ("question", "unknown"), "?"),
    Icon("information", later("Information"), ("information", "info"), "i"),
    *(
        Icon(f"circle-{a}", f"Letter {a.upper()}", (f"circle-{a}",), chr(0x24B6 + i))
        for i, a in enumerate(ascii_lowercase)
    ),
    *(
        Icon(f"circle-{d}", f"Digit {d}", (f"circle-{d}",), "⓪①②③④⑤⑥⑦⑧⑨"[int(d)])
        for d in digits
    ),
)  # fmt: skip
_BY_SYMBOL = {symbol: icon for icon in ICONS for symbol in icon.symbols}
_NUMBER = {icon: number for number, icon in enumerate(ICONS)}


@dataclass(frozen=True)
class Glyph:
    """An icon on its plate, as characters of the font: the ink, and the white rim below it.

    ``scale`` is the size of the em square against an icon's own.
    """

    icon: Icon
    plate: Plate = Plate.NONE

    @property
    def character(self) -> str:
        number = _NUMBER[self.icon]
        if self.plate is Plate.CIRCLE:
            return chr(_CIRCLE + number)
        if self.plate is Plate.PLACEMARK:
            return chr(_PLACEMARK + number)
        return self.icon.look_alike or chr(_PLAIN + number)

    @property
    def halo(self) -> str:
        if self.plate is Plate.CIRCLE:
            return HALO_OF_CIRCLE
        return (
            HALO_OF_PLACEMARK if self.plate is Plate.PLACEMARK else chr(_HALO + _NUMBER[self.icon])
        )

    @property
    def round(self) -> bool:
        """Whether it looks the same however it is turned."""
        return self.plate is Plate.NONE and self.icon.name in _ROUND

    @property
    def round_rim(self) -> bool:
        """Whether its rim looks the same however it is turned."""
        on_disc = self.icon.name in _ON_DISCS and self.plate is Plate.NONE
        return self.round or on_disc or self.plate is Plate.CIRCLE

    @property
    def scale(self) -> float:
        return 1.6 if self.plate is Plate.PLACEMARK else 1.0

    @property
    def title(self) -> str:
        return self.icon.title


def glyph_of(symbol: object) -> Glyph | None:
    """The glyph of a ``marker-symbol``; None for a name that is not known."""
    if not isinstance(symbol, str):
        return None
    name, _, plate = symbol.strip().partition("$")
    old = _OLD.fullmatch(name)
    if old is not None:
        return Glyph(_BY_SYMBOL.get(old["name"] or "", DOT))
    icon = _BY_SYMBOL.get(name)
    if icon is None:
        return None
    try:
        found = Plate("$" + plate if plate else "")
    except ValueError:
        return None
    # A pin on a pin, a letter's disc on a disc: the plate adds nothing.
    if name == "placemark" or (found is Plate.CIRCLE and name.startswith("circle-")):
        found = Plate.NONE
    return Glyph(icon, found)


def color_in(symbol: str) -> str:
    """The colour that a name of old says, as ``#RRGGBB``; "" for none."""
    old = _OLD.fullmatch(symbol.strip())
    return "#" + old["color"] if old is not None else ""


def symbols() -> list[str]:
    """Every known symbol name without plates, one for each icon, in the order of the icons."""
    return [icon.symbols[0] for icon in ICONS]


def is_custom(symbol: object) -> bool:
    """Whether a symbol is an account's own icon or an address: a picture only the server has."""
    return isinstance(symbol, str) and (
        symbol.startswith(("icon-", "http://", "https://", "/static/"))
    )
