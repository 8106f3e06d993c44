"""Messages of the room ``lint``: one for each convention, and what ``--fix`` says when it leaves a
place as it is."""

from __future__ import annotations

from report.messages import Both, Message

_WRITE = ("Write «{wanted}».", "اكتب «{wanted}».")


def _violation(en: str, ar: str) -> Both:
    """Return a message that shows what was found and what to write; ``often`` counts the cells of a
    column."""
    return Both(
        en=Message(f"{en}: «{{found}}»{{often}}.", _WRITE[0]),
        ar=Message(f"{ar}: «{{found}}»{{often}}.", _WRITE[1]),
    )


MESSAGES: dict[str, Both] = {
    "presentation-form": _violation(
        "A letter is stored as a shape (a presentation form), which search does not find",
        "حرف مخزن على هيئة شكل طباعي لا يعثر عليه البحث",
    ),
    "look-alike": _violation(
        "A letter of another language replaces the Arabic one that looks like it",
        "حرف من لغة أخرى في موضع الحرف العربي الذي يشبهه",
    ),
    "tatweel": _violation("A tatweel stretches a word", "تطويل زائد في كلمة"),
    "lam-alef": _violation(
        "The lam and the alef of a word are exchanged, as in text that was taken out of a PDF",
        "تبادلت اللام والألف موضعيهما كما يحدث في نص مستخرج من ملف PDF",
    ),
    "bidi-control": _violation(
        "An invisible control character is in the text", "رمز تحكم غير مرئي داخل النص"
    ),
    "digits": _violation(
        "The text has digits of the system that the locale does not use",
        "أرقام من النظام الآخر داخل النص",
    ),
    "double-space": _violation(
        "Words are separated by more than one space", "بين الكلمتين أكثر من مسافة واحدة"
    ),
    "space-before-stop": _violation("A space stands before a stop", "مسافة زائدة قبل علامة ترقيم"),
    "space-after-stop": _violation("No space follows a stop", "لا مسافة بعد علامة ترقيم"),
    "latin-stop": _violation("Arabic text has a Latin stop", "علامة ترقيم لاتينية في نص عربي"),
    # Without guillemets around what is itself about them.
    "quotes": Both(
        en=Message(
            "Quotation marks are not those of Arabic print: {found}{often}.", "Write: {wanted}."
        ),
        ar=Message(
            "علامتا الاقتباس ليستا علامتي الطباعة العربية: {found}{often}.", "اكتب: {wanted}."
        ),
    ),
    "hamza": _violation("The hamza is not written as it should be", "رسم الهمزة غير صحيح"),
    "ya": _violation("Ya and alif maqsura are confused", "خلط بين الياء والألف المقصورة"),
    "ta-marbuta": _violation("Ta marbuta and ha are confused", "خلط بين التاء المربوطة والهاء"),
    "variant": _violation(
        "Of two accepted spellings this is not the one of the brief's country",
        "كتابة مقبولة غير أنها ليست المعتمدة في بلد الموجز",
    ),
    "month": _violation(
        "The month has another name in the brief's country", "للشهر اسم آخر في بلد الموجز"
    ),
    "country": _violation(
        "The country's name is spelt otherwise in the brief's country",
        "لاسم البلد كتابة أخرى في بلد الموجز",
    ),
    "separators": _violation(
        "The number's separators are not those of the brief's locale",
        "فواصل العدد ليست الفواصل المعتمدة في بلد الموجز",
    ),
    "numeric-date": _violation("A date is written in figures", "تاريخ مكتوب بالأرقام وحدها"),
    "typed-number": Both(
        en=Message(
            "The number «{found}» is typed: it has no table and no source.",
            "{advice} If it belongs to a name, add the name to words under [conventions].",
        ),
        ar=Message(
            "الرقم «{found}» مكتوب باليد ولا يستند إلى جدول ولا إلى مصدر.",
            "{advice_ar} وإذا كان جزءا من اسم فأضف الاسم إلى words في القسم [conventions].",
        ),
    ),
    "fix-in-expression": Both(
        en=Message(
            "«{found}» was not fixed: an expression or a key of the brief names this value, a "
            "piece of it, or what it would become.",
            "Correct it by hand in the table, in brief.toml and in the expressions together.",
        ),
        ar=Message(
            "لم تصحح القيمة «{found}» لأن عبارة أو مفتاحا في الموجز يذكرها أو يذكر جزءا منها أو "
            "ما ستصير إليه.",
            "صححها يدويا في الجدول وفي brief.toml وفي العبارات معا.",
        ),
    ),
    "fix-joins-values": Both(
        en=Message(
            "«{found}» was not fixed: it would become equal to another value of its column, and "
            "counts would change.",
            "If both mean the same, correct it by hand; the counts then change.",
        ),
        ar=Message(
            "لم تصحح القيمة «{found}» لأنها تصير مساوية لقيمة أخرى في عمودها فتتغير الأعداد "
            "المحسوبة.",
            "إذا كان معناهما واحدا فصححها يدويا، وستتغير الأعداد.",
        ),
    ),
    "fix-not-written": Both(
        en=Message(
            "«{found}» was not fixed: its file cannot hold the right signs there, or breaks the "
            "line within them.",
            "Correct it by hand, or save the file in another encoding.",
        ),
        ar=Message(
            "لم يصحح النص «{found}» لأن ملفه لا يتسع للرموز الصحيحة في ذلك الموضع أو يقطع السطر "
            "داخلها.",
            "صححه يدويا، أو احفظ الملف بترميز آخر.",
        ),
    ),
    "fix-values-break": Both(
        en=Message(
            "No value was fixed in the tables and the conditions: the brief would not compose with "
            "the fixed ones.",
            "Correct them by hand, each in the tables and in brief.toml together.",
        ),
        ar=Message(
            "لم تصحح أي قيمة في الجداول والشروط لأن الموجز لا يستقيم بعد تصحيحها.",
            "صحح كل قيمة يدويا في الجداول وفي brief.toml معا.",
        ),
    ),
    "fix-breaks": Both(
        en=Message(
            "Nothing was fixed: the brief would not compose with the fixed texts.",
            "Correct what `mujaz check` reports first, then try again.",
        ),
        ar=Message(
            "لم يصحح شيء لأن الموجز لا يستقيم بالنصوص المصححة.",
            "صحح أولا ما يذكره الأمر mujaz check ثم أعد المحاولة.",
        ),
    ),
    "changed-meanwhile": Both(
        en=Message(
            "The file changed while it was being fixed.",
            "Nothing was written; run the command again.",
        ),
        ar=Message("تغير الملف أثناء تصحيحه.", "لم يكتب شيء؛ أعد تشغيل الأمر."),
    ),
}
