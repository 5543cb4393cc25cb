# SPDX-License-Identifier: GPL-2.0-or-later
"""Background work hands over its result once, or its failure, or lets it be cleared away."""

from __future__ import annotations

import gc
import threading
import time
from typing import Any

import pytest
from caltopo_sync.plugin.caltopo.client import Client
from caltopo_sync.plugin.caltopo.errors import CalTopoError, Cancelled, NotFound
from caltopo_sync.plugin.gui.messages import Messages
from caltopo_sync.plugin.gui.work import WAIT_MS, Desk, Work
from gui.window import Window, settle, shown_in, wait_until
from qgis.core import QgsApplication, QgsTask
from qgis.gui import QgsMessageViewer
from qgis.PyQt.QtWidgets import QPushButton, QTextEdit
from standin import Fault, Kind, Standin


class Outcome:
    """What came back, and in which thread."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.failed: list[CalTopoError] = []
        self.dropped: list[Any] = []
        self.threads: set[int] = set()

    def work(self, job: Any) -> Work[Any]:
        def noted(seen: list[Any]) -> Any:
            def note(value: Any) -> None:
                self.threads.add(threading.get_ident())
                seen.append(value)

            return note

        return Work("A test", job, noted(self.done), noted(self.failed), noted(self.dropped))


def test_the_job_runs_elsewhere_and_its_result_comes_here(qgis_app: Any) -> None:
    outcome, ran = Outcome(), []

    def job() -> str:
        ran.append(threading.get_ident())
        return "result"

    Desk().start(outcome.work(job))
    wait_until(lambda: outcome.done)
    settle()
    assert outcome.done == ["result"]
    assert outcome.threads == {threading.get_ident()}
    assert ran != [threading.get_ident()]


def test_an_error_keeps_its_words(qgis_app: Any) -> None:
    outcome = Outcome()

    def job() -> None:
        raise NotFound("There is no map ZZZ99.", hint="Check the id.")

    Desk().start(outcome.work(job))
    (error,) = wait_until(lambda: outcome.failed)
    assert (error.text, error.hint) == ("There is no map ZZZ99.", "Check the id.")
    assert not outcome.done


def test_a_fault_of_the_plugin_is_told_with_details(qgis_app: Any) -> None:
    outcome = Outcome()
    Desk().start(outcome.work(lambda: 1 / 0))
    (error,) = wait_until(lambda: outcome.failed)
    assert "ZeroDivisionError" in error.details
    assert "ZeroDivisionError" not in error.text


def test_clearing_waits_and_drops_what_came(qgis_app: Any) -> None:
    outcome, desk, go = Outcome(), Desk(), threading.Event()
    started = threading.Event()

    def job() -> str:
        started.set()
        go.wait(5)
        return "late"

    desk.start(outcome.work(job))
    assert started.wait(5)
    threading.Timer(0.2, go.set).start()
    desk.clear()
    assert outcome.dropped == ["late"]
    settle()
    assert outcome.dropped == ["late"]
    assert not outcome.done and not outcome.failed


@pytest.mark.parametrize("by_qgis", [True, False])
def test_clearing_does_not_wait_for_a_server_that_is_silent(qgis_app: Any, by_qgis: bool) -> None:
    outcome, desk = Outcome(), Desk()
    with Standin() as server:
        server.add_map("ABC12")
        server.fault(Fault(Kind.HANG, delay=30, times=2))
        client = Client(server.url)
        desk.start(outcome.work(lambda: client.map_since("ABC12", 0, lambda *given: None)))
        assert server.wait_for_calls(1)
        begun = time.monotonic()
        if by_qgis:  # as it does before it is closed
            QgsApplication.taskManager().cancelAll()
            wait_until(lambda: not desk._running)
        else:
            desk.clear()
        assert time.monotonic() - begun < WAIT_MS / 1000 / 2
        client.close()
    assert not outcome.done and not outcome.failed


def test_a_message_shows_text_as_it_is_and_details_on_request(window: Window) -> None:
    messages, again = Messages(window.messageBar()), []
    messages.failure(
        NotFound("No map <b>X</b> & Y.", hint="Look.", details="404 <html>"),
        again=lambda: again.append(1),
    )
    assert "No map &lt;b&gt;X&lt;/b&gt; &amp; Y. Look." in shown_in(window.messageBar())
    assert "404" not in shown_in(window.messageBar())
    buttons = {b.text(): b for b in window.messageBar().findChildren(QPushButton)}
    assert {"Retry", "Details"} <= set(buttons)
    buttons["Details"].click()
    gc.collect()  # a window that only Python held would be gone by now
    settle()
    (viewer,) = window.mainWindow().findChildren(QgsMessageViewer)
    assert viewer.isVisible()
    assert "404 <html>" in viewer.findChild(QTextEdit).toPlainText()
    viewer.close()
    buttons["Retry"].click()
    assert again == [1]
    assert not window.messageBar().items()


def test_what_goes_on_by_itself_does_not_hold_up_the_closing_of_qgis(qgis_app: Any) -> None:
    """QGIS asks about running tasks before it is closed, and stays open whatever one answers."""
    outcome, desk = Outcome(), Desk()
    started, go = threading.Event(), threading.Event()

    def job() -> str:
        started.set()
        go.wait(5)
        return "seen"

    def work(job: Any) -> Work[Any]:
        made = Work("A look", job, outcome.done.append, outcome.failed.append, by_itself=True)
        assert made.flags() & QgsTask.Flag.CancelWithoutPrompt
        return made

    assert not outcome.work(job).flags() & QgsTask.Flag.CancelWithoutPrompt
    desk.start(work(job))
    assert started.wait(5)
    QgsApplication.taskManager().cancelAll()  # as QGIS does it; then the user wants to stay
    go.set()
    wait_until(lambda: outcome.done)
    queued = work(lambda: "never")
    queued.hold()
    desk.start(queued)
    queued.cancel()
    wait_until(lambda: outcome.failed)
    settle()
    assert outcome.done == ["seen"]
    assert [type(error) for error in outcome.failed] == [Cancelled]
