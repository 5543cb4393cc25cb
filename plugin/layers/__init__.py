# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS layers over the local copy."""
