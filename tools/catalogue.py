"""Bring the catalogues up to date with the messages of the program, and compile them.

    .venv/bin/python tools/catalogue.py

New messages stand empty in the `.po` file until somebody translates them; run it again after that.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "scorecard"
LOCALE = PACKAGE / "locale"
DOMAIN = "scorecard"
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
"""How messages are marked: see report/language.py."""


HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def messages() -> Catalog:
    """Every message of the program, without a translation."""
    catalogue = Catalog(domain=DOMAIN, project="scorecard")
    found = extract_from_dir(
        PACKAGE, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    )
    for path, _line, message, _comments, context in sorted(found, key=lambda one: one[:2]):
        # Lines would change with every edit; the file tells a translator enough.
        added = catalogue.add(message, locations=[(path, None)], context=context)
        added.flags.discard("python-format")  # "48 % of" is no placeholder
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, domain=DOMAIN)


def compiled(catalogue: Catalog) -> bytes:
    """The form that the program reads."""
    catalogue.creation_date = catalogue.revision_date = EPOCH
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages that have no translation, or one that was only guessed."""
    missing = []
    for one in catalogue:
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        if one.id and (one.fuzzy or not all(forms)):
            missing.append(str(one.id))
    return missing


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a translator edits it, the same bytes on every day."""
    out = BytesIO()
    write_po(out, catalogue, width=100, omit_header=True)
    head = HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms)
    return head.encode() + out.getvalue()


def main() -> None:
    template = messages()
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        missing = untranslated(catalogue)
        print(f"{path.parent.parent.name}: {len(catalogue)} messages, {len(missing)} to translate")
        for one in missing:
            print(f"  {one}")


if __name__ == "__main__":
    main()
