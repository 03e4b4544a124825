"""Everything that a rubric and a place can say, each with a way to take it out or turn it round.

A feature matters in a case where the naive result is another one without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from naive import several

Data = dict[str, Any]
Said = dict[tuple, object]
Grade = Callable[[Data, Data], Said]
TRACKS = ("policy", "practice", "scale")


class Feature(NamedTuple):
    """Where it stands, whether it is there, and how to do without it; None where nothing can be
    done without it, and it matters where there is a grade."""

    among: Callable[[Data, Data], Iterator[Data]]
    there: Callable[[Data], bool]
    away: Callable[[Data], object] | None


def matters(feature: Feature, rubric: Data, place: Data, grade: Grade, said: Said) -> bool:
    """Whether a feature is there, and what is said of the place would be otherwise without it."""
    if not any(feature.there(one) for one in feature.among(rubric, place)):
        return False
    if feature.away is None:
        return said["overall", "point"] is not None
    rubric, place = deepcopy((rubric, place))
    for one in list(feature.among(rubric, place)):
        if feature.there(one):
            feature.away(one)
    return grade(rubric, place) != said


# ---------------------------------------------------------------- where things stand


def a_rubric(rubric: Data, place: Data) -> Iterator[Data]:
    yield rubric


def a_place(rubric: Data, place: Data) -> Iterator[Data]:
    yield place


def cities(rubric: Data, place: Data) -> Iterator[Data]:
    yield place["city"]
    for own in place["joined"].values():
        yield own["city"]


def bodies(rubric: Data, place: Data) -> Iterator[Data]:
    yield from place["city"].get("bodies", {}).values()


def stated(rubric: Data, place: Data) -> Iterator[Data]:
    yield from place["city"].get("not_applicable", {}).values()


def facts(rubric: Data, place: Data) -> Iterator[Data]:
    for city in cities(rubric, place):
        yield from city["facts"].values()


def figures(rubric: Data, place: Data) -> Iterator[Data]:
    for fact in facts(rubric, place):
        if "figure" in fact:
            yield fact["figure"]


def entries(rubric: Data, place: Data) -> Iterator[Data]:
    for fact in facts(rubric, place):
        yield from fact.get("scores", {}).values()


def components(rubric: Data, place: Data) -> Iterator[Data]:
    for component in rubric.get("components", {}).values():
        yield component
        yield from components(component, place)


def criteria(rubric: Data, place: Data) -> Iterator[Data]:
    for component in components(rubric, place):
        yield from component.get("criteria", {}).values()


def scales(rubric: Data, place: Data) -> Iterator[Data]:
    for rule in criteria(rubric, place):
        for track in TRACKS:
            if isinstance(rule.get(track), dict):
                yield rule[track]


def measures(rubric: Data, place: Data) -> Iterator[Data]:
    for scale in scales(rubric, place):
        if "measure" in scale:
            yield scale["measure"]


def levels(rubric: Data, place: Data) -> Iterator[Data]:
    for scale in scales(rubric, place):
        for level in [*scale.values(), *scale.get("levels", {}).values()]:
            if isinstance(level, dict) and level is not scale.get("measure"):
                yield level


def goalposts(rubric: Data, place: Data) -> Iterator[Data]:
    for scale in scales(rubric, place):
        if "goalposts" in scale:
            yield scale["goalposts"]


def reasons(rubric: Data, place: Data) -> Iterator[Data]:
    for rule in [*components(rubric, place), *criteria(rubric, place)]:
        yield from several(rule.get("not_applicable"))


def whens(rubric: Data, place: Data) -> Iterator[Data]:
    for reason in reasons(rubric, place):
        yield from several(reason.get("when"))


def gates(rubric: Data, place: Data) -> Iterator[Data]:
    yield from rubric.get("gates", {}).values()


def conditions(rubric: Data, place: Data) -> Iterator[Data]:
    for gate in gates(rubric, place):
        yield from several(gate["when"])


# ---------------------------------------------------------------- what is there, and without it


def has(key: str, *values: str) -> Callable[[Data], bool]:
    return lambda one: key in one and (not values or one[key] in values)


def drop(*keys: str) -> Callable[[Data], object]:
    return lambda one: [one.pop(key, None) for key in keys]


def put(key: str, value: object) -> Callable[[Data], object]:
    return lambda one: one.update({key: value})


def name(old: str, new: str) -> Callable[[Data], object]:
    return lambda one: one.update({new: one.pop(old)})


def like(key: str, pattern: str) -> Callable[[Data], bool]:
    return lambda one: isinstance(one.get(key), str) and bool(re.fullmatch(pattern, one[key]))


def add(key: str, more: str) -> Callable[[Data], object]:
    return lambda one: one.update({key: one[key] + more})


def first(key: str) -> Callable[[Data], object]:
    """Only the first of several."""
    return lambda one: one.update({key: one[key][:1]})


def many(key: str) -> Callable[[Data], bool]:
    return lambda one: isinstance(one.get(key), list) and len(one[key]) > 1


def adopts(one: Data) -> None:
    one["effect"] = "adopts"
    one.pop("of", None)


def swap(one: Data) -> None:
    one["worst"], one["best"] = one["best"], one["worst"]
    one.pop("log", None)


def first_entry(one: Data) -> None:
    del one["scores"][list(one["scores"])[1]]


def first_census(one: Data) -> None:
    kept = next(iter(one["population"]))
    one["population"] = {kept: one["population"][kept]}


def no_facts(one: Data) -> None:
    for own in one["joined"].values():
        own["city"]["facts"] = {}


def turned(one: Data) -> None:
    for track in TRACKS:
        if one.get(track) == "yes/no":
            one[track] = {"levels": {"no": "1", "yes": "0"}}


def plain_elements(one: Data) -> None:
    one["checklist"] = dict.fromkeys(one["checklist"], "Its text.")


def no_points_of_elements(one: Data) -> bool:
    texts = (element if isinstance(element, str) else "1" for element in one["checklist"].values())
    return any(re.match(r"-?\d", text) for text in texts)


def two_fewer(one: Data) -> None:
    one["levels"] = {key: one["levels"][key] for key in reversed(one["levels"])}
    worst = next(iter(one["levels"]))
    level = one["levels"][worst]
    one["levels"][worst] = {**level, "points": "9"} if isinstance(level, dict) else "9"


def numbered_points(one: Data) -> None:
    for key, level in one.items():
        if key.isdecimal() and isinstance(level, dict):
            level.pop("points", None)


FEATURES = {
    # what makes a fact
    "until": Feature(facts, has("until"), drop("until")),
    "amends": Feature(facts, has("effect", "amends"), adopts),
    "repeals": Feature(facts, has("effect", "repeals"), adopts),
    "text_read: no": Feature(facts, has("text_read"), drop("text_read")),
    "supersedes": Feature(facts, has("supersedes"), drop("supersedes")),
    "with": Feature(facts, has("with"), drop("with")),
    "covers: part": Feature(facts, has("covers", "part"), drop("covers")),
    "adopts": Feature(facts, has("effect", "adopts"), put("effect", "proposes")),
    "describes": Feature(facts, has("effect", "describes"), adopts),
    "restates": Feature(facts, has("effect", "restates"), adopts),
    "proposes": Feature(facts, has("effect", "proposes"), adopts),
    "position": Feature(facts, has("effect", "position"), adopts),
    "law": Feature(facts, has("effect", "law"), adopts),
    "case": Feature(facts, has("case"), drop("case")),
    "border agency": Feature(facts, has("seen_by", "border agency"), put("seen_by", "own")),
    "independent": Feature(facts, has("seen_by", "independent"), put("seen_by", "own")),
    "community": Feature(facts, has("seen_by", "community"), put("seen_by", "border agency")),
    "own": Feature(facts, has("seen_by", "own"), put("seen_by", "independent")),
    "confidence: low": Feature(facts, has("confidence", "low"), put("confidence", "high")),
    "date: year": Feature(facts, like("date", r"\d{4}"), add("date", "-01-01")),
    "date: month": Feature(facts, like("date", r"\d{4}-\d\d"), add("date", "-01")),
    "date: day": Feature(facts, like("date", r".{10}"), put("date", "2001")),
    "period: year": Feature(facts, like("period", r"\d{4}"), add("period", "-01-01")),
    "period: month": Feature(facts, like("period", r"\d{4}-\d\d"), add("period", "-01")),
    "period: day": Feature(facts, like("period", r".{10}"), put("period", "2001")),
    "period: from, to": Feature(
        facts,
        lambda one: isinstance(one.get("period"), dict),
        lambda one: one.update({"period": one["period"]["to"]}),
    ),
    "neither effect nor period": Feature(
        facts, lambda one: "effect" not in one and "period" not in one, put("date", "2001")
    ),
    "no date": Feature(
        facts, lambda one: not {"effect", "period", "date"} & set(one), put("date", "2020")
    ),
    "body": Feature(facts, has("body"), drop("body")),
    "two criteria": Feature(facts, lambda one: len(one.get("scores", {})) > 1, first_entry),
    "key of another rubric": Feature(
        facts,
        lambda one: any(key.startswith("other/") for key in one.get("scores", {})),
        lambda one: one.update(
            {"scores": {key.removeprefix("other/"): one["scores"][key] for key in one["scores"]}}
        ),
    ),
    "key of this rubric": Feature(
        facts,
        lambda one: any(key.startswith("r/") for key in one.get("scores", {})),
        lambda one: one.update(
            {"scores": {f"o{key}" if "/" in key else key: e for key, e in one["scores"].items()}}
        ),
    ),
    # what an entry says
    "unclear": Feature(entries, has("unclear"), drop("unclear")),
    "shown": Feature(entries, lambda one: bool(one.get("shown")), put("shown", [])),
    "and_shown: yes": Feature(entries, has("and_shown", "yes"), drop("and_shown")),
    "and_shown: level": Feature(
        entries, lambda one: one.get("and_shown", "yes") != "yes", drop("and_shown")
    ),
    "level: 2-3": Feature(
        entries, like("level", r"\d ?- ?\d"), lambda one: one.update({"level": one["level"][0]})
    ),
    # figures
    "low and high alone": Feature(
        figures,
        lambda one: "low" in one and not {"count", "share", "value"} & set(one),
        lambda one: one.update({"high": one["low"]}),
    ),
    "low and high around": Feature(
        figures,
        lambda one: "low" in one and bool({"count", "share", "value"} & set(one)),
        drop("low", "high"),
    ),
    "one end": Feature(figures, lambda one: ("low" in one) != ("high" in one), drop("low", "high")),
    "count of a total": Feature(figures, has("total"), drop("total")),
    "per: day": Feature(figures, has("per", "day"), drop("per")),
    "per: week": Feature(figures, has("per", "week"), drop("per")),
    "per: month": Feature(figures, has("per", "month"), drop("per")),
    "per: year": Feature(figures, has("per", "year"), drop("per")),
    "broader unit": Feature(figures, has("of", "contacts", "all contacts"), put("of", "checks")),
    # scales
    "named levels": Feature(scales, has("levels"), two_fewer),
    "points of numbered levels": Feature(
        scales,
        lambda one: any(
            k.isdecimal() and isinstance(v, dict) and "points" in v for k, v in one.items()
        ),
        numbered_points,
    ),
    "points below 0": Feature(levels, like("points", r"-.*"), put("points", "0")),
    "points in fractions": Feature(levels, like("points", r".*\..*"), put("points", "1")),
    "reversed": Feature(scales, has("reversed"), drop("reversed")),
    "yes/no": Feature(criteria, lambda one: "yes/no" in map(one.get, TRACKS), turned),
    "goalposts": Feature(goalposts, lambda one: "log" not in one, swap),
    "goalposts with log": Feature(goalposts, has("log"), drop("log")),
    "scale: points": Feature(
        criteria, lambda one: "points" in map(one.get, TRACKS), put("points", "9")
    ),
    "points from": Feature(
        scales,
        lambda one: "from" in one.get("points", {}),
        lambda one: one["points"].pop("from"),
    ),
    "points to": Feature(
        scales, lambda one: "to" in one.get("points", {}), lambda one: one["points"].update(to="9")
    ),
    "full_at": Feature(scales, has("full_at"), drop("full_at")),
    "points of elements": Feature(
        scales, lambda one: "checklist" in one and no_points_of_elements(one), plain_elements
    ),
    "needs by number": Feature(
        levels,
        lambda one: [need for need in several(one.get("needs")) if need.isdecimal()] != [],
        put("needs", "1"),
    ),
    "needs by name": Feature(
        levels,
        lambda one: [need for need in several(one.get("needs")) if not need.isdecimal()] != [],
        put("needs", "1"),
    ),
    "combine: worst": Feature(scales, has("combine", "worst"), drop("combine")),
    "combine: tally": Feature(scales, has("combine", "tally"), drop("combine")),
    "rate": Feature(measures, has("kind", "rate"), put("kind", "count")),
    "share": Feature(measures, has("kind", "share"), put("kind", "value")),
    "count": Feature(measures, has("kind", "count"), put("kind", "value")),
    "value": Feature(measures, has("kind", "value"), put("kind", "count")),
    "age": Feature(measures, has("kind", "age"), put("kind", "count")),
    "shelf life of a measure": Feature(measures, has("shelf_life"), drop("shelf_life")),
    "shelf life of a scale": Feature(scales, has("shelf_life"), drop("shelf_life")),
    "shelf life of the rubric": Feature(a_rubric, has("shelf_life"), drop("shelf_life")),
    "bounds by kind": Feature(levels, has("by_kind"), drop("by_kind")),
    "from": Feature(levels, has("from"), name("from", "over")),
    "over": Feature(levels, has("over"), name("over", "from")),
    "under": Feature(levels, has("under"), name("under", "up_to")),
    "up_to": Feature(levels, has("up_to"), name("up_to", "under")),
    "exactly": Feature(levels, has("exactly"), name("exactly", "under")),
    "and": Feature(levels, has("and"), drop("and")),
    "own_report": Feature(levels, has("own_report"), drop("own_report")),
    # weights
    "points of a criterion": Feature(
        criteria, lambda one: one.get("points", "0") != "0", name("points", "weight")
    ),
    "points: 0": Feature(criteria, has("points", "0"), put("points", "4")),
    "bonus": Feature(criteria, has("bonus"), name("bonus", "weight")),
    "penalty": Feature(criteria, has("penalty"), name("penalty", "bonus")),
    "word for a weight": Feature(
        criteria, has("weight", "low", "middle", "high"), put("weight", "6")
    ),
    "weight by kind of a criterion": Feature(
        criteria, has("weight_by_kind"), drop("weight_by_kind")
    ),
    "weight 0 of a criterion": Feature(
        criteria,
        lambda one: "0" in one.get("weight_by_kind", {}).values(),
        drop("weight_by_kind"),
    ),
    "weight of a component": Feature(components, has("weight"), drop("weight")),
    "weight by kind of a component": Feature(
        components, has("weight_by_kind"), drop("weight_by_kind")
    ),
    "weight 0 of a component": Feature(
        components,
        lambda one: "0" in one.get("weight_by_kind", {}).values(),
        drop("weight_by_kind"),
    ),
    "whose: lowest": Feature(criteria, has("whose", "lowest"), drop("whose")),
    "whose: a kind": Feature(criteria, has("whose", "police-service"), drop("whose")),
    "components in a component": Feature(
        components,
        has("components"),
        lambda one: next(iter(one["components"].values())).update(weight="50"),
    ),
    # adding up
    **{
        f"{what}: {value}": Feature(among, has("aggregate", value), drop("aggregate"))
        for what, among in {"component": components, "rubric": a_rubric}.items()
        for value in ("geometric_mean", "minimum", "sum")
    },
    **{
        f"{what}: unanswered {value}": Feature(among, has("unanswered", value), drop("unanswered"))
        for what, among in {"component": components, "rubric": a_rubric}.items()
        for value in ("zero", "exclude")
    },
    "component: unanswered unknown": Feature(
        components, has("unanswered", "unknown"), put("unanswered", "zero")
    ),
    **{
        f"{what}: {key}": Feature(among, has(key), drop(key))
        for what, among in {"component": components, "rubric": a_rubric}.items()
        for key in ("over", "floor", "ceiling", "round")
    },
    "halves: even": Feature(
        components,
        lambda one: isinstance(one.get("round"), dict) and one["round"].get("halves") == "even",
        lambda one: one["round"].pop("halves"),
    ),
    # what does not apply
    "stated by the place": Feature(stated, has("why"), put("until", "1999")),
    "stated for a track": Feature(stated, has("track"), drop("track")),
    "stated from": Feature(stated, has("from"), drop("from")),
    "stated until": Feature(stated, has("until"), drop("until")),
    **{
        f"does not apply to {key}": Feature(reasons, has(key), put(key, ["nowhere"]))
        for key in ("kinds", "countries", "provinces", "places")
    },
    "does not apply when": Feature(reasons, has("when"), drop("when")),
    "when all of two": Feature(reasons, many("when"), first("when")),
    "when unknown": Feature(whens, has("unknown"), put("unknown", "no")),
    "when or_unknown": Feature(whens, has("or_unknown"), drop("or_unknown")),
    "when at_most": Feature(whens, has("at_most"), name("at_most", "at_least")),
    "when at_least": Feature(whens, has("at_least"), name("at_least", "at_most")),
    "when instruments": Feature(whens, has("basis"), drop("basis")),
    "any of two reasons": Feature(criteria, many("not_applicable"), first("not_applicable")),
    "reason of a component": Feature(components, has("not_applicable"), drop("not_applicable")),
    # gates
    "cap": Feature(gates, has("cap"), put("cap", "100")),
    "gate at_most": Feature(conditions, has("at_most"), name("at_most", "at_least")),
    "gate at_least": Feature(conditions, has("at_least"), name("at_least", "at_most")),
    "gate unknown": Feature(conditions, has("unknown"), put("unknown", "no")),
    "gate or_unknown": Feature(conditions, has("or_unknown"), drop("or_unknown")),
    "gate instruments": Feature(conditions, has("basis"), drop("basis")),
    "gate with two conditions": Feature(gates, many("when"), first("when")),
    # the rubric
    "two tracks": Feature(
        a_rubric,
        lambda one: len(one.get("tracks", {})) == 2,
        put("tracks", {"policy": "0.5", "practice": "0.5"}),
    ),
    "paper only": Feature(a_rubric, lambda one: one.get("tracks") == {"policy": "1"}, None),
    "practice only": Feature(a_rubric, lambda one: one.get("tracks") == {"practice": "1"}, None),
    "no tracks": Feature(a_rubric, lambda one: "tracks" not in one, None),
    "order of seen_by": Feature(a_rubric, has("seen_by"), drop("seen_by")),
    "two that speak for it": Feature(a_rubric, many("speaks_for"), first("speaks_for")),
    "withhold_under": Feature(a_rubric, has("withhold_under"), drop("withhold_under")),
    "provisional_under": Feature(a_rubric, has("provisional_under"), drop("provisional_under")),
    # the place
    "country": Feature(cities, has("country"), drop("country")),
    "province": Feature(cities, has("province"), drop("province")),
    "several censuses": Feature(
        cities, lambda one: len(one.get("population", {})) > 1, first_census
    ),
    "residents of a body": Feature(bodies, has("population"), drop("population")),
    "speaks for the city": Feature(bodies, has("speaks_for_city", "yes"), drop("speaks_for_city")),
    "does not speak for it": Feature(
        bodies, has("speaks_for_city", "no"), put("speaks_for_city", "yes")
    ),
    "facts of a file of its own": Feature(a_place, lambda one: bool(one["joined"]), no_facts),
    "kind of such a body": Feature(bodies, lambda one: {"place", "kind"} <= set(one), drop("kind")),
    "a body in view": Feature(a_place, lambda one: one["focus"] is not None, put("focus", None)),
}
