"""The words of faults of expressions: each says the text, the piece and its first character."""

from __future__ import annotations

from report.messages import Both, Message

_EN = "In «{expression}», at character {character}: "
_AR = "في «{expression}» عند الحرف {character}: "


def _both(
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
    "unreadable-expression": _both(
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
    "unfinished-expression": _both(
        ("the text ends where a value is expected.", "Write what follows the last sign or word."),
        ("انتهى النص حيث تنتظر قيمة.", "اكتب ما يلي آخر علامة أو كلمة."),
    ),
    "wrong-sign": _both(
        ("«{near}» is no sign of this language.", "Write «{meant}» instead."),
        ("«{near}» ليست من علامات هذه اللغة.", "اكتب «{meant}» مكانها."),
    ),
    "unclosed-text": _both(
        (
            "a quotation begins that does not end.",
            "Close it with {sign}; double the sign inside it.",
        ),
        ("بدأ اقتباس لم ينته.", "أغلقه بالعلامة {sign}، وكررها مرتين إن وردت داخله."),
    ),
    "unclosed-bracket": _both(
        ("a bracket opens that does not close.", "Close it with «{sign}»."),
        ("فتح قوس لم يغلق.", "أغلقه بالعلامة «{sign}»."),
    ),
    "long-expression": _both(
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
    "deep-expression": _both(
        ("the expression has more than {limit} levels.", "Split it over computed columns."),
        ("تجاوزت مستويات العبارة {limit}.", "وزعها على أعمدة محسوبة."),
    ),
    "big-number": _both(
        ("the number «{near}» has more than {limit} digits.", "Write a shorter number."),
        ("تجاوزت أرقام العدد «{near}» الحد {limit}.", "اكتب عددا أقصر."),
    ),
    "list-not-here": _both(
        ("a list in brackets cannot stand here.", "Lists stand after «in» and in «cut»."),
        ("لا موضع هنا لقائمة بين قوسين.", "ترد القوائم بعد «in» وفي «cut»."),
    ),
    "not-a-list": _both(
        (
            "after «in» stands «{near}».",
            "Write a list as ['a', 'b'], or for a date a period as '2025-11'.",
        ),
        (
            "ورد بعد «in» «{near}».",
            "اكتب قائمة بين قوسين معقوفين، أو فترة كالسنة والشهر إن كانت القيمة تاريخا.",
        ),
    ),
    "not-a-condition": _both(
        ("«{near}» is a {kind}, where a condition is expected.", "Compare it, as in: seats > 0."),
        ("«{near}» {kind_ar}، والمنتظر شرط.", "قارنه بقيمة على نحو: seats > 0."),
    ),
    "unfit-negative": _both(
        ("«{near}» is a {kind}, where a number is expected.", "Give a number."),
        ("«{near}» {kind_ar}، والمنتظر عدد.", "اكتب عددا."),
    ),
    "unfit-kinds": _both(
        (
            "{left} and {right} do not go together in «{near}».",
            (
                "Compare and compute numbers with numbers and dates with dates; texts are only == "
                "or !=, and are joined by concat."
            ),
        ),
        (
            "لا يجتمع {left_ar} و{right_ar} في «{near}».",
            (
                "قارن الأعداد بالأعداد والتواريخ بالتواريخ واحسب بها، والنصوص بالعلامتين == و!= "
                "فقط، وتضم بالدالة concat."
            ),
        ),
    ),
    "compare-missing": _both(
        ("a blank cannot be compared.", "Write «is missing» or «is not missing»."),
        ("لا يقارن الفارغ.", "اكتب «is missing» أو «is not missing»."),
    ),
    "bad-date-text": _both(
        (
            "«{given}» is no date.",
            "Write it as 2025, 2025-11, 2025-11-24 or 2025-11-24/2025-11-27.",
        ),
        (
            "«{given}» ليس تاريخا.",
            "اكتبه على هيئة 2025 أو 2025-11 أو 2025-11-24 أو 2025-11-24/2025-11-27.",
        ),
    ),
    "no-cell-holds": _both(
        (
            "no cell of the column can hold «{given}».",
            "{advice} No other text equals a cell.",
        ),
        ("لا يمكن أن تتضمن أي خلية من العمود «{given}».", "{advice_ar} ولا يساوي أي خلية نص سواه."),
    ),
    "no-such-name": _both(
        ("nothing is called «{given}» here.", "Known names: {known}."),
        ("لا شيء هنا باسم «{given}».", "الأسماء المعروفة: {known}."),
        meant=True,
    ),
    "column-of-linked-table": _both(
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
    "column-of-other-table": _both(
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
    "no-such-link": _both(
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
    "several-links": _both(
        (
            "several foreign keys lead to «{given}».",
            "Write the key's column before the dot: {known}.",
        ),
        (
            "أكثر من مفتاح خارجي يؤدي إلى «{given}».",
            "اكتب عمود المفتاح قبل النقطة: {known}.",
        ),
    ),
    "column-outside-aggregate": _both(
        (
            "«{given}» is a column, of which a group has many values.",
            "Say which is meant, as sum, mean, max, first or only of it.",
        ),
        (
            "«{given}» عمود، وللمجموعة منه قيم كثيرة.",
            "حدد المراد منها، كالمجموع sum أو المتوسط mean أو الأكبر max.",
        ),
    ),
    "aggregate-in-row": _both(
        (
            "«{given}» is computed over many rows, and this expression is about one row.",
            "Move it to a measure, or to a column of a derived table with by.",
        ),
        (
            "«{given}» تحسب على صفوف كثيرة، وهذه العبارة عن صف واحد.",
            "انقلها إلى مؤشر، أو إلى عمود جدول مشتق فيه by.",
        ),
    ),
    "where-in-function": _both(
        ("«{given}» takes no «where».", "Only aggregates do, as in: count(where seats > 0)."),
        ("لا تقبل «{given}» كلمة «where».", "لا تقبلها إلا دوال التجميع مثل count و sum."),
    ),
    "unknown-function": _both(
        ("there is no function «{given}».", "Functions: {known}."),
        ("لا توجد دالة باسم «{given}».", "الدوال: {known}."),
        meant=True,
    ),
    "wrong-argument-count": _both(
        ("«{function}» is given {count} values.", "It is written {signature}."),
        ("عدد القيم المعطاة للدالة «{function}» هو {count}.", "تكتب على هيئة {signature}."),
    ),
    "unfit-argument": _both(
        (
            "«{near}» is a {found}, where {signature} takes a {expected} as «{parameter}».",
            "Give a {expected}.",
        ),
        (
            "«{near}» {found_ar}، والمنتظر في {signature} عند «{parameter}» {expected_ar}.",
            "المطلوب هنا {expected_ar}.",
        ),
    ),
    "not-a-constant": _both(
        (
            "«{function}» takes constants as «{parameter}», the same in every row.",
            "Write numbers or texts themselves; a list stands in brackets, as [1, 2].",
        ),
        (
            "تنتظر «{function}» عند «{parameter}» قيما ثابتة لا تتغير من صف إلى آخر.",
            "اكتب الأعداد أو النصوص نفسها، والقائمة بين قوسين معقوفين.",
        ),
    ),
    "not-ascending": _both(
        ("the bounds do not ascend.", "Write each larger than the one before."),
        ("الحدود ليست تصاعدية.", "اجعل كل حد أكبر مما قبله."),
    ),
    "uneven-classes": _both(
        (
            "there are {names} names for {bounds} bounds.",
            "Give one name more than bounds, or one less if what lies outside has no class.",
        ),
        (
            "عدد الأسماء {names} وعدد الحدود {bounds}.",
            "زد الأسماء على الحدود باسم، أو انقصها باسم إن لم تكن لما خرج عنها فئة.",
        ),
    ),
    "needs-order": _both(
        (
            "«{given}» reads the row before, and the rows of this table have no order.",
            "Use it in a derived table with order.",
        ),
        (
            "«{given}» تقرأ الصف السابق، وليس لصفوف هذا الجدول ترتيب.",
            "استعملها في جدول مشتق له order.",
        ),
    ),
    "only-missing": _both(
        ("the value is blank in every row.", "Write an expression over columns."),
        ("القيمة فارغة في كل صف.", "اكتب عبارة على أعمدة الجدول."),
    ),
    "constant-expression": _both(
        ("the expression names no column.", "Name at least one column."),
        ("لا تذكر العبارة أي عمود.", "اذكر عمودا واحدا على الأقل."),
    ),
    "several-rows": _both(
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
    "circular-column": _both(
        ("The column {given} is computed from itself: {circle}.", "Break the circle."),
        ("العمود {given} محسوب من نفسه: {circle}.", "اقطع هذه الدورة."),
        place=False,
    ),
    "computed-twice": _both(
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
    "unfit-computed": _both(
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
    "zero-divisor": _both(
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
    "circular-table": _both(
        ("The table {given} is derived from itself: {circle}.", "Break the circle."),
        ("الجدول {given} مشتق من نفسه: {circle}.", "اقطع هذه الدورة."),
        place=False,
    ),
    "uneven-stack": _both(
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
    "stack-kinds": _both(
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
    "unfit-complete": _both(
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
    "derived-not-limited": _both(
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
    "uncertain-rows": _both(
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
    "too-long-value": _both(
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
