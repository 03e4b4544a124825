"""Find the questions of a rubric that some words are about."""

from __future__ import annotations

import re
from fractions import Fraction

from ..model.characters import folded
from ..model.rubric import TRACKS, Criterion, Rubric, Track

STEM = 5
"""Letters by which a word is looked for: `train` for `training`, and `asked` in `unasked`."""
SHORTEST = 3
"""Letters of the shortest word that tells anything."""


def matching(rubric: Rubric, words: str, track: Track | None = None) -> tuple[str, ...]:
    """The criteria that hold any of the words, best first: by how rare in the rubric the words are
    that they hold, a word of the question counting twice. On a track, only those with a scale."""
    wanted = {
        word[:STEM] for word in re.findall(r"[^\W_]+", folded(words)) if len(word) >= SHORTEST
    }
    rules = {
        name: rule
        for name, rule in rubric.criteria.items()
        if track is None or rule.scale(track) is not None
    }
    scores = dict.fromkeys(rules, Fraction(0))
    whole = {name: folded(said(rule)) for name, rule in rules.items()}
    asked = {name: folded(rule.question) for name, rule in rules.items()}
    for stem in wanted:
        holding = [name for name, text in whole.items() if stem in text]
        for name in holding:
            twice = stem in asked[name]
            scores[name] += Fraction(1 + twice, len(holding))
    found = [name for name, score in scores.items() if score]
    return tuple(sorted(found, key=lambda name: -scores[name]))


def said(rule: Criterion) -> str:
    """What a criterion says: its question, its ask, the anchors and units of its scales."""
    texts = [rule.question, rule.ask or ""]
    scales = (rule.scale(track) for track in TRACKS)
    for scale in (one for one in scales if one is not None):
        texts += [level.text or "" for level in scale.levels.values()]
        texts += [*(scale.measure.units if scale.measure else ()), *scale.checklist]
    return " ".join(texts)
