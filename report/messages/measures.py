"""Messages of the room ``measures``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {}
