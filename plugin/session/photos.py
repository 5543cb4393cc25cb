# SPDX-License-Identifier: GPL-2.0-or-later
"""Photos of an open map: put on it from files, and brought back to files.

Official Teams API page: a photo is announced under an id of our making, its bytes are sent, and a
MapMediaObject that names the id puts it on the map.  The id here follows from the picture, so that
an upload that was cut short goes on where it stood, and one that is repeated doubles nothing.
"""

from __future__ import annotations

import csv
import hashlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ..caltopo import jsontext
from ..caltopo.errors import (
    BadAnswer,
    CalTopoError,
    NetworkError,
    NotFound,
    Rejected,
    ServerError,
)
from ..exports.cells import cell
from ..host import paths, pictures
from ..host.texts import tr
from ..sync.editing import MapObject
from ..sync.features import parse, properties_of
from ..sync.geometry import positions
from ..sync.tables import LOCAL_PREFIX
from .appearing import Appearing
from .editing import Target
from .job import Job

EXPIRES = 30.0  # seconds after which a photo that was sent can no longer appear on the map
LARGEST = 100_000_000  # bytes of a photo that is downloaded

_NAMES = uuid.UUID("5d1f0d0e-6c0b-4f0a-9a86-7f7c8d9f5b11")  # what photo ids are made from
COLUMNS = ("file", "title", "description", "taken", "heading", "longitude", "latitude",
           "parent_class", "parent_id", "parent_title", "id")  # fmt: skip


@dataclass
class PhotoReport:
    """What became of photos.  ``items``: path, id, title, outcome, reason for each."""

    done: int = 0
    already: int = 0  # on the map, or in the folder, before
    failed: int = 0
    items: list[dict[str, str]] = field(default_factory=list)

    def note(self, path: str, id: str, title: str, outcome: str, reason: str = "") -> None:
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.items.append(
            {"path": path, "id": id, "title": title, "outcome": outcome, "reason": reason}
        )


class Photos(Appearing):
    """The photos of a map.  Any thread."""

    def upload_photos(
        self,
        paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
        parent: Target | None = None,
        folder: str | None = None,
        longest: int | None = None,
        wait: bool = True,
    ) -> PhotoReport | Job[PhotoReport]:
        """Put pictures on the map, where their EXIF says, with heading and title (the file's name).

        ``parent``: the object they belong to; ``folder``: id or title of the folder they lie in.
        A picture without a place is put where its parent is, or nowhere.  ``longest``: pixels of
        the longer side; larger pictures are made smaller.  Run again, what is on the map already
        is left alone.
        """
        self._check_writable()
        if longest is not None and longest < 1:
            raise Rejected(tr("A picture of {count} pixels is none.").format(count=longest))
        one = isinstance(paths, (str, os.PathLike))
        wanted = [Path(paths)] if one else list(map(Path, paths))  # type: ignore[arg-type]

        def work(job: Job[PhotoReport] | None) -> PhotoReport:
            to, in_folder = self._photo_parent(parent), self._photo_folder(folder)
            return self._upload_all(wanted, to, in_folder, longest, job)

        if wait:
            return work(None)
        title = tr("Sending photos to {title}").format(title=self.title)
        return self._begin(title, work, beside=True)

    def _photo_parent(self, parent: Target | None) -> MapObject | None:
        if parent is None:
            return None
        found = self.feature(parent)
        if found.id.startswith(LOCAL_PREFIX):
            raise Rejected(
                tr("“{title}” is not on the map yet.").format(title=found.title),
                hint=tr("Push it first; then photos can be attached to it."),
            )
        return found

    def _photo_folder(self, folder: str | None) -> str | None:
        if folder is None:
            return None
        found = sorted(self._folder_ids(folder))
        if len(found) > 1:
            raise Rejected(tr("Several folders are called “{title}”.").format(title=folder))
        if found[0].startswith(LOCAL_PREFIX):
            raise Rejected(tr("The folder “{title}” is not on the map yet.").format(title=folder),
                           hint=tr("Push it first."))  # fmt: skip
        return found[0]

    def _upload_all(
        self,
        files: list[Path],
        parent: MapObject | None,
        folder: str | None,
        longest: int | None,
        job: Job[PhotoReport] | None,
    ) -> PhotoReport:
        report = PhotoReport()
        self.refresh()
        for number, path in enumerate(files):
            if job is not None:
                if job.isCanceled():
                    break
                job.progress_of(number, len(files))
            try:
                picture = pictures.read(path)
                data = pictures.data(path, longest)
                id = self._photo_id(path, parent)
                outcome = "already"
                if not self._photo(id):
                    body = self._photo_object(id, picture, parent, folder)
                    outcome = "done" if self._send_photo(id, data, body) else "already"
            except CalTopoError as error:
                reason = " ".join(filter(None, (error.text, error.details, error.hint)))
                report.note(str(path), "", path.name, "failed", reason)
            else:
                report.note(str(path), id, path.name, outcome)
        if report.done:
            self.refresh()
        return report

    def _photo_id(self, path: Path, parent: MapObject | None) -> str:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        to = "" if parent is None else parent.cls + ":" + parent.id
        return str(uuid.uuid5(_NAMES, " ".join((self.id, to, digest))))

    def _photo(self, media_id: str) -> bool:
        """Whether a photo is on the map, as far as the copy knows."""
        there = self._copy.ledger.of_class("MapMediaObject")
        said = (properties_of(parse(known.latest) or {}) for known in there)
        return any(each.get("backendMediaId") == media_id for each in said)

    def _photo_object(
        self, media_id: str, picture: pictures.Picture, parent: MapObject | None, folder: str | None
    ) -> str:
        properties: dict[str, Any] = {
            "class": "MapMediaObject",
            "title": picture.path.stem,
            "description": "",
            "parentId": "" if parent is None else parent.cls + ":" + parent.id,
            "backendMediaId": media_id,
            "heading": picture.heading,
            "marker-symbol": "aperture",
            "marker-color": "#FF0000",
            "marker-size": 1,
        }
        if folder:
            properties["folderId"] = folder
        body: dict[str, Any] = {"type": "Feature", "id": None, "properties": properties}
        position = picture.position or _place_of(parent)
        if position is not None:
            place = list(position)
            if picture.taken is not None:  # as in tracks, the fourth number is when
                place += [0.0] * (3 - len(place)) + [int(picture.taken.timestamp() * 1000)]
            body["geometry"] = {"type": "Point", "coordinates": place}
        return jsontext.dumps(body)

    def _send_photo(self, id: str, data: bytes, body: str) -> bool:
        """The three steps, those that were done before left out; whether the last one was not."""
        size = self._photo_size(id)
        if size is None:
            try:
                self._wire.create_media(id, {"creator": self.team_id} if self.team_id else {})
            except (Rejected, NetworkError, ServerError, BadAnswer):
                if self._photo_size(id) is None:  # it was not announced before, nor now
                    raise
        if not size:
            try:
                self._wire.upload_media(id, data)
            except (NetworkError, ServerError, BadAnswer):
                if not self._photo_size(id):
                    raise
        return self._make_once(
            id,
            lambda: self._photo(id),
            lambda: self._wire.add_object(self.id, "MapMediaObject", body, EXPIRES),
            EXPIRES,
        )

    def _photo_size(self, id: str) -> int | None:
        """How many bytes of a photo the server has; None where it does not know it."""
        try:
            said = self._wire.media_info(id)
        except (NotFound, Rejected):
            return None
        size = (said.get("metadata") or {}).get("filesize")
        return size if isinstance(size, int) else 0

    # -- back -----------------------------------------------------------------------------------

    def download_photos(
        self, folder: str | os.PathLike[str], wait: bool = True
    ) -> PhotoReport | Job[PhotoReport]:
        """Bring every photo of the map to a folder, with ``photos.csv`` and ``photos.geojson``.

        Both tell of each photo its file, title, description, time (UTC), heading, place (its own
        or its parent's, WGS 84) and parent.  Files that are there already are left alone.
        """
        target = Path(folder)

        def work(job: Job[PhotoReport] | None) -> PhotoReport:
            return self._download_all(target, job)

        if wait:
            return work(None)
        title = tr("Downloading photos of {title}").format(title=self.title)
        return self._begin(title, work, beside=True)

    def _download_all(self, folder: Path, job: Job[PhotoReport] | None) -> PhotoReport:
        report = PhotoReport()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CalTopoError(
                tr("The folder {path} cannot be made: {reason}.").format(
                    path=folder, reason=error.strerror
                ),
                hint=tr("Choose another folder."),
            ) from None
        objects = {o.key: o for o in self.features()}
        photos = [o for o in objects.values() if o.cls == "MapMediaObject"]
        rows: list[dict[str, Any]] = []
        for number, photo in enumerate(photos):
            if job is not None:
                if job.isCanceled():
                    break
                job.progress_of(number, len(photos))
            cls, _, id = str(photo.properties.get("parentId") or "").partition(":")
            row = _row(photo, objects.get((cls, id)), cls, id)
            try:
                row["file"], outcome = self._fetch_photo(photo, folder)
                row["taken"] = self._photo_taken(photo)
            except CalTopoError as error:
                report.note("", photo.id, photo.title, "failed", error.text)
                continue
            rows.append(row)
            report.note(str(folder / row["file"]), photo.id, photo.title, outcome)
        _write_list(folder, rows)
        return report

    def _fetch_photo(self, photo: MapObject, folder: Path) -> tuple[str, str]:
        media = str(photo.properties.get("backendMediaId") or "")
        if not media:
            raise CalTopoError(tr("“{title}” names no photo.").format(title=photo.title))
        stem = paths.clean_name(Path(photo.title).stem, "photo") + "_" + paths.clean_name(media)[:8]
        there = sorted(folder.glob(stem + ".*"))
        if there:
            return there[0].name, "already"
        data = self._wire.media_original(media, LARGEST)
        name = stem + (".png" if data.startswith(b"\x89PNG") else ".jpg")
        paths.write_private(folder / name, data)
        return name, "done"

    def _photo_taken(self, photo: MapObject) -> str:
        try:
            said = self._wire.media_info(str(photo.properties.get("backendMediaId") or ""))
            moment = (said.get("metadata") or {}).get("exifCreated")
        except CalTopoError:
            moment = None
        place: Any = (photo.geometry or {}).get("coordinates") or ()
        try:
            taken = float(moment or (place[3] if len(place) > 3 else 0)) / 1000
            found = datetime.fromtimestamp(taken, timezone.utc) if taken else None
        except (TypeError, ValueError, OverflowError, OSError):
            return ""
        return found.isoformat(timespec="seconds") if found is not None else ""


def _place_of(there: MapObject | None) -> tuple[float, ...] | None:
    """A position that an object is known by: its point, or the first of its line or ring."""
    shape = there.geometry if there is not None else None
    first = next(positions(shape), None) if shape else None
    return None if first is None else (float(first[0]), float(first[1]))


def _row(photo: MapObject, parent: MapObject | None, cls: str, id: str) -> dict[str, Any]:
    place = _place_of(photo) or _place_of(parent) or ("", "")
    return {
        "title": photo.title,
        "description": str(photo.properties.get("description") or ""),
        "heading": photo.properties.get("heading"),
        "longitude": place[0],
        "latitude": place[1],
        "parent_class": cls,
        "parent_id": id,
        "parent_title": parent.title if parent is not None else "",
        "id": photo.id,
    }


def _write_list(folder: Path, rows: list[dict[str, Any]]) -> None:
    features = []
    with (folder / "photos.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows:
            writer.writerow({k: cell(row.get(k)) for k in COLUMNS})
            place = [row["longitude"], row["latitude"]]
            shape = {"type": "Point", "coordinates": place} if place[0] != "" else None
            said = {k: row.get(k) for k in COLUMNS}
            features.append({"type": "Feature", "geometry": shape, "properties": said})
    text = jsontext.strict({"type": "FeatureCollection", "features": features})
    (folder / "photos.geojson").write_text(text, encoding="utf-8")
