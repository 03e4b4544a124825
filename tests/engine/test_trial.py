"""The hand computation of the trial coding, on a file that states its facts.

Toronto, no-collaboration, as of 2026-11-22. Policy: nc-scope 2, nc-dont-tell lowest(city 2,
police 1) = 1, nc-status-checks 1, the other two unknown: shown 3 + 2 + 2.75 = 7.75 of known 25 is
31.0 %; of 35 the range is 7.75/35 = 22 % to (7.75 + 10)/35 = 51 %, coverage 25/35 = 71 %.
Practice: nc-dont-tell lowest(police 0, city 2) = 0, nc-status-checks 1,330 / 2,794,356 = 47.6 per
100,000, level 2 by a broader unit (range 2 to 3): shown 5.5 of known 19 is 28.9 %; of 29 the low is
5.5/29 = 19 %, the high (8.25 + 10)/29 = 63 %, coverage 19/29 = 66 %.
"""

from datetime import date
from fractions import Fraction

import pytest

from build import ROOT, place
from scorecard.engine.grade import grade
from scorecard.load.layers import Layer
from scorecard.load.library import Library

CITY = """\
format: city/1
name: Toronto
kind: municipality
population: {2016: 2731571, 2021: 2794356, source: s}
bodies:
  police: {name: Police, kind: police-service, speaks_for_city: yes}
sources:
  s: {title: A page, publisher: A publisher, date: 2020}
facts:
  scope:
    {claim: Departments are bound., effect: adopts, date: 2014, confidence: high, sources: s,
     scores: {nc-scope: {level: 2, why: Police are left out.}}}
  city-tells:
    {claim: A rule with an open exception., effect: adopts, date: 2018, confidence: high,
     sources: s, scores: {nc-dont-tell: {level: 2, why: Open exception.}}}
  police-rule:
    {claim: Victims are not asked., body: police, effect: adopts, date: 2006, confidence: high,
     sources: s, scores: {nc-dont-tell: {level: 1, why: Silent.},
                          nc-status-checks: {level: 1, why: Left to the officer.}}}
  police-tell:
    {claim: Officers tell as a routine., body: police, period: 2021-05, seen_by: independent,
     confidence: high, sources: s, scores: {nc-dont-tell: {level: 0, why: Routine.}}}
  staff-threat:
    {claim: Staff said they would tell., period: 2021-02, seen_by: community, confidence: high,
     sources: s, scores: {nc-dont-tell: {level: 2, why: Would tell.}}}
  calls-2016:
    {claim: The agency counted 5146., body: police, period: 2016, seen_by: border agency,
     confidence: medium, sources: s, figure: {count: 5146, of: all contacts},
     scores: {nc-status-checks: {why: All contacts.}}}
  own-tally:
    {claim: Police counted under 700., body: police, period: {from: 2014, to: 2016}, seen_by: own,
     confidence: low, sources: s, figure: {count: 700, of: all contacts, approx: yes},
     scores: {nc-status-checks: {why: Their own tally.}}}
  calls-2023:
    {claim: The agency counted 1330., body: police, period: 2023, seen_by: border agency,
     confidence: medium, sources: s, figure: {count: 1330, of: all contacts},
     scores: {nc-status-checks: {why: All contacts.}}}
"""


@pytest.fixture(scope="module")
def noii():
    read = Library([Layer(ROOT, "shipped")]).rubric("noii-toronto")
    assert read is not None
    return read[0]


def component(card, track):
    return card.components[0].on(track)


def test_no_collaboration_today(noii):
    card = grade(noii, place(CITY, noii), date(2026, 11, 22))
    paper, practice = component(card, "policy"), component(card, "practice")
    assert paper.point == Fraction("7.75") / 25
    assert paper.low == Fraction("7.75") / 35
    assert paper.high == Fraction("17.75") / 35
    assert paper.coverage == Fraction(25, 35)
    assert practice.point == Fraction("5.5") / 19
    assert practice.low == Fraction("5.5") / 29
    assert practice.high == Fraction("18.25") / 29
    assert practice.coverage == Fraction(19, 29)


def test_sixty_eight_calls_below_the_cap_of_49(noii):
    card = grade(noii, place(CITY, noii), date(2026, 11, 22))
    gate = next(gate for gate in card.gates if gate.id == "systematic-status-checks")
    assert not gate.fired
    # 50 per 100,000 of 2,794,356 residents is 1,397.2 calls, so the 1,398th would reach it.
    assert gate.margin is not None
    assert (gate.margin.amount, gate.margin.more) == (68, True)


def test_2016_by_the_border_agency_and_not_by_the_police(noii):
    card = grade(noii, place(CITY, noii), date(2016, 12, 31))
    checks = card.finding("nc-status-checks", "practice").stands
    assert checks.standing[0].fact == "calls-2016"
    assert checks.arithmetic.value == Fraction(5146, 2731571) * 100_000  # 188.4
    assert checks.level == "0"
    (contested,) = checks.contested
    assert contested.fact == "own-tally"
    # 700 over three years among 2,731,571: 8.5 a year, which would have been level 3.
    assert contested.level == "3"
    assert contested.arithmetic.value == Fraction(700, 3 * 2731571) * 100_000
