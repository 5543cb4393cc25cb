# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:downloadphotos: a map's photos as files, with a layer and a table of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterFile,
)

from ..host.texts import later, tr
from .base import OUTPUT, REPORT, MapAlgorithm, report

FOLDER, TABLE = "FOLDER", "TABLE"


class DownloadPhotos(MapAlgorithm):
    NAME = "downloadphotos"
    TITLE = later("Download photos")
    HELP = later(
        "Brings every photo of a map to a folder, with a point layer and a CSV table that tell of "
        "each its file, place, time, heading and the object it belongs to. Files that are there "
        "already are left alone."
    )
    COUNTS = (
        ("DOWNLOADED", later("Number of photos downloaded")),
        ("ALREADY", later("Number of photos that were there already")),
        ("FAILED", later("Number of photos that failed")),
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER, tr("Folder"), QgsProcessingParameterFile.Behavior.Folder
            )
        )
        self.addOutput(QgsProcessingOutputVectorLayer(OUTPUT, tr("Layer of the photos")))
        self.addOutput(QgsProcessingOutputFile(TABLE, tr("Table of the photos")))

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        folder = Path(self.parameterAsFile(parameters, FOLDER, context))
        with self.opened(parameters, context, refresh=True) as m:
            done = m.download_photos(folder)
        for item in done.items:
            if item["outcome"] == "failed":
                feedback.reportError(item["title"] + ": " + item["reason"])
        return {
            OUTPUT: str(folder / "photos.geojson"),
            TABLE: str(folder / "photos.csv"),
            "DOWNLOADED": done.done,
            "ALREADY": done.already,
            "FAILED": done.failed,
            REPORT: report(done.items),
        }
