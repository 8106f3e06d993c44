"""The help of the command: each sentence by its English, as it is beside the option that it
explains, and what Typer adds of its own.
"""

from __future__ import annotations

from report.messages import Text

_ARABIC = {
    "Mujaz builds print-ready Arabic PDF reports from tables of events.": (
        "موجز (Mujaz): من جداول الأحداث إلى موجز عربي بصيغة PDF جاهز للطبع."
    ),
    "Exit codes: 0 success, 1 findings, 2 wrong usage. --lang or the locale sets the language.": (
        "رموز الخروج: 0 سليم، 1 ملاحظات، 2 خطأ في الاستعمال. لغة الرسائل ما يحدده --lang، وإلا "
        "فلغة النظام."
    ),
    "Build the PDF of a brief, and print its warnings.": "بناء ملف PDF للموجز، وطبع تحذيراته.",
    "Report every fault of a brief.": "ذكر جميع ما في الموجز من أخطاء.",
    "Print the JSON Schema of brief.toml.": "طبع مخطط JSON Schema للملف brief.toml.",
    "Print the Table Schema of a table.": "طبع مخطط Table Schema لجدول.",
    "The table's name in brief.toml.": "اسم الجدول في الملف brief.toml.",
    "The folder of the brief, with brief.toml.": "مجلد الموجز، أي المجلد الذي يتضمن الملف "
    "brief.toml.",
    "The language of messages. Default: the locale.": "لغة الرسائل؛ وهي لغة النظام إن لم تحدد.",
    "Print the version.": "طبع رقم النسخة.",
    "The PDF to write. Default: out/NAME.pdf.": "ملف PDF؛ وهو out/NAME.pdf إن لم يحدد.",
    "Also write the dependencies of the PDF as a Makefile rule.": "كتابة ما يتوقف عليه ملف PDF "
    "أيضا، قاعدةً لملف Makefile.",
    "The digits, 123 or ١٢٣. Default: as in the brief.": (
        "شكل الأرقام، 123 أو ١٢٣؛ وهو ما يذكره الموجز إن لم يحدد."
    ),
    "Read the PDF back and fail if a word is lost. Drafts can skip this.": (
        "إعادة قراءة ملف PDF، والتوقف إن ضاعت كلمة؛ ويجوز الاستغناء عنها في المسودات."
    ),
    "The standards of the PDF: archive is PDF/A-3a and PDF/UA-1; a draft claims nothing.": (
        "ما يطابقه ملف PDF: archive هو PDF/A-3a وPDF/UA-1 معا؛ وdraft مسودة لا تدعي المطابقة."
    ),
    "Ignore the cache: build everything again and store nothing.": (
        "بناء كل شيء من جديد، دون الأخذ من الذاكرة المؤقتة ولا الحفظ فيها."
    ),
    "Build the gallery: every kind of chart and table beside the TOML that makes it.": (
        "بناء المعرض: كل نوع من الرسوم والجداول، ومعه ما يُكتب في TOML ليُرسم."
    ),
    "Rebuild a PDF from its embedded files alone.": "إعادة بناء ملف PDF مما يحمله وحده.",
    "Put a PDF into a BagIt bag, for an archive.": "وضع ملف PDF في حزمة BagIt تسلَّم إلى الأرشيف.",
    "The bag's folder, new or empty.": "مجلد الحزمة، ويكون جديدا أو فارغا.",
    "The content of the bag: only the files, or an E-ARK package (SIP) of them.": (
        "محتوى الحزمة: الملفات وحدها، أو حزمة إيداع E-ARK (SIP) تضمها."
    ),
    "The PDF that Mujaz built.": "ملف PDF من إنتاج موجز.",
    "The PDF to write.": "ملف PDF المراد كتابته.",
    "Sign a PDF (incremental update).": "توقيع ملف PDF (تحديث تراكمي دون تغيير ما سبقه).",
    "The PDF to sign.": "ملف PDF المراد توقيعه.",
    "The signed PDF; it may be the same file.": "ملف PDF الموقع؛ ويجوز أن يكون الملف نفسه.",
    "The key and its certificate, a PKCS#12 file.": "المفتاح وشهادته، وهما ملف PKCS#12.",
    "The file with its passphrase. Default: MUJAZ_PASSPHRASE.": (
        "الملف الذي فيه عبارة المرور؛ وإلا فالمتغير MUJAZ_PASSPHRASE."
    ),
    "The library of a token or a card (PKCS#11).": "مكتبة وسيط التوقيع أو بطاقته (PKCS#11).",
    "The label of the token.": "اسم وسيط التوقيع.",
    "The label of the certificate on the token.": "اسم الشهادة في وسيط التوقيع.",
    "The file with the PIN of the token. Default: MUJAZ_PIN.": "الملف الذي فيه الرقم السري للوسيط؛ "
    "وإلا فالمتغير MUJAZ_PIN.",
    "The level of PAdES. Default: the highest that the options allow.": (
        "مستوى PAdES؛ وهو ما يقتضيه المذكور من الخيارات إن لم يحدد."
    ),
    "The time stamp service (RFC 3161), for b-t and b-lt.": "خدمة ختم الوقت (RFC 3161)، للمستويين "
    "b-t وb-lt.",
    "Roots and intermediates, PEM, for b-lt; may be repeated.": (
        "الشهادات الجذر والوسيطة بصيغة PEM، للمستوى b-lt؛ ويجوز تكراره."
    ),
    "Why it is signed.": "سبب التوقيع.",
    "The place of signing, such as a town.": "مكان التوقيع، كاسم مدينة.",
    "The page of the mark. Default: the back of the cover.": "صفحة العلامة؛ وهي ظهر الغلاف إن "
    "لم تحدد.",
    "The place of the mark, LEFT,BOTTOM,RIGHT,TOP in millimetres.": (
        "موضع العلامة بالمليمتر: اليسار فالأسفل فاليمين فالأعلى، بينها فواصل."
    ),
    "The number of visible signatures to leave room for. Default: 2.": (
        "عدد التوقيعات الظاهرة التي يتسع لها الملف؛ وهو 2 إن لم يحدد."
    ),
    "Sign without a mark.": "التوقيع دون علامة ظاهرة.",
    "Verify a PDF against the data embedded in it.": "مقابلة ملف PDF بما يحمله من معطيات.",
    "The format of the report.": "صيغة التقرير.",
    "Certificates (PEM) of trusted signers; may be repeated.": (
        "شهادات من يوثق بتوقيعهم (PEM)؛ ويجوز تكراره."
    ),
    "Do not build the PDF again from its embedded files: faster, but proves less.": (
        "عدم إعادة بناء الملف مما يحمله: يستغرق وقتا أقل، ويثبت به قدر أقل."
    ),
    "Show the rule and the rows behind a printed number.": "بيان ما حُسب منه رقم مطبوع.",
    "A number or words in their printed form.": "رقم أو كلمات كما طبعت.",
    "Search only this page, counted from 1.": "البحث في هذه الصفحة وحدها، والعد من 1.",
    "Build many briefs, by column or by folder.": "بناء موجزات كثيرة، بحسب عمود أو مجلد.",
    "The folder of the brief; with --each, one or more folders.": "مجلد الموجز؛ ومع --each مجلد أو "
    "أكثر.",
    "The folder of the PDFs and of manifest.jsonl.": "مجلد ملفات PDF والبيان manifest.jsonl.",
    "A brief for each value of this column, TABLE.COLUMN or COLUMN.": (
        "موجز لكل قيمة من قيم هذا العمود، بصيغة TABLE.COLUMN أو COLUMN."
    ),
    "With --by, what a PDF carries: its own rows, or all files. Default: own.": (
        "ما يحمله ملف PDF مع الخيار --by: صفوفه وحدها (own)، أو الملفات كلها (all)؛ وهو own إن لم "
        "يحدد."
    ),
    "A brief for each folder, or for each brief in a folder.": (
        "موجز لكل مجلد، أو لكل موجز هو مجلد داخله."
    ),
    "The number of workers. Default: one for each core.": "عدد العمال؛ وهو عدد أنوية المعالج إن لم "
    "يحدد.",
    "Seconds that a brief may take. Default: 600.": (
        "عدد الثواني التي يُعدل بعدها عن بناء الموجز؛ وهو 600 إن لم يحدد."
    ),
    "A Dask scheduler, tcp://HOST:PORT; local starts one on this machine.": (
        "مجدول Dask، بصيغة tcp://HOST:PORT؛ والقيمة local تشغّل واحدا في هذا الجهاز."
    ),
    "Let workers write into the folder, which all of them see under this path.": (
        "يكتب العمال في المجلد مباشرة، وكلهم يرونه بمساره نفسه."
    ),
    "Seconds that the work may take. Default: 600, plus 10 for each MiB of input.": (
        "عدد الثواني التي قد يستغرقها العمل؛ وهو 600، وتزاد 10 لكل ميبيبايت من المدخلات، إن لم "
        "يحدد."
    ),
    "MiB of memory that a process may take. Default: 4096, or 3/4 of the memory if less.": (
        "الميبيبايتات التي قد تشغلها العملية من الذاكرة؛ وهي 4096، أو ثلاثة أرباع الموجود، إن لم "
        "تحدد."
    ),
    "Pages that a PDF may have. Default: 100,000, at most 10,000 of them outside long registers.": (
        "عدد صفحات ملف PDF الأقصى؛ وهو 100.000، منها 10.000 خارج السجلات الطويلة، إن لم يحدد."
    ),
    "Build everything again.": "عدم الإبقاء على شيء من تشغيل سابق.",
    "Print only errors.": "الاقتصار على طبع الأخطاء.",
    "The format of findings. Default: text.": "صيغة الملاحظات؛ وهي النص إن لم تحدد.",
    "The file of findings; for xlsx a folder. Default of xlsx: out/NAME-findings.": (
        "موضع كتابة الملاحظات؛ وهو لصيغة xlsx مجلد، out/NAME-findings إن لم يحدد."
    ),
    "As text, list all findings instead of ten of a rule. All further formats always do.": (
        "سرد كل الملاحظات في صيغة text بدل عشر من كل نوع، والصيغ الأخرى تسردها كلها دائما."
    ),
    "Exit with 1 also for corrections, conventions and notes.": (
        "رمز الخروج 1 أيضا إذا لم يكن هناك سوى تصحيحات ومخالفات للأعراف الطباعية وملاحظات."
    ),
    "First fix what does not depend on the meaning.": "البدء بتصحيح ما يمكن تصحيحه دون "
    "معرفة المعنى.",
    "Show this message and exit.": "عرض هذه الرسالة.",
    "Usage": "الاستعمال",
    "Arguments": "الوسائط",
    "Options": "الخيارات",
    "Commands": "الأوامر",
    "[required]": "[إلزامي]",
}
TEXTS = {english: Text(english, arabic) for english, arabic in _ARABIC.items()}
