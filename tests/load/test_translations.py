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
    assert [problem.code for problem in data.problems] == ["not-in-original"] * 2
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
bodies: {sources: {name: Water, kind: works}}
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
