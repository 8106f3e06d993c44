"""The names of kinds of values, and the rules of aggregates as pages say them."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "kind.number": Text("number", "عدد"),
    "kind.text": Text("text", "نص"),
    "kind.boolean": Text("truth", "صواب أو خطأ"),
    "kind.date": Text("date", "تاريخ"),
    "kind.missing": Text("blank", "فارغ"),
    "advice.column-type": Text(
        "If each cell of {column} is a {kind}, write for it under [tables.{table}.columns]: "
        'type = "{type}".',
        "إذا كانت كل خلية من خلايا {column} تتضمن {kind} فاكتب لهذا العمود تحت "
        '[tables.{table}.columns]: type = "{type}".',
    ),
    "advice.number-of-text": Text(
        "number({near}) is the number that a text is.",
        "اكتب number({near}) للحصول على العدد المكتوب في النص.",
    ),
    "advice.number-of-truth": Text(
        "if({near}, 1, 0) is a number, and count(where {near}) counts the rows.",
        "اكتب if({near}, 1, 0) للحصول على عدد، أو count(where {near}) لعدّ الصفوف.",
    ),
    "advice.bare-number": Text(
        "Numbers stand without quotation marks.",
        "تكتب الأعداد دون علامتي اقتباس.",
    ),
    "class-below": Text("under {bound}", "أقل من {bound}"),
    "class-between": Text("{first} to under {last}", "من {first} إلى أقل من {last}"),
    "class-from": Text("{bound} or more", "{bound} فأكثر"),
    "aggregate.count": Text("number of rows", "عدد الصفوف"),
    "aggregate.distinct": Text("number of different values", "عدد القيم المختلفة"),
    "aggregate.sum": Text("sum", "مجموع"),
    "aggregate.mean": Text("mean", "متوسط"),
    "aggregate.wmean": Text("weighted mean", "المتوسط المرجح"),
    "aggregate.median": Text("median", "الوسيط"),
    "aggregate.quantile": Text("quantile", "المئين"),
    "aggregate.min": Text("least", "أصغر"),
    "aggregate.max": Text("greatest", "أكبر"),
    "aggregate.range": Text("range", "مدى"),
    "aggregate.std": Text("standard deviation of the sample", "الانحراف المعياري للعينة"),
    "aggregate.mode": Text("most frequent value", "القيمة الأكثر تكرارا"),
    "aggregate.first": Text("first value", "أول قيمة"),
    "aggregate.last": Text("last value", "آخر قيمة"),
    "aggregate.share": Text("share of rows", "حصة الصفوف"),
    "aggregate.only": Text("only value", "القيمة الوحيدة"),
}
