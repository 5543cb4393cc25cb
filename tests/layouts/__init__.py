# SPDX-License-Identifier: GPL-2.0-or-later
"""The templates in ui/layouts are made here."""
