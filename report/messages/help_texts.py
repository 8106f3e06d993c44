"""The help of the command: each sentence by its English, as it is beside the option that it
explains, and what Typer adds of its own.
"""

from __future__ import annotations

from report.messages import Text

_ARABIC = {
    "Mujaz: tables of events into a print-ready Arabic PDF briefing.": (
        "موجز (Mujaz): من جداول الأحداث إلى موجز عربي بصيغة PDF جاهز للطبع."
    ),
    "Exit codes: 0 fine, 1 findings, 2 usage. Messages follow --lang, else the locale.": (
        "رموز الخروج: 0 سليم، 1 ملاحظات، 2 خطأ في الاستعمال. لغة الرسائل ما يحدده --lang، وإلا "
        "فلغة النظام."
    ),
    "Say all that is wrong with a brief.": "ذكر جميع ما في الموجز من أخطاء.",
    "Print the JSON Schema of brief.toml.": "طبع مخطط JSON Schema للملف brief.toml.",
    "Print the Table Schema of a table.": "طبع مخطط Table Schema لجدول.",
    "The table's name in brief.toml.": "اسم الجدول في الملف brief.toml.",
    "The brief's folder: the one that holds brief.toml.": "مجلد الموجز، أي المجلد الذي يتضمن الملف "
    "brief.toml.",
    "The language of messages; by the locale if not given.": "لغة الرسائل؛ وهي لغة النظام إن لم "
    "تحدد.",
    "Print the version.": "طبع رقم النسخة.",
    "The PDF; out/NAME.pdf if not given.": "ملف PDF؛ وهو out/NAME.pdf إن لم يحدد.",
    "Also write what the PDF depends on, as a Makefile rule.": "كتابة ما يتوقف عليه ملف PDF أيضا، "
    "قاعدةً لملف Makefile.",
    "The figures, 123 or ١٢٣; as the brief says if not given.": (
        "شكل الأرقام، 123 أو ١٢٣؛ وهو ما يذكره الموجز إن لم يحدد."
    ),
    "Read the PDF back and fail when a word is lost; drafts may go without.": (
        "إعادة قراءة ملف PDF، والتوقف إن ضاعت كلمة؛ ويجوز الاستغناء عنها في المسودات."
    ),
    "What the PDF conforms to: archive is PDF/A-3a and PDF/UA-1; a draft claims nothing.": (
        "ما يطابقه ملف PDF: archive هو PDF/A-3a وPDF/UA-1 معا؛ وdraft مسودة لا تدعي المطابقة."
    ),
    "Ignore the cache: build everything again and store nothing.": (
        "بناء كل شيء من جديد، دون الأخذ من الذاكرة المؤقتة ولا الحفظ فيها."
    ),
    "Rebuild a PDF from its embedded files alone.": "إعادة بناء ملف PDF مما يحمله وحده.",
    "Put a PDF into a BagIt bag, for an archive.": "وضع ملف PDF في حزمة BagIt تسلَّم إلى الأرشيف.",
    "The bag's folder, new or empty.": "مجلد الحزمة، ويكون جديدا أو فارغا.",
    "What the bag holds: the files alone, or an E-ARK package (SIP) of them.": (
        "محتوى الحزمة: الملفات وحدها، أو حزمة إيداع E-ARK (SIP) تضمها."
    ),
    "The PDF that Mujaz built.": "ملف PDF من إنتاج موجز.",
    "The PDF to write.": "ملف PDF المراد كتابته.",
    "Sign a PDF (incremental update).": "توقيع ملف PDF (تحديث تراكمي دون تغيير ما سبقه).",
    "The PDF to sign.": "ملف PDF المراد توقيعه.",
    "The signed PDF; it may be the same file.": "ملف PDF الموقع؛ ويجوز أن يكون الملف نفسه.",
    "The key and its certificate, a PKCS#12 file.": "المفتاح وشهادته، وهما ملف PKCS#12.",
    "The file with its passphrase; else MUJAZ_PASSPHRASE.": (
        "الملف الذي فيه عبارة المرور؛ وإلا فالمتغير MUJAZ_PASSPHRASE."
    ),
    "The library of a token or a card (PKCS#11).": "مكتبة وسيط التوقيع أو بطاقته (PKCS#11).",
    "The label of the token.": "اسم وسيط التوقيع.",
    "The label of the certificate on the token.": "اسم الشهادة في وسيط التوقيع.",
    "The file with the token's PIN; else MUJAZ_PIN.": "الملف الذي فيه الرقم السري للوسيط؛ وإلا "
    "فالمتغير MUJAZ_PIN.",
    "The level of PAdES; it follows from what is given if not named.": (
        "مستوى PAdES؛ وهو ما يقتضيه المذكور من الخيارات إن لم يحدد."
    ),
    "The time stamp service (RFC 3161), for b-t and b-lt.": "خدمة ختم الوقت (RFC 3161)، للمستويين "
    "b-t وb-lt.",
    "Roots and intermediates, PEM, for b-lt; may be repeated.": (
        "الشهادات الجذر والوسيطة بصيغة PEM، للمستوى b-lt؛ ويجوز تكراره."
    ),
    "Why it is signed.": "سبب التوقيع.",
    "The place of signing, such as a town.": "مكان التوقيع، كاسم مدينة.",
    "The page of the mark; the back of the cover if not given.": "صفحة العلامة؛ وهي ظهر الغلاف إن "
    "لم تحدد.",
    "The place of the mark, LEFT,BOTTOM,RIGHT,TOP in millimetres.": (
        "موضع العلامة بالمليمتر: اليسار فالأسفل فاليمين فالأعلى، بينها فواصل."
    ),
    "The number of visible signatures to leave room for; 2 if not given.": (
        "عدد التوقيعات الظاهرة التي يتسع لها الملف؛ وهو 2 إن لم يحدد."
    ),
    "Sign without a mark.": "التوقيع دون علامة ظاهرة.",
    "Verify a PDF against the data embedded in it.": "مقابلة ملف PDF بما يحمله من معطيات.",
    "The form of the report.": "صيغة التقرير.",
    "Certificates (PEM) of those who are trusted to sign; may be repeated.": (
        "شهادات من يوثق بتوقيعهم (PEM)؛ ويجوز تكراره."
    ),
    "Do not build the PDF again from what is inside: it takes less time, and less is proved.": (
        "عدم إعادة بناء الملف مما يحمله: يستغرق وقتا أقل، ويثبت به قدر أقل."
    ),
    "Say what a printed number was counted from.": "بيان ما حُسب منه رقم مطبوع.",
    "A number or words in their printed form.": "رقم أو كلمات كما طبعت.",
    "Look on this page alone, counted from 1.": "البحث في هذه الصفحة وحدها، والعد من 1.",
    "Build many briefs, by column or by folder.": "بناء موجزات كثيرة، بحسب عمود أو مجلد.",
    "The brief's folder; with --each one or more.": "مجلد الموجز؛ ومع --each مجلد أو أكثر.",
    "The folder of the PDFs and of manifest.jsonl.": "مجلد ملفات PDF والبيان manifest.jsonl.",
    "A brief for each value of this column, TABLE.COLUMN or COLUMN.": (
        "موجز لكل قيمة من قيم هذا العمود، بصيغة TABLE.COLUMN أو COLUMN."
    ),
    "With --by, what a PDF carries: its own rows, or all files; own if not given.": (
        "ما يحمله ملف PDF مع الخيار --by: صفوفه وحدها (own)، أو الملفات كلها (all)؛ وهو own إن لم "
        "يحدد."
    ),
    "A brief for each folder, or for each brief that is a folder in it.": (
        "موجز لكل مجلد، أو لكل موجز هو مجلد داخله."
    ),
    "How many work; one a core if not given.": "عدد العمال؛ وهو عدد أنوية المعالج إن لم يحدد.",
    "Seconds after which a brief is given up; 600 if not given.": (
        "عدد الثواني التي يُعدل بعدها عن بناء الموجز؛ وهو 600 إن لم يحدد."
    ),
    "A Dask scheduler, tcp://HOST:PORT; local starts one here.": (
        "مجدول Dask، بصيغة tcp://HOST:PORT؛ والقيمة local تشغّل واحدا في هذا الجهاز."
    ),
    "Workers write into the folder themselves: all see it under its path.": (
        "يكتب العمال في المجلد مباشرة، وكلهم يرونه بمساره نفسه."
    ),
    "Seconds that the work may take; 600, and 10 more for each MiB of input, if not given.": (
        "عدد الثواني التي قد يستغرقها العمل؛ وهو 600، وتزاد 10 لكل ميبيبايت من المدخلات، إن لم "
        "يحدد."
    ),
    "MiB of memory that a process may take; 4096, or three quarters of what there is, if not "
    "given.": (
        "الميبيبايتات التي قد تشغلها العملية من الذاكرة؛ وهي 4096، أو ثلاثة أرباع الموجود، إن لم "
        "تحدد."
    ),
    "Pages that a PDF may have; 100,000, of which 10,000 beside long registers, if not given.": (
        "عدد صفحات ملف PDF الأقصى؛ وهو 100.000، منها 10.000 خارج السجلات الطويلة، إن لم يحدد."
    ),
    "Keep nothing of an earlier run.": "عدم الإبقاء على شيء من تشغيل سابق.",
    "Print nothing but errors.": "الاقتصار على طبع الأخطاء.",
    "The form of findings; text if not given.": "صيغة الملاحظات؛ وهي النص إن لم تحدد.",
    "Where findings are written; for xlsx a folder, out/NAME-findings if not given.": (
        "موضع كتابة الملاحظات؛ وهو لصيغة xlsx مجلد، out/NAME-findings إن لم يحدد."
    ),
    "As text, list all findings, not ten of a kind; the JSON, SARIF, HTML and XLSX forms always "
    "do.": ("سرد كل الملاحظات في صيغة text بدل عشر من كل نوع، والصيغ الأخرى تسردها كلها دائما."),
    "Exit with 1 also where there are only corrections, conventions and notes.": (
        "رمز الخروج 1 أيضا إذا لم يكن هناك سوى تصحيحات ومخالفات للأعراف الطباعية وملاحظات."
    ),
    "First fix what can be fixed without knowing the meaning.": "البدء بتصحيح ما يمكن تصحيحه دون "
    "معرفة المعنى.",
    "Show this message and exit.": "عرض هذه الرسالة.",
    "Usage": "الاستعمال",
    "Arguments": "المعطيات",
    "Options": "الخيارات",
    "Commands": "الأوامر",
    "[required]": "[إلزامي]",
}
TEXTS = {english: Text(english, arabic) for english, arabic in _ARABIC.items()}
