"""Messages of the room ``archive``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "not-a-pdf": Both(
        en=Message("The file cannot be read as a PDF ({reason}).", "Give a PDF that Mujaz built."),
        ar=Message("تعذرت قراءة الملف بصيغة PDF ({reason}).", "أعط ملف PDF من إنتاج موجز."),
    ),
    "not-an-edition": Both(
        en=Message(
            "The PDF does not hold what a brief is built from: {missing} is not in it.",
            "Give an edition that was built with --profile archive.",
        ),
        ar=Message(
            "لا يحمل ملف PDF ما يبنى منه الموجز: {missing} غير موجود فيه.",
            "أعط نسخة بنيت بالخيار --profile archive.",
        ),
    ),
    "unsafe-inside": Both(
        en=Message("A file inside the PDF cannot be taken out ({reason}).", "Do not trust this PDF; ask for another."),
        ar=Message("تعذر استخراج ملف من داخل PDF ({reason}).", "لا تثق بهذا الملف، واطلب غيره."),
    ),
}
