# SPDX-License-Identifier: GPL-2.0-or-later
"""The ledger, and how rows and server become equal: sqlite3; no QGIS, no HTTP."""
