# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that set rows back have in common: their outputs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qgis.core import QgsProcessingFeedback

from .. import api
from ..host.texts import later
from .base import REPORT, report

DRY_RUN = "DRY_RUN"
COUNTS = (
    ("ADDED", later("Objects added again")),
    ("EDITED", later("Objects set back")),
    ("DELETED", later("Objects deleted")),
    ("REFUSED", later("Objects left alone")),
    ("FAILED", later("Refused by the server")),
)


def set_back_results(
    done: api.SetBackReport, pushed: api.PushReport | None, feedback: QgsProcessingFeedback
) -> dict[str, Any]:
    for item in done.items:
        words = (item["outcome"], item["cls"], item["title"] or item["id"], item["reason"])
        feedback.pushInfo("  ".join(filter(None, words)))
    return {
        "ADDED": done.added,
        "EDITED": done.edited,
        "DELETED": done.deleted,
        "REFUSED": done.refused,
        "FAILED": pushed.failed if pushed is not None else 0,
        REPORT: report({"set_back": asdict(done), "pushed": asdict(pushed) if pushed else None}),
    }
