"""Messages of the room ``arabic``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "unknown-noun": Both(
        en=Message(
            "The noun «{noun}» has no forms for counting.",
            "Declare its forms in brief.toml:\n{toml}",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا توجد للاسم «{noun}» صيغ للعد.",
            "صرح بصيغه في ملف brief.toml:\n{toml}",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "unknown-adjective": Both(
        en=Message(
            "The forms of the adjective «{adjective}» do not follow from its letters.",
            "Give the indefinite masculine singular, or write the adjective in the text, after the "
            "number.",
        ),
        ar=Message(
            "لا يمكن استنتاج صيغ النعت «{adjective}» من حروفه.",
            "استعمل صيغة المفرد المذكر النكرة، أو اكتب النعت في النص بعد العدد.",
        ),
    ),
    "number-range": Both(
        en=Message(
            "The number {number} cannot be counted in Arabic words or nouns.",
            "Use a whole number of at most {largest}, without its sign.",
        ),
        ar=Message(
            "لا يمكن عد الرقم {number} بالألفاظ أو بالأسماء العربية.",
            "استعمل عددا صحيحا لا يتجاوز {largest} بصرف النظر عن إشارته.",
        ),
    ),
    "unknown-case": Both(
        en=Message(
            "The grammatical case «{case}» is not known.",
            "Use one of {known}: nominative, oblique (genitive), accusative.",
        ),
        ar=Message(
            "الحالة الإعرابية «{case}» غير معروفة.",
            "استعمل إحدى القيم التالية: {known} (الرفع والجر والنصب).",
        ),
    ),
    "ordinal-range": Both(
        en=Message(
            "The number {number} has no ordinal here.", "Use a whole number from 1 to {largest}."
        ),
        ar=Message("لا يتوفر عدد ترتيبي للرقم {number}.", "استعمل عددا صحيحا من 1 إلى {largest}."),
    ),
    "fraction-range": Both(
        en=Message(
            "{numerator}/{denominator} is not a proper fraction.",
            "Use a numerator above 0 and below the denominator.",
        ),
        ar=Message(
            "القيمة {numerator}/{denominator} ليست كسرا حقيقيا.",
            "استعمل بسطا أكبر من الصفر وأصغر من المقام.",
        ),
    ),
    "not-a-number": Both(
        en=Message(
            "The value {value} is not a number that can be shown.",
            "Give a finite number of at most {longest} figures.",
        ),
        ar=Message(
            "القيمة {value} ليست عددا يمكن عرضه.",
            "أدخل عددا منتهيا لا تتجاوز أرقامه {longest} رقما.",
        ),
    ),
    "decimals-range": Both(
        en=Message(
            "A number cannot be shown with {decimals} decimals.", "Ask for 0 to {largest} decimals."
        ),
        ar=Message(
            "لا يمكن عرض عدد بعدد {decimals} من المنازل العشرية.",
            "اطلب من 0 إلى {largest} من المنازل العشرية.",
        ),
    ),
    "unknown-locale": Both(
        en=Message("The language {locale} is not known.", "Use one of {known}."),
        ar=Message("اللغة {locale} غير معروفة.", "استعمل إحدى القيم التالية: {known}."),
    ),
    "bad-date": Both(
        en=Message(
            "«{value}» is not a date or an interval in EDTF.",
            "Write 2025, 2025-11, 2025-11-24 or 2025-11-24/2025-11-27.",
        ),
        ar=Message(
            "القيمة «{value}» ليست تاريخا أو فترة بصيغة EDTF.",
            "اكتب 2025 أو 2025-11 أو 2025-11-24 أو 2025-11-24/2025-11-27.",
        ),
    ),
    "reversed-interval": Both(
        en=Message("The interval «{value}» ends before it starts.", "Put the earlier date first."),
        ar=Message("تنتهي الفترة «{value}» قبل بدايتها.", "ضع التاريخ الأسبق أولا."),
    ),
    "hijri-range": Both(
        en=Message(
            "The date {date} is outside the Umm al-Qura calendar.",
            "Use a date from 1924-08-01 to 2077-11-16.",
        ),
        ar=Message(
            "يقع التاريخ {date} خارج تقويم أم القرى.",
            "استعمل تاريخا من 1924-08-01 إلى 2077-11-16.",
        ),
    ),
    "unknown-country": Both(
        en=Message(
            "No country is known by the name «{name}».",
            "Check the spelling.",
            meant="Did you mean «{nearest}»?",
        ),
        ar=Message(
            "لا توجد دولة معروفة باسم «{name}».",
            "تحقق من كتابة الاسم.",
            meant="هل المقصود «{nearest}»؟",
        ),
    ),
    "unknown-country-code": Both(
        en=Message(
            "«{code}» is not a country code of ISO 3166-1.",
            "Use two capital letters, for instance MA for Morocco.",
        ),
        ar=Message(
            "الرمز «{code}» ليس من رموز الدول في المعيار ISO 3166-1.",
            "استعمل حرفين لاتينيين كبيرين، مثل MA للمغرب.",
        ),
    ),
}
