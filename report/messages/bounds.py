"""Messages of the bounds of a piece of work, and of processes that end before their work."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bound-time": Both(
        en=Message(
            "The work took longer than {seconds} seconds and was ended.",
            "If the input is trusted, give more time with --max-seconds; otherwise do not open it.",
        ),
        ar=Message(
            "تجاوز العمل مهلة {seconds} ثانية فأُنهي.",
            "إن كان المصدر موثوقا فزد المهلة بالخيار --max-seconds، وإلا فلا تفتحه.",
        ),
    ),
    "bound-memory": Both(
        en=Message(
            "The work needs more than {limit} MiB of memory and was ended.",
            "If the input is trusted, give more with --max-memory; otherwise do not open it.",
        ),
        ar=Message(
            "يحتاج العمل إلى أكثر من {limit} ميبيبايت من الذاكرة فأُنهي.",
            "إن كان المصدر موثوقا فزد الحد بالخيار --max-memory، وإلا فلا تفتحه.",
        ),
    ),
    "bound-pages": Both(
        en=Message(
            "The document has more than {limit} pages.",
            "If that is meant, give more with --max-pages; otherwise look for forced page breaks "
            "in the templates and style sheets of the brief.",
        ),
        ar=Message(
            "صفحات الوثيقة أكثر من {limit}.",
            "إن كان ذلك مقصودا فزد الحد بالخيار --max-pages، وإلا فابحث عن فواصل الصفحات المفروضة "
            "في قوالب الموجز وأوراق أنماطه.",
        ),
    ),
    "process-ended": Both(
        en=Message(
            "The process that did the work ended before its time ({reason}).",
            "Look whether memory ran out; if not, report it, with the input.",
        ),
        ar=Message(
            "انتهت العملية التي تنجز العمل قبل أوانها ({reason_ar}).",
            "تحقق من كفاية الذاكرة، فإن كانت كافية فبلّغ عن ذلك مرفقا بالمصدر.",
        ),
    ),
    "fault": Both(
        en=Message(
            "The work stopped with a fault of Mujaz ({reason}).",
            "Report it, with the input and the command.",
        ),
        ar=Message(
            "توقف العمل بسبب خلل في موجز ({reason_ar}).",
            "بلّغ عنه مع المصدر والأمر.",
        ),
    ),
    "interrupted": Both(
        en=Message(
            "Interrupted.",
            "What stood there before is untouched; run the command again to do the work.",
        ),
        ar=Message("قُطع العمل.", "ما كان قائما من قبل باق على حاله؛ أعد تشغيل الأمر لإنجاز العمل."),
    ),
    "batch-interrupted": Both(
        en=Message(
            "Interrupted; the briefs built so far and their manifest stay.",
            "Run the same command again: it continues from there.",
        ),
        ar=Message(
            "قُطعت الدفعة، وبقيت الموجزات التي بُنيت وبيانها.",
            "أعد تشغيل الأمر نفسه، فيتابع من حيث توقف.",
        ),
    ),
}
