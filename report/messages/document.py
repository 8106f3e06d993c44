"""Messages of the room ``document``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {}
