# SPDX-License-Identifier: GPL-2.0-or-later
"""Every icon, drawn for this plugin.  No other set's artwork was used or traced."""

from __future__ import annotations

from string import ascii_lowercase, digits

from shapely.geometry.base import BaseGeometry

from .drawing import (
    arc,
    area,
    curve,
    disc,
    moved,
    rect,
    ring,
    scaled,
    star,
    stroke,
    turned,
    union,
)
from .letters import letter


def _drop(height: float = 9.5) -> BaseGeometry:
    return area(*arc(5.6, -215, 35, (0, -3.2)), (0, height))


def _figure(*limbs: tuple[tuple[float, float], ...], head: tuple[float, float]) -> BaseGeometry:
    return union(disc(2.1, head), *(stroke(2.1, *limb) for limb in limbs))


def _waves(*heights: float) -> BaseGeometry:
    line = curve(
        (-9.5, 0),
        (-7, 1.6),
        (-4.75, 0),
        (-2.4, -1.6),
        (0, 0),
        (2.4, 1.6),
        (4.75, 0),
        (7, -1.6),
        (9.5, 0),
    )
    return union(*(moved(stroke(2, *line), 0, y) for y in heights))


def _cross(arm: float, half: float) -> BaseGeometry:
    return union(rect(-arm, -half, arm, half), rect(-half, -arm, half, arm))


def _flame() -> BaseGeometry:
    body = area(
        *curve(
            (0, -9.5),
            (-5.2, -7.4),
            (-6.6, -2.4),
            (-3.8, 2.2),
            (-2.6, 5.2),
            (-0.6, 10),
            (2.4, 6.4),
            (3.4, 2.4),
            (4.6, 3.8),
            (6.4, -1),
            (6, -6),
            (3.4, -8.9),
            (0, -9.5),
        )
    )
    inside = area(
        *curve((0, -8), (-2.4, -6.4), (-2.2, -3.4), (0.3, 0.4), (2.4, -3.6), (2.2, -6.6), (0, -8))
    )
    return body.difference(inside)


def _paw() -> BaseGeometry:
    pad = area(
        *curve(
            (0, 0.4),
            (-3, -1.6),
            (-5.4, -5),
            (-4, -8),
            (0, -6.8),
            (4, -8),
            (5.4, -5),
            (3, -1.6),
            (0, 0.4),
        )
    )
    toes = [disc(2.2, (x, y)) for x, y in ((-7, 0.6), (-3, 5), (3, 5), (7, 0.6))]
    return union(pad, *toes)


def _car() -> BaseGeometry:
    body = union(rect(-9.6, -4.2, 9.6, 1.2, 1.6), area((-6.6, 0), (-4, 5.4), (4, 5.4), (6.6, 0)))
    windows = union(
        area((-4.6, 1), (-3, 3.8), (-0.7, 3.8), (-0.7, 1)),
        area((4.6, 1), (3, 3.8), (0.7, 3.8), (0.7, 1)),
    )
    wheels = [(-5.4, -4.2), (5.4, -4.2)]
    return union(
        body.difference(windows).difference(union(*(disc(3, at) for at in wheels))),
        *(disc(2.2, at) for at in wheels),
    )


def _helicopter() -> BaseGeometry:
    return union(
        stroke(1.6, (-9.4, 6.4), (7.4, 6.4)),
        stroke(1.6, (-1, 6.4), (-1, 3)),
        area(
            *curve(
                (-7.4, -0.8),
                (-5.6, 2.6),
                (-1, 3.6),
                (3, 2.6),
                (4, 0.4),
                (2.4, -3.6),
                (-2.4, -4.4),
                (-6.6, -3.6),
                (-7.4, -0.8),
            )
        ),
        stroke(1.8, (2, 0.9), (9.2, 1.4)),
        stroke(1.8, (9.2, -0.8), (9.2, 3.6)),
        stroke(1.4, (-7.6, -7), (4.4, -7)),
        stroke(1.2, (-4, -4), (-4, -7)),
        stroke(1.2, (1, -4), (1, -7)),
    ).difference(area((-6.2, -0.6), (-5, 1.6), (-2.4, 2.2), (-2.4, -0.6)))


def _bicycle() -> BaseGeometry:
    wheels = [ring(4.2, 2.7, (x, -3)) for x in (-6, 6)]
    frame = [
        ((-6, -3), (-2.4, 3), (4, 3), (0, -3), (-6, -3)),
        ((0, -3), (-3, 4.8)),
        ((6, -3), (3.4, 5.4), (5.6, 5.8)),
        ((-4.4, 5), (-1.6, 5)),
    ]
    return union(*wheels, *(stroke(1.4, *line) for line in frame))


def _mountain() -> BaseGeometry:
    body = area((-10, -7.5), (-2, 8), (2.4, 0.4), (4.6, 4), (10, -7.5))
    snow = stroke(1.3, (-5.6, 1.4), (-3.4, 2.8), (-1.8, 0.8), (-0.2, 2.8), (2.6, 0.2), flat=True)
    return body.difference(snow)


def _tent() -> BaseGeometry:
    body = area((-9.6, -7), (0, 7.6), (9.6, -7))
    door = area((-3.2, -7), (0, -0.4), (3.2, -7))
    return union(body.difference(door), stroke(1.4, (-1.6, 9.6), (0, 7), (1.6, 9.6)))


def _house() -> BaseGeometry:
    body = union(area((-10, 0), (0, 9), (10, 0)), rect(-7.4, -8.4, 7.4, 1))
    return body.difference(rect(-2, -8.4, 2, -1.6))


def _tower() -> BaseGeometry:
    waves = [stroke(1.4, *arc(r, a - 42, a + 42, (0, 5))) for r in (4, 7) for a in (0, 180)]
    legs = [((-4.6, -10), (0, 4), (4.6, -10)), ((-2.4, -3.4), (2.4, -3.4)), ((-3.6, -7), (3.6, -7))]
    return union(disc(1.9, (0, 5)), *waves, *(stroke(1.5, *line) for line in legs))


def _aperture() -> BaseGeometry:
    blade = stroke(1.3, (-3.7, -2.2), (9.2, -5.2), flat=True)
    cuts = union(*(turned(blade, 60 * i) for i in range(6)))
    return disc(9.4).difference(cuts).difference(star(3, 3.4, 3.4))


def _drone() -> BaseGeometry:
    arms = [stroke(2, (-6, -6), (6, 6)), stroke(2, (-6, 6), (6, -6))]
    rotors = [ring(4, 2.5, (x, y)) for x in (-6, 6) for y in (-6, 6)]
    return union(disc(3), *arms, *rotors)


def _plane() -> BaseGeometry:
    return union(
        stroke(3, (0, -7.5), (0, 8.6)),
        area((0, 4), (-10, -2.4), (-10, -4.4), (0, -1.6), (10, -4.4), (10, -2.4)),
        area((0, -5.6), (-4.4, -8.6), (-4.4, -10), (4.4, -10), (4.4, -8.6)),
    )


def _anchor() -> BaseGeometry:
    return union(
        ring(2.8, 1.2, (0, 7)),
        stroke(2, (0, 4.6), (0, -8.4)),
        stroke(2, (-4, 2.4), (4, 2.4)),
        stroke(2, *arc(8, 195, 345, (0, -1))),
        area((-10, -3.6), (-5.4, -3.4), (-8.4, 0)),
        area((10, -3.6), (5.4, -3.4), (8.4, 0)),
    )


def _skull() -> BaseGeometry:
    head = union(disc(7.4, (0, 1.8)), rect(-4, -8.6, 4, 0, 1))
    holes = [
        disc(2.1, (-3, 1.4)),
        disc(2.1, (3, 1.4)),
        area((-1, -2.6), (0, -0.8), (1, -2.6)),
        rect(-2.1, -8.6, -1.3, -5.6),
        rect(1.3, -8.6, 2.1, -5.6),
    ]
    return head.difference(union(*holes))


def _triangle() -> BaseGeometry:
    return area((-9, -7.4), (0, 8.4), (9, -7.4)).buffer(1.2, 8)


def _on_water(boat: BaseGeometry) -> BaseGeometry:
    return union(boat, _waves(-8))


_CROSS_HAIRS = union(*(turned(stroke(1.8, (0, 4), (0, 10.4), flat=True), 90 * i) for i in range(4)))

LETTER_PLATE = 9.8
CIRCLE = disc(10.4)
PIN = area(*arc(4.9, -28, 208, (0, 5.6)), (0, 0))
ICONS: dict[str, BaseGeometry] = {
    "point": disc(5),
    "placemark": union(area(*arc(4.6, -32, 212, (0, 5.9)), (0, 0)).difference(disc(1.7, (0, 5.9)))),
    "ring": ring(7.4, 5),
    "target": union(ring(8.6, 6.6), disc(2.6)),
    "target-1": union(ring(7.4, 5.4), _CROSS_HAIRS, disc(1.4)),
    "target-2": union(ring(9.6, 7.8), ring(5.8, 4.2), disc(2)),
    "target-3": union(disc(1.9), _CROSS_HAIRS),
    "arrow-1": union(area((-6, 1.6), (0, 10), (6, 1.6)), stroke(3.4, (0, 2), (0, -10), flat=True)),
    "arrow-2": union(stroke(2.6, (-5.6, 3), (0, 9), (5.6, 3)), stroke(2.6, (0, 8.4), (0, -9.4))),
    "arrow-3": area((0, 10), (7, -9), (0, -4.6), (-7, -9)),
    "arrow-4": union(
        area((-3.4, 3.4), (0, 10.4), (3.4, 3.4)), stroke(1.7, (0, 4), (0, -10.4), flat=True)
    ),
    "command-post": union(
        rect(-8.4, -8.4, 8.4, 8.4).difference(rect(-6.6, -6.6, 6.6, 6.6)),
        area((-7, -7), (7, -7), (-7, 7)),
    ),
    "clue": union(ring(6.4, 4.2, (-2, 2.2)), stroke(3, (3, -2.8), (8.4, -8.2))),
    "fire": _flame(),
    "heat": union(disc(4.2), *(turned(stroke(2, (0, 6.8), (0, 9.4)), 45 * i) for i in range(8))),
    "tent": _tent(),
    "danger": _triangle().difference(union(stroke(2.3, (0, 3.4), (0, -1.6)), disc(1.4, (0, -5)))),
    "flag-1": union(
        stroke(1.9, (-5, -9.4), (-5, 9)),
        area(
            *curve((-5, 9), (-1.6, 9.8), (2, 8), (7.6, 8.6)),
            *curve((7.6, 0.4), (2, -0.4), (-1.6, 1.4), (-5, 0.6)),
        ),
    ),
    "flag-2": union(stroke(1.9, (-4.6, -9.4), (-4.6, 9)), area((-4.6, 9.8), (8.4, 5), (-4.6, 0))),
    "medevac": disc(9.6).difference(_cross(6.4, 2.1)),
    "first-aid": rect(-8.8, -8.8, 8.8, 8.8, 2).difference(_cross(6, 2)),
    "plus": _cross(8.6, 3),
    "hut": _house(),
    "building": rect(-7, -9, 7, 9.4).difference(
        union(
            *(rect(x, y, x + 2.6, y + 2.6) for x in (-4.6, 2) for y in (-1.6, 3.6)),
            rect(-1.6, -9, 1.6, -4.2),
        )
    ),
    "car": _car(),
    "atv": union(
        ring(3.8, 1.6, (-6, -4)),
        ring(3.8, 1.6, (6, -4)),
        stroke(2.2, (-7, 1.4), (7, 1.4)),
        stroke(2.2, (4, 1), (2.4, 6), (4.6, 6.6)),
        stroke(3, (-6, 2.6), (-1.4, 2.6)),
    ),
    "bicycle": _bicycle(),
    "helicopter": _helicopter(),
    "heliport": disc(9.6).difference(scaled(letter("h", 2), 1.1)),
    "plane": _plane(),
    "drone": _drone(),
    "mountain": _mountain(),
    "cave": area(
        (-9.6, -8),
        *arc(9.6, 180, 0, (0, -1.4)),
        (9.6, -8),
        (4.6, -8),
        *arc(4.6, 0, 180, (0, -3.4)),
        (-4.6, -8),
    ),
    "climbing-1": union(
        ring(5, 3, (0, 4)).difference(rect(-6, 1.6, -2.4, 4.4)),
        ring(5, 3, (0, -4)).difference(rect(-6, -3.6, -1, 1)),
        stroke(2, (4, 4), (4, -4)),
        stroke(2, (-4, -4.6), (-4, 0)),
    ),
    "climbing-2": union(
        _figure(
            ((-1, 3), (-2, -2.4)),
            ((-1, 2.6), (3, 6.8)),
            ((-1, 2.4), (2.6, 0.4)),
            ((-2, -2.4), (2, -3.6), (1.4, -6.6)),
            ((-2, -2.4), (-4, -8.6)),
            head=(-2.6, 6.6),
        ),
        stroke(1.7, (4.6, -10), (4.8, -3.4), (5.8, 1.4), (5.6, 9.6)),
    ),
    "scrambling": union(
        _figure(
            ((0.6, 4), (-4, 0)),
            ((0.4, 3.8), (4.6, 2.6)),
            ((-4, 0), (-0.6, -2.4), (-2, -5.6)),
            ((-4, 0), (-7, -5.4)),
            head=(3.8, 6.8),
        ),
        stroke(1.8, (-9.6, -9), (-3, -7.6), (2, -4), (5.6, 0.4), (9.6, 3.4)),
    ),
    "hiking": union(
        _figure(
            ((0, 4), (-1, -2)),
            ((0, 3.4), (2.6, 0.4), (5.4, 1)),
            ((-1, -2), (2, -5), (2.6, -9.4)),
            ((-1, -2), (-2.4, -5.8), (-5, -9.2)),
            head=(0.8, 8),
        ),
        stroke(1.3, (5.8, 3), (7.2, -9.4)),
        rect(-5, -0.4, -1.6, 5, 1.2),
    ),
    "skiing": union(
        _figure(
            ((-1, 4.2), (-3, -1)),
            ((-1, 3.6), (3, 1.6), (5.6, 3.6)),
            ((-3, -1), (1, -2.6), (-0.6, -6.6)),
            head=(0.6, 7.8),
        ),
        stroke(1.6, (-9.6, -5), (6.6, -9.4), (8.8, -8.4)),
        stroke(1.2, (5.6, 3.8), (0, -1.2)),
    ),
    "snowboarding": union(
        _figure(
            ((0, 4), (0.4, -1.4)),
            ((-6, 3.4), (0, 4), (5.6, 6)),
            ((0.4, -1.4), (-3.6, -3), (-3, -6.4)),
            ((0.4, -1.4), (4, -3.2), (3.4, -6.4)),
            head=(0.8, 7.8),
        ),
        stroke(2.2, (-8.6, -7.2), (-6.6, -8.4), (6.6, -8.4), (8.6, -7.2)),
    ),
    "snow": union(
        *(
            turned(
                union(
                    stroke(1.6, (0, -9.6), (0, 9.6)),
                    stroke(1.5, (-2.6, 8.6), (0, 6), (2.6, 8.6)),
                    stroke(1.5, (-2.6, -8.6), (0, -6), (2.6, -8.6)),
                ),
                60 * i,
            )
            for i in range(3)
        )
    ),
    "stream": _waves(5.6, 0, -5.6),
    "drop": _drop(),
    "waterfall": union(
        *(stroke(1.8, (x, 9), (x, -3 - abs(x) / 3)) for x in (-5.4, -1.8, 1.8, 5.4)), _waves(-7.4)
    ),
    "swimming": union(
        _waves(-3.4, -8), disc(2.3, (5, 4)), stroke(2.2, (-6.6, 0.8), (-1.4, 4.4), (1.6, 0.6))
    ),
    "boat": _on_water(
        union(
            area((-8.6, -1.6), (8.6, -1.6), (5.6, -5.6), (-5.6, -5.6)),
            area((-0.6, 0), (-0.6, 10), (-6.6, 0)),
            area((0.8, 0), (0.8, 8), (5.6, 0)),
        )
    ),
    "canoe": _on_water(
        union(
            area(
                *curve((-10, 0), (-5, -2), (0, -2.4), (5, -2), (10, 0)),
                *curve((7.4, -4.6), (0, -5.6), (-7.4, -4.6)),
            ),
            stroke(1.6, (-5, 9), (4, 0)),
            disc(2, (-6, 8)),
        )
    ),
    "life-ring": ring(9.4, 4.4).difference(
        union(*(turned(rect(-0.7, 3, 0.7, 11), 45 + 90 * i) for i in range(4)))
    ),
    "anchor": _anchor(),
    "food": union(
        stroke(2, (-4.6, -9), (-4.6, 1)),
        stroke(1.4, *arc(2.6, 180, 360, (-4.6, 3.4))),
        *(stroke(1.4, (x, 3.4), (x, 9)) for x in (-7.2, -4.6, -2)),
        stroke(2, (4.6, -9), (4.6, 8)),
        area((4, 9.6), (7.6, 6), (7.6, -0.6), (4, -0.6)),
    ),
    "bed": union(
        stroke(1.9, (-9.4, 6), (-9.4, -6.4)),
        stroke(1.9, (9.4, -0.6), (9.4, -6.4)),
        rect(-9.4, -4, 9.4, -1),
        disc(2.2, (-5.8, 2.2)),
        rect(-2.6, 0, 9.4, 3.6, 1.4),
    ),
    "restroom": union(
        disc(2, (-5, 7.4)),
        rect(-7.4, -1, -2.6, 4.6, 1),
        stroke(1.6, (-6.2, -1), (-6.2, -9)),
        stroke(1.6, (-3.8, -1), (-3.8, -9)),
        disc(2, (5, 7.4)),
        area((5, 5), (1.8, -3), (8.2, -3)),
        stroke(1.6, (4, -3), (4, -9)),
        stroke(1.6, (6, -3), (6, -9)),
        rect(-0.5, -9, 0.5, 9),
    ),
    "tower": _tower(),
    "camera": union(rect(-9.4, -6.6, 9.4, 4.6, 1.8), rect(-3.6, 3, 3.6, 7.4, 1)).difference(
        ring(4.6, 2.6, (0, -1))
    ),
    "aperture": _aperture(),
    "viewpoint": union(
        area(
            *curve((-10, 0), (-5.4, 4.6), (0, 6), (5.4, 4.6), (10, 0)),
            *curve((10, 0), (5.4, -4.6), (0, -6), (-5.4, -4.6), (-10, 0)),
        ).difference(disc(4)),
        disc(2.2),
    ),
    "tree": union(
        area((-6, -0.6), (0, 10), (6, -0.6)),
        area((-8, -6.4), (0, 5), (8, -6.4)),
        rect(-1.5, -10, 1.5, -6),
    ),
    "bridge": union(
        stroke(2, (-10, -1), (10, -1)),
        stroke(1.8, *arc(8.6, 195, 345, (0, 9.4))),
        *(stroke(2, (x, 7.6), (x, -7.6)) for x in (-6, 6)),
        stroke(1.2, (0, 0.6), (0, -1)),
    ),
    "gate": union(
        *(stroke(2, (x, 6.4), (x, -7)) for x in (-9, 9)),
        stroke(1.7, (-9, 4), (9, 4)),
        stroke(1.7, (-9, -3.4), (9, -3.4)),
        stroke(1.5, (-9, -3.4), (9, 4)),
    ),
    "mine": union(
        *(
            union(
                stroke(2, (-s * 6.6, -8), (s * 5, 5)), stroke(2, *arc(9, 90 - s * 12, 90 - s * 72))
            )
            for s in (-1, 1)
        )
    ),
    "star": star(5, 10, 4.2),
    "square": rect(-6.4, -6.4, 6.4, 6.4),
    "triangle": area((-7.6, -6), (0, 7.4), (7.6, -6)),
    "diamond": area((0, 8.4), (8.4, 0), (0, -8.4), (-8.4, 0)),
    "cross": union(stroke(3, (-6, -6), (6, 6)), stroke(3, (-6, 6), (6, -6))),
    "horseshoe": stroke(
        3.2, (-4.4, -8.4), (-6, -2), *arc(6.2, 170, 10, (0, 2)), (6, -2), (4.4, -8.4), flat=True
    ),
    "paw": _paw(),
    "rockfall": union(
        area((-9.6, -9), (-9.6, 8), (-3.4, 5.6), (0.6, -4), (4, -9)),
        disc(2.4, (2.6, 4.6)),
        disc(1.9, (5.4, -1)),
        disc(1.6, (8.4, -6)),
    ),
    "lightning": area((2.4, 10.4), (-6, -1.6), (-0.6, -1.6), (-2.6, -10.4), (6, 2), (0.8, 2)),
    "skull": _skull(),
    "person": union(disc(3.2, (0, 6.4)), area((-6.4, -9), *arc(6.4, 180, 0, (0, -3)), (6.4, -9))),
    "group": union(
        *(
            moved(
                scaled(
                    union(disc(3.2, (0, 6.4)), area((-6, -9), *arc(6, 180, 0, (0, -3)), (6, -9))),
                    0.62,
                ),
                x,
                y,
            )
            for x, y in ((-6, 1.6), (6, 1.6), (0, -3.4))
        )
    ),
    "fuel": union(
        rect(-7.6, -9, 3, 9, 1).difference(rect(-5.4, 2.2, 0.8, 6.6)),
        stroke(1.7, (3, -2), (6, -2), (6, -6), (8.4, -6), (8.4, 3.6), (5.6, 6.6)),
    ),
    "dam": union(
        area((-6, 8.6), (-1.6, 8.6), (5.4, -9), (-6, -9)), moved(scaled(_waves(0), 0.42), 5.6, 3.6)
    ),
    "rail": union(
        *(stroke(1.8, (x, -9.6), (x * 0.6, 9.6)) for x in (-5, 5)),
        *(stroke(1.8, (-s, y), (s, y)) for s, y in ((7, -7), (6.2, -2.2), (5.4, 2.4), (4.6, 6.8))),
    ),
    "picnic": union(
        stroke(2.2, (-6, 5), (6, 5)),
        stroke(2, (-3, 5), (-6.6, -7)),
        stroke(2, (3, 5), (6.6, -7)),
        stroke(2, (-9.6, -0.6), (9.6, -0.6)),
    ),
    "ambulance": union(rect(-10, -5, 4, 6, 1), area((3, -5), (3, 4), (7, 4), (10, -0.6), (10, -5)))
    .difference(union(moved(_cross(3, 1), -3, 1), disc(3, (-5.4, -5)), disc(3, (5.6, -5))))
    .union(union(disc(2.1, (-5.4, -5)), disc(2.1, (5.6, -5)))),
    "snowmobile": union(
        area((-9, -3), (-7, 1.6), (0, 1.6), (3, 4), (6, 3), (9, -2)),
        stroke(1.9, (3, 4), (1.4, 7.4)),
        stroke(2, (-9, -6.4), (0, -6.4)),
        stroke(1.6, (3, -7), (8.4, -7), (10, -5.4)),
        stroke(1.5, (6, -2.4), (6, -7)),
    ),
    "fish": union(
        area(
            *curve((-9.4, 0), (-5, 4.2), (0, 4.6), (6, 0)),
            *curve((6, 0), (0, -4.6), (-5, -4.2), (-9.4, 0)),
        ),
        area((4.6, 0), (10, 5), (10, -5)),
    ).difference(disc(1.1, (-5.6, 1))),
    "question": scaled(letter("?", 2.2), 1.5),
    "information": union(rect(-1.7, -9, 1.7, 3), disc(2.3, (0, 7))),
}

for _character in ascii_lowercase + digits:
    ICONS[f"circle-{_character}"] = disc(LETTER_PLATE).difference(scaled(letter(_character), 1.05))


def on_circle(drawn: BaseGeometry) -> BaseGeometry:
    """An icon cut out of a disc."""
    return CIRCLE.difference(scaled(_centred(drawn), 0.68))


def on_placemark(drawn: BaseGeometry) -> BaseGeometry:
    """An icon cut out of a pin, whose tip is at the middle."""
    return PIN.difference(moved(scaled(_centred(drawn), 0.34), 0, 5.6))


def _centred(drawn: BaseGeometry) -> BaseGeometry:
    left, bottom, right, top = drawn.bounds
    return moved(drawn, -(left + right) / 2, -(bottom + top) / 2)
