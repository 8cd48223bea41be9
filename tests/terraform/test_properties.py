"""Properties of evaluation over random expressions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import UnsetVariable
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.hcl.nodes import Attr, Traversal
from riveter.hcl.parser import parse_expression
from riveter.terraform.functions import CallContext
from riveter.terraform.functions.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.value import TValue
from tests.random_examples import examples
from tests.terraform.expressions import NAMES, expressions
from tests.terraform.knowledge import may_become, refuted
from tools.fuzz.generator import expressions as sensible_expressions


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
        return ModuleCallContext(Sandbox(".", set()), self.budget, lambda text, variables, name: text, lambda text: {})


def outcome(text: str, values: dict[str, TValue]) -> TValue | EvaluationError | BudgetExceededError:
    """The value of an expression, or the error Terraform would have."""
    source = SourceFile("<test>", text, "<test>")
    node, diagnostics = parse_expression(source)
    assert not diagnostics, (text, diagnostics)
    try:
        return evaluate(node, Scope(Names(values), source))
    except (EvaluationError, BudgetExceededError) as error:
        return error


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [0, 1, "a", "", "1", True, None, (), (1, "a"), {}, {"a": 1}, {"b": "x", "a": ()}]
)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@examples(300)
@given(expressions())
def test_evaluation_gives_a_value_or_terraforms_error_and_nothing_else(text: str) -> None:
    outcome(text, {})


_TRIED = st.sampled_from(
    ["{}", "can({})", 'try({}, "other")', "[try({}, 1), 2]", "{{ for k, v in [{}] : k => can(v) }}"]
)


def test_an_unknown_condition_of_a_loop_over_nothing_may_be_none() -> None:
    unset = Unknown(UnsetVariable("x"))
    assert isinstance(outcome("can([for x in [] : x if local.b])", {"b": unset}), Unknown)
    assert outcome("can([for x in [] : x if x])", {}) is True
    assert outcome("can([for x in [] : x if local.b])", {"b": 0}) is False


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@examples(600)
@given(
    st.builds(str.format, _TRIED, expressions(variables=True)),
    st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)),
    st.sampled_from(NAMES),
)
def test_learning_an_unknown_never_changes_what_was_known(text: str, values: dict[str, Any], hidden: str) -> None:
    after = outcome(text, values)
    if isinstance(after, Exception):
        return  # what is an error in the end may look fine before
    before = outcome(text, {**values, hidden: Unknown(UnsetVariable("x"))})
    if isinstance(before, Exception):
        # an error is a claim about every value the unknown may take
        raise AssertionError(f"{text}: {before}, but with {hidden} = {values[hidden]!r} it is {after!r}")
    assert may_become(before, after), f"{text}: {before!r} became {after!r} with {hidden} = {values[hidden]!r}"


@pytest.mark.parametrize("seed", range(4))
def test_what_is_known_of_sensible_expressions_holds_whatever_the_unknown_values_are(seed: int) -> None:
    """`python tools/fuzz/unknowns.py` tries many more."""
    problems = [problem for text in sensible_expressions(150, seed) if (problem := refuted(text)) is not None]
    assert not problems, "\n".join(problems)
