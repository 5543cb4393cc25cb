# SPDX-License-Identifier: GPL-2.0-or-later
"""How fast: ``python -m bench`` with tests/ on the path. Ratios taken in one run."""
