"""Messages of the room ``render``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "no-pango": Both(
        en=Message(
            "Pango, which shapes and lays out the text, cannot be loaded ({reason}).",
            "Install it: the packages libpango-1.0-0 and libpangoft2-1.0-0 on Debian and Ubuntu, "
            "pango elsewhere.",
        ),
        ar=Message(
            "تعذّر تحميل مكتبة Pango التي تتولى تشكيل النص وصفّه ({reason_ar}).",
            "ثبّتها: الحزمتان libpango-1.0-0 وlibpangoft2-1.0-0 في دبيان وأوبونتو، وpango في "
            "غيرهما.",
        ),
    ),
    "no-weasyprint": Both(
        en=Message(
            "{name}, which lays out the pages, is not installed.",
            "Install it: pip install {wanted}",
        ),
        ar=Message(
            "{name} التي تتولى تنسيق الصفحات غير مثبتة.",
            "ثبّتها: pip install {wanted}",
        ),
    ),
    "wrong-weasyprint": Both(
        en=Message(
            "The release installed ({found}) changed what Mujaz relies on in it: {symbols}.",
            "Install the release that Mujaz is tested with (pip install {wanted}), or a newer "
            "Mujaz.",
        ),
        ar=Message(
            "غيّر الإصدار المثبت ({found}) ما يعتمد عليه موجز فيه: {symbols}.",
            "ثبّت الإصدار الذي اختُبر موجز به (pip install {wanted})، أو إصدارا أحدث من موجز.",
        ),
    ),
    "register-not-set": Both(
        en=Message(
            "The rows of a long register have no place on the pages: the brief's own "
            "blocks/table.html does not say where they go.",
            "Take over from the house's template what is in data-register, tfoot and the classes "
            "turn and probe, or put"
            ' engine = "weasyprint" into the register\'s block.',
        ),
        ar=Message(
            "لا موضع في الصفحات لصفوف سجل طويل: قالب الموجز blocks/table.html لا يبين مكانها.",
            "انقل من قالب موجز ما يتعلق بـdata-register وtfoot والصنفين turn وprobe، أو ضع"
            ' engine = "weasyprint" في وصف السجل.',
        ),
    ),
    "slow-cells": Both(
        en=Message(
            "{count} of the {cells} cells of a long register were set by WeasyPrint one by "
            "one, as «{text}»: the font of the table lacks one of their characters.",
            "Nothing is wrong on the page. Each such cell takes as much time as fifty others.",
        ),
        ar=Message(
            "عدد خلايا السجل الطويل التي صفّها WeasyPrint خلية خلية: {count} من أصل {cells}، كما عند"
            " «{text}»: في هذه الخلايا حروف لا يتضمنها خط الجدول.",
            "لا خلل في الصفحة. وتستغرق كل خلية من هذه الخلايا ما تستغرقه نحو خمسين خلية غيرها.",
        ),
    ),
    "register-uneven": Both(
        en=Message(
            "The rows of a long register are not all set alike, as at «{text}»: a style sheet of "
            "the brief changes some of them.",
            'Take the rule away, or put engine = "weasyprint" into the register\'s block: it is '
            "then set as any table is,"
            " slowly.",
        ),
        ar=Message(
            "صفوف السجل الطويل غير متماثلة في الصف، كما عند «{text}»: ورقة أنماط في الموجز تغيّر "
            "بعضها.",
            'احذف القاعدة، أو ضع engine = "weasyprint" في وصف السجل، فيُصفّ كأي جدول وإن طال الوقت.',
        ),
    ),
    "fetch-refused": Both(
        en=Message(
            "The page asks for {url}, which is neither data in the page nor a file of the brief.",
            "Put the file in the folder of the brief and refer to it there: nothing is loaded from "
            "a network.",
        ),
        ar=Message(
            "تطلب الصفحة {url}، وليس ذلك بيانات مضمّنة في الصفحة ولا ملفا من ملفات الموجز.",
            "ضع الملف في مجلد الموجز وأحِل عليه هناك، إذ لا يُحمَّل شيء من الشبكة.",
        ),
    ),
    "missing-picture": Both(
        en=Message(
            "The page needs the file {file}, which cannot be read ({reason}).",
            "Put the file there, or correct its name where it is used.",
        ),
        ar=Message(
            "تحتاج الصفحة إلى الملف {file}، وقد تعذّرت قراءته ({reason_ar}).",
            "ضع الملف في موضعه، أو صحّح اسمه حيث يُستعمل.",
        ),
    ),
    "foreign-font": Both(
        en=Message(
            "The text «{text}» would be set in {font}, which is not one of the bundled fonts.",
            "Give its style the family Amiri or IBM Plex Sans Arabic.",
        ),
        ar=Message(
            "سيُصفّ النص «{text}» بالخط {font}، وهو ليس من الخطوط المرفقة.",
            "اجعل خط هذا النمط Amiri أو IBM Plex Sans Arabic.",
        ),
    ),
    "missing-glyph": Both(
        en=Message(
            "The font has no glyph for {code} ({character}), in the text «{text}».",
            "Write the text without this character, or give it a bundled font that has it.",
        ),
        ar=Message(
            "لا يتضمن الخط رسما للمحرف {code} ({character}) الوارد في النص «{text}».",
            "اكتب النص من غير هذا المحرف، أو أسند إليه الخط المرفق الآخر إن كان يتضمنه.",
        ),
    ),
    "svg-too-much": Both(
        en=Message(
            "The picture {file} draws more than {limit} parts, nests more than {depth} of them, or "
            "shows itself.",
            "Draw it with fewer <use>, markers and patterns in one another.",
        ),
        ar=Message(
            "ترسم الصورة {file} أكثر من {limit} من الأجزاء، أو يتداخل فيها أكثر من {depth}، أو "
            "تعرض نفسها.",
            "ارسمها من غير هذا القدر من تكرار الأشكال والأنماط بعضها في بعض.",
        ),
    ),
    "svg-reference": Both(
        en=Message(
            "The picture {file} refers to «{given}», which a picture may not do here.",
            "Draw everything in the picture itself, with its styles on its elements.",
        ),
        ar=Message(
            "تحيل الصورة {file} على «{given}»، ولا يجوز ذلك هنا في صورة.",
            "ارسم كل شيء في الصورة نفسها، واجعل أنماطها في عناصرها.",
        ),
    ),
    "layout-nested": Both(
        en=Message(
            "Flexible boxes or grids stand more than {limit} deep in one another.",
            "Nest fewer of them in the templates and style sheets of the brief.",
        ),
        ar=Message(
            "تتداخل صناديق مرنة أو شبكات إلى عمق يتجاوز {limit}.",
            "قلل من تداخلها في قوالب الموجز وأوراق أنماطه.",
        ),
    ),
    "markup-span": Both(
        en=Message(
            "A cell spans more than {limit} columns or rows ({given}).",
            "Write the number that there are.",
        ),
        ar=Message(
            "تمتد خلية على أكثر من {limit} من الأعمدة أو الصفوف ({given}).",
            "اكتب العدد الموجود فعلا.",
        ),
    ),
    "markup-file": Both(
        en=Message(
            "A template takes another file into the document ({given}).",
            "Take it away: style sheets are in templates/css, and the files of the brief are "
            "inside anyway.",
        ),
        ar=Message(
            "يُدخل قالب ملفا آخر في الوثيقة ({given}).",
            "احذف ذلك، فأوراق الأنماط في مجلد القوالب، وملفات الموجز مرفقة بطبيعتها.",
        ),
    ),
    "text-cut": Both(
        en=Message(
            "The style cuts the text «{text}» with an ellipsis, and what is cut is lost to the "
            "reader.",
            "Remove text-overflow and block-ellipsis from the style, and give the text more room.",
        ),
        ar=Message(
            "يقتطع النمط النص «{text}» بعلامة الحذف، فيضيع ما اقتُطع على القارئ.",
            "احذف text-overflow وblock-ellipsis من النمط، ووسّع حيّز النص.",
        ),
    ),
    "off-page": Both(
        en=Message(
            "«{text}» crosses the edge of the text block, or of the paper, by {length} mm.",
            "Shorten it. In a table, take columns out of the block or give its column more width; "
            "if a style sheet of the brief places it there, change that.",
        ),
        ar=Message(
            "يتجاوز «{text}» حافة مساحة النص أو حافة الورق بمقدار {length} مم.",
            "اختصره، أو احذف من وصف الجدول بعض أعمدته، أو زِد width لعموده. وإن كانت ورقة أنماط في "
            "الموجز تضعه هناك فعدّلها.",
        ),
    ),
    "carried-differs": Both(
        en=Message(
            "The sums carried forward on this page are {found}; those of its rows are {wanted}.",
            "Report the fault with the brief; without pages in totals the edition is built.",
        ),
        ar=Message(
            "المجاميع المرحّلة في هذه الصفحة هي {found}، ومجاميع صفوفها {wanted}.",
            "أبلغ عن الخلل مع الموجز؛ ويُبنى الإصدار إذا حذفت pages من totals.",
        ),
    ),
    "cell-overflow": Both(
        en=Message(
            "«{text}» crosses the edge of its table cell by {length} mm.",
            "Give the column more width, take other columns out of the block, or shorten the text.",
        ),
        ar=Message(
            "يتجاوز «{text}» حافة خليته في الجدول بمقدار {length} مم.",
            "زِد width للعمود، أو احذف من وصف الجدول أعمدة أخرى، أو اختصر النص.",
        ),
    ),
    "text-over-text": Both(
        en=Message(
            "«{text}» is drawn over «{other}».",
            "Shorten one of them; if a style sheet of the brief places one there, change that.",
        ),
        ar=Message(
            "«{text}» مرسوم فوق «{other}».",
            "اختصر أحدهما، وإن كانت ورقة أنماط في الموجز تضع أحدهما هناك فعدّلها.",
        ),
    ),
    "local-link": Both(
        en=Message(
            "A link leads to {url}, a file of this machine, and would lead nowhere on any other.",
            "Link to a heading of the brief, or to a full address on the web.",
        ),
        ar=Message(
            "تؤدي إحالة إلى {url}، وهو ملف على هذا الجهاز لا وجود له على غيره.",
            "اجعل الإحالة إلى عنوان داخل الموجز، أو إلى عنوان كامل على الشبكة.",
        ),
    ),
    "render-warning": Both(
        en=Message(
            "WeasyPrint warns while setting the pages: {text}",
            "Correct the style or the markup that it names: a build stands only without warnings.",
        ),
        ar=Message(
            "نبّه WeasyPrint أثناء صفّ الصفحات إلى ما يلي: {text}",
            "صحّح النمط أو الترميز المذكور، فلا يُعتدّ ببناء تتخلله تنبيهات.",
        ),
    ),
    "render-too-much": Both(
        en=Message(
            "The markup or a style is nested too deep, or makes too much at once, to be set.",
            "Simplify the templates and style sheets of the brief, the one that was changed last "
            "first.",
        ),
        ar=Message(
            "في الترميز أو في نمط تداخل أعمق أو قدر أكبر مما يمكن صفّه.",
            "بسّط قوالب الموجز وأوراق أنماطه، بدءا بآخر ما غُيّر منها.",
        ),
    ),
    "render-failed": Both(
        en=Message(
            "The pages could not be set: WeasyPrint, which sets them, failed.",
            "If the brief has templates, its own style sheets or pictures, take back what was "
            "changed last in them. Otherwise report a fault of Mujaz, with the brief and this "
            "code: {code}.",
        ),
        ar=Message(
            "تعذّر صفّ الصفحات لأن البرنامج الذي يصفّها، WeasyPrint، أخفق.",
            "إن كانت للموجز قوالب أو أوراق أنماط أو صور خاصة به فتراجع عن آخر ما غُيّر منها، وإلا "
            "فبلّغ عن خلل في موجز مع إرفاق مجلد الموجز وذكر هذا الرمز: {code}.",
        ),
    ),
    "text-lost": Both(
        en=Message(
            "The word «{word}», set in {font}, is drawn but cannot be found by a search in the "
            "PDF.",
            "Report this as a fault of Mujaz, with the word and the font.",
        ),
        ar=Message(
            "الكلمة «{word}» المصفوفة بالخط {font} مرسومة في الصفحة، لكن البحث في ملف PDF لا "
            "يجدها.",
            "بلّغ عن ذلك بوصفه خللا في موجز، مع ذكر الكلمة والخط.",
        ),
    ),
    "cannot-write": Both(
        en=Message(
            "The file cannot be written ({reason}).",
            "Free the place, or choose another; what stood there before is untouched.",
        ),
        ar=Message(
            "تعذّرت كتابة الملف ({reason_ar}).",
            "أفسح له المكان أو اختر مكانا آخر، وما كان هناك من قبل باق على حاله.",
        ),
    ),
}
