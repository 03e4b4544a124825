"""Every rubric says what it is, what was read of it, and what was chosen; the docs name all."""

from __future__ import annotations

import re

import pytest

from build import ROOT
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.model.rubric import Rubric

LIBRARY = Library([Layer(ROOT, ".")])
NAMES = LIBRARY.rubric_ids()


@pytest.fixture(params=NAMES)
def rubric(request) -> Rubric:
    read = LIBRARY.rubric(request.param)
    assert read is not None, LIBRARY.problems
    return read[0]


def test_the_docs_name_every_rubric_once():
    page = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- `([a-z0-9-]+)`(?: and `([a-z0-9-]+)`)?", page, re.M)
    assert sorted(name for two in listed for name in two if name) == sorted(NAMES)
    assert page.startswith("# The frameworks\n\nSixteen rubrics") and len(NAMES) == 16


def test_a_rubric_says_what_it_is_and_what_was_read(rubric):
    assert rubric.by and rubric.about and rubric.sources and rubric.choices
    assert re.search(r"(?i)\bread\b|source lists", rubric.about)
    assert all(source.publisher and source.date for source in rubric.sources.values())


def test_a_criterion_says_where_it_comes_from_and_what_to_ask_of_whom(rubric):
    for name, rule in rubric.criteria.items():
        assert rule.origin and rule.who_can_grant, name
        assert rule.ask and rule.ask.startswith("that "), name
        assert rule.why_added or rule.origin != "ours", name


def test_a_gate_and_a_choice_have_an_alternative(rubric):
    assert all(gate.alternative for gate in rubric.gates.values())
    assert all(choice.alternative for choice in rubric.choices.values())
