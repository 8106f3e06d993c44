"""Messages of batches, and of a brief limited to one value."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "column-of-several": Both(
        en=Message(
            "More than one table has the column «{given}».", "Say which one is meant: {choices}."
        ),
        ar=Message("العمود «{given}» موجود في أكثر من جدول.", "حدد المقصود منها: {choices}."),
    ),
    "no-such-value": Both(
        en=Message(
            "No row has «{given}» in the column «{column}».", "Give a value that the column holds."
        ),
        ar=Message(
            "لا يتضمن أي صف القيمة «{given}» في العمود «{column}».", "أعط قيمة واردة في العمود."
        ),
    ),
    "title-without-value": Both(
        en=Message(
            "The title of the batch does not say the value.",
            "Write {{value}} at the place for the value.",
        ),
        ar=Message(
            "عنوان الدفعة لا يذكر القيمة.",
            "اكتب {{value}} في الموضع الذي ترد فيه القيمة من العنوان.",
        ),
    ),
    "own-rows-differ": Both(
        en=Message(
            "The column reads otherwise where only the rows of one value are known.",
            "Declare what is worked out now (`type`, `order`, `decimal` of the column), or give "
            "--attach all.",
        ),
        ar=Message(
            "يختلف ما يُقرأ في العمود إذا اقتُصر على صفوف قيمة واحدة.",
            "صرّح في وصف العمود بما يُستنتج الآن (type وorder وdecimal)، أو استعمل --attach all.",
        ),
    ),
    "batch-of-nothing": Both(
        en=Message(
            "The table has no rows: no brief can be built.",
            "Give a table with rows.",
        ),
        ar=Message("لا يتضمن الجدول أي صف، فلا شيء يبنى منه موجز.", "أعط جدولا فيه صفوف."),
    ),
    "batch-asks-server": Both(
        en=Message(
            "The table {table} is read from a database server, which may answer each worker "
            "differently.",
            "Write its rows to a file of the brief first, and read that.",
        ),
        ar=Message(
            "يُقرأ الجدول {table} من خادم قاعدة معطيات قد يختلف جوابه من عامل إلى آخر.",
            "احفظ صفوفه أولا في ملف من ملفات الموجز، ثم اجعله مصدر الجدول.",
        ),
    ),
    "batch-inside": Both(
        en=Message(
            "The PDFs would lie inside the brief {folder}, and become files of it.",
            "Give another folder.",
        ),
        ar=Message("ستوضع ملفات PDF داخل مجلد الموجز {folder} فتصير من ملفاته.", "أعط مجلدا آخر."),
    ),
    "batch-changed": Both(
        en=Message("The brief's folder has changed since the batch began.", "Run the batch again."),
        ar=Message("تغير مجلد الموجز منذ بدء الدفعة.", "أعد تشغيل الدفعة."),
    ),
    "batch-crashed": Both(
        en=Message(
            "Building stopped with an error of Mujaz or of the machine ({reason}).",
            "Report it, with the brief.",
        ),
        ar=Message(
            "توقف البناء بخطإ في موجز أو في الجهاز ({reason_ar}).", "بلّغ عنه مرفقا بالموجز."
        ),
    ),
    "batch-died": Both(
        en=Message(
            "The process that built the brief died, and so did the next one ({reason}).",
            "Look whether memory ran out; give fewer workers, or build this brief alone.",
        ),
        ar=Message(
            "انتهت فجأة العملية التي تبني الموجز، ثم التي بعدها ({reason_ar}).",
            "تحقق من كفاية الذاكرة، وقلل عدد العمال، أو ابن هذا الموجز وحده.",
        ),
    ),
    "batch-too-long": Both(
        en=Message(
            "The brief took longer than {seconds} seconds.",
            "Give more with --timeout, or make it smaller.",
        ),
        ar=Message(
            "استغرق الموجز أكثر من {seconds} ثانية.", "زد المهلة بالخيار --timeout، أو صغّر الموجز."
        ),
    ),
    "batch-no-room": Both(
        en=Message(
            "The disk has {free} MiB free, and the batch wants {wanted} MiB.",
            "Make room and run it again: what is built is kept.",
        ),
        ar=Message(
            "في القرص {free} ميبيبايت شاغرة، والدفعة تحتاج إلى {wanted} ميبيبايت.",
            "وفّر المساحة ثم أعد التشغيل، فما بُني يبقى.",
        ),
    ),
    "batch-running": Both(
        en=Message(
            "Another batch is writing into this folder.", "Wait for it, or give another folder."
        ),
        ar=Message("توجد دفعة أخرى تكتب في هذا المجلد.", "انتظر انتهاءها، أو أعط مجلدا آخر."),
    ),
    "not-a-manifest": Both(
        en=Message("The file is not the manifest of a batch.", "Give another folder for the PDFs."),
        ar=Message("الملف ليس بيان دفعة.", "أعط مجلدا آخر لملفات PDF."),
    ),
    "other-batch": Both(
        en=Message(
            "The folder holds a batch of {of}, and not of {wanted}.",
            "Give another folder, or --fresh, which removes that batch.",
        ),
        ar=Message(
            "يتضمن المجلد دفعة بحسب {of} لا بحسب {wanted}.",
            "أعط مجلدا آخر، أو استعمل الخيار --fresh الذي يزيل تلك الدفعة.",
        ),
    ),
    "by-or-each": Both(
        en=Message(
            "A batch is of one folder by a column, or of each of several folders.",
            "Give one folder with --by COLUMN, or folders with --each.",
        ),
        ar=Message(
            "تكون الدفعة من مجلد واحد بحسب عمود، أو من مجلدات لكل منها موجز.",
            "أعط مجلدا واحدا مع --by وعمود، أو مجلدات مع --each.",
        ),
    ),
    "shared-without-scheduler": Both(
        en=Message(
            "--shared is for workers of a scheduler.",
            "Give --scheduler too, or leave --shared out.",
        ),
        ar=Message(
            "الخيار --shared خاص بعمال المجدول.", "أضف الخيار --scheduler، أو احذف --shared."
        ),
    ),
    "not-with-scheduler": Both(
        en=Message(
            "{option} is a matter of the scheduler that is given.",
            "Leave it out, and set it there.",
        ),
        ar=Message("الخيار {option} من شأن المجدول المذكور.", "احذفه، وحدده هناك."),
    ),
    "no-dask": Both(
        en=Message(
            "What speaks to a scheduler is not installed.", "Install it: pip install 'mujaz[dask]'."
        ),
        ar=Message("المكتبة التي تخاطب المجدول غير مثبتة.", "ثبّتها: pip install 'mujaz[dask]'."),
    ),
    "no-scheduler": Both(
        en=Message(
            "The scheduler {given} does not answer, or has no workers ({reason}).",
            "Start it and its workers; the address is as tcp://HOST:8786.",
        ),
        ar=Message(
            "المجدول {given} لا يجيب أو لا عمال له ({reason_ar}).",
            "شغّله وشغّل عماله؛ وصيغة العنوان tcp://HOST:8786.",
        ),
    ),
    "scheduler-lost": Both(
        en=Message(
            "The scheduler was lost.", "Start it and run the batch again: what is built is kept."
        ),
        ar=Message("انقطع الاتصال بالمجدول.", "شغّله ثم أعد تشغيل الدفعة، فما بُني يبقى."),
    ),
    "batch-other-version": Both(
        en=Message(
            "The worker has another Mujaz, {here} and not {wanted}.",
            "Install the same on every machine, and start again.",
        ),
        ar=Message(
            "نسخة موجز لدى العامل {here} لا {wanted}.",
            "ثبّت النسخة نفسها في كل جهاز، ثم أعد التشغيل.",
        ),
    ),
}
