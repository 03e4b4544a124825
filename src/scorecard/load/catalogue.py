"""The catalogues of messages that come with the program, one folder a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import GNUTranslations

LOCALE = Path(__file__).resolve().parent.parent / "locale"
DOMAIN = "scorecard"
ENGLISH = "en"


def languages() -> tuple[str, ...]:
    """The languages there are, English first: it needs no catalogue."""
    return (ENGLISH, *sorted(path.parent.parent.name for path in LOCALE.glob(f"*/*/{DOMAIN}.mo")))


def catalogue(language: str) -> GNUTranslations:
    """The messages of a language other than English."""
    from gettext import translation  # slow to load, and not for English

    return translation(DOMAIN, LOCALE, [language])
