"""The sentences of the alternative texts of charts."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "noun.category": Text("category", "فئة"),
    "noun.series": Text("series", "سلسلة"),
    "noun.panel": Text("panel", "لوحة"),
    "noun.cell": Text("cell", "خانة"),
    "noun.point": Text("point", "نقطة"),
    "noun.place": Text("place", "مكان"),
    "noun.territory": Text("territory", "إقليم"),
    "noun.event": Text("event", "حدث"),
    "noun.column": Text("column", "عمود"),
    "noun.group": Text("group", "مجموعة"),
    "noun.year": Text("year", "سنة"),
    "noun.decade": Text("decade", "عقد"),
    "noun.month": Text("month", "شهر"),
    "noun.week": Text("week", "أسبوع"),
    "noun.day": Text("day", "يوم"),
    "chart.besides": Text("and besides: {names}", "إضافة إلى: {names}"),
    "chart.band": Text("a band from {low} to {high}", "نطاق بين {low} و{high}"),
    "chart.tick": Text("a mark for {label}", "علامة لـ«{label}»"),
    "chart.values": Text("Values: {values}", "القيم: {values}"),
    "chart.blanks": Text("Without a value: {cells}", "بلا قيمة: {cells}"),
    "chart.no-values": Text("no values", "لا قيم"),
    "chart.only-value": Text("the only value {value}", "القيمة الوحيدة {value}"),
    "chart.all-equal": Text("all values are equal: {value}", "القيم كلها متساوية: {value}"),
    "chart.extremes": Text(
        "greatest value {greatest}, least value {least}",
        "أعلى قيمة {greatest}، وأدنى قيمة {least}",
    ),
    "chart.trend.up": Text(
        "the value rose from {first} to {last}", "ارتفعت القيمة من {first} إلى {last}"
    ),
    "chart.trend.down": Text(
        "the value fell from {first} to {last}", "انخفضت القيمة من {first} إلى {last}"
    ),
    "chart.trend.same": Text(
        "the last value ({last}) is the first one ({first}): {value}",
        "القيمة الأخيرة ({last}) كالأولى ({first}): {value}",
    ),
    "chart.change": Text("From {first} to {last}: {changes}", "من {first} إلى {last}: {changes}"),
    "chart.change.up": Text("the value rose in {where}", "ارتفعت القيمة في {where}"),
    "chart.change.down": Text("the value fell in {where}", "انخفضت القيمة في {where}"),
    "chart.change.same": Text("the value is the same in {where}", "لم تتغير القيمة في {where}"),
    "chart.and": Text(", and ", "، و"),
    "chart.size": Text("{changes}", "{changes}"),
    "chart.size.up": Text(
        "{last} is greater than {first} in {where}", "{last} أكبر من {first} في {where}"
    ),
    "chart.size.down": Text(
        "{last} is less than {first} in {where}", "{last} أصغر من {first} في {where}"
    ),
    "chart.size.same": Text("both are equal in {where}", "القيمتان متساويتان في {where}"),
    "note.gantt-no-room": Text(
        "Dates that have no room in the chart: {items}.",
        "تواريخ لم يتسع لها الرسم: {items}.",
    ),
    "note.gantt-no-room-same": Text(
        "Intervals whose dates have no room in the chart: {count}, all of them {dates}.",
        "عدد المدد التي لم يتسع الرسم لتواريخها: {count}، وكلها {dates}.",
    ),
    "note.gantt-no-room-many": Text(
        "Intervals whose dates have no room in the chart: {count}. Their dates are in its data, "
        "attached.",
        "عدد المدد التي لم يتسع الرسم لتواريخها: {count}، وتواريخها في معطياته المرفقة.",
    ),
}
