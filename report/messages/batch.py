"""Messages of batches, and of a brief limited to one value."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "column-of-several": Both(
        en=Message("More than one table has the column «{given}».", "Say which one is meant: {choices}."),
        ar=Message("العمود «{given}» موجود في أكثر من جدول.", "حدد المقصود منها: {choices}."),
    ),
    "no-such-value": Both(
        en=Message("No row has «{given}» in the column «{column}».", "Give a value that the column holds."),
        ar=Message("لا يتضمن أي صف القيمة «{given}» في العمود «{column}».", "أعط قيمة واردة في العمود."),
    ),
    "title-without-value": Both(
        en=Message(
            "The title of the batch does not say the value.", "Write {{value}} where the value is to stand in it."
        ),
        ar=Message("عنوان الدفعة لا يذكر القيمة.", "اكتب {{value}} في الموضع الذي ترد فيه القيمة من العنوان."),
    ),
}
