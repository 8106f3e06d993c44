"""Messages of the room ``charts``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "chart-empty": Both(
        en=Message(
            "The chart has nothing to show, and the page says so.",
            "Check the table and the filter of the chart; or give its block a when, which leaves "
            "it out.",
        ),
        ar=Message(
            "ليس في الرسم ما يعرض، فطُبع مكانه «لا شيء».",
            "تحقق من جدول الرسم ومن شرط انتقاء صفوفه؛ أو أضف when إلى المكوّن ليُحذف عند خلوه.",
        ),
    ),
    "chart-series": Both(
        en=Message(
            "The chart has {count} series, and its kind tells at most {most} apart.",
            "Keep the largest with top and gather the rest with others, or choose another kind of "
            "chart.",
        ),
        ar=Message(
            "عدد سلاسل الرسم {count}، وأقصى ما يميزه هذا النوع {most}.",
            "احتفظ بأكبرها بالمفتاح top واجمع الباقي بالمفتاح others، أو اختر نوعا آخر من الرسوم.",
        ),
    ),
    "chart-value": Both(
        en=Message(
            "The value {value} of «{label}» cannot be drawn: a count is not negative.",
            "Correct the value, or leave the cell empty if the source does not state it.",
        ),
        ar=Message(
            "لا يمكن رسم القيمة {value} الواردة في «{label}»: فالعدد لا يكون سالبا.",
            "صحح القيمة، أو اترك الخانة فارغة إن لم يذكرها المصدر.",
        ),
    ),
    "chart-size": Both(
        en=Message(
            "The value {value} of «{label}» cannot be drawn: it is larger than 10¹⁸.",
            "Show the measure in a table, or divide its value.",
        ),
        ar=Message(
            "لا يمكن رسم القيمة {value} الواردة في «{label}»: فهي أكبر من 10¹⁸.",
            "اعرض المؤشر في جدول، أو اقسم قيمته على عدد مناسب.",
        ),
    ),
    "chart-needs-series": Both(
        en=Message(
            "A chart of this kind has several series, and the brief names one measure without any.",
            'Add series = "…", a second dimension; or name two or three measures.',
        ),
        ar=Message(
            "لهذا النوع من الرسوم سلاسل عدة، ولم يذكر الملخص سوى مؤشر واحد دون سلسلة.",
            'أضف series = "…"، وهو بعد ثان؛ أو اذكر مؤشرين أو ثلاثة في measures.',
        ),
    ),
    "chart-needs-measures": Both(
        en=Message(
            "The chart names {count} measures, and its kind shows at least {least}.",
            "Name {least} in measures.",
        ),
        ar=Message(
            "ذكر الرسم من المؤشرات {count}، وأقل ما يعرضه هذا النوع {least}.",
            "اذكر في measures من المؤشرات {least}.",
        ),
    ),
    "chart-two": Both(
        en=Message(
            "A chart of this kind compares two series, and this one has {count}: {series}.",
            "Name two measures; or keep two values of series with where, and leave out blanks with "
            'missing = "hide".',
        ),
        ar=Message(
            "يقارن هذا النوع من الرسوم بين سلسلتين، وعدد سلاسل هذا الرسم {count}: {series}.",
            "اذكر مؤشرين في measures؛ أو احصر قيم series في قيمتين بالمفتاح where، واستبعد الصفوف "
            'الخالية منها بالمفتاح missing = "hide".',
        ),
    ),
    "chart-stack-negative": Both(
        en=Message(
            "Areas that are stacked begin at zero, and «{label}» is negative: {value}.",
            'Use chart = "line", or leave out the negative values with where.',
        ),
        ar=Message(
            "تبدأ المساحات المتراكمة من الصفر، وقيمة «{label}» سالبة: {value}.",
            'استعمل chart = "line"، أو استبعد القيم السالبة بالمفتاح where.',
        ),
    ),
    "chart-range-order": Both(
        en=Message(
            "The lower edge of the range of «{label}» is above the upper one: {low} and {high}.",
            "Name the measure of the lower edge first in between, or correct the measures.",
        ),
        ar=Message(
            "الحد الأدنى لمجال «{label}» أعلى من حده الأعلى: {low} و{high}.",
            "اذكر في between مؤشر الحد الأدنى أولا، أو صحح المؤشرين.",
        ),
    ),
    "chart-negative-part": Both(
        en=Message(
            "The value {value} of «{label}» is negative, and so is no part of a whole.",
            'Use chart = "bars" or "waterfall", which show negative values, or leave out its rows '
            "with where.",
        ),
        ar=Message(
            "القيمة {value} الواردة في «{label}» سالبة، فليست جزءا من كل.",
            'استعمل chart = "bars" أو "waterfall"، فهما يعرضان القيم السالبة، أو استبعد صفوفها '
            "بالمفتاح where.",
        ),
    ),
    "chart-pie-parts": Both(
        en=Message(
            "A pie shows two or three parts, and this one would have {count}.",
            'Use chart = "bars", in which lengths are compared; or keep fewer than {most} with top '
            "and gather the rest with others.",
        ),
        ar=Message(
            "يعرض الرسم الدائري جزأين أو ثلاثة، وعدد أجزاء هذا الرسم {count}.",
            'استعمل chart = "bars" ففيه تقارن الأطوال؛ أو احتفظ بأقل من {most} بالمفتاح top واجمع '
            "الباقي بالمفتاح others.",
        ),
    ),
    "chart-negative-side": Both(
        en=Message(
            "The value {value} of «{label}» is negative, and in this kind of chart the side of a "
            "bar says its series.",
            'Use chart = "bars" or "grouped", which show negative values.',
        ),
        ar=Message(
            "القيمة {value} الواردة في «{label}» سالبة، وجهة العمود في هذا النوع من الرسوم تدل على "
            "سلسلته.",
            'استعمل chart = "bars" أو "grouped"، فهما يعرضان القيم السالبة.',
        ),
    ),
    "chart-no-member": Both(
        en=Message(
            "The chart does not show «{given}». It shows: {known}.",
            "Write the label of a category or a series as the chart prints it, or a date as the "
            "data write it.",
        ),
        ar=Message(
            "لا يظهر في الرسم «{given}». ومما يظهر فيه: {known}.",
            "اكتب تسمية فئة أو سلسلة كما يطبعها الرسم، أو تاريخا كما تكتبه البيانات.",
        ),
    ),
    "chart-band-ends": Both(
        en=Message(
            "The band is from «{first}» to «{last}»: one is a number, and the other a text.",
            "Write two numbers for values of the measure, or two texts for categories or dates.",
        ),
        ar=Message(
            "يمتد الشريط من «{first}» إلى «{last}»: أحدهما عدد والآخر نص.",
            "اكتب عددين لقيمتين من قيم المؤشر، أو نصين لفئتين أو تاريخين.",
        ),
    ),
    "chart-log-zero": Both(
        en=Message(
            "A log scale has no zero and no negative values, and the chart has such values.",
            'Use scale = "symlog", or leave out the rows with where.',
        ),
        ar=Message(
            "لا صفر ولا قيم سالبة في المقياس اللوغاريتمي، وفي الرسم مثل هذه القيم.",
            'استعمل scale = "symlog"، أو استبعد الصفوف بالمفتاح where.',
        ),
    ),
    "chart-value-no-number": Both(
        en=Message(
            "«{given}» is not a number for each row, and the chart shows the numbers of rows.",
            "Name a column of numbers in value, or write an expression that gives a number.",
        ),
        ar=Message(
            "لا يعطي «{given}» عددا لكل صف، والرسم يعرض أعداد الصفوف.",
            "اذكر في value عمود أعداد، أو اكتب عبارة قيمتها عدد.",
        ),
    ),
    "chart-not-bins": Both(
        en=Message(
            "A histogram shows classes of equal width, and «{given}» gives none.",
            'Write by = "bin(column, width)" with a width above zero; show other classes as '
            "columns.",
        ),
        ar=Message(
            "يعرض المدرج التكراري فئات متساوية السعة، وليس في «{given}» ما يعطيها.",
            'اكتب by = "bin(العمود, السعة)" بسعة أكبر من الصفر؛ واعرض غيرها من الفئات في columns.',
        ),
    ),
    "chart-area-negative": Both(
        en=Message(
            "The value {value} of «{label}» is negative, and an area shows no such value.",
            "Show the measure on an axis, as in a scatter; or leave out the rows with where.",
        ),
        ar=Message(
            "القيمة {value} الواردة في «{label}» سالبة، ولا تُعرض بالمساحة قيمة سالبة.",
            "اعرض المؤشر على محور، كما في scatter؛ أو استبعد الصفوف بالمفتاح where.",
        ),
    ),
    "chart-measures": Both(
        en=Message(
            "The chart names {count} measures, and here it has room for {most}.",
            "Name fewer in measures, leave out series where several measures are compared, or make "
            "a chart of each.",
        ),
        ar=Message(
            "عدد مؤشرات الرسم {count}، وأقصى ما يتسع له هنا {most}.",
            "قلل ما في measures، أو احذف series عند مقارنة عدة مؤشرات، أو اجعل لكل مؤشر رسما.",
        ),
    ),
    "chart-units": Both(
        en=Message(
            "The measures of the chart have different units: {measures}.",
            "Make a chart of each: one axis shows one unit.",
        ),
        ar=Message(
            "وحدات مؤشرات الرسم مختلفة: {measures}.",
            "اجعل لكل مؤشر رسما: فلا يعرض المحور الواحد إلا وحدة واحدة.",
        ),
    ),
    "chart-no-number": Both(
        en=Message(
            "The measure «{measure}» is no number, and a chart draws numbers.",
            "Choose another measure, or show this one in a table.",
        ),
        ar=Message(
            "المؤشر «{measure}» ليس عددا، والرسم لا يعرض إلا الأعداد.",
            "اختر مؤشرا آخر، أو اعرض هذا المؤشر في جدول.",
        ),
    ),
    "chart-not-parts": Both(
        en=Message(
            "The values of «{measure}» do not add up, so they are no parts of a whole: their sum "
            "is not the whole.",
            'Use chart = "bars" or "grouped", or a measure that adds up, such as a count or a sum.',
        ),
        ar=Message(
            "قيم «{measure}» لا تجمع، فليست أجزاء من كل: مجموعها غير الكل.",
            'استعمل chart = "bars" أو "grouped"، أو مؤشرا يجمع كالعدد والمجموع.',
        ),
    ),
    "chart-top-blank": Both(
        en=Message(
            "«{key}» keeps nothing: «{dimension}» is blank in all rows of the chart.",
            "Check the table and the filter of the chart, or take «{key}» out.",
        ),
        ar=Message(
            "لا يبقي «{key}» شيئا: فكل صفوف الشكل خالية من قيمة «{dimension}».",
            "راجع الجدول ومرشح الشكل، أو احذف «{key}».",
        ),
    ),
    "chart-no-order": Both(
        en=Message(
            "A line runs over time or over numbers, and «{dimension}» is neither.",
            "Write a part of a date here, such as year(date). Bars, columns and tables show other "
            "dimensions.",
        ),
        ar=Message(
            "يجري الخط على الزمن أو على أعداد، و«{dimension}» ليس كذلك.",
            "اكتب هنا جزءا من تاريخ مثل year(date). أما الأبعاد الأخرى فتعرضها الأعمدة والجداول.",
        ),
    ),
    "gantt-order": Both(
        en=Message(
            "«{label}» ends before it begins: it is from {start} to {end}.",
            "Correct the dates in the table, or name the column of the first dates in start.",
        ),
        ar=Message(
            "نهاية «{label}» قبل بدايته: من {start} إلى {end}.",
            "صحح التاريخين في الجدول، أو اذكر عمود تواريخ البداية في start.",
        ),
    ),
    "chart-not-days": Both(
        en=Message(
            "A calendar has a cell for each day, and the values of «{dimension}» are no days.",
            "Name a column of dates in by, without a function such as year.",
        ),
        ar=Message(
            "في التقويم خانة لكل يوم، وقيم «{dimension}» ليست أياما.",
            "اذكر في by عمود تواريخ دون دالة مثل year.",
        ),
    ),
    "chart-too-many": Both(
        en=Message(
            "The chart would show {count} items; a page shows at most {most} that differ.",
            "Keep the largest with top and gather the rest with others, or show them in a table.",
        ),
        ar=Message(
            "عدد عناصر الرسم {count}، وأقصى ما يمكن تمييزه في صفحة واحدة {most}.",
            "احتفظ بأكبرها بالمفتاح top واجمع الباقي بالمفتاح others، أو اعرضها في جدول.",
        ),
    ),
    "chart-rows-many": Both(
        en=Message(
            "The chart would show {count} rows of the table; it can show {most}.",
            "Keep fewer rows with where, or show them in a table or a register.",
        ),
        ar=Message(
            "عدد صفوف الجدول في الرسم {count}، وأقصى ما يعرضه {most}.",
            "أبق صفوفا أقل بالمفتاح where، أو اعرضها في جدول أو سجل.",
        ),
    ),
    "chart-panels-many": Both(
        en=Message(
            "The chart would have {count} panels (facet); it can have {most}.",
            "Keep fewer values of facet with where, or name a coarser dimension in facet.",
        ),
        ar=Message(
            "عدد لوحات الرسم (facet) {count}، وأقصاها {most}.",
            "أبق قيما أقل من facet بالمفتاح where، أو اذكر في facet بعدا أعم.",
        ),
    ),
    "chart-stack-blank": Both(
        en=Message(
            "No position of the axis has a value of every series, so no areas can be stacked: "
            "{labels}.",
            'Use chart = "line", leave out a series with where, or make its blanks zero in the '
            "measure.",
        ),
        ar=Message(
            "لا موضع على المحور فيه قيمة لكل سلسلة، فلا تتراكم المساحات: {labels}.",
            'استعمل chart = "line"، أو استبعد سلسلة بالمفتاح where، أو اجعل فراغاتها أصفارا في '
            "المؤشر.",
        ),
    ),
}
