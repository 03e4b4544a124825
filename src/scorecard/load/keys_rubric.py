"""What each key of a rubric is for, in a sentence: an editor shows it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from ..model.change import Cap, CapChange, Change
from ..model.condition import Condition
from ..model.rubric import (
    Band,
    Choice,
    Component,
    Criterion,
    Efforts,
    Gate,
    Group,
    NotApplicable,
    Round,
    Rubric,
    SameAs,
)
from ..model.scale import Bounds, Element, Given, Goalposts, Level, Measure, Scale

_WEIGHING = {
    "weight": "What it weighs among its siblings: a number, or one of the words under `weights`.",
    "weight_by_kind": "Another weight, by kind of place; 0 sets it aside there.",
    "weight_reason": "Why it weighs that.",
    "not_applicable": "Where it does not apply, with the reason; of several, any sets it aside.",
}
_TRACKS = {
    "policy": "On the track of what binding texts say.",
    "practice": "On the track of what happened.",
    "scale": "In a rubric without tracks.",
}

RUBRIC: Mapping[type[BaseModel], Mapping[str, str]] = {
    Group: {
        "aggregate": "How what is below is added up; weighted_mean where nothing is said.",
        "over": "criteria: add up all criteria below, rather than the components between.",
        "unanswered": "What nobody has shown: unknown widens the range, zero counts as nothing, "
        "exclude leaves it out.",
        "floor": "It is never lower: a percentage, or points of a sum.",
        "ceiling": "It is never higher: a percentage, or points of a sum.",
        "round": "Places to round to before it is added up; or `{places: 2, halves: even}`.",
        "bands": "Grades, best first: what each starts from.",
    },
    Rubric: {
        "format": "What the file is; the first key of it.",
        "title": "The name of the framework.",
        "by": "Whose framework it is.",
        "version": "The version of this file, in quotes.",
        "date": "When the framework was published.",
        "about": "What it is, and how this file follows it.",
        "grades": "The kinds of place or body that it grades.",
        "speaks_for": "The kinds of body whose conduct can count as the city's.",
        "tracks": "The part of the overall that paper and practice have; together 1. Without it "
        "there is one score.",
        "withhold_under": "A track with less of its weight answered has no grade: 1/3.",
        "provisional_under": "A track with less of its weight answered is provisional: 2/3.",
        "shelf_life": "Months after which a finding is only last known; 36 where nothing is said.",
        "effort": "How much work it is to grant an ask, where the criterion does not say.",
        "seen_by": "Whose counts come first, the best first.",
        "weights": "Words for weights, with their numbers.",
        "terms": "Words that the reports explain, with what they mean.",
        "sources": "Where the framework was published, by an id of your choice.",
        "components": "The named groups of criteria, by an id of your choice.",
        "gates": "Published rules that cap the overall, by an id of your choice.",
        "choices": "Choices that facts alone do not decide, by an id of your choice.",
    },
    Component: {
        "title": "Its name.",
        "about": "What it asks for.",
        **_WEIGHING,
        "components": "Components within it, by an id of your choice.",
        "criteria": "Its questions, by an id of your choice that no other question has.",
    },
    Criterion: {
        "question": "One question that can be answered by looking.",
        "ask": "What is asked for, so that it reads on from 'we ask'.",
        "who_can_grant": "Who can grant the ask, in a few words that recur.",
        "effort": "How much work it is to grant: 1, 2 or 3; or one for each track.",
        "origin": "framework: the source has it as it stands; refined: made sharper; ours: added.",
        "drawn_from": "The ids of `sources` that it is drawn from.",
        "why_added": "Why it was added.",
        "whose": "Whose conduct is asked about: own, lowest, or a kind under `speaks_for`.",
        **_WEIGHING,
        "points": "The most points that can be had, in place of a weight.",
        "bonus": "Points that it adds, in place of a weight.",
        "penalty": "Points that it takes, in place of a weight.",
        "evidence": "What would show the answer, such as an audit.",
        "same_as": "The criterion of another rubric that it takes its scale and findings from: "
        "rubric/criterion.",
        "policy": "What an answer is worth on paper.",
        "practice": "What an answer is worth in practice.",
        "scale": "What an answer is worth, in a rubric without tracks.",
    },
    NotApplicable: {
        "kinds": "For these kinds of place.",
        "countries": "In these countries.",
        "provinces": "In these provinces.",
        "places": "For these files of cities/.",
        "when": "While another answer is so.",
        "why": "Why it does not apply.",
    },
    Condition: {
        "criterion": "The criterion that is asked about.",
        "track": "On which track; left out where the rubric has one.",
        "at_most": "The level that its answer does not pass; or a percentage of the points.",
        "at_least": "The level that its answer reaches; or a percentage of the points.",
        "unknown": "yes: nothing is known of it.",
        "or_unknown": "yes: or nothing is known of it.",
        "basis": "instruments: its answer rests on a text in force, not on an account.",
    },
    Round: {
        "places": "How many places after the point.",
        "halves": "Which way halves go: up, or to the even digit.",
    },
    Band: {
        "from": "What it starts from: a percentage, or points of a sum.",
        "words": "What the grade means, in a few words.",
    },
    SameAs: dict(_TRACKS),
    Efforts: dict(_TRACKS),
    Gate: {
        "when": "What must hold for the cap: one condition, or a list that all must hold.",
        "cap": "The most that the overall can be.",
        "choice": "Why there is such a cap.",
        "alternative": "What else could have been chosen.",
        "try": "How an alternative is run, by a name of your choice.",
    },
    Choice: {
        "choice": "What was chosen, and why.",
        "alternative": "What else could have been chosen.",
        "try": "How an alternative is run, by a name of your choice.",
    },
    Cap: {
        "when": "What must hold for the cap: one condition, or a list that all must hold.",
        "cap": "The most that the overall can be.",
    },
    CapChange: {
        "cap": "Another cap.",
        "when": "Other conditions.",
        "off": "yes: no such cap.",
    },
    Change: {
        "equal": "The outermost components weigh the same.",
        "weights": "Other weights, by outermost component or criterion.",
        "tracks": "Another mix; a track left out counts for nothing.",
        "overall": "The lower of the two tracks, each with its caps.",
        "aggregate": "Another way to add up the components.",
        "points": "What levels are worth, by track, or under `scale`.",
        "units": "What was counted in a broader unit is unknown.",
        "whose": "What is asked of the lowest of several bodies is asked of the place itself.",
        "of": "The criteria that `points`, `units` and `whose` are about; all without it.",
        "leave_out": "Criteria that are left out.",
        "unanswered": "What nobody has shown.",
        "gates": "No caps.",
        "gate": "One cap more.",
        "fresh": "yes: nothing that is only last known.",
    },
    Scale: {
        "levels": "Levels with names, by name: points, or `{points: 1, text: ...}`.",
        "reversed": "yes: the lowest level is the best.",
        "goalposts": "The figure that gives nothing, and the one that gives all.",
        "points": "The figure itself is the points.",
        "checklist": "Elements that can be shown, by an id of your choice.",
        "full_at": "How many points of a checklist are enough for all of them.",
        "measure": "How a figure is read.",
        "combine": "Of several findings: newest, worst, or tally, which counts the facts.",
        "shelf_life": "Months after which a finding is only last known.",
    },
    Bounds: {
        "from": "The figure is this or more.",
        "over": "The figure is more than this.",
        "under": "The figure is less than this.",
        "up_to": "The figure is this or less.",
        "exactly": "The figure is this.",
    },
    Level: {
        "text": "What is so at this level.",
        "points": "What it is worth; the number of the level where nothing is said.",
        "and": "What must be so as well, and a figure cannot show.",
        "needs": "The elements of the checklist that must be shown, or how many.",
        "extra": "What is welcome, and not required.",
        "own_report": "yes: the level asks for the body's own publication.",
        "by_kind": "Other bounds, by kind of body.",
    },
    Goalposts: {
        "worst": "The figure that gives nothing.",
        "best": "The figure that gives all.",
        "log": "yes: the share grows with the logarithm.",
    },
    Given: {
        "from": "The least there can be; 0 where nothing is said.",
        "to": "The most there can be; what the criterion says where nothing is said.",
    },
    Element: {
        "text": "What it is.",
        "points": "What it adds, or takes; 1 where nothing is said.",
    },
    Measure: {
        "kind": "rate: for each 100,000 residents a year; share: percent; count, value: as given; "
        "age: months since a date.",
        "units": "What is counted: the preferred unit first, the broadest last.",
        "shelf_life": "Months after which a finding is only last known.",
    },
}
