"""The one table of operators: name → operator."""

from __future__ import annotations

from collections.abc import Mapping

from riveter.rules.operators import (
    collections,
    dates,
    equality,
    iam,
    network,
    order,
    presence,
    references,
    secrets,
    text,
    types,
    versions,
)
from riveter.rules.operators.base import Operator, operator_table

ROWS: tuple[Operator, ...] = (
    *presence.OPERATORS,
    *equality.OPERATORS,
    *order.OPERATORS,
    *text.OPERATORS,
    *collections.OPERATORS,
    *types.OPERATORS,
    *network.OPERATORS,
    *dates.OPERATORS,
    *versions.OPERATORS,
    *iam.OPERATORS,
    *secrets.OPERATORS,
    *references.OPERATORS,
)
"""Every operator, in the order of the documentation."""

OPERATORS: Mapping[str, Operator] = operator_table(ROWS)
"""Every name rules may use: names, aliases and the `not_` form of each."""

__all__ = ["OPERATORS", "ROWS", "Operator"]
