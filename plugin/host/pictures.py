# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures on disk: where and when they were taken, and their bytes for sending."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from qgis.core import QgsExifTools
from qgis.PyQt.QtCore import QBuffer, QByteArray, QDateTime, QIODevice, QSize
from qgis.PyQt.QtGui import QImageReader

from ..caltopo.errors import CalTopoError
from .texts import tr

LARGEST = 100_000_000  # bytes of a picture
QUALITY = 88  # of a JPEG that was made smaller


@dataclass(frozen=True)
class Picture:
    """What a picture says of itself: degrees in WGS 84, metres, degrees from north, and when.

    ``taken`` is aware; a camera that tells no zone is taken for set to this computer's.
    """

    path: Path
    position: tuple[float, ...] | None  # lon, lat and, where it is known, elevation
    heading: float | None
    taken: datetime | None


def read(path: Path) -> Picture:
    """Read a picture's EXIF.  Raises CalTopoError where the file is no picture.  Any thread."""
    if not path.is_file():
        raise CalTopoError(tr("There is no file {path}.").format(path=path))
    if path.stat().st_size > LARGEST:
        raise CalTopoError(tr("{name} is larger than 100 MB.").format(name=path.name))
    if not QImageReader(str(path)).canRead():
        raise CalTopoError(
            tr("{name} is not a picture that QGIS can read.").format(name=path.name),
            hint=tr("Convert it to JPEG or PNG."),
        )
    point, good = QgsExifTools.getGeoTag(str(path))
    position: tuple[float, ...] | None = None
    # a camera without a fix often writes 0, 0
    if good and _inside(point.x(), point.y()) and (point.x() or point.y()):
        height = (point.z(),) if point.is3D() and math.isfinite(point.z()) else ()
        position = (point.x(), point.y(), *height)
    heading = _number(QgsExifTools.readTag(str(path), "Exif.GPSInfo.GPSImgDirection"))
    taken = QgsExifTools.readTag(str(path), "Exif.Photo.DateTimeOriginal")
    moment = None
    if isinstance(taken, QDateTime) and taken.isValid():
        zone = QgsExifTools.readTag(str(path), "Exif.Photo.OffsetTimeOriginal")
        moment = _aware(taken.toPyDateTime(), zone)
    return Picture(path, position, None if heading is None else heading % 360.0, moment)


def data(path: Path, longest: int | None = None) -> bytes:
    """A picture's bytes as they are, or as a JPEG whose longer side has ``longest`` pixels.

    A JPEG keeps what it says of itself (its EXIF) when it is made smaller.
    """
    try:
        found = path.read_bytes()
    except OSError as error:
        raise CalTopoError(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=error.strerror)
        ) from None
    if not longest:
        return found
    reader, exif = QImageReader(str(path)), _exif(found)
    reader.setAutoTransform(not exif)  # EXIF that goes along tells how to turn it
    size = reader.size()
    if max(size.width(), size.height()) <= longest:
        return found
    # sizes are those of the file, before it is turned
    scale = longest / max(size.width(), size.height())
    reader.setScaledSize(QSize(max(1, round(size.width() * scale)),
                               max(1, round(size.height() * scale))))  # fmt: skip
    image, held = reader.read(), QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not image.save(buffer, "JPEG", QUALITY):
        raise CalTopoError(
            tr("{name} cannot be made smaller: {reason}.").format(
                name=path.name, reason=reader.errorString()
            )
        )
    made = bytes(held)
    return made[:2] + exif + made[2:]


def _exif(jpeg: bytes) -> bytes:
    """The segment of a JPEG that holds its EXIF, or nothing."""
    at = 2 if jpeg.startswith(b"\xff\xd8") else len(jpeg)
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1 : at + 2] not in (b"\xda", b"\xd9"):
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1 : at + 2] == b"\xe1" and jpeg[at + 4 : at + 10] == b"Exif\0\0":
            return jpeg[at:end]
        at = end
    return b""


def _aware(moment: datetime, offset: Any) -> datetime:
    """A time of EXIF's with its zone, which cameras write as “-08:00”."""
    try:
        return datetime.fromisoformat(moment.isoformat() + str(offset))
    except ValueError:
        return moment.astimezone()


def _inside(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
