"""Bounds, scales, weights and bands."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from build import rubric
from scorecard.model.rubric import Rubric
from scorecard.model.scale import Bounds, Compare, Scale


def at(figure: str) -> Compare:
    """The standing of a figure against thresholds."""
    value = Fraction(figure)
    return lambda threshold: (value > threshold) - (value < threshold)


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        ({"from": "100"}, ["100", "100.1", "1000000"], ["99.9", "0"]),
        ({"over": "0", "under": "10"}, ["0.001", "9.99"], ["0", "10", "11"]),
        ({"from": "10", "under": "50"}, ["10", "49.9"], ["9.9", "50"]),
        ({"over": "10", "up_to": "50"}, ["10.1", "50"], ["10", "50.1"]),
        ({"up_to": "24"}, ["0", "24"], ["24.1"]),
        ({"under": "1"}, ["0", "0.9"], ["1"]),
        ({"exactly": "0"}, ["0"], ["0.1", "-0.1"]),
        ({}, [], ["0", "5"]),
    ],
)
def test_bounds(bounds, inside, outside):
    read = Bounds.model_validate(bounds)
    assert read.bounded is bool(bounds)
    assert [figure for figure in inside if not read.holds(at(figure))] == []
    assert [figure for figure in outside if read.holds(at(figure))] == []


CALLS = {
    "measure": {"kind": "rate", "units": ["status checks", "all contacts"], "shelf_life": "24"},
    "0": {"from": "100"},
    "1": {"from": "50", "under": "100"},
    "2": {"from": "10", "under": "50"},
    "3": {"over": "0", "under": "10"},
    "4": {"exactly": "0", "and": "The body publishes it."},
}


def scale(**changes: object) -> Scale:
    """The scale of status checks of the design, changed."""
    return Scale.model_validate({**CALLS, **changes})


@pytest.mark.parametrize(
    ("figure", "level"),
    [
        ("188.4", "0"),
        ("100", "0"),
        ("99.99", "1"),
        ("50", "1"),
        ("47.6", "2"),
        ("10", "2"),
        ("8.5", "3"),
        ("0.001", "3"),
    ],
)
def test_a_figure_reaches_the_level_whose_bounds_hold(figure, level):
    assert scale().reached(at(figure), "police-service") == level


@pytest.mark.parametrize(("shown", "level"), [(None, "3"), ("3", "3"), ("4", "4")])
def test_what_a_figure_cannot_show_is_shown_by_the_fact_or_the_level_below_stands(shown, level):
    assert scale().reached(at("0"), "police-service", shown) == level


@pytest.mark.parametrize(
    ("figure", "shown", "level"),
    [
        ("0", None, "2"),
        ("0", "2", "2"),
        ("0", "3", "3"),
        ("0", "4", "4"),
        ("5", None, "2"),
        ("5", "3", "3"),
        ("5", "4", "3"),
        ("20", None, "2"),
        ("20", "4", "2"),
    ],
)
def test_level_below_level_asks_for_something(figure, shown, level):
    """Levels 3 and 4 both ask for more than a figure: 4 falls to 3, and 3 to 2."""
    asking = scale(**{"3": {"over": "0", "under": "10", "and": "Not by moving the calls."}})
    assert asking.reached(at(figure), "police-service", shown) == level


def test_the_worst_level_has_none_below_it():
    asking = scale(**{"0": {"from": "100", "and": "It is a routine."}})
    assert asking.reached(at("500"), "police-service") == "0"


def test_a_figure_that_no_bounds_hold_reaches_nothing():
    by_word = Scale.model_validate({"measure": CALLS["measure"], "0": {"from": "100"}, "1": "Few."})
    assert by_word.reached(at("5"), "police-service") is None


def test_a_level_in_words_between_bounds_is_where_the_figure_falls_to():
    """No figure reaches level 1 by itself; what level 2 asks for and is not shown leads there."""
    words = Scale.model_validate(
        {
            "measure": {"kind": "count", "units": "languages"},
            "0": {"under": "5"},
            "1": "Some languages, on request.",
            "2": {"from": "5", "and": "At every counter."},
        }
    )
    assert words.reached(at("9"), "municipality") == "1"
    assert words.reached(at("4"), "municipality") == "0"


def test_bounds_by_kind_of_body():
    kinds = scale(
        **{
            "0": {"from": "100", "by_kind": {"transit-agency": {"from": "20"}}},
            "1": {"from": "50", "under": "100", "by_kind": {"transit-agency": {"under": "20"}}},
            "2": {"from": "10", "under": "50", "by_kind": {"transit-agency": {}}},
            "3": {"over": "0", "under": "10", "by_kind": {"transit-agency": {}}},
            "4": {"exactly": "0", "by_kind": {"transit-agency": {}}},
        }
    )
    assert kinds.reached(at("30"), "police-service") == "2"
    assert kinds.reached(at("30"), "transit-agency") == "0"
    assert kinds.reached(at("0"), "transit-agency") == "1"
    assert kinds.best_by_figure("transit-agency") == "1"
    assert kinds.best_by_figure("police-service") == "4"


def test_the_best_that_a_figure_alone_can_give():
    assert scale().best_by_figure("police-service") == "3"
    assert Scale.model_validate({"0": "No.", "1": "Yes."}).best_by_figure("own") is None


@pytest.mark.parametrize(
    ("level", "ends"),
    [
        ("0", ("0", "0")),
        ("4", ("4", "4")),
        ("2-3", ("2", "3")),
        ("2 - 3", ("2", "3")),
        ("0-1", ("0", "1")),
        ("3-2", None),
        ("5", None),
        ("2-5", None),
        ("-1", None),
        ("2-", None),
        ("-", None),
        ("", None),
        ("2.0", None),
        ("1-2-3", None),
        ("2\u20133", None),
    ],
)
def test_a_level_or_two_that_a_source_cannot_tell_apart(level, ends):
    assert scale().ends(level) == ends


def test_points_and_shares():
    read = Scale.model_validate(
        {"0": {"text": "Works against.", "points": "-2"}, "1": "Silent.", "4": "Binds."}
    )
    assert read.points == {"0": -2, "1": 1, "4": 4}
    assert read.shares == {"0": Fraction(-1, 2), "1": Fraction(1, 4), "4": 1}
    assert (read.worst, read.best) == (Fraction(-1, 2), 1)


def test_levels_are_ranked_by_their_points_and_not_by_their_place_in_the_file():
    read = Scale.model_validate({"10": "Best.", "0": "Worst.", "2": "Between."})
    assert read.ranked == ("0", "2", "10")
    read = Scale.model_validate({"0": {"text": "Best.", "points": "5"}, "1": "Worst."})
    assert read.ranked == ("1", "0")
    assert read.ends("1-0") == ("1", "0")


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ({"measure": {"kind": "count"}}, 36),
        ({"measure": {"kind": "count", "shelf_life": "24"}}, 24),
        ({"shelf_life": "12"}, 12),
        ({"measure": {"kind": "count", "shelf_life": "24"}, "shelf_life": "12"}, 24),
    ],
)
def test_shelf_life(said, months):
    assert Scale.model_validate({**said, "0": "No.", "1": "Yes."}).months(36) == months


def rubric_of(rest: str) -> Rubric:
    """A rubric with nested components, two bands and whatever is said besides."""
    return rubric(
        f"""\
        format: rubric/1
        title: A rubric
        version: "1"
        grades: [municipality, region]
        tracks: {{policy: 1}}
        bands: {{F: 0, A: {{from: 85, words: Protects.}}, C: 50}}
        {rest}
        components:
          outer:
            title: Outer
            criteria:
              first: {{question: Q?, weight: 2, policy: {{0: No., 1: Yes.}}}}
            components:
              inner:
                title: Inner
                criteria:
                  second:
                    question: Q?
                    weight: 3
                    weight_by_kind: {{region: 7}}
                    policy: {{0: No., 1: Yes.}}
        """
    )


def test_criteria_of_all_components_in_the_order_of_the_file():
    assert list(rubric_of("").criteria) == ["first", "second"]


def test_weight_by_kind():
    read = rubric_of("")
    second = read.criteria["second"]
    assert [read.weighs(second, kind) for kind in ("municipality", "region")] == [3, 7]


@pytest.mark.parametrize(
    ("percent", "band"),
    [("100", "A"), ("85", "A"), ("84.999", "C"), ("50", "C"), ("49.9", "F"), ("0", "F")],
)
def test_bands(percent, band):
    read = rubric_of("")
    assert read.band(Fraction(percent)) == band
    assert [name for name, _ in read.ranked_bands] == ["A", "C", "F"]


def test_the_lowest_band_holds_all_that_is_below_it():
    assert rubric_of("").band(Fraction(-1)) == "F"


def test_what_a_rubric_does_not_say():
    read = rubric_of("")
    assert read.shelf_life == 36
    assert read.seen_by == ("border agency", "independent", "community", "own")
    assert read.aggregate == "weighted_mean"
    assert (read.withhold_under, read.provisional_under) == (0, 0)


def test_thresholds_are_exact():
    read = rubric_of("withhold_under: 1/3")
    assert read.withhold_under == Fraction(1, 3)


# ---------------------------------------------------------------- scales without numbers


def named(**levels: str) -> Scale:
    """A scale of named levels with points."""
    return Scale.model_validate({"levels": {k.replace("_", "-"): v for k, v in levels.items()}})


@pytest.mark.parametrize(
    ("level", "ends"),
    [
        ("in-part", ("in-part", "in-part")),
        ("none-in-part", ("none", "in-part")),
        ("in-part-in-full", ("in-part", "in-full")),
        ("in-part - in-full", ("in-part", "in-full")),
        ("refused-none", ("refused", "none")),
        ("none-refused", ("none", "refused")),
        ("in-full-none", None),
        ("in-part-in-part", None),
        ("in-part-", None),
        ("in-part-in", None),
        ("-in-part", None),
        ("in", None),
    ],
)
def test_a_range_of_named_levels(level, ends):
    assert named(refused="0", none="0", in_part="1", in_full="3").ends(level) == ends


@pytest.mark.parametrize("written", ["0.5", "-3", "12", "0"])
def test_a_number_in_place_of_a_level_or_an_element_is_its_points(written):
    read = Scale.model_validate({"levels": {"a": written}, "checklist": {"b": written}})
    assert read.levels["a"].points == read.checklist["b"].points == Fraction(written)
    assert read.levels["a"].text is read.checklist["b"].text is None


@pytest.mark.parametrize("written", ["A map.", "Über alles.", "No. 5", "- 3"])
def test_a_text_in_place_of_an_element_is_its_text_and_adds_1(written):
    read = Scale.model_validate({"checklist": {"b": written}})
    assert (read.checklist["b"].text, read.checklist["b"].points) == (written, 1)


@pytest.mark.parametrize("written", ["3 or more", "2 points", "5 %", "1,5", "1/2", ".5", "+1"])
def test_what_only_starts_as_a_number_is_neither(written):
    """Or `2 points` would be a text that is worth 1."""
    for key in ("levels", "checklist"):
        with pytest.raises(ValidationError, match=r"starts with a number|is not a number"):
            Scale.model_validate({key: {"b": written}})


def test_a_condition_names_a_level_or_a_percentage_or_points():
    levels, posts = named(none="0", all="4"), Scale.model_validate({"points": {"from": "-2"}})
    assert (levels.share_at("all"), levels.share_at("4"), levels.share_at("50")) == (1, None, None)
    posts.out_of(Fraction(8))
    assert (posts.share_at("25"), posts.share_at("-12.5")) == (Fraction(1, 4), Fraction(-1, 8))
    assert [posts.share_at(text) for text in ("all", "", "1e3", "9" * 10, "50%")] == [None] * 5
    taken = Scale.model_validate({"points": {"from": "-2", "to": "0"}})
    taken.out_of(Fraction(0))
    assert taken.share_at("-1.5") == Fraction(-3, 2)


def test_one_name_of_an_element_that_is_needed_may_stand_alone():
    read = Scale.model_validate(
        {"checklist": {"a": "A.", "b": "B."}, "0": "N.", "1": {"text": "B.", "needs": "b"}}
    )
    assert [read.level_of(frozenset(shown)) for shown in ("", "a", "b", "ab")] == [
        "0",
        "0",
        "1",
        "1",
    ]
