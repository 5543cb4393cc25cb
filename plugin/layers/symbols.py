# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's marker symbol names, and the icon of the plugin's own font that shows each.

Names are from real maps, from the official Teams API page and from what public clients send; the
list of all names is not published. A name that is not here is shown as a dot in the marker's
colour and goes back to the server as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from string import ascii_lowercase, digits

FONT = "CalTopo Sync Markers"
_PLAIN, _CIRCLE, _PLACEMARK, _HALO = 0xE000, 0xE200, 0xE400, 0xE800
HALO_OF_CIRCLE, HALO_OF_PLACEMARK = chr(0xEFF0), chr(0xEFF1)


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


DOT = Icon("point", "Marker", ("point",), "●")

# Code points follow from the places in this list: new icons go to its end.
ICONS: tuple[Icon, ...] = (
    DOT,
    Icon("placemark", "Pin", ("placemark", "pin")),
    Icon("ring", "Ring", ("c:ring", "ring"), "○"),
    Icon("target", "Target", ("c:target", "target"), "◎"),
    Icon("target-1", "Target, cross-hairs", ("c:target1", "ipp", "lkp", "pls"), "⌖"),
    Icon("target-2", "Target, two rings", ("c:target2",), "◉"),
    Icon("target-3", "Cross-hairs", ("c:target3", "crosshair"), "✛"),
    Icon("arrow-1", "Arrow", ("a:1", "arrow"), "⬆"),
    Icon("arrow-2", "Arrow, open", ("a:2",), "↑"),
    Icon("arrow-3", "Arrow head", ("a:3",), "➤"),
    Icon("arrow-4", "Arrow, thin", ("a:4",), "↟"),
    Icon("command-post", "Command post", ("cp", "icp", "commandpost", "headquarters", "base"), "◣"),
    Icon("clue", "Clue", ("clue", "search", "magnifier"), "⚠"),
    Icon("fire", "Fire", ("fire", "campfire", "wildfire", "spotfire"), "♨"),
    Icon("heat", "Heat source", ("heatsource", "hotspot", "hotspring", "sunny"), "☼"),
    Icon("tent", "Camp", ("camping", "camp", "tent", "campground", "campsite"), "⛺"),
    Icon("danger", "Danger", ("danger", "warning", "hazard", "caution"), "▲"),
    Icon("flag-1", "Flag", ("flag-1", "flag"), "⚑"),
    Icon("flag-2", "Pennant", ("flag-2", "flag-3"), "⚐"),
    Icon("medevac", "Medevac site", ("medevac-site", "medevac"), "⊕"),
    Icon("first-aid", "First aid", ("firstaid", "first-aid", "hospital", "medical"), "⛨"),
    Icon("plus", "First aid, cross", ("firstaidplus", "plus"), "✚"),
    Icon("hut", "Hut, house", ("hut", "house", "cabin", "shelter", "home", "lodge"), "⌂"),
    Icon("building", "Building", ("building", "town", "city", "village", "office"), "▦"),
    Icon("car", "Vehicle", ("automobile", "car", "4wd", "jeep", "truck", "vehicle"), "⛟"),
    Icon("atv", "ATV, motorbike", ("atv", "ohv", "motorbike", "motorcycle")),
    Icon("bicycle", "Bicycle", ("bicycle", "bike", "cycling", "mountainbiking"), "⚲"),
    Icon("helicopter", "Helicopter", ("helicopter",)),
    Icon("heliport", "Landing zone", ("heliport", "helispot", "helipad", "lz", "helibase"), "ℍ"),  # noqa: RUF001
    Icon("plane", "Airfield, plane", ("airport", "airplane", "plane", "airstrip", "airfield"), "✈"),
    Icon("drone", "Drone", ("drone", "uav", "uas")),
    Icon("mountain", "Peak", ("peak", "summit", "mountain", "mountains"), "△"),
    Icon("cave", "Cave", ("cave", "tunnel"), "∩"),
    Icon("climbing-1", "Climbing", ("climbing-1", "climbing", "rappel")),
    Icon("climbing-2", "Climber", ("climbing-2",)),
    Icon("scrambling", "Scrambling", ("scrambling",)),
    Icon("hiking", "Hiking, trailhead", ("hiking", "hiker", "trailhead", "walking", "backpacking")),
    Icon("skiing", "Skiing", ("skiing", "ski", "xcskiing", "crosscountryskiing"), "⛷"),
    Icon("snowboarding", "Snowboarding", ("snowboarding",)),
    Icon("snow", "Snow", ("snow", "snowflake", "winter", "snowy"), "❄"),
    Icon("stream", "Water, stream crossing",
         ("repair-streamcrossing", "streamcrossing", "river", "lake", "water", "ford"), "≋"),
    Icon("drop", "Drinking water", ("drinkingwater", "watersource", "spring", "well"), "☂"),
    Icon("waterfall", "Waterfall", ("waterfall", "rapids")),
    Icon("swimming", "Swimming", ("swimming", "swimmer", "beach")),
    Icon("boat", "Boat", ("boat", "sailing", "sailboat", "boatlaunch", "ferry"), "⛵"),
    Icon("canoe", "Canoe, kayak", ("canoe", "canoeing", "kayaking", "kayak", "rafting")),
    Icon("life-ring", "Life ring", ("lifepreserver", "lifering", "rescue")),
    Icon("anchor", "Anchorage", ("anchor", "marina", "harbor"), "⚓"),
    Icon("food", "Food", ("foodservice", "restaurant", "food")),
    Icon("bed", "Lodging", ("lodging", "hotel", "bed")),
    Icon("restroom", "Restrooms", ("restrooms", "restroom", "toilets")),
    Icon("tower", "Radio tower",
         ("radiotower", "radio-tower", "antenna", "tower", "repeater", "lookout")),
    Icon("camera", "Camera", ("camera", "photo")),
    Icon("aperture", "Photo", ("aperture",), "✺"),
    Icon("viewpoint", "Viewpoint", ("viewpoint", "view", "binoculars", "scenic", "overlook"), "☉"),
    Icon("tree", "Tree", ("tree", "forest", "trees", "park"), "♠"),
    Icon("bridge", "Bridge", ("bridge",)),
    Icon("gate", "Gate", ("gate", "barrier", "roadblock")),
    Icon("mine", "Mine", ("mine", "mining", "quarry"), "⚒"),
    Icon("star", "Star", ("star", "star-1", "star-2", "star-3"), "★"),
    Icon("square", "Square", ("square",), "■"),
    Icon("triangle", "Triangle", ("triangle",), "▴"),
    Icon("diamond", "Diamond", ("diamond",), "◆"),
    Icon("cross", "Cross", ("x", "cross"), "✖"),
    Icon("horseshoe", "Horses", ("horse", "horseriding", "equestrian", "mounted"), "Ω"),
    Icon("paw", "Dog", ("dog", "paw", "k9", "wildlife")),
    Icon("rockfall", "Rockfall, avalanche", ("rockfall", "avalanche", "landslide")),
    Icon("lightning", "Lightning, power", ("lightning", "power", "electric"), "⚡"),
    Icon("skull", "Fatality, poison", ("skull", "poison"), "☠"),
    Icon("person", "Person", ("person", "subject", "pedestrian"), "☺"),
    Icon("group", "Team", ("group", "team", "people"), "☷"),
    Icon("fuel", "Fuel", ("fuel", "gas", "gasstation"), "⛽"),
    Icon("dam", "Dam", ("dam",)),
    Icon("rail", "Railway", ("railroad", "rail", "train", "station")),
    Icon("picnic", "Picnic", ("picnic", "picnicarea"), "⛱"),
    Icon("ambulance", "Ambulance", ("ambulance",)),
    Icon("snowmobile", "Snowmobile", ("snowmobile", "snowmobiling")),
    Icon("fish", "Fishing", ("fishing", "fish")),
    Icon("question", "Question", ("question", "unknown"), "?"),
    Icon("information", "Information", ("information", "info"), "i"),
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


def symbols() -> list[str]:
    """Every known symbol name without plates, one for each icon, in the order of the icons."""
    return [icon.symbols[0] for icon in ICONS]


def is_custom(symbol: object) -> bool:
    """Whether a symbol is an account's own icon or an address: a picture only the server has."""
    return isinstance(symbol, str) and (
        symbol.startswith(("icon-", "http://", "https://", "/static/"))
    )
