"""What is read, from where, and what is said of it."""

from __future__ import annotations

import os
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from loading import FACT, HEAD, RUBRIC, checked, data_folder, library

from build import ROOT
from scorecard.cli.check import check as check_command
from scorecard.cli.opening import chosen_rubric, known, notes
from scorecard.cli.say import UseError
from scorecard.load.checker import Checker
from scorecard.load.layers import Layer, layers

NFC, NFD = (unicodedata.normalize(form, "montréal") for form in ("NFC", "NFD"))


def put(root: Path, name: str, content: str) -> Path:
    """A file in a data folder."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def small(root: Path, *cities: str) -> Path:
    """A data folder with the small rubric and these cities."""
    put(root, "rubrics/small.yaml", RUBRIC)
    for name in cities:
        put(root, f"cities/{name}.yaml", HEAD)
    return root


# ---------------------------------------------------------------- layers


def test_a_later_layer_replaces_an_earlier_one_by_name(tmp_path):
    names = ("shipped", "here", "environment", "option")
    roots = [small(tmp_path / name, "sampleton") for name in names]
    for root, name in zip(roots, names, strict=True):
        put(root, "cities/sampleton.yaml", HEAD.replace("Sampleton", f"Sampleton {name}"))
        put(root, f"cities/only-{name}.yaml", HEAD)
    data = library(*roots)
    place = data.place("sampleton")
    assert place is not None and place.city.name == "Sampleton option"
    assert data.ids("cities") == tuple(sorted(("sampleton", *(f"only-{name}" for name in names))))
    assert data.problems == []


def test_the_order_is_package_folder_environment_option(tmp_path):
    here, environment, option = (tmp_path / name for name in ("here", "environment", "option"))
    found = layers(here, str(environment), option)
    assert [layer.path for layer in found] == [ROOT, here, environment, option]
    assert [layer.label for layer in found] == ["shipped", ".", "$SCORECARD_DATA", "--data"]


def test_a_folder_named_twice_is_one_layer(tmp_path):
    assert [layer.label for layer in layers(tmp_path, str(tmp_path), None)] == ["shipped", "."]
    assert len(layers(ROOT, None, ROOT)) == 1


def test_a_folder_named_again_by_data_is_the_strongest(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    found = layers(one, str(other), one)
    assert [layer.path for layer in found] == [ROOT, other, one]


def test_what_is_replaced_is_remembered_and_named(tmp_path):
    old, new = small(tmp_path / "old", "sampleton"), small(tmp_path / "new")
    put(new, "cities/sampleton.yaml", HEAD.replace("Sampleton", "Newtown"))
    data = library(old, new)
    assert data.place("sampleton") is not None
    assert list(data.replaced) == ["cities/sampleton.yaml"]
    assert data.replaced["cities/sampleton.yaml"].layer.path == new
    (note,) = notes(data)
    assert "sampleton.yaml" in note and str(new) in note and "replaces" in note


def test_the_same_bytes_replace_nothing(tmp_path):
    data = library(small(tmp_path / "old", "sampleton"), small(tmp_path / "new", "sampleton"))
    assert data.place("sampleton") is not None
    assert data.replaced == {}


def test_the_same_bytes_as_the_middle_but_not_as_the_first(tmp_path):
    """The file that the package ships is replaced, whichever of two copies does it."""
    old = small(tmp_path / "old", "sampleton")
    new = [small(tmp_path / name) for name in ("folder", "option")]
    for root in new:
        put(root, "cities/sampleton.yaml", HEAD.replace("Sampleton", "Newtown"))
    data = library(old, *new)
    assert data.place("sampleton") is not None
    assert list(data.replaced) == ["cities/sampleton.yaml"]


def test_a_replaced_rubric_is_remembered(tmp_path):
    old, new = small(tmp_path / "old", "sampleton"), tmp_path / "new"
    put(new, "rubrics/small.yaml", RUBRIC.replace("A small rubric", "Another rubric"))
    data = library(old, new)
    read = data.rubric("small")
    assert read is not None and read[0].title == "Another rubric"
    assert list(data.replaced) == ["rubrics/small.yaml"]


def test_a_broken_file_that_replaces_a_good_one_is_not_passed_over(tmp_path):
    old, new = small(tmp_path / "old", "sampleton"), tmp_path / "new"
    put(new, "cities/sampleton.yaml", "format: city/1\n")
    data = library(old, new)
    assert data.place("sampleton") is None
    assert {problem.path for problem in data.problems} == {f"{new}/cities/sampleton.yaml"}


def test_a_layer_with_neither_folder_is_empty(tmp_path):
    data = library(small(tmp_path / "old", "sampleton"), tmp_path / "nowhere")
    assert data.place("sampleton") is not None and data.problems == []


# ---------------------------------------------------------------- only what is needed


def test_only_the_files_needed_are_read(tmp_path, monkeypatch):
    root = small(tmp_path, "sampleton", "othertown")
    put(root, "cities/broken.yaml", "no city at all\n")
    read = []
    whole = Path.read_bytes

    def watched(path: Path) -> bytes:
        read.append(path.relative_to(root).as_posix())
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    data = library(root)
    assert data.place("sampleton", "small") is not None
    assert data.place("sampleton", "small") is not None
    assert sorted(read) == ["cities/sampleton.yaml", "rubrics/small.yaml"]
    assert data.problems == []


def test_the_default_rubric_spares_the_others(tmp_path):
    """Rubrics after the first that grades this kind of place are not read."""
    root = small(tmp_path, "sampleton")
    put(root, "rubrics/zzz.yaml", "no rubric at all\n")
    data = library(root)
    assert data.place("sampleton") is not None
    assert data.problems == []


def test_the_hash_is_of_the_bytes_and_the_path_from_the_data_folder(tmp_path):
    data = library(small(tmp_path, "sampleton"))
    place = data.place("sampleton")
    assert place is not None
    assert place.file.path == "cities/sampleton.yaml"
    assert place.file.sha256 == sha256(HEAD.encode()).hexdigest()


def test_the_line_of_a_fact(tmp_path):
    data_folder(tmp_path, FACT + "    context: x\n")
    place = library(tmp_path).place("sampleton")
    assert place is not None and place.lines == {"f": 6}


# ---------------------------------------------------------------- problems


def test_a_broken_city_does_not_stop_another(tmp_path):
    root = small(tmp_path, "sampleton")
    put(root, "cities/broken.yaml", HEAD.replace("name:", "nam:"))
    data = library(root)
    assert data.place("broken") is None
    assert data.place("sampleton") is not None
    assert {problem.path for problem in data.problems} == {"cities/broken.yaml"}


def test_a_city_with_a_warning_is_graded(tmp_path):
    source = "sources: {s: {title: A page, publisher: A publisher, date: 2020}}\n"
    data_folder(tmp_path, HEAD + source)
    data = library(tmp_path)
    assert data.place("sampleton") is not None
    (problem,) = data.problems
    assert problem.warning and problem.code == "unused-source"


def test_problems_of_several_files_come_together_and_sorted(tmp_path):
    root = small(tmp_path)
    put(root, "cities/b.yaml", f"{HEAD}provinse: ON\npopulation: {{2021: 5%}}\n")
    put(root, "cities/a.yaml", f"{HEAD}bodies: {{b: {{name: B}}}}\nname: C\n")
    put(root, "rubrics/other.yaml", RUBRIC.replace("title: A small rubric\n", ""))
    found = checked(root)
    assert [(problem.path, problem.line, problem.code) for problem in found] == [
        ("cities/a.yaml", 4, "bare-body"),
        ("cities/a.yaml", 5, "duplicate-key"),
        ("cities/b.yaml", 4, "unknown-key"),
        ("cities/b.yaml", 5, "not-a-number"),
        ("rubrics/other.yaml", 1, "missing-key"),
    ]


def test_a_file_without_a_format_is_a_problem_like_any_other(tmp_path):
    root = small(tmp_path)
    put(root, "cities/notes.yaml", "milk: 1\n")
    assert [(p.path, p.line, p.column, p.code) for p in checked(root)] == [
        ("cities/notes.yaml", 1, 1, "no-format")
    ]


def test_a_broken_rubric_is_named_and_its_cities_are_not_blamed(tmp_path):
    data_folder(tmp_path, FACT + "    scores: {access: {level: 4, why: x}}\n")
    put(tmp_path, "rubrics/small.yaml", RUBRIC.replace("title: A small rubric\n", ""))
    assert [(problem.path, problem.code) for problem in checked(tmp_path)] == [
        ("rubrics/small.yaml", "missing-key")
    ]


def test_a_rubric_with_an_error_is_not_used(tmp_path):
    root = small(tmp_path, "sampleton")
    put(root, "rubrics/small.yaml", RUBRIC.replace("practice: 0.6", "practice: 0.5"))
    data = library(root)
    assert data.rubric("small") is None
    assert data.default_rubric("municipality") is None
    assert [problem.code for problem in data.problems] == ["tracks-sum"]


def test_a_problem_is_reported_once_however_often_a_place_is_asked_for(tmp_path):
    root = small(tmp_path)
    put(root, "cities/sampleton.yaml", f"{HEAD}bodies: {{b: {{name: B}}}}\n")
    data = library(root)
    assert [data.place("sampleton") for _ in range(3)] == [None] * 3
    assert [data.place("sampleton/b") for _ in range(3)] == [None] * 3
    assert [problem.code for problem in data.problems] == ["bare-body"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_file_that_may_not_be_read(tmp_path):
    path = data_folder(tmp_path, HEAD)
    path.chmod(0)
    assert [(problem.path, problem.code) for problem in checked(tmp_path)] == [
        ("cities/sampleton.yaml", "unreadable")
    ]


def test_a_file_that_the_system_refuses(tmp_path, monkeypatch):
    data_folder(tmp_path, HEAD)
    whole = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "sampleton.yaml":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    (found,) = checked(tmp_path)
    assert (found.path, found.line, found.column) == ("cities/sampleton.yaml", 1, 1)
    assert found.code == "unreadable" and "Permission denied" in found.wrong


# ---------------------------------------------------------------- the check command


def test_check_prints_every_problem_with_its_address(tmp_path, monkeypatch, capsys):
    root = small(tmp_path)
    put(root, "cities/sampleton.yaml", f"{HEAD}provinse: ON\n")
    monkeypatch.chdir(root)
    monkeypatch.delenv("SCORECARD_DATA", raising=False)
    assert check_command([Path("cities/sampleton.yaml")], False, None) == 1
    out, err = capsys.readouterr()
    assert out == (
        "cities/sampleton.yaml:4:1: error[unknown-key] `provinse` is not a key here; "
        "did you mean `province`?\n"
    )
    assert "1 file checked: 1 error, 0 warnings" in err


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_check_lets_warnings_count_only_when_strict(tmp_path, monkeypatch, strict, code):
    source = "sources: {s: {title: A page, publisher: A publisher, date: 2020}}\n"
    path = data_folder(tmp_path, HEAD + source)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCORECARD_DATA", raising=False)
    assert check_command([path], strict, None) == code


@pytest.mark.parametrize("what", [".", "cities", "cities/sampleton.yaml"])
def test_check_of_a_folder_or_a_file(tmp_path, monkeypatch, capsys, what):
    root = small(tmp_path)
    put(root, "cities/sampleton.yaml", f"{HEAD}provinse: ON\n")
    monkeypatch.chdir(root)
    monkeypatch.delenv("SCORECARD_DATA", raising=False)
    assert check_command([Path(what)], False, None) == 1
    assert "cities/sampleton.yaml:4:1: error[unknown-key]" in capsys.readouterr().out


def test_check_of_a_folder_names_misnamed_files_too(tmp_path, monkeypatch, capsys):
    root = small(tmp_path, "sampleton")
    put(root, "cities/other.yml", HEAD)
    monkeypatch.chdir(root)
    monkeypatch.delenv("SCORECARD_DATA", raising=False)
    assert check_command([Path(".")], False, None) == 1
    assert "other.yml:1:1: error[wrong-suffix]" in capsys.readouterr().out


def test_check_of_what_is_not_there(tmp_path):
    with pytest.raises(UseError, match="there is no"):
        check_command([tmp_path / "nowhere.yaml"], False, None)


# ---------------------------------------------------------------- the default rubric


def test_the_default_rubric_is_the_first_that_grades_the_kind(tmp_path):
    root = small(tmp_path, "sampleton")
    put(root, "rubrics/aaa.yaml", RUBRIC.replace("[municipality]", "[region]"))
    put(root, "rubrics/zzz.yaml", RUBRIC)
    data = library(root)
    assert data.default_rubric("municipality") == "small"
    assert data.default_rubric("region") == "aaa"
    assert data.default_rubric("planet") is None


def test_what_a_rubric_grades_is_told_by_a_plain_line_of_it(tmp_path):
    """Below the comments that it starts with; otherwise only by reading it."""
    root = small(tmp_path, "sampleton")
    head = "# yaml-language-server: $schema=../schemas/rubric-1.json\n"
    put(root, "rubrics/aaa.yaml", RUBRIC)
    put(root, "rubrics/plain.yaml", head + RUBRIC)
    put(root, "rubrics/quoted.yaml", head + RUBRIC.replace("rubric/1", '"rubric/1"'))
    data = library(root)
    assert data._plainly_graded("plain") == {"municipality"}
    assert data._plainly_graded("quoted") is None
    graded = data.grading(["municipality", "region"])
    assert graded == {"municipality": ("aaa", "plain", "quoted", "small"), "region": ()}


def test_noii_toronto_comes_before_the_alphabet(tmp_path):
    root = small(tmp_path, "sampleton")
    put(root, "rubrics/noii-toronto.yaml", RUBRIC)
    put(root, "rubrics/aaa.yaml", RUBRIC)
    assert library(root).default_rubric("municipality") == "noii-toronto"


def test_no_rubric_for_a_kind_is_wrong_use(tmp_path):
    root = small(tmp_path)
    put(root, "cities/sampleton.yaml", HEAD.replace("municipality", "planet"))
    with pytest.raises(UseError, match=r"no rubric grades a planet.*--rubric"):
        chosen_rubric(library(root), None, "sampleton")


# ---------------------------------------------------------------- bodies


BODIES = """\
bodies:
  sampleton-police:
    {name: Sampleton Police, kind: police-service, speaks_for_city: yes, governed_by: A board}
  transit: {place: valley-transit}
"""
TRANSIT = """\
format: city/1
name: Valley Transit
kind: transit-agency
population: {2021: 5000}
sources: {s: {title: A page, publisher: A publisher, date: 2020}}
facts:
  drivers:
    {claim: Drivers ask nobody., period: 2020, seen_by: own, confidence: high, sources: s,
     scores: {access: {level: 4, why: Given.}}}
"""


@pytest.fixture
def valley(tmp_path):
    put(small(tmp_path), "cities/sampleton.yaml", HEAD + BODIES)
    put(tmp_path, "cities/valley-transit.yaml", TRANSIT)
    return tmp_path


def test_a_body_of_a_place(valley):
    data = library(valley)
    place = data.place("sampleton/sampleton-police")
    assert place is not None and (place.id, place.focus) == ("sampleton", "sampleton-police")
    assert data.kind("sampleton/sampleton-police") == "police-service"
    assert data.bodies("sampleton") == ("sampleton-police", "transit")
    assert data.place("sampleton/nobody") is None
    assert data.kind("sampleton/nobody") is None
    assert data.problems == []


def test_a_body_with_a_file_of_its_own(valley):
    data = library(valley)
    place = data.place("sampleton")
    assert place is not None
    assert place.body_name("transit") == "Valley Transit"
    assert place.body_kind("transit") == "transit-agency"
    assert data.kind("sampleton/transit") == "transit-agency"
    own = place.population("transit")
    assert own is not None and own.nearest(2020) == (2021, 5000)
    assert [(name, body) for name, body, _, _ in place.facts()] == [
        ("valley-transit/drivers", "transit")
    ]
    fact, file = place.fact("valley-transit/drivers")
    assert fact.claim == "Drivers ask nobody." and file.id == "valley-transit"
    assert [file.path for file in place.files()] == [
        "cities/sampleton.yaml",
        "cities/valley-transit.yaml",
    ]


def test_a_body_can_be_graded_as_a_place_of_its_own(valley):
    place = library(valley).place("valley-transit", "small")
    assert place is not None and place.city.kind == "transit-agency"


def test_a_place_whose_body_has_an_error_is_not_graded(valley):
    put(valley, "cities/valley-transit.yaml", TRANSIT.replace("claim:", "clam:"))
    data = library(valley)
    assert data.place("sampleton") is None
    assert "cities/valley-transit.yaml" in {problem.path for problem in data.problems}


def test_a_place_whose_body_has_a_wrong_criterion_says_so(valley):
    """The error lies beyond the shape of the body's file: it is found, and graded is nothing."""
    put(valley, "cities/valley-transit.yaml", TRANSIT.replace("{access:", "{acces:"))
    data = library(valley)
    assert data.place("sampleton", "small") is None
    assert ("cities/valley-transit.yaml", 9, "unknown-criterion") in [
        (problem.path, problem.line, problem.code) for problem in data.problems
    ]


def test_a_body_that_is_nowhere(valley):
    (valley / "cities" / "valley-transit.yaml").unlink()
    data = library(valley)
    assert data.place("sampleton") is None
    assert [(p.path, p.line, p.column, p.code) for p in data.problems] == [
        ("cities/sampleton.yaml", 7, 20, "unknown-place")
    ]
    assert [(p.path, p.line, p.column, p.code) for p in checked(valley)] == [
        ("cities/sampleton.yaml", 7, 20, "unknown-place")
    ]


def test_a_place_that_names_itself_as_its_body_says_why_it_is_not_graded(tmp_path):
    put(small(tmp_path), "cities/sampleton.yaml", f"{HEAD}bodies: {{b: {{place: sampleton}}}}\n")
    data = library(tmp_path)
    data.place("sampleton")
    assert [(problem.line, problem.column) for problem in data.problems] == [(4, 21)]


def test_two_places_that_name_each_other_end(tmp_path):
    put(small(tmp_path), "cities/a.yaml", f"{HEAD}bodies: {{b: {{place: b}}}}\n")
    put(tmp_path, "cities/b.yaml", f"{HEAD}bodies: {{a: {{place: a}}}}\n")
    data = library(tmp_path)
    assert data.place("a") is not None or data.problems


# ---------------------------------------------------------------- criteria by name


def scored(key: str) -> str:
    """A city with one fact that scores on a criterion."""
    return f"{FACT}    scores: {{{key}: {{level: 4, why: x}}}}\n"


@pytest.fixture
def two_rubrics(tmp_path):
    """`noii-toronto` is the default; `other` asks the same, and one thing more, `visits`."""
    put(tmp_path, "rubrics/noii-toronto.yaml", RUBRIC)
    put(tmp_path, "rubrics/other.yaml", RUBRIC + VISITS)
    return tmp_path


VISITS = """\
      visits:
        question: Are people visited?
        weight: 1
        practice: {0: Never., 4: Always.}
"""


@pytest.mark.parametrize(
    ("key", "default", "other"),
    [
        ("access", "access", None),
        ("noii-toronto/access", "access", None),
        ("other/access", None, "access"),
        ("other/visits", None, "visits"),
    ],
)
def test_a_plain_id_is_of_the_default_rubric_and_a_qualified_one_of_its_own(
    two_rubrics, key, default, other
):
    put(two_rubrics, "cities/sampleton.yaml", scored(key))
    assert checked(two_rubrics) == []
    place = library(two_rubrics).place("sampleton", "other")
    assert place is not None
    assert place.speaks_of(key, "noii-toronto") == default
    assert place.speaks_of(key, "other") == other


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("acces", "`access`"),
        ("other/acces", "`other/access`"),
        ("othr/access", "`other/access`"),
        ("noii-toronto/visits", "visits"),
    ],
)
def test_a_criterion_that_is_none(two_rubrics, key, words):
    put(two_rubrics, "cities/sampleton.yaml", scored(key))
    (found,) = checked(two_rubrics)
    assert (found.line, found.column, found.code) == (12, 14, "unknown-criterion")
    assert words in f"{found.wrong}; {found.right}"


def test_a_criterion_of_a_rubric_that_is_not_read_is_no_problem_when_grading(two_rubrics):
    """`grade` reads the rubrics it needs; `check` reads them all."""
    put(two_rubrics, "cities/sampleton.yaml", scored("other/visits"))
    data = library(two_rubrics)
    assert data.place("sampleton", "noii-toronto") is not None
    assert data.problems == []


def test_a_changed_level_may_be_given_under_the_qualified_name(two_rubrics):
    text = FACT.replace(
        "    period: 2020\n    seen_by: own\n", "    effect: adopts\n    date: 2019\n"
    )
    text += "    scores: {paper: {level: 1, why: x}}\n"
    text += (
        "  g: {claim: C., effect: amends, of: f, date: 2020, confidence: high, sources: s,\n"
        "      scores: {noii-toronto/paper: {level: 2, why: x}}}\n"
    )
    put(two_rubrics, "cities/sampleton.yaml", text)
    assert checked(two_rubrics) == []


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("on_disk", [NFC, NFD], ids=["composed", "decomposed"])
@pytest.mark.parametrize("asked", [NFC, NFD], ids=["composed", "decomposed"])
def test_an_accent_is_the_same_however_it_is_typed(tmp_path, on_disk, asked):
    data = library(small(tmp_path, on_disk))
    place = data.place(asked)
    assert place is not None and place.id == NFC
    assert data.ids("cities") == (NFC,)
    assert data.found("cities", asked) is not None


def test_an_accent_typed_either_way_replaces(tmp_path):
    old, new = small(tmp_path / "old", NFC), small(tmp_path / "new")
    put(new, f"cities/{NFD}.yaml", HEAD.replace("Sampleton", "Newtown"))
    for asked in (NFC, NFD):
        data = library(old, new)
        place = data.place(asked)
        assert place is not None and place.city.name == "Newtown"
        assert list(data.replaced) == [f"cities/{NFC}.yaml"]


def test_an_accent_is_stamped_alike_on_every_machine(tmp_path):
    place = library(small(tmp_path, NFD)).place(NFC)
    assert place is not None and place.file.path == f"cities/{NFC}.yaml"


@pytest.mark.parametrize("name", ["sampleton.yml", "sampleton.YAML", "sampleton.Yml"])
def test_a_file_that_nobody_would_read(tmp_path, name):
    put(small(tmp_path), f"cities/{name}", HEAD)
    data = library(tmp_path)
    assert data.ids("cities") == ()
    assert [(p.path, p.line, p.column, p.code) for p in checked(tmp_path)] == [
        (f"cities/{name}", 1, 1, "wrong-suffix")
    ]
    assert "sampleton.yaml" in checked(tmp_path)[0].right


def test_a_translation_is_no_file_of_its_own(tmp_path):
    put(small(tmp_path, "sampleton"), "cities/sampleton.fr.yaml", "format: translation/1\n")
    put(tmp_path, "rubrics/small.fr.yaml", "format: translation/1\n")
    data = library(tmp_path)
    assert (data.ids("cities"), data.ids("rubrics")) == (("sampleton",), ("small",))
    assert {problem.code for problem in checked(tmp_path)} == {"old-translation"}
    assert data.place("sampleton.fr") is None


def test_what_is_not_yaml_or_hidden_is_passed_over(tmp_path):
    small(tmp_path, "sampleton")
    put(tmp_path, "cities/.hidden.yaml", "junk\n")
    put(tmp_path, "cities/notes.txt", "junk\n")
    put(tmp_path, "cities/README.md", "junk\n")
    put(tmp_path, "cities/sampleton.yaml~", "junk\n")
    assert library(tmp_path).ids("cities") == ("sampleton",)
    assert checked(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "../../secret",
        "/secret",
        "sub/sampleton",
        "..\\secret",
        ".hidden",
        "..",
        ".",
        "",
        "sampleton\x00",
        pytest.param("x" * 5_000, id="too long for a file"),
    ],
)
def test_a_name_leads_nowhere_else(tmp_path, name):
    root = small(tmp_path / "data", "sampleton", "sub/sampleton", ".hidden")
    put(tmp_path, "secret.yaml", HEAD)
    put(tmp_path, "data/secret.yaml", HEAD)
    data = library(root)
    assert data.found("cities", name) is None
    assert data.found("rubrics", name) is None
    assert data.place(name) is None
    assert data.problems == []


def test_a_body_file_leads_nowhere_else(tmp_path):
    root = small(tmp_path / "data")
    put(tmp_path, "secret.yaml", HEAD)
    put(root, "cities/sampleton.yaml", f"{HEAD}bodies: {{b: {{place: ../../secret}}}}\n")
    data = library(root)
    assert data.place("sampleton") is None
    assert [problem.code for problem in data.problems] == ["unknown-place"]


# ---------------------------------------------------------------- unknown names


def test_an_unknown_place_offers_the_nearest(tmp_path):
    data = library(small(tmp_path, "sampleton", "othertown"))
    with pytest.raises(UseError, match=r"unknown place `sampelton`; did you mean sampleton\?"):
        known(data, ["sampelton"])
    with pytest.raises(UseError, match=r"unknown place `zzz`; there are: othertown, sampleton"):
        known(data, ["zzz"])


def test_one_unknown_place_among_several_reads_nothing(tmp_path):
    data = library(small(tmp_path, "sampleton", "othertown"))
    with pytest.raises(UseError, match="nowhere"):
        known(data, ["sampleton", "nowhere", "othertown"])
    assert data._places == {}


def test_an_unknown_body_names_the_bodies(valley):
    data = library(valley)
    with pytest.raises(UseError, match="sampleton/sampleton-police, sampleton/transit"):
        known(data, ["sampleton/polce"])
    known(data, ["sampleton", "sampleton/transit"])


def test_an_unknown_rubric_offers_the_nearest(tmp_path):
    data = library(small(tmp_path, "sampleton"))
    with pytest.raises(UseError, match=r"unknown rubric `smal`; did you mean small\?"):
        chosen_rubric(data, "smal", "sampleton")


# ---------------------------------------------------------------- what is shipped


def test_the_shipped_data_has_no_error():
    data = Checker([Layer(ROOT, "shipped")])
    found = (*data.check(data.everything()), *data.misnamed())
    assert [str(problem) for problem in found if not problem.warning] == []
