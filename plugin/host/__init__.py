# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS lends: network settings, credentials, settings, log, paths."""
