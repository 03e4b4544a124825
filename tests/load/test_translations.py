"""Translations: `x.fr.yaml` beside `x.yaml`, laid over it before anything is typed."""

from __future__ import annotations

import pytest
from loading import HEAD, RUBRIC, checked, data_folder, library

from scorecard.load.layers import Layer
from scorecard.load.library import Library
from scorecard.load.translation import digest, laid_over, prose

CITY = (
    HEAD
    + """\
bodies:
  police: {name: Sampleton Police, kind: police-service, speaks_for_city: yes, governed_by: A board}
sources:
  s: {title: A page, publisher: A publisher, date: 2020, note: Read in part.}
facts:
  rule:
    claim: A rule on all of it.
    effect: adopts
    date: 2020-01-01
    confidence: high
    sources: s
    scores:
      paper: {level: 4, why: All of it.}
  seen:
    claim: Nobody was asked.
    period: {from: 2019, to: 2020}
    seen_by: independent
    confidence: high
    sources: [{title: Another page, publisher: A publisher, date: 2020, note: Not read.}]
    context: Nothing to score.
looked_for:
  - {criterion: access, track: practice, searched: Two searches., when: 2026}
"""
)
FRENCH = """\
format: translation/1
of: OF
bodies: {police: {name: Police de Sampleton, governed_by: Une commission}}
sources: {s: {note: Lu en partie.}}
facts:
  rule:
    claim: Une règle sur tout.
    scores: {paper: {why: Tout.}}
  seen: {claim: On n'a interrogé personne., context: Rien à coter.}
looked_for:
  - {criterion: access, track: practice, searched: Deux recherches.}
"""


def written(root, french: str = FRENCH, *, name: str = "sampleton.fr.yaml"):
    """The small data folder with a translation beside its place."""
    data_folder(root, CITY)
    text = french.replace("of: OF", f"of: {digest(parsed(CITY))}")
    (root / "cities" / name).write_text(text, encoding="utf-8")
    return root


def parsed(text: str):
    """A file as the loader reads it: text only."""
    from scorecard.load.document import Document
    from scorecard.load.yaml_file import parse

    return parse(text.encode(), Document("x")).data


def in_french(root) -> Library:
    return Library([Layer(root, ".")], "fr")


def test_every_text_is_laid_over_and_nothing_else(tmp_path):
    data = in_french(written(tmp_path))
    place = data.place("sampleton")
    city = place.city
    assert data.problems == []
    assert city.bodies["police"].name == "Police de Sampleton"
    assert city.bodies["police"].governed_by == "Une commission"
    assert city.facts["rule"].claim == "Une règle sur tout."
    assert city.facts["rule"].scores["paper"].why == "Tout."
    assert city.facts["seen"].context == "Rien à coter."
    assert city.looked_for[0].searched == "Deux recherches."
    assert city.sources["s"].note == "Lu en partie."
    assert (city.sources["s"].title, city.name) == ("A page", "Sampleton")
    assert city.facts["seen"].sources[0].note == "Not read."
    assert data.untranslated == {"cities/sampleton.yaml": (1, 9), "rubrics/small.yaml": (17, 17)}


def test_the_grade_is_the_same_in_every_language(tmp_path):
    written(tmp_path)
    english, french = library(tmp_path).place("sampleton"), in_french(tmp_path).place("sampleton")
    levels = [
        {name: fact.model_dump(exclude={"claim", "scores", "context"}) for name, fact in facts}
        for facts in (english.city.facts.items(), french.city.facts.items())
    ]
    assert levels[0] == levels[1]
    assert english.city.facts["rule"].scores["paper"].level == "4"
    assert french.city.facts["rule"].scores["paper"].level == "4"


def test_english_does_not_read_translations(tmp_path):
    written(tmp_path, "junk: [\n")
    data = library(tmp_path)
    assert data.place("sampleton").city.facts["rule"].claim == "A rule on all of it."
    assert data.problems == []


def test_the_files_of_a_result_name_the_translation(tmp_path):
    place = in_french(written(tmp_path)).place("sampleton")
    assert place.file.translation.path == "cities/sampleton.fr.yaml"
    assert len(place.file.translation.sha256) == 64


def test_a_rubric_with_its_levels_and_short_words(tmp_path):
    data_folder(tmp_path, CITY)
    french = f"""\
format: translation/1
of: {digest(parsed(RUBRIC))}
title: Une petite grille
components:
  no-collaboration:
    title: Aucune collaboration
    criteria:
      paper:
        question: Est-ce écrit ?
        policy: {{1: {{text: Muet.}}, 4: Tout.}}
      calls:
        practice:
          3: {{and: L'organisme le publie.}}
words: {{status checks: vérifications de statut}}
"""
    (tmp_path / "rubrics" / "small.fr.yaml").write_text(french, encoding="utf-8")
    data = in_french(tmp_path)
    rubric, file = data.rubric("small")
    assert data.problems == []
    scale = rubric.criteria["paper"].policy
    assert [scale.levels[n].text for n in "014"] == ["Works against.", "Muet.", "Tout."]
    step = rubric.criteria["calls"].practice.levels["3"]
    assert (step.and_, step.exactly) == ("L'organisme le publie.", 0)
    assert rubric.word("status checks") == "vérifications de statut"
    assert rubric.word("all contacts") == "all contacts"
    assert rubric.criteria["calls"].practice.measure.units == ("status checks", "all contacts")
    assert file.translation.path == "rubrics/small.fr.yaml"
    assert (rubric.id, rubric.title) == ("small", "Une petite grille")


def test_a_translation_beside_a_weaker_layer_is_not_laid_over_a_stronger_one(tmp_path):
    written(tmp_path / "shipped")
    own = data_folder(tmp_path / "own", CITY.replace("A rule on all", "Our rule on all"))
    data = Library([Layer(tmp_path / "shipped", "shipped"), Layer(own.parent.parent, "own")], "fr")
    assert data.place("sampleton").city.facts["rule"].claim == "Our rule on all of it."


BROKEN = {
    "an earlier text": (
        FRENCH.replace("of: OF", "of: 00000000"),
        (2, 5, "old-translation", "the original has changed since; write `of: "),
    ),
    "which text": (
        FRENCH.replace("of: OF\n", ""),
        (1, 1, "old-translation", "is not said"),
    ),
    "an item in another place": (
        FRENCH.replace("track: practice, searched", "track: policy, searched"),
        (11, 32, "other-item", "the original has `practice` here"),
    ),
    "one item too many": (
        FRENCH + "  - {criterion: access, searched: Trois.}\n",
        (12, 5, "not-in-original", "the original has no `1` here"),
    ),
    "a fact that is not there": (
        FRENCH.replace("  rule:", "  rules:"),
        (6, 3, "not-in-original", "the original has no `rules` here; did you mean `rule`?"),
    ),
    "what is not prose": (
        FRENCH.replace("{why: Tout.}", "{level: 2, why: Tout.}"),
        (8, 22, "not-prose", "`level` is not translated"),
    ),
    "the title of a source": (
        FRENCH.replace("{note: Lu en partie.}", "{title: Une page}"),
        (4, 15, "not-prose", "`title` is not translated"),
    ),
    "an empty text": (
        FRENCH.replace("Une règle sur tout.", '""'),
        (7, 12, "empty-value", "`claim` is empty"),
    ),
    "a tail lost to a comment": (
        FRENCH.replace("Une règle sur tout.", "Une règle #2 sur tout."),
        (7, 22, "comment-in-prose", "everything after # is lost"),
    ),
    "another format": (
        FRENCH.replace("translation/1", "city/1"),
        (1, 9, "wrong-format", "write `format: translation/1`"),
    ),
    "a key twice": (
        FRENCH.replace("  seen: {", "  rule: {"),
        (9, 3, "duplicate-key", "rule"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_with_a_translation(tmp_path, name):
    french, (line, column, code, words) = BROKEN[name]
    found = checked(written(tmp_path, french))
    shown = [str(problem) for problem in found]
    assert any(
        (p.path, p.line, p.column, p.code) == ("cities/sampleton.fr.yaml", line, column, code)
        for p in found
    ), shown
    *_, last = words.split("; ")
    assert any(last in f"{p.wrong}; {p.right}" for p in found), shown
    assert {p.path for p in found} == {"cities/sampleton.fr.yaml"}


def test_a_wrong_part_leaves_the_rest_in_french(tmp_path):
    data = in_french(written(tmp_path, FRENCH.replace("  seen:", "  sean:")))
    city = data.place("sampleton").city
    assert [problem.code for problem in data.problems] == ["not-in-original"]
    assert city.facts["rule"].claim == "Une règle sur tout."
    assert city.facts["seen"].claim == "Nobody was asked."


def test_a_translation_of_nothing_is_reported(tmp_path):
    found = checked(written(tmp_path, name="samplton.fr.yaml"))
    assert [(p.path, p.code, p.right) for p in found] == [
        (
            "cities/samplton.fr.yaml",
            "wrong-suffix",
            "a translation stands beside samplton.yaml, and there is none",
        )
    ]


def test_what_laid_over_nothing_changes_nothing():
    for text in (CITY, RUBRIC):
        assert laid_over(parsed(text), {}) == parsed(text)
        texts = dict(prose(parsed(text)))
        assert laid_over(parsed(text), texts) == parsed(text)
        assert all(isinstance(value, str) and value for value in texts.values())


# ---------------------------------------------------------------- what a rubric can say by name

LANGUAGE = """\
format: rubric/1
title: Everything by name
version: "1"
grades: [town, county]
components:
  homes:
    title: Homes
    about: All homes.
    bands: {strong: {from: 50, words: Well done.}, weak: 0}
    not_applicable: {provinces: AB, why: The province runs them.}
    criteria:
      plan:
        question: Is there a plan?
        weight: 1
        not_applicable:
          - {kinds: county, why: Counties have none.}
          - {when: {criterion: desk, at_most: 20}, why: Nobody would read it.}
        scale:
          levels:
            none: 0
            some: {points: 0.5, text: Something of it.}
            all: {points: 2, text: All of it., extra: With dates.}
      desk:
        question: What does the desk offer?
        weight: 1
        scale:
          full_at: 3
          checklist:
            hours: Opening hours.
            staff: 2
            forms: {points: 1.5, text: Forms in two languages.}
      papers:
        question: What do they ask for?
        weight: 1
        scale:
          checklist: {letter: A letter., card: A card.}
          0: Nothing.
          1: {text: One of them., needs: 1}
      fees: {question: What does it cost?, points: 4, scale: points}
"""
IN_FRENCH = """\
format: translation/1
of: OF
title: Tout par son nom
components:
  homes:
    title: Logements
    about: Tous les logements.
    bands: {strong: {words: Bravo.}}
    not_applicable: {why: La province les gère.}
    criteria:
      plan:
        question: Y a-t-il un plan ?
        not_applicable: [{why: Les comtés n'en ont pas.}, {why: Personne ne le lirait.}]
        scale:
          levels:
            some: {text: Une partie.}
            all: {text: Le tout., extra: Avec des dates.}
      desk:
        question: Qu'offre le guichet ?
        scale:
          checklist:
            hours: 8 h à 20 h, sauf le dimanche
            forms: Formulaires en deux langues.
      papers:
        question: Que demande-t-on ?
        scale:
          checklist: {letter: {text: Une lettre.}, card: Une carte.}
          0: Rien.
          1: L'une ou l'autre.
      fees: {question: Combien cela coûte-t-il ?}
"""


def by_name(root, french: str = IN_FRENCH):
    """A data folder with the rubric of names, and its translation."""
    (root / "rubrics").mkdir()
    (root / "rubrics" / "names.yaml").write_text(LANGUAGE, encoding="utf-8")
    text = french.replace("of: OF", f"of: {digest(parsed(LANGUAGE))}")
    (root / "rubrics" / "names.fr.yaml").write_text(text, encoding="utf-8")
    return root


def test_every_text_of_levels_elements_bands_and_reasons_is_laid_over(tmp_path):
    data = in_french(by_name(tmp_path))
    rubric, _ = data.rubric("names")
    assert data.problems == []
    assert data.untranslated == {"rubrics/names.yaml": (0, 20)}
    homes = rubric.components["homes"]
    assert (homes.title, homes.bands["strong"].words) == ("Logements", "Bravo.")
    assert homes.not_applicable[0].why == "La province les gère."
    plan, desk, papers = (homes.criteria[name] for name in ("plan", "desk", "papers"))
    assert [stated.why for stated in plan.not_applicable] == [
        "Les comtés n'en ont pas.",
        "Personne ne le lirait.",
    ]
    levels = plan.score.levels
    assert [level.text for level in levels.values()] == [None, "Une partie.", "Le tout."]
    assert levels["all"].extra == "Avec des dates."
    elements = desk.score.checklist
    assert elements["hours"].text == "8 h à 20 h, sauf le dimanche"
    assert elements["forms"].text == "Formulaires en deux langues."
    assert [one.text for one in papers.score.checklist.values()] == ["Une lettre.", "Une carte."]
    assert [level.text for level in papers.score.levels.values()] == ["Rien.", "L'une ou l'autre."]


def test_no_number_changes_with_the_language(tmp_path):
    by_name(tmp_path)
    english, french = library(tmp_path).rubric("names")[0], in_french(tmp_path).rubric("names")[0]
    for name, rule in english.criteria.items():
        other = french.criteria[name]
        assert other.score.points == rule.score.points
        assert {n: e.points for n, e in other.score.checklist.items()} == {
            n: e.points for n, e in rule.score.checklist.items()
        }
        assert [lv.needs for lv in other.score.levels.values()] == [
            lv.needs for lv in rule.score.levels.values()
        ]
        assert (other.weight, other.points, other.score.full_at) == (
            rule.weight,
            rule.points,
            rule.score.full_at,
        )
    assert french.criteria["desk"].score.checklist["hours"].points == 1


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("some: {text: Une partie.}", "some: {points: 1, text: Une partie.}", 16, "not-prose"),
        ("some: {text: Une partie.}", "some: 1", 16, "not-prose"),
        ("all: {text", "none: 0\n            all: {text", 17, "not-prose"),
        ("forms: F", "staff: 2\n            forms: F", 23, "not-prose"),
        ("some: {text: Une partie.}", "sum: {text: Une partie.}", 16, "not-in-original"),
        ("card: Une carte.", "carte: Une carte.", 27, "not-in-original"),
        (
            "          checklist: {letter",
            "          full_at: 3\n          checklist: {letter",
            27,
            "not-in-original",
        ),
        ("strong: {words: Bravo.}", "strong: 50", 8, "not-prose"),
        ("{why: Personne ne le lirait.}", "{why: Oui.}, {why: Non.}", 13, "not-in-original"),
        ("      fees: {question", "      fees: {points: 4, question", 30, "not-prose"),
    ],
)
def test_numbers_and_what_is_not_there_are_no_prose(tmp_path, before, after, line, code):
    assert IN_FRENCH.count(before) == 1
    found = checked(by_name(tmp_path, IN_FRENCH.replace(before, after)))
    assert [(p.path, p.line, p.code) for p in found] == [("rubrics/names.fr.yaml", line, code)], [
        str(p) for p in found
    ]


@pytest.mark.parametrize("text", ["3 étages", "8 h 30", "1er étage", "-2 degrés", "2,5 m"])
def test_a_text_may_start_with_a_number_in_another_language(tmp_path, text):
    """Laid over a text, it is never read as points."""
    french = IN_FRENCH.replace("card: Une carte.", f"card: '{text}'")
    data = in_french(by_name(tmp_path, french))
    rubric, _ = data.rubric("names")
    assert data.problems == []
    card = rubric.criteria["papers"].score.checklist["card"]
    assert (card.text, card.points) == (text, 1)


def test_the_digest_changes_with_a_text_and_not_with_a_number():
    now = digest(parsed(LANGUAGE))
    assert digest(parsed(LANGUAGE.replace("points: 0.5", "points: 0.25"))) == now
    assert digest(parsed(LANGUAGE.replace("staff: 2", "staff: 3"))) == now
    assert digest(parsed(LANGUAGE.replace("Opening hours.", "Hours."))) != now
    assert digest(parsed(LANGUAGE.replace("Counties have none.", "None."))) != now


def test_texts_laid_over_themselves_change_nothing():
    assert laid_over(parsed(LANGUAGE), dict(prose(parsed(LANGUAGE)))) == parsed(LANGUAGE)


# ---------------------------------------------------------------- what attackers found


def overlaid(root, city: str, rubric: str, french: dict[str, str]) -> Library:
    """A data folder with a city, a rubric and translations of them."""
    path = data_folder(root, city)
    (root / "rubrics" / "small.yaml").write_text(rubric, encoding="utf-8")
    for name, text in french.items():
        (path.parent.parent / name).write_text(f"format: translation/1\n{text}", encoding="utf-8")
    return in_french(root)


NAMED = RUBRIC.replace("      access:", "      terms:")
TERMS = (
    HEAD
    + """\
sources: {s: {title: A page, publisher: P, date: 2020}}
bodies: {sources: {name: Water, kind: works, governed_by: Us}}
facts:
  terms:
    claim: Refused.
    period: 2025
    seen_by: independent
    confidence: high
    sources: s
    scores: {terms: {level: 0, why: Refused.}}
"""
)


def test_a_translation_never_reaches_what_is_graded(tmp_path):
    """Ids that are also names of translated parts: a level and a confidence are no prose."""
    french = "facts: {terms: {confidence: élevée, scores: {terms: {level: '4', why: Oui.}}}}\n"
    data = overlaid(tmp_path, TERMS, NAMED, {"cities/sampleton.fr.yaml": french})
    fact = data.place("sampleton").city.facts["terms"]
    assert (fact.scores["terms"].level, fact.scores["terms"].why) == ("0", "Oui.")
    assert fact.confidence == "high"
    assert [p.code for p in data.problems] == ["not-prose", "not-prose", "old-translation"]


def test_a_body_may_be_called_sources(tmp_path):
    french = {"cities/sampleton.fr.yaml": "bodies: {sources: {name: Eau}}\n"}
    data = overlaid(tmp_path, TERMS, NAMED, french)
    assert data.place("sampleton").city.bodies["sources"].name == "Eau"


def test_numbers_below_words_that_are_prose_elsewhere(tmp_path):
    rubric = RUBRIC.replace("bands: {A: 50, F: 0}", "bands: {by: 50, F: 0}").replace(
        "        weight: 1\n        policy: {0: Works",
        "        weight_by_kind: {office: 3}\n        weight: 1\n        policy: {0: Works",
    )
    rubric = rubric.replace("grades: [municipality]", "grades: [municipality, office]")
    french = (
        "bands: {by: cinquante}\ncomponents: {no-collaboration: {criteria: {paper: "
        "{weight_by_kind: {office: trois}}}}}\n"
    )
    data = overlaid(tmp_path, CITY, rubric, {"rubrics/small.fr.yaml": french})
    assert data.rubric("small")[0].bands["by"].from_ == 50
    assert [p.code for p in data.problems] == ["not-prose", "not-prose", "old-translation"]


@pytest.mark.parametrize(
    ("french", "code"),
    [
        ("- a\n", "not-a-mapping"),
        ("bonjour\n", "not-a-mapping"),
        ("format: translation/1\nwords: {a: b}\n", "not-in-original"),
        ("format: translation/1\nlooked_for: [{searched: Deux.}]\n", "other-item"),
    ],
)
def test_what_is_no_translation(tmp_path, french, code):
    assert code in {p.code for p in checked(written(tmp_path, french))}


@pytest.mark.parametrize("words", ["[a, b]", "bonjour", "{a: {b: c}}", "{a: [1]}"])
def test_short_words_are_texts(tmp_path, words):
    french = {"rubrics/small.fr.yaml": f"words: {words}\n"}
    overlaid(tmp_path, CITY, RUBRIC, french)
    assert "not-a-text" in {p.code for p in checked(tmp_path)}


def test_nothing_is_held_against_an_original_that_could_not_be_read(tmp_path):
    written(tmp_path)
    (tmp_path / "cities" / "sampleton.yaml").write_text('format: city/1\nname: "Sam\n')
    assert {p.path for p in checked(tmp_path)} == {"cities/sampleton.yaml"}


def test_thousands_of_unknown_keys_take_no_time(tmp_path):
    lines = "".join(f"  abcdefghijklmnopqrstuvwxyz-x{n}: 1\n" for n in range(20_000))
    found = checked(written(tmp_path, f"format: translation/1\nfacts:\n{lines}"))
    assert 200 <= len(found) <= 203


def test_a_comment_in_a_translation_or_a_reply_takes_the_tail_with_it(tmp_path):
    city = (
        CITY + "replies: [{sent: 2026-01, office: Clerk, received: 2026-02, says: No case #1 x}]\n"
    )
    data_folder(tmp_path, city.replace("says: No case #1 x}]", "says: No case #1 x\n  }]"))
    assert "comment-in-prose" in {p.code for p in checked(tmp_path)}
