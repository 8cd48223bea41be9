"""`Log` and `Pow` of Go's math package: Python's differ from them in the last bit."""

from __future__ import annotations

import math
from fractions import Fraction

_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10


def log(x: float) -> float:
    """Return the natural logarithm as Go computes it (FreeBSD's e_log.c)."""
    if math.isnan(x) or x < 0:
        return math.nan
    if x == 0:
        return -math.inf
    if math.isinf(x):
        return x
    fraction, exponent = math.frexp(x)
    if fraction < math.sqrt(2) / 2:
        fraction *= 2
        exponent -= 1
    f = fraction - 1
    k = float(exponent)
    s = f / (2 + f)
    s2 = s * s
    s4 = s2 * s2
    t1 = s2 * (
        6.666666666666735130e-01
        + s4 * (2.857142874366239149e-01 + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01))
    )
    t2 = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01))
    half = 0.5 * f * f
    return k * _LN2_HIGH - ((half - (s * (half + (t1 + t2)) + k * _LN2_LOW)) - f)


_SERIES = (
    2.4801587301587301587e-5,
    1.9841269841269841270e-4,
    1.3888888888888888889e-3,
    8.3333333333333333333e-3,
    4.1666666666666666667e-2,
    1.6666666666666666667e-1,
    0.5,
    1.0,
)


def _fused(a: float, b: float, c: float) -> float:
    """Return ``a * b + c`` rounded once."""
    return float(Fraction(a) * Fraction(b) + Fraction(c))


def _exp(x: float) -> float:
    """Return the exponential of a small `x` as Go computes it on processors with fused multiplication (N. Shibata's method)."""
    exponent = round(x * 1.4426950408889634)
    x = _fused(-0.69314718055966295651160180568695068359375, exponent, x)
    x = _fused(-0.28235290563031577122588448175013436025525412068e-12, exponent, x) * 0.0625
    series = _SERIES[0]
    for coefficient in _SERIES[1:]:
        series = _fused(series, x, coefficient)
    x *= series
    for _ in range(3):
        x *= x + 2.0
    return math.ldexp(_fused(x + 2.0, x, 1.0), exponent)


def pow(x: float, y: float) -> float:
    """Return `x` to the power of `y` as Go computes it."""
    if y == 0 or x == 1:
        return 1.0
    if y == 1:
        return x
    if x == 0 and y < 0:
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf
    if x == 0 or math.isinf(x) or math.isinf(y):
        return math.pow(x, y)
    if y == 0.5:
        return math.sqrt(x) if x > 0 else math.nan
    if y == -0.5:
        return 1 / math.sqrt(x) if x > 0 else math.nan
    part, whole = math.modf(abs(y))
    if part and x < 0:
        return math.nan
    if whole >= 2.0**63:
        if x == -1:
            return 1.0
        return 0.0 if (abs(x) < 1) == (y > 0) else math.inf
    return _by_squaring(x, y, part, int(whole))


def _by_squaring(x: float, y: float, part: float, whole: int) -> float:
    result, result_exponent = 1.0, 0
    if part:
        if part > 0.5:
            part -= 1
            whole += 1
        result = _exp(part * log(x))
    factor, exponent = math.frexp(x)
    while whole:
        if not -4096 <= exponent <= 4096:
            result_exponent += exponent
            break
        if whole & 1:
            result *= factor
            result_exponent += exponent
        factor *= factor
        exponent <<= 1
        if factor < 0.5:
            factor += factor
            exponent -= 1
        whole >>= 1
    if y < 0:
        result = 1 / result
        result_exponent = -result_exponent
    try:
        return math.ldexp(result, result_exponent)
    except OverflowError:
        return math.copysign(math.inf, result)
