"""Whether a policy denies everything that is asked: shown request by request, by one statement or by several together."""

from __future__ import annotations

import time
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, SpentBudget, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.iam.requests import holds_for, read_facts
from riveter.rules.model.truth import Mismatch, Truth
from tests.random_examples import examples
from tests.rules.iam.test_policies import ask

BUCKET = "arn:aws:s3:::b"
ACCOUNT, ROLE, OTHER = "111122223333", "arn:aws:iam::111122223333:role/r", "arn:aws:iam::444455556666:role/o"
VARIABLE = Unknown(UnsetVariable("x"))
PLAIN = {"aws:SecureTransport": False, "s3:TlsVersion": None}
QUESTION = {"actions": ["s3:*"], "resources": [BUCKET, f"{BUCKET}/*"], "when": PLAIN}
INSECURE = {"Bool": {"aws:SecureTransport": "false"}}


def variable(name: str) -> Unknown:
    return Unknown(UnsetVariable(name), symbol=(1, "var", "", name))


def deny(**elements: Any) -> dict[str, Any]:
    """A statement that denies everything without TLS, but for what is said."""
    made = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": INSECURE, **elements}
    for name in ("Principal", "Action", "Resource"):
        if f"Not{name}" in elements:
            del made[name]
    return {name: value for name, value in made.items() if value is not None}


def denied(*statements: Any, question: Any = QUESTION) -> Truth:
    return ask("policy_denies", {"Version": "2012-10-17", "Statement": list(statements)}, question)


# --- by requests -----------------------------------------------------------------------------------------

Met = Callable[[str | None, bool], bool]
"""Whether a condition holds for a request without TLS, by its VPC endpoint and whether a service passes it on."""
CONDITIONS: dict[str, tuple[dict[str, Any] | None, Met]] = {
    "none": (None, lambda vpce, via: True),
    "insecure": (INSECURE, lambda vpce, via: True),
    "in another case": ({"BoolIfExists": {"AWS:securetransport": [False]}}, lambda vpce, via: True),
    "secure": ({"Bool": {"aws:SecureTransport": "true"}}, lambda vpce, via: False),
    "not passed on": (
        {"Bool": {"aws:SecureTransport": "false", "aws:ViaAWSService": "false"}},
        lambda vpce, via: not via,
    ),
    "passed on": ({**INSECURE, "BoolIfExists": {"aws:viaawsservice": ["true"]}}, lambda vpce, via: via),
    "from elsewhere": (
        {**INSECURE, "StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
        lambda vpce, via: vpce != "vpce-1",
    ),
    "from there": (
        {"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-2"]}},
        lambda vpce, via: vpce in ("vpce-1", "vpce-2"),
    ),
    "there by any case": (
        {"StringEqualsIgnoreCase": {"aws:SourceVpce": "VPCE-1"}},
        lambda vpce, via: (vpce or "").lower() == "vpce-1",
    ),
    "from the internet": ({"Null": {"aws:SourceVpce": "true"}}, lambda vpce, via: vpce is None),
}
ACTIONS = ["s3:*", "*", "s3:Get*", "s3:GetObject", "S3:Get*", "s3:Put*"]
RESOURCES = ["*", BUCKET, f"{BUCKET}/*", f"{BUCKET}*", f"{BUCKET}/x", f"{BUCKET}/x*", "arn:aws:s3:::c/*"]
PRINCIPALS: list[Any] = ["*", {"AWS": "*"}, {"AWS": [ROLE]}, {"AWS": [OTHER, ROLE]}, {"AWS": OTHER}]
REQUESTS = [
    *product(
        ["s3:GetObject", "s3:GetX", "s3:PutX", "s3:X"],
        [BUCKET, f"{BUCKET}/", f"{BUCKET}/x", f"{BUCKET}/xy", f"{BUCKET}/y"],
        [ROLE, OTHER, "arn:aws:iam::777788889999:user/u"],
        ["vpce-1", "VPCE-1", "vpce-2", "vpce-3", None],
        [True, False],
    )
]


@st.composite
def statements(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {"Effect": draw(st.sampled_from(["Deny", "Deny", "Deny", "Deny", "Allow"]))}
    for name, patterns in (("Action", ACTIONS), ("Resource", RESOURCES)):
        values = draw(st.lists(st.sampled_from(patterns), min_size=1, max_size=2))
        made[draw(st.sampled_from(["", "", "Not"])) + name] = draw(st.sampled_from([values, values[0]]))
    made[draw(st.sampled_from(["", "", "Not"])) + "Principal"] = draw(st.sampled_from(PRINCIPALS))
    condition, _ = CONDITIONS[draw(st.sampled_from([*CONDITIONS, "insecure", "insecure"]))]
    return made if condition is None else {**made, "Condition": condition}


def applies(statement: dict[str, Any], action: str, resource: str, principal: str, vpce: str | None, via: bool) -> bool:
    """Whether a statement is about a request that comes without TLS."""

    def matches(name: str, text: str) -> bool:
        values = statement.get(name, statement.get(f"Not{name}"))
        if isinstance(values, dict):
            values = values["AWS"]
        values = values if isinstance(values, list) else [values]
        fold = str.lower if name == "Action" else str
        return any(fnmatchcase(fold(text), fold(value)) for value in values) == (name in statement)

    condition = statement.get("Condition")
    met = next(met for known, met in CONDITIONS.values() if known == condition)
    return (
        met(vpce, via)
        and matches("Action", action)
        and matches("Resource", resource)
        and matches("Principal", principal)
    )


@examples(500)
@given(st.lists(statements(), min_size=1, max_size=4))
def test_everything_is_denied_if_every_request_is(policy: list[dict[str, Any]]) -> None:
    denies = [statement for statement in policy if statement["Effect"] == "Deny"]
    left = [request for request in REQUESTS if not any(applies(statement, *request) for statement in denies)]
    assert denied(*policy) is (not left), left[:1]


def with_holes(value: Any, hide: st.DataObject) -> Any:
    """The same policy with some texts not known."""
    if isinstance(value, dict):
        return {name: item if name == "Condition" else with_holes(item, hide) for name, item in value.items()}
    if isinstance(value, list):
        items = [with_holes(item, hide) for item in value]
        if len(items) > 1 and hide.draw(st.integers(0, 5)) == 0:
            return OpenList(items, {1: VARIABLE})
        return items
    kind = hide.draw(st.sampled_from(["", "", "", "whole", "end", "mark"]))
    if not isinstance(value, str) or not kind:
        return value
    if kind == "end" and len(value) > 1:
        return PartialText((value[:-1], Hole(VARIABLE)))
    return variable(value) if kind == "mark" else VARIABLE


@examples(400)
@given(st.lists(statements(), min_size=1, max_size=3), st.data())
def test_what_is_decided_of_a_policy_known_in_part_is_right_of_the_whole(
    policy: list[Any], hide: st.DataObject
) -> None:
    before, after = denied(*with_holes(policy, hide)), denied(*policy)
    if not isinstance(before, Unknown):
        assert before is after


# --- what is denied, and what is not ---------------------------------------------------------------------

TOGETHER: list[tuple[Any, ...]] = [
    (deny(Resource=BUCKET), deny(Resource=f"{BUCKET}/*")),
    (deny(Resource=f"{BUCKET}/logs/*"), deny(NotResource=f"{BUCKET}/logs/*")),
    (deny(Action="s3:Get*"), deny(NotAction=["S3:GET*"])),
    (
        deny(Condition={**INSECURE, "StringEquals": {"aws:SourceVpce": "vpce-1"}}),
        deny(Condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}),
    ),
    (
        deny(Condition={"StringEqualsIgnoreCase": {"aws:SourceVpce": "vpce-1"}}),
        deny(Condition={"StringNotEqualsIgnoreCase": {"aws:SourceVpce": "VPCE-1"}}),
    ),
    (
        deny(Condition={"StringNotEquals": {"aws:PrincipalAccount": ACCOUNT}}),
        deny(Condition={**INSECURE, "StringLike": {"aws:PrincipalAccount": [ACCOUNT]}}, Action="s3:Get*"),
        deny(NotAction="s3:Get*"),
    ),
    (deny(Principal={"AWS": ROLE}), deny(NotPrincipal={"AWS": ROLE})),
    (deny(Principal={"AWS": ACCOUNT}), deny(NotPrincipal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"})),
    (deny(NotPrincipal={"AWS": ROLE}), deny(NotPrincipal={"AWS": OTHER})),
    (deny(NotPrincipal={"AWS": [ROLE, OTHER]}), deny(Principal={"AWS": ROLE}), deny(Principal={"AWS": OTHER})),
    (deny(NotPrincipal={"AWS": VARIABLE}), deny()),
    (deny(NotPrincipal={"AWS": variable("a")}), deny(Principal={"AWS": variable("a")})),
    (deny(Condition=None, Resource=BUCKET), deny(Resource=f"{BUCKET}/*")),
    (deny(NotResource=variable("r")), deny(Resource=variable("r"))),
    (deny(Action="s3:Get*", Resource=BUCKET), deny(NotAction="s3:Get*", Resource=BUCKET), deny(Resource=f"{BUCKET}/*")),
]
NOT_TOGETHER: list[tuple[Any, ...]] = [
    # `Vpce-1a` is in neither: the list has some ways to write it, not all
    (
        deny(Condition={**INSECURE, "StringNotEqualsIgnoreCase": {"aws:SourceVpce": "vpce-1A"}}),
        deny(Condition={**INSECURE, "StringEquals": {"aws:SourceVpce": ["vpce-1A", "vpce-1a", "VPCE-1A"]}}),
    ),
    (deny(Resource=BUCKET), deny(Resource=f"{BUCKET}/*", Action="s3:GetObject")),
    (deny(Resource=BUCKET, Principal={"AWS": ROLE}), deny(Resource=f"{BUCKET}/*")),
    (deny(Action="s3:Get*", Resource=BUCKET), deny(NotAction="s3:Get*", Resource=f"{BUCKET}/*")),
    (deny(Action=["s3:Get*", "s3:Put*", "s3:Delete*", "s3:List*"]),),
    (deny(NotPrincipal={"AWS": ROLE}),),
    (deny(NotPrincipal={"AWS": ROLE}), deny(Principal={"AWS": OTHER})),
    # Whether an account that is left out leaves out its roles, AWS does not say.
    (deny(NotPrincipal={"AWS": ROLE}), deny(NotPrincipal={"AWS": ACCOUNT})),
    (deny(Principal={"Service": "*"}),),
    (deny(Principal={"AWS": Unknown(ComputedAttribute("aws_iam_role.r", "arn"))}),),
    (deny(Action=None),),
    (deny(Effect="Allow"),),
    (deny(Effect=7),),
    (deny(Action=7), deny(Resource=None, Principal=7)),
    (deny(Condition=7),),
    (deny(Condition={"Bool": 7}),),
    (),
]
PERHAPS: list[tuple[Any, ...]] = [
    (deny(Resource=VARIABLE),),
    (deny(Action=PartialText(("s3:", Hole(VARIABLE)))),),
    (deny(Principal=VARIABLE),),
    (deny(Principal={"AWS": VARIABLE}),),
    (deny(Effect=VARIABLE),),
    (deny(Condition=VARIABLE),),
    (deny(Condition={"Bool": VARIABLE}),),
    (deny(Condition={"Bool": {"aws:SecureTransport": VARIABLE}}),),
    (deny(Condition=PartialMap(INSECURE, VARIABLE)),),
    (deny(Resource=BUCKET), VARIABLE),
    (deny(Resource=BUCKET), deny(Resource=PartialText((BUCKET, Hole(VARIABLE))))),
    (deny(NotPrincipal={"AWS": VARIABLE}), deny(Principal={"AWS": VARIABLE})),  # two values, perhaps
    (deny(NotPrincipal={"AWS": variable("a")}), deny(Principal={"AWS": variable("b")})),
    (deny(NotAction=VARIABLE),),
    (deny(Resource="arn:aws:s3:::${aws:PrincipalTag/bucket}*"),),
    (deny(Condition={"Bool": {"aws:SecureTransport": OpenList(["false"], {0: VARIABLE})}}),),
]


@pytest.mark.parametrize("policy", TOGETHER)
def test_statements_deny_together_what_none_denies_alone(policy: tuple[Any, ...]) -> None:
    assert denied(*policy) is True
    assert denied({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, *reversed(policy)) is True


@pytest.mark.parametrize("policy", NOT_TOGETHER)
def test_statements_that_leave_a_way(policy: tuple[Any, ...]) -> None:
    assert denied(*policy) is False


@pytest.mark.parametrize("policy", PERHAPS)
def test_statements_that_may_leave_a_way(policy: tuple[Any, ...]) -> None:
    assert isinstance(denied(*policy), Unknown)
    assert denied(*policy, deny()) is True


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("s3:GetObject", False),  # with TLS, too
        ({"actions": "s3:GetObject", "when": {"aws:SecureTransport": "false"}}, True),
        ({"actions": "iam:*", "when": PLAIN}, False),
        ({"resources": f"{BUCKET}/x", "when": PLAIN}, False),  # any action
        ({"actions": "s3:*", "principals": [ROLE, "Service:logs.amazonaws.com"], "when": PLAIN}, True),
    ],
)
def test_other_questions(question: Any, expected: bool) -> None:
    assert denied(deny(), question=question) is expected


def test_principals_are_told_apart_by_kind() -> None:
    only = deny(Principal={"Service": "logs.amazonaws.com"})
    for principal, expected in [
        ("logs.amazonaws.com", True), ("Service:logs.amazonaws.com", True), ("AWS:logs.amazonaws.com", False), ("*", False),
        ("Service:s3.amazonaws.com", False),
    ]:  # fmt: skip
        assert denied(only, question={"actions": "s3:*", "principals": principal, "when": PLAIN}) is expected


def test_what_is_no_policy() -> None:
    assert isinstance(ask("policy_denies", "x", QUESTION), Mismatch)
    assert isinstance(ask("policy_denies", VARIABLE, QUESTION), Unknown)
    assert ask("policy_denies", "", QUESTION) is False
    assert ask("policy_denies", [deny()], QUESTION) is True


# --- conditions ------------------------------------------------------------------------------------------

FACTS = {
    "aws:securetransport": False, "s3:tlsversion": None, "aws:sourceip": "203.0.113.9", "s3:max-keys": 10, "aws:principalarn": ROLE,
}  # fmt: skip


@pytest.mark.parametrize(
    ("operator", "key", "value", "holds"),
    [
        ("Bool", "aws:SecureTransport", "FALSE", True),
        ("Bool", "aws:SecureTransport", ["true", False], True),
        ("Bool", "aws:SecureTransport", True, False),
        ("ForAllValues:Bool", "aws:SecureTransport", "false", True),
        ("StringEquals", "aws:SecureTransport", "false", False),
        ("StringNotEquals", "aws:SecureTransport", "true", False),
        ("Null", "aws:SecureTransport", "false", True),
        ("Null", "aws:SecureTransport", "true", False),
        ("Null", "s3:TlsVersion", "true", True),
        ("Null", "s3:TlsVersion", "false", False),
        ("Null", "aws:CurrentTime", "false", True),
        ("Null", "aws:PrincipalTag/x", "false", False),
        ("Null", "aws:PrincipalTag/x", ["true", "false"], False),
        ("NumericLessThan", "s3:TlsVersion", "1.2", False),
        ("NumericLessThanIfExists", "s3:TlsVersion", "1.2", True),
        ("NumericNotEquals", "s3:TlsVersion", "1.2", True),
        ("ForAnyValue:StringNotEquals", "s3:TlsVersion", "1.2", False),
        ("ForAllValues:StringEquals", "s3:TlsVersion", "1.2", True),
        ("NumericLessThanEquals", "s3:max-keys", "10", True),
        ("NumericGreaterThan", "s3:max-keys", ["10", "9"], True),
        ("NumericNotEquals", "s3:max-keys", 10, False),
        ("NumericEquals", "s3:max-keys", "ten", False),
        ("StringEquals", "s3:max-keys", "10", False),
        ("IpAddress", "aws:SourceIp", "203.0.113.0/24", True),
        ("NotIpAddress", "aws:SourceIp", ["10.0.0.0/8", "203.0.113.0/24"], False),
        ("IpAddress", "aws:SourceIp", "here", False),
        ("StringLike", "aws:SourceIp", "203.*", True),
        ("StringEquals", "aws:SourceIp", "203.*", False),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*", True),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*", False),
        ("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/*", False),
        ("StringEqualsIgnoreCase", "aws:PrincipalArn", ROLE.upper(), True),
        ("StringLikeIfExists", "aws:PrincipalTag/x", "*", True),
        ("StringLikeIfExists", "aws:PrincipalTag/x", "a*", False),
        ("StringLike", "aws:PrincipalTag/x", "*", False),
        ("DateGreaterThan", "aws:CurrentTime", "2020-01-01T00:00:00Z", False),
        ("StringSounds", "aws:SourceIp", "203.0.113.9", False),
        ("Bool", "aws:SecureTransport", VARIABLE, None),
        ("Bool", "aws:SecureTransport", [VARIABLE, "false"], True),
        ("StringNotEquals", "aws:SourceIp", VARIABLE, None),
        ("StringNotEquals", "aws:SourceIp", "${aws:PrincipalTag/x}", None),
        ("StringNotEquals", "aws:SourceIp", ["203.0.113.9", VARIABLE], False),
        ("StringEquals", "aws:PrincipalTag/x", VARIABLE, False),
    ],
)
def test_a_condition_on_requests_of_which_something_is_known(
    operator: str, key: str, value: Any, holds: bool | None
) -> None:
    for condition in ({operator: {key: value}}, {operator.upper(): {key.upper(): value}}):
        truth = holds_for(condition, read_facts(FACTS))
        assert truth is holds if holds is not None else isinstance(truth, Unknown)


# --- strangers -------------------------------------------------------------------------------------------

OPEN = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": ["s3:GetObject", "s3:ListBucket"],
    "Resource": [BUCKET, f"{BUCKET}/*"],
}
OURS = {"StringNotEquals": {"aws:PrincipalOrgID": "o-ours"}}
ARN = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), not_null=True)
OBJECTS = PartialText((Hole(ARN), "/*"))


def boundary(condition: Any = OURS, **elements: Any) -> dict[str, Any]:
    return deny(Condition=condition, **elements)


@pytest.mark.parametrize(
    "condition",
    [
        OURS,
        {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-ours"}},
        {
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-ours"},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
        {"StringNotEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}},
        {"StringNotEquals": {"aws:PrincipalAccount": ["${aws:ResourceAccount}", ACCOUNT]}},
        {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}, "StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
        {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:*"}},
        {**OURS, "Null": {"aws:PrincipalAccount": "false"}},
        None,
    ],
)
def test_a_deny_that_holds_for_all_strangers_keeps_a_policy_from_being_public(condition: Any) -> None:
    assert public(OPEN, boundary(condition)) is False
    assert public(OPEN, boundary(condition, Resource=BUCKET), boundary(condition, NotResource=BUCKET)) is False
    assert public(OPEN, boundary(condition, Principal={"AWS": [ROLE, "*"]})) is False
    assert public(OPEN, boundary(condition, NotPrincipal={"AWS": ROLE})) is False


@pytest.mark.parametrize(
    "denies",
    [
        (boundary({"StringEquals": {"aws:PrincipalOrgID": "o-ours"}}),),
        (boundary({"StringNotEquals": {"aws:PrincipalTag/team": "ours"}}),),
        (boundary({"StringNotLike": {"aws:PrincipalOrgID": "o-*"}}),),
        (boundary({"StringNotEquals": {"aws:PrincipalOrgID": ["o-ours", "${aws:PrincipalOrgID}"]}}),),
        (boundary({**OURS, "Null": {"aws:PrincipalOrgID": "false"}}),),  # unsigned requests have none
        (boundary({**OURS, "Bool": {"aws:PrincipalIsAWSService": "false"}}),),  # … nor this one
        (boundary({**OURS, "BoolIfExists": {"aws:ViaAWSService": "false"}}),),  # a stranger asks through a service
        (boundary({**OURS, "StringNotEquals": {"aws:PrincipalTag/team": "ours"}}),),
        (boundary({"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-ours/*"}}),),
        (boundary({"Null": {"aws:SourceVpce": "true"}}),),
        (boundary(INSECURE),),
        (boundary(Action="s3:GetObject"),),
        (boundary(Resource=BUCKET),),
        (boundary(Resource=BUCKET), boundary(Resource=f"{BUCKET}/logs/*")),
        (boundary(Resource=BUCKET), boundary(INSECURE, Resource=f"{BUCKET}/*")),
        (boundary(Principal={"AWS": ROLE}),),
        (boundary(Effect="Allow"),),
        (),
    ],
)
def test_a_deny_that_lets_some_stranger_through_does_not(denies: tuple[Any, ...]) -> None:
    assert public(OPEN, *denies) is True


def test_denies_and_allows_of_what_is_known_after_apply() -> None:
    """The same value is the same resource, whatever its ARN will be."""
    allow = {**OPEN, "Resource": [ARN, OBJECTS]}
    assert public(allow, boundary(Resource=[ARN, OBJECTS])) is False
    assert public(allow, boundary(Resource=ARN), boundary(Resource=OBJECTS)) is False
    assert public(allow, boundary(Resource=PartialText((Hole(ARN), "*")))) is False
    assert public(allow, boundary(Resource=ARN)) is True
    assert public(allow, boundary(Resource=[ARN, PartialText((Hole(ARN), "/logs/*"))])) is True
    assert isinstance(public(allow, boundary(Resource=["arn:aws:s3:::other", "arn:aws:s3:::other/*"])), Unknown)
    assert isinstance(public(allow, boundary(Resource=VARIABLE)), Unknown)
    assert isinstance(public({**OPEN, "Resource": VARIABLE}, boundary(Resource=[ARN, OBJECTS])), Unknown)
    assert public({**OPEN, "Resource": variable("r")}, boundary(Resource=variable("r"))) is False
    assert isinstance(public({**OPEN, "Resource": variable("r")}, boundary(Resource=variable("s"))), Unknown)
    assert isinstance(public(OPEN, boundary({"StringNotEquals": {"aws:PrincipalOrgID": VARIABLE}})), Unknown)


def test_what_an_allow_leaves_out_need_not_be_denied() -> None:
    allow = {"Effect": "Allow", "Principal": "*", "NotAction": "s3:Put*", "NotResource": f"{BUCKET}/secret/*"}
    assert public(allow, boundary(NotAction="s3:PutObject")) is False
    assert public(allow, boundary(NotAction="s3:*Object")) is True
    assert public(allow, boundary(NotAction="s3:Put*", NotResource=f"{BUCKET}/secret/*")) is False


def public(*statements: Any) -> Truth:
    return ask("policy_public", {"Version": "2012-10-17", "Statement": list(statements)})


# --- many statements -------------------------------------------------------------------------------------


def test_statements_that_cover_crosswise_are_followed() -> None:
    names = [f"s3:{letter}*" for letter in "abcdefgh"]
    each = [deny(Action=name, Resource=BUCKET) for name in names] + [
        deny(Action=name, NotResource=BUCKET) for name in names
    ]
    assert denied(*each) is False
    assert denied(*each, deny(NotAction=names)) is True


def test_many_statements_that_leave_something_leave_a_policy_public() -> None:
    allows = [{**OPEN, "Action": f"s3:A{i}"} for i in range(900)]
    assert public(*allows, *(boundary(Action=f"s3:D{i}", Resource=f"{BUCKET}/{i}/*") for i in range(900))) is True
    assert denied(*(deny(Action=f"s3:D{i}", Resource=f"{BUCKET}/{i}*") for i in range(900))) is False


def test_conditions_with_very_many_patterns_are_not_compared() -> None:
    allow = {
        **OPEN,
        "Condition": {"StringLike": {"aws:PrincipalArn": [f"arn:aws:iam::*{i}:role/*" for i in range(1001)]}},
    }
    assert isinstance(public(allow), Unknown)
    allow = {**OPEN, "Condition": {"StringEquals": {"aws:SourceVpce": [f"vpce-{i}" for i in range(3000)]}}}
    assert public(allow) is False


@pytest.mark.parametrize("kind", ["alike", "entangled", "long", "many"])
def test_hostile_policies_are_answered_in_bounded_time(kind: str) -> None:
    made = {
        "alike": [deny(Action=f"s3:{i}*", Resource=f"{BUCKET}/{i}*", Principal={"AWS": ROLE}) for i in range(400)],
        "entangled": [deny(Action=f"s3:*{'?' * (i % 30)}a*", NotResource=f"*{'?' * (i % 29)}b*") for i in range(40)],
        "long": [deny(Action=[f"*{'a?' * 400}{i}*" for i in range(200)]), deny(NotAction=[f"*{'a?' * 400}*"])],
        "many": [deny(Action=f"s3:a{i}*") for i in range(1500)] + [deny(NotAction=[f"s3:a{i}*" for i in range(1500)])],
    }[kind]
    begun = time.process_time()
    truth = denied(*made)
    assert time.process_time() - begun < 15
    assert isinstance(truth, bool) or isinstance(truth.cause, SpentBudget)  # type: ignore[union-attr]


def test_conditions_that_tell_very_many_requests_apart_are_not_compared() -> None:
    endpoints = [f"vpce-{i}" for i in range(80)]
    policy = (
        deny(Condition={**INSECURE, "StringEquals": {"aws:SourceVpce": endpoints}}),
        deny(Condition={"StringNotEquals": {"aws:SourceVpce": endpoints}}),
    )
    assert isinstance(denied(*policy), Unknown)


def test_a_tag_may_be_neither_true_nor_false() -> None:
    both = [deny(Condition={"Bool": {"aws:PrincipalTag/x": value}}) for value in ("true", "false")]
    absent = deny(Condition={"Null": {"aws:PrincipalTag/x": "true"}})
    assert denied(*both, absent) is False
    transport = [deny(Condition={"Bool": {"aws:SecureTransport": value}}) for value in ("true", "false")]
    assert denied(*transport) is True
