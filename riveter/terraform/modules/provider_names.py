"""Which provider configuration a block names: ``aws``, ``aws.west``, ``aws.by_region["eu-west-1"]``."""

from __future__ import annotations

from riveter.core.addresses import instance_suffix
from riveter.hcl import nodes as n
from riveter.terraform.lang.body import reference_text
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.value import unmark


def provider_name(expr: n.Expr, scope: Scope) -> str:
    """Return the name of a provider configuration; with `for_each`, its key is evaluated if it is known."""
    source = scope.source
    if isinstance(expr, n.Traversal) and isinstance(expr.steps[-1], n.Index):
        key = expr.steps[-1].key
        try:
            value, _ = unmark(evaluate(key, scope))
        except (EvaluationError, BudgetExceededError, RecursionError):
            value = None
        if isinstance(value, str):
            before = source.text[expr.start : expr.steps[-1].start]
            return before.strip() + instance_suffix(value)
    return reference_text(expr, source)
