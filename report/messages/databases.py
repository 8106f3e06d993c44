"""Messages of the readers of databases."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "sqlite-in-use": Both(
        en=Message(
            "The database is in use: part of it is still in {file}.",
            "Close the program that writes it, then build again.",
        ),
        ar=Message(
            "قاعدة البيانات قيد الاستعمال: جزء منها ما زال في {file}.",
            "أغلق البرنامج الذي يكتب فيها ثم أعد الإصدار.",
        ),
    ),
    "broken-sqlite": Both(
        en=Message(
            "The SQLite file cannot be read: {reason}.",
            "Check it with its program: PRAGMA integrity_check.",
        ),
        ar=Message(
            "تعذرت قراءة ملف SQLite: {reason_ar}.", "افحصه ببرنامجه: PRAGMA integrity_check."
        ),
    ),
    "bad-query": Both(
        en=Message("The query cannot be run: {reason}.", "Correct query in brief.toml."),
        ar=Message("تعذر تنفيذ الاستعلام: {reason_ar}.", "صحح query في brief.toml."),
    ),
    "slow-query": Both(
        en=Message(
            "The query, or the view, took longer than {seconds} seconds to answer.",
            "Limit it to the rows that are wanted; a recursive view needs an end.",
        ),
        ar=Message(
            "استغرق جواب الاستعلام، أو العرض، أكثر من {seconds} ثانية.",
            "اقصره على الصفوف المطلوبة؛ ولا بد للعرض التكراري من نهاية.",
        ),
    ),
    "large-answer": Both(
        en=Message(
            "The texts of the answer are larger than {limit} MiB.",
            "Take out columns and rows that the brief does not use.",
        ),
        ar=Message(
            "تتجاوز نصوص الجواب {limit} ميبيبايت.", "احذف الأعمدة والصفوف التي لا يستعملها الموجز."
        ),
    ),
    "not-a-select": Both(
        en=Message(
            "The query «{given}» does not only read.",
            "Write one query that begins with SELECT or WITH.",
        ),
        ar=Message(
            "الاستعلام «{given}» لا يقتصر على القراءة.",
            "اكتب استعلاما واحدا يبدأ بكلمة SELECT أو WITH.",
        ),
    ),
    "bad-url": Both(
        en=Message(
            "The URL of the database cannot be understood.",
            "Write it as postgresql://user@host/database.",
        ),
        ar=Message(
            "عنوان قاعدة البيانات غير مفهوم.", "اكتبه على الشكل postgresql://user@host/database."
        ),
    ),
    "unknown-database": Both(
        en=Message("Databases of the kind «{given}» are not read.", "Those that are: {known}."),
        ar=Message("قواعد البيانات من النوع «{given}» غير مقروءة.", "المقروء منها: {known}."),
    ),
    "needs-query": Both(
        en=Message(
            "A database needs a query that says what is read.",
            "Write query under the table in brief.toml.",
        ),
        ar=Message(
            "لا بد لقاعدة البيانات من استعلام يحدد ما يُقرأ.", "اكتب query تحت الجدول في brief.toml."
        ),
    ),
    "no-driver": Both(
        en=Message(
            "The driver of {driver} is not installed.", "Install it: pip install 'mujaz[{extra}]'."
        ),
        ar=Message("مشغّل {driver} غير مثبت.", "ثبّته: pip install 'mujaz[{extra}]'."),
    ),
    "not-as-read": Both(
        en=Message(
            "What the database server gave for this table is not in the PDF ({file}), and no "
            "server is asked here.",
            "Use the counted rows of the table: data/NAME.csv inside the PDF.",
        ),
        ar=Message(
            "لا يحمل ملف PDF ما أعطاه خادم قاعدة المعطيات لهذا الجدول ({file})، ولا يُسأل هنا أي "
            "خادم.",
            "استعمل صفوف الجدول كما حُسبت، وهي في data داخل ملف PDF.",
        ),
    ),
    "no-database": Both(
        en=Message(
            "The database {url} does not answer: {reason}.",
            "Check the URL, the network and the password.",
        ),
        ar=Message(
            "قاعدة البيانات {url} لا تجيب: {reason_ar}.", "تحقق من العنوان والشبكة وكلمة السر."
        ),
    ),
}
