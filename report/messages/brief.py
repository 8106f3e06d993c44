"""Messages of the room ``brief``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "no-brief": Both(
        en=Message(
            "There is no brief.toml here.", "Give the folder of a brief: one that holds brief.toml."
        ),
        ar=Message(
            "لا يوجد ملف brief.toml في هذا المجلد.", "اذكر مجلد موجز يحتوي على الملف brief.toml."
        ),
    ),
    "not-toml": Both(
        en=Message("The file is not valid TOML: {reason}.", "Correct the line: {advice}."),
        ar=Message("الملف ليس بصيغة TOML سليمة: {reason_ar}.", "صحح السطر: {advice_ar}."),
    ),
    "not-utf8": Both(
        en=Message(
            "The file is not UTF-8: the byte {byte} does not fit.", "Save it again as UTF-8."
        ),
        ar=Message(
            "الملف ليس بترميز UTF-8: البايت {byte} غير صالح.", "أعد حفظ الملف بترميز UTF-8."
        ),
    ),
    "too-large": Both(
        en=Message(
            "The file is larger than {limit} KiB.",
            "Split it, or take out what does not belong in it.",
        ),
        ar=Message("حجم الملف يتجاوز {limit} كيبيبايت.", "جزّئ الملف أو احذف منه ما ليس من موضوعه."),
    ),
    "unreadable": Both(
        en=Message(
            "The file cannot be read: {reason}.", "Check that it exists and that you may read it."
        ),
        ar=Message("تعذرت قراءة الملف: {reason_ar}.", "تحقق من وجوده ومن أن لك حق قراءته."),
    ),
    "unknown-prose": Both(
        en=Message(
            "No block of the brief names the text «{given}».",
            "Give texts for the paths under the key `prose`: {known}.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا تذكر أي كتلة من كتل الموجز النص «{given}».",
            "أعط نصوصا للمسارات الواردة تحت المفتاح prose: {known}.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "no-folder": Both(
        en=Message(
            "The brief names the file «{path}» and has no folder.",
            "Give the folder of its files together with the brief.",
        ),
        ar=Message("يذكر الموجز الملف «{path}» وليس له مجلد.", "أعط مجلد ملفاته مع الموجز."),
    ),
    "no-file": Both(
        en=Message(
            "There is no file «{path}» in {folder}.",
            "Put the file there, or correct its name in brief.toml.",
        ),
        ar=Message(
            "لا يوجد ملف «{path}» في {folder}.", "ضع الملف في مكانه أو صحح اسمه في brief.toml."
        ),
    ),
    "outside-brief": Both(
        en=Message(
            "The path «{path}» leads out of the brief's folder.",
            "Name a file inside the folder, with a relative path and forward slashes.",
        ),
        ar=Message(
            "المسار «{path}» يقود إلى خارج مجلد الموجز.",
            "اذكر ملفا داخل المجلد بمسار نسبي وشرطات مائلة عادية.",
        ),
    ),
    "unknown-key": Both(
        en=Message(
            "The key «{key}» is not known.", "Did you mean «{nearest}»? Otherwise take it out."
        ),
        ar=Message("المفتاح «{key}» غير معروف.", "هل المقصود «{nearest}»؟ وإلا فاحذفه."),
    ),
    "strange-key": Both(
        en=Message(
            "The key «{key}» is not known here, and no other is spelt nearly so; known are: "
            "{known}.",
            "Take it out; `mujaz schema` describes every key.",
        ),
        ar=Message(
            "المفتاح «{key}» غير معروف هنا ولا يشبهه غيره؛ والمعروف: {known}.",
            "احذفه؛ والأمر mujaz schema يصف جميع المفاتيح.",
        ),
    ),
    "missing-key": Both(
        en=Message("The key «{key}» is missing.", "Add it; `mujaz schema` describes every key."),
        ar=Message("المفتاح «{key}» غير موجود.", "أضفه؛ والأمر mujaz schema يصف جميع المفاتيح."),
    ),
    "one-of": Both(
        en=Message(
            "Exactly one of these keys is wanted here: {keys}.", "Write one of them, no other."
        ),
        ar=Message("المطلوب هنا مفتاح واحد فقط من بين: {keys}.", "اكتب واحدا منها دون غيره."),
    ),
    "any-of": Both(
        en=Message("At least one of these keys is wanted here: {keys}.", "Add one of them."),
        ar=Message("المطلوب هنا مفتاح واحد على الأقل من بين: {keys}.", "أضف واحدا منها."),
    ),
    "idle-key": Both(
        en=Message(
            "The key «{key}» does nothing here: it goes with «{wanted}».",
            "Take it out, or add «{wanted}».",
        ),
        ar=Message(
            "لا أثر للمفتاح «{key}» هنا، فهو يقترن بالمفتاح «{wanted}».",
            "احذفه، أو أضف المفتاح «{wanted}».",
        ),
    ),
    "chart-key": Both(
        en=Message(
            "A chart of the kind «{kind}» does not take the key «{key}».",
            "Take it out, or choose a kind that takes it: {kinds}.",
        ),
        ar=Message(
            "لا يقبل الرسم من نوع «{kind}» المفتاح «{key}».",
            "احذفه، أو اختر نوعا يقبله: {kinds}.",
        ),
    ),
    "no-block": Both(
        en=Message("This block says no kind.", "Begin it with one of these keys: {kinds}."),
        ar=Message("لم يذكر نوع هذا المكوّن.", "ابدأه بأحد هذه المفاتيح: {kinds}."),
    ),
    "bad-choice": Both(
        en=Message("«{given}» is not one of the choices.", "Choose one of: {wanted}."),
        ar=Message("القيمة «{given}» ليست من القيم المقبولة.", "اختر واحدة من: {wanted}."),
    ),
    "bad-name": Both(
        en=Message(
            "«{given}» is not a name.",
            "A name begins with a Latin letter and continues with letters, digits, - or _.",
        ),
        ar=Message(
            "«{given}» لا يصلح اسما.",
            "يبدأ الاسم بحرف لاتيني تليه حروف لاتينية أو أرقام أو أحد الرمزين - و _.",
        ),
    ),
    "bad-value": Both(
        en=Message(
            "The value «{given}» does not fit; wanted: {wanted}.", "Write the value in that form."
        ),
        ar=Message(
            "القيمة «{given}» غير مناسبة؛ المطلوب: {wanted_ar}.", "اكتب القيمة بهذه الصيغة."
        ),
    ),
    "unknown-table": Both(
        en=Message("There is no table «{given}» in brief.toml.", "Use one of: {known}."),
        ar=Message("لا يوجد جدول باسم «{given}» في brief.toml.", "استعمل أحد الجداول: {known}."),
    ),
    "unknown-column": Both(
        en=Message(
            "The table «{table}» has no column «{given}».",
            "Its columns: {known}.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا يوجد عمود «{given}» في الجدول «{table}».",
            "أعمدته: {known}.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "unknown-measure": Both(
        en=Message(
            "There is no measure «{given}».",
            "Measures are declared under [measures]; declared are: {known}.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا يوجد مؤشر باسم «{given}».",
            "تعرّف المؤشرات تحت [measures]؛ والمعرّف منها: {known}.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "unknown-source": Both(
        en=Message(
            "There is no source «{given}».",
            "Declare it under [sources.{given}], or use one of: {known}.",
        ),
        ar=Message(
            "لا يوجد مصدر باسم «{given}».",
            "عرّفه تحت [sources.{given}] أو استعمل أحد المصادر: {known}.",
        ),
    ),
    "twice-id": Both(
        en=Message("Two blocks have the id «{given}».", "Give each block its own id."),
        ar=Message("المعرف «{given}» مستعمل في مكوّنين.", "اجعل لكل مكوّن معرفا خاصا به."),
    ),
    "empty-values": Both(
        en=Message(
            "The category column «{given}» declares no values.", 'List them: values = ["…", "…"].'
        ),
        ar=Message("عمود الفئات «{given}» لا يحدد قيمه.", 'اذكرها: values = ["…", "…"].'),
    ),
    "not-summed": Both(
        en=Message(
            "The column «{given}» in sums is not one that this listing can sum.",
            "Write in sums columns of numbers that are in columns, except the first, which names "
            "the rows: {known}.",
        ),
        ar=Message(
            "العمود «{given}» في sums لا يمكن جمعه في هذه القائمة.",
            "اكتب في sums أعمدة أرقام مذكورة في columns، ما عدا الأول لأنه يسمي الصفوف: {known}.",
        ),
    ),
    "twice-value": Both(
        en=Message("«{given}» stands twice among the column's values.", "Take one of the two out."),
        ar=Message("القيمة «{given}» مكررة في قيم العمود.", "احذف المكرر منها."),
    ),
    "empty-condition": Both(
        en=Message("The condition says nothing.", 'Write {{ not = "…" }} or {{ missing = true }}.'),
        ar=Message("الشرط لا ينص على شيء.", 'اكتب {{ not = "…" }} أو {{ missing = true }}.'),
    ),
    "bad-currency": Both(
        en=Message(
            "«{given}» is not a currency.", "Write a code of ISO 4217, such as MAD, EUR or USD."
        ),
        ar=Message("«{given}» ليس عملة.", "اكتب رمزا من ISO 4217 مثل MAD أو EUR أو USD."),
    ),
    "bad-period": Both(
        en=Message(
            "«{given}» is not a period.", "Write EDTF: 2025-11-24, or 2025-11-24/2025-11-27."
        ),
        ar=Message(
            "«{given}» لا يصلح فترة زمنية.",
            "اكتبها بصيغة EDTF: 2025-11-24 أو 2025-11-24/2025-11-27.",
        ),
    ),
}
