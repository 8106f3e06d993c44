"""The words of faults of expressions: each says the text, the piece and its first character."""

from __future__ import annotations

from report.messages import Both, Message

_EN = "In «{expression}», at character {character}: "
_AR = "في «{expression}» عند الحرف {character}: "


def in_expression(
    en: tuple[str, str], ar: tuple[str, str], meant: bool = False, place: bool = True
) -> Both:
    """Return a message that begins with the place in the text."""
    return Both(
        Message(
            _EN + en[0] if place else en[0], en[1], "Did you mean «{nearest}»?" if meant else ""
        ),
        Message(_AR + ar[0] if place else ar[0], ar[1], "هل المقصود «{nearest}»؟" if meant else ""),
    )


MESSAGES = {
    "unreadable-expression": in_expression(
        (
            "«{near}» is not understood.",
            (
                "An expression is as: seats > 0 and end >= start; docs/expressions.md says what it "
                "may hold. A name with a space in it is written in backticks (`)."
            ),
        ),
        (
            "تعذر فهم «{near}».",
            (
                "تكتب العبارة على نحو: end >= start and seats > 0، وما يجوز فيها مبين في "
                "docs/expressions.md. واكتب الاسم المتضمن لمسافة بين علامتي (`)."
            ),
        ),
    ),
    "unfinished-expression": in_expression(
        ("the text ends where a value is expected.", "Write what follows the last sign or word."),
        ("انتهى النص حيث تنتظر قيمة.", "اكتب ما يلي آخر علامة أو كلمة."),
    ),
    "wrong-sign": in_expression(
        ("«{near}» is no sign of this language.", "Write «{meant}» instead."),
        ("«{near}» ليست من علامات هذه اللغة.", "اكتب «{meant}» مكانها."),
    ),
    "unclosed-text": in_expression(
        (
            "a quotation begins that does not end.",
            "Close it with {sign}; double the sign inside it.",
        ),
        ("بدأ اقتباس لم ينته.", "أغلقه بالعلامة {sign}، وكررها مرتين إن وردت داخله."),
    ),
    "unclosed-bracket": in_expression(
        ("a bracket opens that does not close.", "Close it with «{sign}»."),
        ("فتح قوس لم يغلق.", "أغلقه بالعلامة «{sign}»."),
    ),
    "long-expression": in_expression(
        (
            "The expression has {length} characters; the most are {limit}.",
            "Split it over computed columns.",
        ),
        (
            "في العبارة {length} حرفا، والحد الأقصى {limit}.",
            "وزعها على أعمدة محسوبة.",
        ),
        place=False,
    ),
    "deep-expression": in_expression(
        ("the expression has more than {limit} levels.", "Split it over computed columns."),
        ("تجاوزت مستويات العبارة {limit}.", "وزعها على أعمدة محسوبة."),
    ),
    "big-number": in_expression(
        ("the number «{near}» has more than {limit} digits.", "Write a shorter number."),
        ("تجاوزت أرقام العدد «{near}» الحد {limit}.", "اكتب عددا أقصر."),
    ),
    "list-not-here": in_expression(
        ("a list in brackets cannot stand here.", "Lists stand after «in» and in «cut»."),
        ("لا موضع هنا لقائمة بين قوسين.", "ترد القوائم بعد «in» وفي «cut»."),
    ),
    "not-a-list": in_expression(
        (
            "after «in» stands «{near}».",
            "Write a list as ['a', 'b'], or for a date a period as '2025-11'.{advice}",
        ),
        (
            "ورد بعد «in» «{near}».",
            "اكتب قائمة بين قوسين معقوفين، أو فترة كالسنة والشهر إن كانت القيمة تاريخا.{advice_ar}",
        ),
    ),
    "not-a-condition": in_expression(
        (
            "«{near}» is a {kind}, where a condition is expected.",
            "Compare it, as in: seats > 0.{advice}",
        ),
        ("«{near}» {kind_ar}، والمنتظر شرط.", "قارنه بقيمة على نحو: seats > 0.{advice_ar}"),
    ),
    "unfit-negative": in_expression(
        ("«{near}» is a {kind}, where a number is expected.", "Give a number.{advice}"),
        ("«{near}» {kind_ar}، والمنتظر عدد.", "اكتب عددا.{advice_ar}"),
    ),
    "unfit-kinds": in_expression(
        (
            "{left} and {right} do not go together in «{near}».",
            (
                "Compare and compute numbers with numbers and dates with dates; texts are only == "
                "or !=, and are joined by concat.{advice}"
            ),
        ),
        (
            "لا يجتمع {left_ar} و{right_ar} في «{near}».",
            (
                "قارن الأعداد بالأعداد والتواريخ بالتواريخ واحسب بها، والنصوص بالعلامتين == و!= "
                "فقط، وتضم بالدالة concat.{advice_ar}"
            ),
        ),
    ),
    "compare-missing": in_expression(
        ("a blank cannot be compared.", "Write «is missing» or «is not missing»."),
        ("لا يقارن الفارغ.", "اكتب «is missing» أو «is not missing»."),
    ),
    "bad-date-text": in_expression(
        (
            "«{given}» is no date.",
            "Write it as 2025, 2025-11, 2025-11-24 or 2025-11-24/2025-11-27.",
        ),
        (
            "«{given}» ليس تاريخا.",
            "اكتبه على هيئة 2025 أو 2025-11 أو 2025-11-24 أو 2025-11-24/2025-11-27.",
        ),
    ),
    "no-cell-holds": in_expression(
        (
            "no cell of the column can hold «{given}».",
            "{advice} No other text equals a cell.",
        ),
        ("لا يمكن أن تتضمن أي خلية من العمود «{given}».", "{advice_ar} ولا يساوي أي خلية نص سواه."),
    ),
    "no-such-name": in_expression(
        ("nothing is called «{given}» here.", "Known names: {known}."),
        ("لا شيء هنا باسم «{given}».", "الأسماء المعروفة: {known}."),
        meant=True,
    ),
    "column-of-linked-table": in_expression(
        (
            "the table {table} has no column «{given}». Tables with it: {tables}.",
            "Write it with the foreign key before a dot: {paths}.",
        ),
        (
            "لا عمود باسم «{given}» في الجدول {table}، وهو في: {tables}.",
            "اكتبه بعد اسم المفتاح الخارجي ونقطة: {paths}.",
        ),
        meant=True,
    ),
    "column-of-other-table": in_expression(
        (
            "the table {table} has no column «{given}». Tables with it: {tables}.",
            "Write a column of {table}: {known}. Or work with a table that has the column, or "
            "declare a key of {table} to it under foreign_keys.",
        ),
        (
            "لا عمود باسم «{given}» في الجدول {table}، وهو في: {tables}.",
            "اكتب عمودا من {table}: {known}. أو استعمل جدولا فيه هذا العمود، أو صرح بمفتاح من "
            "{table} إليه في foreign_keys.",
        ),
        meant=True,
    ),
    "no-such-link": in_expression(
        (
            "the table {table} has no foreign key to «{given}».",
            "Declare it under foreign_keys. Names that can stand before a dot: {known}.",
        ),
        (
            "ليس للجدول {table} مفتاح خارجي إلى «{given}».",
            "صرح به في foreign_keys. ما يجوز قبل النقطة: {known}.",
        ),
        meant=True,
    ),
    "several-links": in_expression(
        (
            "several foreign keys lead to «{given}».",
            "Write the key's column before the dot: {known}.",
        ),
        (
            "أكثر من مفتاح خارجي يؤدي إلى «{given}».",
            "اكتب عمود المفتاح قبل النقطة: {known}.",
        ),
    ),
    "column-outside-aggregate": in_expression(
        (
            "«{given}» is a column; a group has many values of it.",
            "Say which is meant, as sum, mean, max, first or only of it.",
        ),
        (
            "«{given}» عمود، وللمجموعة منه قيم كثيرة.",
            "حدد المراد منها، كالمجموع sum أو المتوسط mean أو الأكبر max.",
        ),
    ),
    "aggregate-in-row": in_expression(
        (
            "«{given}» is computed over many rows, and this expression is about one row.",
            "Move it to a measure, or to a column of a derived table with by.",
        ),
        (
            "«{given}» تحسب على صفوف كثيرة، وهذه العبارة عن صف واحد.",
            "انقلها إلى مؤشر، أو إلى عمود جدول مشتق فيه by.",
        ),
    ),
    "where-in-function": in_expression(
        ("«{given}» takes no «where».", "Only aggregates do, as in: count(where seats > 0)."),
        ("لا تقبل «{given}» كلمة «where».", "لا تقبلها إلا دوال التجميع مثل count و sum."),
    ),
    "unknown-function": in_expression(
        ("there is no function «{given}».", "Functions: {known}."),
        ("لا توجد دالة باسم «{given}».", "الدوال: {known}."),
        meant=True,
    ),
    "needs-order": in_expression(
        (
            "«{given}» reads the row before, and the rows of this table have no order.",
            "Use it in a derived table with order.",
        ),
        (
            "«{given}» تقرأ الصف السابق، وليس لصفوف هذا الجدول ترتيب.",
            "استعملها في جدول مشتق له order.",
        ),
    ),
    "only-missing": in_expression(
        ("the value is blank in every row.", "Write an expression over columns."),
        ("القيمة فارغة في كل صف.", "اكتب عبارة على أعمدة الجدول."),
    ),
    "constant-expression": in_expression(
        ("the expression names no column.", "Name at least one column."),
        ("لا تذكر العبارة أي عمود.", "اذكر عمودا واحدا على الأقل."),
    ),
    "several-rows": in_expression(
        (
            "In the table {table}, several rows have the key {key}, so that a look-up has no "
            "single answer.",
            "Correct the rows, or look up by columns that are unique there.",
        ),
        (
            "في الجدول {table} أكثر من صف بالمفتاح {key}، فليس للبحث فيه جواب واحد.",
            "صحح الصفوف، أو ابحث بأعمدة لا تتكرر قيمها هناك.",
        ),
        place=False,
    ),
    "circular-column": in_expression(
        ("The column {given} is computed from itself: {circle}.", "Break the circle."),
        ("العمود {given} محسوب من نفسه: {circle}.", "اقطع هذه الدورة."),
        place=False,
    ),
    "computed-twice": in_expression(
        (
            "The file has a column {given}, and the brief computes one of that name.",
            "Give the computed column another name.",
        ),
        (
            "في الملف عمود باسم {given}، والموجز يحسب عمودا بالاسم نفسه.",
            "سم العمود المحسوب باسم آخر.",
        ),
        place=False,
    ),
    "unfit-computed": in_expression(
        (
            "The type {given} does not fit the computed column {column}, whose values are of the "
            "kind {kind}.",
            "Take the type out: it follows from the expression.",
        ),
        (
            "النوع {given} لا يناسب العمود المحسوب {column}، وقيمه من الصنف {kind}.",
            "احذف النوع، فهو يتبع العبارة.",
        ),
        place=False,
    ),
    "zero-divisor": in_expression(
        (
            "The column {column} divides by zero in {count} rows; these cells are blank.",
            "If that is meant, turn the rule off under severity; else divide only where the "
            "divisor is not zero, by if.",
        ),
        (
            "يقسم العمود {column} على صفر في {count} من الصفوف، فخلاياها فارغة.",
            "إن كان ذلك مقصودا فأوقف القاعدة في severity، وإلا فلا تقسم إلا على غير "
            "الصفر باستعمال if.",
        ),
        place=False,
    ),
    "circular-table": in_expression(
        ("The table {given} is derived from itself: {circle}.", "Break the circle."),
        ("الجدول {given} مشتق من نفسه: {circle}.", "اقطع هذه الدورة."),
        place=False,
    ),
    "uneven-stack": in_expression(
        (
            "This entry of stack has the columns {given}, and the first one {known}.",
            "Give all entries the same columns.",
        ),
        (
            "أعمدة هذا العنصر من stack هي {given}، وأعمدة أولها {known}.",
            "اجعل لكل العناصر الأعمدة نفسها.",
        ),
        place=False,
    ),
    "stack-too-long": in_expression(
        (
            "The entries of stack make more than {limit} rows of the table.",
            "Give stack fewer entries, or keep fewer rows first, by a derived table with where.",
        ),
        (
            "عناصر stack تجعل صفوف الجدول أكثر من {limit}.",
            "قلل عناصر stack، أو اقصر الصفوف قبلها بجدول مشتق له where.",
        ),
        place=False,
    ),
    "stack-kinds": in_expression(
        (
            "The entries of stack give the column {column} values of several kinds: {kinds}.",
            "Give it values of one kind; text() makes a text of any value.",
        ),
        (
            "قيم العمود {column} في عناصر stack من أصناف مختلفة: {kinds}.",
            "اجعلها من صنف واحد، والدالة text تجعل كل قيمة نصا.",
        ),
        place=False,
    ),
    "unfit-complete": in_expression(
        (
            "«complete» has the bounds {given}, between which the column has no countable members.",
            "Give the first and the last date, period or whole number, at most a million apart.",
        ),
        (
            "حدا complete هما {given}، وليس للعمود بينهما قيم تعد.",
            "اكتب أول تاريخ أو فترة أو عدد صحيح وآخرها، على ألا يفصل بينهما أكثر من مليون.",
        ),
        place=False,
    ),
    "derived-not-limited": in_expression(
        (
            "The table {given} is derived; a brief is limited to a value of a table that is read.",
            "Name a column of the table that it is derived from.",
        ),
        (
            "الجدول {given} مشتق، ولا يقصر الموجز إلا على قيمة من جدول مقروء.",
            "اذكر عمودا من الجدول الذي اشتق منه.",
        ),
        place=False,
    ),
    "uncertain-rows": in_expression(
        (
            "In {count} rows a date does not decide the condition «{expression}»; they are left "
            "out.",
            "Correct the dates, or include the rows by a further condition.",
        ),
        (
            "في {count} من الصفوف لا يحسم التاريخ الشرط «{expression}»، فتركت هذه الصفوف.",
            "صحح التواريخ، أو أدرج الصفوف بشرط إضافي.",
        ),
        place=False,
    ),
    "too-long-value": in_expression(
        (
            "A value of the expression has more than {limit} bits or characters.",
            "Compute with shorter numbers and texts: round() shortens quotients before they are "
            "added up.",
        ),
        (
            "في قيم العبارة ما يتجاوز {limit} بتا أو حرفا.",
            "احسب بأعداد ونصوص أقصر، والدالة round تقصر نواتج القسمة قبل جمعها.",
        ),
        place=False,
    ),
}
