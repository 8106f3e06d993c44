"""The words of faults in the arguments of functions and aggregates, and of what people write from
habit: digits, signs and functions of other languages."""

from __future__ import annotations

from report.messages import Both, Message
from report.messages.expressions import in_expression

MESSAGES = {
    "filter-lacks": Both(
        en=Message("The filter «{given}» lacks: {missing}.", "It is written {usage}."),
        ar=Message("ينقص المرشح «{given}»: {missing}.", "يكتب على هيئة {usage}."),
    ),
    "filter-arguments": Both(
        en=Message(
            "The filter «{given}» is given too many values, or one with a name that it lacks.",
            "It is written {usage}.",
        ),
        ar=Message(
            "مررت إلى المرشح «{given}» قيم زائدة، أو قيمة باسم لا يعرفه.",
            "يكتب على هيئة {usage}.",
        ),
    ),
    "wrong-argument-count": in_expression(
        ("«{function}» is given {count} values.", "It is written {signature}."),
        ("عدد القيم المعطاة للدالة «{function}» هو {count}.", "تكتب على هيئة {signature}."),
    ),
    "unfit-argument": in_expression(
        (
            "«{near}» is a {found}, where {signature} takes a {expected} as «{parameter}».",
            "Give a {expected}.{advice}",
        ),
        (
            "«{near}» {found_ar}، والمنتظر في {signature} عند «{parameter}» {expected_ar}.",
            "المطلوب هنا {expected_ar}.{advice_ar}",
        ),
    ),
    "condition-argument": in_expression(
        (
            "«{near}» is a {found}, where «{function}» takes a condition.",
            "Compare it, as in: {function}({sample}).{advice}",
        ),
        (
            "«{near}» {found_ar}، والمنتظر في «{function}» شرط.",
            "قارنه بقيمة على نحو: {function}({sample}).{advice_ar}",
        ),
    ),
    "not-a-constant": in_expression(
        (
            "«{function}» takes constants as «{parameter}», the same in every row.",
            "Write numbers or texts themselves; write a list in brackets, as [1, 2].",
        ),
        (
            "تنتظر «{function}» عند «{parameter}» قيما ثابتة لا تتغير من صف إلى آخر.",
            "اكتب الأعداد أو النصوص نفسها، والقائمة بين قوسين معقوفين.",
        ),
    ),
    "not-ascending": in_expression(
        ("the bounds do not ascend.", "Write each larger than the one before."),
        ("الحدود ليست تصاعدية.", "اجعل كل حد أكبر مما قبله."),
    ),
    "uneven-classes": in_expression(
        (
            "there are {names} names for {bounds} bounds.",
            "Give one name more than bounds, or one less if what lies outside has no class.",
        ),
        (
            "عدد الأسماء {names} وعدد الحدود {bounds}.",
            "زد الأسماء على الحدود باسم، أو انقصها باسم إن لم تكن لما خرج عنها فئة.",
        ),
    ),
    "outside-range": in_expression(
        (
            "«{function}» takes a number from {least} to {greatest} as «{parameter}».",
            "Write it so: {signature}; nine tenths are 0.9.",
        ),
        (
            "تنتظر «{function}» عند «{parameter}» عددا من {least} إلى {greatest}.",
            "اكتبها على هيئة {signature}، وتسعة الأعشار 0.9.",
        ),
    ),
    "where-not-last": in_expression(
        (
            "a value of «{function}» follows «where».",
            "Write where and the condition after all values, before the closing bracket.",
        ),
        (
            "بعد «where» في «{function}» قيمة أخرى.",
            "اكتب where والشرط بعد كل القيم، قبل القوس الأخير.",
        ),
    ),
    "named-argument": in_expression(
        (
            "«{given}» names a value of «{function}».",
            "Values have no names: write them in their order, {signature}. A condition stands "
            "after where, and two values are compared by «==».",
        ),
        (
            "«{given}» تسمي قيمة من قيم «{function}».",
            "لا تسمى القيم: اكتبها بترتيبها، {signature}. والشرط بعد where، وتقارن قيمتان بالعلامة "
            "«==».",
        ),
    ),
    "western-digits": in_expression(
        ("numbers are written in Western digits, with a point.", "Write {meant}."),
        ("تكتب الأعداد بالأرقام 0-9 وبنقطة عشرية.", "اكتب {meant}."),
    ),
    "decimal-comma": in_expression(
        (
            "«{near}» are two values with a comma between them.",
            "Decimals follow a point: write {meant}. Two values have a space after the comma.",
        ),
        (
            "«{near}» قيمتان بينهما فاصلة.",
            "تكتب الكسور العشرية بعد نقطة: {meant}. وبين قيمتين اترك مسافة بعد الفاصلة.",
        ),
    ),
    "percent-sign": in_expression(
        (
            "«{near}» is not a number: % is the remainder of a division.",
            "Write {whole} where the column holds percentages, {share} for a share from 0 to 1.",
        ),
        (
            "«{near}» ليست عددا، فالعلامة % لباقي القسمة.",
            "اكتب {whole} إن كانت القيم نسبا مئوية، أو {share} إن كانت حصصا من 0 إلى 1.",
        ),
    ),
    "foreign-function": in_expression(
        ("«{given}» is no function of this language.", "Write {meant} instead."),
        ("«{given}» ليست من دوال هذه اللغة.", "اكتب {meant} بدلا منها."),
    ),
    "foreign-lookup": in_expression(
        (
            "«{given}» is no function of this language.",
            "A look-up is a dot: declare the key under foreign_keys, then write the key's column "
            "or the other table, a dot and the column, as in countries.region.",
        ),
        (
            "«{given}» ليست من دوال هذه اللغة.",
            "تقرأ قيم جدول آخر بنقطة: صرح بالمفتاح في foreign_keys، ثم اكتب عمود المفتاح أو اسم "
            "الجدول الآخر ثم نقطة ثم العمود.",
        ),
    ),
}
