"""Messages of a verification."""

from __future__ import annotations

from report.messages import Both, Message

_ASK_EN = "Do not rely on this copy; ask its issuer for another."
_ASK_AR = "لا تعتمد هذه النسخة، واطلب غيرها من الجهة التي أصدرتها."

MESSAGES: dict[str, Both] = {
    "structure-broken": Both(
        en=Message("The PDF is damaged: {reason}.", _ASK_EN),
        ar=Message("ملف PDF معطوب: {reason_ar}.", _ASK_AR),
    ),
    "seal-missing": Both(
        en=Message(
            "The PDF has no seal, so a changed byte cannot be detected.",
            "Give an edition that was built with --profile archive; a draft has no seal.",
        ),
        ar=Message(
            "ليس في ملف PDF ختم رقمي، فلا سبيل إلى معرفة ما تغير منه.",
            "أعط نسخة بنيت بالخيار --profile archive؛ فالمسودة لا ختم فيها.",
        ),
    ),
    "seal-broken": Both(
        en=Message(
            "Bytes have changed since the build: the seal says {written}…, the file gives "
            "{counted}….",
            _ASK_EN,
        ),
        ar=Message(
            "تغير محتوى الملف بعد بنائه: بصمة الختم {written}… وبصمة الملف {counted}….", _ASK_AR
        ),
    ),
    "added-later": Both(
        en=Message(
            "After the build {bytes} bytes were added, and no signature covers them.", _ASK_EN
        ),
        ar=Message("أضيف إلى الملف بعد بنائه ما مقداره {bytes} بايت، ولا يغطيه أي توقيع.", _ASK_AR),
    ),
    "file-changed": Both(
        en=Message(
            "The file {path} inside the PDF is not the one that was put in: its digest differs.",
            _ASK_EN,
        ),
        ar=Message("الملف {path} داخل PDF غير الملف الذي وضع فيه: بصمته مختلفة.", _ASK_AR),
    ),
    "file-missing": Both(
        en=Message(
            "The file {path} is not inside the PDF, or not listed as it should be.", _ASK_EN
        ),
        ar=Message("الملف {path} غير موجود داخل PDF، أو غير مدرج كما يجب.", _ASK_AR),
    ),
    "file-unlisted": Both(
        en=Message("The file {path} inside the PDF was not there when it was built.", _ASK_EN),
        ar=Message("الملف {path} داخل PDF لم يكن فيه عند بنائه.", _ASK_AR),
    ),
    "metadata-changed": Both(
        en=Message(
            "What the PDF says of itself ({part}) is not what the brief inside says.", _ASK_EN
        ),
        ar=Message("البيانات الوصفية للملف ({part}) ليست ما يذكره الموجز الذي بداخله.", _ASK_AR),
    ),
    "data-differ": Both(
        en=Message("Read again from its source, {path} is not the file that is inside.", _ASK_EN),
        ar=Message("عند إعادة القراءة من المصدر لم يطابق {path} الملف الموجود في الداخل.", _ASK_AR),
    ),
    "measure-differs": Both(
        en=Message(
            "The measure {measure} was recorded as {recorded}; counted again it is {counted}.",
            _ASK_EN,
        ),
        ar=Message(
            "سُجل المؤشر {measure_ar} بقيمة {recorded}، وقيمته عند إعادة الحساب {counted}.", _ASK_AR
        ),
    ),
    "cell-differs": Both(
        en=Message(
            "The value {cell}, «{label}», was recorded as {recorded}; counted again it is"
            " {counted}.",
            _ASK_EN,
        ),
        ar=Message(
            "سُجلت القيمة {cell}، «{label_ar}»، على أنها {recorded}، وهي عند إعادة الحساب"
            " {counted}.",
            _ASK_AR,
        ),
    ),
    "provenance-differs": Both(
        en=Message(
            "What provenance.json says of {node} is not what the brief inside gives.", _ASK_EN
        ),
        ar=Message("ما يذكره provenance.json عن {node} ليس ما يعطيه الموجز الذي بداخله.", _ASK_AR),
    ),
    "page-differs": Both(
        en=Message(
            "The page says «{found}»; counted and composed again it is «{wanted}».", _ASK_EN
        ),
        ar=Message("في الصفحة «{found}»، وعند إعادة الحساب والتأليف «{wanted}».", _ASK_AR),
    ),
    "text-divided": Both(
        en=Message(
            "The page divides a text between cells, paragraphs or words as «{found}»; composed "
            "again it is «{wanted}».",
            _ASK_EN,
        ),
        ar=Message(
            "يتوزع نص في الصفحة على الخلايا أو الفقرات أو الكلمات هكذا «{found}»، وعند إعادة "
            "التأليف «{wanted}».",
            _ASK_AR,
        ),
    ),
    "text-elsewhere": Both(
        en=Message(
            "The text «{found}» is in another cell, row or paragraph than composed again.", _ASK_EN
        ),
        ar=Message("النص «{found}» في خلية أو صف أو فقرة غير موضعه عند إعادة التأليف.", _ASK_AR),
    ),
    "plain-text-differs": Both(
        en=Message(
            "Line {line} of {path} says «{found}»; composed again it is «{wanted}».", _ASK_EN
        ),
        ar=Message(
            "في السطر {line} من {path} ورد «{found}»، وعند إعادة التأليف «{wanted}».", _ASK_AR
        ),
    ),
    "furniture-differs": Both(
        en=Message(
            "The running heads or the page number are wrong: «{found}», for the page {wanted}.",
            _ASK_EN,
        ),
        ar=Message(
            "رأس الصفحة أو تذييلها أو رقمها غير صحيح: «{found}»، والصفحة {wanted}.", _ASK_AR
        ),
    ),
    "text-differs": Both(
        en=Message("What is drawn reads «{found}»; the structure says «{wanted}».", _ASK_EN),
        ar=Message("المرسوم في الصفحة يُقرأ «{found}»، وفي البنية «{wanted}».", _ASK_AR),
    ),
    "no-texts": Both(
        en=Message("The structure of the pages cannot be read ({reason}).", _ASK_EN),
        ar=Message("تعذرت قراءة بنية الصفحات ({reason_ar}).", _ASK_AR),
    ),
    "not-of-the-press": Both(
        en=Message("The PDF holds what Mujaz never writes: {place} ({found}).", _ASK_EN),
        ar=Message("في ملف PDF ما لا يكتبه موجز أبدا: {place} ({found}).", _ASK_AR),
    ),
    "font-differs": Both(
        en=Message(
            "The font {font} does not draw «{found}» as the font of that name does.", _ASK_EN
        ),
        ar=Message(
            "الخط {font} في الملف لا يرسم «{found}» كما يرسمه الخط المعروف بهذا الاسم.", _ASK_AR
        ),
    ),
    "font-unreadable": Both(
        en=Message("The font {font} of this copy cannot be read and compared ({reason}).", _ASK_EN),
        ar=Message("تعذرت قراءة الخط {font} في هذه النسخة ومقارنته ({reason_ar}).", _ASK_AR),
    ),
    "text-outside": Both(
        en=Message("The text «{text}» lies outside of the page, wholly or in part.", _ASK_EN),
        ar=Message("النص «{text}» خارج حدود الصفحة كله أو بعضه.", _ASK_AR),
    ),
    "text-covered": Both(
        en=Message("The text «{text}» lies under something that was painted over it.", _ASK_EN),
        ar=Message("النص «{text}» تحت شيء رُسم فوقه.", _ASK_AR),
    ),
    "text-clipped": Both(
        en=Message("The text «{text}» is cut off by a clipping path.", _ASK_EN),
        ar=Message("النص «{text}» مقصوص بمسار قص.", _ASK_AR),
    ),
    "text-invisible": Both(
        en=Message(
            "The text «{text}» cannot be seen: it is not painted, or in the colour of its ground.",
            _ASK_EN,
        ),
        ar=Message("النص «{text}» لا يُرى: فهو غير مرسوم، أو بلون ما تحته.", _ASK_AR),
    ),
    "text-turned": Both(
        en=Message("The text «{text}» is turned upside down or mirrored.", _ASK_EN),
        ar=Message("النص «{text}» مقلوب أو معكوس.", _ASK_AR),
    ),
    "marks-damaged": Both(
        en=Message("The record of the charts, {path}, is damaged: {reason}.", _ASK_EN),
        ar=Message("سجل الرسوم ({path}) تالف: {reason_ar}.", _ASK_AR),
    ),
    "chart-not-recorded": Both(
        en=Message("{chart} is not a chart of the brief inside, or is not recorded.", _ASK_EN),
        ar=Message("{chart} ليس من رسوم الموجز الذي بالداخل، أو لم يُسجل.", _ASK_AR),
    ),
    "chart-not-painted": Both(
        en=Message("{chart} is not painted on any page.", _ASK_EN),
        ar=Message("{chart} غير مرسوم في أي صفحة.", _ASK_AR),
    ),
    "mark-value": Both(
        en=Message(
            "{chart}, «{mark}»: the mark is recorded with {recorded}; counted again it is "
            "{counted}.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: سُجلت العلامة بالقيمة {recorded}، وإعادة الحساب تعطي {counted}.",
            _ASK_AR,
        ),
    ),
    "mark-off-scale": Both(
        en=Message(
            "{chart}, «{mark}»: the mark is not where the scale puts its value; it is off by "
            "{points}.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: العلامة ليست حيث يضع المقياس قيمتها، والفرق {points}.", _ASK_AR
        ),
    ),
    "mark-tone": Both(
        en=Message(
            "{chart}, «{mark}»: the mark has the colour {recorded}; that of the class of its value "
            "is {expected}.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: لون العلامة {recorded}، ولون فئة قيمتها {expected}.", _ASK_AR
        ),
    ),
    "scales-differ": Both(
        en=Message("{chart}: the scales are not those of the data inside.", _ASK_EN),
        ar=Message("{chart}: المقاييس المسجلة تخالف مقاييس البيانات المضمنة.", _ASK_AR),
    ),
    "mark-altered": Both(
        en=Message(
            "{chart}, «{mark}»: the ink on the page differs from the mark of the build by "
            "{points} pt, or in colour.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: ما رُسم في الصفحة يخالف علامة البناء بمقدار {points} نقطة، أو في "
            "اللون.",
            _ASK_AR,
        ),
    ),
    "shape-altered": Both(
        en=Message(
            "{chart}: an axis, a grid line or another shape differs from that of the build by "
            "{points} pt, or in colour.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}: محور أو خط شبكة أو شكل آخر يخالف ما رسمه البناء بمقدار {points} نقطة، أو في "
            "اللون.",
            _ASK_AR,
        ),
    ),
    "shapes-differ": Both(
        en=Message(
            "{chart}: {painted} shapes are painted on the page; the build made {recorded}.", _ASK_EN
        ),
        ar=Message(
            "{chart}: عدد الأشكال المرسومة في الصفحة {painted}، وقد رسم البناء {recorded}.", _ASK_AR
        ),
    ),
    "mark-missing": Both(
        en=Message("{chart}, «{mark}»: the mark, or a part of it, is not painted.", _ASK_EN),
        ar=Message("{chart}، «{mark}»: العلامة أو جزء منها غير مرسوم.", _ASK_AR),
    ),
    "mark-clipped": Both(
        en=Message("{chart}, «{mark}»: a clipping path cuts {points} pt off the mark.", _ASK_EN),
        ar=Message("{chart}، «{mark}»: مسار قص يقتطع من العلامة {points} نقطة.", _ASK_AR),
    ),
    "mark-covered": Both(
        en=Message(
            "{chart}, «{mark}»: {points} pt of the mark are under or over something that is not of "
            "the chart.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: {points} نقطة من العلامة تحت ما ليس من الرسم أو فوقه.", _ASK_AR
        ),
    ),
    "mark-recolored": Both(
        en=Message(
            "{chart}, «{mark}»: the mark is painted as {painted}; the build painted it as "
            "{recorded}.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}، «{mark}»: رُسمت العلامة هكذا: {painted}، وقد رسمها البناء هكذا: {recorded}.",
            _ASK_AR,
        ),
    ),
    "shape-missing": Both(
        en=Message("{chart}: an axis, a grid line or another shape is not painted.", _ASK_EN),
        ar=Message("{chart}: محور أو خط شبكة أو شكل آخر غير مرسوم.", _ASK_AR),
    ),
    "shape-clipped": Both(
        en=Message(
            "{chart}: a clipping path cuts {points} pt off an axis, a grid line or another shape.",
            _ASK_EN,
        ),
        ar=Message("{chart}: مسار قص يقتطع {points} نقطة من محور أو خط شبكة أو شكل آخر.", _ASK_AR),
    ),
    "shape-recolored": Both(
        en=Message(
            "{chart}: an axis, a grid line or another shape is painted as {painted}; the build "
            "painted it as {recorded}.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}: محور أو خط شبكة أو شكل آخر رُسم هكذا: {painted}، وقد رسمه البناء هكذا: "
            "{recorded}.",
            _ASK_AR,
        ),
    ),
    "shape-added": Both(
        en=Message(
            "{chart}: something of {points} pt that is not of the chart is painted in its place.",
            _ASK_EN,
        ),
        ar=Message("{chart}: رُسم في موضعه ما ليس منه، وطوله {points} نقطة.", _ASK_AR),
    ),
    "labels-apart": Both(
        en=Message("{chart}: the shapes are moved by {points} pt against the labels.", _ASK_EN),
        ar=Message("{chart}: أُزيحت الأشكال عن تسمياتها بمقدار {points} نقطة.", _ASK_AR),
    ),
    "label-moved": Both(
        en=Message(
            "{chart}: the label «{text}» is {points} pt away from its place, or not on one line.",
            _ASK_EN,
        ),
        ar=Message(
            "{chart}: التسمية «{text}» بعيدة عن موضعها بمقدار {points} نقطة، أو ليست على سطر واحد.",
            _ASK_AR,
        ),
    ),
    "label-altered": Both(
        en=Message("{chart}: the label «{text}» has another size or colour.", _ASK_EN),
        ar=Message("{chart}: التسمية «{text}» بحجم آخر أو لون آخر.", _ASK_AR),
    ),
    "marks-more": Both(
        en=Message("{chart}: there are {count} more findings about this chart.", _ASK_EN),
        ar=Message("{chart}: عدد النتائج الأخرى عن هذا الرسم: {count}.", _ASK_AR),
    ),
    "rebuilt-differs": Both(
        en=Message(
            "Built again from what is inside, {place} is «{wanted}»; in the PDF it is «{found}».",
            _ASK_EN,
        ),
        ar=Message(
            "عند إعادة البناء مما في الداخل {place} هو «{wanted}»، وفي الملف «{found}».", _ASK_AR
        ),
    ),
    "written-otherwise": Both(
        en=Message(
            "Built again with the same versions, the PDF has other bytes: another program wrote "
            "it.",
            _ASK_EN,
        ),
        ar=Message(
            "عند إعادة البناء بالإصدارات نفسها اختلفت بايتات الملف: كتبه برنامج آخر.", _ASK_AR
        ),
    ),
    "changed-later": Both(
        en=Message(
            "After the build more was changed than a signature changes: {place} is «{found}», and "
            "was «{wanted}».",
            _ASK_EN,
        ),
        ar=Message(
            "تغير بعد البناء ما لا يغيره التوقيع: {place} هو «{found}»، وكان «{wanted}».", _ASK_AR
        ),
    ),
    "signature-broken": Both(
        en=Message("The signature of {who} does not hold ({reason}).", _ASK_EN),
        ar=Message("توقيع {who} غير صحيح ({reason_ar}).", _ASK_AR),
    ),
    "not-conforming": Both(
        en=Message(
            "veraPDF finds that the PDF is not {flavour}: {rules}.",
            "See the rules in docs/conformance.md.",
        ),
        ar=Message(
            "وجد veraPDF أن الملف لا يطابق {flavour}: {rules}.",
            "راجع القواعد في docs/conformance.md.",
        ),
    ),
    "text-not-printed": Both(
        en=Message(
            "«{text}» is on no page.",
            "Give a number or words in their printed form, or --page less.",
        ),
        ar=Message(
            "لا ترد «{text}» في أي صفحة.", "اكتب الرقم أو الكلمات كما طبعت، أو احذف الخيار --page."
        ),
    ),
}
