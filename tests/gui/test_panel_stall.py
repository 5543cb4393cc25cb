# SPDX-License-Identifier: GPL-2.0-or-later
"""Long lists do not hold the window: a thousand changes listed and drawn, thousands of news."""

from __future__ import annotations

import sys
from typing import Any

from caltopo_sync.plugin.gui.changed_since import ChangedSinceDialog
from caltopo_sync.plugin.gui.changes import MOST_LISTED, ChangesDialog
from caltopo_sync.plugin.gui.values import layers_of
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.layers.maplayers import CLASS
from gui.pulse import Pulse
from gui.test_changes import shown_by
from gui.test_panel import at_rest, open_in
from gui.window import Window, wait_until
from standin import Standin

OBJECTS, EDITED = 4000, 1500
MOST_MS = 150  # of a window that draws a thousand rows; what only works stays below 50


def test_long_lists(plugin: Any, connection: Connection, standin: Standin, window: Window) -> None:
    features = [
        {
            "type": "Feature",
            "id": f"00000000-0000-4000-8000-{number:012d}",
            "properties": {
                "class": "Marker",
                "title": f"Grid {number}",
                "marker-symbol": "point",
                "updated": 1_789_225_200_000 + number,
            },
            "geometry": {
                "type": "Point",
                "coordinates": [-120 + number % 60 / 1e3, 39 + number // 60 / 1e3],
            },
        }
        for number in range(OBJECTS)
    ]
    standin.add_map("LONG1", features=features, team="TEAM01", title="A long list")
    panel = open_in(plugin, connection, window, "LONG1")
    opened = panel.current().map
    opened.push_on_save = False
    (layer,) = [each for each in layers_of("LONG1") if each.customProperty(CLASS) == "Marker"]
    title, description = (layer.fields().indexOf(name) for name in ("title", "description"))
    assert layer.startEditing()
    for row in list(layer.getFeatures())[:EDITED]:
        layer.changeAttributeValue(row.id(), title, f"{row['title']} searched")
        layer.changeAttributeValue(row.id(), description, "Nothing found")
    assert layer.commitChanges()
    pulse = Pulse()
    with pulse.measuring():
        panel.current().look_again()
        wait_until(lambda: len(panel.current().look.changes) == EDITED)
        at_rest(panel)
        looked = pulse.longest[1]
    with pulse.measuring():
        dialog = shown_by(panel, panel.changes, ChangesDialog)
        wait_until(lambda: dialog.marks._drawing is None)
        changes = pulse.longest[1]
    assert dialog.changes.topLevelItemCount() == MOST_LISTED
    dialog.close()
    with pulse.measuring():
        since = shown_by(panel, panel.since, ChangedSinceDialog)
        since.moment.setDate(since.moment.date().addYears(-30))
        wait_until(lambda: since.differences.topLevelItemCount() == MOST_LISTED)
        wait_until(lambda: since.marks._drawing is None)
        differences = pulse.longest[1]
    sys.__stdout__.write(
        f"\nthe window was at work for at most {looked:.0f} ms while the panel looked at {EDITED} "
        f"changes, {changes:.0f} ms to list and draw them, {differences:.0f} ms for "
        f"{OBJECTS} differences\n"
    )
    assert max(looked, changes, differences) < MOST_MS
    wait_until(lambda: not since.busy)
