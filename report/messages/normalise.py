"""Messages of cells that no value of their column's type can be read from."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bad-cell": Both(
        en=Message(
            "«{given}» is no value of the type «{type}».",
            "Correct it in the source, or declare the column with another type.",
        ),
        ar=Message(
            "«{given}» ليست قيمة من النوع «{type}».",
            "صححها في المصدر، أو صرح بالعمود بنوع آخر.",
        ),
    ),
    "bad-country": Both(
        en=Message(
            "«{given}» is no country that is known.",
            "Write its name or its ISO 3166 code, or add this spelling under aliases of the column "
            "in brief.toml.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "«{given}» ليس اسم دولة معروفا.",
            "اكتب اسم الدولة أو رمزها في المعيار ISO 3166، أو أضف هذا الرسم إلى aliases العمود في "
            "brief.toml.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "error-cell": Both(
        en=Message(
            "The cell holds «{given}», an error of the spreadsheet, and no value.",
            "Correct the formula or write the value; if the cell is to be blank, write missing = "
            '["{given}"] under the '
            "column in brief.toml.",
        ),
        ar=Message(
            "في الخلية «{given}»، وهو خطأ من برنامج الجداول وليس قيمة.",
            'صحح الصيغة أو اكتب القيمة، وإن كان المقصود خلية فارغة فاكتب missing = ["{given}"] تحت '
            "العمود في "
            "brief.toml.",
        ),
    ),
    "formula-without-value": Both(
        en=Message(
            "The cell holds a formula ({given}) that no spreadsheet has computed: the file has no "
            "value of it.",
            "Open the workbook in a spreadsheet and save it, or write the value itself.",
        ),
        ar=Message(
            "في الخلية صيغة ({given}) لم يحسبها برنامج الجداول بعد، فلا قيمة لها في الملف.",
            "افتح المصنف في برنامج الجداول واحفظه، أو اكتب القيمة نفسها.",
        ),
    ),
    "mixed-percent": Both(
        en=Message(
            "«{given}» is not written as the rest of the column: some of its numbers are "
            "percentages, others are not.",
            "Write the percent sign in all cells or in none, or write percent = true under the "
            "column in brief.toml, which takes every number of it for a percentage.",
        ),
        ar=Message(
            "كتابة «{given}» تخالف سائر العمود: بعض أعداده نسب مئوية وبعضها ليس كذلك.",
            "اكتب علامة النسبة في كل الخلايا أو في لا واحدة منها، أو اكتب percent = true تحت "
            "العمود في brief.toml فتعد كل أعداده نسبا مئوية.",
        ),
    ),
    "date-order": Both(
        en=Message(
            "«{given}» is not in the order of day and month that the column's dates have.",
            "Write the month in words or the date as 2025-11-24, or set order under the column in "
            "brief.toml.",
        ),
        ar=Message(
            "ترتيب اليوم والشهر في «{given}» يخالف ترتيبهما في سائر تواريخ العمود.",
            "اكتب الشهر بالحروف أو التاريخ على شكل 2025-11-24، أو حدد order تحت العمود في "
            "brief.toml.",
        ),
    ),
    "no-such-day": Both(
        en=Message(
            "«{given}» is a day that the calendar does not have.",
            "Correct the day, the month or the year.",
        ),
        ar=Message("«{given}» يوم لا وجود له في التقويم.", "صحح اليوم أو الشهر أو السنة."),
    ),
    "date-without-year": Both(
        en=Message(
            "«{given}» has no year, and not one year alone puts it within the brief's period.",
            "Write the year in the cell.",
        ),
        ar=Message(
            "«{given}» بلا سنة، ولا تقع في مدة الموجز في سنة واحدة بعينها.", "اكتب السنة في الخلية."
        ),
    ),
    "hijri-date": Both(
        en=Message(
            "«{given}» is a Hijri date that is not marked as one, or one outside the years 1343 to "
            "1500.",
            'Write AH after the year, or set calendar = "hijri" under the column in brief.toml '
            '(calendar = "gregorian" where such years are Gregorian).',
        ),
        ar=Message(
            "«{given}» تاريخ هجري لم يبين أنه هجري، أو يقع خارج السنوات من 1343 إلى 1500.",
            'اكتب «هـ» بعد السنة، أو ضع calendar = "hijri" تحت العمود في brief.toml '
            '(أو calendar = "gregorian" إذا كانت السنوات ميلادية فعلا).',
        ),
    ),
    "doubtful-number": Both(
        en=Message(
            "«{given}» can be read with thousands or with decimals, and no other cell of the "
            "column tells which.",
            'Write decimal = "." or decimal = "," under the column in brief.toml.',
        ),
        ar=Message(
            "يحتمل «{given}» أن تكون علامته للآلاف أو للكسور، وليس في العمود خلية أخرى تحسم ذلك.",
            'اكتب decimal = "." أو decimal = "," تحت العمود في brief.toml.',
        ),
    ),
    "decimal-sign": Both(
        en=Message(
            "In «{given}» the signs «.» and «,» are not used as in the rest of the column.",
            "Write the number like the rest of the column, or set decimal under the column in "
            "brief.toml.",
        ),
        ar=Message(
            "استعمال العلامتين «.» و«,» في «{given}» يخالف سائر خلايا العمود.",
            "اكتب العدد على نحو ما كتبت به الأعداد الأخرى، أو حدد decimal تحت العمود في "
            "brief.toml.",
        ),
    ),
}
