"""Texts of ``mujaz verify``."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "verify.check.structure": Text("structure", "بنية الملف"),
    "verify.check.seal": Text("seal", "الختم الرقمي"),
    "verify.check.objects": Text("objects", "مكونات الملف"),
    "verify.check.files": Text("files inside", "الملفات المرفقة"),
    "verify.check.metadata": Text("metadata", "البيانات الوصفية"),
    "verify.check.tables": Text("tables", "الجداول"),
    "verify.check.measures": Text("measures", "المؤشرات"),
    "verify.check.pages": Text("pages", "الصفحات"),
    "verify.check.text": Text("text layer", "طبقة النص"),
    "verify.check.seen": Text("visibility", "ظهور النص"),
    "verify.check.ink": Text("ink of the charts", "حبر الرسوم"),
    "verify.check.rebuild": Text("built again", "إعادة البناء"),
    "verify.check.signatures": Text("signatures", "التوقيعات"),
    "verify.check.conformance": Text("conformance", "المطابقة"),
    "verify.sound.structure": Text("sound, PDF {version}", "سليمة، PDF {version}"),
    "verify.sound.seal": Text(
        "whole: no byte of {bytes} has changed; {later} added later",
        "لم يتغير أي بايت من {bytes}؛ وأضيف بعده {later}",
    ),
    "verify.sound.objects": Text(
        "{objects}, nothing that Mujaz does not write",
        "عددها {objects}، ولا شيء فيها مما لا يكتبه موجز",
    ),
    "verify.sound.files": Text(
        "each of {files} has its digest", "عددها {files}، ولكل ملف بصمته الصحيحة"
    ),
    "verify.sound.metadata": Text(
        "as the brief inside says, {identifier}", "كما يذكر الموجز الذي بالداخل، {identifier}"
    ),
    "verify.sound.tables": Text(
        "{tables} read again, {rows} rows: equal", "أعيدت قراءة {tables}، وصفوفها {rows}: متطابقة"
    ),
    "verify.sound.measures": Text(
        "{measures} and {cells} printed values counted again: equal",
        "أعيد حساب {measures} والقيم المطبوعة، وعددها {cells}: متطابقة",
    ),
    "verify.sound.pages": Text(
        "{texts} texts on {pages} pages: each as counted",
        "{texts} من النصوص في {pages} من الصفحات: كلها كما حُسبت",
    ),
    "verify.sound.text": Text(
        "{texts} texts: each drawn as it reads", "{texts} من النصوص: كلها مرسومة كما تُقرأ"
    ),
    "verify.sound.seen": Text("{texts} texts: none is hidden", "{texts} من النصوص: ليس منها مخفي"),
    "verify.sound.ink": Text(
        "{charts} charts, {shapes} shapes as drawn, {marks} marks as their scale says",
        "الرسوم {charts}: أشكالها {shapes} كما رُسمت، وعلاماتها {marks} كما يقول مقياسها",
    ),
    "verify.sound.rebuild": Text("equal bytes{others}", "بايتات متطابقة{others}"),
    "verify.sound.signatures": Text("{signers}", "{signers}"),
    "verify.sound.conformance": Text(
        "{claims}, by veraPDF {version}", "{claims} بحكم veraPDF {version}"
    ),
    "verify.proved": Text("as built again", "كما أعيد البناء"),
    "verify.left-out.unreadable": Text(
        "not looked at: the PDF cannot be read so far", "لم يُفحص: تعذرت قراءة الملف"
    ),
    "verify.left-out.holds-no-files": Text(
        "not looked at: this profile holds no files", "لم يُفحص: هذه الصيغة لا تحمل ملفات"
    ),
    "verify.left-out.not-inside": Text(
        "not looked at: the brief inside cannot be composed",
        "لم يُفحص: تعذر تأليف الموجز الذي بالداخل",
    ),
    "verify.left-out.unsigned": Text("none", "لا توقيع"),
    "verify.left-out.no-claim": Text("the PDF claims nothing", "لا يدعي الملف أي مطابقة"),
    "verify.left-out.not-asked": Text("not asked", "لم تطلب"),
    "verify.left-out.other-versions": Text(
        "undecided{others}; what does not depend on them is equal",
        "غير محسوم{others}؛ وما لا يتوقف عليها متطابق",
    ),
    "verify.left-out.not-built": Text("not built{others}", "تعذر البناء{others}"),
    "verify.left-out.no-charts": Text("no chart is recorded", "لا رسم مسجلا"),
    "verify.left-out.no-judge": Text(
        "not judged: veraPDF is not here", "لم يُحكم فيها: veraPDF غير متوفر"
    ),
    "verify.level.rebuilt": Text("rebuilt: equal bytes", "أعيد بناؤه: بايتات متطابقة"),
    "verify.level.counted": Text("counted again", "أعيد حسابه"),
    "verify.level.sealed": Text("untouched since sealed", "لم يمس منذ ختمه"),
    "verify.level.none": Text("nothing is proved", "لم يثبت شيء"),
    "verify.author.trusted": Text("signed by somebody who is trusted", "موقع ممن يوثق به"),
    "verify.author.signed": Text(
        "signed, but by no trusted signer: the author is not proved",
        "موقع، لكن الموقع غير معروف بالثقة: فصاحبه غير ثابت",
    ),
    "verify.author.unsigned": Text(
        "not signed: a seal without a signature proves no author",
        "غير موقع: الختم وحده دون توقيع لا يثبت صاحب الملف",
    ),
    "verify.author.unreadable": Text("the signatures were not read", "لم تُقرأ التوقيعات"),
    "verify.verdict.ok": Text("ok", "سليم"),
    "verify.verdict.failed": Text("FAILED", "خلل"),
    "verify.verdict.left-out": Text("–", "–"),
    "verify.headline": Text("Level: {level}; {author}", "المستوى: {level}؛ {author}"),
    "verify.others": Text("; other versions: ", "؛ إصدارات أخرى: "),
    "verify.attested": Text(" (time stamp of {by})", " (بختم وقت من {by})"),
    "verify.covers.file": Text("the whole file", "الملف كله"),
    "verify.covers.revision": Text("an earlier revision", "صيغة سابقة"),
    "verify.trusted.True": Text("trusted", "موثوق"),
    "verify.trusted.False": Text("not trusted", "غير موثوق"),
    "verify.trusted.None": Text("no --trust given", "لم يذكر --trust"),
}
