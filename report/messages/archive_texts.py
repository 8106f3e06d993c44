"""Texts of the files inside an edition, of signatures and of bags."""

from __future__ import annotations

from report.messages import Text

_README_EN = """\
Mujaz: a Submission Information Package, E-ARK SIP 2.1

METS.xml                        what is in the package
metadata/descriptive/dc.xml     what it is
metadata/preservation/premis.xml  its history, the digests of its files
representations/rep1/data/      the edition as a PDF, and its sources, as the PDF carries them
documentation/                  this file, and veraPDF's reports where there are any
schemas/                        the XML schemas
"""
_README_AR = """\
موجز: حزمة معلومات للإيداع وفق مواصفة E-ARK SIP 2.1

METS.xml                        جرد الحزمة
metadata/descriptive/dc.xml     وصفها
metadata/preservation/premis.xml  تاريخها وبصمات ملفاتها
representations/rep1/data/      الموجز بصيغة PDF، ومصادره كما يحملها في داخله
documentation/                  هذا الملف، وتقارير veraPDF إن وجدت
schemas/                        مخططات XML
"""

TEXTS = {
    "attached.rows-as-read": Text("rows read from the database", "صفوف كما قُرئت من قاعدة المعطيات"),
    "attached.file-of-brief": Text("a file of the brief", "من ملفات الموجز"),
    "attached.brief": Text("the brief", "وصف الموجز"),
    "attached.table-as-read": Text("a table of data after reading", "جدول معطيات كما قُرئ"),
    "attached.package": Text("the tables of data described", "وصف جداول المعطيات"),
    "attached.text": Text("the text of the brief in reading order", "نص الموجز بترتيب القراءة"),
    "attached.findings": Text("findings on the tables", "ملاحظات على الجداول"),
    "attached.cells": Text(
        "cells of the table «{table}» after reading", "خلايا جدول «{table}» كما قُرئت"
    ),
    "attached.table": Text("the table «{table}» after counting", "جدول «{table}» كما حُسب"),
    "attached.marks": Text("the marks of the charts and their scales", "علامات الرسوم ومقاييسها"),
    "attached.chart": Text("the data of {name}", "معطيات {name}"),
    "attached.provenance": Text(
        "where the brief comes from: its files and their digests, the software, the measures with "
        "their rules and rows",
        "مصدر الموجز: ملفاته وبصماتها، والبرامج، والمؤشرات بقواعدها وصفوفها",
    ),
    "signature.label": Text("electronic signature", "توقيع إلكتروني"),
    "signature.later": Text("place of a later electronic signature", "مكان توقيع إلكتروني لاحق"),
    "page-of": Text("{page} of {pages}", "{page} من {pages}"),
    "not-a-pdf.password": Text("a password is needed", "يتطلب كلمة سر"),
    "not-a-pdf.hybrid": Text("its cross-references are hybrid", "جدول إسناداته هجين"),
    "unsafe-inside.path": Text("the path {path} is not usable", "المسار {path} غير صالح"),
    "unsafe-inside.filter": Text(
        "{path} is packed in another way than an edition's files", "{path} مضغوط بغير طريقة النسخة"
    ),
    "unsafe-inside.stream": Text(
        "{path} is damaged, or larger than {most} bytes", "{path} معطوب أو يتجاوز {most} بايت"
    ),
    "no-texts.marked-content": Text(
        "marked content ends that did not begin", "محتوى معلّم ينتهي دون أن يبدأ"
    ),
    "no-texts.element-twice": Text(
        "a structure element is in the tree twice", "عنصر بنية مكرر في الشجرة"
    ),
    "bad-template.no-file": Text("there is no such file", "لا وجود لهذا الملف"),
    "no-time-stamp.scheme": Text("only http and https are asked", "لا يُقبل إلا http أو https"),
    "token-failed.locked": Text("the PIN is locked", "الرقم السري مقفل"),
    "verapdf-failed.size": Text("a report of {size} bytes", "تقرير من {size} بايت"),
    "verapdf-failed.no-job": Text("no job is in it", "لا نتيجة فيه"),
    "signature-broken.partial": Text("it does not cover the whole file", "لا يشمل الملف كله"),
    "page-box.no-number": Text("it is not a positive number", "ليس عددا موجبا"),
    "page-box.no-box": Text("it is not four numbers", "ليس أربعة أعداد"),
    "page-box.no-area": Text("it has no area", "لا مساحة له"),
    "page-box.rotation": Text(
        "it is not a multiple of 90 degrees within ten turns",
        "ليس من مضاعفات 90 درجة في حدود عشر دورات",
    ),
    "page-box.too-large": Text("it reaches beyond {most} points", "يتجاوز {most} نقطة"),
    "pdf-too-much.stream-twice": Text("a stream that is packed twice", "دفق مضغوط مرتين"),
    "pdf-too-much.name-tree": Text(
        "a name tree that turns in circles", "شجرة أسماء تدور على نفسها"
    ),
    "pdf-too-much.files": Text("more than {most} files inside", "ملفات داخله أكثر من {most}"),
    "pdf-too-much.size": Text("more than {most} MiB", "أكثر من {most} ميبيبايت"),
    "pdf-too-much.revisions": Text("more than {most} revisions", "مراجعات أكثر من {most}"),
    "pdf-too-much.stream-size": Text(
        "a stream of more than {most} MiB", "دفق أكبر من {most} ميبيبايت"
    ),
    "pdf-too-much.elements": Text(
        "more than {most} structure elements in one another", "عناصر بنية متداخلة أكثر من {most}"
    ),
    "pdf-too-much.element-twice": Text(
        "a structure element that is in the tree twice", "عنصر بنية مكرر في الشجرة"
    ),
    "eark.readme": Text(_README_EN, _README_AR),
}
