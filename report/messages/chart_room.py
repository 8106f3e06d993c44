"""Messages of the room ``charts`` about what has no room in a chart."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "chart-dots": Both(
        en=Message(
            "The chart would show {count} numbers as dots; a reader distinguishes at most {most}.",
            'Use chart = "box" with whiskers = "tenths" or "extremes", or chart = "histogram"; or '
            "leave out rows with where.",
        ),
        ar=Message(
            "عدد القيم التي يعرضها الرسم نقطا {count}، وأقصى ما يمكن تمييزه منها {most}.",
            'استعمل chart = "box" مع whiskers = "tenths" أو "extremes"، أو chart = "histogram"؛ أو '
            "استبعد صفوفا بالمفتاح where.",
        ),
    ),
    "chart-density-narrow": Both(
        en=Message(
            "The numbers of «{label}» are too unevenly spread for a curve: its kernel is {width} "
            "wide, and the numbers reach over {reach}.",
            "Leave out far numbers with where, set a bandwidth of your own, or use chart = "
            '"box" with scale = "log".',
        ),
        ar=Message(
            "قيم «{label}» أشد تفاوتا من أن ترسم منحنى: عرض النواة {width}، ومدى القيم {reach}.",
            'استبعد القيم البعيدة بالمفتاح where، أو حدد bandwidth، أو استعمل chart = "box" '
            'مع scale = "log".',
        ),
    ),
    "chart-density-wide": Both(
        en=Message(
            "The bandwidth {width} is more than the numbers of «{label}» reach ({most}), so their "
            "curve would be flat.",
            "Set a bandwidth of {most} or less, or leave it out: it is chosen for each group.",
        ),
        ar=Message(
            "العرض {width} أكبر من مدى قيم «{label}» كلها ({most})، فلا شكل لمنحناها.",
            "اجعل bandwidth لا يزيد على {most}، أو احذفه فيحسب لكل فئة.",
        ),
    ),
    "chart-density-small": Both(
        en=Message(
            "The bandwidth {width} is too small for the numbers of «{label}»: each of them would "
            "be a peak of its own.",
            "Set a bandwidth of {least} or more, or leave it out: it is chosen for each group.",
        ),
        ar=Message(
            "العرض {width} أصغر مما تقتضيه قيم «{label}»، إذ تصير كل قيمة ذروة قائمة بذاتها.",
            "اجعل bandwidth لا يقل عن {least}، أو احذفه فيحسب لكل فئة.",
        ),
    ),
    "chart-dots-crowded": Both(
        en=Message(
            "The numbers of «{label}» are too near each other: {count} dots have no room.",
            'Use chart = "box" or "histogram", scale = "log", or leave out rows with where.',
        ),
        ar=Message(
            "قيم «{label}» متقاربة جدا (عددها {count})، فلا تتسع صفوف الرسم لنقطها.",
            'استعمل chart = "box" أو "histogram"، أو scale = "log"، أو استبعد صفوفا بالمفتاح '
            "where.",
        ),
    ),
    "chart-text-no-room": Both(
        en=Message(
            "The chart has no room for the text «{text}» without touching something else.",
            'Shorten the text, set the chart at width = "full", or take out another text.',
        ),
        ar=Message(
            "لا يتسع الرسم للنص «{text}» دون أن يمس غيره.",
            'اختصر النص، أو اجعل عرض الرسم width = "full"، أو احذف نصا آخر.',
        ),
    ),
    "chart-labels-wide": Both(
        en=Message(
            "The labels of the {count} columns do not fit side by side.",
            'Use chart = "bars", whose labels are beside the bars, or keep fewer with top and '
            "others.",
        ),
        ar=Message(
            "لا تتسع الأعمدة (عددها {count}) لتسمياتها جنبا إلى جنب.",
            'استعمل chart = "bars" ففيه تقابل التسميات الأعمدة، أو قلل الفئات بالمفتاحين top و'
            "others.",
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
    "chart-panels-tall": Both(
        en=Message(
            "The {count} panels of the chart (facet) are {height} mm tall together, and a page has "
            "room for {most} mm.",
            "Keep fewer values of facet with where, show less in each panel, or make a chart of "
            "each value.",
        ),
        ar=Message(
            "يبلغ ارتفاع لوحات الرسم (facet، وعددها {count}) {height} ملم، ولا تتسع الصفحة "
            "لأكثر من {most} ملم.",
            "أبق قيما أقل من facet بالمفتاح where، أو قلل ما تعرضه كل لوحة، أو اجعل لكل قيمة رسما.",
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
    "chart-panel-narrow": Both(
        en=Message(
            "The texts of the panel «{label}» of the chart do not fit its width.",
            "Set the chart at full width, shorten its labels, or show fewer columns.",
        ),
        ar=Message(
            "لا يتسع عرض اللوحة «{label}» من الرسم لنصوصها.",
            "اجعل الرسم بعرض الصفحة كاملا، أو اختصر تسمياته، أو قلل أعمدته.",
        ),
    ),
    "chart-label-long": Both(
        en=Message(
            "The label «{label}» has {count} characters, and a chart has room for {most}.",
            "Shorten the label, and give the full name in a note or a table.",
        ),
        ar=Message(
            "عدد حروف التسمية «{label}» {count}، ولا يتسع الرسم لأكثر من {most}.",
            "اختصر التسمية، وأورد الاسم الكامل في حاشية أو جدول.",
        ),
    ),
}
