# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map, all of it: each ability is a file of this room."""

from __future__ import annotations

from .appearance import Appearance
from .assigning import Assigning
from .exporting import Exporting
from .figures import SearchFigures
from .following import Following
from .live import Live
from .mapbook import MapBook
from .origin import Origin
from .photos import Photos
from .since import Since


class Map(
    Appearance, Assigning, Exporting, MapBook, SearchFigures, Following, Live, Photos, Since, Origin
):
    """An open map; made by ``opening.open_map``, used until ``close``.

    Methods block unless said otherwise and may be called from any thread, but those that hand out
    layers belong to the main one.  Errors are CalTopoError; a single object's failure is reported,
    not raised.
    """
