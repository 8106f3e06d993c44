"""Messages of cells that no value of their column's type can be read from."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bad-country": Both(
        en=Message(
            "«{given}» is no country that is known; the nearest is «{nearest}».",
            "Write its name or its ISO 3166 code, or add this spelling under aliases of the column in brief.toml.",
        ),
        ar=Message(
            "«{given}» ليس اسم دولة معروفا، وأقرب الأسماء إليه «{nearest}».",
            "اكتب اسم الدولة أو رمزها في المعيار ISO 3166، أو أضف هذا الرسم إلى aliases العمود في brief.toml.",
        ),
    ),
    "decimal-sign": Both(
        en=Message(
            "In «{given}» the signs «.» and «,» are not used as in the rest of the column.",
            "Write the number as the others are written, or set decimal under the column in brief.toml.",
        ),
        ar=Message(
            "استعمال العلامتين «.» و«,» في «{given}» يخالف سائر خلايا العمود.",
            "اكتب العدد على نحو ما كتبت به الأعداد الأخرى، أو حدد decimal تحت العمود في brief.toml.",
        ),
    ),
}
