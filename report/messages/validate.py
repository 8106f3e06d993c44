"""Messages of the checks of tables."""

from __future__ import annotations

from report.messages import Both

MESSAGES: dict[str, Both] = {}
