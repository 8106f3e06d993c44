"""What is wrong with TOML, in plain words of both languages, by the message of Python's parser."""

from __future__ import annotations

import re

from report.messages import in_both

#: What the parser says (CPython 3.11 to 3.14), and the fault that it means: the first that fits.
_FAULTS = (
    ("Cannot overwrite|Cannot declare|Cannot mutate|Cannot redefine|Duplicate", "second"),
    ("Unterminated string|Illegal character|Expected [\"']{3,}", "open-text"),
    ("Unclosed|Expected '\\]|Expected ']|Expected '}", "open-bracket"),
    ("Expected newline|Expected '\\\\n'", "behind"),
    ("Unescaped|Invalid hex|Unicode scalar", "backslash"),
    ("Invalid initial character for a key|Found invalid character", "bad-key"),
    ("Expected '='|Invalid statement", "no-value"),
    ("Invalid date", "bad-date"),
    ("more than [0-9]+ parts|recursion", "nested"),
    ("integer string conversion", "long-number"),
)


#: A value that begins with a quote of print, such as word processors set.
_CURLY_QUOTE = re.compile("[=\\[,]\\s*[“”„‘’‚«»]")


def fault_values(parser_message: str, line: str = "") -> dict[str, str]:
    """Return the values of the message ``not-toml`` for a message of the parser.

    A message that is in no table is about a value that cannot be read.

    :param line: the text of the faulty line.
    """
    if (quote := _CURLY_QUOTE.search(line)) is not None:
        sign = quote[0][-1]
        reason = in_both("reason", "toml.curly-quote.reason", sign=sign)
        return reason | in_both("advice", "toml.curly-quote.advice")
    named = (name for pattern, name in _FAULTS if re.search(pattern, parser_message))
    name = next(named, "unreadable")
    return in_both("reason", f"toml.{name}.reason") | in_both("advice", f"toml.{name}.advice")
