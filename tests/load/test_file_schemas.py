"""The schemas of data files: made of the models, and at one with the program's own reader."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import tomllib
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from build import ROOT
from editor import FILES, SCHEMAS, VALIDATORS, seen, seen_scalar, wrong
from scorecard.load import file_schemas
from scorecard.load.layers import FOLDERS
from scorecard.load.library import HOMES
from scorecard.load.offers import Offer
from scorecard.model import fields
from scorecard.model.fields import Part

SHIPPED = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("*.yaml"))
MORE = sorted(
    path for name in ("golden", "recoding") for path in (ROOT / "tests" / name).rglob("*.yaml")
)
BROKEN = sorted((ROOT / "tests/load/broken").glob("*.yaml"))
TOOL = runpy.run_path(str(ROOT / "tools" / "schemas.py"))


def kind_of(data: Any) -> str:
    """What a file says that it is; a place where it says nothing that there is."""
    stated = data.get("format") if isinstance(data, dict) else None
    name = str(stated).partition("/")[0]
    return name if name in FILES else "city"


# ---------------------------------------------------------------- good and bad files


def test_what_is_written_is_what_the_models_say():
    for name, content in TOOL["contents"]().items():
        stands = (ROOT / "schemas" / name).read_text(encoding="utf-8")
        assert stands == content, f"{name}: run python tools/schemas.py"
        assert len(content.encode()) < 300_000


@pytest.mark.parametrize("path", [*SHIPPED, *MORE], ids=lambda path: path.stem)
def test_a_good_file_is_valid(path):
    data = seen(path.read_text(encoding="utf-8"))
    assert wrong(data, VALIDATORS[kind_of(data)]) == []


def test_the_samples_of_the_documents_are_valid():
    text = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")
    city, more, rubric, french = re.findall(r"```yaml\n(.*?)```", text, re.S)
    for sample in (city + more, rubric, french):
        data = seen(sample)
        assert wrong(data, VALIDATORS[kind_of(data)]) == []


LEFT = {
    "how a text is written, and what it says": """
        anchor comment-in-prose-element comment-in-prose-level comment-in-prose duplicate-key
        format-first hidden-character identifying long-claim none-stops-the-others-rubric tag
    """,
    "what other parts of the file, or other files, hold": """
        bad-mark bad-weight-by-kind bad-weight-word bare-body binds-nobody change-gate change-plain
        change-silent-unread change-silent change criterion-twice cycle-itself cycle-when-component
        cycle-when-others cycle-when-twice cycle-when cycle ends-nothing missing-key-looked-for
        no-anchor no-date-age no-date-rate no-elements-unclear no-elements no-governor
        no-needs-count no-needs no-population no-scale-effort-rubric no-scale-effort no-scale-gate
        no-scale-looked-for-plain no-scale-looked-for no-scale-not-applicable-plain
        no-scale-not-applicable no-scale-plain no-scale-rubric no-scale-when no-scale no-source-law
        no-source-not-applicable no-source-organization no-source no-track-gate-one no-track-gate
        no-track-practice no-track-scale no-track no-units nothing-filled-in odd-kind other-fact
        out-of-place-weight-by-kind same-as seen-by text-not-read two-criteria
        unknown-body-looked-for unknown-body unknown-criterion-effort unknown-criterion-far
        unknown-criterion-gate unknown-criterion-looked-for-plain unknown-criterion-looked-for
        unknown-criterion-not-applicable-plain unknown-criterion-not-applicable
        unknown-criterion-plain-component unknown-criterion-plain-figure
        unknown-criterion-plain-qualified unknown-criterion-plain unknown-criterion-qualified
        unknown-criterion-rubric unknown-criterion-second-condition unknown-criterion-when-component
        unknown-criterion-when unknown-criterion unknown-element-alone unknown-element-no-checklist
        unknown-element-number unknown-element-shown unknown-element-too-many
        unknown-element-unclear unknown-element unknown-fact unknown-kind-component
        unknown-kind-not-applicable unknown-kind unknown-law-body unknown-law
        unknown-level-and-shown unknown-level-gate-named unknown-level-gate unknown-level-named
        unknown-level-nearest unknown-level-order unknown-level-when-number unknown-level-when
        unknown-level unknown-mark unknown-office unknown-place-itself unknown-place
        unknown-source-law unknown-source-population unknown-source-typo unknown-source
        unknown-unit-goalposts unknown-unit-none unknown-unit unknown-weight-by-kind
        unknown-weight-component unknown-weight-none unknown-weight-points unknown-weight
        unknown-whose unused-source-law unused-source which-track-context which-track-other-rubric
        which-track-plain-fact which-track wrong-figure-goalposts wrong-figure
    """,
    "what numbers and dates are to each other": """
        bad-cap-points bad-cap bad-goalposts-log-best bad-goalposts-log bad-goalposts-same
        bad-total-small bad-total-zero bad-total bad-weight-component bad-weight-penalty
        bad-weight-points bad-weight bonus-aggregate-component bonus-aggregate-over bonus-aggregate
        bounds-gap-high bounds-gap-low bounds-gap-named bounds-gap-point bounds-gap
        bounds-overlap-kind bounds-overlap-named bounds-overlap date-order-figure
        date-order-not-applicable date-order-period date-order-plain date-order-reply date-order
        figure-period never-full-checklist never-full no-census no-lowest-band-points no-lowest-band
        no-lowest-level no-points-checklist no-points-given no-points-goalposts no-points-levels
        no-points-range no-points-to-be-had no-points no-weight-adds no-weight-none no-weight-track
        no-weight one-end out-of-range-band-component out-of-range-band-words out-of-range-ceiling
        out-of-range-condition out-of-range-floor-points out-of-range-floor-tracks
        out-of-range-floor out-of-range-points-low out-of-range-points out-of-range-population
        out-of-range-round-places out-of-range-round out-of-range over-the-points-given
        over-the-points-numbered over-the-points-word over-the-points same-band-component same-band
        same-points too-few-levels-checklist too-few-levels-empty too-few-levels-named
        too-few-levels tracks-sum two-bounds-exactly two-bounds-upper two-bounds two-numbers
    """,
    "what keys ask of each other, but for the commonest": """
        and-alone-named and-alone bad-condition-none bad-condition-nothing-alone
        bad-condition-nothing bad-condition-two bad-condition-when bad-condition bad-id-level
        bare-source empty-bounds empty-component-nested empty-component empty-track level-and-figure
        no-bounds no-criteria no-figure-goalposts no-figure-rate no-figure no-level-named
        no-level-points no-level no-measure-named no-measure no-seen-by-describes
        out-of-place-and-shown-figure out-of-place-and-shown out-of-place-both out-of-place-combine
        out-of-place-element-points out-of-place-full-at-levels out-of-place-full-at-zero
        out-of-place-full-at out-of-place-level-figure out-of-place-level out-of-place-measure-age
        out-of-place-measure-points out-of-place-measure out-of-place-reversed-checklist
        out-of-place-reversed out-of-place-shown out-of-place-unclear policy-key-covers
        policy-measure-goalposts policy-measure tally-goalposts tally two-scales-checklist
        two-scales-levels two-scales two-weights
    """,
}
"""The broken files that a schema lets through, which `scorecard check` is for, by what it would
have to see."""


def test_a_broken_file_is_refused_but_for_what_is_left_to_check():
    let_through = set()
    for path in BROKEN:
        try:
            data = seen(path.read_bytes().decode())
        except (yaml.YAMLError, UnicodeDecodeError):
            continue  # an editor shows that by itself
        if not wrong(data, VALIDATORS[kind_of(data)]):
            let_through.add(path.stem)
    named = " ".join(LEFT.values()).split()
    assert len(named) == len(set(named))
    assert let_through == set(named)


# ---------------------------------------------------------------- scalars

HINTS = {name: (hint, schema) for hint, (name, schema) in file_schemas.SCALARS.items()}
JUDGES = {name: Draft202012Validator(schema) for name, (_, schema) in HINTS.items()}
READERS = {name: TypeAdapter(hint) for name, (hint, _) in HINTS.items()}


def taken(name: str, text: str) -> bool:
    """Whether the program takes a text for a kind of scalar. That it is not blank, the reader of
    the file sees to."""
    try:
        READERS[name].validate_python(text)
    except ValidationError:
        return False
    return bool(text.strip())


def valid(name: str, value: Any) -> bool:
    return JUDGES[name].is_valid(value)


@pytest.mark.parametrize(
    ("name", "right", "not_right"),
    [
        (
            "date",
            "2013 2013-06 2013-06-30 2024-02-29 '2013'",
            "13 201306 2013-6 2013-13 2013-06-31",
        ),
        ("date", "1999", "May 20.5.2013 2013/06 2013-02-30 true ~ 2013.5 0000-01"),
        ("date_or_undated", "undated 2013 2013-06", "Undated unknown 13"),
        ("yes_or_no", "yes no 'yes'", "true false Yes NO y on 1 ~"),
        ("number", "0 5 -5 83.4 '83.4'", "47,6 83.4% 1_000 five true ~ '007'"),
        ("whole", "0 2731571 -3 '7'", "3.5 1,000 '3.0' ten true"),
        ("portion", "0 1 0.4 1/3 '0.25'", "1.5 -1 40% a/b 2 '1.1' true"),
        ("weight", "2 2.5 high 'very high' sehr-hoch é", "2x ~ '' -high true 3,5"),
        ("effort", "1 2 3 '2'", "0 4 1.5 much true"),
        ("text", "a 'a b' 2013 83.4 ON NO yes '~' '0'", "true ~ null '' ' ' {} []"),
    ],
)
def test_scalars_as_an_editor_sees_them(name, right, not_right):
    split = r"'[^']*'|\S+"
    for text in re.findall(split, right):
        assert valid(name, seen(text)), text
        assert taken(name, text.strip("'")), text
    for text in re.findall(split, not_right):
        assert not valid(name, seen(text)), text


LOOK_ALIKES = st.one_of(
    st.text("0123456789.-/+eE %,'yesno_ x", min_size=1, max_size=12),
    st.from_regex(r"-?\d{1,4}([-./]\d{1,2}){0,2}", fullmatch=True),
    st.dates().map(str),
    st.fractions().map(str),
    st.text(max_size=8),
)


@given(LOOK_ALIKES, st.booleans())
@example("2013-02-30", True)
@example("0123", True)
@example("1e3", True)
@example("3.0", True)
def test_nothing_that_the_program_takes_is_refused_and_texts_are_refused_alike(text, plain):
    """Of a number, an editor sees the value and not how it is written; of two numbers with a stroke
    no pattern tells which is greater; a letter beyond ASCII is any character beyond it."""
    value = seen_scalar(text) if plain else text
    if value is None or isinstance(value, bool):
        return
    for name in HINTS:
        if (
            plain
            and isinstance(value, int)
            and name in ("date", "date_or_undated")
            and value < 1000
        ):
            continue  # the year 0999
        if taken(name, text) and not (name == "portion" and "/" in text and plain):
            assert valid(name, value), name
        exact = isinstance(value, str) and not (name == "portion" and "/" in text)
        if exact and valid(name, value) and (name != "weight" or text.isascii()):
            assert taken(name, text), name


@given(st.text(max_size=10))
@example("a b")
@example("a/b")
@example("-a")
@example("Œuvre-1.é")
def test_ids_and_words_are_as_the_program_has_them(name):
    from scorecard.load.typed import is_id
    from scorecard.model.fields import is_word

    for pattern, is_so in ((file_schemas._ID, is_id), (file_schemas._WORD, is_word)):
        found = re.fullmatch(pattern, name) is not None
        assert found or not is_so(name)
        assert found == is_so(name) or not name.isascii()


# ---------------------------------------------------------------- the models


def models(among: Any, met: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """Every model that a hint leads to."""
    if isinstance(among, type) and issubclass(among, BaseModel):
        where = f"{among.__module__}.{among.__name__}"
        if where not in met:
            met[where] = among
            for name, hint in get_type_hints(among, include_extras=True).items():
                if name in among.model_fields:
                    models(hint, met)
    elif getattr(among, "__origin__", None) is not Literal:
        for inner in get_args(among):
            models(inner, met)
    return met


MODELS: dict[str, type[BaseModel]] = {}
for _model, _ in file_schemas.FILES.values():
    models(_model, MODELS)


def test_there_is_a_schema_for_every_format_of_a_file():
    assert {f"{name}/1" for name in file_schemas.FILES} == set(HOMES)
    assert set(FILES) == {*file_schemas.FILES, "translation"}


@pytest.mark.parametrize("model", MODELS.values(), ids=lambda model: model.__qualname__)
def test_every_key_is_described_in_a_sentence(model):
    for key in file_schemas.keys_of(model):
        try:
            words = file_schemas.told(model, key)
        except StopIteration:
            pytest.fail(f"say what `{key}` of {model.__name__} is for, in load/keys_*.py")
        assert words.endswith(".") and len(words) < 250, key
    assert model.__doc__


def test_no_key_is_described_that_is_not_there():
    for model, words in file_schemas.WORDS_OF.items():
        base = [one for one in MODELS.values() if issubclass(one, model)]
        assert base, model
        assert words.keys() <= file_schemas.keys_of(model).keys(), model


def test_every_model_that_reads_more_than_a_mapping_says_so():
    """A validator that reads a text in place of a mapping, or gathers keys, is known here."""
    reads_more = {
        model
        for model in MODELS.values()
        if any(
            one.info.mode == "before"
            for one in model.__pydantic_decorators__.model_validators.values()
        )
    }
    gathers = {
        model
        for model in MODELS.values()
        if any(field.alias in file_schemas.GATHERED for field in model.model_fields.values())
    }
    assert reads_more == set(file_schemas.SHORT) | gathers


def test_a_key_that_a_model_gains_is_in_its_schema(monkeypatch):
    class Ferry(Part):
        """A boat."""

        name: fields.Text
        fares: dict[str, fields.Number] = {}
        since: fields.Date | None = None

    monkeypatch.setitem(file_schemas.FILES, "ferry", (Ferry, "a ferry"))
    told = {"name": "Its name.", "fares": "Its fares.", "since": "Since when."}
    monkeypatch.setitem(file_schemas.WORDS_OF, Ferry, told)
    made = file_schemas.schema("ferry", Offer({}, ()))
    assert made["required"] == ["name"]
    judge = Draft202012Validator(made)
    assert wrong(seen("{name: F, fares: {adults: 3.5}, since: 2020-01}"), judge) == []
    for bad in ("{}", "{name: F, nmae: F}", "{name: F, fares: 3}", "{name: F, since: May}"):
        assert wrong(seen(bad), judge), bad


# ---------------------------------------------------------------- the schemas themselves


def parts(value: Any) -> Any:
    """Every part of a schema."""
    yield value
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict | list):
            yield from parts(one)


def at(schema: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        schema = schema[step]
    return schema


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_valid_needs_no_other_and_no_network(name):
    schema = SCHEMAS[f"{name}-1"]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:scorecard:{name}-1"
    refs = {one["$ref"] for one in parts(schema) if isinstance(one, dict) and "$ref" in one}
    assert all(ref.startswith("#/") and at(schema, ref) for ref in refs)
    used = {ref.removeprefix("#/$defs/") for ref in refs if ref.startswith("#/$defs/")}
    assert used == set(schema["$defs"])


@pytest.mark.parametrize("name", FILES)
def test_every_key_that_an_editor_offers_is_described(name):
    for one in parts(SCHEMAS[f"{name}-1"]):
        if isinstance(one, dict) and one.get("additionalProperties") is False:
            for key, value in one["properties"].items():
                if key not in ("policy", "practice", "scale"):
                    assert value.get("description", "").endswith("."), key


def test_the_criteria_are_offered_with_their_answers():
    schema = SCHEMAS["city-1"]
    offered = schema["$defs"]["Fact"]["properties"]["scores"]["properties"]
    checks = offered["nc-status-checks"]["description"]
    rubric = (ROOT / "rubrics/noii-toronto.yaml").read_text(encoding="utf-8")
    question = re.search(r"nc-status-checks:\n +question: (.*)\n", rubric)[1]
    assert checks.startswith(f"{question}\nOn paper:\n0: ")
    assert "\n1: from 50, under 100\n" in checks
    assert "dont-ask-dont-tell-police/dont-ask" in offered
    # What takes its answers from another rubric has no facts of its own.
    assert "access-to/collection" not in offered
    assert schema["properties"]["not_applicable"]["properties"].keys() == offered.keys()
    assert schema["$defs"]["LookedFor"]["properties"]["criterion"]["examples"] == list(offered)
    assert "police-service" in schema["properties"]["kind"]["examples"]


# ---------------------------------------------------------------- the first line

COMMENT = re.compile(r"# yaml-language-server: \$schema=(\.\./schemas/([a-z]+)-1\.json)\n")


def laid_out(folder: Path) -> Path:
    """The data as a wheel holds it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    inside = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in inside.items():
        shutil.copytree(ROOT / source, folder / target)
    return folder / "scorecard" / "data"


def test_the_first_line_leads_to_the_schema_of_the_file(tmp_path):
    for root in (ROOT, laid_out(tmp_path)):
        files = [path for folder in FOLDERS for path in (root / folder).glob("*.yaml")]
        assert len(files) == len(SHIPPED)
        for path in files:
            first, second = path.read_text(encoding="utf-8").splitlines(keepends=True)[:2]
            found = COMMENT.fullmatch(first)
            assert found, path
            assert second == f"format: {found[2]}/1\n", path
            schema = json.loads((path.parent / found[1]).read_text(encoding="utf-8"))
            assert schema["properties"]["format"]["const"] == f"{found[2]}/1"
