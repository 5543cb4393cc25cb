# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin speaks QGIS's language where it knows it, and stops when it is unloaded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import NetworkError
from caltopo_sync.plugin.gui import values
from caltopo_sync.plugin.gui.connection_dialog import ConnectionDialog
from caltopo_sync.plugin.gui.work import Desk
from caltopo_sync.plugin.host import sayings
from caltopo_sync.plugin.host.credentials import Connection
from caltopo_sync.plugin.host.language import Language
from caltopo_sync.plugin.host.texts import tr
from caltopo_sync.plugin.layers.forms import column_title
from gui.pictures import draw
from gui.window import Window, settle, wait_until
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QDockWidget, QLabel


def set_locale(name: str) -> None:
    """As under Settings > Options > General, where the system's is overridden."""
    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", name)


@pytest.fixture
def own_locale(qgis_app: Any) -> Iterator[None]:
    yield
    for key in ("locale/overrideFlag", "locale/userLocale"):
        QgsSettings().remove(key)


@pytest.fixture(params=["es", "es_MX"])
def spanish(own_locale: None, request: pytest.FixtureRequest) -> None:
    set_locale(request.param)


def test_in_spanish(spanish: None, plugin: Any, window: Window) -> None:
    entries = [each.text() for each in plugin.desktop._actions]
    assert "&Abrir mapa…" in entries
    dock = window.mainWindow().findChild(QDockWidget, "CalTopoPanel")
    assert dock.widget().push.text() == "&Enviar"
    assert "elíjalo en la lista" in dock.widget().first_steps.text()
    draw(dock.widget(), "panel_es")
    algorithm = QgsApplication.processingRegistry().algorithmById("caltopo:pushassignments")
    assert algorithm.displayName() == "Enviar asignaciones"
    described = {each.name(): each.description() for each in algorithm.parameterDefinitions()}
    assert described["TEAM_SIZE"] == "Tamaño del equipo"
    assert column_title("operationalPeriodId") == "Período operacional"


def test_a_form_in_spanish(spanish: None, plugin: Any, window: Window) -> None:
    desk = Desk()
    dialog = ConnectionDialog(desk, Connection("", "https://caltopo.com"), window.mainWindow())
    texts = {each.text().replace("&", "") for each in dialog.findChildren(QLabel)}
    assert {"Nombre", "Secreto", "Id del equipo"} <= texts
    assert dialog.kind.itemText(0) == "Cuenta de servicio de un equipo"
    draw(dialog, "connection_es")
    dialog.close()
    desk.clear()


def test_english_again_after_it_is_unloaded(spanish: None, plugin: Any, window: Window) -> None:
    assert tr("Push changes") == "Enviar cambios"
    plugin.unload()
    settle()
    assert tr("Push changes") == "Push changes"
    plugin.initGui()


@pytest.mark.parametrize("name", ["en_US", "de", "not a locale", ""])
def test_another_language_is_english(own_locale: None, name: str) -> None:
    set_locale(name)
    language = Language()
    assert tr("Push changes") == "Push changes"
    language.remove()


def test_objects_and_counts_in_spanish(spanish: None, plugin: Any) -> None:
    assert values.object_name("Assignment", "AC 103") == "AC 103 (Asignación)"
    assert values.object_name("OperationalPeriod", "") == "Período operacional sin título"
    assert values.counted(added=1, deleted=3) == "añadidos: 1, eliminados: 3"
    assert (values.push_name("Push"), values.push_name("Renumbered")) == ("Envío", "Renumbered")


def test_errors_and_reasons_in_spanish(spanish: None, plugin: Any) -> None:
    client = Client("http://127.0.0.1:9")
    with pytest.raises(NetworkError) as failure:
        client.map_since("ABC12", 0, lambda feature, text: None)
    client.close()
    told = sayings.in_words(failure.value)
    assert told.startswith("No se pudo llegar a 127.0.0.1:9 para leer el mapa ABC12 (")
    assert told.endswith("vuelva a intentarlo.")
    reason = (
        "It goes only once “Its layer is being edited.” is on the map, which was changed with it."
    )
    assert sayings.said(reason) == (
        "Solo va cuando «Its layer is being edited.», que se cambió con él, esté en el mapa."
    ), "a title stays as it is"
    assert sayings.said("Quota exceeded. Its layer is being edited.").startswith("Quota exceeded.")


def test_errors_and_reasons_in_english(plugin: Any) -> None:
    for text in ("Its layer is being edited.", "Quota {exceeded}", ""):
        assert sayings.said(text) == text


def test_the_panel_with_a_map_in_spanish(spanish: None, plugin: Any, window: Window) -> None:
    """Its keys and widths are looked at when it is drawn."""
    plugin.desktop.open_practice()
    panel = window.mainWindow().findChild(QDockWidget, "CalTopoPanel").widget()
    wait_until(lambda: panel.maps.topLevelItemCount() and plugin.desktop.maps.all(), 60)
    panel.resize(320, 640)
    draw(panel, "panel_map_es")
    assert panel.changes.text().startswith("C&ambios…")
