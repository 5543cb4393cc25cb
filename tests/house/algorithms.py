# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/algorithms.md from the algorithms themselves; ``make pages`` writes it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "algorithms.md"


def text() -> str:
    """The page; QGIS has to run, in English."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    provider = importlib.import_module("caltopo_sync.plugin.algorithms.provider")
    yield "# All algorithms"
    yield ""
    yield (
        "In the Processing toolbox under *CalTopo*, in models, and in the shell: see "
        "[qgis_process](qgis-process.md)."
    )
    made = [algorithm() for algorithm in provider.ALGORITHMS]
    for group in dict.fromkeys(each.group() for each in made):
        yield ""
        yield "**" + group + "**"
        yield ""
        for each in made:
            if each.group() == group:
                yield f"* [caltopo:{each.name()}](#caltopo{each.name()}): {each.displayName()}"
    for each in made:
        each.initAlgorithm()
        yield ""
        yield "## caltopo:" + each.name()
        yield ""
        yield "**" + each.displayName() + ".** " + _plain(each.shortHelpString())
        yield ""
        yield "| parameter | | given |"
        yield "|---|---|---|"
        for parameter in each.parameterDefinitions():
            yield _row(parameter.name(), parameter.description(), _given(parameter))
        yield ""
        outputs = ", ".join(_code(output.name()) for output in each.outputDefinitions())
        yield "Outputs: " + outputs + "."


def _given(parameter: Any) -> str:
    value = parameter.defaultValue()
    if parameter.type() == "enum":
        options = parameter.options()
        usual = value if isinstance(value, str) else options[value or 0]
        if parameter.usesStaticStrings():
            others = [option for option in options if option != usual]
            return _code(usual) + " if left out, or " + ", ".join(map(_code, others))
        numbered = ", ".join(f"{number} {option}" for number, option in enumerate(options))
        return numbered + "; " + usual + " if left out"
    if value not in (None, ""):
        return _code(str(value).lower() if isinstance(value, bool) else str(value)) + " if left out"
    return "optional" if parameter.flags() & parameter.FlagOptional else "needed"


def _row(*cells: str) -> str:
    return "| " + " | ".join([_code(cells[0]), *map(_plain, cells[1:])]) + " |"


def _plain(text: str) -> str:
    return text.replace("|", "/").replace("<", "&lt;")


def _code(text: str) -> str:
    return "`" + text + "`"


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    app = importlib.import_module("qgisapp").start()
    PAGE.write_text(text(), encoding="utf-8")
    print(PAGE.relative_to(ROOT))
    app.exitQgis()


if __name__ == "__main__":
    main()
