"""Messages of the command."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "system": Both(
        en=Message("The system refuses: {reason}.", "Check the path, and that you may use it."),
        ar=Message("رفض النظام العملية: {reason}.", "تحقق من المسار ومن أن لك حق استعماله."),
    ),
}
