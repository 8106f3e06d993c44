"""What the system and libraries say of an error, in Arabic.

English messages have their own words. An Arabic message says the same in Arabic where a pattern
below fits; any other text is quoted, marked as that of a library, and isolated from the direction
of the sentence around it.
"""

from __future__ import annotations

import errno
import os
import re
from functools import cache

#: What libraries say, as regular expressions that fit the whole text, and the same in Arabic with
#: the named groups. The first that fits is taken.
_PATTERNS = (
    # Python's JSON
    ("Expecting value", "قيمة ناقصة أو مكتوبة خطأ"),
    ("Expecting ',' delimiter", "فاصلة (,) ناقصة"),
    ("Expecting ':' delimiter", "نقطتان (:) ناقصتان بعد اسم الحقل"),
    (
        "Expecting property name enclosed in double quotes",
        "ينتظر اسم حقل بين علامتي اقتباس مستقيمتين",
    ),
    ("Illegal trailing comma before end of (object|array)", "فاصلة زائدة قبل القوس الأخير"),
    ("Unterminated string starting at", "نص بلا علامة اقتباس في آخره"),
    ("Invalid control character at", "رمز تحكم داخل نص"),
    (r"Invalid \\(escape|uXXXX escape).*", "شرطة مائلة معكوسة لا تليها علامة معروفة"),
    ("Extra data", "كلام زائد بعد نهاية القيمة"),
    ("(?P<given>-?Infinity|NaN) is no number of JSON", "«{given}» ليس من قيم JSON"),
    # CSV
    (".*line contains NUL.*", "رمز معدوم (NUL) بين الحروف"),
    ("unexpected end of data", "انتهى الملف داخل خلية بين علامتي اقتباس"),
    ("'(?P<sign>.)' expected after '(?P<quote>.)'", "تنتظر العلامة «{sign}» بعد علامة الاقتباس"),
    ("new-line character seen in unquoted field.*", "فاصل أسطر داخل خلية بلا علامتي اقتباس"),
    # gzip and zip
    (r"Not a gzipped file.*", "ليس ملفا مضغوطا بصيغة gzip"),
    ("Compressed file ended before the end-of-stream marker was reached", "انقطع الملف قبل نهايته"),
    ("CRC check failed.*|Bad CRC-32 for file.*", "المحتوى لا يطابق رقم التحقق المسجل معه"),
    ("Incorrect length of data produced", "طول المحتوى لا يطابق الطول المسجل معه"),
    ("Error -\\d+ while decompressing data:.*", "المحتوى المضغوط معطوب"),
    (
        "(File is not a zip file|invalid Zip archive:.*|.*[Ii]nvalid Zip.*)",
        "ليس ملفا مضغوطا بصيغة zip",
    ),
    (
        "Bad magic number for .*|Truncated .*header|Corrupt .*|Bad offset .*",
        "بنية الملف المضغوط معطوبة",
    ),
    ("That compression method is not supported", "طريقة الضغط غير مدعومة"),
    ("zipfiles that span multiple disks are not supported", "الملف المضغوط مجزأ على عدة ملفات"),
    ("Overlapped entries.*", "ملفات متداخلة في الملف المضغوط"),
    # Workbooks
    ("(Cannot detect file format|.*[Uu]nknown (file )?format.*)", "صيغة الملف غير معروفة"),
    ("Zip error:.*|ZipError.*", "بنية الملف المضغوط معطوبة"),
    ("Xml error:.*|XmlError.*", "نص XML داخل المصنف معطوب"),
    ("(Cfb error:.*|CfbError.*|Xls error:.*)", "بنية المصنف معطوبة"),
    ("(Io error|I/O error):.*", "انقطع الملف أو تعذرت قراءته"),
    ("Worksheet '(?P<name>.*)' not found", "لا توجد ورقة باسم «{name}»"),
    # SQLite and databases
    ("file is not a database", "ليس ملف SQLite"),
    ("database disk image is malformed", "ملف SQLite معطوب"),
    ("no such table: (?P<name>.*)", "لا يوجد جدول باسم «{name}»"),
    ("no such column: (?P<name>.*)", "لا يوجد عمود باسم «{name}»"),
    ("ambiguous column name: (?P<name>.*)", "العمود «{name}» في أكثر من جدول"),
    ("no such function: (?P<name>.*)", "لا توجد دالة باسم «{name}»"),
    ('near "(?P<near>.*)": syntax error', "خطأ في صياغة الاستعلام عند «{near}»"),
    ('unrecognized token: "?(?P<near>.*?)"?', "رمز غير مفهوم في الاستعلام: «{near}»"),
    ("incomplete input", "الاستعلام غير تام"),
    ("not authorized.*|access to (?P<name>.*) is prohibited", "الاستعلام يطلب ما لا يسمح به"),
    ("You can only execute one statement at a time.*", "في الاستعلام أكثر من أمر واحد"),
    ("attempt to write a readonly database", "الاستعلام يحاول الكتابة"),
    ("database is locked", "قاعدة البيانات مشغولة بعملية أخرى"),
    (r'relation "(?P<name>.*?)" does not exist.*', "لا يوجد جدول باسم «{name}»"),
    (r'column "?(?P<name>.*?)"? does not exist.*', "لا يوجد عمود باسم «{name}»"),
    (r'syntax error at or near "(?P<near>.*?)".*', "خطأ في صياغة الاستعلام عند «{near}»"),
    (
        r'.*password authentication failed for user "(?P<name>.*?)".*',
        "اسم المستخدم «{name}» أو كلمة سره غير صحيحين",
    ),
    (r".*Access denied for user '(?P<name>.*?)'.*", "اسم المستخدم «{name}» أو كلمة سره غير صحيحين"),
    (r'.*database "(?P<name>.*?)" does not exist.*', "لا توجد قاعدة بيانات باسم «{name}»"),
    (r".*Unknown database '(?P<name>.*?)'.*", "لا توجد قاعدة بيانات باسم «{name}»"),
    (r".*Table '(?P<name>.*?)' doesn't exist.*", "لا يوجد جدول باسم «{name}»"),
    (r".*Unknown column '(?P<name>.*?)' in.*", "لا يوجد عمود باسم «{name}»"),
    (r".*permission denied for \w+ (?P<name>.*)", "لا إذن بقراءة «{name}»"),
    (r'.*could not translate host name "(?P<name>.*?)".*', "لا يوجد خادم باسم «{name}»"),
    (r".*[Cc]onnection refused.*", "رفض الخادم الاتصال"),
    (r".*(timeout expired|timed out|statement timeout).*", "انتهت المهلة قبل الجواب"),
    # Parquet and Feather
    (
        r".*[Mm]agic bytes not found.*|Not an? (Arrow|Feather|Parquet) file.*",
        "الملف ليس بهذه الصيغة أو انقطع قبل نهايته",
    ),
    (r".*(file size is|too small to be).*", "الملف أقصر من أن يكون بهذه الصيغة"),
    (r".*Invalid UTF8.*", "نص بغير الترميز UTF-8"),
    (r"Couldn't deserialize thrift.*|.*Corrupt .*compressed data.*", "محتوى الملف معطوب"),
    # Texts and encodings
    (
        r"'(?P<name>.+?)' codec can't decode bytes? .* in position (?P<start>\d+)(-\d+)?:.*",
        "ليس نصا بالترميز {name} عند البايت {start}",
    ),
    # Jinja
    (r"unexpected '(?P<near>.*)'", "لا موضع للعلامة «{near}»"),
    (r"unexpected char ['\"](?P<near>.*)['\"] at \d+", "لا موضع للحرف «{near}»"),
    (
        r"expected token '(?P<expected>end of print statement|end of statement block)', "
        r"got '?(?P<near>.*?)'?",
        "كلام زائد قبل إغلاق القوسين: «{near}»",
    ),
    (
        r"expected token '(?P<expected>.*)', got 'end of (print statement|statement block|"
        r"template)'",
        "تنتظر «{expected}» قبل الإغلاق",
    ),
    (
        r"expected token '(?P<expected>.*)', got '?(?P<near>.*?)'?",
        "تنتظر «{expected}» مكان «{near}»",
    ),
    (
        r"Expected an expression, got 'end of (print statement|statement block)'",
        "لا شيء بين القوسين",
    ),
    (r"Expected an expression, got '?(?P<near>.*?)'?", "تنتظر عبارة مكان «{near}»"),
    (r"Encountered unknown tag '(?P<near>.*?)'.*", "لا يوجد أمر باسم «{near}»"),
    (
        r"Unexpected end of template\..* innermost block that needs to be closed is "
        r"'(?P<near>.*?)'.*",
        "الأمر «{near}» بلا نهاية",
    ),
    (r"Unexpected end of template.*", "انتهى النص قبل إغلاق ما فتح فيه"),
    (r"No (filter|test) named '(?P<near>.*?)'.*", "لا يوجد مرشح باسم «{near}»"),
    (r"unexpected end of (template|statement|print statement).*", "انتهى الكلام قبل تمامه"),
    (r"Missing end of (?P<near>.*?) tag", "القوسان بلا إغلاق"),
    (r"expected name or number|(block|filter|tag) name expected", "ينتظر اسم"),
    (r"invalid syntax for function call expression", "نداء الدالة مكتوب خطأ"),
    # Regular expressions (RE2)
    (r"missing \)(: .*)?", "قوس ( بلا إغلاق"),
    (r"unexpected \)(: .*)?", "قوس إغلاق ) بلا فتح"),
    (r"missing \](: .*)?", "قوس [ بلا إغلاق"),
    (r"no argument for repetition operator(: (?P<near>.*))?", "علامة تكرار لا شيء قبلها"),
    (r"bad repetition operator(: (?P<near>.*))?", "علامتا تكرار متتاليتان"),
    (r"invalid repetition size(: (?P<near>.*))?", "عدد التكرار غير صالح"),
    (r"invalid perl operator(: (?P<near>.*))?", "علامة لا تدعمها هذه الصيغة بعد «(?»"),
    (r"invalid escape sequence(: (?P<near>.*))?", "شرطة مائلة معكوسة لا تليها علامة معروفة"),
    (r"invalid character class range(: (?P<near>.*))?", "مدى الحروف بين القوسين معكوس"),
    (r"invalid character class(: (?P<near>.*))?", "صنف الحروف بين القوسين غير معروف"),
    (r"invalid (named capture group|group name)(: (?P<near>.*))?", "اسم المجموعة غير صالح"),
    (r"trailing \\(.*)", "شرطة مائلة معكوسة في آخر الصيغة"),
    # PDF
    (
        r"(.*can't find PDF header|.*not a PDF file|.*PDFium: File not in PDF format.*|"
        r".*Data format error.*)",
        "لا يبدأ الملف كما تبدأ ملفات PDF",
    ),
    (
        r".*(unable to find trailer dictionary|can't find startxref|xref not found|"
        r"[Ee]xpected xref).*",
        "جدول مواضع الملف ناقص أو معطوب",
    ),
    (r".*(unable to find /Root|catalog).*", "فهرس الملف ناقص أو معطوب"),
    (r".*([Ii]ncorrect|[Ii]nvalid) password.*|.*[Pp]assword required.*", "الملف محمي بكلمة سر"),
    (r".*(inflate|stream inflate|flate).*", "محتوى مضغوط داخل الملف معطوب"),
    # Keys and services of signatures
    (
        r".*Invalid password or PKCS12 data.*|.*mac verify failure.*",
        "كلمة السر غير صحيحة أو ملف المفتاح معطوب",
    ),
    (
        r".*(Name or service not known|nodename nor servname|getaddrinfo failed|Temporary "
        r"failure in name resolution).*",
        "لا يوجد خادم بهذا الاسم",
    ),
    (r".*certificate verify failed.*", "شهادة الخادم غير موثوقة"),
    (r".*HTTP (status |error )?(code )?(?P<code>[1-5]\d\d).*", "أجاب الخادم بالرمز {code}"),
    (r"(?P<name>.*?): cannot open shared object file.*", "لا توجد المكتبة «{name}»"),
    # The command line
    (
        r"Invalid value for '?(?P<name>.*?)'?: '?(?P<given>.*?)'? is not a valid (integer|"
        r"float|int|number).*",
        "قيمة {name} ليست عددا: «{given}»",
    ),
    (
        r"Invalid value for '?(?P<name>.*?)'?: (?P<given>.*?) is not in the range "
        r"(?P<range>.*)",
        "قيمة {name} خارج المدى {range}: «{given}»",
    ),
    (
        r"Invalid value for '?(?P<name>.*?)'?: (File|Directory|Path) '(?P<given>.*?)' "
        r"does not exist",
        "لا وجود للملف أو المجلد «{given}»",
    ),
    (
        r"Invalid value for '?(?P<name>.*?)'?: (File) '(?P<given>.*?)' is a directory",
        "«{given}» مجلد لا ملف",
    ),
    # Plug-ins
    (r"ModuleNotFoundError: No module named '(?P<name>.*?)'.*", "لا توجد الوحدة «{name}»"),
    (
        r"AttributeError: module '(?P<module>.*?)' has no attribute '(?P<name>.*?)'.*",
        "لا يوجد «{name}» في الوحدة «{module}»",
    ),
)

#: What the system says, by the number of the error.
_SYSTEM = {
    errno.ENOENT: "لا وجود له",
    errno.EACCES: "لا إذن لك به",
    errno.EPERM: "لا إذن لك به",
    errno.EISDIR: "هو مجلد لا ملف",
    errno.ENOTDIR: "في مساره ما ليس مجلدا",
    errno.EEXIST: "موجود من قبل",
    errno.ENOTEMPTY: "المجلد ليس فارغا",
    errno.ENOSPC: "امتلأ القرص",
    errno.EDQUOT: "بلغت المساحة المخصصة لك حدها",
    errno.EFBIG: "الملف أكبر مما يقبله القرص",
    errno.EROFS: "القرص للقراءة فقط",
    errno.EIO: "عطب في القرص",
    errno.EMFILE: "بلغ عدد الملفات المفتوحة حده",
    errno.ENFILE: "بلغ عدد الملفات المفتوحة حده",
    errno.ENAMETOOLONG: "الاسم أطول مما يجوز",
    errno.ELOOP: "تعود الروابط في مساره إلى أولها",
    errno.EBUSY: "تستعمله عملية أخرى",
    errno.ETXTBSY: "تستعمله عملية أخرى",
    errno.EINVAL: "القيمة غير صالحة",
    errno.ENOMEM: "لم تبق ذاكرة كافية",
    errno.EPIPE: "أغلق الطرف الآخر الاتصال",
    errno.EXDEV: "المصدر والهدف على قرصين",
    errno.ECONNREFUSED: "رفض الخادم الاتصال",
    errno.ECONNRESET: "قطع الخادم الاتصال",
    errno.ENETUNREACH: "الشبكة غير متاحة",
    errno.EHOSTUNREACH: "تعذر بلوغ الخادم",
    errno.ETIMEDOUT: "انتهت المهلة قبل الجواب",
}

#: A text of a library that no pattern fits: marked, and isolated in its own direction.
_QUOTED = "نص المكتبة «\u2066{text}\u2069»"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns compiled, those of the system first."""
    system = ((re.escape(os.strerror(code)), words) for code, words in _SYSTEM.items())
    numbered = ((rf"\[(Errno|WinError) {code}\] .*", words) for code, words in _SYSTEM.items())
    pairs = (*system, *numbered, *_PATTERNS)
    return tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in pairs)


def in_arabic(text: str) -> str:
    """Return what the system or a library says, in Arabic, or marked as its quotation."""
    said = text.strip().rstrip(".")
    for pattern, words in _patterns():
        if (match := pattern.fullmatch(said)) is not None:
            return words.format_map(
                {name: value or "" for name, value in match.groupdict().items()}
            )
    return _QUOTED.format(text=said)
