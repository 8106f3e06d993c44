"""Words of measures on pages: rules, names of periods, notes under tables and charts."""

from __future__ import annotations

from report.messages import Text

TEXTS = {
    "not-determined": Text("not determined", "غير محدد"),
    "others": Text("others", "أخرى"),
    "total": Text("Total", "المجموع"),
    "half.1": Text("first half", "النصف الأول"),
    "half.2": Text("second half", "النصف الثاني"),
    "quarter.1": Text("first quarter", "الربع الأول"),
    "quarter.2": Text("second quarter", "الربع الثاني"),
    "quarter.3": Text("third quarter", "الربع الثالث"),
    "quarter.4": Text("fourth quarter", "الربع الرابع"),
    "week-number": Text("week {week}", "الأسبوع {week}"),
    "part-of-year": Text("{part} of {year}", "{part} من {year}"),
    "hijri-year": Text("{year} AH", "{year} هـ"),
    "part.year": Text("Year", "السنة"),
    "part.half": Text("Half", "نصف السنة"),
    "part.quarter": Text("Quarter", "ربع السنة"),
    "part.month": Text("Month", "الشهر"),
    "part.week": Text("Week", "الأسبوع"),
    "part.iso_year": Text("Year", "السنة"),
    "part.day": Text("Day", "اليوم"),
    "part.weekday": Text("Day of the week", "يوم الأسبوع"),
    "part.decade": Text("Decade", "العقد"),
    "part.hijri_year": Text("Hijri year", "السنة الهجرية"),
    "part.hijri_month": Text("Hijri month", "الشهر الهجري"),
    "part.hijri_day": Text("Day of the Hijri month", "يوم الشهر الهجري"),
    "part.year_half": Text("Half", "نصف السنة"),
    "part.year_quarter": Text("Quarter", "ربع السنة"),
    "part.year_month": Text("Month", "الشهر"),
    "part.year_week": Text("Week", "الأسبوع"),
    "part.week_start": Text("Week from", "أسبوع يبدأ"),
    # The rules of aggregates: {value} is a column or an expression, {table} the label of the table.
    "rule.column": Text("the column «{column}»", "عمود «{column}»"),
    "rule.linked": Text(
        "the column «{column}» of the table «{table}»", "عمود «{column}» من جدول «{table}»"
    ),
    "rule.aggregate.count": Text(
        "rows of the table «{table}» that have {value}", "عدد صفوف جدول «{table}» التي لها {value}"
    ),
    "rule.aggregate.distinct": Text(
        "distinct values of {value} of the table «{table}»",
        "عدد القيم المختلفة في {value} من جدول «{table}»",
    ),
    "rule.aggregate.sum": Text(
        "sum of {value} of the table «{table}»", "مجموع {value} في جدول «{table}»"
    ),
    "rule.aggregate.mean": Text(
        "mean of {value} of the table «{table}»", "متوسط {value} في جدول «{table}»"
    ),
    "rule.aggregate.wmean": Text(
        "mean of {value}, weighted by {second}, of the table «{table}»",
        "متوسط {value} مرجحا بـ{second} في جدول «{table}»",
    ),
    "rule.aggregate.median": Text(
        "median of {value} of the table «{table}»", "وسيط {value} في جدول «{table}»"
    ),
    "rule.aggregate.quantile": Text(
        "quantile {second} of {value} of the table «{table}»",
        "الشريحة {second} من {value} في جدول «{table}»",
    ),
    "rule.aggregate.min": Text(
        "least value of {value} of the table «{table}»", "أصغر قيمة في {value} من جدول «{table}»"
    ),
    "rule.aggregate.max": Text(
        "greatest value of {value} of the table «{table}»", "أكبر قيمة في {value} من جدول «{table}»"
    ),
    "rule.aggregate.range": Text(
        "greatest less least value of {value} of the table «{table}»",
        "الفرق بين أكبر قيمة وأصغرها في {value} من جدول «{table}»",
    ),
    "rule.aggregate.std": Text(
        "standard deviation of the sample of {value} of the table «{table}»",
        "الانحراف المعياري لعينة {value} في جدول «{table}»",
    ),
    "rule.aggregate.mode": Text(
        "commonest value of {value} of the table «{table}»",
        "القيمة الأكثر تكرارا في {value} من جدول «{table}»",
    ),
    "rule.aggregate.first": Text(
        "value of {value} in the first row by {second} of the table «{table}»",
        "قيمة {value} في أول صف حسب {second} من جدول «{table}»",
    ),
    "rule.aggregate.last": Text(
        "value of {value} in the last row by {second} of the table «{table}»",
        "قيمة {value} في آخر صف حسب {second} من جدول «{table}»",
    ),
    "rule.aggregate.share": Text(
        "share of the rows of the table «{table}» with {value}",
        "نسبة صفوف جدول «{table}» التي تستوفي {value}",
    ),
    "rule.aggregate.only": Text(
        "the one value of {value} of the table «{table}»",
        "القيمة الوحيدة في {value} من جدول «{table}»",
    ),
    "rule.aggregate.other": Text(
        "{name} of {value} of the table «{table}»", "{name} {value} في جدول «{table}»"
    ),
    "rule.if": Text("{value}, where {condition}", "{value} حيث {condition}"),
    "rule.measure": Text("«{label}»", "«{label}»"),
    "rule.whole": Text("«{label}» of all", "«{label}» للكل"),
    "rule.whole-of": Text("«{label}» of the whole {of}", "«{label}» لكامل {of}"),
    "rule.plus-sign": Text("{first} plus {second}", "{first} زائد {second}"),
    "rule.minus-sign": Text("{first} less {second}", "{first} ناقص {second}"),
    "rule.times-sign": Text("{first} times {second}", "{first} مضروبا في {second}"),
    "rule.divided-sign": Text("{first} divided by {second}", "{first} مقسوما على {second}"),
    "rule.modulo-sign": Text(
        "the rest of {first} divided by {second}", "باقي قسمة {first} على {second}"
    ),
    "rule.equal-sign": Text("{first} is {second}", "{first} = {second}"),
    "rule.unequal-sign": Text("{first} is not {second}", "{first} غير {second}"),
    "rule.less-sign": Text("{first} below {second}", "{first} أقل من {second}"),
    "rule.most-sign": Text("{first} at most {second}", "{first} لا يتجاوز {second}"),
    "rule.more-sign": Text("{first} above {second}", "{first} أكبر من {second}"),
    "rule.least-sign": Text("{first} at least {second}", "{first} لا يقل عن {second}"),
    "rule.and": Text(" and ", " و"),
    "rule.or": Text(" or ", " أو "),
    "rule.not": Text("not ({value})", "ليس ({value})"),
    "rule.missing": Text("{value} not stated", "{value} غير مذكور"),
    "rule.in": Text("{value} one of: {values}", "{value} من بين: {values}"),
    "rule.function": Text("{name}({values})", "{name}({values})"),
    "rule.name-where": Text("{name}[{conditions}]", "{name}[{conditions}]"),
    "rule.label-where": Text("{label}: {conditions}", "{label}: {conditions}"),
    "group.all": Text("all rows", "كل الصفوف"),
    "list.conditions": Text("; ", "؛ "),
    "list.values": Text(", ", "، "),
    "list.more": Text(" and {count} more", "، وأسماء أخرى عددها {count}"),
    "rule.brackets": Text("({value})", "({value})"),
    "rule.section-value": Text(
        "value of «{dimension}» that the section is about, in rows of the table «{table}»",
        "قيمة «{dimension}» التي يتناولها القسم في صفوف جدول «{table}»",
    ),
    "rule.group": Text("{dimension} = {member}", "{dimension} = {member}"),
    # What is shown of a measure.
    "show.share.total": Text("share of the total of {rule}", "النسبة من مجموع {rule}"),
    "show.share.row": Text("share of the row of {rule}", "النسبة من مجموع الصف في {rule}"),
    "show.share.column": Text("share of the column of {rule}", "النسبة من مجموع العمود في {rule}"),
    "show.share.group": Text("share of the group of {rule}", "النسبة من مجموع الفئة في {rule}"),
    "show.running": Text("running total of {rule}", "المجموع المتراكم لـ{rule}"),
    "show.moving-total": Text(
        "moving total of {count} values of {rule}",
        "المجموع المتحرك لـ{rule}، وعدد القيم المجموعة: {count}",
    ),
    "show.moving-mean": Text(
        "moving mean of {count} values of {rule}",
        "المتوسط المتحرك لـ{rule}، وعدد قيم كل متوسط: {count}",
    ),
    "show.difference.previous": Text(
        "difference from the previous of {rule}", "الفرق عن السابق في {rule}"
    ),
    "show.difference.before": Text(
        "difference from the one before of {rule}", "الفرق عما قبله في {rule}"
    ),
    "show.difference.last-year": Text(
        "difference from the year before of {rule}", "الفرق عن السنة السابقة في {rule}"
    ),
    "show.difference.named": Text(
        "difference from «{member}» of {rule}", "الفرق عن «{member}» في {rule}"
    ),
    "show.change.previous": Text(
        "percent change from the previous of {rule}", "نسبة التغير عن السابق في {rule}"
    ),
    "show.change.before": Text(
        "percent change from the one before of {rule}", "نسبة التغير عما قبله في {rule}"
    ),
    "show.change.last-year": Text(
        "percent change from the year before of {rule}", "نسبة التغير عن السنة السابقة في {rule}"
    ),
    "show.change.named": Text(
        "percent change from «{member}» of {rule}", "نسبة التغير عن «{member}» في {rule}"
    ),
    "show.value.previous": Text("previous value of {rule}", "القيمة السابقة لـ{rule}"),
    "show.value.before": Text("value of the one before of {rule}", "قيمة ما قبله لـ{rule}"),
    "show.value.last-year": Text(
        "value of the year before of {rule}", "قيمة السنة السابقة لـ{rule}"
    ),
    "show.value.named": Text("value for «{member}» of {rule}", "قيمة «{member}» لـ{rule}"),
    "show.rank": Text("rank by {rule}", "الرتبة حسب {rule}"),
    "show.index.first": Text(
        "index, the first is 100, of {rule}", "المؤشر، وأساسه 100 للأول، لـ{rule}"
    ),
    "show.index.named": Text(
        "index, «{member}» is 100, of {rule}", "المؤشر، وأساسه 100 لـ«{member}»، لـ{rule}"
    ),
    "show.contribution.previous": Text(
        "contribution to the change from the previous of {rule}",
        "المساهمة في التغير عن السابق في {rule}",
    ),
    "show.contribution.before": Text(
        "contribution to the change from the one before of {rule}",
        "المساهمة في التغير عما قبله في {rule}",
    ),
    "show.contribution.last-year": Text(
        "contribution to the change from the year before of {rule}",
        "المساهمة في التغير عن السنة السابقة في {rule}",
    ),
    "show.contribution.named": Text(
        "contribution to the change from «{member}» of {rule}",
        "المساهمة في التغير عن «{member}» في {rule}",
    ),
    # Notes under tables and charts.
    "note.rounding": Text(
        "Percentages may not add up to 100% because of rounding.",
        "قد لا يساوي المجموع 100% بسبب التقريب.",
    ),
    "note.no-percentage": Text(
        "No percentage is computed where the value or its base is negative.",
        "لا تحسب النسبة المئوية إذا كانت القيمة أو أساسها بالسالب.",
    ),
    "note.not-shown": Text(
        "Not shown: further groups ({count}).",
        "لم تعرض بقية الفئات (عددها: {count}).",
    ),
    "note.hidden-missing": Text(
        "Not counted, because «{dimension}» is not stated: {count} rows.",
        "لم يحتسب ما لم يذكر فيه «{dimension}» (عدد الصفوف: {count}).",
    ),
    "note.off-axis": Text(
        "Without a place on the axis: {label} ({values}).",
        "ما ليس له موضع على المحور: {label} ({values}).",
    ),
    "note.uncertain": Text(
        "Not counted, because the date is uncertain: {count} rows.",
        "لم يحتسب ما تاريخه غير مؤكد (عدد الصفوف: {count}).",
    ),
    "rule.change": Text(
        "change from «{first}» to «{second}»", "التغير من «{first}» إلى «{second}»"
    ),
    "in": Text("in", "في"),
    "verb.rise": Text("rises", "ارتفع"),
    "verb.fall": Text("falls", "انخفض"),
    "verb.change": Text("change", "يتغير"),
    "verb.stay": Text("stays", "ظل"),
    "verb.more": Text("exceeds", "يفوق"),
    "verb.less": Text("is below", "يقل"),
    "verb.equal": Text("equals", "يساوي"),
    "verb.near": Text("is near", "يقارب"),
    "trend.moved": Text(
        "{subject} {verb} from {first} to {second}{change}",
        "{verb} {subject} من {first} إلى {second}{change}",
    ),
    "trend.same": Text("{subject} does not {verb} ({first})", "لم {verb} {subject} ({first})"),
    "trend.near": Text("{subject} {verb} near {first}", "{verb} {subject} في حدود {first}"),
    "trend.by": Text(" ({change})", " ({change})"),
    "trend.rise-by": Text(" (up {points})", " (بزيادة {points})"),
    "trend.fall-by": Text(" (down {points})", " (بنقصان {points})"),
    "points.noun": Text("point", "نقطة"),
    "points.adjective": Text("percentage", "مئوي"),
    "compared.counterpart.masculine": Text("that", "نظيره"),
    "compared.counterpart.feminine": Text("that", "نظيرتها"),
    "compared.more": Text(
        "{subject} {one} ({first}) {verb} {counterpart} {two} ({second}){difference}",
        "{verb} {subject} {one} ({first}) {counterpart} {two} ({second}){difference}",
    ),
    "compared.less": Text(
        "{subject} {one} ({first}) {verb} {counterpart} {two} ({second}){difference}",
        "{verb} {subject} {one} ({first}) عن {counterpart} {two} ({second}){difference}",
    ),
    "compared.equal": Text(
        "{subject} {one} {verb} {counterpart} {two} ({first})",
        "{verb} {subject} {one} {counterpart} {two} ({first})",
    ),
    "compared.near": Text(
        "{subject} {one} ({first}) {verb} {counterpart} {two} ({second})",
        "{verb} {subject} {one} ({first}) {counterpart} {two} ({second})",
    ),
    "compared.by": Text(" by {change}", " بنسبة {change}"),
    "compared.points": Text(" by {points}", " بفارق {points}"),
    "rank": Text("rank {ordinal}", "المرتبة {ordinal}"),
    "rank.equal": Text("{rank}, equal with {names}", "{rank} بالتساوي مع {names}"),
    "share.less": Text("less than {share}", "أقل من {share}"),
    "share.more": Text("more than {share}", "أكثر من {share}"),
}
