"""Messages of the room ``measures``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "value-nowhere": Both(
        en=Message(
            "No cell of «{column}» is «{given}», so that the condition counts nothing; the column "
            "has: {known}.",
            "If it is spelt otherwise in the table, correct the condition in brief.toml.",
        ),
        ar=Message(
            "لا خلية في «{column}» قيمتها «{given}» فلا يعد الشرط شيئا؛ ومن قيم العمود: {known}.",
            "إن كان رسمها في الجدول مختلفا فصحح where في brief.toml.",
        ),
    ),
    "repeated-measure": Both(
        en=Message(
            "The same measure is shown twice: «{measure}».",
            "Take one of them out of measures, or give it a different show.",
        ),
        ar=Message(
            "عُرض المؤشر نفسه مرتين: «{measure}».",
            "احذف أحدهما من measures، أو أضف إليه show خاصة به.",
        ),
    ),
    "same-label": Both(
        en=Message(
            "Two measures or dimensions have the same label «{label}»: {first} and {second}.",
            "Give one of them another label: {{ measure = …, label = … }}, or, if it is a "
            "dimension, labels.",
        ),
        ar=Message(
            "لمؤشرين أو بعدين الاسم نفسه «{label}»: {first} و{second}.",
            "سم أحدهما باسم آخر: {{ measure = …, label = … }}، أو labels إن كان بعدا.",
        ),
    ),
    "ambiguous-name": Both(
        en=Message(
            "«{given}» is both a measure and a dimension here.",
            "Give the measure another name here: {{ measure = …, name = … }}.",
        ),
        ar=Message(
            "«{given}» مؤشر هنا وبعد معا.",
            "سم المؤشر هنا باسم آخر: {{ measure = …, name = … }}.",
        ),
    ),
    "several-spellings": Both(
        en=Message(
            "Values of «{column}» that differ only in spelling are separate groups, with the "
            "count of rows of each: {spellings}.",
            "If they are one value, correct the table, or name all further spellings under aliases "
            'of the column in brief.toml; type = "category" with values also reads them as one.',
        ),
        ar=Message(
            "في «{column}» قيم لا تختلف إلا في الرسم، وتُعد كل منها مجموعة مستقلة، وبعدها عدد "
            "صفوفها: {spellings}.",
            "إن كانت قيمة واحدة فصحح الجدول، أو اذكر صور رسمها الأخرى في aliases العمود في "
            'brief.toml؛ والنوع type = "category" مع values يقرؤها أيضا قيمة واحدة.',
        ),
    ),
    "circle": Both(
        en=Message("The measure is made from itself: {path}.", "Break the circle."),
        ar=Message("المؤشر مشتق من نفسه: {path}.", "اقطع هذه الحلقة."),
    ),
    "where-of-measures": Both(
        en=Message(
            "The condition of the measure «{measure}» cannot be on the rows of «{parent}», which "
            "it is made from: that one shows something of a measure, has conditions by columns, is "
            "of another table or of a whole, or is no expression.",
            "Write the condition inside of aggregates, as in count(where …).",
        ),
        ar=Message(
            "لا يمكن أن يسري شرط المؤشر «{measure}» على صفوف «{parent}» المشتق منه، لأن هذا الأخير "
            "يعرض شيئا من مؤشر، أو شروطه بحسب الأعمدة، أو هو من جدول آخر أو من مجموع كلي، أو ليس "
            "عبارة.",
            "اكتب الشرط داخل الدوال التجميعية، مثل count(where …).",
        ),
    ),
    "too-deep": Both(
        en=Message(
            "The measure «{measure}» is made from others, they from others, more than {limit} "
            "times.",
            "Count some of them from their table.",
        ),
        ar=Message(
            "المؤشر «{measure}» مشتق من مؤشرات مشتقة من غيرها أكثر من {limit} مرة.",
            "احسب بعضها من جدوله مباشرة.",
        ),
    ),
    "no-part": Both(
        en=Message(
            "The measure «{measure}» has no part «{given}».",
            "It is counted by these values: {known}.",
        ),
        ar=Message("ليس للمؤشر «{measure}» جزء باسم «{given}».", "أجزاؤه هي: {known}."),
    ),
    "not-numbers": Both(
        en=Message(
            "The column «{column}» cannot be summed: its cells are not numbers.",
            'Name a column of numbers. If its cells are numbers, declare it with type = "integer" '
            'or "number" under its table; rows are counted by a measure with count.',
        ),
        ar=Message(
            "لا يمكن جمع العمود «{column}» لأن خلاياه ليست أعدادا.",
            'اذكر عمودا من الأعداد. فإن كانت خلاياه أعدادا فعرّفه تحت جدوله بالنوع type = "integer" '
            'أو "number"، ولعدد الصفوف مؤشر بالمفتاح count.',
        ),
    ),
    "undefined-measure": Both(
        en=Message(
            "The measure «{given}» has no value here: it is a share of nothing.",
            "Print it unchanged, which gives a dash; or leave the block out by its key when.",
        ),
        ar=Message(
            "لا قيمة للمؤشر «{given}» هنا لأنه نسبة إلى لا شيء.",
            "اطبعه كما هو فتظهر علامة «—»؛ أو احذف المكوّن بالمفتاح when.",
        ),
    ),
    "no-from": Both(
        en=Message(
            "The expression does not say which table it is about.",
            "Add from, or write count(TABLE); the tables are: {known}.",
        ),
        ar=Message(
            "لا يتبين من العبارة أي جدول تخص.",
            "أضف from، أو اكتب count(TABLE)؛ والجداول هي: {known}.",
        ),
    ),
    "no-table-of-condition": Both(
        en=Message(
            "The condition does not say which table its aggregates are over.",
            "Name a measure in it, or write count(TABLE where …). The tables are: {known}.",
        ),
        ar=Message(
            "لا يتبين من الشرط أي جدول تحسب منه قيمه.",
            "اذكر فيه اسم مؤشر، أو اكتب count(TABLE where …). والجداول هي: {known}.",
        ),
    ),
    "bad-show": Both(
        en=Message(
            "show does not know «{given}».",
            "Choose one of: {known}.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message("لا تعرف show «{given}».", "اختر من: {known}.", "لعل المقصود «{nearest}»."),
    ),
    "no-dimension": Both(
        en=Message(
            "«{given}» is not a dimension of this block.",
            "Its dimensions are: {known}.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message(
            "«{given}» ليس من أبعاد هذا المكوّن.",
            "أبعاده هي: {known}.",
            "لعل المقصود «{nearest}».",
        ),
    ),
    "no-member": Both(
        en=Message(
            "«{given}» is not a value of the dimensions of this block.",
            "Write it as it is printed, or as in the data.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message(
            "«{given}» ليس من قيم أبعاد هذا المكوّن.",
            "اكتبها كما تطبع أو كما هي في البيانات.",
            "لعل المقصود «{nearest}».",
        ),
    ),
    "no-order": Both(
        en=Message(
            "«{show}» compares values with others, and the block has no dimension.",
            "Add rows or columns.",
        ),
        ar=Message("«{show}» تقارن القيم بغيرها ولا بعد لهذا المكوّن.", "أضف rows أو columns."),
    ),
    "show-without-numbers": Both(
        en=Message(
            "«{show}» computes with numbers, and the values of «{measure}» are no numbers.",
            "Show the values themselves, their rank or the value of previous; or measure a number, "
            "such as a count.",
        ),
        ar=Message(
            "«{show}» تحسب بالأعداد، وقيم «{measure}» ليست أعدادا.",
            "اعرض القيم نفسها أو رتبتها أو القيمة السابقة، أو قس عددا كعدد الصفوف.",
        ),
    ),
    "no-years": Both(
        en=Message(
            "«{show}» compares values with those of the year before, and no dimension of the block "
            "has years.",
            "Add a dimension such as year(date) or year_month(date).",
        ),
        ar=Message(
            "«{show}» تقارن القيم بقيم السنة السابقة، ولا سنوات في أبعاد هذا المكوّن.",
            "أضف إلى rows أو columns بعدا فيه سنوات، كالسنة أو الشهر من سنته.",
        ),
    ),
    "bad-sort": Both(
        en=Message(
            "There is nothing «{given}» to sort by.",
            "Write a measure, label or declared, with a minus for descending order: {known}.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message(
            "لا يوجد ما يرتب به باسم «{given}».",
            "اكتب مؤشرا أو label أو declared، وقبله علامة ناقص للترتيب التنازلي: {known}.",
            "لعل المقصود «{nearest}».",
        ),
    ),
    "bad-range": Both(
        en=Message(
            "The members of «{dimension}» cannot be completed from «{first}» to «{last}».",
            "Write true, or the first and last value of a dimension of time or of whole numbers.",
        ),
        ar=Message(
            "لا يمكن إتمام قيم «{dimension}» من «{first}» إلى «{last}».",
            "اكتب true، أو أول قيمة وآخر قيمة لبعد زمني أو لأعداد صحيحة.",
        ),
    ),
    "nothing-to-complete": Both(
        en=Message(
            "complete adds nothing: the values of {names} are not known without rows.",
            "Declare them: values = […] of the column, or take complete out.",
        ),
        ar=Message(
            "لا يضيف complete شيئا: لا تعرف قيم {names} من غير صفوف.",
            "اكتب القيم في values = […] للعمود، أو احذف complete.",
        ),
    ),
    "mixed-kinds": Both(
        en=Message(
            "The dimension «{dimension}» is of different kinds in the tables {known}.",
            "Group measures of one table, or by expressions of one kind in all.",
        ),
        ar=Message(
            "البعد «{dimension}» مختلف النوع بين الجداول {known}.",
            "اجمع مؤشرات جدول واحد، أو بعبارات من نوع واحد في كل الجداول.",
        ),
    ),
    "too-many-groups": Both(
        en=Message(
            "The dimensions make more than {limit} cells.",
            "Group by fewer or coarser dimensions, or keep fewer rows (where).",
        ),
        ar=Message(
            "تعطي الأبعاد أكثر من {limit} خلية.",
            "اجمع بأبعاد أقل أو أعم، أو أبق صفوفا أقل (where).",
        ),
    ),
    "zero-denominator": Both(
        en=Message(
            "The measure «{measure}» is divided by zero for {group}, so «—» is printed.",
            "Leave this group out by having, or say what is meant by if(…).",
        ),
        ar=Message(
            "المؤشر «{measure}» مقسوم على صفر في {group_ar}، فتطبع «—» في موضعه.",
            "احذف هذه المجموعة بالمفتاح having، أو بيّن المقصود بـ if(…).",
        ),
    ),
    "unknown-dimension": Both(
        en=Message(
            "There is no dimension «{given}» here.",
            "Name a column or a part of a date: {known}; or write an expression.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message(
            "لا يوجد بعد باسم «{given}» هنا.",
            "اكتب اسم عمود أو جزء من التاريخ: {known}؛ أو اكتب عبارة.",
            "لعل المقصود «{nearest}».",
        ),
    ),
    "several-dates": Both(
        en=Message(
            "«{given}» can be of several columns of dates: {known}.",
            'Say which, as in .where("year(COLUMN) == 2010") or .by("year(COLUMN)").',
        ),
        ar=Message(
            "قد يخص «{given}» أكثر من عمود للتواريخ: {known}.",
            'حدد العمود، مثل .where("year(COLUMN) == 2010") أو .by("year(COLUMN)").',
        ),
    ),
    "no-date": Both(
        en=Message(
            "«{given}» is a part of a date, and the table «{table}» has no column of dates.",
            'Name a column of the table, or declare its column of dates with type = "date".',
        ),
        ar=Message(
            "«{given}» جزء من التاريخ، وليس في الجدول «{table}» عمود للتواريخ.",
            'اكتب اسم عمود من الجدول، أو عرّف عمود التواريخ بالنوع type = "date".',
        ),
    ),
    "no-such-member": Both(
        en=Message(
            "«{dimension}» has no value «{given}».",
            "Its values are: {known}.",
            "«{nearest}» is probably meant.",
        ),
        ar=Message(
            "ليس في «{dimension}» قيمة «{given}».",
            "قيمه هي: {known}.",
            "لعل المقصود «{nearest}».",
        ),
    ),
    "no-such-period": Both(
        en=Message(
            "«{given}» is outside the dates of the data and outside the period of the brief.",
            "The data goes from {first} to {last}; the period is {period}.",
        ),
        ar=Message(
            "تقع «{given}» خارج تواريخ البيانات وخارج فترة الموجز.",
            "تمتد البيانات من {first} إلى {last}، والفترة هي {period}.",
        ),
    ),
    "part-of-several": Both(
        en=Message(
            "Several columns have the value «{given}»: {known}.",
            'Say which, as in .at({column}="{given}"), or in a filter by="{column}".',
        ),
        ar=Message(
            "في أكثر من عمود قيمة «{given}»: {known}.",
            'حدد العمود، مثل .at({column}="{given}")، أو داخل مرشح by="{column}".',
        ),
    ),
    "not-a-number-of-members": Both(
        en=Message(
            "«{given}» does not say how many members are meant.",
            'Write a whole number first, then the dimension: .top(3, "region").',
        ),
        ar=Message(
            "القيمة «{given}» لا تبين عدد القيم المطلوبة.",
            'اكتب عددا صحيحا ثم البعد: .top(3, "region").',
        ),
    ),
    "no-by": Both(
        en=Message(
            "The measure «{measure}» is counted by no dimension.",
            'Name one, as in .by("region"), or give the measure the key by.',
        ),
        ar=Message(
            "المؤشر «{measure}» غير محسوب حسب أي بعد.",
            'اذكر بعدا، مثل .by("region")، أو أعط المؤشر المفتاح by.',
        ),
    ),
    "not-limited": Both(
        en=Message(
            "The {block} block shows all rows of the table {table} in each section of "
            "«{dimension}»: nothing leads from this table to the dimension.",
            "Give the table such a column, or a foreign key to a table that has it; or move the "
            "block to a section without for_each.",
        ),
        ar=Message(
            "يعرض المكوّن {block} كل صفوف الجدول {table} في كل قسم من أقسام «{dimension}»، "
            "إذ لا شيء في هذا الجدول يؤدي إلى البعد.",
            "أضف إلى الجدول عمودا بالبعد، أو مفتاحا خارجيا إلى جدول فيه البعد؛ "
            "أو انقل المكوّن إلى قسم بلا for_each.",
        ),
    ),
}
