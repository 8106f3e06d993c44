"""Messages about what a workbook holds beside the table that was read."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "one-sheet": Both(
        en=Message(
            "The file has no sheets, and sheet asks for several.", "Take sheet out of brief.toml."
        ),
        ar=Message(
            "ليس في الملف أوراق، والمفتاح sheet يطلب عدة أوراق.", "احذف sheet من brief.toml."
        ),
    ),
    "other-sheets": Both(
        en=Message(
            "Only the sheet «{read}» was read; others have the same columns: {sheets}.",
            'Write sheet = "*" under the table in brief.toml to read all of them as one table, or '
            'sheet = "{read}" to '
            "keep to this one.",
        ),
        ar=Message(
            "لم تُقرأ إلا الورقة «{read}»، وفي المصنف أوراق أخرى لها الأعمدة نفسها: {sheets}.",
            'اكتب sheet = "*" تحت الجدول في brief.toml لقراءتها كلها جدولا واحدا، أو sheet = '
            '"{read}" للاكتفاء بهذه.',
        ),
    ),
    "sheet-left-out": Both(
        en=Message(
            "The sheet was left out: it does not have the columns of the sheet «{read}».",
            "If it belongs to the table, give it the same columns, or name the sheets of the table "
            "in a list: sheet = "
            '["…", "…"].',
        ),
        ar=Message(
            "أُهملت هذه الورقة: فأعمدتها غير أعمدة الورقة «{read}».",
            'إن كانت من الجدول فوحّد أعمدتها، أو اذكر أوراق الجدول في قائمة: sheet = ["…", "…"].',
        ),
    ),
    "hidden-sheets": Both(
        en=Message(
            "The workbook has hidden sheets, which were not read: {sheets}.",
            "If one of them belongs to the table, show it in the spreadsheet or name it as sheet "
            "in brief.toml.",
        ),
        ar=Message(
            "في المصنف أوراق مخفية لم تُقرأ: {sheets}.",
            "إن كانت إحداها من الجدول فأظهرها في برنامج الجداول أو اذكرها في المفتاح sheet في "
            "brief.toml.",
        ),
    ),
    "hidden-rows": Both(
        en=Message(
            "Rows of the table are hidden in the spreadsheet, and were read like the rest: {count} "
            "of {of} ({rows}).",
            "Show them and check them; delete those that are not to be counted.",
        ),
        ar=Message(
            "صفوف من الجدول مخفية في برنامج الجداول، وقد قُرئت كغيرها: {count} من {of} ({rows}).",
            "أظهرها وتحقق منها، واحذف ما لا ينبغي أن يحسب.",
        ),
    ),
    "filtered-rows": Both(
        en=Message(
            "A filter hides rows of the table, which were read like the rest: {count} of {of} "
            "({rows}).",
            "Clear the filter and check them; to count only what the filter shows, copy it into a "
            "separate workbook.",
        ),
        ar=Message(
            "عامل تصفية يخفي صفوفا من الجدول، وقد قُرئت كغيرها: {count} من {of} ({rows}).",
            "أزل التصفية وتحقق منها، وإن كان المطلوب ما تظهره التصفية وحده فانسخه إلى مصنف مستقل.",
        ),
    ),
    "hidden-columns": Both(
        en=Message(
            "Columns of the table are hidden in the spreadsheet, and were read like the rest: "
            "{columns}.",
            "Look whether readers may see them: the edition carries the whole file. Delete those "
            "that they may not.",
        ),
        ar=Message(
            "أعمدة من الجدول مخفية في برنامج الجداول، وقد قُرئت كغيرها: {columns}.",
            "تحقق من أن للقراء أن يطلعوا عليها، فالإصدار يحمل الملف كله، واحذف ما ليس لهم.",
        ),
    ),
    "merged-number": Both(
        en=Message(
            "«{given}» is merged over {range}: it counts once, in the first row, and the remaining "
            "cells are blank.",
            "If it holds for each row, write it in each; if it is a name or a year, declare the "
            "column as such: "
            'type = "text" or "year".',
        ),
        ar=Message(
            "القيمة «{given}» في خلايا مدمجة ({range}): تحسب مرة واحدة في الصف الأول، وتبقى "
            "الخلايا الأخرى فارغة.",
            "إن كانت تخص كل صف فاكتبها في كل منها، وإن كانت اسما أو سنة فعرّف العمود بنوع text أو "
            "year.",
        ),
    ),
    "merged-across": Both(
        en=Message(
            "«{given}» is merged over the columns of {range}: it is read in the first of them, the "
            "rest are blank.",
            "Write it in each cell that it holds for.",
        ),
        ar=Message(
            "القيمة «{given}» في خلايا مدمجة عبر أعمدة ({range}): تُقرأ في أولها، وتبقى الأخرى "
            "فارغة.",
            "اكتبها في كل خلية تخصها.",
        ),
    ),
    "covered-cell": Both(
        en=Message(
            "The cell lies under a merged one and is not shown; what it holds, «{given}», was not "
            "read.",
            "Unmerge the cells and look which value is right.",
        ),
        ar=Message(
            "الخلية محجوبة تحت خلية مدمجة، ولم يُقرأ ما فيها: «{given}».",
            "ألغ دمج الخلايا وتحقق من القيمة الصحيحة.",
        ),
    ),
    "mixed-units": Both(
        en=Message(
            "The number formats of the column show different currencies or units: {units}.",
            "The cells are read as plain numbers, and a sum adds them all. Convert them to one "
            "unit and give the column one number format, or give each unit its own column.",
        ),
        ar=Message(
            "تنسيقات الأرقام في العمود تُظهر عملات أو وحدات مختلفة: {units}.",
            "تُقرأ الخلايا أعدادا مجردة، وتُجمع كلها معا. حوّلها إلى وحدة واحدة واجعل للعمود تنسيقا "
            "واحدا، أو اجعل لكل وحدة عمودا.",
        ),
    ),
    "long-number": Both(
        en=Message(
            "«{given}» has more than 15 digits, and spreadsheets keep no more: the last ones may "
            "be wrong. Cells with such numbers: {cells}.",
            "Format the column as text in the spreadsheet, and type or import the numbers again.",
        ),
        ar=Message(
            "للعدد «{given}» أكثر من 15 رقما، وبرامج الجداول لا تحفظ أكثر منها، فقد تكون أرقامه "
            "الأخيرة خاطئة. والخلايا المعنية: {cells}.",
            "اجعل تنسيق العمود نصا في برنامج الجداول، ثم أعد كتابة الأعداد أو استيرادها.",
        ),
    ),
}
