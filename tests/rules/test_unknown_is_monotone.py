"""Learning an unknown never flips a verdict: for every operator, with every kind of hole."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter.core.alternatives import Alternatives, Option, Symbol, fresh_symbol, is_one_of
from riveter.core.causes import Stated, UnsetVariable
from riveter.core.paths import KeyMatch
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.conditions.evaluation import judge
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.operators import OPERATORS, ROWS
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope
from tests.random_examples import examples
from tests.rules.conftest import NOW, make_resource

TEXTS = ["", "a", "b", "ab", "ba", "aab", "A", "true", "1", "30", "30.0", "-1", "prod-a", "-x", "10.0.0.0/8", "x y"]
WORDS = st.sampled_from(TEXTS) | st.text("ab-1. ", max_size=4)
POLICY_TEXTS = [
    "*",
    "s3:*",
    "s3:Get*",
    "s3:GetObject",
    "iam:PassRole",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::*",
    "123456789012",
]
SCALARS = WORDS | st.booleans() | st.integers(-3, 31) | st.sampled_from([0.5, 30.0])

KEYS = ["a", "b", "from_port", "to_port", "protocol", "actions", "not_actions"]
_POOLS: dict[str, list[Any]] = {
    "cidr": ["10.0.0.0/8", "10.1.0.0/16", "0.0.0.0/0", "8.8.8.8", "192.168.0.0/16", "::/0", "fd00::/8", "nonsense", ""],
    "action": ["*", "a/*", "*/b", "a/b", "b/b"],
    "date": ["2020-01-01", "2027-03-31", "2027-03-31T10:00:00Z", "soon", ""],
    "version": ["1.2", "1.2.0", "1.10", "v2", "TLSv1.2", "TLSv1.3", "1.2.3-rc1", "x", ""],
}


def pool_of(name: str) -> st.SearchStrategy[Any]:
    """Scalars that matter to an operator."""
    if name.startswith(("cidr", "not_cidr", "ip_", "not_ip")):
        return st.sampled_from(_POOLS["cidr"]) | st.integers(0, 3)
    if "age" in name or "expires" in name:
        return st.sampled_from(_POOLS["date"])
    if "version" in name:
        return st.sampled_from(_POOLS["version"]) | st.integers(0, 3)
    if "role" in name:
        return st.sampled_from(_POOLS["action"])
    return SCALARS


@st.composite
def partial_values(draw: st.DrawFn, pool: st.SearchStrategy[Any], depth: int = 2) -> Any:
    """A value with unknown parts."""
    kinds = ["scalar", "unknown", "text", "either"] + (["list", "map", "open"] if depth else [])
    kind = draw(st.sampled_from(kinds))
    if kind == "scalar":
        return draw(pool)
    if kind == "unknown":
        return Unknown(UnsetVariable("x"), not_null=draw(st.booleans()))
    if kind == "either":
        options = draw(st.lists(st.none() | partial_values(pool, depth - 1), min_size=2, max_size=3))
        return one_of(options, fresh_symbol())
    if kind == "text":
        texts = draw(pool.filter(lambda v: isinstance(v, str)) if depth < 0 else st.just(None))
        before, after = draw(WORDS), draw(WORDS)
        middle = draw(WORDS)
        del texts
        hole = Hole(Unknown(UnsetVariable("x")))
        parts: list[Any] = [p for p in (before, hole, middle, hole, after) if p != ""]
        return PartialText(tuple(parts))
    if kind == "map":
        entries = draw(st.dictionaries(st.sampled_from(KEYS), partial_values(pool, depth - 1), max_size=3))
        return PartialMap(entries, Unknown(Stated("what else?"))) if draw(st.booleans()) else entries
    items = draw(st.lists(partial_values(pool, depth - 1), max_size=3))
    if kind == "open" and items:
        open_at = draw(st.sets(st.integers(0, len(items) - 1), min_size=1))
        return OpenList(items, {i: Unknown(Stated("how many?")) for i in open_at})
    return items


@st.composite
def concrete_values(draw: st.DrawFn, pool: st.SearchStrategy[Any], depth: int = 1) -> Any:
    """Anything an unknown may turn out to be, null included."""
    kind = draw(st.sampled_from(["scalar", "scalar", "null"] + (["list", "map"] if depth else [])))
    if kind == "scalar":
        return draw(pool)
    if kind == "null":
        return None
    if kind == "list":
        return draw(st.lists(concrete_values(pool, depth - 1).filter(lambda v: v is not None), max_size=3))
    return draw(st.dictionaries(st.sampled_from(["a", "b"]), concrete_values(pool, depth - 1), max_size=2))


def one_of(values: list[Any], symbol: Symbol) -> Alternatives:
    options = [Option(is_one_of(symbol, index), value) for index, value in enumerate(values)]
    return Alternatives(options, Unknown(UnsetVariable("x")))


def learn(draw: Any, value: Any, pool: st.SearchStrategy[Any]) -> Any:
    """The value once everything is known."""
    if isinstance(value, Alternatives):
        return learn(draw, draw(st.sampled_from(value.values)), pool)
    if isinstance(value, PartialText):
        return "".join(p if isinstance(p, str) else draw(WORDS) for p in value.parts)
    if isinstance(value, Unknown):
        fits = concrete_values(pool).filter(lambda v: not value.not_null or (v is not None and v != []))
        return draw(fits)
    if isinstance(value, list):
        opened = value.open if isinstance(value, OpenList) else {}
        items: list[Any] = []
        for i, item in enumerate(value):
            times = draw(st.integers(0, 2)) if i in opened else 1
            items.extend(learn(draw, item, pool) for _ in range(times))
        return items
    if isinstance(value, dict):
        known = {key: learn(draw, item, pool) for key, item in value.items()}
        if isinstance(value, PartialMap):
            for key in draw(st.sets(st.sampled_from(KEYS), max_size=2)) - known.keys():
                known[key] = draw(concrete_values(pool))
        return known
    return value


def expected_values(name: str) -> st.SearchStrategy[Any]:
    """Values a rule may give to an operator."""
    row = OPERATORS[name]
    base = row.base or row.name
    pool = pool_of(base)
    text = pool.filter(lambda v: isinstance(v, str) and v != "")
    special: dict[str, st.SearchStrategy[Any]] = {
        "matches": st.sampled_from(
            ["a", "^a", "b$", "^ab$", "^prod-", r"\bab\b", "a.*b", "[0-9]+", "^$", "a|b", "(?i)A", r"a\b"]
        ),
        "glob": st.sampled_from(["*", "a*", "*b", "*a*", "a?", "prod-*-x", "ab", "", "a*b"]),
        "between": st.sampled_from([[0, 3], [1, 30], [30, 30]]),
        "mod": st.sampled_from([[2, 0], [3, 1]]),
        "length_between": st.sampled_from([[0, 3], [1, 2], [2, 2]]),
        "length_mod": st.sampled_from([[2, 0], [3, 1]]),
        "version_matches": st.sampled_from([">= 1.2", "~> 1.2", "= 1.2.0", "< 2, != 1.10"]),
        "version_at_least": st.sampled_from(["1.2", "TLSv1.2", "2"]),
        "ip_version": st.sampled_from([4, 6]),
        "covers_ports": st.sampled_from([22, "0-3", [1, 30]]),
        "port_in_range": st.sampled_from([22, "0-3", [1, 30]]),
        "role_allows": st.sampled_from(["a/b", ["a/b", "b/b"]]),
        "age_greater_than": st.sampled_from([0, 30, 3000]),
        "expires_within": st.sampled_from([0, 30, 3000]),
        "references": st.just("aws_kms_key"),
        "resolves": st.just("aws_kms_key"),
        "superset_of": st.lists(pool, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("ab"), pool, min_size=1),
        "word_count": st.integers(0, 3),
    }
    if base in special:
        return special[base]
    if base.startswith("cidr"):
        networks = st.sampled_from(["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3", "::/0"])
        return networks | st.lists(networks, min_size=1, max_size=2)
    if base.startswith("length") or row.value.summary.startswith("a whole number"):
        return st.integers(0, 4)
    if row.value.summary.startswith("a number"):
        return st.sampled_from([-1, 0, 1, 0.5, 30, "30"])
    if row.value.summary.startswith("a list"):
        names = st.sampled_from(["a", "b"]) if "names" in row.value.summary else pool
        return st.lists(names, min_size=1, max_size=3)
    if row.value.summary == "text":
        return text
    if base == "contains":
        return pool.filter(lambda v: v not in (None, "") and not isinstance(v, list))
    return st.one_of(
        pool.filter(lambda v: v != ""), st.lists(pool, max_size=2), st.none() if base == "equals" else text
    )


def verdict(truth: Truth) -> str:
    if isinstance(truth, Unknown):
        return "unknown"
    return "fail" if isinstance(truth, Mismatch) else str(truth)


IAM = {
    "policy_allows",
    "policy_denies",
    "policy_not_allows",
    "policy_principals_within",
    "policy_public",
    "policy_unrestricted",
}  # have a property test of their own
KNOWLEDGE = {
    "is_known",
    "is_literal",
    "is_literal_secret",
}  # asks what is known: learning changes the answer by definition
NAMES = [row.name for row in ROWS if row.name not in IAM | KNOWLEDGE]
EXAMPLES = int(os.environ.get("RIVETER_EXAMPLES", "32"))
"""More examples for a longer search: RIVETER_THOROUGH=1 RIVETER_EXAMPLES=2000 pytest tests/rules/test_unknown_is_monotone.py"""


@pytest.mark.parametrize("name", NAMES)
@examples(EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_learning_an_unknown_never_flips_a_verdict(name: str, data: st.DataObject) -> None:
    operator = OPERATORS[name]
    pool = pool_of(operator.base or operator.name)
    value = data.draw(partial_values(pool), label="value")
    expected = (
        operator.value.prepare(data.draw(expected_values(name), label="expected")) if operator.takes_value else None
    )
    learnt = learn(data.draw, value, pool)
    resource = make_resource(values={"key": value})
    scope = ConditionScope(resource, ResourceGraph([resource]), NOW)
    before = judge(operator, value, expected, (scope, KeyMatch(("key",), value)))
    after = judge(operator, learnt, expected, (scope, KeyMatch(("key",), learnt)))
    if not isinstance(before, Unknown):
        assert verdict(before) == verdict(after), (value, learnt, expected)


@pytest.mark.parametrize("name", NAMES)
@examples(EXAMPLES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_known_value_has_a_known_verdict_and_the_opposite_operator_says_the_opposite(
    name: str, data: st.DataObject
) -> None:
    operator = OPERATORS[name]
    pool = pool_of(operator.base or operator.name)
    value = data.draw(concrete_values(pool), label="value")
    expected = (
        operator.value.prepare(data.draw(expected_values(name), label="expected")) if operator.takes_value else None
    )
    resource = make_resource(values={"key": value})
    context = (ConditionScope(resource, ResourceGraph([resource]), NOW), KeyMatch(("key",), value))
    truth = judge(operator, value, expected, context)
    assert not isinstance(truth, Unknown)
    if f"not_{name}" in OPERATORS:
        opposite = judge(OPERATORS[f"not_{name}"], value, expected, context)
        assert isinstance(truth, Mismatch) == isinstance(opposite, Mismatch)
        if not isinstance(truth, Mismatch):
            assert opposite is not truth
