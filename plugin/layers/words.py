# SPDX-License-Identifier: GPL-2.0-or-later
"""CalTopo's names in people's words.  The texts are translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from ..host.texts import later

COLUMNS: Mapping[str, str] = later(
    {
        "title": "Title",
        "description": "Description",
        "folderId": "Folder",
        "letter": "Letter",
        "number": "Number",
        "operationalPeriodId": "Operational period",
        "resourceType": "Resource type",
        "teamSize": "Team size",
        "priority": "Priority",
        "responsivePOD": "POD responsive",
        "unresponsivePOD": "POD unresponsive",
        "cluePOD": "POD clue",
        "timeAllocated": "Time allocated (h)",
        "status": "Status",
        "previousEfforts": "Previous efforts",
        "transportation": "Transportation",
        "primaryFrequency": "Primary frequency",
        "secondaryFrequency": "Secondary frequency",
        "preparedBy": "Prepared by",
        "marker-symbol": "Symbol",
        "marker-color": "Color",
        "marker-size": "Size",
        "marker-rotation": "Rotation (°)",
        "stroke": "Line color",
        "stroke-width": "Line width (px)",
        "stroke-opacity": "Line opacity (0 to 1)",
        "pattern": "Line pattern",
        "fill": "Fill color",
        "fill-opacity": "Fill opacity (0 to 1)",
        "visible": "Visible",
        "labelVisible": "Labels visible",
        "titleVisibility": "Label",
        "zIndexOffset": "Drawing order",
        "parentId": "Belongs to",
        "gpstype": "Kind of track",
        "summary": "Summary",
        "location": "Location",
        "found": "Found",
        "instructions": "Instructions",
        "assignmentId": "Assignment",
        "name": "Name",
        "agency": "Agency",
        "callsign": "Call sign",
        "type": "Type",
        "heading": "Heading (°)",
        "label": "Label",
        "alias": "Alias",
        "creator": "Account",
        "updated": "Updated (ms)",
        "-created-on": "Created (ms)",
        "-created-by": "Created by",
        "-updated-on": "Edited (ms)",
        "-updated-by": "Edited by",
    }
)

# Documented values.  The hyphenated resource types of older clients are kept where a map has them
# and not offered.
VALUES: Mapping[str, str] = later(
    {
        "LOW": "Low",
        "MEDIUM": "Medium",
        "HIGH": "High",
        "DRAFT": "Draft",
        "PREPARED": "Prepared",
        "INPROGRESS": "In progress",
        "COMPLETED": "Completed",
        "GROUND": "Ground",
        "GROUND_1": "Ground, type 1",
        "GROUND_2": "Ground, type 2",
        "GROUND_3": "Ground, type 3",
        "DOG": "Dog",
        "DOG_TRAIL": "Dog, trailing",
        "DOG_AREA": "Dog, area",
        "DOG_HRD": "Dog, human remains",
        "OHV": "Off-highway vehicle",
        "BIKE": "Bike",
        "WATER": "Water",
        "MOUNTED": "Mounted",
        "AIR": "Air",
    }
)
