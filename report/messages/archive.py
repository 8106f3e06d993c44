"""Messages of the room ``archive``."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "not-a-pdf": Both(
        en=Message("The file cannot be read as a PDF ({reason}).", "Give a PDF that Mujaz built."),
        ar=Message("تعذرت قراءة الملف بصيغة PDF ({reason_ar}).", "أعط ملف PDF من إنتاج موجز."),
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
    "too-many-objects": Both(
        en=Message(
            "The registers take {objects} objects of PDF, and PDF/A allows {most} (ISO 19005-3, "
            "6.1.13).",
            "Print fewer rows or columns: by a condition (where), by a brief for each value (mujaz "
            "batch --by), or use --profile pdfa-4f, which has no such limit.",
        ),
        ar=Message(
            "تشغل السجلات {objects} كائن PDF، ولا يقبل PDF/A أكثر من {most} (ISO 19005-3، البند "
            "6.1.13).",
            "اطبع صفوفا أو أعمدة أقل: بشرط (where)، أو بموجز لكل قيمة (mujaz batch --by)، أو استعمل"
            " --profile pdfa-4f الذي لا يحدها.",
        ),
    ),
    "page-box": Both(
        en=Message(
            "The page cannot be drawn: {name} is not usable ({reason}).",
            "Do not trust this PDF; ask for another.",
        ),
        ar=Message(
            "لا يمكن رسم الصفحة: {name} غير صالح ({reason_ar}).",
            "لا تثق بهذا الملف، واطلب غيره.",
        ),
    ),
    "pdf-too-much": Both(
        en=Message(
            "The PDF holds more than an edition can ({reason}), and is read no further.",
            "Do not trust this PDF; ask for another.",
        ),
        ar=Message(
            "يحمل ملف PDF أكثر مما يمكن أن تحمله نسخة ({reason_ar})، فتوقفت قراءته.",
            "لا تثق بهذا الملف، واطلب غيره.",
        ),
    ),
    "unfit-file-name": Both(
        en=Message(
            "This file has a name that no file inside a PDF can have: with a backslash, a control "
            "character, or bytes that are no UTF-8.",
            "Rename it, also in brief.toml and the templates where they name it.",
        ),
        ar=Message(
            "لا يصلح اسم هذا الملف لملف داخل PDF: فيه شرطة مائلة عكسية، أو محرف تحكم، أو بايتات "
            "ليست من UTF-8.",
            "غيّر اسمه، وحيث ورد في brief.toml والقوالب.",
        ),
    ),
    "unsafe-inside": Both(
        en=Message(
            "A file inside the PDF cannot be taken out ({reason}).",
            "Do not trust this PDF; ask for another.",
        ),
        ar=Message("تعذر استخراج ملف من داخل PDF ({reason_ar}).", "لا تثق بهذا الملف، واطلب غيره."),
    ),
}
