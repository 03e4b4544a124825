"""Logarithms and roots of exact numbers, to 30 digits, the same on every machine.

The decimal arithmetic of the standard library rounds correctly whatever the machine; that of floats
does not.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

_CONTEXT = Context(prec=30)


def ln(number: Fraction) -> Fraction:
    """The natural logarithm of a number above 0."""
    return Fraction(_CONTEXT.ln(_decimal(number)))


def exp(number: Fraction) -> Fraction:
    """The number whose natural logarithm this is."""
    return Fraction(_CONTEXT.exp(_decimal(number)))


def _decimal(number: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))
