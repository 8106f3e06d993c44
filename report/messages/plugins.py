"""Messages about plug-ins: kinds of blocks, charts, columns, measures, filters and commands of other packages."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bad-plugin": Both(
        en=Message(
            "The plug-in «{given}» (mujaz.{group}) of the package {package} cannot be used: {reason}.",
            "Install another version of the package, or take it off the environment.",
        ),
        ar=Message(
            "لا يمكن استعمال الإضافة «{given}» (mujaz.{group}) من الحزمة {package}: {reason}.",
            "ثبّت نسخة أخرى من الحزمة، أو أزلها من بيئة بايثون.",
        ),
    ),
    "twice-plugin": Both(
        en=Message(
            "Several packages give the plug-in «{given}» (mujaz.{group}): {packages}.",
            "Leave one of these packages installed.",
        ),
        ar=Message(
            "الإضافة «{given}» (mujaz.{group}) موجودة في عدة حزم: {packages}.",
            "أبق على حزمة واحدة منها.",
        ),
    ),
}
