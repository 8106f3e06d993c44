"""Texts for the rules of conventions: of every sign that a rule looks at, and of words that are misspelt."""

from __future__ import annotations

from hypothesis import strategies as st

#: Every sign that a rule looks at, and some that none does.
SIGNS = 'ابلوهىيةأإئفمک یھہڪﻣﺮﺍﷲﹰـًَّٰٔ،؛؟,;?.:!"“”«»()[]{}|\\`#-0123٤٥۴٫٬/% \u00a0\t\r\n\u200f\u200d\u202babé'
TEXTS = st.text(alphabet=st.sampled_from(SIGNS), max_size=60) | st.lists(
    st.sampled_from(
        [
            "الى",
            "إجتماع",
            "فى",
            "نوفمبر",
            "بولندا",
            "24/11/2025",
            "1,234.5",
            "٤٣",
            ",",
            " ,",
            '"',
            "{{ x }}",
        ]
    ),
    max_size=8,
).map(" ".join)
