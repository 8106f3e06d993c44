"""Messages of the room ``archive``: the bag, and veraPDF."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bag-folder-taken": Both(
        en=Message(
            "There is something at the place of the bag already.",
            "Name a folder that does not exist yet, or an empty one; nothing is replaced.",
        ),
        ar=Message(
            "موضع الحزمة مشغول بغيرها.",
            "عيّن مجلدا غير موجود أو مجلدا فارغا، فلا يُستبدل شيء مما هو قائم.",
        ),
    ),
    "bag-unfit-name": Both(
        en=Message(
            "The file «{name}» inside the PDF has a name that a manifest cannot hold, or that "
            "another file has too.",
            "Rename it in the folder of the brief and build the PDF again.",
        ),
        ar=Message(
            "للملف «{name}» داخل PDF اسم لا يقبله جرد الحزمة، أو اسم يحمله ملف آخر.",
            "غيّر اسمه في مجلد الموجز، ثم أعد بناء ملف PDF.",
        ),
    ),
    "bag-broken-seal": Both(
        en=Message(
            "The PDF's bytes are not those that were sealed: it was changed after it was built.",
            "Bag the PDF that was built; mujaz verify reports more about this one.",
        ),
        ar=Message(
            "تغيّر محتوى ملف PDF بعد بنائه، فلم يعد يوافق ختمه.",
            "ضع في الحزمة ملف PDF كما بُني؛ والأمر mujaz verify يفصّل حال هذا الملف.",
        ),
    ),
    "no-verapdf": Both(
        en=Message(
            "veraPDF was not found.",
            "Install it so that verapdf is on the PATH, or put its folder of jars into "
            "MUJAZ_VERAPDF.",
        ),
        ar=Message(
            "لم يُعثر على veraPDF.",
            "ثبّته بحيث يوجد verapdf في المسار PATH، أو ضع مجلد ملفاته jar في المتغير "
            "MUJAZ_VERAPDF.",
        ),
    ),
    "verapdf-not-there": Both(
        en=Message(
            "MUJAZ_VERAPDF names neither a folder of jars nor a program.",
            "Correct the variable, or unset it to have verapdf looked for on the PATH.",
        ),
        ar=Message(
            "لا يدل المتغير MUJAZ_VERAPDF على مجلد ملفات jar ولا على برنامج.",
            "صحّح المتغير، أو احذفه ليُبحث عن verapdf في المسار PATH.",
        ),
    ),
    "verapdf-without-java": Both(
        en=Message(
            "MUJAZ_VERAPDF names a folder of jars, and there is no Java to run them.",
            "Install a Java runtime so that java is on the PATH, or unset the variable.",
        ),
        ar=Message(
            "يدل المتغير MUJAZ_VERAPDF على مجلد ملفات jar، ولا وجود لبيئة Java التي تشغّلها.",
            "ثبّت بيئة Java بحيث يوجد java في المسار PATH، أو احذف المتغير.",
        ),
    ),
    "verapdf-failed": Both(
        en=Message(
            "veraPDF ran, and its report cannot be read ({reason}).",
            "Run veraPDF by itself to see what it says; another version of it, or of Java, may "
            "serve.",
        ),
        ar=Message(
            "شُغّل veraPDF، لكن تعذرت قراءة تقريره ({reason_ar}).",
            "شغّل veraPDF وحده لترى ما يقول؛ وقد تصلح نسخة أخرى منه أو من Java.",
        ),
    ),
}
