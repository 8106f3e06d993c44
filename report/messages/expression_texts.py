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
        "إذا كان في كل خلية من خلايا {column} {kind} فاكتب لهذا العمود تحت "
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
    "advice.year-of-date": Text(
        "A year beside a date stands in quotation marks: '{year}'.",
        "تكتب السنة إزاء التاريخ بين علامتي اقتباس: '{year}'.",
    ),
    "advice.bare-number": Text(
        "Numbers stand without quotation marks.",
        "تكتب الأعداد دون علامتي اقتباس.",
    ),
    "function.fold": Text("folded", "الصورة الموحدة"),
    "function.lower": Text("in small letters", "بحروف صغيرة"),
    "function.upper": Text("in capital letters", "بحروف كبيرة"),
    "function.trim": Text("without spaces at its ends", "دون فراغ في الطرفين"),
    "function.replace": Text("with a piece replaced", "بعد الاستبدال"),
    "function.concat": Text("joined", "ضم"),
    "function.left": Text("first characters", "أول الحروف"),
    "function.right": Text("last characters", "آخر الحروف"),
    "function.text": Text("as a text", "نص"),
    "function.number": Text("as a number", "عدد"),
    "function.abs": Text("without its sign", "القيمة المطلقة"),
    "function.round": Text("rounded", "مقربا"),
    "function.floor": Text("rounded down", "مقربا إلى الأدنى"),
    "function.ceil": Text("rounded up", "مقربا إلى الأعلى"),
    "function.min": Text("the least", "الأصغر"),
    "function.max": Text("the greatest", "الأكبر"),
    "function.mod": Text("remainder", "باقي القسمة"),
    "function.bin": Text("class of width", "فئة بعرض"),
    "function.cut": Text("class", "فئة"),
    "function.coalesce": Text("the first stated", "أول قيمة مذكورة"),
    "function.date": Text("the day", "اليوم"),
    "function.len": Text("number of characters", "عدد الحروف"),
    "function.age": Text("completed years", "السنوات المكتملة"),
    "rule.call.contains": Text("{first} contains {second}", "{first} يتضمن «{second}»"),
    "rule.call.starts": Text("{first} starts with {second}", "{first} يبدأ بعبارة «{second}»"),
    "rule.call.ends": Text("{first} ends with {second}", "{first} ينتهي بعبارة «{second}»"),
    "rule.call.if": Text(
        "{second} if {first}, else {third}", "{second} إذا كان {first}، وإلا {third}"
    ),
    "rule.call.prior": Text("{first} of the row before", "{first} في الصف السابق"),
    "rule.call.start": Text("the first day of {first}", "أول يوم من {first}"),
    "rule.call.end": Text("the last day of {first}", "آخر يوم من {first}"),
    "rule.call.previous": Text("the period before {first}", "الفترة التي قبل {first}"),
    "rule.call.same_last_year": Text("{first} of the year before", "{first} من السنة السابقة"),
    "rule.period": Text("the period of the brief", "فترة الموجز"),
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
