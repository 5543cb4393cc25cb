# SPDX-License-Identifier: GPL-2.0-or-later
"""What the rooms say that know no QGIS, in QGIS's language.

They speak English: ``sync`` keeps reasons in the ledger, and ``caltopo`` raises errors.  Here their
sentences stand once more, for translators, and what was said is found among them again.
"""

from __future__ import annotations

import re
from functools import cache

from ..caltopo.errors import CalTopoError
from .texts import later, tr

# Parts first that stand within others, then sentences, the longer ones first where two would fit.
SAYINGS = later(
    (
        "listing the maps of account {account}",
        "listing the maps of team {team}",
        "creating a map in team {team}",
        "reading map {map}",
        "reading {object}",
        "adding a new {cls} on map {map}",
        "changing {object}",
        "deleting {object}",
        "{cls} {id} on map {map}",
        "no answer in time",
        "no connection",
        "Connection refused",
        "Network is unreachable",
        "Name or service not known",
        "at least {level}",
        "a higher level",
        "{host} could not be reached for {what} ({reason}).",
        "Nothing was sent. Check the network and the proxy settings, then try again.",
        "{host} did not answer within {seconds} s to {what}.",
        "{host} closed the connection without an answer to {what}.",
        "The connection may be bad; try again.",
        "The connection to {host} broke off during {what}, after {bytes} bytes of the answer.",
        "{host} could not prove that it is {name}: {reason}.",
        "Nothing was sent. A proxy of the local network may read along; if it is trusted here, add "
        "its certificate to the ones QGIS trusts.",
        "It may have taken effect all the same: look at the map before sending it again.",
        "{host} did not accept the signature of {what}.",
        "Either the credential's id or secret is wrong or was withdrawn, or the map has become "
        "private and this account has no access to it.",
        "This computer's clock is {time} behind the server's, which also makes a signature "
        "invalid: set the clock.",
        "This computer's clock is {time} ahead of the server's, which also makes a signature "
        "invalid: set the clock.",
        "{host} asks for a credential for {what}.",
        "The map is not public, or not any more: use a connection with a credential.",
        "{host} does not allow {what} with this account.",
        "The service account needs {level} in the team that owns the map: ask its admin.",
        "{host} gets too many requests and put off {what}.",
        "Wait {time}, then try again.",
        "{host} found nothing for {what}.",
        "It was deleted, the id is wrong, or this account does not see it.",
        "{host} refused {what} ({status}).",
        "{host} refused {what}.",
        "Sent again unchanged it would be refused again. Read the server's own words.",
        "Often the account may only read this map. Read the server's own words.",
        "{host} failed at {what} ({status}).",
        "The trouble is at the server; try again in a while.",
        "Check that the server's address is that of a CalTopo server.",
        "Check that the server's address is that of a CalTopo server, then try again.",
        "A sign-in page of the local network may stand in between, or the server has moved: then "
        "change the connection's address.",
        "A sign-in page of the local network, a proxy or a maintenance page may stand in between: "
        "open the server's address in a web browser, then try again.",
        "The credential's secret cannot be used: it is not complete.",
        "Copy the secret again, whole, as CalTopo's team admin page showed it. It ends with '=' in "
        "most cases.",
        "Signed requests do not go to {host} over plain http.",
        "Use https, or no credential for a CalTopo Desktop on another computer.",
        "“{given}” is neither the id of a map nor a link to one.",
        "Give the 3 to 7 letters and digits of the map's id, as ABC12, or the map's address in the "
        "browser, as https://caltopo.com/m/ABC12.",
        "Objects of class {cls} are not added from here.",
        "Objects of class {cls} are not edited from here.",
        "Objects of class {cls} are not deleted from here.",
        "The layer has unsaved edits; save or discard them first.",
        "Its layer is being edited.",
        "A colleague has changed the same; the conflict shows once the layer is no longer being "
        "edited.",
        "A colleague has deleted it; the conflict shows once the layer is no longer being edited.",
        "It goes only once “{title}” is on the map, which was changed with it.",
        "It goes only once “{title}”, which it was cut from, is changed on the map.",
        "It was put into “{title}”, which a colleague has deleted. That shows once layer {layer} "
        "is no longer being edited, or is a conflict to decide first.",
        "{count} objects on the map still belong to it; they have to be moved out of it first.",
        "It refers to a new {cls} that is not on the map yet.",
        "It has no geometry. Draw one, or delete the row.",
        "It has a hole, and this server drops the holes of areas. Divide it into areas without "
        "holes.",
        "Its geometry has several parts, which CalTopo has no form for. Split it into single parts "
        "(Multipart to singleparts).",
        "Its geometry cannot be sent: {reason}.",
        "A position lies outside longitude ±180 or latitude ±90. Check the layer's CRS.",
        "The server has no readable number (NaN or infinite) as its {names}, and sending the "
        "object would empty that. Enter a value for it here, or on CalTopo's own page and refresh.",
        "It was sent and no answer came; this server cannot say whether it took it. Look at the "
        "map: Retry sends it again, Discard takes it back here.",
        "It was sent and no answer came. {names} on the map may be it, changed by somebody since. "
        "Retry sends it all the same; Discard drops it here and leaves what is on the map.",
        "The server took it, and neither its answer nor a refresh shows what it made of it. Look "
        "at the map: Retry sends it again, Discard takes it back here.",
        "The server's answer cannot be used: {reason}.",
        "The program ended before the answer came.",
        "Waits for your yes: this is a large push.",
        "You may not change this map any more; see the calls that were refused.",
        "A layer is being edited, so nothing was set back: {why}",
        "It is not known yet whether the server has it. Push or refresh first; nothing was set "
        "back.",
        "A later change of it is on its way; push or refresh first.",
        "A colleague has changed the same; resolve that conflict first.",
        "A colleague has changed its {name} since.",
        "A colleague has changed it since.",
        "Its {name} was changed here since.",
        "It was deleted here since.",
        "It was deleted since.",
        "It is there again.",
        "Other objects belong to it now.",
        "A SOCKS proxy is set, and the Python library for it is not installed.",
        "Install PySocks for QGIS's Python, or use an HTTP proxy.",
        "This connection was closed.",
        "Open it anew.",
        "This is not the address of a server.",
        "Give it as https://caltopo.com, or http://localhost:8080 for CalTopo Desktop.",
        "The answer of {host} to {what} is compressed in a way nobody asked for.",
        "The answer of {host} to {what} is compressed and damaged.",
        "The answer of {host} to {what} is a web page, not data.",
        "The answer of {host} to {what} is empty.",
        "The answer of {host} to {what} is not a JSON object.",
        "The answer of {host} to {what} does not say that it is ok.",
        "The answer of {host} to {what} has the unusual status {status}.",
        "The answer of {host} to {what} ends too early, after {bytes} bytes.",
        "The answer of {host} to {what} is larger than {bytes} bytes, the most that is read.",
        "The answer of {host} to {what} is not what CalTopo sends: {error}.",
        "The answer of {host} to {what} points to {target} instead of giving data ({status}).",
        "A proxy of the local network may have changed it; try another network.",
        "What {host} says to {what} was not waited for.",
        "Nobody waits any more for {host}, and {what} was not sent.",
        "It may have taken effect: look before it is sent again.",
        "The local copy {name} was written by a newer CalTopo Sync.",
        "Update the plugin to open it.",
        "The local copy of this map is damaged: what it keeps of an object cannot be read.",
        "Move it away together with its ledger and open the map again; unsent edits stay in the "
        "GeoPackage.",
        "The GeoPackage {name} is not a local copy as this plugin makes them: {names} is no table.",
        "It is not opened. Ask who gave it to you for the map itself.",
        "The table {name} of this local copy was replaced by one of another form (its fid, geom or "
        "WGS 84 is missing).",
        "Save what you need of it elsewhere, move the copy's files away and open the map again.",
        "The local copy {name} cannot be read or written.",
        "If the disk is not full and no other program holds the file, it is damaged: move it and "
        "its ledger away and open the map again.",
        "The local copy {name} has lost its ledger.",
        "The GeoPackage {name} does not belong to its ledger.",
        "It can be opened read-only; rebuild it to load the map anew.",
        "The disk is full: the file {name} cannot be written.",
        "The file {name} cannot be written.",
        "Make room on the disk where it is full, or close the program that holds the file, and try "
        "again. Nothing was lost.",
        "The file {name} of this local copy is damaged and cannot be read.",
        "Move the copy's GeoPackage and ledger away together and open the map again; unsent edits "
        "stay in the GeoPackage.",
        "The history no longer knows what push {number} did, or never did.",
        "Nothing was set back. The history lists the pushes that can be undone.",
        "It was edited at this moment.",
        "Its geometry has no layer here.",
        "It refers to what comes back under another id and cannot be changed from here.",
        "Its row is gone.",
    )
)  # fmt: skip


# Of what is put into a sentence, these may be of the same rooms; all else is data.
PARTS = {"what", "object", "level", "reason", "why"}


def in_words(error: CalTopoError) -> str:
    """What happened and what to do, in QGIS's language.  Any thread."""
    return " ".join(said(part) for part in (error.text, error.hint) if part)


def said(text: str) -> str:
    """A text of those rooms in QGIS's language; what is not known, as a server's own words, stays
    as it is.  Any thread."""
    last = SAYINGS[-1]
    return text if tr(SAYINGS[-1]) == last else _translated(text) or text


def _translated(text: str) -> str:
    """The translation of one sentence or several, "" where the first of them is not known."""
    for template, fits in _patterns():
        found = fits.fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            told = {name: said(part) if name in PARTS else part for name, part in parts.items()}
            return tr(template).format(**told)
    for stop in re.finditer(r"(?<=[.…:]) ", text):
        first = _translated(text[: stop.start()])
        if first:
            return first + " " + said(text[stop.end() :])
    return ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for template in SAYINGS:
        parts = re.split(r"\{(\w+)\}", template)
        pattern = "".join(
            f"(?P<{part}>.+?)" if number % 2 else re.escape(part)
            for number, part in enumerate(parts)
        )
        made.append((template, re.compile(pattern, re.S)))
    return tuple(made)
