# SPDX-License-Identifier: GPL-2.0-or-later
"""Widgets; iface is handed in, never imported."""
