"""Messages about plug-ins: kinds of blocks, charts, columns, measures, filters and commands of
other packages."""

from __future__ import annotations

from report.messages import Both, Message

MESSAGES: dict[str, Both] = {
    "bad-plugin": Both(
        en=Message(
            "The plug-in «{given}» (mujaz.{group}) of the package {package} cannot be used: "
            "{reason}.",
            "Install another version of the package, or take it off the environment.",
        ),
        ar=Message(
            "لا يمكن استعمال الإضافة «{given}» (mujaz.{group}) من الحزمة {package}: {reason_ar}.",
            "ثبّت نسخة أخرى من الحزمة، أو أزلها من بيئة بايثون.",
        ),
    ),
    "plugin-failed": Both(
        en=Message(
            "The plug-in «{given}» (mujaz.{group}) of the package {package} failed: {reason}.",
            "Report it to the makers of the package, with the input.",
        ),
        ar=Message(
            "فشلت الإضافة «{given}» (mujaz.{group}) من الحزمة {package}: {reason_ar}.",
            "بلّغ عن ذلك أصحاب الحزمة مع المصدر.",
        ),
    ),
    "twice-plugin": Both(
        en=Message(
            "Several packages give the plug-in «{given}» (mujaz.{group}): {packages}.",
            "Leave one of these packages installed.",
        ),
        ar=Message(
            "الإضافة «{given}» (mujaz.{group}) موجودة في عدة حزم: {packages}.",
            "أبق على حزمة واحدة منها.",
        ),
    ),
    "plugin-says": Both(
        en=Message("A plug-in says: {what}", "It proposes: {do}"),
        ar=Message("تنبيه من إضافة: {what_ar}", "الحل المقترح: {do_ar}"),
    ),
    "plugin-missing": Both(
        en=Message(
            "The edition was built with plug-ins of {package} {version} that are not installed: "
            "{plugins}.",
            "Install {package} {version} from a source that you trust, then try again.",
        ),
        ar=Message(
            "بُني هذا الإصدار بإضافات من الحزمة {package} {version} وهي غير مثبتة: {plugins}.",
            "ثبّت {package} {version} من مصدر موثوق ثم أعد المحاولة.",
        ),
    ),
    "plugin-differs": Both(
        en=Message(
            "The edition was built with plug-ins of {package} {version}, SHA-256 {then}; installed "
            "is {other}, SHA-256 {now}: {plugins}.",
            "What they make may differ. Install {package} {version} to compare exactly.",
        ),
        ar=Message(
            "بُني هذا الإصدار بإضافات من الحزمة {package} {version} وبصمتها {then} (SHA-256)، "
            "والمثبت هو {other} وبصمته {now}: {plugins}.",
            "قد يختلف ما تنتجه هذه الإضافات؛ ثبّت {package} {version} للمقارنة الدقيقة.",
        ),
    ),
}
