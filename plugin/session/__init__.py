# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map: its files and lock, its layers, its job queue, its life."""
