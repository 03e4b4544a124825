"""Typed readings of the text scalars of a file.

A file is read as text only, so `ON` stays Ontario and `2014-10` a month; each field says here
what it takes. An error carries what is wrong and, under `right`, what would be right.

The modules of models do without `from __future__ import annotations`: pydantic would have to
evaluate every annotation a second time, at each start.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from .dates import PartialDate

LONGEST_NUMBER = 40
LEVELS, CENSUSES, WORD = "=levels", "=censuses", "=word"
"""Keys that no file can hold: what stands there is gathered from beside other keys."""


class Part(BaseModel):
    """A part of a file: frozen, and with no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def changed(self, **more: Any) -> Self:
        """The same part with some of it changed, which keeps nothing that was worked out before."""
        copy = self.model_copy(update=more)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


def no_such_key(key: str, value: dict[str, Any]) -> None:
    """Refuse a key that only the program may use."""
    if key in value:
        raise refuse("unknown-key", f"`{key}` is not a key here", "delete it")


def refuse(code: str, wrong: str, right: str) -> PydanticCustomError:
    """An error for the loader to give an address to."""
    return PydanticCustomError(code, "{wrong}", {"wrong": wrong, "right": right})


_WHOLE = re.compile(r"-?(0|[1-9]\d*)", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+", re.ASCII)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"


def _number(value: object, whole: bool) -> Fraction:
    """The number a plain text means; refuses what only looks like one."""
    right = "write digits only, such as 2731571" if whole else "write digits and a point: 83.4"
    if isinstance(value, bool):
        raise refuse("not-a-number", f"{value} is not a number", right)
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if not isinstance(value, str):
        raise refuse("not-a-number", f"{_shown(value)} is not a number", right)
    text = value.strip()
    if len(text) > LONGEST_NUMBER:
        raise refuse("not-a-number", "a number this long cannot be meant", right)
    if _WHOLE.fullmatch(text):
        return Fraction(int(text))
    if not whole and _DECIMAL.fullmatch(text):
        return Fraction(text)
    offer = _offer(text)
    if whole and re.fullmatch(r"-?\d+\.\d+", offer or text):
        right = "a whole number is needed here"
    elif offer is not None:
        right = f"write it {_how(text)}: {offer}"
    raise refuse("not-a-number", f"{_shown(value)} is not a number", right)


def _offer(text: str) -> str | None:
    """The plain form of what looks like a number: without separators, sign or leading zeros."""
    bare = text.rstrip("% ")
    if re.fullmatch(r"-?\d{1,3}([, \u00a0\u202f']\d{3})+(\.\d+)?", bare, re.ASCII):
        bare = re.sub(r"[^\d.\-]", "", bare)
    elif re.fullmatch(r"-?\d+,\d+", bare, re.ASCII):
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare, re.ASCII):
        return None
    bare = re.sub(r"^(-?)0+(?=\d)", r"\1", bare)
    return bare if bare != text else None


def _how(text: str) -> str:
    """What the plain form of a number leaves out, or changes."""
    if "%" in text:
        return "without the % sign"
    if re.search(r"\d[, \u00a0\u202f']\d{3}(\D|$)", text):
        return "without separators"
    return "with a decimal point" if "," in text else "without leading zeros"


def _whole(value: object) -> int:
    return int(_number(value, whole=True))


def _decimal(value: object) -> Fraction:
    return _number(value, whole=False)


def is_number(text: str) -> bool:
    """Whether a text was meant as a number rather than as words."""
    return re.match(r"[-+.]?\d", text) is not None


def is_word(text: str) -> bool:
    """Whether a text can stand for a weight: it starts with a letter."""
    return re.fullmatch(r"[^\W\d_][\w -]*", text) is not None


def _weight(value: object) -> Fraction | str:
    """A number, or one of the rubric's words for a weight."""
    return value if isinstance(value, str) and is_word(value) else _decimal(value)


def _portion(value: object) -> Fraction:
    """A part of one: `1/3` or `0.4`."""
    if isinstance(value, str) and len(value) > 2 * LONGEST_NUMBER:
        right = "write 0 to 1, or a fraction such as 1/3"
        raise refuse("not-a-number", "a number this long cannot be meant", right)
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}/[1-9]\d{0,8}", value.strip(), re.ASCII):
        number = Fraction(value.strip())
    else:
        if isinstance(value, str) and value.rstrip().endswith("%"):
            part = _offer(value.strip())
            right = "write 0 to 1, or a fraction such as 1/3"
            if part is not None:
                right = f"write a part of one: {_plain(Fraction(part) / 100)}"
            raise refuse("not-a-number", f"{_shown(value)} is not a part of one", right)
        number = _decimal(value)
    if not 0 <= number <= 1:
        raise refuse(
            "out-of-range",
            f"{_shown(value)} is not a part of one",
            "write 0 to 1, or a fraction such as 1/3",
        )
    return number


def _plain(number: Fraction) -> str:
    """A decimal number in digits."""
    return f"{float(number):.10f}".rstrip("0").rstrip(".")


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value == "yes":
        return True
    if value == "no":
        return False
    raise refuse("not-yes-or-no", f"{_shown(value)} is neither yes nor no", "write yes or no")


_parse_date = lru_cache(maxsize=4096)(PartialDate.parse)


def _date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        try:
            return _parse_date(value.strip())
        except ValueError:
            pass
    raise refuse(
        "not-a-date",
        f"{_shown(value)} is not a date",
        "write YYYY, YYYY-MM or YYYY-MM-DD, such as 2014-06-10",
    )


def _date_or_undated(value: object) -> PartialDate | str:
    return "undated" if value == "undated" else _date(value)


def _effort(value: object) -> int:
    """How much work it is to grant an ask: 1, 2 or 3."""
    number = _number(value, whole=True)
    if not 1 <= number <= 3:
        raise refuse("out-of-range", f"{_shown(value)} is no effort", "write 1, 2 or 3")
    return int(number)


def _many(value: Any) -> Any:
    """One text stands for a list of one."""
    return (value,) if isinstance(value, str | dict) else value


Text = Annotated[str, StringConstraints(min_length=1)]
Whole = Annotated[int, PlainValidator(_whole)]
Number = Annotated[Fraction, PlainValidator(_decimal)]
Weight = Annotated[Fraction | str, PlainValidator(_weight)]
Portion = Annotated[Fraction, PlainValidator(_portion)]
Yes = Annotated[bool, PlainValidator(_yes)]
Effort = Annotated[int, PlainValidator(_effort)]
Date = Annotated[PartialDate, PlainValidator(_date)]
SourceDate = Annotated[PartialDate | str, PlainValidator(_date_or_undated)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_many)]
Many = BeforeValidator(_many)
