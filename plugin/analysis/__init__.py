# SPDX-License-Identifier: GPL-2.0-or-later
"""Geometry and search figures on plain longitude/latitude records; shapely, no QGIS."""
