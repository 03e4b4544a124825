"""Find the questions of a rubric that some words are about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from fractions import Fraction
from functools import lru_cache

from ..model.rubric import Criterion, Rubric, Track

STEM = 5
"""Letters by which two words are taken for the same: `train` for `training`."""
SHORTEST = 3
"""Letters of the shortest word that tells anything."""


def matching(rubric: Rubric, words: str, track: Track | None = None) -> tuple[str, ...]:
    """The criteria that hold any of the words, best first: by how rare in the rubric the words are
    that they share, a word of the question counting twice. On a track, only those with a scale."""
    wanted = stems(words)
    own = {
        name: (stems(rule.question), said(rule))
        for name, rule in rubric.criteria.items()
        if track is None or rule.scale(track) is not None
    }
    common = Counter(stem for _, among in own.values() for stem in among)
    scores = {
        name: sum(Fraction(1 + (stem in asked), common[stem]) for stem in wanted & (asked | among))
        for name, (asked, among) in own.items()
    }
    found = [name for name, score in scores.items() if score]
    return tuple(sorted(found, key=lambda name: -scores[name]))


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The words of a text by their first letters, without accents and case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return frozenset(
        word[:STEM] for word in re.findall(r"[^\W_]+", letters) if len(word) >= SHORTEST
    )


def said(rule: Criterion) -> frozenset[str]:
    """The words of a criterion: its question, its ask, and the anchors of its levels."""
    texts = [rule.question, rule.ask or ""]
    for track in ("policy", "practice", "score"):
        scale = rule.scale(track)
        if scale is not None:
            texts += [level.text or "" for level in scale.levels.values()]
            texts += [*(scale.measure.units if scale.measure else ()), *scale.checklist]
    return frozenset().union(*map(stems, texts))
