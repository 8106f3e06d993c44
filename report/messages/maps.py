"""Messages of the room ``maps``, and of the charts that are maps."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "map-worldview": Both(
        en=Message(
            "«{given}» is no worldview that comes with Mujaz.",
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
            "«{given}» is no area of a map.",
            "Write one of: {known}; or the two letters of a country (ISO 3166-1).",
        ),
        ar=Message(
            "«{given}» ليست رقعة يمكن رسم خريطتها.",
            "اكتب واحدا من: {known}؛ أو رمز بلد من حرفين (ISO 3166-1).",
        ),
    ),
    "map-regions-view": Both(
        en=Message(
            "The outlines of «{area}» are those of the worldview {needed}, not of {given}.",
            "Take the worldview {needed}, or show another area.",
        ),
        ar=Message(
            "حدود «{area}» هي حدود الرؤية {needed} لا حدود {given}.",
            "اختر الرؤية {needed}، أو اعرض رقعة أخرى.",
        ),
    ),
    "map-territory": Both(
        en=Message(
            "«{given}» is no territory of the map «{area}».",
            "Give by a column of countries or of their codes; for a map of regions, their names or "
            "codes (ISO 3166-2).",
        ),
        ar=Message(
            "«{given}» ليس من أقاليم خريطة «{area}».",
            "اجعل by عمودا فيه أسماء البلدان أو رموزها؛ ولخريطة الجهات أسماءها أو رموزها "
            "(ISO 3166-2).",
        ),
    ),
    "map-part": Both(
        en=Message(
            "The worldview {worldview} draws {given} as a part of {whole}, and the data has both.",
            "Count the rows of both together: give by an expression, "
            "if(COLUMN == '{given}', '{whole}', COLUMN).",
        ),
        ar=Message(
            "ترسم الرؤية {worldview} إقليم {given} جزءا من {whole}، والمعطيات تفرق بينهما.",
            "اجمع صفوفهما بأن تجعل by عبارة: if(COLUMN == '{given}', '{whole}', COLUMN).",
        ),
    ),
    "map-twice": Both(
        en=Message(
            "These names are of one territory: {names}.",
            "Write it in one way in the column, or give the column the type country.",
        ),
        ar=Message(
            "هذه أسماء لإقليم واحد: {names}.",
            "اكتبه على وجه واحد في العمود، أو اجعل نوع العمود country.",
        ),
    ),
    "map-classes": Both(
        en=Message(
            "The bounds of the classes are not in order.",
            "Write each bound once, from the least to the greatest.",
        ),
        ar=Message("حدود الفئات غير مرتبة.", "اكتب كل حد مرة واحدة، من الأصغر إلى الأكبر."),
    ),
    "map-negative": Both(
        en=Message(
            "The value of «{given}» is below zero, and no disc has such an area.",
            'Show it as chart = "map", whose tones show values of both signs.',
        ),
        ar=Message(
            "قيمة «{given}» أصغر من الصفر، ولا دائرة لها مساحة كهذه.",
            'اعرضها برسم chart = "map"، فألوانه تبين القيم الموجبة والسالبة.',
        ),
    ),
    "map-places": Both(
        en=Message(
            "The columns «{latitude}» and «{longitude}» have places that are not on Earth, such as "
            "row {row}: latitude {value}.",
            "A latitude is from -90 to 90 and a longitude from -180 to 360, in degrees. Check "
            "whether the two columns are exchanged.",
        ),
        ar=Message(
            "في العمودين «{latitude}» و«{longitude}» مواقع ليست على الأرض، كما في الصف {row}: خط "
            "العرض {value}.",
            "خط العرض من ‎-90 إلى 90، وخط الطول من ‎-180 إلى 360، بالدرجات. تحقق من أن العمودين لم "
            "يُعكسا.",
        ),
    ),
    "map-not-numbers": Both(
        en=Message(
            "The column «{column}» has no numbers, so it has no places.",
            'Give the column the type "number", or name another one.',
        ),
        ar=Message(
            "ليس في العمود «{column}» أعداد، فلا مواقع فيه.",
            'اجعل نوع العمود "number"، أو سم عمودا آخر.',
        ),
    ),
}
