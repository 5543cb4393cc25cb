# SPDX-License-Identifier: GPL-2.0-or-later
"""The maps of a team: listed, made, renamed, deleted, kept as files."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..caltopo import account, listing, newmap, probe
from ..caltopo.account import MapFolder, MapInfo, OtherObject, Team, map_id_from
from ..caltopo.client import Client
from ..caltopo.errors import CalTopoError, Rejected
from ..caltopo.newmap import Made, NewMap
from ..caltopo.probe import Finding
from ..exports.archivepostgis import PostgisArchive
from ..host import credentials, learned, log, paths
from ..host.texts import tr
from ..sync import backup
from ..sync.abilities import Abilities
from ..sync.archive import MapRecord, MirrorReport, mirror
from ..sync.archivefile import ArchiveFile
from ..sync.pull import ask_since
from .newfeatures import LayerFeatures, Layers, features_from

SCRATCH = "CalTopo Sync: scratch map, may be deleted"
_FOLDER_ID = re.compile(r"(?=.*\d)[\w-]+")
WHOLE = 24 * 3600.0  # seconds after which a listing is read whole again: bookmarks tell no deletion


class TeamMaps:
    """What a connection does with maps as a whole.  Any thread; calls block.

    Needs an account: the id of the team or, for a personal credential, of the person.
    """

    _saved: credentials.Connection

    def client(self) -> Client:
        """A client of the wire of its own; close it after use."""
        raise NotImplementedError

    # -- looking --------------------------------------------------------------------------------

    def maps(self, refresh: bool = True) -> list[MapInfo]:
        """The maps the account sees, newest first: own ones, its teams' and bookmarks.

        With ``refresh=False`` as they were when last listed here, without the network.
        """
        return account.maps(self.listing(refresh))

    def teams(self, refresh: bool = True) -> list[Team]:
        """The teams and subteams the account sees, by title."""
        return account.teams(self.listing(refresh))

    def folders(self, refresh: bool = True) -> list[MapFolder]:
        """The folders of the teams' lists of maps, by path."""
        return account.folders(self.listing(refresh))

    def other_objects(self, refresh: bool = True) -> list[OtherObject]:
        """What the account holds beside maps and folders: PDFs and more, by class and title."""
        return account.others(self.listing(refresh))

    def listing(self, refresh: bool = True) -> Mapping[str, Any]:
        """The account's listing as CalTopo gives it, kept here and asked for since then."""
        team = self._team(None)
        kept = paths.own_folder() / "listings" / (
            paths.copy_stem(self._saved.server, team) + ".json"
        )  # fmt: skip
        old = _read(kept)
        if not refresh:
            return old
        whole = not old or not 0 <= time.time() - float(old.get("read_whole") or 0) < WHOLE
        with self._wire() as client:
            if not client.signed:
                found = {**client.desktop_account(team), "read_whole": time.time()}
            elif whole:
                found = {**client.account_since(team, 0), "read_whole": time.time()}
            else:
                since = ask_since(int(old.get("timestamp") or 0), self._abilities().lag)
                found = listing.merged(old, client.account_since(team, since))
        data = json.dumps(listing.without_secrets(found)).encode("utf-8")
        try:
            paths.write_private(paths.private_folder(kept.parent) / kept.name, data)
        except OSError as error:  # the list is here all the same
            log.warning("The list of maps could not be kept: " + str(error.strerror))
        return found

    # -- making and changing --------------------------------------------------------------------

    def create_map(
        self,
        title: str,
        features: Sequence[Mapping[str, Any]] = (),
        mode: str = "sar",
        sharing: str = "SECRET",
        team_id: str | None = None,
        folder_id: str | None = None,
        base_layers: str | Sequence[Any] | None = None,
        layers: Layers = (),
    ) -> MapInfo:
        """A new map with those objects, in one request.

        ``features``: GeoJSON features with ``properties.class``; what refers to another of them
        (``folderId``) does so by the ``id`` it has here.  ``features_of`` and ``features_in`` give
        those of another map and of a backup.  ``layers``: QGIS layers whose features become Markers
        and Shapes, with their colours, in a folder for each; see ``features_from``.
        ``mode``: "sar" or "cal"; ``sharing``: "PRIVATE", "SECRET", "URL" or "PUBLIC";
        ``folder_id``: of a folder in the team's list of maps, or its path there ("2026/Training");
        ``base_layers``: the id of a map to take them from, or CalTopo's ``activeLayers``.  What
        could not be taken over is in the log.
        """
        drawn = self.features_from(layers)
        wanted = NewMap(
            title, [*features, *drawn.features], mode, sharing, folder_id,
            self._layers(base_layers),
        )  # fmt: skip
        made = self.make_map(wanted, team_id)
        for text in drawn.left_out + made.left_out:
            log.warning("New map " + made.id + ": " + text)
        team = self._team(team_id)
        return MapInfo(made.id, title, team, "", "", None, "", False)

    def make_map(self, wanted: NewMap, team_id: str | None = None) -> Made:
        """The same, telling what was left out."""
        team, lag = self._team(team_id), self._abilities().lag
        wanted = replace(wanted, folder_id=self._folder(wanted.folder_id, team))
        with self._wire() as client:
            return newmap.create(client, team, wanted, lag=lag)

    def features_from(
        self, layers: Layers, cancelled: Callable[[], bool] = lambda: False
    ) -> LayerFeatures:
        """The features of QGIS layers, as ``create_map`` takes them; see ``newfeatures``.

        Those of several parts stay one object where this server was seen to keep such.
        """
        return features_from(layers, cancelled, self._abilities().parts)

    def features_of(self, map_id: str) -> list[dict[str, Any]]:
        """The objects of a map, a template, as ``create_map`` takes them."""
        with self._wire() as client:
            return newmap.features_of(client, map_id_from(map_id))

    def features_in(self, path: str | os.PathLike[str]) -> list[dict[str, Any]]:
        """The objects of a backup, as ``create_map`` takes them."""
        return [json.loads(text) for text in backup.read(Path(path)).texts.values()]

    def base_layers_of(self, map_id: str) -> list[Any] | None:
        """The base layers and overlays of a map, where the account sees them."""
        id = map_id_from(map_id)
        for entry in self.listing().get("features") or []:
            if isinstance(entry, Mapping) and entry.get("id") == id:
                return newmap.active_layers(entry)
        with self._wire() as client:
            return newmap.active_layers(client.map_info(self._team(None), id))

    def edit_map(
        self,
        map_id: str,
        title: str | None = None,
        sharing: str | None = None,
        team_id: str | None = None,
    ) -> dict[str, Any]:
        """Give a map another title or way of sharing; what the server says of it then.

        Not in the official API, but what CalTopo's own page does.
        """
        if sharing is not None and sharing not in newmap.SHARING:
            raise Rejected(tr("“{sharing}” is no way of sharing a map.").format(sharing=sharing))
        id, team = map_id_from(map_id), self._team(team_id)
        with self._wire() as client:
            said = dict(client.map_info(team, id)["properties"])
            wanted = {"title": title, "sharing": sharing}
            said.update({k: v for k, v in wanted.items() if v is not None})
            client.edit_map(team, id, json.dumps({"properties": said}))
            now: dict[str, Any] = client.map_info(team, id)["properties"]
        for name, value in wanted.items():
            if value is not None and now.get(name) != value:
                raise Rejected(
                    tr("The server did not change the {name} of map {id}.").format(name=name, id=id)
                )
        return now

    def delete_map(
        self,
        map_id: str,
        confirm_title: str,
        team_id: str | None = None,
        folder: str | os.PathLike[str] | None = None,
    ) -> Path:
        """Delete a map for everybody, after keeping it as a file; where that is.

        Raises Rejected unless ``confirm_title`` is the map's title.
        """
        id, team = map_id_from(map_id), self._team(team_id)
        with self._wire() as client:
            title = str(client.map_info(team, id)["properties"].get("title") or "")
            if confirm_title.strip() != title.strip():
                raise Rejected(
                    tr("The map {id} is not called “{confirm_title}”; it was not deleted.").format(
                        id=id, confirm_title=confirm_title
                    ),
                    hint=tr("Give its title exactly as it is on CalTopo."),
                )
            kept = _backup(client, id, title, self._backups(folder))
            client.delete_map(team, id)
        return kept

    def backup_maps(
        self,
        folder: str | os.PathLike[str],
        team_id: str | None = None,
        told: Callable[[int, int, str], None] = lambda done, total, title: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> list[dict[str, str]]:
        """Every map of the account, or of one team, as a file of its own.

        Per map: id, title, path, and error where it could not be had; the others go on.  Files are
        named by title and id, and one that is there is replaced.
        """
        team = None if team_id is None else self._team(team_id)
        wanted = [m for m in self.maps() if team in (None, m.team_id)]
        found = []
        with self._wire() as client:
            for number, info in enumerate(wanted):
                if cancelled():
                    break
                told(number, len(wanted), info.title)
                item = {"id": info.id, "title": info.title, "path": "", "error": ""}
                try:
                    item["path"] = str(_backup(client, info.id, info.title, Path(folder)))
                except CalTopoError as error:
                    item["error"] = error.text
                found.append(item)
        return found

    # -- an archive -----------------------------------------------------------------------------

    def mirror_team(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        uri: str = "",
        schema: str = "caltopo",
        team_id: str | None = None,
        told: Callable[[int, int, str], None] = lambda done, total, title: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> MirrorReport:
        """Bring an archive of all maps, or of one team's, up to date: in a GeoPackage, or in a
        schema of PostGIS (``uri`` as QGIS writes it, with an authcfg).

        Bookmarked maps of others are left out.
        """
        team = None if team_id is None else self._team(team_id)
        wanted = [
            MapRecord(m.id, m.title, m.team_id, m.team, m.folder,
                      int(m.updated.timestamp() * 1000) if m.updated else 0)
            for m in self.maps() if not m.bookmark and team in (None, m.team_id)
        ]  # fmt: skip
        store = PostgisArchive(uri, schema) if path is None else ArchiveFile(Path(path))
        try:
            with self._wire() as client:
                return mirror(client, store, wanted, told, cancelled, self._abilities().lag)
        finally:
            store.close()

    # -- finding out ----------------------------------------------------------------------------

    def check_server(
        self, team_id: str | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[Finding]:
        """Try out, on a scratch map of its own, what the documentation leaves open.

        The map is deleted again, also after a failure.  What was learned is kept for this server;
        see ``learned``.
        """
        team = self._team(team_id)
        with self._wire() as client:
            made = newmap.create(client, team, NewMap(SCRATCH, sharing="PRIVATE"))
            found = []
            try:
                for finding in probe.probe(client, made.id, cancelled):
                    found.append(finding)
                    yield finding
            finally:
                client.delete_map(team, made.id)
                learned.keep(self._saved.server, {f.name: f.answer for f in found})

    def learned(self) -> dict[str, str]:
        """What is known of this server: the findings' names and answers; empty before a check."""
        return learned.of(self._saved.server)

    def _abilities(self) -> Abilities:
        return Abilities.of(self.learned())

    # -- among ourselves ------------------------------------------------------------------------

    def _team(self, team_id: str | None) -> str:
        team = team_id or self._saved.team_id
        if not team:
            raise CalTopoError(
                tr("Maps are listed by account, and this connection names none."),
                hint=tr(
                    "Give it the id of the team or account (team_id, accountId); or open a map "
                    "by its id or link, which needs none."
                ),
            )
        return listing.team_id_from(team)

    def _folder(self, given: str | None, team: str) -> str | None:
        """The id of a folder that is given by its id or its path.

        What may be an id, and is none that is listed, is taken for one.
        """
        if not given:
            return None
        path = given.strip("/ ").casefold()
        for refresh in (False, True):
            try:
                there = [f for f in self.folders(refresh) if f.team_id == team]
            except CalTopoError:  # who may make maps may not always list them
                break
            if any(f.id == given for f in there):
                return given
            found = [f.id for f in there if f.path.casefold() == path]
            if len(found) > 1:
                raise Rejected(
                    tr("Several folders are called “{given}”; give the id of one.").format(
                        given=given
                    )
                )
            if found:
                return found[0]
        if _FOLDER_ID.fullmatch(given):
            return given
        raise Rejected(
            tr("There is no folder “{given}” in the team's list of maps.").format(given=given),
            hint=tr("Give its path, / between the titles. Folders are made on CalTopo's own page."),
        )

    def _layers(self, given: str | Sequence[Any] | None) -> Sequence[Any] | None:
        return self.base_layers_of(given) if isinstance(given, str) else given

    def _backups(self, folder: str | os.PathLike[str] | None) -> Path:
        return Path(folder) if folder else paths.private_folder(paths.workspace() / "backups")

    @contextmanager
    def _wire(self) -> Iterator[Client]:
        client = self.client()
        try:
            yield client
        finally:
            client.close()


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _backup(client: Client, map_id: str, title: str, folder: Path) -> Path:
    texts: list[str] = []
    since = client.map_since(map_id, 0, lambda _, text: texts.append(text))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (paths.clean_name(title) + "_" + map_id + ".geojson")
    backup.write_texts(path, {"map": map_id, "title": title, "timestamp": since.timestamp}, texts)
    return path
