"""Messages of the room ``intake``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "no-table": Both(
        en=Message("The table cannot be read: {reason}.", "Check that the file exists and that you may read it."),
        ar=Message("تعذرت قراءة الجدول: {reason}.", "تحقق من وجود الملف ومن أن لك حق قراءته."),
    ),
    "table-too-large": Both(
        en=Message("The table has {size} MiB; the limit is {limit} MiB.", "Split it into several tables."),
        ar=Message("حجم الجدول {size} ميبيبايت، والحد الأقصى {limit} ميبيبايت.", "جزّئه إلى عدة جداول."),
    ),
    "wrong-encoding": Both(
        en=Message(
            "The table is not in the encoding {encoding}: the byte {byte} does not fit.",
            'It is most likely {other}: save it as UTF-8, or write encoding = "{other}" under its table in brief.toml.',
        ),
        ar=Message(
            "ترميز الجدول ليس {encoding}: البايت {byte} غير صالح.",
            'الأرجح أنه {other}: أعد حفظه بترميز UTF-8 أو اكتب encoding = "{other}" تحت جدوله في brief.toml.',
        ),
    ),
    "broken-csv": Both(
        en=Message(
            "The table is not valid CSV: {reason}.", "Close the quotes; a quote inside a cell is written twice."
        ),
        ar=Message("الجدول ليس بصيغة CSV سليمة: {reason}.", "أغلق علامات الاقتباس، وكرر العلامة إذا وقعت داخل الخلية."),
    ),
    "nameless-column": Both(
        en=Message("The column at position {position} has no name.", "Name it, or take the empty column out."),
        ar=Message("العمود ذو الترتيب {position} بلا اسم.", "سمّه أو احذف العمود الفارغ."),
    ),
    "twice-column": Both(
        en=Message("Two columns have the name «{given}».", "Give each column a name of its own."),
        ar=Message("الاسم «{given}» مستعمل لعمودين.", "اجعل لكل عمود اسما خاصا به."),
    ),
    "ragged-row": Both(
        en=Message(
            "The row has {found} cells; the header has {wanted}.",
            "Add or remove cells; a cell that holds the delimiter stands in quotes.",
        ),
        ar=Message(
            "عدد خلايا الصف {found} بينما عدد أعمدة الرأس {wanted}.",
            "أكمل الخلايا أو احذف الزائد، وضع الخلية التي تتضمن الفاصل بين علامتي اقتباس.",
        ),
    ),
    "missing-cell": Both(
        en=Message("The cell is empty, and the column is required.", "Fill it, or take required out of brief.toml."),
        ar=Message("الخلية فارغة والعمود إلزامي.", "املأها أو احذف required من brief.toml."),
    ),
    "repeated-cell": Both(
        en=Message(
            "«{given}» already stands in row {first}.", "Values of this column are unique: mend one of the two."
        ),
        ar=Message("القيمة «{given}» واردة في الصف {first}.", "قيم هذا العمود لا تتكرر: صحح إحداهما."),
    ),
    "bad-category": Both(
        en=Message("«{given}» is not one of the column's values.", "Write one of: {values}."),
        ar=Message("القيمة «{given}» ليست من قيم هذا العمود.", "اكتب إحدى القيم: {values}."),
    ),
    "bad-integer": Both(
        en=Message("«{given}» is not a whole number.", "Write digits only, as 43."),
        ar=Message("القيمة «{given}» ليست عددا صحيحا.", "اكتب أرقاما فقط، مثل 43."),
    ),
    "bad-number": Both(
        en=Message("«{given}» is not a number.", "Write digits with a point, as 12.5."),
        ar=Message("القيمة «{given}» ليست عددا.", "اكتب أرقاما ونقطة عشرية، مثل 12.5."),
    ),
    "bad-boolean": Both(
        en=Message("«{given}» is neither yes nor no.", "Write yes or no, true or false, نعم or لا."),
        ar=Message("القيمة «{given}» ليست نعم ولا لا.", "اكتب نعم أو لا."),
    ),
    "bad-date-cell": Both(
        en=Message(
            "«{given}» is not a date.",
            "Write it as 2025-11-24, or an interval as 2025-11-24/2025-11-27; leave it blank if it is not known.",
        ),
        ar=Message(
            "القيمة «{given}» ليست تاريخا.",
            "اكتبه على الشكل 2025-11-24 أو فترة على الشكل 2025-11-24/2025-11-27، واترك الخلية فارغة إن جهل.",
        ),
    ),
}
