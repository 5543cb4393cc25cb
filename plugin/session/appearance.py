# SPDX-License-Identifier: GPL-2.0-or-later
"""How an open map looks here: its style, its folders, its photos, what colleagues see below it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

from ..caltopo import newmap
from ..caltopo.errors import BadAnswer, CalTopoError, NotFound
from ..host import paths
from ..host.texts import tr
from ..layers.assignments import ColorBy
from ..layers.configured import BaseLayer, active_layers, describe, together
from ..layers.maptips import THUMBNAIL, set_up_tips, show_photos
from ..layers.styling import Styling
from ..layers.visibility import Folder
from .editing import Editing, Target

LARGEST_PHOTO = 20_000_000  # bytes of a photo that is shown
KEPT_PHOTOS = 200_000_000  # bytes of all photos of a map that are kept
ACTIVE = "active_layers"  # as the server last said, in the ledger
SIDE = 320  # pixels of a thumbnail
LARGEST_ICON = 100_000  # bytes
MOST_ICONS = 200  # of a map that are fetched
_MEDIA = re.compile(r"[A-Za-z0-9-]{1,64}")


class Appearance(Editing):
    """What is only shown differently is this computer's; ``restyle`` changes the objects."""

    @property
    def styling(self) -> Styling:
        """The styles of the map's layers.  Main thread."""
        return self._map_layers().styling

    @property
    def color_by(self) -> str:
        """What decides the colour of assignments: a name of ``layers.assignments.ColorBy``."""
        return self.styling.color_by.name

    @color_by.setter
    def color_by(self, name: str) -> None:
        self.styling.set_color_by(ColorBy[name])

    def folders(self) -> list[Folder]:
        """The map's folders, by title, with what is shown of them here.  Main thread."""
        return self.styling.folders

    def show_folder(
        self, folder: str, visible: bool | None = None, labels: bool | None = None
    ) -> None:
        """Show or hide the objects or labels of a folder (id or title) in this project only.

        Main thread.  The folder's own ``visible`` and ``labelVisible`` stay as they are.
        """
        found = [f.id for f in self.folders() if folder in (f.id, f.title)]
        if not found:
            raise NotFound(tr("There is no folder “{title}” on the map.").format(title=folder))
        for id in found:
            self.styling.show_folder(id, visible, labels)

    def reset_style(self, tables: Iterable[str] | None = None) -> None:
        """Bring CalTopo's style back, for all layers or those of some tables.  Main thread."""
        self.styling.reset(tables)

    def restyle(self, targets: Iterable[Target], properties: Mapping[str, Any]) -> int:
        """Change the look of objects on the map, as one batch that is pushed; how many."""
        there = [self.feature(target) for target in targets]
        with self.batch(tr("Style of {count} objects").format(count=len(there))) as batch:
            for each in there:
                batch.edit(each, properties)
        return len(there)

    def base_layers(self) -> list[BaseLayer]:
        """What the map shows on the web, in words: the layers it opens with, and configured ones.

        The former are asked of the server once while the map is open; offline they are as they
        were last seen.  Blocks; any thread.
        """
        self._learn_active_layers()
        configured = [
            describe(each.properties.get("alias"), each.title)
            for each in self.features("ConfiguredLayer")
        ]
        seen = json.loads(self._ledger.meta(ACTIVE) or "[]")
        return together(active_layers(seen), configured)

    def _learn_active_layers(self) -> None:
        if self._layers_known or not self.team_id or self.asleep or self.offline:
            return
        with suppress(CalTopoError):  # it is only for information
            said = newmap.active_layers(self._wire.map_info(self.team_id, self.id))
            self._layers_known = True
            self._ledger.set_meta(ACTIVE, json.dumps(said or []))

    # -- layers as they are opened --------------------------------------------------------------

    def _attend(self, layer: QgsVectorLayer) -> None:
        super()._attend(layer)
        set_up_tips(layer)
        show_photos(layer, self._photo_cache())

    # -- icons ----------------------------------------------------------------------------------

    def missing_icons(self) -> list[str]:
        """Custom icons that could be fetched: none of them, where the map is offline.

        Main thread.
        """
        if self.only_shown or self.asleep or self.offline or self._layers is None:
            return []
        missing = [s for s in self.styling.missing_icons() if s not in self._no_icons]
        return missing[:MOST_ICONS]

    def fetch_icons(self) -> int:
        """Have the map's server draw its custom icons, and show them; how many came.

        They are kept beside the local copy.  A symbol that is an address is asked of the map's
        server, too; nothing the server says is an address to us.  What cannot be had stays a dot
        in the marker's colour.  Blocks; any thread.  Raises NetworkError.
        """
        got = 0
        try:
            for symbol in self._main.call(self.missing_icons):
                try:
                    data = self._wire.icon(symbol, LARGEST_ICON)
                except (BadAnswer, NotFound):
                    self._no_icons.add(symbol)  # not asked for again while the map is open
                    continue
                file = self._icons.file(symbol)
                paths.write_private(paths.private_folder(file.parent) / file.name, data)
                got += 1
        finally:
            if got:
                self._main.call(self.styling.show_icons)
        return got

    # -- photos ---------------------------------------------------------------------------------

    def photo(self, media_id: str) -> Path:
        """The file of a photo by its ``backendMediaId``; fetched now if it is not here yet.

        A thumbnail lies beside it.  Blocks; any thread.
        """
        if not _MEDIA.fullmatch(media_id):
            raise BadAnswer(tr("This photo has no id that could be asked for."))
        path = self._photo_cache() / (media_id + ".jpg")
        if path.is_file():
            path.touch()  # the newest are kept
            return path
        data = self._wire.media_original(media_id, LARGEST_PHOTO)
        picture = QImage.fromData(data)
        if picture.isNull():
            raise BadAnswer(tr("The photo is no picture that QGIS can read."))
        small = picture.scaled(
            SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        small.save(str(path.parent / (media_id + THUMBNAIL)), "JPEG", 85)
        paths.write_private(path, data)
        self._thin_out(path.parent)
        return path

    def _photo_cache(self) -> Path:
        return paths.private_folder(
            paths.private_folder(paths.own_folder() / "photos") / self.path.stem
        )

    def _thin_out(self, folder: Path) -> None:
        """Let go of the photos that nobody has looked at for longest."""
        files = sorted(folder.glob("*.jpg"), key=lambda p: p.stat().st_mtime, reverse=True)
        held = 0
        for file in files:
            held += file.stat().st_size
            if held > KEPT_PHOTOS:
                file.unlink(missing_ok=True)
