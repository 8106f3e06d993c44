"""Texts of findings: their severities, their places, the heads of their lists."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "severity.error": Text(
        "error",
        "خطأ",
    ),
    "severity.warning": Text(
        "warning",
        "تنبيه",
    ),
    "severity.note": Text(
        "note",
        "ملاحظة",
    ),
    "typed-number.in-prose": Text(
        'Print a measure. If the number is quoted, write {{ typed(57, source="NAME") }} with a '
        "name from [sources].",
        'اطبع مؤشرا. وإذا كان الرقم منقولا فاكتب {{ typed(57, source="NAME") }} باسم من [sources].',
    ),
    "typed-number.without-expressions": Text(
        "This key takes no expression. Leave the number out, and print it as a measure in prose, a "
        "caption or a note.",
        "لا يقبل هذا المفتاح العبارات. احذف الرقم منه، واطبعه مؤشرا في النص أو في عنوان شكل أو "
        "ملاحظة.",
    ),
    "findings.none": Text(
        "Nothing to report.",
        "لا ملاحظات.",
    ),
    "findings.count": Text(
        "errors: {errors}, warnings: {warnings}",
        "الأخطاء: {errors}، التنبيهات: {warnings}",
    ),
    "findings.notes": Text(
        ", notes: {notes}",
        "، الملاحظات: {notes}",
    ),
    "findings.more": Text(
        "{count} more of this kind; mujaz check --all lists them.",
        "عدد البقية من هذا النوع: {count}؛ يسردها الأمر mujaz check --all.",
    ),
    "place.sheet": Text(
        "sheet",
        "الورقة",
    ),
    "place.cell": Text(
        "cell",
        "الخلية",
    ),
    "place.row": Text(
        "row",
        "الصف",
    ),
    "place.column": Text(
        "column",
        "العمود",
    ),
    "place.key": Text(
        "key",
        "المفتاح",
    ),
    "place.line": Text(
        "line",
        "السطر",
    ),
    "place.character": Text(
        "character",
        "الحرف",
    ),
    "place.page": Text(
        "page",
        "الصفحة",
    ),
    "findings.sheet": Text(
        "Findings",
        "الملاحظات",
    ),
    "findings.head.severity": Text(
        "Severity",
        "الدرجة",
    ),
    "findings.head.sheet": Text(
        "Sheet",
        "الورقة",
    ),
    "findings.head.cell": Text(
        "Cell",
        "الخلية",
    ),
    "findings.head.row": Text(
        "Row",
        "الصف",
    ),
    "findings.head.column": Text(
        "Column",
        "العمود",
    ),
    "findings.head.value": Text(
        "Value",
        "القيمة",
    ),
    "findings.head.rule": Text(
        "Rule",
        "القاعدة",
    ),
    "findings.head.what": Text(
        "What is wrong",
        "الملاحظة",
    ),
    "findings.head.do": Text(
        "What to do",
        "المطلوب",
    ),
    "loss.macros": Text(
        "macros",
        "وحدات الماكرو",
    ),
    "loss.form-controls": Text(
        "form controls",
        "عناصر تحكم النموذج",
    ),
    "loss.slicers": Text(
        "slicers",
        "مقسمات طرق العرض",
    ),
    "loss.threads-comments": Text(
        "threads of comments",
        "سلاسل التعليقات",
    ),
    "loss.embedded-objects": Text(
        "embedded objects",
        "الكائنات المضمنة",
    ),
    "loss.data-connections": Text(
        "data connections",
        "الاتصالات بالبيانات",
    ),
    "loss.diagrams": Text(
        "diagrams",
        "الرسوم التخطيطية",
    ),
    "loss.charts": Text(
        "charts",
        "الرسوم البيانية",
    ),
    "loss.pivot-tables": Text(
        "pivot tables",
        "الجداول المحورية",
    ),
    "loss.shapes-text-boxes": Text(
        "shapes and text boxes",
        "الأشكال ومربعات النص",
    ),
    "loss.extensions-excel": Text(
        "extensions of Excel",
        "امتدادات Excel",
    ),
    "loss.sparklines": Text(
        "sparklines",
        "خطوط المؤشرات",
    ),
    "correction.off": Text(
        "; {step} = false under normalise turns it off",
        "، ولإيقافها اكتب {step} = false تحت normalise",
    ),
    "column.unnamed": Text(
        "column {letters}",
        "العمود {letters}",
    ),
}
