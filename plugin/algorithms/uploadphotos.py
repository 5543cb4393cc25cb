# SPDX-License-Identifier: GPL-2.0-or-later
"""caltopo:uploadphotos: geotagged pictures put on a map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..host.texts import later, tr
from .base import INPUT, REPORT, MapAlgorithm, report

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic")
FOLDER, PARENT, ON_MAP, LONGEST = "FOLDER", "PARENT", "MAP_FOLDER", "LONGEST"


class UploadPhotos(MapAlgorithm):
    NAME = "uploadphotos"
    TITLE = later("Upload photos")
    HELP = later(
        "Puts pictures on a map where they were taken, with the direction the camera looked in; "
        "both come from the pictures' EXIF. Run again, what is on the map already is left alone, "
        "and an upload that broke off goes on."
    )
    COUNTS = (
        ("UPLOADED", later("Number of photos put on the map")),
        ("ALREADY", later("Number of photos that were there already")),
        ("FAILED", later("Number of photos that failed")),
    )

    def declare(self) -> None:
        super().declare()
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                INPUT, tr("Pictures"), QgsProcessing.SourceType.TypeFile, optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                tr("Or all pictures of this folder"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                PARENT, tr("Object they belong to (id or title)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                ON_MAP, tr("Folder on the map (id or title)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                LONGEST,
                tr("Longer side in pixels, larger ones are made smaller (0: as they are)"),
                QgsProcessingParameterNumber.Type.Integer,
                defaultValue=0,
                minValue=0,
            )
        )

    def work(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        files = [Path(each) for each in self.parameterAsFileList(parameters, INPUT, context)]
        folder = self.parameterAsFile(parameters, FOLDER, context)
        if folder:
            files += sorted(p for p in Path(folder).iterdir() if p.suffix.lower() in PICTURES)
        if not files:
            raise QgsProcessingException(tr("There are no pictures to upload."))
        parent = self.parameterAsString(parameters, PARENT, context) or None
        on_map = self.parameterAsString(parameters, ON_MAP, context) or None
        longest = self.parameterAsInt(parameters, LONGEST, context) or None
        with self.opened(parameters, context, refresh=True) as m:
            done = m.upload_photos(files, parent, on_map, longest)
        for item in done.items:
            if item["outcome"] == "failed":
                feedback.reportError(item["title"] + ": " + item["reason"])
        return {
            "UPLOADED": done.done,
            "ALREADY": done.already,
            "FAILED": done.failed,
            REPORT: report(done.items),
        }
