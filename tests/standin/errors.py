# SPDX-License-Identifier: GPL-2.0-or-later
"""A call the server does not carry out."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - an answer, not an error of the server
    """Ends a call. Status 200 stands for an answer whose `status` is not ok."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


UNAUTHENTICATED = "Authentication Required"
