# SPDX-License-Identifier: GPL-2.0-or-later
"""The CARTO Maps API on the wire: Python and requests, no QGIS."""
