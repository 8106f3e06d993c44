"""Messages of the room ``document``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "figure-no-member": Both(
        en=Message(
            "The key figure has no member «{given}». There are: {known}.",
            "Write one of them in at, or leave at out for the last one.",
        ),
        ar=Message(
            "ليس للرقم الرئيسي عنصر اسمه «{given}». الموجود: {known}.",
            "اكتب أحدها في at، أو احذف at ليعرض آخرها.",
        ),
    ),
    "table-too-long": Both(
        en=Message(
            "The table would print {count} rows; with its columns it can print {limit}.",
            "Write register instead of table: a register prints any number of rows (it has no "
            "total). Or print fewer rows by a condition (where).",
        ),
        ar=Message(
            "صفوف الجدول {count}، ولا يطبع بأعمدته هذه أكثر من {limit}.",
            "اكتب register بدل table: فالسجل يطبع أي عدد من الصفوف (دون total). أو اطبع صفوفا أقل "
            "بشرط (where).",
        ),
    ),
    "table-of-measures-too-long": Both(
        en=Message(
            "The table would print {count} rows; with its columns it can print {limit}.",
            "Keep fewer groups (top, having), or group by a coarser dimension; a register of a "
            "derived table with by lists groups in any number.",
        ),
        ar=Message(
            "صفوف الجدول {count}، ولا يطبع بأعمدته هذه أكثر من {limit}.",
            "أبق فئات أقل (top أو having)، أو اجمع ببعد أعم؛ ويسرد السجل register أي عدد من الفئات "
            "من جدول مشتق له by.",
        ),
    ),
    "table-lines-too-many": Both(
        en=Message(
            "The table has {count} rows; with small lines (line) it can have {limit}.",
            "Keep fewer rows (top, having), group by a coarser dimension, or leave out line.",
        ),
        ar=Message(
            "صفوف الجدول {count}، ولا تتجاوز مع الخطوط الصغيرة (line) {limit}.",
            "أبق صفوفا أقل (top أو having)، أو اجمع ببعد أعم، أو احذف line.",
        ),
    ),
    "table-too-wide": Both(
        en=Message(
            "The table would have {count} columns of figures; it can have {limit}.",
            "Put the dimension of columns under rows, or group by a coarser one.",
        ),
        ar=Message(
            "أعمدة الأرقام في الجدول {count}، ولا تتجاوز {limit}.",
            "اجعل بعد columns تحت rows، أو اجمع ببعد أعم.",
        ),
    ),
    "no-measure-of-table": Both(
        en=Message(
            "No measure of the block is made from the table «{table}»; its measures are made "
            "from: {known}.",
            "Name one of these under table, or add a measure of «{table}».",
        ),
        ar=Message(
            "لا مؤشر في هذا المكوّن محسوب من الجدول «{table}»؛ ومؤشراته محسوبة من: {known}.",
            "اذكر أحدها بالمفتاح table، أو أضف مؤشرا من «{table}».",
        ),
    ),
    "cover-too-long": Both(
        en=Message(
            "The texts of the cover do not fit on one page, however small the title is set.",
            "Shorten title, subtitle, issuer, place or classification under [brief].",
        ),
        ar=Message(
            "لا تتسع صفحة الغلاف لنصوصها مهما صغُر حجم العنوان.",
            "اختصر title أو subtitle أو issuer أو place أو classification في القسم [brief].",
        ),
    ),
    "one-day": Both(
        en=Message("«{given}» is not one day.", "Write a day, as 2025-11-24."),
        ar=Message("القيمة «{given}» ليست يوما واحدا.", "اكتب يوما واحدا، مثل 2025-11-24."),
    ),
    "bad-expression": Both(
        en=Message(
            "The expression fails: {reason}.",
            "Correct the text between {{{{ and }}}} or {{% and %}}.",
        ),
        ar=Message("تعذر حساب العبارة: {reason_ar}.", "صحح ما بين {{{{ و}}}} أو بين {{% و%}}."),
    ),
    "bad-template": Both(
        en=Message(
            "The template fails: {reason}.", "Correct it, or take the brief's own copy of it away."
        ),
        ar=Message("تعذر ملء القالب: {reason_ar}.", "صححه أو احذف النسخة الخاصة بالموجز."),
    ),
    "typed-call": Both(
        en=Message(
            "typed() declares one number that is written out, and its source.",
            'Write typed(57, source="NAME"), or the number in words between quotation marks; NAME '
            "is a name from [sources].",
        ),
        ar=Message(
            "تصرح الدالة typed() برقم واحد مكتوب وبمصدره.",
            'اكتب typed(57, source="NAME")، أو الرقم بالحروف بين علامتي اقتباس؛ وNAME اسم من '
            "[sources].",
        ),
    ),
    "no-noun": Both(
        en=Message(
            "The number has no noun to be counted with.",
            'Write it in the filter, as counted("اجتماع"), or give the measure a noun.',
        ),
        ar=Message(
            "لم يذكر معدود هذا العدد.",
            'اكتبه في المرشح، مثل counted("اجتماع")، أو أضف noun إلى المؤشر.',
        ),
    ),
    "not-a-share": Both(
        en=Message(
            "The measure «{given}» is no share, so it has no percentage.",
            "Print it without percent, or declare a measure of two others: share = "
            "['covered', 'all'].",
        ),
        ar=Message(
            "المؤشر «{given}» ليس نسبة فلا يُكتب بالمئة.",
            "اطبعه دون طلب النسبة المئوية، أو عرّف مؤشرا بالمفتاح share من مؤشرين.",
        ),
    ),
    "not-a-count": Both(
        en=Message(
            "«{given}» is not a whole number that can be counted here.", "Use another measure."
        ),
        ar=Message("القيمة «{given}» ليست عددا صحيحا يصح عدّه هنا.", "استعمل مؤشرا آخر."),
    ),
    "unknown-reference": Both(
        en=Message(
            "Nothing has the id «{given}».", "Give a block that id, or use one of: {known}."
        ),
        ar=Message(
            "لا يوجد مكوّن معرفه «{given}».",
            "أعط المكوّن هذا المعرف أو استعمل أحد المعرفات: {known}.",
        ),
    ),
    "reference-left-out": Both(
        en=Message(
            "The text refers to «{given}», which the key when leaves out of this edition.",
            'Put the sentence between {{% if shown("{given}") %}} and {{% endif %}}, or give its '
            "block the same when.",
        ),
        ar=Message(
            "يحيل النص إلى «{given}»، وقد حذفه المفتاح when من هذه النسخة.",
            'ضع الجملة بين {{% if shown("{given}") %}} و{{% endif %}}، أو أعط مكوّنها المفتاح when '
            "نفسه.",
        ),
    ),
    "image-in-prose": Both(
        en=Message(
            "Prose holds the image «{path}».", "Images come from charts; take it out of the text."
        ),
        ar=Message("يتضمن النص الصورة «{path}».", "الصور مصدرها الرسوم البيانية؛ احذفها من النص."),
    ),
    "nested-footnote": Both(
        en=Message("A footnote holds another footnote.", "Call the second one in the text itself."),
        ar=Message("تتضمن حاشية حاشية أخرى.", "انقل الإحالة على الثانية إلى النص نفسه."),
    ),
    "unprintable-sign": Both(
        en=Message(
            "No bundled font draws the sign {sign} ({code} {name}).",
            'Write it in words or take it out; or set unprintable = "drop" or "□" under [text] in '
            "brief.toml.",
        ),
        ar=Message(
            "لا يرسم أي خط مرفق العلامة {sign} ‏({code} {name}).",
            'عبّر عنها بالكلمات أو احذفها؛ أو اكتب unprintable = "drop" أو "□" تحت [text] في '
            "brief.toml.",
        ),
    ),
    "unprintable-like": Both(
        en=Message(
            "No bundled font draws the sign {sign} ({code} {name}).",
            'Write «{like}» instead; or set unprintable = "drop" or "□" under [text] in '
            "brief.toml.",
        ),
        ar=Message(
            "لا يرسم أي خط مرفق العلامة {sign} ‏({code} {name}).",
            'اكتب «{like}» بدلا منها؛ أو اكتب unprintable = "drop" أو "□" تحت [text] في '
            "brief.toml.",
        ),
    ),
    "unprintable-more": Both(
        en=Message(
            "{count} more signs are drawn by no bundled font.",
            "Correct those above first, and check again.",
        ),
        ar=Message(
            "عدد العلامات الأخرى التي لا يرسمها أي خط مرفق: {count}.",
            "صحح ما سبق أولا، ثم أعد الفحص.",
        ),
    ),
    "sign-dropped": Both(
        en=Message(
            "The page leaves out {code}, which no bundled font draws (occurrences: {count}, the "
            "first here).",
            "Nothing has to be done: unprintable under [text] says so, and the data inside keeps "
            "the sign.",
        ),
        ar=Message(
            "حُذفت عند الطبع العلامة {code} التي لا يرسمها أي خط مرفق (عدد مرات ورودها: {count}، "
            "أولها هنا).",
            "لا يلزم شيء: هذا ما يقضي به unprintable تحت [text]، وتبقى العلامة في المعطيات "
            "المرفقة.",
        ),
    ),
    "sign-replaced": Both(
        en=Message(
            "The page shows □ instead of {code}, which no bundled font draws (occurrences: "
            "{count}, the first here).",
            "Nothing has to be done: unprintable under [text] says so, and the data inside keeps "
            "the sign.",
        ),
        ar=Message(
            "طُبع □ مكان العلامة {code} التي لا يرسمها أي خط مرفق (عدد مرات ورودها: {count}، أولها "
            "هنا).",
            "لا يلزم شيء: هذا ما يقضي به unprintable تحت [text]، وتبقى العلامة في المعطيات "
            "المرفقة.",
        ),
    ),
    "unsafe-link": Both(
        en=Message(
            "A link leads to «{url}», which may run a program or open a file.",
            "Link to a heading of the brief (#…), or to an address with http, https, mailto or "
            "tel.",
        ),
        ar=Message(
            "تؤدي إحالة إلى «{url}»، وقد يشغّل ذلك برنامجا أو يفتح ملفا.",
            "اجعل الإحالة إلى عنوان داخل الموجز (#…)، أو إلى عنوان على الشبكة أو عنوان بريد أو رقم "
            "هاتف.",
        ),
    ),
    "style-size": Both(
        en=Message("The style sheet has more than {limit} characters.", "Make it shorter."),
        ar=Message("تتجاوز ورقة الأنماط {limit} من المحارف.", "اختصرها."),
    ),
    "style-nested": Both(
        en=Message(
            "Brackets or rules of the style sheet stand more than {limit} deep in one another.",
            "Nest them less.",
        ),
        ar=Message(
            "تتداخل أقواس ورقة الأنماط أو قواعدها إلى عمق يتجاوز {limit}.", "قلل من تداخلها."
        ),
    ),
    "style-long": Both(
        en=Message(
            "A rule or declaration of the style sheet has more than {limit} parts.",
            "Make it shorter.",
        ),
        ar=Message("في ورقة الأنماط قاعدة أو خاصية تتجاوز {limit} من الأجزاء.", "اختصرها."),
    ),
    "style-import": Both(
        en=Message(
            "The style sheet imports another one.",
            "Put its rules into brief.css, or replace the sheet of Mujaz that has the same name.",
        ),
        ar=Message(
            "تستورد ورقة الأنماط ورقة أخرى.",
            "انقل قواعدها إلى ورقة أنماط الموجز نفسه، أو ضعها مكان ورقة تحمل الاسم نفسه.",
        ),
    ),
    "style-expansion": Both(
        en=Message(
            "The custom property «{given}» expands to more than {limit} characters.",
            "Let fewer custom properties refer to one another.",
        ),
        ar=Message(
            "تمثل الخاصية المخصصة «{given}» أكثر من {limit} من المحارف.",
            "قلل من إحالة الخصائص المخصصة بعضها على بعض.",
        ),
    ),
    "style-length": Both(
        en=Message(
            "The length «{given}» is beyond {limit}; the longest side of a page is 14400 points.",
            "Write a length that fits on a page.",
        ),
        ar=Message(
            "يتجاوز الطول «{given}» الحد {limit}، وأطول ضلع لصفحة 14400 نقطة.",
            "اكتب طولا تسعه صفحة.",
        ),
    ),
    "style-number": Both(
        en=Message(
            "The number «{given}» of a style is beyond {limit}.",
            "Write a smaller one, as a plain number.",
        ),
        ar=Message("يتجاوز العدد «{given}» في نمط الحد {limit}.", "اكتب عددا أصغر صريحا."),
    ),
    "style-counter": Both(
        en=Message(
            "A counter style repeats its signs as often as the number says (system: {given}).",
            "Use the system numeric, alphabetic, cyclic or fixed.",
        ),
        ar=Message(
            "يكرر نمط ترقيم علاماته بقدر العدد ({given}).",
            "استعمل نظام ترقيم لا تتكرر فيه العلامات.",
        ),
    ),
    "style-short": Both(
        en=Message(
            "A gradient repeats with «{given}», which may be shorter than {limit} points.",
            "Write its lengths out, none shorter than that.",
        ),
        ar=Message(
            "يتكرر تدرج لوني بالطول «{given}»، وقد يقل عن {limit} نقطة.",
            "اكتب أطواله صريحة، على ألا تقل عن ذلك.",
        ),
    ),
    "not-dates": Both(
        en=Message(
            "The column «{column}» holds no dates.",
            'Declare it with type = "date" under its table.',
        ),
        ar=Message("العمود «{column}» لا يتضمن تواريخ.", 'عرّفه تحت جدوله بالنوع type = "date".'),
    ),
    "measure-wanted": Both(
        en=Message(
            "«{given}» is no measure whose values can be compared.",
            'Give the filter a measure, as in measures.NAME | trend("2019", "2020").',
        ),
        ar=Message(
            "«{given}» ليس مؤشرا تقارن قيمه.",
            'مرر إلى المرشح مؤشرا، مثل measures.NAME | trend("2019", "2020").',
        ),
    ),
    "text-wanted": Both(
        en=Message(
            "«{given}» is not a text.",
            "Write the condition or the dimension in quotation marks.",
        ),
        ar=Message(
            "القيمة «{given}» ليست نصا.",
            "اكتب الشرط أو البعد بين علامتي تنصيص.",
        ),
    ),
    "gender-wanted": Both(
        en=Message(
            "The gender of «{given}» does not follow from its letters.",
            'Add gender="masculine" or gender="feminine" to the filter.',
        ),
        ar=Message(
            "لا يتبين جنس «{given}» من حروفه.",
            'أضف إلى المرشح gender="masculine" أو gender="feminine".',
        ),
    ),
    "no-rank": Both(
        en=Message(
            "The measure «{measure}» is of no member of a dimension, so it has no rank.",
            'Choose a member first, as in .at(region="…"), .at(year=2016) or .by("region")["…"]; '
            "a period in brackets is a condition, not a member.",
        ),
        ar=Message(
            "المؤشر «{measure}» لا يخص قيمة من بعد، فلا مرتبة له.",
            'اختر القيمة أولا، مثل .at(region="…") أو .at(year=2016) أو .by("region")["…"]، '
            "أما الفترة بين قوسين معقوفين فشرط لا قيمة بعد.",
        ),
    ),
    "no-members": Both(
        en=Message(
            "The dimension has no values with a number.",
            "Put the sentence under a condition, or leave the block out by its key when.",
        ),
        ar=Message(
            "ليس للبعد قيم لها أعداد.",
            "ضع الجملة تحت شرط، أو احذف المكوّن بالمفتاح when.",
        ),
    ),
    "column-wanted": Both(
        en=Message(
            "names does not say which column.",
            'Write it, as in names("counterpart"); without one it prints the members of .by(…).',
        ),
        ar=Message(
            "لم يذكر المرشح names أي عمود.",
            'اكتبه، مثل names("counterpart")؛ أما دونه فيطبع قيم .by(…).',
        ),
    ),
    "several-tables": Both(
        en=Message(
            "Several tables have the dimension «{given}» of for_each: {known}.",
            "Add table under the section, or sort by a measure of the table that is meant.",
        ),
        ar=Message(
            "في أكثر من جدول البعد «{given}» الذي ذكره for_each: {known}.",
            "أضف table إلى القسم، أو رتب بمؤشر من الجدول المقصود.",
        ),
    ),
}
