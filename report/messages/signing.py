"""Messages of signing and of reading signatures."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "which-key": Both(
        en=Message(
            "It is not said whose key is to sign.",
            "Give --pkcs12 FILE, or --pkcs11 LIBRARY with --token LABEL and --certificate LABEL.",
        ),
        ar=Message(
            "لم يذكر المفتاح الذي يوقع به.",
            "أعط --pkcs12 مع اسم الملف، أو --pkcs11 مع اسم المكتبة ومعه --token و--certificate.",
        ),
    ),
    "not-together": Both(
        en=Message("{option} has no use with {other}.", "Take one of the two out."),
        ar=Message("لا معنى للخيار {option} مع {other}.", "احذف أحدهما."),
    ),
    "not-pkcs12": Both(
        en=Message(
            "The file is not a PKCS#12 file, which holds a key and its certificate.",
            "Give the .p12 or .pfx file that you were issued.",
        ),
        ar=Message(
            "الملف ليس بصيغة PKCS#12 التي تجمع المفتاح وشهادته.",
            "أعط الملف الذي سُلّم إليك، وامتداده p12 أو pfx.",
        ),
    ),
    "wrong-passphrase": Both(
        en=Message(
            "The PKCS#12 file does not open: its passphrase is another, or it is damaged.",
            "Put the passphrase into a file and give --passphrase-file, or set the variable "
            "MUJAZ_PASSPHRASE.",
        ),
        ar=Message(
            "تعذر فتح ملف PKCS#12، فإما أن عبارة المرور غير صحيحة وإما أن الملف تالف.",
            "ضع عبارة المرور في ملف واذكره بالخيار --passphrase-file، أو في متغير البيئة "
            "MUJAZ_PASSPHRASE.",
        ),
    ),
    "no-key": Both(
        en=Message(
            "There is no key with its certificate to sign with.",
            "Export both into one PKCS#12 file, and give that.",
        ),
        ar=Message(
            "لا يوجد مفتاح مع شهادته للتوقيع به.",
            "صدّرهما معا في ملف PKCS#12 واحد، ثم أعط ذلك الملف.",
        ),
    ),
    "no-pkcs11": Both(
        en=Message(
            "What speaks to tokens is not installed.", 'Install it: pip install "mujaz[pkcs11]".'
        ),
        ar=Message(
            "المكتبة التي تخاطب وسائط التوقيع غير مثبتة.", 'ثبتها: pip install "mujaz[pkcs11]".'
        ),
    ),
    "no-token-library": Both(
        en=Message(
            "The PKCS#11 library cannot be loaded ({reason}).",
            "Give the library that came with the token's driver, a file ending in .so, .dylib or "
            ".dll.",
        ),
        ar=Message(
            "تعذر تحميل مكتبة PKCS#11 ({reason_ar}).",
            "أعط المكتبة المثبتة مع برنامج تشغيل الوسيط، وهي ملف ينتهي اسمه بأحد الامتدادات so أو "
            "dylib أو dll.",
        ),
    ),
    "no-token": Both(
        en=Message(
            "There is no token with the label «{token}»; there are: {known}.",
            "Put the token in, or correct --token.",
        ),
        ar=Message(
            "لا يوجد وسيط توقيع باسم «{token}»؛ والموجود: {known}.",
            "أدخل الوسيط في الجهاز، أو صحح الخيار --token.",
        ),
    ),
    "wrong-pin": Both(
        en=Message(
            "The token «{token}» refuses the PIN.",
            "Put the PIN into a file and give --pin-file, or set the variable MUJAZ_PIN; "
            "a token locks itself after a few wrong ones.",
        ),
        ar=Message(
            "رفض وسيط التوقيع «{token}» الرقم السري.",
            "ضع الرقم السري في ملف واذكره بالخيار --pin-file، أو في متغير البيئة MUJAZ_PIN؛ "
            "واحذر أن الوسيط يقفل نفسه بعد محاولات خاطئة قليلة.",
        ),
    ),
    "no-token-certificate": Both(
        en=Message(
            "The token has no certificate with the label «{certificate}»; it has: {known}.",
            "Correct --certificate.",
        ),
        ar=Message(
            "لا توجد في وسيط التوقيع شهادة باسم «{certificate}»؛ والموجود فيه: {known}.",
            "صحح الخيار --certificate.",
        ),
    ),
    "no-token-key": Both(
        en=Message(
            "The token has not exactly one private key for the certificate «{certificate}».",
            "Give the key the identifier of its certificate, with the token's own program; check "
            "the PIN too, for without it keys are not shown.",
        ),
        ar=Message(
            "لا يوجد في وسيط التوقيع مفتاح خاص واحد بعينه للشهادة «{certificate}».",
            "اجعل معرّف المفتاح معرّف شهادته ببرنامج الوسيط نفسه؛ وتحقق من الرقم السري، إذ لا تظهر "
            "المفاتيح من دونه.",
        ),
    ),
    "token-failed": Both(
        en=Message(
            "The token does not sign ({reason}).",
            "Take it out and put it in again; if that fails, ask its issuer.",
        ),
        ar=Message(
            "لم يوقع وسيط التوقيع ({reason_ar}).",
            "أخرجه ثم أدخله من جديد؛ فإن لم يفد ذلك فراجع الجهة التي سلمته.",
        ),
    ),
    "not-certificates": Both(
        en=Message(
            "The file holds no certificates that can be read.", "Give certificates in PEM or DER."
        ),
        ar=Message("لا يتضمن الملف شهادات يمكن قراءتها.", "أعط شهادات بصيغة PEM أو DER."),
    ),
    "certificate-expired": Both(
        en=Message(
            "The certificate of {who} expired on {until}.", "Sign with a certificate that is valid."
        ),
        ar=Message("انتهت صلاحية شهادة {who} في {until}.", "وقّع بشهادة سارية الصلاحية."),
    ),
    "certificate-not-yet": Both(
        en=Message(
            "The certificate of {who} is not valid before {since}.",
            "Check the clock of this machine, or sign later.",
        ),
        ar=Message(
            "لا تبدأ صلاحية شهادة {who} قبل {since}.", "تحقق من ساعة هذا الجهاز، أو وقّع لاحقا."
        ),
    ),
    "certificate-not-for-signing": Both(
        en=Message(
            "The certificate of {who} is not for signing documents; it is for: {usage}.",
            "Sign with one whose key usage has nonRepudiation or digitalSignature.",
        ),
        ar=Message(
            "شهادة {who} ليست لتوقيع الوثائق، بل لما يلي: {usage}.",
            "وقّع بشهادة يتضمن استعمال مفتاحها nonRepudiation أو digitalSignature.",
        ),
    ),
    "certificate-revoked": Both(
        en=Message("The certificate of {who} was revoked on {day}.", "Ask its issuer for another."),
        ar=Message("أُلغيت شهادة {who} في {day}.", "اطلب غيرها من الجهة التي أصدرتها."),
    ),
    "no-chain": Both(
        en=Message(
            "The certificate of {who} does not lead to one that is trusted ({reason}).",
            "Give the root and the certificates between with --trust, as often as needed.",
        ),
        ar=Message(
            "لا تنتهي شهادة {who} إلى شهادة موثوق بها ({reason_ar}).",
            "أعط الشهادة الجذر والشهادات الوسيطة بالخيار --trust، وكرره حسب الحاجة.",
        ),
    ),
    "no-revocation-data": Both(
        en=Message(
            "For the certificate of {who} neither a revocation list nor an OCSP answer could be "
            "had ({reason}).",
            "Check the network, or sign with --level b-t, which needs none.",
        ),
        ar=Message(
            "تعذر الحصول على قائمة إلغاء أو جواب OCSP بشأن شهادة {who} ({reason_ar}).",
            "تحقق من الشبكة، أو وقّع بالخيار --level b-t الذي لا يحتاج إلى ذلك.",
        ),
    ),
    "level-wants": Both(
        en=Message(
            "The level {level} wants {option}.", "Give it, or choose a lower level with --level."
        ),
        ar=Message(
            "يحتاج المستوى {level} إلى الخيار {option}.",
            "أعطه، أو اختر مستوى أدنى بالخيار --level.",
        ),
    ),
    "not-of-level": Both(
        en=Message(
            "{option} has no use at the level {level}.",
            "Take it out, or choose a higher level with --level; B-LT wants --timestamp-url too.",
        ),
        ar=Message(
            "لا معنى للخيار {option} في المستوى {level}.",
            "احذفه، أو اختر مستوى أعلى بالخيار --level؛ والمستوى B-LT يحتاج إلى --timestamp-url "
            "أيضا.",
        ),
    ),
    "no-time-stamp": Both(
        en=Message(
            "The time stamp service {url} gave no time stamp ({reason}).",
            "Check the address and the network, or sign without --timestamp-url.",
        ),
        ar=Message(
            "لم تقدم خدمة ختم الوقت {url} ختما ({reason_ar}).",
            "تحقق من العنوان ومن الشبكة، أو وقّع من غير الخيار --timestamp-url.",
        ),
    ),
    "pdf-encrypted": Both(
        en=Message("The PDF is encrypted.", "Sign the file before it was encrypted."),
        ar=Message("ملف PDF مشفر.", "وقّع الملف كما كان قبل تشفيره."),
    ),
    "pdf-locked": Both(
        en=Message(
            "A certification in the PDF forbids every change, a signature too.",
            "Ask whoever certified it for a copy that may be signed.",
        ),
        ar=Message(
            "في ملف PDF توقيع مصادقة يمنع كل تغيير، ومنه إضافة توقيع.",
            "اطلب ممن صادق عليه نسخة يجوز توقيعها.",
        ),
    ),
    "no-such-page": Both(
        en=Message(
            "There is no page {page}: the PDF has {pages}.",
            "Correct --page; pages are counted from 1.",
        ),
        ar=Message(
            "لا توجد الصفحة {page}، فعدد صفحات الملف {pages}.",
            "صحح الخيار --page؛ والعد يبدأ من 1.",
        ),
    ),
    "bad-box": Both(
        en=Message(
            "«{given}» is not a place on a page.",
            "Write four numbers of millimetres from the lower left corner: --box "
            "LEFT,BOTTOM,RIGHT,TOP.",
        ),
        ar=Message(
            "القيمة «{given}» ليست موضعا في صفحة.",
            "اكتب بعد --box أربعة أعداد بالمليمتر من الزاوية السفلى اليسرى: اليسار والأسفل واليمين "
            "والأعلى.",
        ),
    ),
    "box-outside": Both(
        en=Message(
            "The place {box} is not within the page, which is {width} by {height} mm.",
            "Correct --box: LEFT,BOTTOM,RIGHT,TOP in millimetres from the lower left corner.",
        ),
        ar=Message(
            "الموضع {box} خارج الصفحة، وقياسها {width} في {height} مم.",
            "صحح الخيار --box: اليسار فالأسفل فاليمين فالأعلى بالمليمتر من الزاوية السفلى اليسرى.",
        ),
    ),
    "bad-places": Both(
        en=Message(
            "There cannot be {places} places for signatures.", "Give --places from 1 to {most}."
        ),
        ar=Message("لا يمكن أن يكون عدد مواضع التوقيع {places}.", "أعط --places من 1 إلى {most}."),
    ),
    "no-free-place": Both(
        en=Message(
            "The page has no room for the marks of signatures.",
            "Choose another with --page, or the place itself with --box, or sign with --invisible.",
        ),
        ar=Message(
            "لا تتسع الصفحة لعلامات التوقيع.",
            "اختر غيرها بالخيار --page، أو عيّن الموضع نفسه بالخيار --box، أو وقّع بالخيار "
            "--invisible.",
        ),
    ),
    "places-are-fixed": Both(
        en=Message(
            "{option} is for the first signature alone: the file has fields for signatures, and to "
            "add to what they cover would be a change to it.",
            "Take the option out; the mark goes to the next free place. Or sign with --invisible.",
        ),
        ar=Message(
            "الخيار {option} للتوقيع الأول وحده، ففي الملف حقول توقيع، والزيادة على ما تشمله تغيير "
            "له.",
            "احذف الخيار، فتوضع العلامة في الموضع الخالي التالي؛ أو وقّع بالخيار --invisible.",
        ),
    ),
    "no-place-left": Both(
        en=Message(
            "The file has no free place for another visible signature.",
            "Sign with --invisible; or have the first signature made again with a higher --places.",
        ),
        ar=Message(
            "لم يبق في الملف موضع خال لتوقيع ظاهر آخر.",
            "وقّع بالخيار --invisible؛ أو ليُعَد التوقيع الأول بعدد أكبر للخيار --places.",
        ),
    ),
    "mark-too-large": Both(
        en=Message(
            "The mark does not fit into {size} mm.",
            "Give a larger --box, or a shorter --reason, or sign with --invisible.",
        ),
        ar=Message(
            "لا تتسع المساحة {size} مم لعلامة التوقيع.",
            "وسّع الموضع بالخيار --box، أو اختصر السبب في --reason، أو وقّع بالخيار --invisible.",
        ),
    ),
    "signing-failed": Both(
        en=Message(
            "The file could not be signed ({reason}).",
            "Check the key and the file; if both are right, report this as a fault of Mujaz.",
        ),
        ar=Message(
            "تعذر توقيع الملف ({reason_ar}).",
            "تحقق من المفتاح ومن الملف؛ فإن كانا سليمين فبلّغ عن ذلك بوصفه خللا في موجز.",
        ),
    ),
    "signature-unreadable": Both(
        en=Message(
            "The signature {field} cannot be read ({reason}).",
            "Do not rely on it; ask for the file again.",
        ),
        ar=Message(
            "تعذرت قراءة التوقيع {field} ({reason_ar}).", "لا تعتمد عليه، واطلب الملف من جديد."
        ),
    ),
    "signature-mismatch": Both(
        en=Message(
            "The signature {field} does not fit the bytes that it covers: they were changed.",
            "Do not rely on this file; ask the signer for it.",
        ),
        ar=Message(
            "لا يطابق التوقيع {field} المحتوى الذي يشمله، فقد غُيّر.",
            "لا تعتمد على هذا الملف، واطلبه من الموقّع.",
        ),
    ),
    "changed-after-signature": Both(
        en=Message(
            "After the signature {field} the file was changed in a way that it does not permit "
            "({reason}).",
            "Rely only on the revision that was signed; ask the signer for the file.",
        ),
        ar=Message(
            "غُيّر الملف بعد التوقيع {field} تغييرا لا يسمح به ({reason_ar}).",
            "لا تعتمد إلا على ما وُقّع قبل التغيير، واطلب الملف من الموقّع.",
        ),
    ),
    "signature-covers-less": Both(
        en=Message(
            "The signature {field} does not cover a whole revision of the file.",
            "Do not rely on it: what it leaves out may have been added by anybody.",
        ),
        ar=Message(
            "لا يشمل التوقيع {field} نسخة كاملة من الملف.",
            "لا تعتمد عليه، فما لا يشمله قد يكون أضافه أي أحد.",
        ),
    ),
    "signer-untrusted": Both(
        en=Message(
            "The certificate of {who}, of the signature {field}, does not lead to one that is "
            "trusted ({reason}).",
            "Give the roots that you trust with --trust; if you did, do not rely on the signature.",
        ),
        ar=Message(
            "شهادة {who} صاحب التوقيع {field} لا تنتهي إلى شهادة موثوق بها ({reason_ar}).",
            "أعط الشهادات الجذر التي تثق بها بالخيار --trust؛ فإن فعلت فلا تعتمد على التوقيع.",
        ),
    ),
    "signer-revoked": Both(
        en=Message(
            "The certificate of {who}, of the signature {field}, was revoked on {day}.",
            "Do not rely on the signature; ask the signer.",
        ),
        ar=Message(
            "أُلغيت شهادة {who} صاحب التوقيع {field} في {day}.",
            "لا تعتمد على التوقيع، وراجع الموقّع.",
        ),
    ),
    "time-stamp-unproved": Both(
        en=Message(
            "The time stamp of {authority} on the signature {field} is not proved.",
            "Take the time for what the signer says; give the authority's root with --trust.",
        ),
        ar=Message(
            "لم يثبت ختم الوقت الصادر عن {authority} على التوقيع {field}.",
            "اعتبر الوقت قولا للموقّع وحده؛ وأعط الشهادة الجذر لتلك الجهة بالخيار --trust.",
        ),
    ),
}
