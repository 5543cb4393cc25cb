# SPDX-License-Identifier: GPL-2.0-or-later
"""The life of CARTO layers: made, opened with a project, made anew, taken out of drawing.

A Maps API forgets a map some time after its last use (five minutes to two hours). Asked for tiles
of a forgotten map it leaves requests without an answer, and QGIS draws until its network timeout
(both seen in real answers). So a layer draws only from a map that was made a short while ago: by
the same request again, which gives the same map.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import quote

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..caltopo.errors import CalTopoError, PermissionDenied
from ..carto.answers import Layergroup
from ..carto.client import MapsApi
from ..carto.errors import CartoError
from ..host import carto_accounts, log, settings
from ..host.carto_accounts import CartoMapError
from ..host.network import NetworkSettings
from ..host.texts import tr
from ..layers import carto as layers
from ..layers.carto import CartoLayer, Recipe
from ..layers.xyz import can_ask

Done = Callable[[Layergroup], None]
Failed = Callable[[CalTopoError], None]
# runs a job somewhere and calls one of the two on the main thread after it
Background = Callable[[str, Callable[[], Layergroup], Done, Failed], None]

_TICK_MS = 15_000
_MOST_SECONDS = 120.0  # a job that was cancelled never says so


@dataclass(frozen=True)
class Errand:
    """Making one map.  Made on the main thread, where the key is read; ``run`` in any."""

    client: MapsApi
    recipe: Recipe
    token: str | None = field(repr=False)
    authcfg: str
    network: NetworkSettings
    new_token: bool = False

    @classmethod
    def of(
        cls,
        recipe: Recipe,
        auth_token: str | None = None,
        network: NetworkSettings | None = None,
    ) -> Errand:
        """``auth_token``: a new one, else the one that was kept; ``network``: settings to use
        again, else those of now.  Main thread.

        Raises CalTopoError where account or key cannot be had.
        """
        account = carto_accounts.load(recipe.account)
        token = auth_token
        if recipe.name and not token:
            token = carto_accounts.token(recipe.account, recipe.name)
        settings = network or account.network()
        client = account.client(settings)
        return cls(client, recipe, token, account.authcfg, settings, bool(auth_token))

    def run(self) -> Layergroup:
        """One request; raises CartoMapError."""
        try:
            if not can_ask(quote(self.token or "")):
                raise CartoError(
                    tr("This version of QGIS cannot ask for tiles with a “&” in the auth token."),
                    hint=tr("Give the named map a token without it, and enter that one."),
                )
            if self.recipe.config is not None:
                return self.client.instantiate(self.recipe.config)
            return self.client.instantiate_named(self.recipe.name, self.recipe.params, self.token)
        except CartoError as error:
            raise CartoMapError(error) from None
        finally:
            self.client.close()

    def url(self, made: Layergroup) -> str:
        """Where the tiles are: at the account's own host, whatever the answer says."""
        recipe = self.recipe
        retina = recipe.retina and not recipe.vector
        return self.client.tile_url(made, retina=retina, kind=recipe.kind)


@dataclass
class _Life:
    """A layer that draws, or waits to."""

    made: Layergroup | None = None
    at: float = 0.0  # wall clock, so that the time a laptop sleeps counts
    asked_at: float = 0.0
    network: NetworkSettings | None = None  # what the last request went by, if it went
    busy: bool = False
    told: bool = False


class CartoLayers(QObject):
    """All CARTO layers of the project.  Main thread.

    ``background`` is where requests run; without one they run at once, and the caller waits.
    ``lost``: a layer was taken out of drawing, or could not come into it, and why. ``drawn``: it
    draws (again).
    """

    lost = pyqtSignal(object, object)
    drawn = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.background: Background = _at_once
        self._lives: dict[str, _Life] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        project = QgsProject.instance()
        project.layersAdded.connect(self._added)
        project.layersRemoved.connect(self._removed)
        project.writeMapLayer.connect(self._write_layer)
        project.writeProject.connect(self._written)

    def close(self) -> None:
        """Let go of the project; layers are taken out, for nobody makes their maps anew."""
        self._timer.stop()
        for layer in self.all():
            layers.take_out(layer)
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._added)
        project.layersRemoved.disconnect(self._removed)
        project.writeMapLayer.disconnect(self._write_layer)
        project.writeProject.disconnect(self._written)
        self._lives.clear()

    def adopt(self) -> None:
        """Take over layers that were in the project before: the plugin was loaded anew."""
        self._added(list(QgsProject.instance().mapLayers().values()))

    def all(self) -> list[CartoLayer]:
        """The CARTO layers of the project."""
        found = QgsProject.instance().mapLayers().values()
        return [layer for layer in found if layers.recipe_of(layer) is not None]

    def add(self, errand: Errand, made: Layergroup, title: str) -> CartoLayer:
        """Put a map that was made into the project; a token that the server has taken is kept in
        QGIS's password store."""
        recipe = errand.recipe
        if errand.new_token and errand.token and recipe.name:
            carto_accounts.keep_token(recipe.account, recipe.name, errand.token)
        carto_accounts.note_used(recipe.account)
        layer = layers.new_layer(title, recipe)
        self._lives[layer.id()] = _Life()
        self._draw(layer, errand, made)
        layers.place(layer)
        self._timer.start()
        return layer

    def made(self, layer: QgsMapLayer) -> Layergroup | None:
        """The map a layer draws from, None where it is out of drawing."""
        life = self._lives.get(layer.id())
        return life.made if life is not None else None

    def renew(self, layer: CartoLayer, *, allowed: bool = False) -> None:
        """Make a layer's map anew.  ``allowed``: the user asks for it, so an address that came
        with a project may be asked too."""
        life = self._lives.setdefault(layer.id(), _Life())
        recipe = layers.recipe_of(layer)
        waiting = life.busy and time.time() - life.asked_at < _MOST_SECONDS
        if waiting or recipe is None:
            return
        life.asked_at = time.time()
        try:
            if not allowed and not carto_accounts.may_be_asked(recipe.account):
                raise _unknown(recipe.account)
            # reading QGIS's settings takes a moment that nobody should notice every few minutes
            errand = Errand.of(recipe, network=None if allowed else life.network)
        except CalTopoError as error:
            self._fail(layer.id(), error)
            return
        life.busy = True
        self.background(
            tr("Making the CARTO map {title}").format(title=layer.name()),
            errand.run,
            partial(self._succeed, layer.id(), errand),
            partial(self._fail, layer.id()),
        )

    def renew_all(self, *, allowed: bool = False) -> None:
        """Make the maps of all layers anew."""
        for layer in self.all():
            self.renew(layer, allowed=allowed)

    def renew_named(self, account: str, name: str) -> None:
        """Make the maps anew that come from this named map: what they draw has changed."""
        for layer in self.all():
            recipe = layers.recipe_of(layer)
            if recipe is not None and (recipe.account, recipe.name) == (account, name):
                self.renew(layer)

    def tick(self) -> None:
        """Make anew what is due; take out what was not made anew in time."""
        now, minutes = time.time(), max(settings.CARTO_RENEW.get(), 1)
        for layer in self.all():
            life = self._lives.setdefault(layer.id(), _Life())
            if life.made is not None and now - life.at > 2 * 60 * minutes:
                life.made = None  # the computer slept: the map may be forgotten
                layers.take_out(layer)
            if now - life.asked_at > 60 * minutes:
                self.renew(layer)

    def _added(self, added: list[QgsMapLayer]) -> None:
        """Layers that came with a project, a file or a paste: none draws before its map is made."""
        for layer in added:
            if layers.recipe_of(layer) is not None and layer.id() not in self._lives:
                layers.take_out(layer)
                self._lives[layer.id()] = _Life()
                self._timer.start()
                self.renew(layer)

    def _removed(self, ids: list[str]) -> None:
        for id in ids:
            self._lives.pop(id, None)
        if not self._lives:
            self._timer.stop()

    def _write_layer(self, layer: QgsMapLayer, element: Any, document: Any) -> None:
        # a method: on QGIS 3.40 a plain function was once found to be connected no more
        layers.keep_out_of_file(layer, element, document)

    def _written(self, document: Any) -> None:
        ids = {layer.id() for layer in self.all()}
        layers.keep_out_of_tree(ids.__contains__, document)

    def _succeed(self, id: str, errand: Errand, made: Layergroup) -> None:
        layer, life = QgsProject.instance().mapLayer(id), self._lives.get(id)
        if layer is None or life is None:
            return  # removed meanwhile
        life.busy = False
        self._draw(layer, errand, made)

    def _draw(self, layer: CartoLayer, errand: Errand, made: Layergroup) -> None:
        life = self._lives[layer.id()]
        life.made, life.at, life.told = made, time.time(), False
        life.network = errand.network
        life.asked_at = life.at
        layers.draw_from(layer, errand.url(made), errand.recipe, errand.authcfg)
        self.drawn.emit(layer)

    def _fail(self, id: str, error: CalTopoError) -> None:
        layer, life = QgsProject.instance().mapLayer(id), self._lives.get(id)
        if layer is None or life is None:
            return
        life.busy, life.made, life.network = False, None, None
        layers.take_out(layer)
        if not life.told:
            life.told = True
            log.warning(f"CARTO map “{layer.name()}”: {error.text}")
            self.lost.emit(layer, error)


def _at_once(title: str, job: Callable[[], Layergroup], done: Done, failed: Failed) -> None:
    try:
        made = job()
    except CalTopoError as error:
        failed(error)
    else:
        done(made)


def _unknown(account: str) -> CalTopoError:
    return PermissionDenied(
        tr("The project draws a map from {account}, which was not used here before.").format(
            account=account
        ),
        hint=tr("If you trust it, let the map be made."),
    )


_keeper: CartoLayers | None = None


def keeper() -> CartoLayers:
    """The one of this process; made when it is first wanted.  Main thread."""
    global _keeper
    if _keeper is None:
        _keeper = CartoLayers()
    return _keeper


def dismiss() -> None:
    """Let the one of this process go.  Main thread."""
    global _keeper
    if _keeper is not None:
        _keeper.close()
        _keeper = None
