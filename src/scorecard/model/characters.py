"""Characters that nobody sees, and that would act on a reader, a parser or a terminal; and letters
without what people leave out of them."""

from __future__ import annotations

import unicodedata

HIDDEN = frozenset(
    "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
    + "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    + "\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"
)
"""Controls other than tab and line ends, and what turns the direction of text around."""


def folded(text: str) -> str:
    """A text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(one for one in apart if not unicodedata.combining(one))
