# SPDX-License-Identifier: GPL-2.0-or-later
"""An open map set back: pushes undone, objects and whole maps restored."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..caltopo.errors import CalTopoError
from ..host.texts import tr
from ..sync import backup, undo
from ..sync.undo import SetBackReport
from .openmap import OpenMap


class Back(OpenMap):
    """Rows are set back as one batch; what a colleague has changed since is left and reported."""

    def undo_push(self, dry_run: bool = False, push: int | None = None) -> SetBackReport:
        """Set the rows of the last push back, those that no colleague has changed since.

        Called again, it goes one push further back.  ``push``, a number of ``history``, names
        another one; that of an undo does its push again.
        It goes out with the next push; where saving pushes, that begins now.
        """
        self._check_writable()
        with self._lane.turn():
            report = undo.undo_push(
                self._copy.ledger, self._rows, push=push, dry_run=dry_run, sar=self._sar
            )
            self._after_work()
        return self._sent_as_saved(report, dry_run)

    def restore(self, cls: str, id: str, version: int) -> SetBackReport:
        """Set an object to a former text, by the number that ``versions`` gives it."""
        texts = [v.text for v in self.versions(cls, id) if v.number == version]
        if not texts:
            raise CalTopoError(
                tr("There is no version {version} of this {cls}.").format(version=version, cls=cls)
            )
        return self._set_to({(cls, id): texts[0]}, tr("Restored object"), dry_run=False)

    def restore_backup(self, path: str | os.PathLike[str], dry_run: bool = True) -> SetBackReport:
        """Set the map to a backup: what is missing is added, what differs edited, what is new
        deleted.  With ``dry_run``, the default, the report says what that would do."""
        saved = backup.read(Path(path), self._ledger.meta("map"))
        name = tr("Restored backup {name}").format(name=Path(path).name)
        self._check_writable()
        with self._lane.turn():
            report = undo.restore_backup(
                self._copy.ledger, self._rows, saved, name, dry_run=dry_run, sar=self._sar
            )
            self._after_work()
        return self._sent_as_saved(report, dry_run)

    def _set_to(
        self, targets: Mapping[tuple[str, str], str | None], name: str, *, dry_run: bool
    ) -> SetBackReport:
        self._check_writable()
        with self._lane.turn():
            ledger, rows = self._copy.ledger, self._rows
            report = undo.set_to(ledger, rows, targets, name, dry_run=dry_run, sar=self._sar)
            self._after_work()
        return self._sent_as_saved(report, dry_run)

    def _sent_as_saved(self, report: SetBackReport, dry_run: bool) -> SetBackReport:
        if not dry_run and self.push_on_save and report.added + report.edited + report.deleted:
            self._on_saved()
        return report
