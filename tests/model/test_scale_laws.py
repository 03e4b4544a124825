"""Laws of scales and of rounding, on generated ones."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scorecard.model.rubric import Round
from scorecard.model.scale import Goalposts, Scale

law = settings(deadline=None)  # the first example also pays for what is loaded


def written(number: int, places: int) -> str:
    """A decimal as a file would write it."""
    return format(Decimal(number).scaleb(-places), "f")


decimals = st.builds(written, st.integers(-(10**9), 10**9), st.integers(0, 6))
above_0 = st.builds(written, st.integers(1, 10**9), st.integers(0, 6))
names = st.lists(
    st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z]{1,3}){0,2}", fullmatch=True),
    min_size=2,
    max_size=7,
    unique=True,
)


@st.composite
def levels(draw):
    """A scale of named levels, the best of which gives points."""
    points = {name: draw(decimals) for name in draw(names)}
    assume(max(map(Fraction, points.values())) > 0)
    return Scale.model_validate({"levels": points})


@st.composite
def checklists(draw):
    """A checklist of which one element gives points, perhaps with so many that are enough."""
    elements = {name: draw(decimals) for name in draw(names)}
    assume(any(Fraction(points) > 0 for points in elements.values()))
    full = {"full_at": draw(above_0)} if draw(st.booleans()) else {}
    return Scale.model_validate({"checklist": elements, **full})


@st.composite
def steps(draw):
    """A checklist with levels, each of which needs some of it or so many."""
    elements = draw(names)
    made = {"0": {"text": "None."}}
    for number in range(1, draw(st.integers(2, 5))):
        some = draw(st.lists(st.sampled_from(elements), min_size=1, unique=True))
        count = str(draw(st.integers(1, len(elements))))
        made[str(number)] = {"text": "More.", "needs": draw(st.sampled_from([some, count]))}
    return Scale.model_validate({"checklist": dict.fromkeys(elements, "A text."), **made})


posts = st.tuples(decimals, decimals).filter(lambda both: Fraction(both[0]) != Fraction(both[1]))
log_posts = st.tuples(above_0, above_0).filter(lambda both: Fraction(both[0]) != Fraction(both[1]))


def goalposts(worst: str, best: str, log: str = "no") -> Goalposts:
    return Goalposts.model_validate({"worst": worst, "best": best, "log": log})


# ---------------------------------------------------------------- levels


@law
@given(levels())
def test_shares_of_levels_lie_between_worst_and_best(scale):
    assert all(scale.worst <= share <= scale.best for share in scale.shares.values())
    assert {scale.worst, scale.best} <= set(scale.shares.values())
    assert scale.best == 1


@law
@given(levels(), decimals)
def test_out_of_points_the_shares_are_those_of_the_points(scale, points):
    assume(Fraction(points) > 0)
    scale.out_of(Fraction(points))
    assert scale.shares == {n: p / Fraction(points) for n, p in scale.points.items()}


@law
@given(levels())
def test_levels_are_ranked_by_their_shares(scale):
    assert [scale.shares[name] for name in scale.ranked] == sorted(scale.shares.values())


@law
@given(levels())
def test_reversed_twice_is_itself(scale):
    points = {name: level.points for name, level in scale.levels.items()}
    back = Scale.model_validate(
        {"levels": {n: {"points": p} for n, p in points.items()}, "reversed": True}
    )
    twice = {"levels": {n: {"points": p} for n, p in back.points.items()}, "reversed": True}
    assert Scale.model_validate(twice).points == points
    assert sorted(back.points.values()) == sorted(
        min(points.values()) + max(points.values()) - p for p in points.values()
    )


@law
@given(levels(), st.data())
def test_a_range_of_two_levels_is_read_back_as_two_levels(scale, data):
    """Names may hold hyphens; whatever two are read, they are written as the range was."""
    low, high = data.draw(
        st.lists(st.sampled_from(scale.ranked), min_size=2, max_size=2, unique=True)
    )
    read = scale.ends(f"{low}-{high}")
    if scale.points[low] <= scale.points[high]:
        assert read is not None
    if read is not None:
        assert "-".join(dict.fromkeys(read)) == f"{low}-{high}"
        assert scale.points[read[0]] <= scale.points[read[1]]


# ---------------------------------------------------------------- goalposts


@law
@given(posts, decimals)
def test_between_goalposts_the_share_is_between_0_and_1(both, figure):
    assert 0 <= goalposts(*both).share(Fraction(figure)) <= 1


@law
@given(log_posts, decimals)
def test_with_the_logarithm_too(both, figure):
    assert 0 <= goalposts(*both, "yes").share(Fraction(figure)) <= 1


@law
@given(posts, decimals, decimals)
def test_a_figure_nearer_to_the_best_is_worth_no_less(both, one, other):
    read = goalposts(*both)
    low, high = sorted((Fraction(one), Fraction(other)), reverse=read.worst > read.best)
    assert read.share(low) <= read.share(high)


@law
@given(log_posts, above_0, above_0)
def test_with_the_logarithm_it_is_worth_no_less_either(both, one, other):
    read = goalposts(*both, "yes")
    low, high = sorted((Fraction(one), Fraction(other)), reverse=read.worst > read.best)
    assert read.share(low) <= read.share(high)


@law
@given(posts, decimals)
def test_goalposts_the_other_way_round_give_the_rest(both, figure):
    worst, best = both
    there, back = goalposts(worst, best), goalposts(best, worst)
    assert there.share(Fraction(figure)) + back.share(Fraction(figure)) == 1


@law
@given(log_posts, above_0)
def test_with_the_logarithm_they_give_the_rest_but_for_the_last_digits(both, figure):
    worst, best = both
    ratio = Fraction(best) / Fraction(worst)
    assume(ratio > Fraction(11, 10) or ratio < Fraction(10, 11))
    there, back = goalposts(worst, best, "yes"), goalposts(best, worst, "yes")
    both_shares = there.share(Fraction(figure)) + back.share(Fraction(figure))
    assert abs(both_shares - 1) < Fraction(1, 10**25)


@law
@given(posts)
def test_the_goalposts_themselves_are_nothing_and_all(both):
    read = goalposts(*both)
    assert (read.share(read.worst), read.share(read.best)) == (0, 1)
    assert read.share((read.worst + read.best) / 2) == Fraction(1, 2)


@law
@given(log_posts)
def test_the_root_of_their_product_is_half_with_the_logarithm(both):
    worst, best = map(Fraction, both)
    read = Goalposts(worst=worst**2, best=best**2, log=True)
    assert (read.share(read.worst), read.share(read.best)) == (0, 1)
    ratio = best / worst
    assume(ratio > Fraction(11, 10) or ratio < Fraction(10, 11))
    assert abs(read.share(worst * best) - Fraction(1, 2)) < Fraction(1, 10**25)


# ---------------------------------------------------------------- points as given


@law
@given(decimals, above_0, st.fractions(0, 1))
def test_points_given_lie_between_worst_and_best(least, more, part):
    low = Fraction(least)
    high = low + Fraction(more)
    assume(high > 0)
    scale = Scale.model_validate({"points": {"from": low, "to": high}})
    share = scale.of_figure(low + part * (high - low))
    assert scale.worst <= share <= scale.best == 1


# ---------------------------------------------------------------- checklists


@law
@given(checklists(), st.data())
def test_shares_of_a_checklist_lie_between_worst_and_best(scale, data):
    shown = frozenset(data.draw(st.sets(st.sampled_from(sorted(scale.checklist)))))
    assert scale.worst <= scale.of_elements(shown) <= scale.best <= 1


@law
@given(checklists(), st.data())
def test_one_element_more_adds_what_it_is_worth_or_nothing(scale, data):
    every = sorted(scale.checklist)
    shown = frozenset(data.draw(st.sets(st.sampled_from(every))))
    element = data.draw(st.sampled_from(every))
    before, after = scale.of_elements(shown), scale.of_elements(shown | {element})
    if element in shown:
        assert before == after
    elif scale.checklist[element].points >= 0:
        assert before <= after
    else:
        assert before >= after


@law
@given(checklists())
def test_nothing_shown_is_nothing_and_all_that_adds_is_the_best(scale):
    assert scale.of_elements(frozenset()) == 0
    adding = frozenset(n for n, element in scale.checklist.items() if element.points > 0)
    assert scale.of_elements(adding) == scale.best
    if scale.full_at is None:
        assert scale.best == 1


@law
@given(steps(), st.data())
def test_more_elements_never_reach_a_lower_level(scale, data):
    every = sorted(scale.checklist)
    some = frozenset(data.draw(st.sets(st.sampled_from(every))))
    more = some | frozenset(data.draw(st.sets(st.sampled_from(every))))
    assert scale.worst <= scale.of_elements(some) <= scale.of_elements(more) <= scale.best
    assert scale.levels[scale.level_of(some)].met(some)
    assert scale.level_of(frozenset()) == "0"
    assert scale.level_of(frozenset(every)) == scale.ranked[-1]


# ---------------------------------------------------------------- rounding

numbers = st.one_of(
    st.fractions(-(10**6), 10**6, max_denominator=10**6),
    st.builds(lambda n, p: Fraction(n, 2 * 10**p), st.integers(-(10**9), 10**9), st.integers(0, 5)),
)
places = st.integers(0, 5)


@law
@given(numbers, places, st.sampled_from(["up", "even"]))
def test_rounding_moves_by_half_a_unit_at_most_to_whole_units(number, to, halves):
    rounded = Round(places=to, halves=halves).rounded(number)
    unit = Fraction(1, 10**to)
    assert abs(rounded - number) <= unit / 2
    assert (rounded / unit).denominator == 1


@law
@given(numbers, places, st.sampled_from(["up", "even"]))
def test_rounding_twice_is_rounding_once(number, to, halves):
    how = Round(places=to, halves=halves)
    assert how.rounded(how.rounded(number)) == how.rounded(number)


@law
@given(numbers, numbers, places, st.sampled_from(["up", "even"]))
def test_rounding_keeps_the_order(one, other, to, halves):
    how = Round(places=to, halves=halves)
    low, high = sorted((one, other))
    assert how.rounded(low) <= how.rounded(high)


@law
@given(numbers, places)
def test_only_of_halves_do_the_two_ways_differ(number, to):
    up, even = (Round(places=to, halves=halves).rounded(number) for halves in ("up", "even"))
    half = (number * 10**to).denominator == 2
    assert up == even or (half and up - even == Fraction(1, 10**to))


@law
@given(st.integers(-(10**12), 10**12), st.integers(0, 8), places)
def test_halves_to_the_even_digit_are_those_of_decimal_arithmetic(digits, shift, to):
    number = Decimal(digits).scaleb(-shift)
    expected = number.quantize(Decimal(1).scaleb(-to), ROUND_HALF_EVEN)
    assert Round(places=to, halves="even").rounded(Fraction(number)) == Fraction(expected)


@law
@given(st.integers(0, 10**12), st.integers(0, 8), places)
def test_halves_up_are_those_of_decimal_arithmetic_from_0_up(digits, shift, to):
    number = Decimal(digits).scaleb(-shift)
    expected = number.quantize(Decimal(1).scaleb(-to), ROUND_HALF_UP)
    assert Round(places=to, halves="up").rounded(Fraction(number)) == Fraction(expected)
