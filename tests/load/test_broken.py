"""One broken file per kind of problem, each with what `check` must say of it on top.

A file goes into the folder of its format. A municipality is held against the small rubric, a town
against the one without tracks.
A line `# expect: LINE:COLUMN code words` claims a problem at that address, whose message holds
these words; a file has the problems it claims and no others.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from loading import PLAIN, checked, data_folder

import scorecard
from scorecard.load import parser_errors
from scorecard.load.library import HOMES

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
EXPECT = re.compile(r"# expect: (\d+):(\d+) (\S+) ?(.*)")
CITIES = "cities"
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")

ELSEWHERE = {
    "not-a-file": "a folder, in test_yaml_traps",
    "too-large": "megabytes, in test_yaml_traps",
    "unreadable": "a matter of permissions, in test_library",
    "wrong-suffix": "a matter of the name, in test_library",
    "yaml": "the fallback for parser errors without words of their own, in test_yaml_traps",
    **dict.fromkeys(
        ("old-translation", "other-item", "not-in-original", "not-prose"),
        "a matter of two files, in test_translations",
    ),
    "not-right": "the fallback for type errors without words of their own",
}
"""Codes that no broken file can show, and why."""


def expected(path: Path) -> list[tuple[int, int, str, str]]:
    """What a broken file claims about itself."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    claims = [match for line in lines if (match := EXPECT.fullmatch(line))]
    return [(int(claim[1]), int(claim[2]), claim[3], claim[4]) for claim in claims]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_broken(tmp_path, path):
    content = path.read_bytes()
    kinds = {form.partition("/")[0]: folder for form, folder in HOMES.items()}
    folder = next(
        (f for kind, f in kinds.items() if f"\nformat: {kind}/".encode() in content), CITIES
    )
    data_folder(tmp_path, content, folder).rename(tmp_path / folder / path.name)
    if b"\nkind: town" in content:
        (tmp_path / "rubrics" / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    found = checked(tmp_path)
    claims = expected(path)
    assert claims
    assert {problem.path for problem in found} <= {f"{folder}/{path.name}"}
    addresses = [(problem.line, problem.column, problem.code) for problem in found]
    shown = [str(problem) for problem in found]
    assert addresses == sorted(claim[:3] for claim in claims), shown
    for line, column, code, words in claims:
        said = [
            f"{problem.wrong}; {problem.right}"
            for problem in found
            if (problem.line, problem.column, problem.code) == (line, column, code)
        ]
        assert any(words in message for message in said), shown


def codes() -> set[str]:
    """Every code that the sources can report."""
    package = Path(scorecard.__file__).parent
    found = {f"yaml-{saying[1]}" for saying in parser_errors._SAYINGS}
    found.add(f"yaml-{parser_errors._DIRECTIVE.code}")
    for path in (*(package / "load").glob("*.py"), *(package / "model").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                first = [one.value for one in node.value.elts[:2] if isinstance(one, ast.Constant)]
                found |= {text for text in first if isinstance(text, str) and CODE.fullmatch(text)}
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in ("report", "refuse", "Problem"):
                continue
            texts = [
                argument.value
                for argument in node.args[:4]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
            if texts and CODE.fullmatch(texts[0]):
                found.add(texts[0])
    return found


def test_every_code_has_a_broken_file():
    shown = {code for path in BROKEN for _, _, code, _ in expected(path)}
    assert len(codes()) > 80
    assert codes() - shown - set(ELSEWHERE) == set()


def test_every_broken_file_shows_a_code_there_is():
    shown = {code for path in BROKEN for _, _, code, _ in expected(path)}
    assert shown - codes() == set()
    assert set(ELSEWHERE) - codes() == set()


def test_a_broken_file_starts_with_its_claims():
    for path in BROKEN:
        first = path.read_text(encoding="utf-8", errors="replace").splitlines()[0]
        assert EXPECT.fullmatch(first), path.name
