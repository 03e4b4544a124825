"""Many places: shared among processes, and kept from last time; always the same numbers."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from textwrap import dedent

import pytest

from scorecard.cli import standings as many
from scorecard.engine.grade import grade
from scorecard.load import kept
from scorecard.load.layers import Layer
from scorecard.load.library import Library

WHEN = date(2026, 6, 1)
PLACES = 120
RUBRIC = """\
format: rubric/1
title: A small rubric
version: "1"
grades: town
speaks_for: [police-service]
tracks: {policy: 0.4, practice: 0.6}
withhold_under: 1/3
bands: {A: 70, B: 40, F: 0}
components:
  one:
    title: One
    criteria:
      rule: {question: Is there a rule?, weight: 2, policy: {0: Against., 1: None., 4: Full.}}
      seen:
        question: Is it seen?
        whose: lowest
        weight: 3
        policy: {0: No., 4: Yes.}
        practice: {0: No., 2: Half., 4: Yes.}
gates:
  low: {when: {criterion: rule, track: policy, at_most: 1}, cap: 49, choice: No rule.}
"""


def town(number: int, level: int = 4) -> str:
    """The file of a town; each differs from the others."""
    return dedent(
        f"""\
        format: city/1
        name: Town {number}
        kind: {"village" if number % 10 == 9 else "town"}
        bodies:
          police: {{place: shared-police, speaks_for_city: yes}}
        facts:
          a-rule:
            claim: Rule {number}.
            effect: adopts
            date: {2000 + number % 20}
            confidence: high
            sources: [{{title: A page, publisher: A publisher, date: 2020}}]
            scores: {{rule: {{level: {[level, 1][number % 3 == 0]}, why: It says so.}}}}
          an-event:
            claim: Seen in {number}.
            period: {2016 + number % 10}
            seen_by: independent
            confidence: medium
            sources: [{{title: A page, publisher: A publisher, date: 2020}}]
            scores: {{seen: {{level: {(0, 2, 4)[number % 3]}, why: It was seen.}}}}
        """
    )


POLICE = """\
format: city/1
name: Shared Police
kind: police-service
facts:
  event:
    claim: Seen once.
    period: 2024
    seen_by: independent
    confidence: high
    sources: [{title: A page, publisher: A publisher, date: 2024}]
    scores: {rule-of-towns/seen: {level: 2, why: It was seen.}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of towns that share a police, and a folder to keep standings in."""
    for name in ("rubrics", "cities"):
        (tmp_path / name).mkdir()
    (tmp_path / "rubrics" / "rule-of-towns.yaml").write_text(RUBRIC, encoding="utf-8")
    (tmp_path / "cities" / "shared-police.yaml").write_text(POLICE, encoding="utf-8")
    for number in range(PLACES):
        path = tmp_path / "cities" / f"town-{number:03}.yaml"
        path.write_text(town(number), encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path


def worked_out(folder, monkeypatch=None, **more):
    """The standings of all towns, the library that read them, and how many were read anew."""
    library = Library([Layer(folder, ".")])
    rubric = library.rubric("rule-of-towns")
    read = []
    place = library.place
    library.place = lambda name, rubric=None: read.append(name) or place(name, rubric)
    names = [name for name in library.ids("cities") if name.startswith("town")]
    options = {"kinds": ("town",), "workers": 1, **more}
    when = options.pop("as_of", WHEN)
    fresh = options.pop("fresh", False)
    stood = many.standings(library, names, rubric, when, fresh, **options)
    return stood.standings, library, len(read)


def as_graded(folder):
    """What `grade` gives for every town, one by one."""
    library = Library([Layer(folder, ".")])
    rubric = library.rubric("rule-of-towns")
    cards = {}
    for name in library.ids("cities"):
        place = library.place(name, "rule-of-towns")
        if place is not None and place.kind == "town":
            cards[name] = grade(rubric[0], place, WHEN)
    return cards


def numbers(found):
    """The numbers of a scorecard or a standing."""
    tracks = tuple(track._replace(shared=None) for track in found.tracks)
    return tracks, found.overall, found.components


def file_of(folder):
    (path,) = (folder / "kept" / "scorecard").glob("compare-*.txt")
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_standings_are_the_numbers_of_the_scorecards(folder, workers):
    found, library, _ = worked_out(folder, workers=workers)
    cards = as_graded(folder)
    assert set(found) == set(cards) and len(found) == PLACES - PLACES // 10
    for name, card in cards.items():
        assert numbers(found[name]) == numbers(card)
        alone = card.standing()._replace(rubric=None, tracks=None)
        assert found[name]._replace(rubric=None, tracks=None) == alone
        fired = [gate.gate.cap for gate in card.gates if gate.fired]
        assert found[name].cap == (min(fired) if fired else None)
    assert library.problems == []


def test_what_is_kept_is_the_same_and_nothing_is_read_anew(folder):
    first, _, read = worked_out(folder)
    again, _, read_again = worked_out(folder)
    assert (read, read_again) == (PLACES - PLACES // 10, 0)
    assert again == first


def test_one_byte_of_one_file(folder):
    worked_out(folder)
    path = folder / "cities" / "town-001.yaml"
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("level: 4", "level: 1", 1), encoding="utf-8")
    import os

    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    again, _, read = worked_out(folder)
    assert read == 1
    assert numbers(again["town-001"]) == numbers(as_graded(folder)["town-001"])


def test_one_byte_of_the_file_of_a_shared_body(folder):
    first, _, _ = worked_out(folder)
    path = folder / "cities" / "shared-police.yaml"
    path.write_text(POLICE.replace("level: 2", "level: 0"), encoding="utf-8")
    again, _, read = worked_out(folder)
    assert read == len(first)
    cards = as_graded(folder)
    assert all(numbers(again[name]) == numbers(card) for name, card in cards.items())
    assert again != first


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"rubric": ("cap: 49", "cap: 39")}, id="a byte of the rubric"),
        pytest.param({"as_of": date(2026, 6, 2)}, id="the date"),
        pytest.param({"fresh": True}, id="what is left out"),
        pytest.param({"kinds": None}, id="the kinds of place"),
    ],
)
def test_whatever_else_it_rests_on(folder, changed):
    worked_out(folder)
    options = dict(changed)
    if "rubric" in options:
        text = RUBRIC.replace(*options.pop("rubric"))
        (folder / "rubrics" / "rule-of-towns.yaml").write_text(text, encoding="utf-8")
    _, _, read = worked_out(folder, **options)
    assert read >= PLACES - PLACES // 10


def test_another_version_of_the_program(folder, monkeypatch):
    worked_out(folder)
    monkeypatch.setattr(many, "program_files", lambda: ["grade.py 1 2"])
    _, _, read = worked_out(folder)
    assert read == PLACES - PLACES // 10


def test_what_is_kept_can_be_deleted_and_is_read_by_people(folder):
    worked_out(folder)
    path = file_of(folder)
    stated, _, body = path.read_bytes().partition(b"\n")
    assert stated.decode() == sha256(body).hexdigest()
    name, _, line = body.decode().splitlines()[0].partition("\t")
    assert (name, json.loads(line)[2]) == ("town-000", "Town 0")
    path.unlink()
    _, _, read = worked_out(folder)
    assert read == PLACES - PLACES // 10


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[: len(content) // 2],
        lambda content: b"junk\n[1",
        lambda content: content.replace(b"Town 1", b"Town 2"),
        lambda content: _signed(b"[]"),
        lambda content: _signed(b"town-000\t[1, 2]"),
        lambda content: _signed(b"town-000\t[[[[]]], 1, 2, 3, 4, 5, 6, 7, 8, [[1, 2]]]"),
    ],
    ids=["empty", "half", "junk", "tampered", "a list", "short", "odd"],
)
def test_what_is_damaged_is_worked_out_anew(folder, damage):
    first, _, _ = worked_out(folder)
    path = file_of(folder)
    path.write_bytes(damage(path.read_bytes()))
    again, _, read = worked_out(folder)
    assert again == first and read == PLACES - PLACES // 10


def _signed(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + b"\n" + body


def test_a_folder_that_cannot_be_written(folder, monkeypatch):
    (folder / "kept").write_text("a file where a folder would be", encoding="utf-8")
    found, _, _ = worked_out(folder)
    assert len(found) == PLACES - PLACES // 10


@pytest.mark.parametrize("workers", [1, 2])
def test_a_place_with_an_error_is_said_every_time_and_never_kept(folder, workers):
    path = folder / "cities" / "town-002.yaml"
    path.write_text(town(2).replace("level: 4", "level: 9", 1), encoding="utf-8")
    for _ in range(2):
        found, library, _ = worked_out(folder, workers=workers)
        assert found["town-002"] is None
        assert [problem.code for problem in library.problems] == ["unknown-level"]


def test_a_place_with_a_warning_is_graded_and_never_kept(folder):
    path = folder / "cities" / "town-002.yaml"
    text = town(2) + "sources: {spare: {title: A page, publisher: P, date: 2020}}\n"
    path.write_text(text, encoding="utf-8")
    for _ in range(2):
        found, library, _ = worked_out(folder)
        assert found["town-002"] is not None
        assert [problem.code for problem in library.problems] == ["unused-source"]


def test_few_places_are_not_kept(folder):
    library = Library([Layer(folder, ".")])
    rubric = library.rubric("rule-of-towns")
    many.standings(library, ["town-000"], rubric, WHEN, False)
    assert not (folder / "kept").exists()


def test_only_so_many_files_are_kept(folder):
    for day in range(1, kept.MOST_FILES + 3):
        worked_out(folder, as_of=date(2026, 1, day))
    assert len(list((folder / "kept" / "scorecard").iterdir())) == kept.MOST_FILES


def test_a_standing_survives_being_written_in_a_line(folder):
    found, _, _ = worked_out(folder)
    for standing in found.values():
        line = kept.as_line(standing)
        assert "\n" not in line and kept.of_line(line, standing.rubric) == standing


@pytest.mark.parametrize(
    ("changed", "workers"),
    [
        ("cities/town-001.yaml", 1),
        ("cities/town-001.yaml", 2),
        ("cities/town-009.yaml", 1),
        ("cities/town-009.yaml", 2),
        ("cities/shared-police.yaml", 1),
        ("cities/shared-police.yaml", 2),
        ("rubrics/rule-of-towns.yaml", 2),
    ],
)
def test_an_answer_is_not_kept_where_a_file_changes_while_it_is_worked_out(
    folder, changed, workers
):
    def asked(meanwhile):
        library = Library([Layer(folder, ".")])
        rubric = library.rubric("rule-of-towns")
        names = library.ids("cities")
        answer = many.Answer(library, names, ["the same"])
        said = answer.text()
        if meanwhile is not None:
            path = folder / changed
            path.write_text(meanwhile(path.read_text(encoding="utf-8")), encoding="utf-8")
        many.standings(library, names, rubric, WHEN, False, kinds=("town",), workers=workers)
        answer.keep("an answer")
        return said

    assert asked(lambda text: f"{text}# a remark\n") is None
    assert asked(lambda text: text.removesuffix("# a remark\n")) is None
    assert (asked(None), asked(None)) == (None, "an answer")


# ---------------------------------------------------------------- answers, from the command line


@pytest.fixture
def compared(folder, run, monkeypatch):
    """Runs `compare` of the towns, with what is kept, or (`anew`) without; on a busy machine it
    would now and then say how far it is."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("scorecard.cli.standings.SECONDS_BEFORE_PROGRESS", 600)

    def once(*more, anew=False):
        if anew:
            monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "empty"))
            shutil.rmtree(folder / "empty", ignore_errors=True)
        made = run("compare", "--rubric", "rule-of-towns", "--as-of", "2026-06-01", *more)
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "kept"))
        return tuple(made)

    return once


def test_a_file_that_replaces_another_is_found_as_the_folder_is_listed(folder, compared):
    """All places, none of them named: which files replace others is not known beforehand."""
    layer = folder / "layer" / "cities"
    layer.mkdir(parents=True)
    (layer / "town-004.yaml").write_text(town(4, level=1), encoding="utf-8")
    for _ in range(2):
        code, out, _err = compared("--data", str(folder / "layer"))
        assert code == 0
        assert (code, out) == compared("--data", str(folder / "layer"), anew=True)[:2]
        assert "replaces" in " ".join(out.split())


def test_which_layer_replaces_a_file_is_said_as_it_is_now(folder, compared, monkeypatch):
    layer = folder / "layer" / "cities"
    layer.mkdir(parents=True)
    (layer / "town-004.yaml").write_text(town(4, level=1), encoding="utf-8")
    names = [path.stem for path in sorted((folder / "cities").glob("town-*.yaml"))]
    assert "--data" in compared(*names, "--data", str(folder / "layer"))[1]
    monkeypatch.setenv("SCORECARD_DATA", str(folder / "layer"))
    assert compared(*names) == compared(*names, anew=True)
    assert "$SCORECARD_DATA" in compared(*names)[1]


def test_a_file_is_written_for_a_file_whatever_the_terminal(folder, compared, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    wide = compared()[1]
    compared("-o", "one.txt")
    compared("-o", "two.txt", anew=True)
    one, two = ((folder / name).read_text(encoding="utf-8") for name in ("one.txt", "two.txt"))
    assert one == two != wide
    assert compared()[1] == wide


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_is_wrong_with_a_place_of_another_kind_is_said_every_time(folder, compared, workers):
    broken = "format: city/1\nname: ZZ\nkind: village\nfacts: {a: {claim: x, bogus: 3}}\n"
    (folder / "cities" / "zz.yaml").write_text(broken, encoding="utf-8")
    first = compared("--workers", workers)
    assert "bogus" in first[2]
    assert compared("--workers", workers) == first


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_is_wrong_with_a_rubric_is_said_every_time(folder, compared, workers):
    (folder / "rubrics" / "aaa.yaml").write_text("format: rubric/1\ntitle: X\n", encoding="utf-8")
    first = compared("--workers", workers)
    assert "aaa.yaml" in first[2]
    (folder / "cities" / "town-000.yaml").unlink()
    assert "aaa.yaml" in compared("--workers", workers)[2]
