"""What else could have been chosen in a rubric, said so that it can be run: a small part of the
rubric language, in which each key changes one thing and leaves the rest as it is."""

from typing import Annotated, Literal

from .condition import Condition, Side
from .fields import Many, Number, Part, Portion, Texts, Yes


class Cap(Part):
    """One more gate."""

    when: Annotated[tuple[Condition, ...], Many]
    cap: Number


class CapChange(Part):
    """A gate changed: another cap, other conditions, or `off`."""

    cap: Number | None = None
    when: Annotated[tuple[Condition, ...], Many] = ()
    off: Yes = False


class Change(Part):
    """A rubric changed. `points`, `units` and `whose` are about the criteria named in `of`, about
    all where it names none.

    `equal: components` gives the outermost components the same weight; `weights` gives a component
    or a criterion another. `tracks` is another mix, in which a track left out counts for nothing;
    `overall: lower track` takes the lower of the two. `points` gives levels other points, by track,
    or under `scale`. `units: preferred` leaves out what was counted in a broader unit, `whose: own`
    asks the place itself what was asked of the lowest of its bodies. `fresh` leaves out what is
    only last known (E6).
    """

    equal: Literal["components"] | None = None
    weights: dict[str, Number] = {}
    tracks: dict[Side, Portion] = {}
    overall: Literal["lower track"] | None = None
    aggregate: Literal["geometric_mean", "minimum"] | None = None
    points: dict[Literal["policy", "practice", "scale"], dict[str, Number]] = {}
    units: Literal["preferred"] | None = None
    whose: Literal["own"] | None = None
    of: Texts = ()
    leave_out: Texts = ()
    unanswered: Literal["zero", "exclude"] | None = None
    gates: Literal["none"] | None = None
    gate: Cap | None = None
    fresh: Yes = False
