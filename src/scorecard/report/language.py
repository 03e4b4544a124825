"""The language that reports are written in: one catalogue of messages, English without one.

Messages are written in English where they are used, and marked by the functions below for the
tools of gettext. A catalogue also carries the forms of numbers and dates, so that whoever
translates decides them with the words. Opening catalogues is a matter of `load`.
"""

from __future__ import annotations

from typing import Protocol


class Catalogue(Protocol):
    """What `gettext.GNUTranslations` offers."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...

    def pgettext(self, context: str, message: str, /) -> str: ...


class English:
    """The messages as they are written."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context: str, message: str, /) -> str:
        return message


ENGLISH = "en"
_spoken: Catalogue = English()
_code = ENGLISH


def speak(catalogue: Catalogue | None = None, code: str = ENGLISH) -> None:
    """Write everything from here on in a language; without a catalogue in English. A command sets
    it once, before it says anything."""
    global _spoken, _code
    _spoken, _code = catalogue or English(), code


def spoken() -> str:
    """The code of the language in force: `en`, `fr`."""
    return _code


def _(message: str, /, **parts: object) -> str:
    """A message in the language in force, its parts filled in."""
    text = _spoken.gettext(message)
    return text.format(**parts) if parts else text


def n_(one: str, many: str, number: int, /, **parts: object) -> str:
    """A message that depends on a number, which it may name as `{number}`."""
    return _spoken.ngettext(one, many, number).format(number=number, **parts)


def p_(context: str, message: str, /, **parts: object) -> str:
    """A message whose meaning depends on where it stands."""
    text = _spoken.pgettext(context, message)
    return text.format(**parts) if parts else text


def N_(message: str) -> str:
    """Mark a message that is translated where it is used."""
    return message
