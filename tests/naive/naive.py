"""The rules E1 to S8 a second time, in the most obvious way, to hold the engine against.

It works on the plain data of the files, texts and mappings as YAML has them, and shares nothing
with the engine, not even the models. Every function names the rule that it writes down. What is
worked out once for a grade, so that thousands are quick, stands in the mapping `case`.

A place is a mapping of `id`, `city` (its file), `joined` (body to a place of its own) and `focus`
(the body in view, or None). Facts are named as results name them: `file/fact` in a joined file.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from itertools import product

DIGITS = Context(prec=50)
SEEN_BY = ["border agency", "independent", "community", "own"]
INSTRUMENTS = ("adopts", "amends", "repeals")
CONTEXT = ("restates", "proposes", "position", "law")


# ---------------------------------------------------------------- reading texts


@cache
def number(text):
    """A number as it is written: `7`, `0.5`, `-2` or `1/3`."""
    return Fraction(text)


def several(value):
    """One text, or one mapping, stands for a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def yes(value):
    return value == "yes"


@cache
def first_day(text):
    """E1: the first day that a partial date can mean."""
    parts = [int(part) for part in text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


@cache
def last_day(text):
    """E1: the last day that a partial date can mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        parts.append(12)
    if len(parts) == 2:
        parts.append(monthrange(*parts)[1])
    return dt.date(*parts)


def ends_of(period):
    """E1: the partial dates at which a period starts and ends."""
    if isinstance(period, str):
        return period, period
    return period["from"], period["to"]


def after_months(day, months):
    """E6: a day plus calendar months; the 31st becomes the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def ln(share):
    return DIGITS.ln(DIGITS.divide(Decimal(share.numerator), Decimal(share.denominator)))


# ---------------------------------------------------------------- the rubric


def criteria_of(rubric):
    """Every criterion by id with the components around it, the outermost first."""
    found = {}

    def below(part, around):
        for name, criterion in part.get("criteria", {}).items():
            found[name] = (criterion, around)
        for inner in part.get("components", {}).values():
            below(inner, [*around, inner])

    below(rubric, [])
    return found


def tracks_of(rubric):
    """S5: the tracks with their parts; a rubric that names none has one score."""
    if not rubric.get("tracks"):
        return {"score": Fraction(1)}
    return {track: number(part) for track, part in rubric["tracks"].items()}


def weight_number(rubric, weight):
    """A weight that is a word has the number that the rubric gives it."""
    words = rubric.get("weights", {})
    return number(words[weight]) if weight in words else number(weight)


def only_adds(rubric, criterion):
    """S4: a bonus, a penalty, and what is out of 0 points weigh nothing."""
    if "bonus" in criterion or "penalty" in criterion:
        return True
    return "points" in criterion and weight_number(rubric, criterion["points"]) == 0


def stated_weight(rubric, rule, kind):
    """S1: the weight that a criterion or component says it has; None where it says none."""
    by_kind = rule.get("weight_by_kind", {})
    if kind in by_kind:
        return weight_number(rubric, by_kind[kind])
    if "weight" in rule:
        return weight_number(rubric, rule["weight"])
    if "points" in rule and "question" in rule:
        return weight_number(rubric, rule["points"])
    return None


def in_points(rubric):
    """S3: whether the total is a sum of points."""
    return rubric.get("aggregate") == "sum" and len(tracks_of(rubric)) == 1


# ---------------------------------------------------------------- scales (E3)


def scale_of(rubric, criterion, track):
    """A scale with its short forms written out; None where there is none."""
    said = criterion.get("scale" if track == "score" else track)
    if said is None:
        return None
    if said == "yes/no":
        full = weight_number(rubric, criterion.get("points", "1")) or 1
        said = {"levels": {"no": "0", "yes": str(full)}}
    elif said == "points":
        said = {"points": {}}
    levels = {}
    for name, level in said.items():
        if name.isdecimal():
            level = {"text": level} if isinstance(level, str) else level
            levels[name] = {**level, "points": number(level.get("points", name))}
    for name, level in said.get("levels", {}).items():
        level = {"points": level} if isinstance(level, str) else level
        levels[name] = {**level, "points": number(level["points"])}
    if yes(said.get("reversed")):
        turn = min(one["points"] for one in levels.values())
        turn += max(one["points"] for one in levels.values())
        levels = {name: {**one, "points": turn - one["points"]} for name, one in levels.items()}
    elements = {}
    for name, element in said.get("checklist", {}).items():
        if isinstance(element, str):
            is_number = element.lstrip("-")[:1].isdecimal()
            element = {"points": element} if is_number else {}
        elements[name] = number(element.get("points", "1"))
    scale = {
        "levels": levels,
        "elements": elements,
        "goalposts": said.get("goalposts"),
        "given": said.get("points"),
        "full_at": said.get("full_at"),
        "measure": said.get("measure"),
        "combine": said.get("combine", "newest"),
        "months": said.get("measure", {}).get("shelf_life") or said.get("shelf_life"),
        "adds_as_given": False,
    }
    scale["months"] = int(scale["months"] or rubric.get("shelf_life", "36"))
    scale["most"] = most_points(rubric, criterion, scale)
    ranked = sorted(levels, key=lambda name: levels[name]["points"])
    scale["ranked"] = ranked
    scale["shares"] = {name: levels[name]["points"] / scale["most"] for name in ranked}
    scale["worst"], scale["best"] = ends_of_scale(scale)
    return scale


def most_points(rubric, criterion, scale):
    """What is full marks: the points of the criterion, or the most that there can be. With 0
    points an answer adds what it gives."""
    if "points" in criterion:
        out_of = weight_number(rubric, criterion["points"])
        if out_of == 0:
            scale["adds_as_given"] = True
            return Fraction(1)
    else:
        out_of = None
    if scale["full_at"] is not None:
        return number(scale["full_at"])
    if out_of is not None:
        return out_of
    if scale["levels"]:
        return max(level["points"] for level in scale["levels"].values())
    if scale["given"] is not None:
        return number(scale["given"].get("to", "1"))
    if scale["goalposts"] is not None:
        return Fraction(1)
    return sum((points for points in scale["elements"].values() if points > 0), Fraction(0))


def ends_of_scale(scale):
    """The lowest and the highest share that an answer can have."""
    if scale["levels"]:
        return min(scale["shares"].values()), max(scale["shares"].values())
    if scale["goalposts"] is not None:
        return Fraction(0), Fraction(1)
    if scale["given"] is not None:
        least = number(scale["given"].get("from", "0"))
        most = number(scale["given"].get("to", str(scale["most"])))
        return least / scale["most"], most / scale["most"]
    adding = {name for name, points in scale["elements"].items() if points > 0}
    taking = set(scale["elements"]) - adding
    return share_of_elements(scale, taking), share_of_elements(scale, adding)


def level_of_elements(scale, shown):
    """A checklist with levels: the best level whose needs are shown."""
    for name in reversed(scale["ranked"]):
        needs = several(scale["levels"][name].get("needs"))
        if len(needs) == 1 and needs[0].isdecimal():
            if len(shown) >= int(needs[0]):
                return name
        elif all(need in shown for need in needs):
            return name
    return None


def share_of_elements(scale, shown):
    """A checklist: the level that these elements are enough for, or their points."""
    if scale["levels"]:
        return scale["shares"][level_of_elements(scale, shown)]
    points = sum((scale["elements"][name] for name in shown), Fraction(0))
    if scale["full_at"] is not None:
        points = min(points, number(scale["full_at"]))
    share = points / scale["most"]
    return share if scale["adds_as_given"] else min(share, Fraction(1))


def share_of_figure(scale, figure):
    """A number between goalposts, or points as given."""
    posts = scale["goalposts"]
    if posts is None:
        return figure / scale["most"]
    worst, best = number(posts["worst"]), number(posts["best"])
    figure = min(max(figure, min(worst, best)), max(worst, best))
    if not yes(posts.get("log")):
        return (figure - worst) / (best - worst)
    if figure in (worst, best):
        return Fraction(int(figure == best))
    return round(Fraction(DIGITS.divide(ln(figure / worst), ln(best / worst))), 30)


def share_at(scale, test):
    """S6: the share that a condition names: a level, or a percentage of the points; where there are
    0 points to be had, points."""
    if scale["levels"]:
        return scale["shares"][test]
    return number(test) if scale["adds_as_given"] else number(test) / 100


# ---------------------------------------------------------------- the place


def body_of(place, body):
    """A body, completed from the file of its own where it has one (E7)."""
    mine = dict(place["city"]["bodies"][body])
    if body in place["joined"]:
        own = place["joined"][body]["city"]
        for key in ("kind", "population"):
            if key not in mine and key in own:
                mine[key] = own[key]
    return mine


def kind_of(place, body):
    return place["city"]["kind"] if body is None else body_of(place, body)["kind"]


def residents_of(place, body):
    """E3: the censuses of the area that a body serves: its own, or the place's."""
    own = None if body is None else body_of(place, body).get("population")
    return own or place["city"].get("population")


def facts_of(place):
    """Every fact: its name, the body it is about, the fact, and the file it stands in."""
    found = []
    for name, fact in place["city"].get("facts", {}).items():
        found.append((name, fact.get("body"), fact, ""))
    for body, own in place["joined"].items():
        for name, fact in own["city"].get("facts", {}).items():
            if "body" not in fact:
                found.append((f"{own['id']}/{name}", body, fact, f"{own['id']}/"))
    return found


def track_of_fact(fact):
    """E1: an effect makes a policy fact, a period a practice fact; with neither it is of a rubric
    that tells the two not apart."""
    if "effect" in fact:
        return "policy"
    return "practice" if "period" in fact else "score"


def ended_on(fact):
    """The last day of what a fact tells of; long ago where it has no date."""
    if "period" in fact:
        return last_day(ends_of(fact["period"])[1])
    return last_day(fact["date"]) if "date" in fact else dt.date.min


def counts(fact, as_of):
    """E1: a fact counts once its date, or its period, is there, and to its until."""
    if ended_on(fact) > as_of:
        return False
    return "until" not in fact or last_day(fact["until"]) >= as_of


def ended_by_others(all_facts, as_of):
    """E4: the facts that others ended: by name. A change whose text was not read ends nothing;
    what changes an amendment also ends what the amendment had changed; a change for a time only
    gives back what it had changed, and what is superseded stays so."""
    facts = {name: (fact, prefix) for name, _, fact, prefix in all_facts}
    ended = set()
    for fact, prefix in facts.values():
        if ended_on(fact) > as_of:
            continue
        for other in several(fact.get("supersedes")):
            ended.add(prefix + other)
        if "of" in fact and fact.get("text_read") != "no" and counts(fact, as_of):
            changed = prefix + fact["of"]
            while changed is not None and ended_on(facts[changed][0]) <= as_of:
                ended.add(changed)
                further = facts[changed][0].get("of")
                changed = None if further is None else prefix + further
    return ended


def counts_together(case, name, fact, prefix):
    """E2: whether a fact counts and is not ended, and so each that it names under `with`."""
    needed = [name, *(prefix + other for other in several(fact.get("with")))]
    for one, _, other, _ in case["facts"]:
        if one in needed and (not counts(other, case["as_of"]) or one in case["ended"]):
            return False
    return True


def entry_for(rubric, fact, criterion):
    """What a fact says of a criterion of this rubric; None where it says nothing."""
    scores = fact.get("scores", {})
    return scores.get(criterion, scores.get(f"{rubric['id']}/{criterion}"))


# ---------------------------------------------------------------- figures (E3)


def years_of(period):
    """E3: whole months / 12 where both ends are years or months, else days, both counted,
    / 365.25."""
    start, end = ends_of(period)
    first, last = first_day(start), last_day(end)
    if len(start) < 10 and len(end) < 10:
        return Fraction((last.year - first.year) * 12 + last.month - first.month + 1, 12)
    return Fraction((last - first).days + 1) / Fraction("365.25")


def residents_in(population, period):
    """E3: the census nearest the year in which the middle of the period falls, the later on a
    tie."""
    start, end = ends_of(period)
    first, last = first_day(start), last_day(end)
    middle = first + dt.timedelta(days=((last - first).days + 1) // 2)
    best = None
    for census, residents in population.items():
        if census != "source":
            far = abs(int(census) - middle.year)
            if best is None or (far, -int(census)) < best[0]:
                best = ((far, -int(census)), number(residents))
    return best[1]


def figure_of(scale, fact, population):
    """E3: the number of a fact with its ends, in the measure's own unit; None without one."""
    figure = fact.get("figure")
    measure = scale["measure"] or {"kind": "value"}
    kind = measure["kind"]
    if figure is None:
        return None
    wanted = "count" if kind == "rate" else kind
    given = figure.get(wanted)
    if kind == "share" and given is None and "total" in figure:
        given = figure.get("count")
    if given is None and not ("low" in figure and "high" in figure):
        return None
    point = None if given is None else number(given)
    low = number(figure["low"]) if "low" in figure else point
    high = number(figure["high"]) if "high" in figure else point
    if point is None:
        point = (low + high) / 2
    times = Fraction(1)
    if kind == "share" and "total" in figure:
        times = 100 / number(figure["total"])
    if kind == "rate":
        if population is None or "period" not in fact:
            return None
        in_a_year = {
            "day": Fraction("365.25"),
            "week": Fraction("365.25") / 7,
            "month": Fraction(12),
            "year": Fraction(1),
        }
        times = in_a_year[figure["per"]] if "per" in figure else 1 / years_of(fact["period"])
        times = times * 100000 / residents_in(population, fact["period"])
    return point * times, low * times, high * times


def holds(bounds, compare):
    """E3: whether a figure lies in the bounds of a level."""
    tests = {
        "from": lambda at: at >= 0,
        "over": lambda at: at > 0,
        "under": lambda at: at < 0,
        "up_to": lambda at: at <= 0,
        "exactly": lambda at: at == 0,
    }
    stated = [key for key in tests if key in bounds]
    return bool(stated) and all(tests[key](compare(number(bounds[key]))) for key in stated)


def bounds_of(level, kind):
    """E3: the bounds of a level for a kind of body."""
    return level.get("by_kind", {}).get(kind, level)


def level_reached(scale, compare, kind, entry):
    """E3: the level whose bounds hold; where it asks for what a figure cannot show, and that is
    not shown, the next level below that asks for nothing more."""
    ranked = scale["ranked"]
    at = None
    for place, name in enumerate(ranked):
        if at is None and holds(bounds_of(scale["levels"][name], kind), compare):
            at = place
    if at is None:
        return None
    shown = entry.get("and_shown")
    shown_to = -1
    if shown == "yes":
        shown_to = len(ranked) - 1
    elif shown is not None:
        shown_to = ranked.index(shown)
    while at > 0 and "and" in scale["levels"][ranked[at]] and at > shown_to:
        at -= 1
    return ranked[at]


def best_by_figure(scale, kind):
    """E3: the best share that a figure alone can give."""
    if not scale["levels"]:
        return scale["best"]
    best = None
    for name in scale["ranked"]:
        level = scale["levels"][name]
        keys = ("from", "over", "under", "up_to", "exactly")
        if "and" not in level and any(key in bounds_of(level, kind) for key in keys):
            best = scale["shares"][name]
    return best


def against(value):
    """Where a number stands against a threshold: under it, at it or over it."""
    return lambda threshold: (value > threshold) - (value < threshold)


def age_against(ended, as_of):
    """E3: a bound of 24 is met while the end of the period plus 24 months is not before d."""

    def compare(threshold):
        then = after_months(ended, int(threshold))
        return (as_of > then) - (as_of < then)

    return compare


# ---------------------------------------------------------------- one fact on one scale (E3, E8)


def read(case, name, fact, entry, scale, track, body):
    """E3: what a fact shows on a scale: point, low, high and level; None where nothing can be
    read."""
    found = {
        "fact": name,
        "said": fact,
        "ended": ended_on(fact),
        "unit": fact.get("figure", {}).get("of"),
        "level": None,
        "mean": False,
    }
    kind = kind_of(case["place"], body)
    measure = scale["measure"]
    if scale["elements"]:
        found["shown"] = set(several(entry.get("shown")))
        found["unclear"] = set(several(entry.get("unclear")))
        return found | tick(scale, found["shown"], found["unclear"])
    if "level" in entry:
        ends = level_ends(scale, entry["level"])
        shares = [scale["shares"][end] for end in ends]
        found["level"] = ends[0] if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
        found |= {"point": sum(shares) / 2, "low": shares[0], "high": shares[1], "mean": True}
        found["unit"] = None
        return found
    if measure is not None and measure["kind"] == "age":
        reached = level_reached(scale, age_against(found["ended"], case["as_of"]), kind, entry)
        if reached is None:
            return None
        share = scale["shares"][reached]
        return found | {"level": reached, "point": share, "low": share, "high": share}
    numbers = figure_of(scale, fact, residents_of(case["place"], body))
    if numbers is None:
        return None
    return found | of_numbers(scale, numbers, kind, entry, found["unit"])


def of_numbers(scale, numbers, kind, entry, unit):
    """E3: the shares of a number and its ends; a broader unit reaches up to the best that a figure
    alone can give."""
    level = None
    if scale["levels"]:
        levels = [level_reached(scale, against(one), kind, entry) for one in numbers]
        if None in levels:
            return {"point": None}
        level = levels[0]
        shares = [scale["shares"][one] for one in levels]
    else:
        shares = [share_of_figure(scale, one) for one in numbers]
    point, low, high = shares[0], min(shares), max(shares)
    units = several((scale["measure"] or {}).get("units"))
    if units and unit is not None and unit != units[0]:
        reach = best_by_figure(scale, kind)
        if reach is not None:
            high = max(high, reach)
    return {"point": point, "low": low, "high": high, "level": level}


def level_ends(scale, text):
    """E3: `3` is one level, `2-3` two that a source cannot tell apart."""
    if text in scale["levels"]:
        return text, text
    for at, mark in enumerate(text):
        low, high = text[:at].strip(), text[at + 1 :].strip()
        if mark == "-" and low in scale["levels"] and high in scale["levels"]:
            return low, high
    raise ValueError(text)


def tick(scale, shown, unclear):
    """A checklist: what is shown, and what the unclear would add or take; the point is the mean."""
    unclear = unclear - shown
    each = []
    for present in product([False, True], repeat=len(unclear)):
        some = {name for name, there in zip(sorted(unclear), present, strict=True) if there}
        each.append(share_of_elements(scale, shown | some))
    found = {"low": min(each), "high": max(each), "point": (min(each) + max(each)) / 2}
    found["mean"] = True
    found["level"] = None
    if scale["levels"]:
        least, most = level_of_elements(scale, shown), level_of_elements(scale, shown | unclear)
        found["level"] = least if least == most else f"{least}-{most}"
    return found


def below_top(scale, reading):
    """E8: what only the body itself says does not reach the top level."""
    if not scale["levels"]:
        return reading
    top = scale["best"]
    lower = [share for share in scale["shares"].values() if share < top]
    if not lower or reading["high"] < top:
        return reading
    held = {key: min(reading[key], max(lower)) for key in ("point", "low", "high")}
    if reading["mean"]:
        held["point"] = (held["low"] + held["high"]) / 2
    below = [name for name in scale["ranked"] if scale["shares"][name] < top][-1]
    ends = level_ends(scale, reading["level"])
    ends = [end if scale["shares"][end] < top else below for end in ends]
    if held["low"] == held["high"] and ends[1] == below:
        ends[0] = below
    held["level"] = ends[0] if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
    return {**reading, **held}


def only_own(readings):
    """E8: whether nobody but the body itself says so."""
    return all(one["said"]["seen_by"] == "own" for one in readings)


def asks_own(scale):
    """E8: whether the top level asks for the body's own publication."""
    return bool(scale["levels"]) and yes(scale["levels"][scale["ranked"][-1]].get("own_report"))


# ---------------------------------------------------------------- one body (E4 to E6)


def body_finding(case, criterion, track, body):
    """E4 to E6: what stands for one criterion, track and body; None where nothing does."""
    place, scale = case["place"], case["scales"][criterion, track]
    reads = []
    for name, about, fact, prefix in case["facts"]:
        entry = entry_for(case["rubric"], fact, criterion)
        if entry is None or about != body or track not in ("score", track_of_fact(fact)):
            continue
        if not counts_together(case, name, fact, prefix) or fact.get("effect") in CONTEXT:
            continue
        if scale["combine"] == "tally" and "level" not in entry:
            reading = read_tallied(case, name, fact, entry, scale, body)
        else:
            reading = read(case, name, fact, entry, scale, track, body)
        if reading is not None and reading["point"] is not None:
            reads.append(reading)
    if track == "policy":
        found = policy(case, scale, reads)
    elif track == "practice":
        found = latest(case, scale, reads, "practice", kind_of(place, body))
    else:
        found = combined(case, scale, reads, "score", kind_of(place, body), reads)
    if found is not None and found["last_known"] and case["fresh"]:
        return None
    return found


def policy(case, scale, reads):
    """E4: of the instruments in force the highest level, except that level 0 prevails; where there
    are none, an account."""
    instruments = [one for one in reads if one["said"]["effect"] in INSTRUMENTS]
    whole = [one for one in instruments if one["said"].get("covers") != "part"]
    if whole:
        instruments = whole
    elif instruments and scale["elements"]:
        return part_only(scale, together(scale, instruments))
    else:
        instruments = [part_only(scale, one) for one in instruments]
    if instruments:
        if scale["elements"]:
            return together(scale, instruments)
        zero = []
        if scale["ranked"][0] == "0":
            zero = [one for one in instruments if one["level"] == "0"]
        best = None
        for one in zero or instruments:
            key = (one["point"], one["high"], one["ended"], one["fact"])
            if best is None or key > best[0]:
                best = (key, one)
        return standing(best[1])
    accounts = [one for one in reads if one["said"]["effect"] == "describes"]
    return latest(case, scale, accounts, "describes", "")


def part_only(scale, reading):
    """E4: an instrument for part of a body shows level 2 at most."""
    if "2" not in scale["levels"]:
        return reading
    most = scale["shares"]["2"]
    if reading["high"] <= most:
        return reading
    held = {key: min(reading[key], most) for key in ("low", "high")}
    held["point"] = (held["low"] + held["high"]) / 2
    ends = [
        end if scale["shares"][end] <= most else "2" for end in level_ends(scale, reading["level"])
    ]
    held["level"] = ends[0] if ends[0] == ends[1] else f"{ends[0]}-{ends[1]}"
    return {**reading, **held}


def latest(case, scale, reads, how, kind):
    """E5, E6: only the shelf life is looked at; where it holds nothing, the window that ends with
    the latest fact, last known; after ten years a fact is context."""
    reads = [one for one in reads if after_months(one["ended"], 120) >= case["as_of"]]
    if not reads:
        return None
    until = case["as_of"]
    inside = [one for one in reads if after_months(one["ended"], scale["months"]) >= until]
    last_known = not inside
    if last_known:
        until = max(one["ended"] for one in reads)
        inside = [one for one in reads if after_months(one["ended"], scale["months"]) >= until]
    found = combined(case, scale, inside, how, kind, reads)
    return None if found is None else {**found, "last_known": last_known}


def combined(case, scale, inside, how, kind, around):
    """E5: the facts of a window put together: a checklist, a tally, the worst, or the newest; in
    practice one person's account only where there is nothing else. `how` is `practice`,
    `describes` or `score`; `around` are all facts of the last ten years."""
    if not inside:
        return None
    rest = inside
    if how == "practice":
        rest = [one for one in inside if not yes(one["said"].get("case"))] or inside
    if scale["elements"]:
        found = together(scale, rest)
        if how == "practice" and only_own(rest) and not asks_own(scale):
            found = below_top(scale, found)
        return found
    if scale["combine"] == "tally" and how != "describes":
        return tally(case, scale, rest, how, kind, around)
    return chosen(case, scale, rest, how, around)


def chosen(case, scale, rest, how, around):
    """E5, E8: the one fact that stands: the worst, or the newest; own words below the top."""
    if how == "practice":
        rest = [
            below_top(scale, one) if only_own([one]) and not asks_own(scale) else one
            for one in rest
        ]
    best = None
    for one in rest:
        if scale["combine"] == "worst" and how != "describes":
            key = (one["point"], one["low"], -one["ended"].toordinal(), one["fact"])
        else:
            key = order(case, scale, one, how)
        if best is None or key < best[0]:
            best = (key, one)
    best = best[1]
    if how == "practice" and scale["combine"] != "worst" and only_own([best]):
        contested = any(contests(one, best) for one in around)
        if asks_own(scale) and contested:
            best = below_top(scale, best)
    return standing(best)


def order(case, scale, one, how):
    """E5: the rubric's order of who saw it, the latest end, the preferred unit, the period nearest
    twelve months, the lower level, the id. Without tracks it does not matter who saw it."""
    who = several(case["rubric"].get("seen_by")) or SEEN_BY
    units = several((scale["measure"] or {}).get("units"))
    said = one["said"]
    length = abs(years_of(said["period"]) - 1) if "period" in said else Fraction(0)
    return (
        0 if how == "score" else who.index(said["seen_by"]),
        -one["ended"].toordinal(),
        units.index(one["unit"]) if one["unit"] in units else len(units),
        length,
        one["point"],
        one["fact"],
    )


def contests(other, one):
    """E5: a fact for an overlapping period with another level."""
    if other["fact"] == one["fact"] or other["point"] == one["point"]:
        return False
    start, end = ends_of(one["said"]["period"])
    other_start, other_end = ends_of(other["said"]["period"])
    return first_day(start) <= last_day(other_end) and first_day(other_start) <= last_day(end)


def read_tallied(case, name, fact, entry, scale, body):
    """E5: a fact that is counted: for as many as its figure says, or for one; and what it would
    show alone."""
    numbers = figure_of(scale, fact, None) or (Fraction(1),) * 3
    unit = fact.get("figure", {}).get("of")
    found = {"fact": name, "said": fact, "ended": ended_on(fact), "unit": unit}
    found |= {"entry": entry, "counted": numbers}
    return found | of_numbers(scale, numbers, kind_of(case["place"], body), entry, unit)


def tally(case, scale, inside, how, kind, around):
    """E5: the facts of the window counted, each for as many as its figure says; levels given by
    word stand only where nothing can be counted."""
    counted = [one for one in inside if "counted" in one]
    if not counted:
        return chosen(case, scale, inside, how, around)
    numbers = [sum((one["counted"][at] for one in counted), Fraction(0)) for at in range(3)]
    shown = set(scale["ranked"]) & {one["entry"].get("and_shown") for one in counted}
    if any(one["entry"].get("and_shown") == "yes" for one in counted):
        shown = {scale["ranked"][-1]}
    entry = {"and_shown": max(shown, key=scale["ranked"].index)} if shown else {}
    units = [one["unit"] for one in counted if one["unit"] is not None]
    broadest = max(units, key=several(scale["measure"]["units"]).index, default=None)
    found = of_numbers(scale, numbers, kind, entry, broadest)
    if found["point"] is None:
        return None
    found["mean"] = False
    if how == "practice" and only_own(counted) and not asks_own(scale):
        found = below_top(scale, found)
    found["facts"] = sorted(one["fact"] for one in counted)
    found["said"] = [one["said"] for one in counted]
    return found | {"last_known": False, "instrument": False}


def together(scale, readings):
    """A checklist: what one fact shows and what another shows counts together."""
    shown = set().union(*(one["shown"] for one in readings))
    unclear = set().union(*(one["unclear"] for one in readings))
    found = tick(scale, shown, unclear)
    found["facts"] = sorted(one["fact"] for one in readings)
    found["said"] = [one["said"] for one in readings]
    found["last_known"] = False
    found["instrument"] = all(one["said"].get("effect") in INSTRUMENTS for one in readings)
    return found


def standing(reading):
    """One fact as what stands for a body."""
    return {
        "point": reading["point"],
        "low": reading["low"],
        "high": reading["high"],
        "level": reading["level"],
        "facts": [reading["fact"]],
        "said": [reading["said"]],
        "last_known": False,
        "instrument": reading["said"].get("effect") in INSTRUMENTS,
    }


# ---------------------------------------------------------------- one criterion (E7, E9, S4)


def asked_of(case, criterion):
    """E7: the bodies whose conduct a criterion asks about; None is the place itself. Where a body
    is in view, everything is asked of it."""
    place, rubric = case["place"], case["rubric"]
    whose = criterion.get("whose", "own")
    if whose in ("own", place["city"]["kind"]) or place["focus"] is not None:
        return [place["focus"]]
    speaking = []
    for body in place["city"].get("bodies", {}):
        stated = body_of(place, body)
        listed = stated["kind"] in several(rubric.get("speaks_for"))
        if listed and yes(stated.get("speaks_for_city")):
            speaking.append(body)
    if whose == "lowest":
        return [None, *speaking]
    return [body for body in speaking if kind_of(place, body) == whose]


def finding(case, criterion, track):
    """What stands for a criterion on a track, asked once."""
    if (criterion, track) not in case["findings"]:
        case["findings"][criterion, track] = find(case, criterion, track)
    return case["findings"][criterion, track]


def find(case, criterion, track):
    """E7, E9, S4: what stands for a criterion on a track."""
    rubric = case["rubric"]
    rule, around = case["criteria"][criterion]
    scale = case["scales"][criterion, track]
    found = {
        "criterion": criterion,
        "track": track,
        "point": None,
        "low": scale["worst"],
        "high": scale["best"],
        "level": None,
        "facts": [],
        "said": [],
        "last_known": False,
        "decided": None,
        "instrument": False,
        "all_examined": False,
    }
    if not_applicable(case, criterion, track):
        return {**found, "status": "not-applicable"}
    bodies = asked_of(case, rule)
    each = [(body, body_finding(case, criterion, track, body)) for body in bodies]
    known = [(body, one) for body, one in each if one is not None]
    if known:
        body, decides = min(known, key=lambda pair: (pair[1]["point"], pair[1]["low"]))
        found |= {key: decides[key] for key in ("level", "facts", "said", "last_known")}
        found |= {"status": "known", "decided": body, "point": decides["point"]}
        found["instrument"] = decides["instrument"]
        found["low"] = min(one["low"] for _, one in known)
        found["high"] = min(one["high"] for _, one in known)
        found["all_examined"] = len(known) == len(each)
        if not found["all_examined"]:
            found["low"] = scale["worst"]
        return found
    unanswered = rubric.get("unanswered", "unknown")
    for component in around:
        unanswered = component.get("unanswered", unanswered)
    if unanswered == "exclude":
        return {**found, "status": "not-applicable"}
    if unanswered == "zero":
        nought = Fraction(0)
        return {**found, "status": "zero", "point": nought, "low": nought, "high": nought}
    return {**found, "status": "unknown"}


def not_applicable(case, criterion, track):
    """E9: whether the city file or the rubric sets a criterion aside, by itself or by a component
    above it."""
    rubric, place = case["rubric"], case["place"]
    stated = place["city"].get("not_applicable", {}) if place["focus"] is None else {}
    for key in (criterion, f"{rubric['id']}/{criterion}"):
        if key in stated and stated[key].get("track", track) == track:
            start, end = stated[key].get("from"), stated[key].get("until")
            begun = start is None or first_day(start) <= case["as_of"]
            if begun and (end is None or last_day(end) >= case["as_of"]):
                return True
    rule, around = case["criteria"][criterion]
    for one in [rule, *around]:
        adds = "question" in one and only_adds(rubric, one)
        if stated_weight(rubric, one, kind_of(place, place["focus"])) == 0 and not adds:
            return True
        for reason in several(one.get("not_applicable")):
            if all_named(case, reason):
                return True
    return False


def all_named(case, reason):
    """E9: whether all that one reason names is so."""
    place = case["place"]
    focus = place["focus"]
    checks = {
        "kinds": kind_of(place, focus),
        "countries": place["city"].get("country"),
        "provinces": place["city"].get("province"),
    }
    for key, mine in checks.items():
        if key in reason and mine not in several(reason[key]):
            return False
    if "places" in reason:
        mine = {place["id"], place["id"] if focus is None else f"{place['id']}/{focus}"}
        if not mine & set(several(reason["places"])):
            return False
    return all(condition_holds(case, one) for one in several(reason.get("when")))


# ---------------------------------------------------------------- conditions (S6, E9)


def condition_track(rubric, condition):
    return condition.get("track") or next(iter(tracks_of(rubric)))


def passes(case, condition, share, level):
    """S6: whether a share lies where a condition asks; of two levels worth the same, the one that
    stands later is the higher."""
    track = condition_track(case["rubric"], condition)
    scale = case["scales"][condition["criterion"], track]

    def order(share, level):
        return share, scale["ranked"].index(level) if level in scale["ranked"] else None

    for test in ("at_most", "at_least"):
        if test in condition:
            mine = order(share, level)
            other = order(share_at(scale, condition[test]), condition[test])
            if None in (mine[1], other[1]):
                mine, other = mine[:1], other[:1]
            return mine <= other if test == "at_most" else mine >= other
    return False


def silenced(case, found, condition):
    """A finding as it would be if nobody had said anything."""
    if not found["said"]:
        return found
    track = condition_track(case["rubric"], condition)
    worst, best = ends_of_scale(case["scales"][condition["criterion"], track])
    return {**found, "status": "unknown", "instrument": False, "low": worst, "high": best}


def condition_holds(case, condition, silent=False):
    """S6: whether a condition holds of the point; false of an unknown, unless it asks for one."""
    track = condition_track(case["rubric"], condition)
    found = finding(case, condition["criterion"], track)
    if silent:
        found = silenced(case, found, condition)
    if found["status"] == "not-applicable":
        return False
    if found["status"] == "unknown":
        return yes(condition.get("unknown")) or yes(condition.get("or_unknown"))
    if condition.get("basis") == "instruments" and not found["instrument"]:
        return False
    return passes(case, condition, found["point"], found["level"])


def condition_holds_at(case, condition, end, silent=False):
    """S6: whether a condition holds at an end of the range, where nothing is unknown."""
    track = condition_track(case["rubric"], condition)
    found = finding(case, condition["criterion"], track)
    if silent:
        found = silenced(case, found, condition)
    if found["status"] == "not-applicable":
        return False
    sure = found["low"] == found["high"] and found["all_examined"]
    level = found["level"] if sure else None
    if condition.get("basis") == "instruments" and not found["instrument"]:
        return found["status"] == "unknown" and passes(case, condition, found[end], level)
    return passes(case, condition, found[end], level)


# ---------------------------------------------------------------- adding up (S1, S3, S4, S7)


def weights_below(case, part, track, findings):
    """S1: the criteria and components directly below that apply and weigh: name, rule, weight."""
    rubric = case["rubric"]
    kind = kind_of(case["place"], case["place"]["focus"])
    found = []
    for name, rule in part.get("criteria", {}).items():
        if applies(findings, name, track) and not only_adds(rubric, rule):
            found.append((name, rule, stated_weight(rubric, rule, kind)))
    for name, component in part.get("components", {}).items():
        below = weighing(case, component, track, findings)
        if below:
            weight = stated_weight(rubric, component, kind)
            if weight is None:
                weight = sum((one for _, _, one in below), Fraction(0))
            found.append((name, component, weight))
    return found


def weighing(case, part, track, findings):
    """S1, S3: what is added up in a component or the rubric: what stands directly below, or all
    criteria."""
    if part.get("over") == "criteria":
        found = []
        for name, (rule, _) in criteria_of(part).items():
            if applies(findings, name, track) and not only_adds(case["rubric"], rule):
                kind = kind_of(case["place"], case["place"]["focus"])
                found.append((name, rule, stated_weight(case["rubric"], rule, kind)))
        return found
    return weights_below(case, part, track, findings)


def applies(findings, name, track):
    found = findings.get((name, track))
    return found is not None and found["status"] != "not-applicable"


def shares_of_weight(case, track, findings):
    """S1: the share of the whole that each criterion weighs."""
    found = {}

    def down(part, share):
        below = weighing(case, part, track, findings)
        whole = sum((weight for _, _, weight in below), Fraction(0))
        for name, rule, weight in below:
            if "question" in rule:
                found[name] = share * weight / whole
            else:
                down(rule, share * weight / whole)

    down(case["rubric"], Fraction(1))
    return found


def score(case, part, track, findings, above):
    """S1: the score of a component, or of the rubric, within itself, worked out once. `above` is
    what the component is added up in; None for the rubric. None where nothing applies below it."""
    if (id(part), track) not in case["scores"]:
        case["scores"][id(part), track] = add_up(case, part, track, findings, above)
    return case["scores"][id(part), track]


def add_up(case, part, track, findings, above):
    """S1, S3, S4: the score of a component, or of the rubric, within itself."""
    rubric = case["rubric"]
    kind = kind_of(case["place"], case["place"]["focus"])
    below = weighing(case, part, track, findings)
    children, shown = [], Fraction(0)
    for name, rule, weight in below:
        if "question" in rule:
            one = findings[name, track]
            covered = Fraction(int(one["point"] is not None))
            children.append((weight, covered, one["point"], one["low"], one["high"]))
            shown += weight * (one["point"] or 0)
        else:
            one = score(case, rule, track, findings, part)
            children.append((weight, one["coverage"], one["point"], one["low"], one["high"]))
            shown += weight * one["shown"]
    added = added_points(case, part, track, findings)
    if not children:
        return None if added is None else adding_score(case, part, added)
    low_added, point_added, high_added = added or (Fraction(0),) * 3
    how = part.get("aggregate", "weighted_mean")
    whole = sum((child[0] for child in children), Fraction(0))
    known = sum((child[0] * child[1] for child in children), Fraction(0))
    point = None
    if known:
        some = [(child[0] * child[1], child[2]) for child in children if child[1]]
        point = mean(how, some) + point_added / whole
    low = mean(how, [(child[0], child[3]) for child in children]) + low_added / whole
    high = mean(how, [(child[0], child[4]) for child in children]) + high_added / whole
    weight = None if above is None else stated_weight(rubric, part, kind)
    weight = whole if weight is None else weight
    before = point
    low = held(case, part, low, whole, weight, above)
    high = held(case, part, high, whole, weight, above)
    if how not in ("sum", "weighted_mean"):
        shown = (point or 0) * known
    given = held(case, part, (shown + point_added) / whole, whole, weight, above)
    if point is not None:
        point = held(case, part, point, whole, weight, above)
        if how == "sum" and point < low:
            point = low
        if how == "sum" and point > high:
            point = high
        low, high = min(low, point), max(high, point)
    return {
        "point": point,
        "low": low,
        "high": high,
        "coverage": known / whole,
        "points": given * whole if how == "sum" and point is not None else None,
        "shown": given,
        "before": before if before != point else None,
        "whole": whole,
    }


def mean(how, some):
    """S3: weights and shares as one share."""
    whole = sum((weight for weight, _ in some), Fraction(0))
    if how == "minimum":
        return min(share for _, share in some)
    if how == "geometric_mean":
        if any(share <= 0 for _, share in some):
            return Fraction(0)
        if len({share for _, share in some}) == 1:
            return some[0][1]
        total = Decimal(0)
        for weight, share in some:
            part = weight / whole
            times = DIGITS.divide(Decimal(part.numerator), Decimal(part.denominator))
            total = DIGITS.add(total, DIGITS.multiply(times, ln(share)))
        return round(Fraction(DIGITS.exp(total)), 30)
    return sum((weight * share for weight, share in some), Fraction(0)) / whole


def added_points(case, part, track, findings):
    """S4: what a bonus, a penalty, and components of nothing else add at the low end, the point and
    the high end; None where there is none that applies."""
    rubric = case["rubric"]
    adding = []
    if part.get("over") == "criteria":
        criteria = {name: rule for name, (rule, _) in criteria_of(part).items()}
        components = {}
    else:
        criteria, components = part.get("criteria", {}), part.get("components", {})
    for name, rule in criteria.items():
        if only_adds(rubric, rule) and applies(findings, name, track):
            one = findings[name, track]
            point = Fraction(0) if one["point"] is None else one["point"]
            if "penalty" in rule:
                times = -weight_number(rubric, rule["penalty"])
                adding.append((times * one["high"], times * point, times * one["low"]))
            else:
                times = weight_number(rubric, rule["bonus"]) if "bonus" in rule else Fraction(1)
                adding.append((times * one["low"], times * point, times * one["high"]))
    for component in components.values():
        if not weighing(case, component, track, findings):
            one = score(case, component, track, findings, part)
            if one is not None:
                adding.append(one["adds"])
    if not adding:
        return None
    return tuple(sum((one[at] for one in adding), Fraction(0)) for at in range(3))


def adding_score(case, part, added):
    """S4: a component of bonuses and penalties alone has points, and no share; its limits and its
    rounding are in points."""
    held_to = []
    for points in added:
        if "floor" in part:
            points = max(points, number(part["floor"]))
        if "ceiling" in part:
            points = min(points, number(part["ceiling"]))
        held_to.append(rounded(part, points))
    low, point, high = held_to
    return {
        "adds": held_to,
        "coverage": Fraction(0),
        "point": None,
        "low": low,
        "high": high,
        "points": point,
        "before": added[1] if added[1] != point else None,
        "whole": Fraction(0),
    }


def held(case, part, share, whole, weight, above):
    """S4, S5: a share held to the floor and ceiling, percentages, or points of a sum (a total over
    two tracks is none), and rounded in the unit in which it is added up: percent, or points of its
    weight in the sum above."""
    points = in_points(case["rubric"]) if above is None else part.get("aggregate") == "sum"
    unit = whole if points else Fraction(100)
    amount = share * unit
    if "floor" in part:
        amount = max(amount, number(part["floor"]))
    if "ceiling" in part:
        amount = min(amount, number(part["ceiling"]))
    share = amount / unit
    if above is not None:
        unit = weight if above.get("aggregate") == "sum" else Fraction(100)
    return rounded(part, share * unit) / unit


def rounded(part, amount):
    """S7: a number rounded where the rubric says so: halves up, or to the even digit."""
    how = part.get("round")
    if how is None:
        return amount
    if isinstance(how, str):
        how = {"places": how}
    times = 10 ** int(how["places"])
    scaled = amount * times
    down = scaled.numerator // scaled.denominator
    rest = scaled - down
    half_goes_up = how.get("halves") != "even" or down % 2
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and half_goes_up):
        down += 1
    return Fraction(down, times)


def component_scores(case, part, tracks, findings, path=()):
    """S1: every component with its score on each track that applies, by its path."""
    found = {}
    for name, component in part.get("components", {}).items():
        here = (*path, name)
        found[here] = {}
        for track in tracks:
            one = score(case, component, track, findings, part)
            if one is not None:
                found[here][track] = one
        found |= component_scores(case, component, tracks, findings, here)
    return found


# ---------------------------------------------------------------- the grade (S2, S5, S6)


def gap(case, findings):
    """S2: policy minus practice over the criteria that have a finding on both tracks."""
    if set(tracks_of(case["rubric"])) != {"policy", "practice"}:
        return None
    both = {}
    for name in case["criteria"]:
        if applies(findings, name, "policy") and applies(findings, name, "practice"):
            both[name, "both"] = findings[name, "policy"]
    if not both:
        return None
    weights = shares_of_weight(case, "both", both)
    if not weights:
        return None
    shown = weight = Fraction(0)
    widest = (Fraction(0), Fraction(0), None)
    for name, share in weights.items():
        paper, seen = findings[name, "policy"]["point"], findings[name, "practice"]["point"]
        if paper is not None and seen is not None:
            weight += share
            shown += share * (paper - seen)
            if paper != seen:
                widest = max(widest, (abs(paper - seen), share, name))
    difference = shown / weight if weight >= Fraction(1, 3) else None
    return {
        "difference": difference,
        "weight": weight,
        "widest": None if difference is None else widest[2],
    }


def track_result(case, track, findings):
    """S5: a track with what it lacks; None where nothing applies on it."""
    rubric = case["rubric"]
    found = score(case, rubric, track, findings, None)
    if found is None or "adds" in found:
        return None
    weights = shares_of_weight(case, track, findings)
    rests = {}
    for key, one in findings.items():
        for fact in one["facts"]:
            rests.setdefault(fact, set()).add(key)
    known = shared = old = Fraction(0)
    for name, weight in weights.items():
        one = findings[name, track]
        if one["status"] == "known":
            known += weight
            if any(len(rests[fact]) > 1 for fact in one["facts"]):
                shared += weight
            if one["last_known"]:
                old += weight
    needs = number(rubric.get("withhold_under", "0"))
    wants = number(rubric.get("provisional_under", "0"))
    withheld = found["point"] is None or found["coverage"] < needs
    return {
        **found,
        "point": None if withheld else found["point"],
        "points": None if withheld else found["points"],
        "weights": weights,
        "withheld": withheld,
        "provisional": found["coverage"] < wants,
        "shared": shared / known if known else Fraction(0),
        "last_known": old / known if known else Fraction(0),
    }


def gate_result(case, gate, findings):
    """S6: whether a gate fires on the points, and on the low and high ends; never on facts of low
    confidence alone."""
    conditions = several(gate["when"])
    said = []
    for condition in conditions:
        track = condition_track(case["rubric"], condition)
        said += findings[condition["criterion"], track]["said"]
    low_alone = bool(said) and all(fact["confidence"] == "low" for fact in said)
    all_hold = all(condition_holds(case, one) for one in conditions)
    found = {"fired": all_hold and not low_alone, "held_back": all_hold and low_alone}
    for end in ("low", "high"):
        at_end = all(condition_holds_at(case, one, end) for one in conditions)
        found[f"fired_{end}"] = at_end and not low_alone
    if low_alone and all(condition_holds(case, one, silent=True) for one in conditions):
        found |= {"fired": True, "held_back": False}
        for end in ("low", "high"):
            ends = [condition_holds_at(case, one, end, silent=True) for one in conditions]
            found[f"fired_{end}"] = all(ends)
    return found


def lowest_cap(case, gates, fired, whole):
    """S6: of the gates that fired, the one with the lowest cap, the first of equals, and the cap as
    a share."""
    best = None
    for name, gate in case["rubric"].get("gates", {}).items():
        if gates[name][fired]:
            share = number(gate["cap"]) / (whole if in_points(case["rubric"]) else 100)
            if best is None or share < best[1]:
                best = (name, share)
    return best


def overall(case, tracks, gates):
    """S5, S6: the tracks mixed as published, then capped; neither end crosses the point."""
    mix = {track: part for track, part in tracks_of(case["rubric"]).items() if track in tracks}
    all_parts = sum(mix.values(), Fraction(0))
    withheld = [track for track in mix if tracks[track]["withheld"]]
    point = None
    if mix and not withheld:
        point = sum((mix[t] / all_parts * tracks[t]["point"] for t in mix), Fraction(0))
    low = sum((mix[t] / all_parts * tracks[t]["low"] for t in mix), Fraction(0))
    high = sum((mix[t] / all_parts * tracks[t]["high"] for t in mix), Fraction(0))
    if not mix:
        low, high = Fraction(0), Fraction(1)
    whole = tracks[next(iter(mix))]["whole"] if mix else Fraction(100)
    uncapped = point
    cap = lowest_cap(case, gates, "fired", whole)
    if point is not None and cap is not None:
        point = min(point, cap[1])
    for_low = lowest_cap(case, gates, "fired_low", whole)
    if for_low is not None:
        low = min(low, for_low[1])
    for_high = lowest_cap(case, gates, "fired_high", whole)
    if for_high is not None:
        high = min(high, for_high[1])
    if point is not None:
        low, high = min(low, point), max(high, point)
    low = min(low, high)
    return {
        "point": point,
        "low": low,
        "high": high,
        "uncapped": uncapped,
        "cap": None if cap is None or point == uncapped else cap[0],
        "withheld": withheld,
        "provisional": any(tracks[track]["provisional"] for track in mix),
    }


def grade(rubric, place, as_of, fresh=False):
    """E1 to S7: everything that the engine is asked for, as plain values."""
    case = {"rubric": rubric, "place": place, "as_of": as_of, "fresh": fresh}
    case["criteria"] = criteria_of(rubric)
    case["facts"] = facts_of(place)
    case["ended"] = ended_by_others(case["facts"], as_of)
    case["scales"] = {
        (name, track): scale_of(rubric, rule, track)
        for name, (rule, _) in case["criteria"].items()
        for track in tracks_of(rubric)
    }
    case["findings"], case["scores"] = {}, {}
    for (name, track), scale in case["scales"].items():
        if scale is not None:
            finding(case, name, track)
    findings = {key: case["findings"][key] for key in case["scales"] if key in case["findings"]}
    tracks = {}
    for track in tracks_of(rubric):
        one = track_result(case, track, findings)
        if one is not None:
            tracks[track] = one
    gates = {
        name: gate_result(case, gate, findings) for name, gate in rubric.get("gates", {}).items()
    }
    return {
        "findings": findings,
        "components": component_scores(case, rubric, tracks, findings),
        "tracks": tracks,
        "gap": gap(case, findings),
        "gates": gates,
        "overall": overall(case, tracks, gates),
    }


def ranks(placed):
    """S8: rank, best and worst of each by name, among the points, lows and highs of those not
    withheld."""
    found = {}
    for name, (point, low, high) in placed.items():
        rank = best = 1
        worst = len(placed)
        for other_point, other_low, other_high in placed.values():
            if other_point > point:
                rank += 1
            if other_low > high:
                best += 1
            if other_high < low:
                worst -= 1
        found[name] = (rank, best, worst)
    return found
