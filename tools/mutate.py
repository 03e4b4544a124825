"""Change valid input at random, by the grammar that it is written in: what `fuzz.py` reads."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from random import Random

HOSTILE = (
    "\0", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b2J", "\x07", "\x7f", "\x85", "\u2028",
    "\u202eesrever\u202c", "\u2066", "\u200b", "\ufeff", "\ufffe", "\u0301", "e\u0301", "\u00e9",
    "\ud800", "\udcff", "\U0001f469\u200d\U0001f680", "\u0130", "\ufb01", "\u00df", "\u01c4",
    "", " ", "\t", "\r", "\r\n", "\n", "\u00a0", "\u3000", "'", '"', "\\", "`", "|", ">", ">-",
    "|+", "&a", "*a", "<<", "!!python/object:os.system", "!", "%YAML 1.2", "---", "...", "? ",
    "- ", "-", ": ", ":", " #", "#", ",", "{", "}", "[", "]", "{}", "[]", "{a: ", "[[[[",
    "null", "~", "yes", "no", "on", "true", "NaN", "nan", ".inf", "-0", "0", "1e309", "1e-400",
    "9" * 30, "9" * 5_000, "-1", "1/3", "1/0", "0x10", "0o17", "1_000", "2,731,571", "83.4%",
    "47,6", "1.5", "0.1", "\u0661\u0662", "\uff11", "\u00b2", "\u2460", "2-3", "3-2", "2023",
    "0000", "9999", "9999-12-31", "2023-02-29", "2023-13", "2024-02", "0001-01-01", "12023",
    "2014-11 to 2015-06", "9999 to 0001", "undated", "2021: 4000", "2021=64000",
    "=1+1", "=cmd|'/c calc'!A1", "+1", "@SUM(A1)", "-2+3", "'=1", ";=1", "|=1", "\t=1",
    '=HYPERLINK("http://x.example","a")', "<script>alert(1)</script>", "<!--", "&lt;", "&#0;",
    "</td>", "[a](javascript:alert(1))", "![a](http://x.example)", "**b**", "# h", "~~~", "```",
    "javascript:alert(1)", "https://a.example/", "http://[", "https://" + "a" * 300, "data:,x",
    "../x", "/etc/passwd", "CON", "nul.yaml", ".", "..", "a/b", "a\\b", "x" * 300, "$(id)", "%s",
    "{0}", "{name}", "%(a)s", "416-555-0123", "a@b.example", "123-456-789", "__class__", "facts",
    "format: city/1", "format: rubric/1", "claim", "scores", "level", "why", "policy", "practice",
)  # fmt: skip
"""What readers have tripped over: controls, directions, letters that change their length, YAML,
numbers, dates, formulas, markup, addresses, paths, templates, and words of the format."""
_TOKEN = re.compile(r"[\w-]+|\s+|.", re.DOTALL)
_XML = (
    '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>', "&c;", '<c r="XFD1048576"/>', "<c/>",
    '<c r="A0"/>', '<c r="ZZZZ1"/>', '<c t="s"><v>999999999</v></c>', '<c t="s"><v>-1</v></c>',
    '<c t="b"><v>x</v></c>', '<c t="d"><v>2024-99</v></c>', '<c t="e"><v>#REF!</v></c>',
    '<c t="str"><v></v></c>', '<c t="inlineStr"><is><t>a</t></is></c>', "<c><v>1e309</v></c>",
    "<c><v>nan</v></c>", "<c><v>x</v></c>", '<c s="999"><v>1</v></c>', '<c s="-1"><v>1</v></c>',
    '<c s="1"><v>-99999999</v></c>', "<c><f>1+1</f><v>2</v></c>", '<c><f t="shared" si="9"/></c>',
    '<row r="1048576"/>', '<row r="0"/>', '<row r="x"/>', "<row>", "</row>", 'count="4294967295"',
    'dimension ref="A1:XFD1048576"', 'dimension ref=""', "<mergeCell ref='A1:XFD1048576'/>",
    '<numFmt numFmtId="164" formatCode="yyyy"/>', "<v>1</v>", "<t>x</t>", "<si/>", "</sheetData>",
    "<a>" * 500, "<![CDATA[x]]>", "<?x?>", "&#27;", "&#xD800;", "&amp;", "\0", '"', "<", ">",
)  # fmt: skip


def text(random: Random, seeds: Sequence[str]) -> bytes:
    """The bytes of some seed, changed once or some times over."""
    said = random.choice(seeds)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        said = random.choice(_TEXT)(random, said, seeds)[:400_000]
    content = said.encode("utf-8", "surrogatepass" if random.random() < 0.05 else "replace")
    return _bytes(random, content) if random.random() < 0.06 else content


def _bytes(random: Random, content: bytes) -> bytes:
    """Bytes that are cut, or in which some are others."""
    at = random.randrange(len(content) + 1)
    return random.choice(
        (
            lambda: content[:at],
            lambda: content[:at] + random.randbytes(random.randrange(1, 9)) + content[at:],
            lambda: content[:at] + random.randbytes(1) + content[at + 1 :],
            lambda: b"\xef\xbb\xbf" + content,
            lambda: content.decode(errors="replace").encode("utf-16"),
            lambda: content.replace(b"\n", b"\r\n"),
            lambda: content.replace(b"\n", b"\r"),
            lambda: b"",
        )
    )()


def _at(random: Random, lines: list[str]) -> int:
    return random.randrange(len(lines)) if lines else 0


def _drop(random: Random, said: str, _seeds: Sequence[str]) -> str:
    lines = said.splitlines(keepends=True)
    at = _at(random, lines)
    del lines[at : at + random.choice((1, 1, 2, 5))]
    return "".join(lines)


def _repeat(random: Random, said: str, _seeds: Sequence[str]) -> str:
    lines = said.splitlines(keepends=True)
    at = _at(random, lines)
    block = lines[at : at + random.choice((1, 1, 3, 8))]
    to = random.choice((at, _at(random, lines)))
    return "".join([*lines[:to], *block * random.choice((1, 1, 1, 40)), *lines[to:]])


def _swap(random: Random, said: str, _seeds: Sequence[str]) -> str:
    lines = said.splitlines(keepends=True)
    if lines:
        one, other = _at(random, lines), _at(random, lines)
        lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _indent(random: Random, said: str, _seeds: Sequence[str]) -> str:
    lines = said.splitlines(keepends=True)
    at = _at(random, lines)
    by = random.choice((1, 2, 4, -1, -2, 40))
    for n in range(at, min(len(lines), at + random.choice((1, 3, 10)))):
        lines[n] = " " * by + lines[n] if by > 0 else lines[n][min(-by, len(lines[n]) - 1) :]
    return "".join(lines)


def _splice(random: Random, said: str, seeds: Sequence[str]) -> str:
    lines, other = said.splitlines(keepends=True), random.choice(seeds).splitlines(keepends=True)
    at, start = _at(random, lines), _at(random, other)
    return "".join([*lines[:at], *other[start : start + random.choice((1, 2, 9))], *lines[at:]])


def _value(random: Random, said: str, seeds: Sequence[str]) -> str:
    """Another value behind a key: hostile, or that of another."""
    lines = said.splitlines(keepends=True)
    with_values = [n for n, line in enumerate(lines) if ": " in line]
    if not with_values:
        return _token(random, said, seeds)
    at = random.choice(with_values)
    key = lines[at].partition(": ")[0]
    other = lines[random.choice(with_values)].partition(": ")[2].rstrip("\n")
    new = random.choice((random.choice(HOSTILE), random.choice(HOSTILE), other))
    if random.random() < 0.3:
        new = '"' + new.replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines[at] = f"{key}: {new}\n"
    return "".join(lines)


def _token(random: Random, said: str, seeds: Sequence[str]) -> str:
    """A word, a space or a mark taken out, repeated, changed for another or for what is hostile."""
    found = [match.span() for match in _TOKEN.finditer(said)]
    if not found:
        return random.choice(HOSTILE)
    start, end = random.choice(found)
    other = random.choice(_TOKEN.findall(random.choice(seeds)) or [""])
    new = random.choice(("", said[start:end] * 2, other, random.choice(HOSTILE)))
    return said[: random.choice((start, end))] + new + said[end:]


def _deep(random: Random, said: str, _seeds: Sequence[str]) -> str:
    """Something nested, or repeated, more often than anybody would."""
    many = random.choice((30, 40, 300, 20_000))
    lines = said.splitlines(keepends=True)
    at = _at(random, lines)
    deep = random.choice(
        (
            "x: " + "[" * many + "]" * many,
            "x: " + "{a: " * many + "1" + "}" * many,
            "\n".join(" " * n + f"k{n}:" for n in range(min(many, 300))),
            "x: [" + "a, " * many + "]",
            "x: " + "a" * many,
            "- " * many + "x",
            "x: '" + "'" * many,
            "x: " + "1," * many + "1",
            "x: >-\n  " + "word " * many,
            "x: {" + ", ".join(f"k{n}: v" for n in range(min(many, 3000))) + "}",
        )
    )
    return "".join([*lines[:at], deep + "\n", *lines[at:]])


def _form(random: Random, said: str, _seeds: Sequence[str]) -> str:
    """The same letters, composed otherwise or in another case."""
    form = random.choice(("NFC", "NFD", "NFKC", "NFKD"))
    return random.choice((unicodedata.normalize(form, said), said.upper(), said.expandtabs(1)))


_TEXT: tuple[Callable[[Random, str, Sequence[str]], str], ...] = (
    _drop, _repeat, _swap, _indent, _splice, _deep, _form, *[_value] * 5, *[_token] * 5,
)  # fmt: skip


def table(random: Random, seeds: Sequence[Sequence[Sequence[str]]]) -> list[list[str]]:
    """The rows of some table, with other cells, rows and columns."""
    rows = [list(row) for row in random.choice(seeds)]
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at = random.randrange(len(rows))
        kind = random.randrange(9)
        if kind == 0 and len(rows) > 1:
            del rows[at]
        elif kind == 1:
            rows[at:at] = [list(rows[at]) for _ in range(random.choice((1, 1, 60)))]
        elif kind == 2:
            other = random.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]
        elif kind == 3:
            column = random.randrange(max(map(len, rows)) or 1)
            rows = [row[:column] + row[column + 1 :] for row in rows]
        elif kind == 4:
            rows[at] = rows[at] + [random.choice(HOSTILE)] * random.choice((1, 90))
        elif rows[at]:
            column = random.randrange(len(rows[at]))
            source = random.choice(rows)
            other_cell = random.choice(source) if source else ""
            rows[at][column] = random.choice((random.choice(HOSTILE), other_cell, ""))
    return rows


def as_csv(random: Random, rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as some program might write them, or not quite."""
    out = io.StringIO()
    separator, end = random.choice(",;\t,"), random.choice(("\r\n", "\n", "\r"))
    try:
        csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    except csv.Error:
        out.write("\n".join(separator.join(row) for row in rows))
    content = out.getvalue().encode("utf-8", "replace")
    if random.random() < 0.5:
        content = b"\xef\xbb\xbf" + content
    return _bytes(random, content) if random.random() < 0.1 else content


def workbook(random: Random, seeds: Sequence[bytes]) -> bytes:
    """Some workbook with other XML in its parts, other parts, or other bytes."""
    content = random.choice(seeds)
    if random.random() < 0.15:
        return _bytes(random, content)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [(part.filename, book.read(part)) for part in book.infolist()]
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(parts))
        if random.random() < 0.5:
            at = next(n for n, (name, _) in enumerate(parts) if "sheet1" in name)
        name, inside = parts[at]
        if random.random() < 0.06:
            parts[at] = random.choice(((name, b""), (name + "x", inside), (f"../{at}", inside)))
        else:
            parts[at] = (
                name,
                _markup(random, inside.decode(errors="replace")).encode(errors="replace"),
            )
    if random.random() < 0.05:
        del parts[random.randrange(len(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((0, 8))) as book:
        for name, inside in parts:
            book.writestr(zipfile.ZipInfo(name), inside)
    return out.getvalue()


_TAG = re.compile(r"<[^>]*>|[^<]+")


def _markup(random: Random, xml: str) -> str:
    """XML with tags and texts taken out, repeated, changed, or others put in."""
    parts = _TAG.findall(xml) or [""]
    at = random.randrange(len(parts))
    kind = random.randrange(7)
    if kind == 0:
        del parts[at : at + random.choice((1, 2, 5))]
    elif kind == 1:
        parts[at:at] = parts[at : at + random.choice((1, 3))] * random.choice((1, 2, 300))
    elif kind == 2:
        other = random.randrange(len(parts))
        parts[at], parts[other] = parts[other], parts[at]
    elif kind == 3:
        parts[at] = re.sub(r'"[^"]*"', lambda _: f'"{random.choice(HOSTILE)}"', parts[at], count=1)
    elif kind == 4:
        parts[at] = random.choice(HOSTILE)
    else:
        parts.insert(at, random.choice(_XML))
    return "".join(parts)


def rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
