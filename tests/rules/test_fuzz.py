"""Whatever a rule file holds, loading gives diagnostics, and what is loaded gives verdicts: nothing is raised."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.paths import PathError, compile_path
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.engine import run
from riveter.findings import Outcome
from riveter.rules.conditions.explanation import explain
from riveter.rules.conditions.phrases import rule_markdown
from riveter.rules.operators import OPERATORS
from riveter.rules.reading.reader import parse_rules
from tests.random_examples import examples
from tests.rules.broken import BROKEN, one
from tests.rules.conftest import make_resource, source
from tests.rules.test_conditions_are_monotone import CONDITIONS
from tests.rules.test_explain import RULE

EXAMPLES = int(os.environ.get("RIVETER_EXAMPLES", "40"))
TEXTS = [
    *BROKEN.values(),
    RULE,
    *(one(condition) for condition in CONDITIONS),
    *(one(row.example) for row in OPERATORS.values()),
]
PIECES = [
    ": ",
    "- ",
    "\n",
    "  ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "*",
    "&a ",
    "*a",
    "!!x ",
    "#",
    "null",
    "~",
    "\t",
    "\x00",
    "é",
    "{param.x}",
    "? ",
    "|",
    ">-",
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A rule file in which pieces were cut out, doubled or put in."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 12)))
        new = draw(st.sampled_from(PIECES) | st.text(max_size=3) | st.just(text[at:to] * 2) | st.just(""))
        text = text[:at] + new + text[to:]
    return text


VARIABLE = Unknown(UnsetVariable("x"))
COMPUTED = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), not_null=True)
PARTIAL = PartialText(('{"Statement":[{"Action":"', Hole(VARIABLE), '"}]}'))
SCALARS = st.none() | st.booleans() | st.integers(-5, 70000) | st.floats(allow_nan=False) | st.text(max_size=5) | st.sampled_from([
    VARIABLE, PARTIAL, COMPUTED, "10.0.0.0/8", "2027-01-01", "1.2.3", '{"Statement": 1}', "\ud800",
])  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, min_size=1, max_size=3).map(lambda items: OpenList(items, {0: VARIABLE}))
        | st.dictionaries(
            st.sampled_from(["a", "b", "status", "from_port", "to_port", "Statement", "Action"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)
NAMES = [
    "a",
    "b",
    "key",
    "rule",
    "tags",
    "policy",
    "ingress",
    "other",
    "name",
    "port",
    "version",
    "cidr_block",
    "bucket",
]


@examples(EXAMPLES * 5, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_no_text_makes_the_loader_raise(text: str) -> None:
    loaded = parse_rules(source(text))
    assert (
        loaded.rules.rules
        or loaded.diagnostics
        or "rules: []" in text.replace(" ", "").replace("rules:[]", "rules: []")
    )
    for rule in loaded.rules.rules:
        assert rule.id
        rule_markdown(rule)


@examples(EXAMPLES * 5, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5), st.data())
def test_no_value_makes_a_rule_crash(values: dict[str, Any], data: st.DataObject) -> None:
    condition = data.draw(
        st.sampled_from(CONDITIONS) | st.sampled_from(list(OPERATORS.values())).map(lambda row: row.example)
    )
    key = data.draw(st.sampled_from([*NAMES, "*", "**", "a.*", "policy.Statement.*.Action", "**.a"]))
    if condition.startswith("{key: ") and data.draw(st.booleans()):
        condition = f"{{key: '{key}', operator" + condition.split(", operator", 1)[1]
    rules = parse_rules(source(one(condition))).rules.rules
    resource = make_resource(values=values)
    [finding] = run([resource], rules).findings
    assert finding.outcome is not Outcome.ERROR, finding.message
    explain(rules[0], resource, [resource])


@examples(EXAMPLES * 5)
@given(st.text(st.sampled_from("a0.*[]\"'\\-_ "), max_size=12), VALUES)
def test_no_key_makes_matching_raise_anything_but_a_path_error(key: str, value: Any) -> None:
    try:
        compile_path(key).matches_value(value)
    except PathError as problem:
        column = problem.column
        assert 1 <= column <= len(key) + 1
