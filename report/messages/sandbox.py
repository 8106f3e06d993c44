"""Messages of the room ``sandbox``: what templates and prose may not say, and the bounds that they
reach."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "unknown-name": Both(
        en=Message(
            "Nothing here is called «{given}».",
            "Correct the name, or take the expression away.{advice}",
        ),
        ar=Message("لا شيء هنا اسمه «{given}».", "صحح الاسم أو احذف العبارة.{advice_ar}"),
    ),
    "not-given": Both(
        en=Message(
            "«{given}» cannot be read of a value of the kind {kind}.",
            "Correct the name, or take the expression away: only what is given for a text can be "
            "read there.",
        ),
        ar=Message(
            "لا يمكن قراءة «{given}» من قيمة من النوع {kind}.",
            "صحح الاسم أو احذف العبارة، فلا يُقرأ في النص إلا ما أعطي له.",
        ),
    ),
    "not-callable": Both(
        en=Message(
            "A value of the kind {given} cannot be called.", "Take the brackets behind it away."
        ),
        ar=Message("لا يمكن استدعاء قيمة من النوع {given}.", "احذف القوسين بعدها."),
    ),
    "not-in-text": Both(
        en=Message(
            "«{given}» has no place in this text.",
            "Take it away: texts hold values, conditions and loops; templates hold their parts "
            "too.",
        ),
        ar=Message(
            "لا مكان لـ«{given}» في هذا النص.",
            "احذفه، فالنصوص تتضمن القيم والشروط والحلقات، والقوالب تتضمن أجزاءها أيضا.",
        ),
    ),
    "no-such-filter": Both(
        en=Message("There is no filter «{given}».", "Use one of: {known}."),
        ar=Message("لا يوجد مرشح باسم «{given}».", "استعمل أحد المرشحات: {known}."),
    ),
    "no-such-test": Both(
        en=Message("There is no test «{given}».", "Use one of: {known}."),
        ar=Message("لا يوجد اختبار باسم «{given}».", "استعمل أحد الاختبارات: {known}."),
    ),
    "not-printable": Both(
        en=Message(
            "A value of the kind {given} cannot be printed.", "Print a text, a number or a measure."
        ),
        ar=Message("لا يمكن طبع قيمة من النوع {given}.", "اطبع نصا أو عددا أو مؤشرا."),
    ),
    "number-wanted": Both(
        en=Message("«{given}» is not a number.", "Give the filter a measure or a number."),
        ar=Message("القيمة «{given}» ليست عددا.", "مرر إلى المرشح مؤشرا أو عددا."),
    ),
    "operator-kind": Both(
        en=Message(
            "«{given}» is for numbers.", "Write a number on each side; ~ puts texts together."
        ),
        ar=Message(
            "العملية «{given}» للأعداد.", "اكتب عددا في كل جانب، أما النصوص فتوصل بالعلامة ~."
        ),
    ),
    "wrong-kind": Both(
        en=Message(
            "A filter, a sign or a loop is given a value that it does not take.",
            "Give each what it takes: dates as texts such as 2025-11-24, numbers for sums, lists "
            "for loops.",
        ),
        ar=Message(
            "مُررت إلى مرشح أو عملية أو حلقة قيمة لا تقبلها.",
            "مرر إلى كل منها ما يقبله: التواريخ نصوصا مثل 2025-11-24، والأعداد للحساب، والقوائم "
            "للحلقات.",
        ),
    ),
    "divided-by-zero": Both(
        en=Message("A number is divided by zero.", "Test the divisor with a condition first."),
        ar=Message("في العبارة قسمة على صفر.", "اختبر المقسوم عليه أولا بشرط."),
    ),
    "bad-format": Both(
        en=Message(
            "The pattern «{given}» cannot be filled.",
            "Write conversions such as %s, %d or %.2f, with widths below 100.",
        ),
        ar=Message(
            "لا يمكن ملء النمط «{given}».",
            "اكتب رمز نص أو عدد صحيح أو عدد عشري بعد العلامة %، بعرض أقل من 100.",
        ),
    ),
    "no-template": Both(
        en=Message(
            "There is no template «{given}».",
            "Correct the name: templates are in the brief's folder templates or come with Mujaz.",
        ),
        ar=Message(
            "لا يوجد قالب باسم «{given}».",
            "صحح الاسم، فالقوالب في مجلد قوالب الموجز أو مرفقة بموجز.",
        ),
    ),
    "template-circle": Both(
        en=Message(
            "The template leads back to itself: {path}.",
            "Include, extend or import another one; a name means the brief's own template first.",
        ),
        ar=Message(
            "يعود القالب إلى نفسه: {path}.",
            "ضمّن قالبا آخر أو ابن عليه، علما بأن الاسم يدل أولا على قالب الموجز نفسه.",
        ),
    ),
    "name-not-constant": Both(
        en=Message(
            "The name of a template is worked out.",
            "Write the name in quotes, one include for each template.",
        ),
        ar=Message("اسم القالب محسوب.", "اكتب الاسم بين علامتي اقتباس، وضمّن كل قالب على حدة."),
    ),
    "sandbox-steps": Both(
        en=Message(
            "The brief's templates and texts do more than {limit} steps of work.",
            "Take loops away, or go through shorter lists; print long tables with register, not "
            "with table.",
        ),
        ar=Message(
            "تتجاوز قوالب الموجز ونصوصه {limit} من خطوات الحساب.",
            "احذف بعض الحلقات أو اجعل قوائمها أقصر، واطبع الجداول الطويلة بالمفتاح register بدل "
            "table.",
        ),
    ),
    "sandbox-text": Both(
        en=Message(
            "The brief's templates and texts write more than {limit} characters.",
            "Take loops away, or print shorter texts in them.",
        ),
        ar=Message(
            "تكتب قوالب الموجز ونصوصه أكثر من {limit} من المحارف.",
            "احذف بعض الحلقات أو اطبع فيها نصوصا أقصر.",
        ),
    ),
    "sandbox-depth": Both(
        en=Message(
            "Macros or blocks call one another {limit} deep.",
            "Let no macro call itself, and use fewer in one another.",
        ),
        ar=Message(
            "يستدعي بعض وحدات الماكرو أو الكتل بعضا إلى عمق {limit}.",
            "لا تجعل وحدة تستدعي نفسها، وقلل من تداخلها.",
        ),
    ),
    "sandbox-nested": Both(
        en=Message(
            "Statements or brackets stand more than {limit} deep in one another.",
            "Take the text apart into parts that are less nested.",
        ),
        ar=Message(
            "تتداخل العبارات أو الأقواس إلى عمق يتجاوز {limit}.",
            "قسّم النص إلى أجزاء أقل تداخلا.",
        ),
    ),
    "sandbox-nested-deep": Both(
        en=Message(
            "The text is nested too deep, or makes too much at once, to be evaluated.",
            "Take it apart into parts that are less nested.",
        ),
        ar=Message(
            "في النص تداخل أعمق أو قدر أكبر مما يمكن حسابه.",
            "قسّمه إلى أجزاء أقل تداخلا.",
        ),
    ),
    "sandbox-size": Both(
        en=Message("The text is larger than {limit}.", "Divide it into several."),
        ar=Message("يتجاوز حجم النص {limit}.", "قسّمه إلى عدة نصوص."),
    ),
    "sandbox-number": Both(
        en=Message("A number has more than {limit} figures.", "Calculate with smaller numbers."),
        ar=Message("في العبارة عدد يتجاوز {limit} رقما.", "احسب بأعداد أصغر."),
    ),
    "sandbox-range": Both(
        en=Message("range gives more than {limit} numbers.", "Narrow it."),
        ar=Message("تعطي range أكثر من {limit} من الأعداد.", "ضيّق نطاقها."),
    ),
}
