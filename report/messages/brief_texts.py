"""Texts of the reader of ``brief.toml``: what is wrong with a line, and what a value must be."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "unknown-name.known": Text(
        " A measure is written measures.NAME; the other names are: {names}.",
        " يكتب المؤشر measures.NAME، والأسماء الأخرى: {names}.",
    ),
    "token.no-colour": Text(
        "{name}: {value} is not an opaque colour",
        "قيمة {name} ليست لونا معتما: {value}",
    ),
    "token.no-length": Text(
        "{name}: {value} is not a length in mm, cm, in, pt, pc or px",
        "قيمة {name} ليست طولا بالوحدات mm أو cm أو in أو pt أو pc أو px: {value}",
    ),
    "token.too-much": Text("{value} refers to too much", "تحيل القيمة {value} على ما يتجاوز الحد"),
    "token.circle": Text(
        "{value}: custom properties refer to each other in a circle, or too deep",
        "تحيل الخصائص بعضها على بعض في حلقة أو أعمق مما يجوز: {value}",
    ),
    "page.no-room": Text(
        "@page: its margins leave {room} mm for text, which is less than {least} mm",
        "لا تترك هوامش @page للنص إلا {room} مليمتر، والحد الأدنى {least} مليمترا",
    ),
    "page.margins": Text(
        "@page margin: it has one to four lengths", "للخاصية @page margin طول واحد إلى أربعة أطوال"
    ),
    "page.size": Text(
        "@page size: it is one of {sizes} with or without landscape, or one or two lengths",
        "قيمة @page size واحدة من {sizes}، مع landscape أو دونها، أو طول أو طولان",
    ),
    "toml.second.reason": Text(
        "this key or section is there a second time",
        "تكرر مفتاح أو قسم",
    ),
    "toml.second.advice": Text(
        "keep one of the two; what comes again and again is written [[…]], as [[sections]]",
        "أبق أحدهما، وما يتكرر كالأقسام يكتب [[…]] مثل [[sections]]",
    ),
    "toml.open-text.reason": Text(
        "a text is not closed",
        "نص غير مغلق",
    ),
    "toml.open-text.advice": Text(
        "put the missing quotation mark; a text of several lines stands between three of them",
        "أضف علامة الاقتباس الناقصة، والنص المتعدد الأسطر يوضع بين ثلاث علامات",
    ),
    "toml.open-bracket.reason": Text(
        "a bracket is not closed, in this line or above it",
        "قوس غير مغلق في هذا السطر أو فوقه",
    ),
    "toml.open-bracket.advice": Text(
        "close it; the items of a list are separated by commas",
        "أغلقه، وافصل بين عناصر القائمة بفواصل",
    ),
    "toml.behind.reason": Text(
        "there is something after the value",
        "في السطر شيء زائد بعد القيمة",
    ),
    "toml.behind.advice": Text(
        'write one key = value a line, and a quotation mark inside of a text as \\"',
        'اكتب في كل سطر مفتاحا واحدا وقيمته، وعلامة الاقتباس داخل النص هكذا \\"',
    ),
    "toml.backslash.reason": Text(
        "a backslash in a text means something else",
        "للشرطة المائلة العكسية داخل النص معنى آخر",
    ),
    "toml.backslash.advice": Text(
        "write two of them, or put the text between single quotes",
        "اكتبها مرتين أو ضع النص بين علامتين مفردتين",
    ),
    "toml.bad-key.reason": Text(
        "a key is missing, or has signs that a key without quotes cannot have",
        "مفتاح ناقص أو فيه علامات لا تجوز في مفتاح بلا اقتباس",
    ),
    "toml.bad-key.advice": Text(
        "put a key with Arabic letters or spaces in quotes",
        "ضع المفتاح الذي فيه حروف عربية أو مسافات بين علامتي اقتباس",
    ),
    "toml.no-value.reason": Text(
        "the line is neither key = value nor a section in brackets",
        "ليس السطر مفتاحا وقيمته ولا اسم قسم بين معقوفين",
    ),
    "toml.no-value.advice": Text(
        "write key = value; put a key with Arabic letters or spaces in quotes; a remark begins "
        "with #",
        "اكتب المفتاح ثم = ثم القيمة، والمفتاح الذي فيه حروف عربية أو مسافات بين علامتي اقتباس، "
        "والتعليق بعد #",
    ),
    "toml.bad-date.reason": Text(
        "this date is not in the calendar",
        "تاريخ لا وجود له في التقويم",
    ),
    "toml.bad-date.advice": Text(
        "write it as 2025-11-27, without quotes",
        "اكتبه على شكل 2025-11-27 بلا علامتي اقتباس",
    ),
    "toml.nested.reason": Text(
        "brackets or dotted keys are nested deeper than in any brief",
        "تداخل الأقواس أو المفاتيح أعمق مما في أي موجز",
    ),
    "toml.nested.advice": Text(
        "take the inner ones out",
        "احذف ما تداخل منها",
    ),
    "toml.long-number.reason": Text(
        "a number has too many figures",
        "عدد أرقامه كثيرة جدا",
    ),
    "toml.long-number.advice": Text(
        "write a shorter one",
        "اكتب عددا أقصر",
    ),
    "toml.curly-quote.reason": Text(
        "the text is in the quotation mark «{sign}», which is for print",
        "النص بين علامتي اقتباس من نوع «{sign}» الخاصة بالطباعة",
    ),
    "toml.curly-quote.advice": Text(
        'write the straight mark (") before and after the text',
        'اكتب العلامة المستقيمة (") قبل النص وبعده',
    ),
    "toml.unreadable.reason": Text(
        "the value behind «=» cannot be read",
        "القيمة بعد «=» غير مقروءة",
    ),
    "toml.unreadable.advice": Text(
        'put text in quotes ("…"); a decimal number has a point, yes and no are true and false',
        'النص بين علامتي اقتباس ("…")، والعدد الكسري بنقطة، ونعم ولا هما true وfalse',
    ),
    "value.string-type": Text(
        "text in quotes",
        "نص بين علامتي اقتباس",
    ),
    "value.int-type": Text(
        "a whole number without quotes",
        "عدد صحيح بلا علامتي اقتباس",
    ),
    "value.float-type": Text(
        "a number without quotes",
        "عدد بلا علامتي اقتباس",
    ),
    "value.finite-number": Text(
        "a number with figures, not nan or inf",
        "عدد مكتوب بأرقام، لا nan ولا inf",
    ),
    "value.bool-type": Text(
        "true or false, without quotes",
        "true أو false بلا علامتي اقتباس",
    ),
    "value.tuple-type": Text(
        "a list in square brackets",
        "قائمة بين معقوفين",
    ),
    "value.dict-type": Text(
        "a table of keys",
        "جدول مفاتيح",
    ),
    "value.text-or-table": Text(
        "text in quotes, or a table of keys",
        "نص بين علامتي اقتباس أو جدول مفاتيح",
    ),
    "value.date-type": Text(
        "a date without quotes, as 2025-11-27",
        "تاريخ بلا علامتي اقتباس مثل 2025-11-27",
    ),
    "value.string-too-short": Text(
        "a text that is not empty",
        "نص غير فارغ",
    ),
    "value.too-short": Text(
        "a longer list, of length {limit} or more",
        "قائمة أطول، لا تقل عناصرها عن {limit}",
    ),
    "value.too-long": Text(
        "a shorter list, of length {limit} or less",
        "قائمة أقصر، لا تزيد عناصرها على {limit}",
    ),
    "value.string-too-long": Text(
        "a shorter text, of length {limit} or less",
        "نص أقصر، لا تزيد حروفه على {limit}",
    ),
    "value.greater-than": Text(
        "a number larger than {limit}",
        "عدد أكبر من {limit}",
    ),
    "value.greater-than-equal": Text(
        "a larger number, {limit} or more",
        "عدد أكبر، لا يقل عن {limit}",
    ),
    "value.less-than": Text(
        "a number smaller than {limit}",
        "عدد أصغر من {limit}",
    ),
    "value.less-than-equal": Text(
        "a smaller number, {limit} or less",
        "عدد أصغر، لا يزيد على {limit}",
    ),
    "value.date-from-datetime-inexact": Text(
        "a date without a time",
        "تاريخ بلا ساعة",
    ),
    "value.described": Text(
        "what `mujaz schema` describes",
        "ما يصفه الأمر mujaz schema",
    ),
    "value.text-or-missing": Text(
        "text in quotes, or { missing = true }",
        "نص بين علامتي اقتباس أو { missing = true }",
    ),
}
