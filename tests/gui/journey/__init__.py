# SPDX-License-Identifier: GPL-2.0-or-later
"""Journeys through the real QGIS desktop; ``stories`` runs inside its process."""
