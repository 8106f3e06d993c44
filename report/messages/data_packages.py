"""Messages of the reader of data packages."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "package-shape": Both(
        en=Message(
            "The data package lacks «{key}», or it is not as the standard has it.",
            "Correct datapackage.json.",
        ),
        ar=Message(
            "ينقص حزمة البيانات المفتاح «{key}» أو أنه على غير ما في المعيار.",
            "صحح datapackage.json.",
        ),
    ),
    "package-remote": Both(
        en=Message(
            "The data package names «{path}», which is not a file beside it.",
            "Copy the file beside datapackage.json and name it there.",
        ),
        ar=Message(
            "تشير حزمة البيانات إلى «{path}» وليس ملفا بجانبها.",
            "انسخ الملف بجانب datapackage.json واذكره فيه.",
        ),
    ),
    "package-nested": Both(
        en=Message(
            "The data package names «{path}», which is a data package itself.",
            "Name the table's own file in resources, or put the inner package's file into `source` "
            "in brief.toml.",
        ),
        ar=Message(
            "تشير حزمة البيانات إلى «{path}»، وهو حزمة بيانات أيضا.",
            "اذكر فيها ملف الجدول نفسه، أو ضع ملف الحزمة الداخلية في source في brief.toml.",
        ),
    ),
    "package-dialect": Both(
        en=Message(
            "The data package asks for «{key}», which is not understood here.",
            "Write the file as plain CSV and take the key out.",
        ),
        ar=Message(
            "تطلب حزمة البيانات «{key}» وهو غير مدعوم هنا.",
            "اكتب الملف بصيغة CSV عادية واحذف المفتاح.",
        ),
    ),
    "package-hash": Both(
        en=Message(
            "The file {path} is not the one that the data package was made with: its checksum "
            "differs.",
            "Fetch the file again, or make the package again.",
        ),
        ar=Message(
            "الملف {path} ليس الملف الذي أعدت به حزمة البيانات: بصمته مختلفة.",
            "أعد جلب الملف أو أعد إعداد الحزمة.",
        ),
    ),
}
