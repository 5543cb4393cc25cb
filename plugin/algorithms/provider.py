# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider ``caltopo``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..host import paths
from ..layers import figure_functions
from .addobjects import AddObjects
from .assignmentbook import AssignmentBook
from .backupmap import BackupMap
from .backupteam import BackupTeam
from .cartoaddmap import CartoAddMap
from .cartonamedmaps import CartoNamedMaps
from .checkserver import CheckServer
from .createmap import CreateMap
from .crop import Crop
from .cut import Cut
from .deletemap import DeleteMap
from .downloadphotos import DownloadPhotos
from .expand import Expand
from .exportmap import ExportMap
from .exportshapefiles import ExportShapefiles
from .listmaps import ListMaps
from .localchanges import LocalChanges
from .mirrorteam import MirrorTeam
from .openmap import OpenMap
from .pushassignments import PushAssignments
from .pushchanges import PushChanges
from .rangerings import RangeRings
from .refreshmap import RefreshMap
from .restorebackup import RestoreBackup
from .searchfigures import SearchFigures
from .undopush import UndoPush
from .uploadphotos import UploadPhotos

ALGORITHMS = (
    ListMaps,
    OpenMap,
    RefreshMap,
    LocalChanges,
    PushChanges,
    UndoPush,
    BackupMap,
    RestoreBackup,
    ExportShapefiles,
    ExportMap,
    AssignmentBook,
    CreateMap,
    DeleteMap,
    BackupTeam,
    CheckServer,
    MirrorTeam,
    PushAssignments,
    AddObjects,
    UploadPhotos,
    DownloadPhotos,
    Cut,
    Crop,
    Expand,
    RangeRings,
    SearchFigures,
    CartoAddMap,
    CartoNamedMaps,
)


class CalTopoProvider(QgsProcessingProvider):
    """All of the plugin's algorithms, and the formulas that need no window as expressions."""

    def load(self) -> bool:
        figure_functions.register()
        return bool(super().load())

    def withdraw(self) -> None:
        """Take the expressions back; before the provider is removed.

        ``unload`` must not: QGIS calls it when it ends, too, and its list of functions holds
        nothing but dead ones then.
        """
        figure_functions.unregister()

    def id(self) -> str:
        return "caltopo"

    def name(self) -> str:
        return "CalTopo"

    def icon(self) -> QIcon:
        return QIcon(str(paths.UI / "icons" / "caltopo_sync.svg"))

    def loadAlgorithms(self) -> None:  # noqa: N802 - QGIS's name
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
