# SPDX-License-Identifier: GPL-2.0-or-later
"""Algorithms run as Processing runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from caltopo_sync.plugin.algorithms.provider import CalTopoProvider
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

Run = Callable[..., "dict[str, Any]"]
_ALWAYS = ("outputNumber", "outputString")  # others may be left out


@contextmanager
def provided(common: Mapping[str, str]) -> Iterator[Run]:
    """A function that runs an algorithm: its outputs, and what it told as ``log``.

    Of ``common`` it gets what it has parameters for.  The provider is there meanwhile.
    """
    provider = CalTopoProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)

    def run(name: str, **more: Any) -> dict[str, Any]:
        algorithm = registry.createAlgorithmById("caltopo:" + name)
        known = {each.name() for each in algorithm.parameterDefinitions()}
        assert known >= set(more)
        values = {**{k: v for k, v in common.items() if k in known}, **more}
        context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
        results, good = algorithm.run(values, context, feedback, catchExceptions=False)
        if not good:  # what was raised while preparing is in the log
            raise QgsProcessingException(feedback.textLog())
        outputs = algorithm.outputDefinitions()
        assert set(results) >= {each.name() for each in outputs if each.type() in _ALWAYS}
        return {**results, "log": feedback.textLog()}

    try:
        yield run
    finally:
        provider.withdraw()
        registry.removeProvider(provider)
