# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the plugin keeps its files, and how they are named.

Everything is private to the user: folders 0700, files 0600 (on Windows the profile is so already).
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from qgis.core import QgsApplication

from ..caltopo.errors import CalTopoError
from . import settings
from .texts import tr

FOLDER = "caltopo_sync"
UI = Path(__file__).parents[2] / "ui"  # forms and icons, as they ship with the plugin
DOCS = Path(__file__).parents[2] / "docs"  # the pages of the help
HELP_SCHEME = "caltopo-help"  # addresses of those pages that QGIS's window opens itself
MAX_NAME = 80  # letters
MAX_BYTES = 200  # of 255; names get a suffix yet

# Control characters, halves of letters, what some file system forbids, and what turns the reading
# direction.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    r'<>:"/\\|?*]+'
)
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])\s*(\.|$)", re.IGNORECASE
)


def own_folder() -> Path:
    """The plugin's folder in the user's QGIS profile; made when it is not there."""
    return private_folder(Path(QgsApplication.qgisSettingsDirPath()) / FOLDER)


def workspace(folder: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the local copies: the one given, else the one set, else in the profile.

    Raises CalTopoError where it cannot be made or written.
    """
    chosen = folder or settings.WORKSPACE.get()
    path = Path(chosen).expanduser() if chosen else own_folder() / "maps"
    try:
        if not chosen or not path.is_dir():
            return private_folder(path)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    else:
        if os.access(path, os.W_OK | os.X_OK):
            return path  # somebody else's folder; its rights are not ours to change
        reason = tr("it cannot be written")
    raise CalTopoError(
        tr("Local copies cannot be kept in {path}: {reason}.").format(path=path, reason=reason),
        hint=tr("Choose another folder in Settings > Options > CalTopo."),
    )


def copy_stem(server: str, map_id: str) -> str:
    """The name, without ending, of a map's files: ``caltopo.com_ABC12``."""
    parts = urlsplit(server)
    host = parts.hostname or server
    port = f"-{parts.port}" if parts.port else ""
    return clean_name(f"{host}{port}_{map_id}")


def clean_name(text: str, fallback: str = "unnamed") -> str:
    """A name from the server as a file name that every system takes, without a path in it."""
    name = re.sub(r"\s+", " ", _UNSAFE.sub("_", text)).strip(" .")[:MAX_NAME]
    name = name.encode("utf-8")[:MAX_BYTES].decode("utf-8", "ignore").rstrip(" .")
    if not name.strip("_"):
        return fallback
    return f"_{name}" if _RESERVED.match(name) else name


def private_folder(path: Path) -> Path:
    """Make a folder that only the user may look into; also one that was open until now."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        path.chmod(0o700)
    return path


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step, so that a reader sees the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # 0600 from the start
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
