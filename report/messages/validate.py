"""Messages of the checks of tables."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "below-minimum": Both(
        en=Message(
            "«{given}» is below the column's minimum.",
            "Write {bound} or more, or correct minimum in brief.toml.",
        ),
        ar=Message(
            "القيمة «{given}» دون الحد الأدنى للعمود.",
            "اكتب {bound} أو أكثر، أو صحح minimum في brief.toml.",
        ),
    ),
    "above-maximum": Both(
        en=Message(
            "«{given}» is above the column's maximum.",
            "Write {bound} or less, or correct maximum in brief.toml.",
        ),
        ar=Message(
            "القيمة «{given}» تتجاوز الحد الأقصى للعمود.",
            "اكتب {bound} أو أقل، أو صحح maximum في brief.toml.",
        ),
    ),
    "no-match": Both(
        en=Message(
            "«{given}» is not written as the column wants.", "Write it in the form {pattern}."
        ),
        ar=Message(
            "القيمة «{given}» لا توافق الصيغة المطلوبة في العمود.", "اكتبها على الصيغة {pattern}."
        ),
    ),
    "outside-period": Both(
        en=Message(
            "The date «{given}» lies outside the brief's period.",
            "Correct it, or correct the period: {period}.",
        ),
        ar=Message("التاريخ «{given}» خارج فترة الموجز.", "صححه أو صحح الفترة: {period}."),
    ),
    "repeated-key": Both(
        en=Message(
            "The key «{key}» is already in row {first}.",
            "No two rows have the same {columns}: correct one of the two, or take one out.",
        ),
        ar=Message(
            "المفتاح «{key}» وارد في الصف {first}.",
            "لا يشترك صفان في {columns}: صحح أحد الصفين أو احذف أحدهما.",
        ),
    ),
    "no-such-row": Both(
        en=Message(
            "«{key}» stands nowhere in {references} of the table «{table}».",
            "Correct it, or add its row to that table.",
        ),
        ar=Message(
            "القيمة «{key}» غير واردة في {references} من الجدول «{table}».",
            "صححها أو أضف صفها إلى ذلك الجدول.",
        ),
    ),
    "row-rule": Both(
        en=Message(
            "The row breaks a rule of the table: {rule}.", "Correct one of its cells: {cells}."
        ),
        ar=Message("الصف يخالف قاعدة من قواعد الجدول: {rule}.", "صحح إحدى خلاياه: {cells}."),
    ),
    "wrong-row-count": Both(
        en=Message(
            "The table has {found} rows; {wanted} are declared.",
            "Find the rows that are missing or too many.",
        ),
        ar=Message(
            "عدد صفوف الجدول {found} والعدد المعلن {wanted}.", "ابحث عن الصفوف الناقصة أو الزائدة."
        ),
    ),
    "wrong-sum": Both(
        en=Message(
            "The column adds up to {found}; {wanted} is declared.",
            "Correct the cell that is wrong, or what is declared.",
        ),
        ar=Message(
            "مجموع العمود {found} والمجموع المعلن {wanted}.",
            "صحح الخلية الخاطئة أو المجموع المعلن.",
        ),
    ),
    "more-of-these": Both(
        en=Message(
            "The rule {rule} is broken {count} times in this column; {more} of them are not "
            "listed.",
            "Correct what they have in common, then check again.",
        ),
        ar=Message(
            "عدد مخالفات القاعدة {rule} في هذا العمود {count}، منها {more} غير مدرجة هنا.",
            "صحح السبب المشترك بينها ثم أعد التحقق.",
        ),
    ),
    "corrected": Both(
        en=Message(
            "Cells of the column that were corrected by the step {step}: {count}; the first "
            "«{before}» to «{after}».",
            "Look whether that is what was meant{off}.",
        ),
        ar=Message(
            "عدد خلايا العمود المصححة بالعملية {step}: {count}، أولاها من «{before}» إلى "
            "«{after}».",
            "تحقق من أن هذا هو المقصود{off_ar}.",
        ),
    ),
    "made-blank": Both(
        en=Message(
            "Cells of this column of numbers that are read as blank, and counted in no sum: "
            "{count} ({words}).",
            "Write the number in the cell; or list the word in missing under the column, if it "
            "means a blank.",
        ),
        ar=Message(
            "عدد خلايا عمود الأعداد هذا المقروءة فارغة، فلا تدخل في أي مجموع: {count} ({words}).",
            "اكتب العدد في الخلية، أو أدرج اللفظ في missing تحت العمود إقرارا بأنه خلية فارغة.",
        ),
    ),
    "misread-letters": Both(
        en=Message(
            "Cells of the column that were read in the wrong encoding: {count}; the first, "
            "«{given}», is «{found}».",
            "Export the column again from where its letters are right, in UTF-8.",
        ),
        ar=Message(
            "عدد خلايا العمود التي قرأها برنامج بترميز خاطئ: {count}، وأولاها «{given}» وأصلها "
            "«{found}».",
            "أعد تصدير العمود من حيث حروفه سليمة وبترميز UTF-8.",
        ),
    ),
    "lost-letters": Both(
        en=Message(
            "Cells of the column in which letters were lost (U+FFFD): {count}; the first is "
            "«{given}».",
            "Take the text from its source again: what was there cannot be worked out.",
        ),
        ar=Message(
            "عدد خلايا العمود التي ضاعت منها حروف: {count}، وأولاها «{given}».",
            "خذ النص من مصدره من جديد، فلا سبيل إلى استرجاع ما ضاع.",
        ),
    ),
    "question-marks": Both(
        en=Message(
            "Cells of the column with words that are question marks alone: {count}; the first is "
            "«{given}».",
            "Take the text from its source again: a program without Arabic may have lost the "
            "letters.",
        ),
        ar=Message(
            "عدد خلايا العمود التي فيها كلمات كلها علامات استفهام: {count}، وأولاها «{given}».",
            "خذ النص من مصدره من جديد: لعل برنامجا لا يعرف العربية أضاع حروفه.",
        ),
    ),
    "total-kept": Both(
        en=Message(
            "«{given}» reads as the label of a total, but is the sum of no rows; rows kept for "
            "that: {count} ({rows}).",
            "If they are totals, write totals = [{totals}] under the table in brief.toml; if not, "
            'totals = "keep".',
        ),
        ar=Message(
            "«{given}» يشبه اسم صف مجموع، ولا يطابقه جمع أي من الصفوف؛ عدد الصفوف المبقاة: {count} "
            "({rows}).",
            "إن كانت مجاميع فاكتب totals = [{totals}] تحت الجدول في brief.toml، وإلا فاكتب "
            'totals = "keep".',
        ),
    ),
    "total-differs": Both(
        en=Message(
            "The total says {given}, and its rows sum to {sum}; the row is excluded.",
            "Check the rows and the total in the file; if the row is not a total, write totals = "
            '"keep" under the table.',
        ),
        ar=Message(
            "المجموع المذكور {given} بينما جمع صفوفه {sum}؛ وقد استبعد الصف.",
            'راجع الصفوف والمجموع في الملف؛ وإذا لم يكن الصف مجموعا فاكتب totals = "keep" تحت '
            "الجدول.",
        ),
    ),
    "no-total-there": Both(
        en=Message(
            "totals names this row, which is no row of the table.", "Correct totals in brief.toml."
        ),
        ar=Message(
            "يذكر المفتاح totals هذا الصف، وليس من صفوف الجدول.", "صحح totals في brief.toml."
        ),
    ),
    "adds-up": Both(
        en=Message(
            "The last row is the sum of all rows above it, though its label says nothing of a "
            "total; it is kept.",
            "If it is a total, write totals = [{totals}] under the table in brief.toml; if not, "
            'totals = "keep".',
        ),
        ar=Message(
            "الصف الأخير يساوي جمع كل ما فوقه مع أن اسمه لا يدل على مجموع، وقد أبقي.",
            "إن كان مجموعا فاكتب totals = [{totals}] تحت الجدول في brief.toml، وإلا فاكتب totals = "
            '"keep".',
        ),
    ),
    "summary-kept": Both(
        en=Message(
            "«{given}» at the end of the table reads as the label of a mean or an extreme; rows "
            "kept and counted like the others: {count}.",
            "If they are no rows of data, write totals = [{totals}] under the table in "
            "brief.toml: these rows are excluded.",
        ),
        ar=Message(
            "«{given}» في آخر الجدول يشبه اسم صف للمعدل أو لأعلى قيمة أو أدناها؛ عدد الصفوف التي "
            "أبقيت وتحسب كغيرها: {count}.",
            "إن لم تكن من صفوف المعطيات فاكتب totals = [{totals}] تحت الجدول في brief.toml فتستبعد "
            "هذه الصفوف.",
        ),
    ),
    "excluded-rows": Both(
        en=Message(
            "Rows that are not part of the table were excluded: {count} ({rows}).",
            "Check that this is right; range, header and totals in brief.toml say which rows are "
            "part of the table.",
        ),
        ar=Message(
            "عدد الصفوف المستبعدة لأنها ليست من الجدول: {count} ({rows}).",
            "تحقق من صحة ذلك، ولتعيين صفوف الجدول اكتب range وheader وtotals في brief.toml.",
        ),
    ),
    "unknown-rule": Both(
        en=Message(
            "There is no rule {given}.",
            "docs/tables.md lists the rules.",
            meant="Did you mean {nearest}?",
        ),
        ar=Message(
            "لا توجد قاعدة باسم {given}.",
            "القواعد مذكورة في docs/tables.md.",
            meant="هل المقصود {nearest}؟",
        ),
    ),
    "no-such-column": Both(
        en=Message(
            "The table has no column «{given}».",
            "Its columns: {known}.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا يوجد في الجدول عمود باسم «{given}».",
            "أعمدة الجدول: {known}.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "unfit-key": Both(
        en=Message(
            "{key} = {given} does not go with a column of type {type}.",
            "Take it out, or correct the column's type.",
        ),
        ar=Message(
            "القيد {key} = {given} لا يناسب عمودا من نوع {type}.", "احذفه أو صحح نوع العمود."
        ),
    ),
    "unfit-reference": Both(
        en=Message(
            "«{given}» has the type {type}, and «{other}», which it refers to, the type "
            "{other_type}.",
            "Give both the same type.",
        ),
        ar=Message(
            "نوع العمود «{given}» هو {type}، ونوع العمود «{other}» المحال إليه {other_type}.",
            "اجعل نوعهما واحدا.",
        ),
    ),
    "uneven-reference": Both(
        en=Message(
            "The foreign key has {columns} columns and {references} references.",
            "Name equal numbers of both.",
        ),
        ar=Message(
            "عدد أعمدة المفتاح الخارجي {columns} وعدد مراجعه {references}.",
            "اجعل العددين متساويين.",
        ),
    ),
    "bad-pattern": Both(
        en=Message(
            "The pattern {given} cannot be read: {reason}.",
            "Write it in the syntax of RE2: without references back (\\1) and without looking "
            "around ((?=…)).",
        ),
        ar=Message(
            "تعذرت قراءة الصيغة {given}: {reason_ar}.",
            "اكتبها بقواعد RE2: بلا إحالة إلى ما سبق (\\1) وبلا نظر إلى ما حولها ((?=…)).",
        ),
    ),
    "lost-in-copy": Both(
        en=Message(
            "The marked copy lacks what the workbook has: {thing}.",
            "Correct the original; the copy only shows.",
        ),
        ar=Message(
            "النسخة المؤشر عليها لا تتضمن ما في المصنف الأصلي: {thing_ar}.",
            "صحح الأصل، فالنسخة للاطلاع فقط.",
        ),
    ),
    "changed-in-copy": Both(
        en=Message(
            "The marked copy may show otherwise than the workbook: {thing}.",
            "Correct the original; the copy only shows.",
        ),
        ar=Message(
            "قد تظهر هذه العناصر في النسخة المؤشر عليها على غير صورتها في المصنف: {thing_ar}.",
            "صحح الأصل، فالنسخة للاطلاع فقط.",
        ),
    ),
    "new-workbook": Both(
        en=Message(
            "The marked copy is a new workbook with the values of the table alone.",
            "Correct the original; the copy only shows.",
        ),
        ar=Message(
            "النسخة المؤشر عليها مصنف جديد لا يتضمن إلا قيم الجدول.",
            "صحح الأصل، فالنسخة للاطلاع فقط.",
        ),
    ),
    "copied-in-part": Both(
        en=Message(
            "The table is too large to be copied whole: the marked copy has only the rows with "
            "findings.",
            "The rows are in the copy under their own numbers.",
        ),
        ar=Message(
            "الجدول أكبر من أن ينسخ كاملا: النسخة المؤشر عليها لا تضم إلا الصفوف التي عليها "
            "ملاحظات.",
            "الصفوف واردة في النسخة بأرقامها الأصلية.",
        ),
    ),
}
