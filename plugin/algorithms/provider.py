# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider ``caltopo``."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..host import paths
from .backupmap import BackupMap
from .backupteam import BackupTeam
from .checkserver import CheckServer
from .createmap import CreateMap
from .deletemap import DeleteMap
from .downloadphotos import DownloadPhotos
from .listmaps import ListMaps
from .localchanges import LocalChanges
from .openmap import OpenMap
from .pushchanges import PushChanges
from .refreshmap import RefreshMap
from .restorebackup import RestoreBackup
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
    CreateMap,
    DeleteMap,
    BackupTeam,
    CheckServer,
    UploadPhotos,
    DownloadPhotos,
)


class CalTopoProvider(QgsProcessingProvider):
    """All of the plugin's algorithms."""

    def id(self) -> str:
        return "caltopo"

    def name(self) -> str:
        return "CalTopo"

    def icon(self) -> QIcon:
        return QIcon(str(paths.UI / "icons" / "caltopo_sync.svg"))

    def loadAlgorithms(self) -> None:  # noqa: N802 - QGIS's name
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
