"""Properties of evaluation over random expressions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.hcl.nodes import Attr, Traversal
from riveter.hcl.parser import parse_expression
from riveter.source import SourceFile
from riveter.terraform.budget import Budget
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.evaluator import evaluate
from riveter.terraform.functions import CallContext
from riveter.terraform.inputs import NoNames
from riveter.terraform.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.scope import Scope
from riveter.terraform.values import TValue, first_unknown
from riveter.values import PartialText, Unknown
from tests.terraform.expressions import NAMES, expressions


class Names(NoNames):
    """`local.a` to `local.c` and nothing else."""

    def __init__(self, values: dict[str, TValue]) -> None:
        super().__init__(Budget(100_000))
        self.values = values

    def resolve(self, root: str, traversal: Traversal | None, scope: Scope) -> tuple[TValue, int]:
        if root == "local" and traversal is not None and isinstance(traversal.steps[0], Attr):
            return self.values[traversal.steps[0].name], 1
        raise EvaluationError("no such name", root)

    def call_context(self) -> CallContext:
        return ModuleCallContext(Sandbox(".", set()), self.budget, lambda text, variables, name: text)


def outcome(text: str, values: dict[str, TValue]) -> TValue | EvaluationError | BudgetExceededError:
    """The value of an expression, or the error Terraform would have."""
    source = SourceFile("<test>", text, "<test>")
    node, diagnostics = parse_expression(source)
    assert not diagnostics, (text, diagnostics)
    try:
        return evaluate(node, Scope(Names(values), source))
    except (EvaluationError, BudgetExceededError) as error:
        return error


def may_become(before: TValue, after: TValue) -> bool:
    """Whether `before`, with more known, may turn out to be `after`."""
    if isinstance(before, PartialText) and isinstance(after, str):
        return after.startswith(before.prefix) and after.endswith(before.suffix)
    if isinstance(before, Unknown):
        return not (before.not_null and after is None)
    if isinstance(after, Unknown):
        return False
    if isinstance(before, tuple) and isinstance(after, tuple):
        if type(before) is not type(after):
            return False
        if type(before).__name__ == "SetValue" and first_unknown(before) is not None:
            return True  # elements may coincide, and their order may change
        return len(before) == len(after) and all(map(may_become, before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(may_become(before[key], after[key]) for key in before)
    numbers = (int, Fraction)
    same_kind = type(before) is type(after) or (isinstance(before, numbers) and isinstance(after, numbers))
    return same_kind and before == after


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [0, 1, "a", "", "1", True, None, (), (1, "a"), {}, {"a": 1}, {"b": "x", "a": ()}]
)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=300, deadline=None)
@given(expressions())
def test_evaluation_gives_a_value_or_terraforms_error_and_nothing_else(text: str) -> None:
    outcome(text, {})


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=600, deadline=None)
@given(expressions(variables=True), st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)), st.sampled_from(NAMES))
def test_learning_an_unknown_never_changes_what_was_known(text: str, values: dict[str, Any], hidden: str) -> None:
    after = outcome(text, values)
    if isinstance(after, Exception):
        return  # what is an error in the end may look fine before
    before = outcome(text, {**values, hidden: Unknown("hidden", kind="variable")})
    if isinstance(before, Exception):
        # an error is a claim about every value the unknown may take
        raise AssertionError(f"{text}: {before}, but with {hidden} = {values[hidden]!r} it is {after!r}")
    assert may_become(before, after), f"{text}: {before!r} became {after!r} with {hidden} = {values[hidden]!r}"
