# SPDX-License-Identifier: GPL-2.0-or-later
"""Entries of QGIS's encrypted authentication database, method Basic: a name and a secret.

Main thread, where QGIS may ask for its master password.
"""

from __future__ import annotations

from qgis.core import QgsApplication, QgsAuthMethodConfig

METHOD = "Basic"


def read(authcfg: str) -> tuple[str, str] | None:
    """An entry's name and secret; None where the database is locked or has no such entry."""
    config = QgsAuthMethodConfig()
    manager = QgsApplication.authManager()
    if manager.isDisabled() or not manager.loadAuthenticationConfig(authcfg, config, True)[0]:
        return None
    return str(config.config("username") or ""), str(config.config("password") or "")


def store(title: str, name: str, value: str, authcfg: str) -> str:
    """Write an entry, in the place of ``authcfg`` where that is there; its id, empty where the
    database is locked."""
    manager = QgsApplication.authManager()
    if manager.isDisabled():
        return ""
    config = QgsAuthMethodConfig(METHOD)
    config.setName(title)
    config.setConfig("username", name)
    config.setConfig("password", value)
    if authcfg and authcfg in manager.configIds():
        config.setId(authcfg)
        stored = manager.updateAuthenticationConfig(config)
    else:
        stored = manager.storeAuthenticationConfig(config)
        stored = stored[0] if isinstance(stored, tuple) else stored
    return str(config.id()) if stored else ""
