"""Messages of the room ``measures``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "value-nowhere": Both(
        en=Message(
            "No cell of «{column}» is «{given}», so that the condition counts nothing; the column "
            "has: {known}.",
            "If it is spelt otherwise in the table, correct where in brief.toml.",
        ),
        ar=Message(
            "لا خلية في «{column}» قيمتها «{given}» فلا يعد الشرط شيئا؛ ومن قيم العمود: {known}.",
            "إن كان رسمها في الجدول مختلفا فصحح where في brief.toml.",
        ),
    ),
    "circle": Both(
        en=Message("The measure is made from itself: {path}.", "Break the circle."),
        ar=Message("المؤشر مشتق من نفسه: {path}.", "اقطع هذه الحلقة."),
    ),
    "too-deep": Both(
        en=Message(
            "The measure «{measure}» is made from others, they from others, more than {limit} "
            "times.",
            "Count some of them from their table.",
        ),
        ar=Message(
            "المؤشر «{measure}» مشتق من مؤشرات مشتقة من غيرها أكثر من {limit} مرة.",
            "احسب بعضها من جدوله مباشرة.",
        ),
    ),
    "no-part": Both(
        en=Message(
            "The measure «{measure}» has no part «{given}».",
            "It is counted by these values: {known}.",
        ),
        ar=Message("ليس للمؤشر «{measure}» جزء باسم «{given}».", "أجزاؤه هي: {known}."),
    ),
    "not-numbers": Both(
        en=Message(
            "The column «{column}» cannot be summed: its cells are not numbers.",
            'Declare it with type = "integer" or "number" under its table.',
        ),
        ar=Message(
            "لا يمكن جمع العمود «{column}» لأن خلاياه ليست أعدادا.",
            'عرّفه تحت جدوله بالنوع type = "integer" أو "number".',
        ),
    ),
    "undefined-measure": Both(
        en=Message(
            "The measure «{given}» has no value here: it is a share of nothing.",
            "Print it as it is, which gives a dash; or leave the block out by its key when.",
        ),
        ar=Message(
            "لا قيمة للمؤشر «{given}» هنا لأنه نسبة إلى لا شيء.",
            "اطبعه كما هو فتظهر علامة «—»؛ أو احذف المكوّن بالمفتاح when.",
        ),
    ),
}
