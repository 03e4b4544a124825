"""Of whom records are asked, what, and of which years."""

from __future__ import annotations

from datetime import date

import pytest

from build import ROOT, TODAY
from scorecard.analysis.records import BORDER, Years, requests, under
from scorecard.engine.grade import grade
from scorecard.load.layers import Layer
from scorecard.load.library import Library

DATA = ROOT / "tests" / "golden" / "campaign"


@pytest.fixture(scope="module")
def data():
    return Library([Layer(DATA, ".")])


@pytest.fixture(scope="module")
def northport(data):
    place = data.place("northport", "open")
    return grade(data.rubric("open")[0], place, TODAY)


def wanted(request) -> list[tuple]:
    return [(one.criterion, one.track, one.since) for one in request.wanted]


def test_every_body_that_must_know_is_asked_the_place_first_and_the_border_agency_last(northport):
    """Nothing is known of the harbour police. Groups are no public body, and are not asked whether
    they welcome people."""
    found = requests(northport)
    assert [one.to for one in found] == [None, "harbour-police", "northport-police", BORDER]
    assert wanted(found[0]) == [
        ("telling", "practice", None),
        ("trained", "practice", 2016),
        ("heard", "policy", None),
        ("heard", "practice", None),
        ("reported", "practice", None),
    ]
    assert wanted(found[1]) == [
        ("checks", "policy", None),
        ("checks", "practice", None),
        ("telling", "policy", None),
        ("telling", "practice", None),
    ]


def test_the_border_agency_is_asked_for_what_it_counts_of_those_not_counted(northport):
    """Its count of all contacts of the Northport police is on file, but not of status checks
    alone; of the harbour police neither is."""
    *_others, police, last = requests(northport)
    assert wanted(police) == [("checks", "practice", None)]
    assert wanted(last) == [("checks", "practice", None)]
    assert last.about == ("northport-police", "harbour-police")


def test_what_will_soon_be_last_known_is_asked_for_anew(data):
    """Somebody was told on by the end of 2025, and that is good for 36 months: from the end of 2027
    on a year of it is left, which is as long as an answer may take."""
    of, place = data.rubric("open")[0], data.place("northport", "open")

    def asked(when: date) -> list[int | None]:
        return [
            one.since
            for request in requests(grade(of, place, when))
            for one in request.wanted
            if request.to == "northport-police"
            if (one.criterion, one.track) == ("telling", "practice")
        ]

    assert asked(date(2027, 12, 30)) == []
    assert asked(date(2027, 12, 31)) == [2025]


def test_the_years_are_those_of_the_shelf_life_or_those_since_what_is_last_known(northport):
    """Three whole years and this one; since 2016, ten years at most."""
    telling, trained = requests(northport)[0].wanted[:2]
    assert telling.years == Years(2023, 2025, 2026)
    assert trained.years == Years(2017, 2025, 2026)


def test_where_everything_is_known_nobody_is_asked(data):
    of, place = data.rubric("open")[0], data.place("southport", "open")
    silent = grade(of, place, TODAY)
    assert requests(silent._replace(findings=())) == ()


@pytest.mark.parametrize(
    ("to", "law"),
    [
        (None, "Local Records Act"),
        ("northport-police", "Local Records Act"),  # probably bound
        ("harbour-police", "Records Act"),  # its file names the law
        (BORDER, "Records Act"),
    ],
)
def test_a_body_is_asked_under_the_law_that_binds_it(data, northport, to, law):
    place = northport.place
    laws = data.laws(place.city.country, place.city.province)
    stated = None if to in (None, BORDER) else place.body(to).law
    named = None if stated is None else data.law(stated)
    assert under(place, to, laws, named)[1].name == law


def test_a_place_without_a_country_has_no_law(data):
    place = data.place("nowhere", "open")
    assert data.laws(place.city.country, place.city.province) == ()
    assert under(place, None, (), None) is None
