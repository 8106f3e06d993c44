"""Messages of the readers of tables."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "no-files": Both(
        en=Message(
            "No file of the folder has a name like «{pattern}».",
            "Correct source in brief.toml, or put the files into {folder}.",
        ),
        ar=Message(
            "لا ملف في المجلد يطابق اسمه «{pattern}».",
            "صحح source في brief.toml أو ضع الملفات في {folder}.",
        ),
    ),
    "too-many-files": Both(
        en=Message(
            "{count} files have a name like «{pattern}»; the limit is {limit}.",
            "Write a narrower pattern in source.",
        ),
        ar=Message(
            "عدد الملفات المطابقة للنمط «{pattern}» هو {count}، والحد الأقصى {limit}.",
            "ضيّق النمط في source.",
        ),
    ),
    "empty-file": Both(
        en=Message("The file is empty.", "Export the table again."),
        ar=Message("الملف فارغ.", "أعد تصدير الجدول."),
    ),
    "no-table-here": Both(
        en=Message(
            "There is no table in the file: all of its cells are blank.",
            "Fill it, or name the right sheet or range in brief.toml.",
        ),
        ar=Message(
            "لا جدول في الملف: خلاياه كلها فارغة.",
            "املأه أو عيّن الورقة أو النطاق الصحيح في brief.toml.",
        ),
    ),
    "no-columns": Both(
        en=Message("The table has no columns.", "Give a table with one column or more."),
        ar=Message("لا أعمدة في الجدول.", "أعط جدولا فيه عمود واحد على الأقل."),
    ),
    "unknown-format": Both(
        en=Message(
            "The file is neither text nor a format of tables that is known.",
            "Export it as XLSX or as CSV in UTF-8.",
        ),
        ar=Message("الملف ليس نصا ولا صيغة جداول معروفة.", "صدّره بصيغة XLSX أو CSV بترميز UTF-8."),
    ),
    "refused-format": Both(
        en=Message(
            "By its content the file is {given}, which is not read, despite its name.",
            "Open it and save it as XLSX or as CSV in UTF-8.",
        ),
        ar=Message(
            "محتوى الملف بصيغة {given}، وهي صيغة غير مقروءة أيا كان اسمه.",
            "افتحه واحفظه بصيغة XLSX أو CSV بترميز UTF-8.",
        ),
    ),
    "other-format": Both(
        en=Message(
            "The brief says {given}; by its content the file is {found}.",
            'Write format = "{found}", or take format out.',
        ),
        ar=Message(
            "الصيغة المعلنة {given} بينما محتوى الملف بصيغة {found}.",
            'اكتب format = "{found}" أو احذف format.',
        ),
    ),
    "packed-size": Both(
        en=Message(
            "The file unfolds to more than {limit} MiB, or to more than {ratio} times its size.",
            "Give the table itself, not packed, in several files if it is so large.",
        ),
        ar=Message(
            "يتجاوز حجم الملف بعد فك ضغطه {limit} ميبيبايت أو {ratio} ضعف حجمه المضغوط.",
            "قدّم الجدول غير مضغوط، وجزّئه إلى عدة ملفات إن كان كبيرا.",
        ),
    ),
    "packed-deep": Both(
        en=Message("The file is packed in more than {limit} layers of zip or gzip.", "Unpack it."),
        ar=Message("الملف مضغوط في أكثر من {limit} طبقات.", "فك ضغطه."),
    ),
    "packed-choice": Both(
        en=Message(
            "The zip file holds {count} files, and the brief does not say which is the table: "
            "{known}.",
            "Write the file's name as sheet in brief.toml.",
        ),
        ar=Message(
            "في الملف المضغوط {count} من الملفات ولم يعيَّن أيها الجدول: {known}.",
            "اكتب اسم الملف في المفتاح sheet في brief.toml.",
        ),
    ),
    "broken-archive": Both(
        en=Message(
            "The {kind} file cannot be unpacked: {reason}.",
            "It may have been cut off on its way: pack it or send it again.",
        ),
        ar=Message(
            "تعذر فك ضغط الملف ({kind}): {reason_ar}.",
            "لعله انقطع أثناء النقل: أعد ضغطه أو إرساله.",
        ),
    ),
    "encrypted": Both(
        en=Message(
            "The file is locked with a password.",
            "Save a copy without the password in the brief's folder.",
        ),
        ar=Message("الملف محمي بكلمة سر.", "احفظ نسخة بلا كلمة سر في مجلد الموجز."),
    ),
    "too-many-cells": Both(
        en=Message(
            "The table has more than {limit} cells.",
            "Split it, or take out columns that the brief does not use.",
        ),
        ar=Message(
            "يتجاوز عدد خلايا الجدول {limit}.", "جزّئه أو احذف الأعمدة التي لا يستعملها الموجز."
        ),
    ),
    "too-many-rows": Both(
        en=Message(
            "The table has {count} rows; the limit is {limit}.",
            "Split it, or take out the rows not in use.",
        ),
        ar=Message(
            "عدد صفوف الجدول {count} والحد الأقصى {limit}.", "جزّئه أو احذف الصفوف التي لا تُستعمل."
        ),
    ),
    "too-many-columns": Both(
        en=Message(
            "The table has {count} columns; the limit is {limit}.",
            "Check that it is a table with a row per event, and its delimiter.",
        ),
        ar=Message(
            "عدد أعمدة الجدول {count} والحد الأقصى {limit}.",
            "تحقق من أن لكل حدث صفا ومن صحة الفاصل.",
        ),
    ),
    "long-cell": Both(
        en=Message(
            "A cell is longer than {limit} letters: in a text file a quote may never have been "
            "closed.",
            "Close the quotes of the row, or shorten the cell.",
        ),
        ar=Message(
            "إحدى الخلايا أطول من {limit} حرف: لعل علامة اقتباس لم تغلق في ملف نصي.",
            "أغلق علامات الاقتباس في هذا الصف، أو اختصر الخلية.",
        ),
    ),
    "broken-utf8": Both(
        en=Message(
            "The text is UTF-8, but {count} places are not, the first being the byte {byte}.",
            "A part was pasted in another encoding, or the file was cut: correct the line and save "
            "it as UTF-8.",
        ),
        ar=Message(
            "النص بترميز UTF-8 إلا في {count} من المواضع، وأولها البايت {byte}.",
            "لعل جزءا منه ألصق بترميز آخر أو بُتر الملف: صحح السطر واحفظ الملف بترميز UTF-8.",
        ),
    ),
    "two-encodings": Both(
        en=Message(
            "The text is in {best}, and lines in {other} or another encoding are in it: {count}, "
            "this the first.",
            "A part was pasted from another file: save each part as UTF-8, then put them together.",
        ),
        ar=Message(
            "النص بترميز {best} وفيه أسطر بترميز {other} أو غيره: عددها {count}، وهذا أولها.",
            "لعل جزءا منه ألصق من ملف آخر: احفظ كل جزء بترميز UTF-8 ثم اجمعهما.",
        ),
    ),
    "unclear-encoding": Both(
        en=Message(
            "The text has too few letters to tell its encoding; the likeliest is {best}.",
            "Save it as UTF-8, or write encoding in brief.toml, one of: {known}.",
        ),
        ar=Message(
            "حروف النص أقل من أن تدل على ترميزه، وأرجح الاحتمالات {best}.",
            "احفظه بترميز UTF-8 أو اكتب encoding في brief.toml بإحدى القيم: {known}.",
        ),
    ),
    "latin-encoding": Both(
        en=Message(
            "The text is not UTF-8, and its letters beyond ASCII stand within Latin words: it is "
            "Western European.",
            "Save it as UTF-8.",
        ),
        ar=Message(
            "ترميز النص ليس UTF-8، وحروفه الخاصة واردة داخل كلمات لاتينية: فهو بترميز لغات أوروبا "
            "الغربية.",
            "احفظه بترميز UTF-8.",
        ),
    ),
    "header-beyond": Both(
        en=Message(
            "The brief says that the header is in row {row}, where no table is.",
            "Correct header in brief.toml, or take it out.",
        ),
        ar=Message("الرأس معلن في الصف {row} حيث لا جدول.", "صحح header في brief.toml أو احذفه."),
    ),
    "header-is-data": Both(
        en=Message(
            "No row reads as the names of the columns; the first holds «{given}».",
            "Put the names above the data, or write header = with the number of their row in "
            "brief.toml.",
        ),
        ar=Message(
            "لا صف يُقرأ على أنه أسماء الأعمدة، وفي أولها «{given}».",
            "اكتب الأسماء فوق البيانات أو عيّن رقم صفها في المفتاح header في brief.toml.",
        ),
    ),
    "empty-range": Both(
        en=Message("All cells of the range {range} are blank.", "Correct range in brief.toml."),
        ar=Message("خلايا النطاق {range} كلها فارغة.", "صحح range في brief.toml."),
    ),
    "bad-text": Both(
        en=Message(
            "The cell has half of a character: text was cut in the middle of one.",
            "Type the cell again.",
        ),
        ar=Message("في الخلية نصف محرف: قُطع النص في وسطه.", "أعد كتابة الخلية."),
    ),
    "unknown-sheet": Both(
        en=Message(
            "There is no sheet or table «{given}»; there are: {known}.",
            "Correct sheet in brief.toml.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا ورقة ولا جدول باسم «{given}»، والموجود: {known}.",
            "صحح sheet في brief.toml.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "which-table": Both(
        en=Message(
            "There are {count} tables, and the brief does not say which: {known}.",
            "Write the table's name as sheet in brief.toml.",
        ),
        ar=Message(
            "عدد الجداول {count} ولم يعيَّن أيها المطلوب: {known}.",
            "اكتب اسم الجدول في المفتاح sheet في brief.toml.",
        ),
    ),
    "broken-workbook": Both(
        en=Message(
            "The workbook cannot be read: {reason}.",
            "Open it in its program, let that repair it, and save it as XLSX.",
        ),
        ar=Message(
            "تعذرت قراءة المصنف: {reason_ar}.", "افتحه في برنامجه ودعه يصلحه ثم احفظه بصيغة XLSX."
        ),
    ),
    "slow-workbook": Both(
        en=Message(
            "The workbook was not read within {seconds} seconds.",
            "Save its table alone, as XLSX or CSV.",
        ),
        ar=Message(
            "لم تتم قراءة المصنف خلال {seconds} ثانية.", "احفظ الجدول وحده بصيغة XLSX أو CSV."
        ),
    ),
    "large-workbook": Both(
        en=Message(
            "The workbook takes more than {limit} MiB to read: a cell far from the table makes the "
            "sheet huge.",
            "Copy the table alone into a new workbook, or save it as CSV.",
        ),
        ar=Message(
            "تتطلب قراءة المصنف أكثر من {limit} ميبيبايت: خلية بعيدة عن الجدول تجعل الورقة شاسعة.",
            "انسخ الجدول وحده إلى مصنف جديد أو احفظه بصيغة CSV.",
        ),
    ),
    "broken-columns": Both(
        en=Message(
            "The {kind} file cannot be read: {reason}.",
            "It may have been cut off on its way: write it again.",
        ),
        ar=Message(
            "تعذرت قراءة الملف ({kind}): {reason_ar}.", "لعله انقطع أثناء النقل: أعد كتابته."
        ),
    ),
    "not-a-frame": Both(
        en=Message(
            "A value of type {given} is no table.",
            "Give a pandas frame, or another data frame that exports Arrow (__arrow_c_stream__).",
        ),
        ar=Message(
            "القيمة من النوع {given} ليست جدولا.",
            "أعط جدول pandas أو أي جدول معطيات آخر يصدّر Arrow.",
        ),
    ),
    "broken-frame": Both(
        en=Message(
            "The data frame cannot be read: {reason}.",
            "Convert it into a pandas frame or an Arrow table, and give that.",
        ),
        ar=Message(
            "تعذرت قراءة جدول المعطيات: {reason_ar}.",
            "حوّله إلى جدول pandas أو جدول Arrow ثم أعطه.",
        ),
    ),
    "index-not-read": Both(
        en=Message(
            "The index of the data frame has no name and is not read; its first value is "
            "«{given}».",
            "Give the index a name if it holds data, and it becomes a column.",
        ),
        ar=Message(
            "فهرس جدول المعطيات بلا اسم فلا يُقرأ، وأول قيمه «{given}».",
            "سمّ الفهرس إن كان يحوي معطيات، فيصبح عمودا.",
        ),
    ),
    "nested-column": Both(
        en=Message(
            "The column holds {kind}, which is no text, number or date.",
            "Take it apart into separate columns, or leave it out.",
        ),
        ar=Message(
            "يحوي العمود قيما من النوع {kind}، وهي ليست نصا ولا عددا ولا تاريخا.",
            "فكّكه إلى أعمدة مستقلة أو احذفه.",
        ),
    ),
    "broken-json": Both(
        en=Message(
            "The text is not valid JSON: {reason}.", "Correct the line, or write the file again."
        ),
        ar=Message("النص ليس بصيغة JSON سليمة: {reason_ar}.", "صحح السطر أو أعد كتابة الملف."),
    ),
    "twice-key": Both(
        en=Message("A record has the key «{given}» twice.", "Keep one of the two."),
        ar=Message("المفتاح «{given}» مكرر في السجل.", "أبق أحدهما."),
    ),
    "json-too-deep": Both(
        en=Message(
            "The JSON is nested too deeply.",
            "Write a list of records, each with its values directly in it.",
        ),
        ar=Message("تداخل JSON عميق جدا.", "اكتب قائمة سجلات تتضمن قيمها مباشرة."),
    ),
    "json-shape": Both(
        en=Message(
            "A list of records is wanted; {path} is something else, or empty.",
            'Write [{{"name": "value"}}, …], a record for each event.',
        ),
        ar=Message(
            "المطلوب قائمة سجلات، بينما {path} شيء آخر أو فارغ.",
            'اكتب [{{"name": "value"}}, …] بسجل لكل حدث.',
        ),
    ),
    "nested-value": Both(
        en=Message(
            "The value at {path} stands within another: a cell holds one value.",
            "Give it its own key in the record.",
        ),
        ar=Message(
            "القيمة في {path} متداخلة: للخلية قيمة واحدة.", "اجعل لها مفتاحا مستقلا في السجل."
        ),
    ),
    "other-header": Both(
        en=Message(
            "The columns are not those of {first}: lacking {lacking}; beyond it {beyond}.",
            "Name the columns alike in all files, or sheets, of the table.",
        ),
        ar=Message(
            "الأعمدة تخالف أعمدة {first}: الناقص منها {lacking}، والزائد {beyond}.",
            "وحّد أسماء الأعمدة في كل ملفات الجدول أو أوراقه.",
        ),
    ),
}
