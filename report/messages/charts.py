"""Messages of the room ``charts``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {}
