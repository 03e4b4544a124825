"""Write docs/data.md: what is on file, for every place and for every rubric.

    .venv/bin/python tools/data.py [YYYY-MM-DD]

The date is that of the grades; without one it stays as it is in the page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scorecard.analysis.inventory import holding, own_facts
from scorecard.engine.grade import Grader
from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.model.place import Place
from scorecard.model.result import Scorecard
from scorecard.model.rubric import Rubric
from scorecard.report import grades, numbers, words

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "data.md"
HEAD = """\
# What is on file

As of {date}. Written by `python tools/data.py`; a test fails when it is out of date.

{facts} facts in {files} files, {scored} of which answer a question of some rubric; the others are
context. {looked} entries say what was searched and not found. Sources are counted once a file.
"""


def page(when: date) -> str:
    """The whole page."""
    library = Library([Layer(ROOT, ".")])
    places = [library.place(name) for name in library.ids("cities")]
    read = [place for place in places if place is not None]
    assert len(read) == len(places), library.problems
    facts = [fact for place in read for fact in place.city.facts.values()]
    lines = [
        HEAD.format(
            date=numbers.day(when),
            facts=numbers.whole(len(facts)),
            files=len(read),
            scored=numbers.whole(sum(bool(fact.scores) for fact in facts)),
            looked=numbers.whole(sum(len(place.city.looked_for) for place in read)),
        ),
        "## Places",
        "",
        "| file | kind | facts | scored | context | sources | looked for | newest |",
        "| --- | --- | --: | --: | --: | --: | --: | --- |",
        *(_file(place) for place in read),
        "",
    ]
    for name in library.rubric_ids():
        rubric = library.rubric(name)
        assert rubric is not None
        lines += _rubric(library, Grader(*rubric), rubric[0], read, when)
    return "\n".join(lines)


def _file(place: Place) -> str:
    city, found = place.city, holding(own_facts(place))
    cells = (
        place.id,
        city.kind,
        found.facts,
        found.scored,
        found.facts - found.scored,
        len(city.sources),
        len(city.looked_for),
        found.newest or "-",
    )
    return _row(cells)


def _row(cells: tuple[object, ...]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _rubric(
    library: Library, grader: Grader, rubric: Rubric, places: list[Place], when: date
) -> Iterator[str]:
    """What the rubric asks, and for each place and body of its kinds what answers it."""
    taken = sum(len(one) for one in rubric.taken.values())
    scales = sum(
        rule.scale(track) is not None
        for rule in rubric.criteria.values()
        for track in rubric.tracks
    )
    yield f"## {rubric.title} ({rubric.id} {rubric.version})"
    yield ""
    yield (
        f"For: {', '.join(rubric.grades)}. Criteria: {len(rubric.criteria)}, asked on {scales} "
        f"scales, {taken} of which are those of another rubric."
    )
    yield ""
    names = [words.track_name(rubric, track) for track in rubric.tracks]
    yield _row(("place", "facts that answer", "answered", *names, "grade", "newest"))
    yield _row(("---", "--:", "--:", *("--:" for _ in names), "---", "---"))
    silent = 0
    for name in _graded(places, rubric):
        place = library.place(name, rubric.id)
        assert place is not None
        card = grader.grade(place, when)
        if any(finding.status == "known" for finding in card.findings):
            yield _row(_answers(card))
        else:
            silent += 1
    yield ""
    if silent:
        yield f"Of {silent} more no fact stands."
        yield ""


def _graded(places: list[Place], rubric: Rubric) -> Iterator[str]:
    """The places and bodies of the kinds that a rubric grades; a body with a file of its own is a
    place."""
    for place in places:
        if place.kind in rubric.grades:
            yield place.id
        for body, stated in place.city.bodies.items():
            if stated.place is None and stated.kind in rubric.grades:
                yield place.ref(body)


def _answers(card: Scorecard) -> tuple[object, ...]:
    known = [finding for finding in card.findings if finding.status == "known"]
    asked = [finding for finding in card.findings if finding.status != "not-applicable"]
    names = {fact for finding in known for fact in finding.facts}
    newest = holding(card.place.fact(name)[0] for name in sorted(names)).newest
    shares = [card.track(track) for track in card.rubric.tracks]
    needs = numbers.needs(card.rubric)
    told = grades.total(card.rubric, card.tracks, caps=True)
    grade = "withheld"
    if card.overall.point is not None:
        provisional = ", provisional" if card.overall.provisional else ""
        grade = f"{told.graded(card.overall.point)}{provisional}"
    return (
        card.place.own_ref,
        len(names),
        f"{len(known)} of {len(asked)}",
        *(
            "-" if one is None else f"{numbers.percent(one.score.coverage, needs)} %"
            for one in shares
        ),
        grade,
        newest or "-",
    )


def main() -> None:
    if len(sys.argv) > 1:
        when = date.fromisoformat(sys.argv[1])
    else:
        when = stated(PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(page(when), encoding="utf-8")


def stated(text: str) -> date:
    """The date that the page says it is of."""
    from scorecard.model.dates import PartialDate

    found = re.search(r"As of (\d+ \w+ \d{4})", text)
    assert found is not None
    day, month, year = found[1].split()
    months = [numbers.day(date(2026, n, 1)).split()[1] for n in range(1, 13)]
    return PartialDate.parse(f"{year}-{months.index(month) + 1:02}-{int(day):02}").last()


if __name__ == "__main__":
    main()
