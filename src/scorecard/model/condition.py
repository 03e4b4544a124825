"""What may be asked of the answer to a question."""

from typing import Literal

from .fields import Part, Text, Yes

Side = Literal["policy", "practice"]


class Condition(Part):
    """What a gate, or a criterion that may not apply, asks of another on one track; of a rubric
    with one track, on that.

    `basis: instruments` asks that the finding rest on an instrument in force, not on an account.
    """

    criterion: Text
    track: Side | None = None
    at_most: Text | None = None
    at_least: Text | None = None
    unknown: Yes = False
    or_unknown: Yes = False
    basis: Literal["instruments"] | None = None
