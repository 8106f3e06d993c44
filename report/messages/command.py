"""Messages of the command."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "epoch-range": Both(
        en=Message(
            "The value «{given}» is out of range.",
            "Give the seconds since 1970, from 0 to {last}, the end of the year 9999.",
        ),
        ar=Message(
            "القيمة «{given}» خارج المجال.",
            "أعط عدد الثواني منذ سنة 1970، من 0 إلى {last}، أي نهاية سنة 9999.",
        ),
    ),
    "bad-epoch": Both(
        en=Message(
            "SOURCE_DATE_EPOCH is «{given}», which is no count of seconds since 1970.",
            "Give whole seconds, or unset the variable: the brief's `issued` then gives the date.",
        ),
        ar=Message(
            "قيمة المتغير SOURCE_DATE_EPOCH هي «{given}»، وليست عددا من الثواني منذ 1970.",
            "أعط عددا صحيحا من الثواني، أو احذف المتغير ليؤخذ التاريخ من issued في الموجز.",
        ),
    ),
    "no-command": Both(
        en=Message(
            "There is no command «{given}».",
            "See `{command} --help`.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا يوجد أمر باسم «{given}».", "راجع {command} --help.", meant="هل المقصود «{nearest}»؟"
        ),
    ),
    "no-option": Both(
        en=Message(
            "There is no option «{given}».",
            "See `{command} --help`.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا يوجد خيار باسم «{given}».",
            "راجع {command} --help.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "no-value": Both(
        en=Message(
            "The option «{given}» wants a value after it.",
            "Write the value; see `{command} --help`.",
        ),
        ar=Message("الخيار «{given}» يحتاج إلى قيمة بعده.", "اكتب القيمة؛ راجع {command} --help."),
    ),
    "no-value-wanted": Both(
        en=Message("The option «{given}» takes no value.", "Take out the «=» and what follows it."),
        ar=Message("الخيار «{given}» لا يقبل قيمة.", "احذف العلامة «=» وما بعدها."),
    ),
    "bad-option": Both(
        en=Message("«{given}» is not a value of «{option}».", "Use one of: {known}."),
        ar=Message("القيمة «{given}» لا تصلح للخيار «{option}».", "استعمل واحدة من: {known}."),
    ),
    "missing-argument": Both(
        en=Message("«{given}» is missing.", "Add it; see `{command} --help`."),
        ar=Message("لم يذكر «{given}».", "أضفه؛ راجع {command} --help."),
    ),
    "extra-argument": Both(
        en=Message(
            "There is too much: {given}.", "Take it out, or put a path that holds blanks in quotes."
        ),
        ar=Message(
            "في الأمر زيادة: {given}.", "احذفها، وضع المسار الذي يتضمن فراغا بين علامتي اقتباس."
        ),
    ),
    "usage": Both(
        en=Message("The command cannot be followed: {reason}.", "See `{command} --help`."),
        ar=Message("تعذر فهم الأمر: {reason_ar}.", "راجع {command} --help."),
    ),
    "system": Both(
        en=Message("The system refuses: {reason}.", "Check the path, and that you may use it."),
        ar=Message("رفض النظام العملية: {reason_ar}.", "تحقق من المسار ومن أن لك حق استعماله."),
    ),
}
