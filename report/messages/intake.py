"""Messages of the room ``intake``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "no-table": Both(
        en=Message(
            "The table cannot be read: {reason}.",
            "Check that the file exists and that you may read it.",
        ),
        ar=Message("تعذرت قراءة الجدول: {reason_ar}.", "تحقق من وجود الملف ومن أن لك حق قراءته."),
    ),
    "table-too-large": Both(
        en=Message(
            "The table has {size} MiB; the limit is {limit} MiB.", "Split it into several tables."
        ),
        ar=Message(
            "حجم الجدول {size} ميبيبايت، والحد الأقصى {limit} ميبيبايت.", "جزّئه إلى عدة جداول."
        ),
    ),
    "wrong-encoding": Both(
        en=Message(
            "The table is not in the encoding {encoding}: the byte {byte} does not fit.",
            'It is most likely {other}: save it as UTF-8, or write encoding = "{other}" under its '
            "table in brief.toml.",
        ),
        ar=Message(
            "ترميز الجدول ليس {encoding}: البايت {byte} غير صالح.",
            'الأرجح أنه {other}: أعد حفظه بترميز UTF-8 أو اكتب encoding = "{other}" تحت جدوله في '
            "brief.toml.",
        ),
    ),
    "broken-csv": Both(
        en=Message(
            "The table is not valid CSV: {reason}.",
            "Close the quotes; a quote inside a cell is written twice.",
        ),
        ar=Message(
            "الجدول ليس بصيغة CSV سليمة: {reason_ar}.",
            "أغلق علامات الاقتباس، وكرر العلامة إذا وقعت داخل الخلية.",
        ),
    ),
    "empty-name": Both(
        en=Message(
            "The column at position {position} has no name.", "Name it, or take the column out."
        ),
        ar=Message("العمود ذو الترتيب {position} بلا اسم.", "سمّه أو احذف العمود."),
    ),
    "nameless-column": Both(
        en=Message(
            "The column {letters} has no name, and is called «{name}».",
            "Name it in the file, or declare it in brief.toml by its letter: {letters} = {{ label "
            "= … }}. If the names are in another row, write header = with the number of that "
            "row.",
        ),
        ar=Message(
            "العمود {letters} بلا اسم، فسمي «{name}».",
            "سمّه في الملف، أو عرّفه بحرفه في brief.toml: {letters} = {{ label = … }}. وإن كانت "
            "الأسماء في صف آخر فاكتب رقمه في المفتاح header.",
        ),
    ),
    "blank-columns": Both(
        en=Message(
            "Columns without a name or a value stand inside the table and were left out: "
            "{columns}.",
            "Where two tables stand side by side, write range = with the cells of one of them.",
        ),
        ar=Message(
            "داخل الجدول أعمدة بلا اسم ولا قيمة أُهملت: {columns}.",
            "إن كانا جدولين متجاورين فاكتب نطاق أحدهما في المفتاح range.",
        ),
    ),
    "other-tables": Both(
        en=Message(
            "Another table is at {range} of the sheet; only {read} was read.",
            'To read that one, write range = "{range}" under the table in brief.toml.',
        ),
        ar=Message(
            "في النطاق {range} من الورقة جدول آخر، ولم يُقرأ إلا {read}.",
            'لقراءة الجدول الآخر اكتب range = "{range}" تحت الجدول في brief.toml.',
        ),
    ),
    "same-names": Both(
        en=Message("Two columns have the name «{given}».", "Give each column its own name."),
        ar=Message("الاسم «{given}» مستعمل لعمودين.", "اجعل لكل عمود اسما خاصا به."),
    ),
    "twice-column": Both(
        en=Message(
            "Two columns have the name «{given}».",
            "Give each column its own name; if the names are in two rows, write header = with both "
            "numbers, and where two tables stand side by side, range = with the cells of one.",
        ),
        ar=Message(
            "الاسم «{given}» مستعمل لعمودين.",
            "اجعل لكل عمود اسما خاصا به، وإن كانت الأسماء في صفين فاكتب رقميهما في المفتاح header، "
            "وإن كانا جدولين متجاورين فاكتب نطاق أحدهما في المفتاح range.",
        ),
    ),
    "column-not-found": Both(
        en=Message(
            "The table «{table}» has no column «{given}». Its names were read from row {header}: "
            "{known}.",
            "If the names stand elsewhere, write header = with the row or rows, and range = with "
            "the table's cells.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا عمود باسم «{given}» في الجدول «{table}». وقد قُرئت أسماء أعمدته من الصف {header}: "
            "{known}.",
            "إن كانت الأسماء في موضع آخر فاكتب رقم صفها (أو صفيها) في المفتاح header، ونطاق الجدول "
            "في المفتاح range.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "ragged-row": Both(
        en=Message(
            "The row has {found} cells; the header has {wanted}.",
            "Add or remove cells; a cell that holds the delimiter is in quotes.",
        ),
        ar=Message(
            "عدد خلايا الصف {found} بينما عدد أعمدة الرأس {wanted}.",
            "أكمل الخلايا أو احذف الزائد، وضع الخلية التي تتضمن الفاصل بين علامتي اقتباس.",
        ),
    ),
    "missing-cell": Both(
        en=Message(
            "The cell is empty, and the column is required.",
            "Fill it, or take required out of brief.toml.",
        ),
        ar=Message("الخلية فارغة والعمود إلزامي.", "املأها أو احذف required من brief.toml."),
    ),
    "repeated-cell": Both(
        en=Message(
            "«{given}» is already in row {first}.",
            "Values of this column are unique: correct one of the two.",
        ),
        ar=Message(
            "القيمة «{given}» واردة في الصف {first}.", "قيم هذا العمود لا تتكرر: صحح إحداهما."
        ),
    ),
    "bad-category": Both(
        en=Message("«{given}» is not one of the column's values.", "Write one of: {values}."),
        ar=Message("القيمة «{given}» ليست من قيم هذا العمود.", "اكتب إحدى القيم: {values}."),
    ),
    "bad-integer": Both(
        en=Message("«{given}» is not a whole number.", "Write digits only, as 43."),
        ar=Message("القيمة «{given}» ليست عددا صحيحا.", "اكتب أرقاما فقط، مثل 43."),
    ),
    "bad-year": Both(
        en=Message("«{given}» is not a year.", "Write it in at most four figures, as 2025."),
        ar=Message("القيمة «{given}» ليست سنة.", "اكتبها بأربعة أرقام على الأكثر، مثل 2025."),
    ),
    "bad-number": Both(
        en=Message("«{given}» is not a number.", "Write digits with a point, as 12.5."),
        ar=Message("القيمة «{given}» ليست عددا.", "اكتب أرقاما ونقطة عشرية، مثل 12.5."),
    ),
    "bad-boolean": Both(
        en=Message(
            "«{given}» is neither yes nor no.", "Write yes or no, true or false, نعم or لا."
        ),
        ar=Message("القيمة «{given}» ليست نعم ولا لا.", "اكتب نعم أو لا."),
    ),
    "bad-date-cell": Both(
        en=Message(
            "«{given}» is not a date.",
            "Write it as 2025-11-24, or an interval as 2025-11-24/2025-11-27; leave it blank if it "
            "is not known.",
        ),
        ar=Message(
            "القيمة «{given}» ليست تاريخا.",
            "اكتبه على الشكل 2025-11-24 أو فترة على الشكل 2025-11-24/2025-11-27، واترك الخلية "
            "فارغة إن جهل.",
        ),
    ),
}
