"""Messages of the room ``press``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {}
