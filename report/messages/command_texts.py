"""Texts that commands print, besides findings and help."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "list.semicolon": Text("; ", "؛ "),
    "nothing": Text("none", "لا شيء"),
    "noun.page": Text("page", "صفحة"),
    "noun.file": Text("file", "ملف"),
    "trace.page": Text("page {page}", "الصفحة {page}"),
    "trace.running": Text("running heads of the pages {page}", "رؤوس الصفحات {page}"),
    "trace.printed": Text("printed", "المطبوع"),
    "trace.match.form": Text("the same number, written differently", "العدد نفسه بكتابة أخرى"),
    "trace.match.value": Text(
        "the exact value, printed rounded, in a scale or in words",
        "القيمة الدقيقة، مطبوعة مقربة أو بوحدة أكبر أو بالألفاظ",
    ),
    "trace.match.number": Text(
        "the number alone, without the words beside it", "العدد وحده، دون الألفاظ المجاورة له"
    ),
    "trace.brief": Text("text of the brief", "نص الموجز"),
    "trace.measure": Text("measure", "المؤشر"),
    "trace.value": Text("value", "القيمة"),
    "trace.group": Text("group", "الفئة"),
    "trace.filter": Text("filter", "الشرط"),
    "trace.show": Text("shown as", "المعروض"),
    "trace.rule": Text("rule", "القاعدة"),
    "trace.rows": Text("rows", "الصفوف"),
    "rebuild.equal.True": Text("equal bytes: yes", "متطابق: نعم"),
    "rebuild.equal.False": Text("equal bytes: no", "متطابق: لا"),
    "rebuild.version": Text("other version", "نسخة مختلفة"),
    "rebuild.texts": Text("pages whose text differs", "صفحات اختلف نصها"),
    "rebuild.pictures": Text("pages whose picture differs", "صفحات اختلفت صورتها"),
    "bag.line": Text(
        "{output}: {files}; veraPDF: {verdicts}", "{output}: {files}؛ veraPDF: {verdicts}"
    ),
    "bag.compliant.True": Text("{flavour} compliant", "{flavour} مطابق"),
    "bag.compliant.False": Text("{flavour} not compliant", "{flavour} غير مطابق"),
    "bag.no-judge": Text("not found, not run", "لم يُشغَّل لأنه غير موجود"),
    "stage.read": Text("Reading the brief and its tables", "قراءة الموجز وجداوله"),
    "stage.count": Text("Counting the measures", "حساب المؤشرات"),
    "stage.compose": Text("Drawing charts, composing the document", "رسم الأشكال وتأليف الوثيقة"),
    "stage.set": Text("Setting the pages", "تنضيد الصفحات"),
    "stage.write": Text("Writing the PDF", "كتابة ملف PDF"),
    "batch.more": Text("and {more} more: manifest.jsonl", "وغيرها {more}، انظر manifest.jsonl"),
    "batch.and": Text("{names} and {more} more", "{names} وغيرها {more}"),
    "batch.summary": Text(
        "{output}: {done} built, {kept} kept, {failed} failed; {size} MiB, {seconds} s",
        "{output}: بُني {done}، وبقي كما كان {kept}، وتعذر {failed}؛ {size} MiB، {seconds} ث",
    ),
    "batch.progress": Text(
        "{done} built, {failed} failed, {left} left", "بُني {done}، تعذر {failed}، بقي {left}"
    ),
    "build.excluded": Text("excluded rows: {file}", "صفوف مستبعدة: {file}"),
    "check.fixed": Text("fixed: {file}", "صُحح: {file}"),
    "sign.line": Text(
        "{path}: signed by {who}, level {level}, {page}",
        "{path}: وقّعه {who}، المستوى {level}، {page}",
    ),
    "sign.page": Text("mark on page {page}", "العلامة في الصفحة {page}"),
    "sign.unseen": Text("no mark", "دون علامة"),
}
