# SPDX-License-Identifier: GPL-2.0-or-later
"""A map as files of other formats; GDAL does the writing."""
