# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo on the wire: Python and requests; no QGIS, no SQL."""
