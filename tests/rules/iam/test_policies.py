"""What policies allow: the truth table of docs/iam.md, public policies, unknown parts, other documents."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, Stated, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.conditions.evaluation import judge
from riveter.rules.iam.document import PolicyDocument, read_document
from riveter.rules.iam.query import read_query
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.operators import OPERATORS
from tests.random_examples import examples

DOCS = Path(__file__).parents[3] / "docs" / "iam.md"
COMPUTED = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"))
VARIABLE = Unknown(UnsetVariable("x"))


def ask(operator: str, policy: Any, value: Any = None) -> Truth:
    row = OPERATORS[operator]
    return judge(row, policy, row.value.prepare(value) if row.takes_value else None)


# --- the table -----------------------------------------------------------------------------------


def statement(text: str) -> dict[str, Any]:
    """One statement in the table's short form."""
    words = text.split()
    made: dict[str, Any] = {"Effect": {"A": "Allow", "D": "Deny", "?": VARIABLE}[words.pop(0)]}
    element = "Action"
    values: list[Any] = []
    negated = ""
    made["Resource"] = "*"

    def put() -> None:
        if element == "Principal":
            pairs = [
                value.split("=") if isinstance(value, str) and "=" in value else ["AWS", value] for value in values
            ]
            made[f"{negated}{element}"] = "*" if values == ["*"] else {kind: [item] for kind, item in pairs}
            made.pop("Resource", None) if "Resource" in made and made["Resource"] == "*" else None
        elif values:
            if negated:
                made.pop(element, None)
            made[f"{negated}{element}"] = values[0] if len(values) == 1 else list(values)

    for word in words:
        if word in ("R", "P", "if"):
            put()
            element, values, negated = {"R": "Resource", "P": "Principal", "if": "Condition"}[word], [], ""
        elif word == "not":
            negated = "Not"
        else:
            values.append({"?": VARIABLE, "#": COMPUTED}.get(word, word))
    if element == "Condition":
        made["Condition"] = VARIABLE if values[0] is VARIABLE else {"StringEquals": {values[0]: "x"}}
    else:
        put()
    return made


def question(text: str) -> dict[str, Any]:
    value: dict[str, Any] = {}
    words = text.split()
    value["actions"] = words.pop(0).split(",")
    while words:
        word = words.pop(0)
        if word in ("partly", "without_condition"):
            value[word] = True
        else:
            value[{"on": "resources", "by": "principals"}[word]] = words.pop(0).split(",")
    return value


def table() -> list[tuple[str, str, str, str]]:
    rows = re.findall(
        r"^\| (`[AD?] .*?`|\(no statements\)) \| `(.*?)` \| (yes|no|unknown) \| (yes|no|unknown) \|$",
        DOCS.read_text("utf-8"),
        re.MULTILINE,
    )
    return [(policy.strip("`"), *rest) for policy, *rest in rows]


def document(text: str) -> dict[str, Any]:
    statements = [] if text.startswith("(") else [statement(part) for part in text.split("; ")]
    return {"Version": "2012-10-17", "Statement": statements}


def test_the_table_of_the_documentation_is_read_whole() -> None:
    lines = [
        line for line in DOCS.read_text("utf-8").splitlines() if line.endswith(("| yes |", "| no |", "| unknown |"))
    ]
    assert len(table()) == len(lines) > 80


@pytest.mark.parametrize(("policy", "query", "allows", "not_allows"), table())
def test_the_truth_table(policy: str, query: str, allows: str, not_allows: str) -> None:
    made: Any = document(policy)
    text = made if "?" in policy or "#" in policy else json.dumps(made)
    opposite = {"yes": "no", "no": "yes", "unknown": "unknown"}
    assert answer(ask("policy_allows", text, question(query))) == allows
    assert answer(ask("policy_not_allows", text, question(query))) == not_allows
    assert answer(ask("not_policy_allows", text, question(query))) == opposite[allows]
    assert answer(ask("not_policy_not_allows", text, question(query))) == opposite[not_allows]


@pytest.mark.parametrize(
    "principal", ["*", ["*"], {"AWS": "*"}, {"aws": ["*"]}, {"*": "*"}, {"Service": "s3.amazonaws.com", "AWS": ["111122223333", "*"]}]
)  # fmt: skip
def test_everyone_in_whichever_way_it_is_written(principal: Any) -> None:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sqs:SendMessage"}
    assert ask("policy_public", json.dumps({"Statement": statement})) is True


def test_a_key_may_lead_to_a_document_to_its_statements_or_to_one_of_them() -> None:
    one = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    for value in (
        {"Statement": one},
        {"Statement": [one]},
        [one],
        one,
        {"effect": "Allow", "action": "s3:*", "resource": "*"},
    ):
        assert ask("policy_allows", value, "s3:GetObject") is True
    assert isinstance(ask("policy_allows", {"Allow": one}, "s3:GetObject"), Mismatch)


def answer(truth: Truth) -> str:
    assert not isinstance(truth, Mismatch)
    return "unknown" if isinstance(truth, Unknown) else "yes" if truth else "no"


ACTIONS = ["s3:GetObject", "s3:PutObject", "iam:PassRole"]
RESOURCES = ["arn:aws:s3:::b/x", "arn:aws:s3:::c"]
ACTION_PATTERNS = st.sampled_from([*ACTIONS, "*", "s3:*", "s3:Get*", "iam:*"])
RESOURCE_PATTERNS = st.sampled_from([*RESOURCES, "*", "arn:aws:s3:::b/*"])


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"Effect": draw(st.sampled_from(["Allow", "Deny"]))}
    for name, patterns in (("Action", ACTION_PATTERNS), ("Resource", RESOURCE_PATTERNS)):
        values = draw(st.lists(patterns, min_size=1, max_size=2))
        made[draw(st.sampled_from(["", "Not"])) + name] = draw(st.sampled_from([values, values[0]]))
    return made


def simulate(policy: list[dict[str, Any]], action: str, resource: str) -> bool:
    """What AWS says of one request: a matching allow and no matching deny."""

    def matches(patterns: Any, text: str) -> bool:
        items = patterns if isinstance(patterns, list) else [patterns]
        return any(re.fullmatch(re.escape(p).replace(r"\*", ".*"), text) for p in items)

    def applies(made: dict[str, Any]) -> bool:
        by_action = matches(made["Action"], action) if "Action" in made else not matches(made["NotAction"], action)
        by_resource = (
            matches(made["Resource"], resource) if "Resource" in made else not matches(made["NotResource"], resource)
        )
        return by_action and by_resource

    effects = {made["Effect"] for made in policy if applies(made)}
    return effects == {"Allow"}


@examples(60)
@given(st.lists(statements(), max_size=3))
def test_on_single_requests_the_answer_is_that_of_a_simulation(policy: list[dict[str, Any]]) -> None:
    for action, resource in product(ACTIONS, RESOURCES):
        query = {"actions": action, "resources": resource}
        allowed = simulate(policy, action, resource)
        assert ask("policy_allows", {"Statement": policy}, query) is allowed
        assert ask("policy_not_allows", {"Statement": policy}, query) is (not allowed)


@examples(60)
@given(st.lists(statements(), max_size=3), ACTION_PATTERNS, RESOURCE_PATTERNS)
def test_what_is_wholly_allowed_is_allowed_for_every_request_it_stands_for(
    policy: list[dict[str, Any]], action: str, resource: str
) -> None:
    query = {"actions": action, "resources": resource}
    stands_for = [
        simulate(policy, a, r)
        for a, r in product(ACTIONS, RESOURCES)
        if re.fullmatch(action.replace("*", ".*"), a) and re.fullmatch(resource.replace("*", ".*"), r)
    ]
    if ask("policy_allows", {"Statement": policy}, query) is True:
        assert all(stands_for)
    if ask("policy_not_allows", {"Statement": policy}, {**query, "partly": True}) is True:
        assert not any(stands_for)


# --- public --------------------------------------------------------------------------------------


def public(principal: Any, condition: Any = None, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "*",
        "Principal": principal,
        **more,
    }
    if condition is not None:
        made["Condition"] = condition
    return {"Statement": [made]}


@pytest.mark.parametrize(
    ("policy", "is_public"),
    [
        (public("*"), True),
        (public({"AWS": "*"}), True),
        (public({"AWS": ["arn:aws:iam::111122223333:root", "*"]}), True),
        (public({"AWS": "arn:aws:iam::111122223333:root"}), False),
        (public({"Service": "lambda.amazonaws.com"}), False),
        (public({"Service": "*"}), False),
        (public("*", Effect="Deny"), False),
        (
            {"Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"}},
            True,
        ),
        ({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}, False),
        (public("*", {"Bool": {"aws:SecureTransport": "true"}}), True),
        (public("*", {"StringEquals": {"aws:SourceAccount": "111122223333"}}), False),
        (public("*", {"StringEquals": {"aws:PrincipalOrgID": ["o-abc"]}}), False),
        (public("*", {"StringLike": {"aws:PrincipalOrgID": "o-*"}}), True),
        (public("*", {"StringLike": {"aws:PrincipalAccount": "1*"}}), True),
        (public("*", {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/r-ab/*"}}), True),
        (public("*", {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}), True),
        (public("*", {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::bucket"}}), False),
        (public("*", {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}), False),
        (public("*", {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}), True),
        (public("*", {"ArnLike": {"aws:SourceArn": "*"}}), True),
        (public("*", {"StringLike": {"aws:PrincipalArn": "*"}}), True),
        (public("*", {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}), True),
        (public("*", {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-abc"}}), True),
        (public("*", {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-abc/*"}}), False),
        (public("*", {"StringNotEquals": {"aws:SourceAccount": "111122223333"}}), True),
        (public("*", {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), False),
        (public("*", {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), True),
        (public("*", {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}), True),
        (public("*", {"StringEquals": {"aws:SourceVpce": "vpce-1"}, "Bool": {"aws:SecureTransport": "true"}}), False),
        (public("*", {"StringEquals": {"kms:CallerAccount": "111122223333"}}), False),
    ],
)
def test_a_policy_is_public_when_everyone_is_allowed_something_without_being_narrowed_down(
    policy: Any, is_public: bool
) -> None:
    assert ask("policy_public", json.dumps(policy)) is is_public
    assert ask("not_policy_public", json.dumps(policy)) is (not is_public)


def test_a_deny_for_everyone_takes_publicity_away_only_when_it_takes_all_of_it() -> None:
    allow = public("*")["Statement"][0]
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    assert ask("policy_public", {"Statement": [allow, deny]}) is False
    assert ask("policy_public", {"Statement": [allow, {**deny, "Action": "s3:PutObject"}]}) is True
    assert (
        ask("policy_public", {"Statement": [allow, {**deny, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})
        is True
    )


# --- unknown parts -------------------------------------------------------------------------------


def with_hole(before: str, value: Unknown, after: str, *, encoded: bool = False) -> PartialText:
    return PartialText((before, Hole(value, encoded=encoded), after))


def test_a_computed_resource_is_not_every_resource() -> None:
    policy = with_hole('{"Statement":{"Effect":"Allow","Action":"*","Resource":"', COMPUTED, '/*"}}')
    assert ask("policy_not_allows", policy, {"actions": ["*"], "resources": ["*"]}) is True
    assert isinstance(ask("policy_not_allows", policy, {"actions": ["*"], "resources": ["arn:aws:s3:::b/*"]}), Unknown)
    assert ask("policy_allows", policy, {"actions": ["s3:GetObject"]}) is True


def test_a_variable_as_resource_may_be_every_resource() -> None:
    policy = with_hole('{"Statement":{"Effect":"Allow","Action":"*","Resource":', VARIABLE, "}}", encoded=True)
    truth = ask("policy_not_allows", policy, {"actions": ["*"], "resources": ["*"]})
    assert isinstance(truth, Unknown)
    assert truth.reason == "var.x has no value"


def test_other_statements_decide_where_they_can() -> None:
    statements: list[Any] = [
        {"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Allow", "Action": VARIABLE, "Resource": "*"},
    ]
    assert ask("policy_not_allows", {"Statement": statements}, {"actions": "*", "resources": "*"}) is False
    assert ask("policy_allows", {"Statement": statements}, "s3:GetObject") is True
    assert isinstance(ask("policy_allows", {"Statement": [*statements, VARIABLE]}, "s3:GetObject"), Unknown)


def test_a_statement_that_may_not_be_there_does_not_allow_for_sure() -> None:
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policy = {"Statement": OpenList([allow], {0: Unknown(Stated("how many?"))})}
    assert isinstance(ask("policy_allows", policy, "s3:GetObject"), Unknown)
    assert isinstance(ask("policy_not_allows", policy, "s3:GetObject"), Unknown)
    assert (
        ask(
            "policy_allows",
            {"Statement": OpenList([{**allow, "Effect": "Deny"}], {0: Unknown(Stated("?"))})},
            "s3:GetObject",
        )
        is False
    )


def test_an_unknown_policy_is_unknown_and_no_policy_allows_nothing() -> None:
    assert ask("policy_allows", VARIABLE, "s3:GetObject") is VARIABLE
    assert ask("policy_allows", None, "s3:GetObject") is False
    assert ask("policy_not_allows", None, "s3:GetObject") is True
    assert ask("not_policy_public", None) is True


def test_principals_and_conditions_that_are_known_in_part_may_hold_more() -> None:
    def asked(**more: Any) -> Truth:
        made = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **more}
        return ask("policy_public", {"Statement": [made]})

    service = {"Service": "lambda.amazonaws.com"}
    assert asked(Principal=service) is False
    assert isinstance(asked(Principal=PartialMap(service, VARIABLE)), Unknown)
    assert asked(Principal=PartialMap({"AWS": "*"}, VARIABLE)) is True
    assert isinstance(asked(Principal="*", Condition=PartialMap({}, VARIABLE)), Unknown)
    assert isinstance(
        asked(Principal="*", Condition=PartialMap({"Bool": {"aws:SecureTransport": "true"}}, VARIABLE)), Unknown
    )
    assert isinstance(asked(Principal="*", Condition={"StringEquals": PartialMap({}, VARIABLE)}), Unknown)
    assert asked(Principal="*", Condition=PartialMap({"StringEquals": {"aws:SourceAccount": "1"}}, VARIABLE)) is False
    query = {"actions": "s3:GetObject", "without_condition": True}
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": PartialMap({}, VARIABLE)}
    assert isinstance(ask("policy_allows", {"Statement": [statement]}, query), Unknown)


PIECES = st.sampled_from(["*", "s3:*", "s3:GetObject", "iam:PassRole", "arn:aws:s3:::b/*", "arn:aws:s3:::b/x"])


@examples(60)
@given(data=st.data())
def test_learning_an_unknown_part_never_flips_an_answer(data: st.DataObject) -> None:
    policy: list[Any] = data.draw(st.lists(statements(), min_size=1, max_size=3))
    known: list[Any] = json.loads(json.dumps(policy))
    for i, made in enumerate(policy):
        for element in list(made):
            if data.draw(st.integers(0, 3)) == 0:
                made[element] = VARIABLE if data.draw(st.booleans()) else PartialText(("s3:", Hole(VARIABLE)))
                filling = data.draw(PIECES | st.sampled_from(["Allow", "Deny"]))
                known[i][element] = (
                    filling if made[element] is VARIABLE else "s3:" + data.draw(st.sampled_from(["*", "GetObject", ""]))
                )
    value = {
        "actions": data.draw(ACTION_PATTERNS),
        "resources": data.draw(RESOURCE_PATTERNS),
        "partly": data.draw(st.booleans()),
    }
    for operator, query in (("policy_allows", value), ("policy_not_allows", value), ("policy_public", None)):
        before, after = ask(operator, {"Statement": policy}, query), ask(operator, {"Statement": known}, query)
        assert isinstance(after, bool)
        if not isinstance(before, Unknown):
            assert before is after


# --- other documents, wrong values ---------------------------------------------------------------


@pytest.mark.parametrize("value", ["not json", "[1]", '"text"', '{"Buckets": ["b"]}', '{"Statement": [1]}', 7])
def test_what_is_no_policy_fails_either_way(value: Any) -> None:
    assert isinstance(ask("policy_allows", value, "s3:GetObject"), Mismatch)
    assert isinstance(ask("policy_not_allows", value, "s3:GetObject"), Mismatch)


def test_names_are_read_in_any_case_and_a_key_may_lead_to_the_statements() -> None:
    made = {"effect": "allow", "action": "S3:getobject", "resource": "*"}
    assert ask("policy_allows", {"statement": made}, "s3:GetObject") is True
    assert ask("policy_allows", [{"Effect": "Allow", "Action": "*", "Resource": "*"}], "s3:GetObject") is True


def test_a_huge_policy_is_not_read() -> None:
    many = [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}] * 3000
    assert isinstance(ask("policy_allows", {"Statement": many}, "s3:GetObject"), Unknown)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (5, "needs a map"),
        ({}, "needs actions, resources or principals"),
        ({"action": ["s3:*"]}, "Did you mean `actions`?"),
        ({"actions": []}, "empty list of actions"),
        ({"actions": ["GetObject"]}, "not `service:Action`"),
        ({"principals": [111122223333]}, "quote numbers"),
        ({"actions": "*", "without_condition": "yes"}, "must be true or false"),
        ({"actions": ["s3:*"] * 40, "resources": ["*"] * 40}, "more than 1000 combinations"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_what_is_wrong(value: Any, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        read_query(value)


@pytest.mark.parametrize("text", ["", "  ", "{}", " {} "])
def test_an_empty_document_allows_nothing(text: str) -> None:
    document = read_document(text)
    assert isinstance(document, PolicyDocument)
    assert (document.statements, document.missing) == ([], None)


@pytest.mark.parametrize(
    "text",
    [
        '{"Statement": [], "statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}',
        '{"Statement": {"Effect": "Deny", "effect": "Allow", "Action": "*", "Resource": "*"}}',
        '{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "ACTION": "*", "Resource": "*"}}',
    ],
)
def test_an_element_that_is_there_twice_makes_no_policy(text: str) -> None:
    for operator in ("policy_allows", "policy_not_allows"):
        assert isinstance(ask(operator, text, "s3:GetObject"), Mismatch)
