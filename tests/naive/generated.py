"""Rubrics and places made up by chance, the same for the same seed, that use everything a file can
say. Values are texts, as YAML has them before they are typed."""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from naive import (
    after_months,
    asks_own,
    criteria_of,
    last_day,
    level_ends,
    only_adds,
    scale_of,
    several,
    tracks_of,
)

KINDS = ["town", "county", "police-service"]
UNITS = [["checks"], ["checks", "contacts"], ["checks", "contacts", "all contacts"]]
SOURCE = {"title": "A page", "publisher": "A publisher", "date": "2020"}
SEEN_BY = ["border agency", "independent", "community", "own"]
STEPS = {
    "rate": ["1", "5", "10", "20", "50", "100", "300", "1000"],
    "share": ["10", "25", "33.3", "50", "75", "90"],
    "count": ["1", "2", "3", "5", "8", "20"],
    "value": ["1", "5", "7.5", "10", "20"],
    "age": ["6", "12", "18", "24", "48", "90"],
}


class Case(NamedTuple):
    """A rubric and some places to be graded by it, as of a date."""

    seed: int
    rubric: dict
    places: list[dict]
    as_of: dt.date
    fresh: bool


class Chance(random.Random):
    """Choices by weight, in words."""

    def often(self, percent: float) -> bool:
        return self.random() * 100 < percent

    def one(self, *weighted):
        """One of some values, each followed by its weight."""
        return self.choices(weighted[::2], weighted[1::2])[0]

    def some(self, values, least: int = 0):
        """Some of the values, in their order."""
        values = list(values)
        kept = set(self.sample(range(len(values)), self.randint(least, len(values))))
        return [value for at, value in enumerate(values) if at in kept]


def made(seed: int) -> Case:
    """The case of a seed."""
    chance = Chance(seed)
    rubric = a_rubric(chance)
    as_of = dt.date(chance.one(2016, 1, 2021, 1, 2024, 2, 2026, 6), 1, 1)
    as_of += dt.timedelta(days=chance.randint(0, 364))
    if chance.often(15):
        as_of = last_day(str(as_of)[: chance.one(4, 1, 7, 1)])
    count = chance.one(1, 6, 2, 3, 3, 1)
    places = [a_place(chance, rubric, f"p{number}", as_of) for number in range(count)]
    return Case(seed, rubric, places, as_of, chance.often(20))


# ---------------------------------------------------------------- rubrics


def a_rubric(chance: Chance) -> dict:
    """A rubric with one to three components and what may stand on any of its parts."""
    rubric = {"id": "r", "format": "rubric/1", "title": "Made", "version": "1"}
    rubric["grades"] = chance.one(KINDS[:2], 4, KINDS, 2, "town", 2)
    rubric["speaks_for"] = chance.one(["police-service"], 3, ["police-service", "schools"], 2)
    tracks = chance.one(
        {"policy": "0.4", "practice": "0.6"}, 5, {"policy": "1"}, 1, {"practice": "1"}, 2, None, 4
    )
    if tracks:
        rubric["tracks"] = tracks
    if chance.often(60):
        rubric["withhold_under"] = chance.choice(["0", "1/3", "0.2", "0.5"])
        rubric["provisional_under"] = chance.choice(["2/3", "0.5", "0.9"])
    if chance.often(30):
        rubric["shelf_life"] = chance.choice(["12", "24", "60"])
    if chance.often(25):
        rubric["seen_by"] = chance.sample(SEEN_BY, 4)
    if chance.often(40):
        rubric["weights"] = {"low": "1", "middle": "2.5", "high": "4"}
    if chance.often(25):
        rubric["unanswered"] = chance.one("unknown", 1, "zero", 2, "exclude", 1)
    maker = Maker(chance, rubric)
    rubric["components"] = {}
    for _ in range(chance.one(1, 2, 2, 4, 3, 3)):
        name = maker.name("part")
        rubric["components"][name] = maker.component(1)
    sides = list(tracks_of(rubric))
    for side in sides:
        key = "scale" if side == "score" else side
        rules = [rule for rule, _ in criteria_of(rubric).values()]
        if not any(key in rule for rule in rules):
            rules[0][key] = maker.scale(side, maker.out_of(rules[0]))
    maker.adding_up(rubric, outermost=True)
    if chance.often(50):
        rubric["bands"] = {"A": "70", "B": {"from": "40", "words": "Some."}, "F": "0"}
    maker.set_aside()
    if chance.often(60):
        rubric["gates"] = {}
        for number in range(chance.one(1, 3, 2, 2, 3, 1)):
            conditions = [maker.condition(list(criteria_of(rubric)))]
            if chance.often(30):
                conditions.append(maker.condition(list(criteria_of(rubric))))
            rubric["gates"][f"gate-{number}"] = {
                "when": conditions[0] if len(conditions) == 1 else conditions,
                "cap": chance.choice(["0", "5", "20", "35.5", "49", "70"]),
                "choice": "It outweighs the rest.",
            }
    return rubric


class Maker:
    """Makes the parts of one rubric."""

    def __init__(self, chance: Chance, rubric: dict) -> None:
        self.chance, self.rubric, self.count = chance, rubric, 0

    def name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}-{self.count}"

    def weight(self) -> str:
        words = list(self.rubric.get("weights", []))
        if words and self.chance.often(40):
            return self.chance.choice(words)
        return self.chance.choice(["1", "1", "2", "3", "5", "7.5", "11"])

    def component(self, depth: int) -> dict:
        """A component of criteria, of components, or of both."""
        chance = self.chance
        made = {"title": f"Part {self.count}"}
        if chance.often(40):
            made["weight"] = self.weight()
        if chance.often(12):
            kinds = several(self.rubric["grades"])
            made["weight_by_kind"] = {chance.choice(kinds): chance.choice(["0", "2", "9"])}
        if chance.often(20):
            made["unanswered"] = chance.one("unknown", 1, "zero", 2, "exclude", 2)
        inner = 0 if depth > 2 else chance.one(0, 7, 1, 2, 2, 1)
        bonuses = chance.often(9)
        if not inner or chance.often(50):
            names = [self.name("q") for _ in range(chance.one(1, 3, 2, 4, 3, 2))]
            made["criteria"] = {name: self.criterion(bonuses) for name in names}
        if inner:
            made["components"] = {}
            for _ in range(inner):
                name = self.name("part")
                made["components"][name] = self.component(depth + 1)
        self.adding_up(made, outermost=False)
        return made

    def adding_up(self, part: dict, outermost: bool) -> None:
        """How a component, or the rubric, adds up what is below it."""
        chance = self.chance
        if chance.often(12):
            part["over"] = "criteria"
        hows = ["weighted_mean", 2, "sum", 2]
        if not self.adding_below(part):
            hows += ["geometric_mean", 2, "minimum", 2]
        if chance.often(45):
            part["aggregate"] = chance.one(*hows)
        rules = [rule for rule, _ in criteria_of(part).values()]
        points = part.get("aggregate") == "sum" and not (
            outermost and len(tracks_of(self.rubric)) > 1
        )
        points = points or (not outermost and all(only_adds(self.rubric, rule) for rule in rules))
        if chance.often(14):
            part["floor"] = chance.choice(["-1", "0", "0.5", "1"] if points else ["-20", "0", "30"])
        if chance.often(14):
            part["ceiling"] = chance.choice(["1.5", "2", "6"] if points else ["50", "90", "100"])
        if chance.often(14):
            places = chance.choice(["0", "1", "2"])
            part["round"] = chance.one(
                places, 1, {"places": places, "halves": chance.choice(["up", "even"])}, 2
            )

    def adding_below(self, part: dict) -> bool:
        """Whether something directly in a part only adds points."""
        criteria = part.get("criteria", {}).values()
        if any(only_adds(self.rubric, rule) for rule in criteria):
            return True
        for component in part.get("components", {}).values():
            adds = [only_adds(self.rubric, rule) for rule, _ in criteria_of(component).values()]
            if all(adds) or (part.get("over") == "criteria" and any(adds)):
                return True
        return False

    def criterion(self, adds: bool) -> dict:
        """A question with a scale on each track, or on some."""
        chance, rubric = self.chance, self.rubric
        made = {"question": f"Is {self.count} so?"}
        how = chance.one("weight", 75, "points", 12, "bonus", 5, "penalty", 5, "nothing", 3)
        if adds:
            how = chance.choice(["bonus", "bonus", "penalty", "nothing"])
        if how == "points":
            made["points"] = chance.choice(["2", "4", "5", "2.5", *rubric.get("weights", [])])
        elif how == "nothing":
            made["points"] = "0"
        else:
            made[how] = self.weight()
        if how in ("weight", "points") and chance.often(10):
            kinds = several(rubric["grades"])
            made["weight_by_kind"] = {chance.choice(kinds): chance.choice(["0", "3", "8"])}
        if chance.often(45):
            made["whose"] = chance.one("lowest", 3, "police-service", 3, "own", 1)
        sides = list(tracks_of(rubric))
        if len(sides) == 2:
            sides = chance.one(sides, 4, sides[:1], 1, sides[1:], 1)
        for side in sides:
            made["scale" if side == "score" else side] = self.scale(side, self.out_of(made))
        return made

    def out_of(self, rule: dict) -> float | None:
        """The points of a criterion; None where it has none."""
        points = rule.get("points")
        return None if points is None else float(self.rubric.get("weights", {}).get(points, points))

    # ------------------------------------------------------------ scales

    def scale(self, side: str, out_of: float | None):
        """A scale for a track; `out_of` are the points of its criterion."""
        chance = self.chance
        kinds = ["numbered", 4, "named", 3, "yes/no", 1, "elements", 3, "elements-levels", 2]
        if side != "policy":
            kinds += ["posts", 3, "given", 2, "measured", 8]
        kind = chance.one(*kinds)
        if kind == "posts" and out_of == 0:
            kind = "given"
        if kind == "yes/no" and (out_of is None or out_of == 0 or out_of >= 1):
            return "yes/no"
        if kind == "posts":
            made = self.posts()
        elif kind == "given":
            made = self.given(out_of)
            if made == "points":
                return made
        elif kind == "elements":
            made = self.elements(out_of)
            if chance.often(30):
                made["full_at"] = chance.choice(["1", "2", "2.5"])
        elif kind == "elements-levels":
            made = self.elements(out_of, worth=False)
            self.needs(made, out_of)
        elif kind == "measured":
            made = self.measured(out_of)
        elif kind == "named" or (kind == "numbered" and out_of and out_of < 4):
            made = {"levels": self.named_levels(out_of)}
        else:
            made = self.numbered_levels(out_of)
        levels = kind not in ("posts", "given", "elements")
        if levels and kind != "elements-levels" and chance.often(12):
            made["reversed"] = "yes"
        if side != "policy":
            if "combine" not in made and "checklist" not in made and chance.often(20):
                made["combine"] = "worst"
            if levels and chance.often(15):
                numbered = [name for name in made if name.isdecimal()]
                for name in numbered[-1:]:
                    one = made[name] if isinstance(made[name], dict) else {"text": made[name]}
                    made[name] = {**one, "own_report": "yes"}
                for name, one in list(made.get("levels", {}).items())[-1:]:
                    one = one if isinstance(one, dict) else {"points": one}
                    made["levels"][name] = {**one, "own_report": "yes"}
        if chance.often(15):
            made["shelf_life"] = chance.choice(["6", "18", "48", "150"])
        return made

    def points(self, count: int, out_of: float | None, apart: bool) -> list[str]:
        """The points of so many levels, from the least to the most."""
        if out_of is None:
            every = ["-2", "-1", "0", "0.5", "1", "2", "3", "4", "8"]
        elif out_of == 0:
            every = ["-3", "-1.5", "-1", "0", "0.5", "2"]
        else:
            every = ["-1", "-0.5", "0", "0.25", "0.5", "1", "1.5", "2", "2.5", "4", "5"]
            every = [text for text in every if float(text) <= out_of]
        found = self.chance.sample(every, count)
        if not apart and self.chance.often(15):
            found[0] = found[-1]
        found.sort(key=float)
        if out_of is None and float(found[-1]) <= 0:
            found[-1] = "4"
        return found

    def named_levels(self, out_of: float | None) -> dict:
        count = self.chance.randint(2, 4)
        names = self.chance.sample(
            ["none", "very-weak", "weak", "some", "very-strong", "full"], count
        )
        made = {}
        for name, points in zip(names, self.points(count, out_of, False), strict=True):
            made[name] = points
            if self.chance.often(30):
                made[name] = {"points": points, "text": f"It is {name}."}
        return made

    def numbered_levels(self, out_of: float | None) -> dict:
        """Levels by number, from 0 or 1, some with points of their own."""
        chance = self.chance
        count = chance.one(2, 1, 3, 2, 4, 2, 5, 4)
        if out_of is not None:
            count = min(count, 4)
        start = chance.one(0, 4, 1, 1) if count < 5 else 0
        names = [str(start + number) for number in range(count)]
        if chance.often(25) or out_of is not None:
            points = self.points(count, out_of, True)
            if chance.often(15):
                chance.shuffle(points)
            return {
                n: {"text": f"Level {n}.", "points": p} for n, p in zip(names, points, strict=True)
            }
        return {name: f"Level {name}." for name in names}

    def posts(self) -> dict:
        chance = self.chance
        worst, best = chance.choice(
            [("0", "100"), ("20", "85"), ("30", "0"), ("1", "9000"), ("100", "0.5"), ("-5", "5")]
        )
        made = {"goalposts": {"worst": worst, "best": best}}
        if min(float(worst), float(best)) > 0 and chance.often(70):
            made["goalposts"]["log"] = "yes"
        if chance.often(60):
            kind = chance.one("rate", 4, "share", 1, "count", 1, "value", 1)
            made["measure"] = {"kind": kind, "units": chance.choice(UNITS)}
        return made

    def given(self, out_of: float | None):
        chance = self.chance
        if out_of and chance.often(50):
            return "points"
        if out_of == 0:
            return {
                "points": chance.choice([{"from": "-3", "to": "0"}, {"from": "-1", "to": "2.5"}])
            }
        made = {"points": {}}
        if chance.often(50) or out_of is None:
            made["points"]["to"] = "4" if out_of is None else f"{out_of:g}"
        if chance.often(40):
            made["points"]["from"] = chance.choice(["-2", "1"])
        return made

    def elements(self, out_of: float | None, worth: bool = True) -> dict:
        """A checklist; with levels its elements have no points of their own."""
        chance = self.chance
        made = {}
        for name in chance.sample(
            ["map", "hours", "prices", "phone", "e-mail"], chance.randint(2, 4)
        ):
            text = f"Its {name}."
            points = chance.one("2", 2, "0.5", 1, "-1", 1)
            if not worth:
                made[name] = text
                continue
            made[name] = chance.one(text, 2, points, 2, {"text": text, "points": points}, 1)
        if worth and out_of != 0:
            made["address"] = "1"
        return {"checklist": made}

    def needs(self, made: dict, out_of: float | None) -> None:
        """Levels that need elements of the checklist of a scale."""
        chance = self.chance
        names = list(made["checklist"])
        numbered = chance.often(60) and (out_of is None or out_of >= 3)
        levels = {"0": {"text": "None of it."}}
        levels["1"] = {"needs": chance.one("1", 2, names[0], 1, [names[0]], 1)}
        levels["2"] = {"needs": chance.one(["2"], 1, names[:2], 2)}
        if len(names) > 2 and chance.often(70):
            levels["3"] = {"text": "All of it.", "needs": names}
        if numbered:
            made |= levels
            return
        points = self.points(len(levels), out_of, True)
        made["levels"] = {
            f"step{name}": {**level, "points": worth}
            for (name, level), worth in zip(levels.items(), points, strict=True)
        }

    def measured(self, out_of: float | None) -> dict:
        """Levels with bounds that leave no gap, worst first or best first."""
        chance = self.chance
        kind = chance.one("rate", 3, "share", 2, "count", 4, "value", 2, "age", 2)
        measure = {"kind": kind}
        if kind != "age" or chance.often(20):
            measure["units"] = chance.choice(UNITS)
        if chance.often(30):
            measure["shelf_life"] = chance.choice(["9", "24", "60"])
        made = {"measure": measure}
        if kind == "count" and chance.often(45):
            made["combine"] = "tally"
        count = chance.one(2, 1, 3, 2, 4, 3)
        spans = self.spans(kind, count)
        of_kind = self.spans(kind, count) if chance.often(25) else None
        who = chance.choice(KINDS)
        levels = []
        for at in range(count):
            level = dict(spans[at])
            if of_kind:
                level["by_kind"] = {who: of_kind[at]}
            levels.append(level)
        chance.one(levels.reverse, 5, lambda: None, 4, lambda: chance.shuffle(levels), 1)()
        for at, level in enumerate(levels):
            if chance.often(40 if at == count - 1 else 20):
                level["and"] = "It is published."
            if chance.often(30):
                level["text"] = "Or in words."
        if chance.often(30):
            levels.insert(chance.randint(0, count), {"text": "In words only."})
        if chance.often(70) and out_of is None:
            return made | {str(at): level for at, level in enumerate(levels)}
        points = self.points(len(levels), out_of, False)
        made["levels"] = {}
        for at, (level, worth) in enumerate(zip(levels, points, strict=True)):
            made["levels"][f"step{at}"] = {"points": worth, **level}
        return made

    def spans(self, kind: str, count: int) -> list[dict]:
        """Bounds for so many levels, from 0 up, without gap or overlap."""
        chance = self.chance
        steps = sorted(chance.sample(STEPS[kind], count - 1), key=float)
        spans = [{} for _ in range(count)]
        for at, step in enumerate(steps):
            if at == 0 and chance.often(25):
                spans[0], spans[1]["over"] = {"exactly": "0"}, "0"
                continue
            ends, starts = chance.one(("under", "from"), 3, ("up_to", "over"), 1)
            spans[at][ends], spans[at + 1][starts] = step, step
        if "exactly" not in spans[0] and chance.often(10):
            spans[0]["from"] = "0"
        if kind == "share" and chance.often(20):
            spans[-1]["up_to"] = "100"
        return spans

    # ------------------------------------------------------------ conditions

    def condition(self, names: list[str]) -> dict | None:
        """A condition on one of some criteria, on a track on which it has a scale."""
        chance, rubric = self.chance, self.rubric
        name = chance.choice(names)
        rule = criteria_of(rubric)[name][0]
        sides = [side for side in tracks_of(rubric) if scale_of(rubric, rule, side) is not None]
        side = chance.choice(sides)
        scale = scale_of(rubric, rule, side)
        made = {"criterion": name}
        if side != "score" and (len(tracks_of(rubric)) > 1 or chance.often(40)):
            made["track"] = side
        test = chance.one("at_most", 5, "at_least", 3, "unknown", 2)
        if test == "unknown":
            return made | {"unknown": "yes"}
        level = chance.choice(list(scale["levels"]) or ["50", "33.3", "0", "80", "-10"])
        made[test] = level
        if chance.often(20):
            made["or_unknown"] = "yes"
        if chance.often(20):
            made["basis"] = "instruments"
        return made

    def set_aside(self) -> None:
        """Reasons for which criteria and components do not apply; none waits for itself."""
        chance, rubric = self.chance, self.rubric
        names = list(criteria_of(rubric))
        chance.shuffle(names)
        turn = {name: at for at, name in enumerate(names)}

        def reasons(before: list[str]):
            found = []
            for _ in range(chance.one(1, 4, 2, 1)):
                reason = {"why": "It is so."}
                if chance.often(25):
                    reason["kinds"] = [chance.choice(several(rubric["grades"]))]
                if chance.often(25):
                    reason["countries"] = chance.one("CA", 1, ["CA", "DE"], 1)
                if chance.often(25):
                    reason["provinces"] = ["AB", "ON"]
                if chance.often(15):
                    reason["places"] = ["p0", "p1/police"]
                if before and (len(reason) == 1 or chance.often(40)):
                    when = [self.condition(before) for _ in range(chance.one(1, 4, 2, 1))]
                    reason["when"] = when[0] if len(when) == 1 else when
                if len(reason) > 1:
                    found.append(reason)
            return found[0] if len(found) == 1 else found

        def below(part: dict) -> None:
            for component in part.get("components", {}).values():
                if chance.often(10):
                    first = min(turn[name] for name in criteria_of(component))
                    found = reasons(names[:first])
                    if found:
                        component["not_applicable"] = found
                below(component)

        for name, (rule, _) in criteria_of(rubric).items():
            if chance.often(14):
                found = reasons(names[: turn[name]])
                if found:
                    rule["not_applicable"] = found
        below(rubric)


# ---------------------------------------------------------------- places


def a_place(chance: Chance, rubric: dict, name: str, as_of: dt.date) -> dict:
    """A place with its bodies, one of which may have a file of its own."""
    kinds = several(rubric["grades"])
    city = {"format": "city/1", "name": f"Sample {name}", "kind": chance.choice(kinds[:2])}
    if chance.often(50):
        city["country"] = chance.choice(["CA", "US"])
        city["province"] = chance.choice(["AB", "QC"])
    city["population"] = censuses(chance)
    bodies, joined = {}, {}
    if chance.often(75):
        bodies["police"] = {"name": "Police", "kind": "police-service"}
        bodies["police"]["speaks_for_city"] = chance.one("yes", 5, "no", 1)
        if chance.often(60):
            bodies["police"]["population"] = censuses(chance)
    if chance.often(30):
        bodies["schools"] = {"name": "Schools", "kind": "schools", "speaks_for_city": "yes"}
    if chance.often(25):
        bodies["transit"] = {"place": "region", "speaks_for_city": chance.one("yes", 4, "no", 1)}
        own = {"format": "city/1", "name": "Region", "kind": "police-service"}
        if chance.often(60):
            own["population"] = censuses(chance)
        if chance.often(20):
            bodies["transit"]["kind"] = chance.choice(["police-service", "schools"])
        joined["transit"] = {"id": "region", "city": own, "joined": {}, "focus": None}
        if chance.often(30):
            own["bodies"] = {"branch": {"name": "Branch", "kind": "police-service"}}
        fill(chance, rubric, own, as_of)
    if bodies:
        city["bodies"] = bodies
    fill(chance, rubric, city, as_of)
    if chance.often(25):
        city["not_applicable"] = {}
        for one in chance.sample(list(criteria_of(rubric)), 1):
            stated = {"why": "It has none.", "sources": "s"}
            sides = [s for s in tracks_of(rubric) if s in criteria_of(rubric)[one][0]]
            if sides and chance.often(40):
                stated["track"] = chance.choice(sides)
            if chance.often(30):
                stated["from"] = partial(chance, as_of.year - 1, as_of.year)
            if chance.often(30):
                stated["until"] = partial(chance, as_of.year, as_of.year + 1)
            city["not_applicable"][chance.one(one, 3, f"r/{one}", 1)] = stated
    focus = chance.choice(list(bodies)) if bodies and chance.often(12) else None
    return {"id": name, "city": city, "joined": joined, "focus": focus}


def censuses(chance: Chance) -> dict:
    """Residents by census year."""
    years = chance.sample(["2006", "2011", "2016", "2020", "2021", "2026"], chance.randint(1, 3))
    return {year: chance.choice(["4000", "61000", "100000", "1250000"]) for year in years}


def partial(chance: Chance, first: int, last: int, shape: int = 0) -> str:
    """A year, a month or a day between two years."""
    year, month = chance.randint(first, last), chance.randint(1, 12)
    shape = shape or chance.one(1, 3, 2, 3, 3, 3)
    if shape == 1:
        return f"{year}"
    if shape == 2:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{chance.choice([1, 11, 22, 28]):02}"


def fill(chance: Chance, rubric: dict, city: dict, as_of: dt.date) -> None:
    """The facts of a file, some of which end, change or need others."""
    city["sources"] = {"s": dict(SOURCE)}
    facts = city["facts"] = {}
    witness = Witness(chance, rubric, city, as_of)
    density = chance.one(30, 2, 70, 5, 130, 3)
    for name, (rule, _) in criteria_of(rubric).items():
        for side in tracks_of(rubric):
            scale = scale_of(rubric, rule, side)
            if scale is None:
                continue
            count = chance.one(0, 100 / density, 1, 2, 2, 1, 3, 0.6, 4, 0.3)
            made = []
            for _ in range(count + 1 if count and scale["combine"] == "tally" else count):
                body = None
                whose = rule.get("whose", "own")
                if city.get("bodies") and chance.often(10 if whose == "own" else 60):
                    body = chance.choice(list(city["bodies"]))
                made.append(witness.fact(name, side, scale, body))
                facts[f"f{len(facts):02}"] = made[-1]
            if len(made) > 1 and side == "practice" and asks_own(scale) and chance.often(60):
                witness.report(made[0], made[1], scale)
            elif len(made) > 1 and chance.often(15):
                witness.same_end(made[0], made[1])
    names = list(facts)
    chance.shuffle(names)
    for at, name in enumerate(names):
        witness.tie(name, names[:at])
    if chance.often(30):
        mixed = list(facts.items())
        chance.shuffle(mixed)
        city["facts"] = dict(mixed)


class Witness:
    """Makes the facts of one file."""

    def __init__(self, chance: Chance, rubric: dict, city: dict, as_of: dt.date) -> None:
        self.chance, self.rubric, self.city, self.as_of = chance, rubric, city, as_of

    def when(self) -> str:
        """A date, mostly of the years before the grade, some just at the end of a shelf life."""
        if self.chance.often(12):
            ends = after_months(self.as_of, -self.chance.choice([0, 6, 9, 12, 18, 24, 36, 60, 120]))
            return str(ends + dt.timedelta(days=self.chance.one(0, 3, -1, 1, 1, 1)))
        late = self.as_of.year
        first = self.chance.one(late - 2, 5, late - 4, 3, late - 13, 2)
        return partial(self.chance, first, self.chance.one(late, 9, late + 1, 1))

    def fact(self, criterion: str, side: str, scale: dict, body: str | None) -> dict:
        """A fact that says something of a criterion on a track."""
        chance = self.chance
        confidence = chance.one("high", 3, "medium", 2, "low", 3)
        made = {"claim": "A claim.", "confidence": confidence, "sources": "s"}
        if body is not None:
            made["body"] = body
        kind = side
        needs_figure = scale["goalposts"] is not None or scale["given"] is not None
        if side == "score":
            of_a_time = scale["measure"] is not None and scale["measure"]["kind"] == "rate"
            plain = 0 if of_a_time else 3
            kind = chance.one("score", plain, "practice", 2, "policy", 0 if needs_figure else 2)
        if kind == "policy":
            self.policy(made)
        elif kind == "practice":
            made["period"] = self.period()
            made["seen_by"] = chance.choice(SEEN_BY)
            if chance.often(15):
                made["case"] = "yes"
        else:
            dated = scale["measure"] is not None and scale["measure"]["kind"] == "age"
            if dated or chance.often(80):
                made["date"] = self.when()
                if chance.often(12):
                    made["until"] = partial(chance, int(made["date"][:4]) + 1, self.as_of.year + 2)
            if chance.often(30):
                made["seen_by"] = chance.choice(SEEN_BY)
        entry = self.entry(made, kind, scale, needs_figure)
        if made.get("effect") in ("restates", "proposes") and chance.often(30):
            made["context"] = "It binds nobody."
            return made
        key = chance.one(criterion, 90, f"r/{criterion}", 10, f"other/{criterion}", 4)
        made["scores"] = {key: entry}
        return made

    def policy(self, made: dict) -> None:
        """What makes a policy fact of it."""
        chance = self.chance
        made["effect"] = chance.one(
            *("adopts", 12, "describes", 6, "restates", 1, "proposes", 1, "position", 1, "law", 1)
        )
        made["date"] = self.when()
        if chance.often(15):
            made["until"] = partial(chance, int(made["date"][:4]) + 1, self.as_of.year + 2)
        if chance.often(15):
            made["covers"] = chance.one("part", 4, "whole", 1)
        if made["effect"] == "describes" or chance.often(20):
            made["seen_by"] = chance.choice(SEEN_BY)

    def report(self, fact: dict, other: dict, scale: dict) -> None:
        """Let a fact be of the best level by the body's own word, and another of the same time."""
        fact |= {"seen_by": "own", "period": other["period"]}
        fact.pop("figure", None)
        (entry,) = fact["scores"].values()
        if not scale["elements"]:
            entry["level"] = scale["ranked"][-1]
            entry.pop("and_shown", None)

    def same_end(self, fact: dict, other: dict) -> None:
        """Let two facts be by the same witness of periods that end on the same day."""
        if "period" in fact and "period" in other:
            period = fact["period"]
            end = period if isinstance(period, str) else period["to"]
            start = partial(self.chance, int(end[:4]) - 2, int(end[:4]) - 1)
            other |= {"period": {"from": start, "to": end}, "seen_by": fact["seen_by"]}

    def period(self):
        """A date, or from one to another."""
        chance = self.chance
        if chance.often(60):
            return self.when()
        start = self.when()
        year = int(start[:4])
        return {"from": start, "to": partial(chance, year + 1, year + 2)}

    def entry(self, fact: dict, kind: str, scale: dict, needs_figure: bool) -> dict:
        """What a fact says on a scale, with its figure where it needs one."""
        chance = self.chance
        entry = {"why": "It says so."}
        if scale["elements"]:
            names = list(scale["elements"])
            entry["shown"] = chance.some(names)
            if chance.often(30):
                entry["unclear"] = chance.some(n for n in names if n not in entry["shown"])
            return entry
        measure = scale["measure"]
        if needs_figure:
            fact["figure"] = self.figure(scale)
        elif measure is None or kind == "policy":
            entry["level"] = self.level(scale)
        elif measure["kind"] == "age":
            if chance.often(15):
                entry["level"] = self.level(scale)
        elif scale["combine"] == "tally" and chance.often(60):
            pass
        elif chance.often(80):
            fact["figure"] = self.figure(scale)
            if chance.often(30):
                entry["and_shown"] = chance.one("yes", 1, chance.choice(list(scale["levels"])), 1)
        else:
            entry["level"] = self.level(scale)
        return entry

    def level(self, scale: dict) -> str:
        """A level, or two that the source cannot tell apart."""
        chance = self.chance
        ranked = scale["ranked"]
        low = chance.choice(ranked)
        above = [n for n in ranked if scale["shares"][n] > scale["shares"][low]]
        if above and chance.often(25):
            text = f"{low}{chance.one('-', 3, ' - ', 1)}{chance.choice(above)}"
            level_ends(scale, text)
            return text
        return low

    def figure(self, scale: dict) -> dict:
        """A figure of the kind that a scale reads."""
        chance = self.chance
        measure = scale["measure"] or {"kind": "value"}
        kind = measure["kind"]
        made = {}
        if "units" in measure:
            made["of"] = chance.choice(measure["units"])
        key = "count" if kind == "rate" else kind
        numbers = self.numbers(scale, kind)
        if kind == "share" and chance.often(35):
            key = "count"
            made["total"] = chance.choice(["100", "120", "200"])
        how = chance.one("point", 7, "ends", 2, "all", 2, "low", 1)
        if how == "ends" and "total" not in made:
            made |= {"low": numbers[0], "high": numbers[2]}
        elif how == "all":
            made |= {key: numbers[1], "low": numbers[0], "high": numbers[2]}
        elif how == "low":
            made |= {key: numbers[1], chance.choice(["low", "high"]): numbers[1]}
            if chance.often(70):
                made |= {"low": numbers[0]}
                if "high" in made:
                    made["high"] = numbers[2]
        else:
            made[key] = numbers[1]
        if kind == "rate" and chance.often(45):
            made["per"] = chance.one("day", 1, "week", 1, "month", 2, "year", 1)
        if chance.often(10):
            made["approx"] = "yes"
        if chance.often(6):
            made["bound"] = chance.choice(["upper", "lower"])
        return made

    def numbers(self, scale: dict, kind: str) -> list[str]:
        """A low end, a number and a high end."""
        chance = self.chance
        if scale["given"] is not None:
            least = float(scale["worst"] * scale["most"])
            most = float(scale["best"] * scale["most"])
            found = [least + (most - least) * chance.randint(0, 8) / 8 for _ in range(3)]
        elif kind == "share":
            found = [chance.choice([0, 5, 10, 25, 33.3, 50, 62.5, 75, 90, 100]) for _ in range(3)]
        elif kind == "rate":
            found = [chance.choice([0, 1, 2, 5, 12, 40, 120, 400]) for _ in range(3)]
        elif kind == "count":
            found = [chance.choice([0, 1, 2, 3, 4, 8, 20, 50]) for _ in range(3)]
        else:
            found = [chance.choice([0, 0.5, 2, 5, 7.5, 12, 30, 59, 300, 1200]) for _ in range(3)]
            if chance.often(3):
                found[0] = -3
        steps = [
            float(threshold)
            for level in scale["levels"].values()
            for key, threshold in level.items()
            if key in ("from", "over", "under", "up_to", "exactly")
        ]
        if steps and chance.often(40):
            found[1] = chance.choice(steps)
        found.sort()
        return [f"{one:.10f}".rstrip("0").rstrip(".") for one in found]

    def tie(self, name: str, before: list[str]) -> None:
        """Let a fact change, end, need, or share something with, others of its kind and body."""
        chance, facts = self.chance, self.city["facts"]
        fact = facts[name]

        def kind(one: dict) -> str:
            return "policy" if "effect" in one else "practice" if "period" in one else "score"

        others = [
            other
            for other in before
            if facts[other].get("body") == fact.get("body") and kind(facts[other]) == kind(fact)
        ]
        if chance.often(8):
            mine = [n for n in facts if n != name and facts[n].get("body") == fact.get("body")]
            mine = [other for other in mine if kind(facts[other]) == kind(fact)]
            if mine:
                fact["with"] = chance.one([chance.choice(mine)], 2, chance.choice(mine), 1)
        if not others:
            return
        other = chance.choice(others)
        if kind(fact) == "score" and chance.often(10):
            fact["supersedes"] = [other]
        if kind(fact) != "policy":
            return
        if fact["effect"] == "adopts" and chance.often(12):
            fact["supersedes"] = chance.one([other], 2, other, 1)
        if fact["effect"] in ("adopts", "describes") and chance.often(22):
            fact["effect"], fact["of"] = chance.choice(["amends", "repeals"]), other
            if chance.often(25):
                fact["text_read"] = "no"
                fact.pop("scores", None)
                fact["context"] = "Its text was not read."
                return
            plain = {key.removeprefix("r/") for key in fact.get("scores", {})}
            for key, entry in facts[other].get("scores", {}).items():
                if key.removeprefix("r/") not in plain:
                    fact.setdefault("scores", {})[key] = dict(entry)
            fact.pop("context", None)
            if not fact.get("scores"):
                fact["context"] = "It changes what binds nobody."
        elif "scores" in fact and "scores" in facts[other] and chance.often(25):
            plain = {key.removeprefix("r/") for key in fact["scores"]}
            for key, entry in facts[other]["scores"].items():
                if key.removeprefix("r/") not in plain and "figure" not in facts[other]:
                    fact["scores"][key] = dict(entry)
