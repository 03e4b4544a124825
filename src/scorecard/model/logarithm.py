"""Logarithms and roots of exact numbers, to 30 digits, the same on every machine.

The decimal arithmetic of the standard library rounds correctly whatever the machine; that of floats
does not.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

_CONTEXT = Context(prec=30)
SIMPLE, NEAR = 10_000, Fraction(1, 10**25)


def ln(number: Fraction) -> Fraction:
    """The natural logarithm of a number above 0."""
    return Fraction(_CONTEXT.ln(_decimal(number)))


def exp(number: Fraction) -> Fraction:
    """The number whose natural logarithm this is."""
    return Fraction(_CONTEXT.exp(_decimal(number)))


def tidy(number: Fraction) -> Fraction:
    """A root or a ratio of logarithms without the last of its 30 digits, which may be off: to 26
    places, or the simple fraction that it is but for them. The root of 1 and 1/4 is 1/2, and 10 is
    a third of the way to 1,000."""
    simple = number.limit_denominator(SIMPLE)
    return simple if abs(simple - number) < NEAR else round(number, 26)


def _decimal(number: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))
