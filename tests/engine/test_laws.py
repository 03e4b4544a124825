"""Laws that hold for every rubric and every place, on generated ones."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.engine.grade import grade
from scorecard.model.place import City, DataFile, Place
from scorecard.model.rubric import Rubric
from scorecard.report.data import as_data

AS_OF = date(2026, 11, 22)
LEVELS = {str(n): {"text": f"Level {n}."} for n in range(5)}
SOURCE = {"title": "A page", "publisher": "A publisher", "date": "2020"}

weights = st.sampled_from(["1", "2", "3", "5", "7.5", "11"])
aggregates = st.sampled_from(["weighted_mean", "weighted_mean", "geometric_mean", "minimum", "sum"])


@st.composite
def criteria(draw, name):
    scales = draw(st.sampled_from([("policy",), ("practice",), ("policy", "practice")]))
    made = {"question": f"Is {name} so?", "weight": draw(weights)}
    made["whose"] = draw(st.sampled_from(["own", "own", "lowest", "police-service"]))
    for track in scales:
        made[track] = dict(LEVELS)
    if "practice" in scales:
        made["practice"] = {
            **made["practice"],
            "combine": draw(st.sampled_from(["newest", "worst"])),
        }
    return made


@st.composite
def rubrics(draw, plain=False):
    """A rubric of one to three components, some with weights of their own; `plain` has neither
    those nor other ways to add up."""
    components = {}
    names = []
    for number in range(draw(st.integers(1, 3))):
        ids = [f"c{number}{letter}" for letter in "abc"[: draw(st.integers(1, 3))]]
        names += ids
        component = {"title": f"Part {number}", "criteria": {i: draw(criteria(i)) for i in ids}}
        if not plain:
            component["aggregate"] = draw(aggregates)
            component["unanswered"] = draw(
                st.sampled_from(["unknown", "unknown", "zero", "exclude"])
            )
            if draw(st.booleans()):
                component["weight"] = draw(weights)
        components[f"part{number}"] = component
    some = draw(st.sampled_from(names))
    scaled = next(c["criteria"][some] for c in components.values() if some in c["criteria"])
    track = "policy" if "policy" in scaled else "practice"
    return {
        "format": "rubric/1",
        "title": "Made",
        "version": "1",
        "grades": "municipality",
        "speaks_for": "police-service",
        "tracks": {"policy": "0.4", "practice": "0.6"},
        "withhold_under": draw(st.sampled_from(["0", "1/3"])),
        "bands": {"A": "70", "B": "40", "F": "0"},
        "components": components,
        "gates": {
            "g": {
                "when": {
                    "criterion": some,
                    "track": track,
                    "at_most": draw(st.sampled_from("0123")),
                },
                "cap": draw(st.sampled_from(["29", "49", "69"])),
                "choice": "It outweighs the rest.",
            }
        },
    }


@st.composite
def facts(draw, rubric):
    every = {
        name: criterion
        for component in rubric["components"].values()
        for name, criterion in component["criteria"].items()
    }
    made = {}
    for number in range(draw(st.integers(0, 12))):
        name = draw(st.sampled_from(sorted(every)))
        track = draw(st.sampled_from([t for t in ("policy", "practice") if t in every[name]]))
        low = draw(st.integers(0, 4))
        level = str(low) if low == 4 or draw(st.booleans()) else f"{low}-{low + 1}"
        fact = {
            "claim": "Something is so.",
            "confidence": draw(st.sampled_from(["high", "low"])),
            "sources": ["s"],
            "scores": {name: {"level": level, "why": "It says so."}},
        }
        if draw(st.booleans()):
            fact["body"] = "police"
        year = draw(st.integers(2012, 2027))
        if track == "policy":
            fact |= {"effect": draw(st.sampled_from(["adopts", "describes", "proposes"]))}
            fact |= {"date": str(year), "seen_by": draw(st.sampled_from(["independent", "own"]))}
            if draw(st.integers(0, 4)) == 0:
                fact["until"] = str(year + 2)
            if draw(st.integers(0, 4)) == 0:
                fact["covers"] = "part"
        else:
            seen_by = st.sampled_from(["border agency", "independent", "community", "own"])
            fact |= {"period": str(year), "seen_by": draw(seen_by)}
            if draw(st.integers(0, 4)) == 0:
                fact["case"] = "yes"
        made[f"f{number:02}"] = fact
    return made


def build(rubric, some_facts):
    made = Rubric.model_validate(rubric).named("r")
    city = City.model_validate(
        {
            "format": "city/1",
            "name": "Sampleton",
            "kind": "municipality",
            "bodies": {
                "police": {"name": "Police", "kind": "police-service", "speaks_for_city": "yes"}
            },
            "sources": {"s": SOURCE},
            "facts": some_facts,
        }
    )
    return made, Place("p", city, DataFile("cities/p.yaml", "0" * 64))


def graded(rubric, some_facts):
    return grade(*build(rubric, some_facts), AS_OF)


def numbers(card):
    """Every number of a scorecard, and nothing else."""
    found = [
        (c.id, t, s.point, s.low, s.high, s.coverage) for c in card.components for t, s in c.tracks
    ]
    found += [
        ("", t.track, t.score.point, t.score.low, t.score.high, t.score.coverage)
        for t in card.tracks
    ]
    over = card.overall
    return [*found, (over.point, over.low, over.high, over.uncapped)]


@st.composite
def graded_cards(draw, plain=False):
    rubric = draw(rubrics(plain=plain))
    some_facts = draw(facts(rubric))
    return rubric, some_facts


@given(graded_cards())
def test_scores_are_bounded_and_the_point_lies_in_its_range(made):
    card = graded(*made)
    scores = [score for component in card.components for _, score in component.tracks]
    scores += [track.score for track in card.tracks]
    for score in scores:
        assert 0 <= score.low <= score.high <= 1
        assert 0 <= score.coverage <= 1
        assert score.point is None or score.low <= score.point <= score.high
    over = card.overall
    assert 0 <= over.low <= over.high <= 1
    assert over.point is None or over.low <= over.point <= over.high


@given(graded_cards())
def test_weights_of_a_track_sum_to_one(made):
    card = graded(*made)
    for track in card.tracks:
        assert sum(w for _, t, w in card.weights if t == track.track) == 1


@given(graded_cards(), st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(made, rng: random.Random):
    rubric, some_facts = made
    mixed = list(some_facts.items())
    rng.shuffle(mixed)
    assert as_data(graded(rubric, some_facts)) == as_data(graded(rubric, dict(mixed)))


@given(graded_cards(), st.data())
def test_better_evidence_never_lowers_its_component(made, data):
    rubric, some_facts = made
    worse = [
        n for n, f in some_facts.items() if next(iter(f["scores"].values()))["level"] in "0123"
    ]
    if not worse:
        return
    name = data.draw(st.sampled_from(sorted(worse)))
    fact = some_facts[name]
    ((criterion, entry),) = fact["scores"].items()
    better = {**fact, "scores": {criterion: {**entry, "level": str(int(entry["level"]) + 1)}}}
    before = graded(rubric, some_facts)
    after = graded(rubric, {**some_facts, name: better})
    for one, other in zip(before.components, after.components, strict=True):
        for (track, score), (_, now) in zip(one.tracks, other.tracks, strict=True):
            assert (score.point is None) == (now.point is None), track
            assert score.point is None or now.point >= score.point


@given(graded_cards())
def test_a_fact_that_does_not_stand_changes_no_number(made):
    """Save where the window slid back: there the latest fact says where it ends."""
    rubric, some_facts = made
    card = graded(rubric, some_facts)
    bodies = [body for finding in card.findings for body in finding.bodies]
    needed = {r.fact for body in bodies for r in (*body.standing, *body.contested)}
    slid = (body for body in bodies if "last-known" in body.marks)
    needed |= {aside.fact for body in slid for aside in body.aside if aside.rule == "E5"}
    for name in some_facts:
        if name not in needed:
            rest = {key: fact for key, fact in some_facts.items() if key != name}
            assert numbers(graded(rubric, rest)) == numbers(card), name


@given(graded_cards(plain=True))
def test_an_unknown_criterion_changes_coverage_and_range_and_never_the_point(made):
    rubric, some_facts = {**made[0], "withhold_under": "0"}, made[1]
    card = graded(rubric, some_facts)
    both = {"policy": dict(LEVELS), "practice": dict(LEVELS)}
    unknown = {"question": "Who knows?", "weight": "4", **both}
    part = rubric["components"]["part0"]
    wider = {**part, "criteria": {**part["criteria"], "nobody-knows": unknown}}
    more = {**rubric, "components": {**rubric["components"], "part0": wider}}
    after = graded(more, some_facts)
    for track in card.tracks:
        now = after.track(track.track)
        assert now.score.point == track.score.point
        if track.score.coverage:
            assert now.score.coverage < track.score.coverage
        assert now.score.low <= track.score.low
        assert now.score.high >= track.score.high


@given(graded_cards(), st.sampled_from([Fraction(1, 3), Fraction(2), Fraction(100)]))
def test_multiplying_all_weights_by_one_factor_changes_nothing(made, factor):
    rubric, some_facts = made

    def scaled(part):
        made = {**part}
        if "weight" in part:
            made["weight"] = Fraction(part["weight"]) * factor
        if "criteria" in part:
            made["criteria"] = {key: scaled(one) for key, one in part["criteria"].items()}
        return made

    # A component with a weight of its own stands among siblings without one, so all are scaled.
    components = {key: scaled(part) for key, part in rubric["components"].items()}
    assert numbers(graded({**rubric, "components": components}, some_facts)) == numbers(
        graded(rubric, some_facts)
    )


@given(graded_cards())
def test_a_cap_never_raises(made):
    over = graded(*made).overall
    without = graded({**made[0], "gates": {}}, made[1]).overall
    assert over.uncapped == without.point
    assert over.point is None or over.point <= without.point
    assert over.low <= without.low
    assert over.high <= without.high


@given(graded_cards())
@settings(max_examples=25)
def test_the_same_inputs_give_the_same_result(made):
    assert as_data(graded(*made)) == as_data(graded(*made))
