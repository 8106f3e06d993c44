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
    "chart-shape": Both(
        en=Message(
            "The parts of the chart do not match: {given} given, {needed} needed.",
            "Give every category a value for every series, every day a label, and every cell a row "
            "and a column.",
        ),
        ar=Message(
            "أجزاء الرسم غير متطابقة: المعطى {given} والمطلوب {needed}.",
            "اجعل لكل فئة قيمة في كل سلسلة، ولكل يوم تسمية، ولكل خانة صفا وعمودا.",
        ),
    ),
    "chart-series": Both(
        en=Message(
            "The chart has {count} series, and its kind tells at most {most} apart.",
            "Gather the smaller series into one, or choose another kind of chart.",
        ),
        ar=Message(
            "عدد سلاسل الرسم {count}، وأقصى ما يميزه هذا النوع {most}.",
            "اجمع السلاسل الصغرى في سلسلة واحدة، أو اختر نوعا آخر من الرسوم.",
        ),
    ),
    "chart-value": Both(
        en=Message(
            "The value {value} of “{label}” cannot be drawn: a count is from 0 to 10¹².",
            "Correct the value, or leave the cell empty if the source does not state it.",
        ),
        ar=Message(
            "لا يمكن رسم القيمة {value} الواردة في «{label}»: فالعدد يقع بين 0 و10¹².",
            "صحح القيمة، أو اترك الخانة فارغة إن لم يذكرها المصدر.",
        ),
    ),
    "chart-too-many": Both(
        en=Message(
            "The chart would show {count} items, and at most {most} can be told apart on a page.",
            "Keep the largest and group the rest into one, or show them in a table.",
        ),
        ar=Message(
            "عدد عناصر الرسم {count}، وأقصى ما يمكن تمييزه في صفحة واحدة {most}.",
            "احتفظ بأكبرها واجمع الباقي في عنصر واحد، أو اعرضها في جدول.",
        ),
    ),
    "chart-too-tall": Both(
        en=Message(
            "The chart is {height} mm tall with its {count} rows, and a page has room for {most} "
            "mm.",
            "Keep the largest rows and group the rest into one, shorten the labels, or use the "
            "full width.",
        ),
        ar=Message(
            "يبلغ ارتفاع الرسم {height} ملم وعدد صفوفه {count}، ولا تتسع الصفحة لأكثر من {most} "
            "ملم.",
            "احتفظ بأكبر الصفوف واجمع الباقي في صف واحد، أو اختصر التسميات، أو اجعل الرسم بعرض "
            "الصفحة كاملا.",
        ),
    ),
    "chart-too-narrow": Both(
        en=Message(
            "The texts of the chart do not fit its width.",
            "Set the chart at full width, shorten its labels, or show fewer columns.",
        ),
        ar=Message(
            "لا يتسع عرض الرسم لنصوصه.",
            "اجعل الرسم بعرض الصفحة كاملا، أو اختصر تسمياته، أو قلل أعمدته.",
        ),
    ),
    "chart-label-long": Both(
        en=Message(
            "The label “{label}” has {count} characters, and a chart has room for {most}.",
            "Shorten the label, and give the full name in a note or a table.",
        ),
        ar=Message(
            "عدد حروف التسمية «{label}» {count}، ولا يتسع الرسم لأكثر من {most}.",
            "اختصر التسمية، وأورد الاسم الكامل في حاشية أو جدول.",
        ),
    ),
    "chart-outside": Both(
        en=Message(
            "The dates of “{label}” are not in order within the days of the chart, {start} to "
            "{end}.",
            "Correct the dates, or widen the period of the chart.",
        ),
        ar=Message(
            "تواريخ «{label}» غير مرتبة أو تقع خارج أيام الرسم، من {start} إلى {end}.",
            "صحح التواريخ، أو وسع المدة التي يغطيها الرسم.",
        ),
    ),
}
