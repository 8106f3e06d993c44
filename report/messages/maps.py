"""Messages of the room ``maps``, and of the charts that are maps."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "map-worldview": Both(
        en=Message(
            "“{given}” is no worldview that comes with Mujaz.",
            "Write one of: {known}. Each draws disputed boundaries in its own way, and the map "
            "names it.",
        ),
        ar=Message(
            "«{given}» ليست رؤية للحدود مما يأتي مع موجز.",
            "اكتب إحدى هذه: {known}. فكل رؤية ترسم الحدود المتنازع عليها على نحوها، وتذكر الخريطة "
            "اسمها.",
        ),
    ),
    "map-area": Both(
        en=Message(
            "“{given}” is no area of a map.",
            "Write one of: {known}; or the two letters of a country (ISO 3166-1).",
        ),
        ar=Message(
            "«{given}» ليست رقعة يمكن رسم خريطتها.",
            "اكتب واحدا من: {known}؛ أو رمز بلد من حرفين (ISO 3166-1).",
        ),
    ),
    "map-regions-view": Both(
        en=Message(
            "The outlines of “{area}” are those of the worldview {needed}, not of {given}.",
            "Take the worldview {needed}, or show another area.",
        ),
        ar=Message(
            "حدود «{area}» هي حدود الرؤية {needed} لا حدود {given}.",
            "اختر الرؤية {needed}، أو اعرض رقعة أخرى.",
        ),
    ),
}
