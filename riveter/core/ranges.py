"""Numbers of which only bounds are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from typing import Any, ClassVar

from riveter.core.values import Unknown


class BoundedNumber(Unknown):
    """An unknown number that certainly lies between two others (None: there is no bound).

    without: numbers that it is not. ask: is called with the numbers at which the result of a test may change, if the bounds do not decide.
    """

    __slots__ = ("ask", "least", "most", "without")

    uniform: ClassVar[bool] = False

    def __init__(
        self,
        cause: Unknown,
        least: Any,
        most: Any,
        type: object = None,
        *,
        without: Collection[Any] = (),
        ask: Callable[[Iterable[Any]], None] | None = None,
        symbol: tuple[Any, ...] | None = None,
    ) -> None:
        super().__init__(cause.cause, cause.references, type=type, not_null=True, symbol=symbol)
        self.least = least
        self.most = most
        self.without = frozenset(map(exact, without))
        self.ask = ask

    def decide(self, test: Callable[[Any], bool], numbers: Iterable[Any]) -> bool | None:
        """Return the result of a test if it is the same for every number in the bounds; otherwise None.

        `numbers`: the numbers at which the result may change.
        """
        bounds = [bound for bound in (self.least, self.most) if bound is not None]
        numbers = [*numbers]
        wanted = [*bounds, *self.without, *numbers]
        if any(isinstance(number, (float, Decimal)) and not isfinite(number) for number in wanted):
            return None  # there is nothing between a number and an infinity that a point could be
        points = sorted({exact(point) for point in wanted})
        inner = [(low + high) / 2 for low, high in pairwise(points)]
        outer = [points[0] - 1, points[-1] + 1]
        results = {test(point) for point in (*points, *inner, *outer) if self._may_be(point)}
        if len(results) == 1:
            return results.pop()
        if self.ask is not None:
            self.ask(numbers)
        return None

    def _may_be(self, point: Fraction) -> bool:
        if point in self.without:
            return False
        return (self.least is None or point >= exact(self.least)) and (self.most is None or point <= exact(self.most))


def exact(number: Any) -> Fraction:
    """Return a finite number as a fraction."""
    return Fraction(number) if not isinstance(number, Decimal) else Fraction(str(number))
