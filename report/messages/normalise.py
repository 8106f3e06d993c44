"""Messages of the corrections made to cells."""

from __future__ import annotations

from report.messages import Both

MESSAGES: dict[str, Both] = {}
