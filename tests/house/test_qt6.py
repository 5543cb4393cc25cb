# SPDX-License-Identifier: GPL-2.0-or-later
"""What Qt 6 and QGIS 4 would refuse is seen; `make lint` looks through all sources for it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from house import qt6

ROOT = Path(__file__).parents[2]
JUDGE = ROOT / ".venv-qt6/bin/python"


def ask(tmp_path: Path, source: str) -> list[str]:
    """What PyQt6 says of a source; in a process of its own, for QGIS's Qt 5 is loaded here."""
    if not JUDGE.exists():
        pytest.skip("PyQt6 is not here: make .venv-qt6/.ready")
    path = tmp_path / "planted.py"
    path.write_text(source)
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r})\n"
        "from house import qt6\n"
        "for line, text in qt6.missing_in_qt6(open(sys.argv[1]).read()): print(line, text)\n"
    )
    answer = subprocess.run(
        [JUDGE, "-c", code, path], capture_output=True, text=True, check=True, timeout=60
    )
    return answer.stdout.splitlines()


@pytest.mark.parametrize(
    "source",
    [
        "from qgis.PyQt.QtCore import Qt\nx = Qt.UserRole\n",
        "from qgis.PyQt.QtCore import Qt\ndef f():\n    return {Qt.AlignCenter: Qt.Key.Key_A}\n",
        "from qgis.PyQt.QtCore import QEvent as E\nx = E.Show\n",
        "from qgis.PyQt.QtWidgets import QMessageBox\nx = QMessageBox.Yes | 1\n",
        "from qgis.PyQt.QtCore import QVariant\nx = QVariant.Type.String\n",
        "from qgis.PyQt.QtCore import QRegExp\n",
        "from qgis.PyQt.QtWidgets import QDesktopWidget\n",
        "from qgis.PyQt import QtWebKit\n",
    ],
)
def test_what_qt_6_has_not_is_seen(tmp_path: Path, source: str) -> None:
    assert len(ask(tmp_path, source)) == 1


def test_what_qt_6_has_is_let_through(tmp_path: Path) -> None:
    source = """
from qgis.PyQt import sip, uic
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QMessageBox, QWidget

def show(event):
    if event.type() == QEvent.Type.Show and not sip.isdeleted(event):
        return QMessageBox.StandardButton.Yes.value, Qt.ItemDataRole.UserRole
    return QWidget.show, QCoreApplication.translate("a", "b"), event.Unscoped
"""
    assert ask(tmp_path, source) == []


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("from qgis.core import Qgis\nx = Qgis.Warning\n", "Qgis.MessageLevel.Warning"),
        (
            "from qgis.core import QgsTask as T\ndef f(x=T.CanCancel | 1):\n    return x\n",
            "QgsTask.Flag.CanCancel",
        ),
        ("from qgis.gui import QgsMapTool\nx = QgsMapTool.EditTool\n", "Flag.EditTool"),
    ],
)
def test_an_enum_of_qgis_without_its_name_is_seen(source: str, wanted: str) -> None:
    ((line, text),) = qt6.unscoped_in_qgis(source)
    assert line == 2
    assert text.endswith(wanted)


def test_an_enum_of_qgis_with_its_name_is_let_through() -> None:
    source = """
from qgis.core import Qgis, QgsProject, QgsTask
x = Qgis.MessageLevel.Warning, QgsTask.Flag.CanCancel, Qgis.QGIS_VERSION_INT
y = QgsProject.instance().title().Unscoped
"""
    assert qt6.unscoped_in_qgis(source) == []


def test_calls_that_qt_6_would_refuse_are_seen(tmp_path: Path) -> None:
    if not JUDGE.exists():
        pytest.skip("PyQt6 is not here: make .venv-qt6/.ready")
    planted = tmp_path / "planted.py"
    planted.write_text(
        "from qgis.core import QgsProject\n"
        "from qgis.PyQt.QtCore import Qt, QVariant\n"
        "from qgis.PyQt.QtGui import QFontDatabase, QMouseEvent\n"
        "from qgis.PyQt.QtWidgets import QAction, QTreeWidget\n"
        "def f(event: QMouseEvent, tree: QTreeWidget, action: QAction) -> None:\n"
        "    QFontDatabase().families()\n"
        "    event.globalPos()\n"
        "    tree.sortItems(0, 1)\n"
        "    QVariant.Type.String  # noqa: QGS402 - Qt 5\n"
        "    tree.sortItems(0, Qt.SortOrder.AscendingOrder)\n"
        "    action.setText(QgsProject.instance().title())\n"
    )
    found = qt6.refused_calls(planted)
    assert [line.split(":")[1] for line in found] == ["6", "7", "8"]
