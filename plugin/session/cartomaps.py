# SPDX-License-Identifier: GPL-2.0-or-later
"""Adding CARTO maps, and managing named ones: checked before they go, tried out after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..caltopo.errors import CalTopoError
from ..carto import mapconfig, template
from ..carto.client import MapsApi
from ..carto.errors import CartoError
from ..host.carto_accounts import CartoAccount, CartoMapError
from ..host.texts import tr
from ..layers.carto import CartoLayer, Recipe
from .cartolayers import Errand, keeper

THUMBNAIL = (240, 150)  # pixels
KINDS = tuple(kind.value for kind in template.Kind)
EMPTY_LAYER = mapconfig.style_layer("", "")


@contextmanager
def told() -> Iterator[None]:
    """CartoError as CartoMapError, which the rest of the plugin knows how to tell."""
    try:
        yield
    except CartoMapError:
        raise
    except CartoError as error:
        raise CartoMapError(error) from None


def recipe_for(
    account: str,
    config_or_name: dict[str, Any] | str,
    params: dict[str, Any] | None = None,
    *,
    retina: bool = False,
    vector: bool = False,
) -> Recipe:
    """A recipe whose map passes the checks that need no server; raises CartoMapError."""
    with told():
        if isinstance(config_or_name, dict):
            if params:
                raise CartoError(tr("Only named maps have placeholders, and so params."))
            mapconfig.check_config(config_or_name)
            return Recipe(account, config=config_or_name, retina=retina, vector=vector)
        if not template.NAME.fullmatch(config_or_name.rpartition("@")[2]):
            raise CartoError(
                tr("“{config_or_name}” is no name of a named map.").format(
                    config_or_name=config_or_name
                )
            )
        return Recipe(
            account, name=config_or_name, params=params or {}, retina=retina, vector=vector
        )


def add_map(recipe: Recipe, title: str = "", auth_token: str | None = None) -> CartoLayer:
    """Make a map and add its layer below the team's maps; waits.  Main thread.

    Raises CalTopoError; of the server's, CartoMapError.
    """
    errand = Errand.of(recipe, auth_token)
    return keeper().add(errand, errand.run(), title or recipe.name or tr("CARTO map"))


def read_text(text: str, what: str) -> dict[str, Any]:
    """A JSON object that was typed; raises CartoMapError."""
    with told():
        return mapconfig.parsed(text, what)


def read_file(path: Path, what: str) -> dict[str, Any]:
    """A MapConfig or template from a file; raises CalTopoError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else tr("it is no text")
        raise CalTopoError(
            tr("{path} cannot be read: {reason}.").format(path=path, reason=reason)
        ) from None
    return read_text(text, what)


def write_file(path: Path, value: dict[str, Any]) -> None:
    """A MapConfig or template into a file; raises CalTopoError."""
    try:
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CalTopoError(
            tr("{path} cannot be written: {reason}.").format(path=path, reason=error.strerror)
        ) from None


def new_template(name: str, layers: list[dict[str, Any]]) -> dict[str, Any]:
    """A template without placeholders, open to all."""
    return {
        "version": template.VERSION,
        "name": name,
        "auth": {"method": "open"},
        "placeholders": {},
        "layergroup": mapconfig.map_config(layers),
    }


def values_from(declared: dict[str, dict[str, Any]], texts: dict[str, str]) -> dict[str, Any]:
    """The values of a form, by the types of its placeholders; raises CartoMapError."""
    with told():
        return {
            name: template.value_of(str(declared[name].get("type")), text)
            for name, text in texts.items()
        }


def placeholders_of(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Name to ``{"type", "default"}`` of a template's placeholders."""
    return template.placeholders(found)


def wants_token(found: dict[str, Any]) -> bool:
    """Whether a map is made from a template only with an auth token."""
    return template.needs_token(found)


@dataclass(frozen=True)
class Trial:
    """What came of saving a named map: its name, and why it cannot be drawn, if it cannot."""

    name: str
    error: CartoMapError | None = None


class NamedMaps:
    """The named maps of an account.  Made on the main thread, used in any; raises
    CartoMapError."""

    def __init__(self, account: CartoAccount) -> None:
        self._client: MapsApi = account.client()
        self.account = account.name

    def close(self) -> None:
        self._client.close()

    def look(self) -> None:
        """Whether a Maps API is there at all; needs no key and changes nothing."""
        with told():
            methods = self._client.allowed_methods()
            if "POST" not in methods:
                raise CartoError(tr("No Maps API answers at this address."))

    def names(self) -> list[str]:
        with told():
            return self._client.named_maps()

    def template(self, name: str) -> dict[str, Any]:
        """The template; valid tokens are in it, in clear."""
        with told():
            return self._client.named_map(name)

    def create(self, told_template: dict[str, Any]) -> Trial:
        """Check, create, try out.  An existing map is not replaced."""
        with told():
            template.check_template(told_template)
            name = self._client.create_named(told_template)
        return Trial(name, self._tried(told_template))

    def update(self, told_template: dict[str, Any]) -> Trial:
        """Check, replace, try out.  Maps that were made from it draw on as before."""
        with told():
            template.check_template(told_template)
            name = self._client.update_named(told_template)
        return Trial(name, self._tried(told_template))

    def delete(self, name: str) -> None:
        """Delete; maps that were made from it draw on until the server forgets them."""
        with told():
            self._client.delete_named(name)

    def thumbnail(self, name: str) -> bytes:
        """A small picture of a named map, by its own view."""
        tokens = None
        with told():
            found = self._client.named_map(name)
            if template.needs_token(found):
                tokens = found["auth"].get("valid_tokens")
            url = self._client.named_static_url(name, *THUMBNAIL, auth_token=tokens)
            return self._client.picture(url)

    def _tried(self, saved: dict[str, Any]) -> CartoMapError | None:
        """Why the saved map cannot be made with its defaults: SQL and CartoCSS are not looked at
        before (seen in real answers)."""
        tokens = saved["auth"]["valid_tokens"] if template.needs_token(saved) else None
        try:
            with told():
                self._client.instantiate_named(str(saved["name"]), None, tokens)
        except CartoMapError as error:
            return error
        return None
