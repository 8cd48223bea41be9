"""Which conditions keep strangers out: shown with a concrete evaluator of IAM's conditions that shares nothing with riveter."""

from __future__ import annotations

import ipaddress
import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.rules.iam.restrictions import restricts, shuts_out
from tests.random_examples import examples

OWN = "111122223333"
Request = dict[str, "str | list[str]"]


# --- a concrete evaluator, after "IAM JSON policy elements: Condition operators" -----------------------


def fits(pattern: str, text: str) -> bool:
    regex = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch(regex, text, re.DOTALL) is not None


def arn_fits(pattern: str, text: str) -> bool:
    wanted, parts = pattern.split(":", 5), text.split(":", 5)
    return len(wanted) == len(parts) == 6 and all(map(fits, wanted, parts))


def in_network(value: str, text: str) -> bool:
    try:
        return ipaddress.ip_address(text) in ipaddress.ip_network(value, strict=False)
    except (ValueError, TypeError):
        return False


COMPARE: dict[str, Any] = {
    "StringEquals": lambda value, text: value == text,
    "StringEqualsIgnoreCase": lambda value, text: value.lower() == text.lower(),
    "StringLike": fits,
    "ArnEquals": arn_fits,
    "ArnLike": arn_fits,
    "IpAddress": in_network,
    "Bool": lambda value, text: value.lower() == text.lower(),
}


def holds(operator: str, key: str, values: list[str], request: Request) -> bool:
    """Whether one line of a condition holds for a request."""
    found = {name.lower(): value for name, value in request.items()}.get(key.lower())
    if operator == "Null":
        return any((value == "true") == (found is None) for value in values)
    set_operator, _, plain = operator.rpartition(":")
    if_exists = plain.endswith("IfExists")
    plain = plain.removesuffix("IfExists")
    if found is None and set_operator == "ForAnyValue":
        return if_exists
    if found is None:
        return if_exists or set_operator == "ForAllValues" or plain.startswith(("StringNot", "ArnNot", "NotIp"))
    texts = found if isinstance(found, list) else [found]
    negative = plain.replace("Not", "", 1) if "Not" in plain else ""
    compare = COMPARE[negative or plain]
    filled = [value for value in (with_request(value, request) for value in values) if value is not None]
    one = [any(compare(value, text) for value in filled) != bool(negative) for text in texts]
    return all(one) if set_operator == "ForAllValues" or not set_operator else any(one)


def with_request(value: str, request: Request) -> str | None:
    """A value with its policy variables filled in; None where one has no value: nothing is equal to it, or like it."""
    names = {name.lower(): text for name, text in request.items()}
    for variable in re.findall(r"\$\{([^}]*)\}", value):
        text = names.get(variable.lower())
        if not isinstance(text, str):
            return None
        value = value.replace(f"${{{variable}}}", text)
    return value


def satisfied(condition: dict[str, dict[str, list[str]]], request: Request) -> bool:
    return all(holds(op, key, values, request) for op, block in condition.items() for key, values in block.items())


# --- strangers ----------------------------------------------------------------------------------------

FILL = [
    "",
    "x",
    "999999999999",
    "arn",
    "aws",
    ":",
    "::",
    "/",
    "o-",
    "evil",
    "role/evil",
    "s3",
    "iam",
    "9",
    "x:y",
    "root",
    "r-1/",
]
ARN = re.compile(
    r"arn:aws(?:-[a-z]+)*:[a-z][a-z0-9-]*:(?:[a-z]{2}(?:-[a-z]+)+-\d)?:(\d{12})?:[A-Za-z0-9_+=,.@/-]+(?::[A-Za-z0-9_+=,.@/-]+)*"
)
BUCKET = re.compile(r"arn:aws(?:-[a-z]+)*:s3:::[a-z0-9.-]+")


def is_strangers(key: str, text: str, written: set[str]) -> bool:
    """Whether a stranger's request may have this value: never one that the policy writes out in full."""
    if text in written:
        return False
    if key in ("aws:PrincipalArn", "aws:SourceArn"):
        found = ARN.fullmatch(text)
        if found is None:
            return False
        if found[1] is None:
            buckets = {value[1:] for value in written if value.startswith("\0")}
            return key == "aws:SourceArn" and BUCKET.fullmatch(text) is not None and text.split(":::")[1] not in buckets
        kind = r"(root|(user|role)/[\w+=,.@/-]+)"
        return found[1] != OWN and (
            key == "aws:SourceArn" or re.fullmatch(rf"arn:[a-z-]+:iam::\d+:{kind}", text) is not None
        )
    if key in ("aws:PrincipalAccount", "aws:VpceAccount"):
        return re.fullmatch(r"\d{12}", text) is not None and text != OWN
    if key == "aws:PrincipalOrgID":
        return re.fullmatch(r"o-[a-z0-9]+", text) is not None and text != "o-ours"
    if key in ("aws:PrincipalOrgPaths", "aws:VpceOrgPaths"):
        return re.fullmatch(r"o-[a-z0-9]+/r-\w+/(ou-\w+/)*", text) is not None and not text.startswith("o-ours/")
    if key == "aws:SourceIp":
        return True
    if key in OWNER:
        return text == OWNER[key]
    if key == "aws:userid":
        return re.fullmatch(r"A[A-Z]{3}[A-Z0-9]{6,}(:[\w.-]+)?", text) is not None and not text.startswith("AROAOURS01")
    return key != "aws:SourceVpce" or re.fullmatch(r"vpce-\w+", text) is not None


def values_of(key: str, patterns: list[str], written: set[str], luck: random.Random) -> list[str]:
    """Values of a stranger's request: ordinary ones, and what the wildcards of the policy may be made to match."""
    tried = [
        "arn:aws:iam::999999999999:role/evil", "arn:aws:iam::999999999999:root", "arn:aws:s3:::evil",
        "arn:aws:sns:eu-west-1:999999999999:evil", "999999999999", "o-evil", "o-evil/r-1/ou-1/",
        "203.0.113.9", "2001:db8::9", "AROAEVIL01:x", "vpce-evil",
        "true", "evil", "us-east-1",
    ]  # fmt: skip
    for pattern in patterns:
        for _ in range(60):
            filled = re.sub(r"\*", lambda _: "".join(luck.choices(FILL, k=luck.randint(1, 4))), pattern)
            tried.append(re.sub(r"\?", lambda _: luck.choice("x9a"), filled))
        head, tail = re.split(r"[*?]", pattern)[0], re.split(r"[*?]", pattern)[-1]
        for usual in tried[:16]:
            tried += [head + usual[len(head) :], usual[: len(usual) - len(tail)] + tail, head + usual + tail]
        tried += [
            head + rest
            for rest in ("999999999999:role/evil", "iam::999999999999:root", "evil", ":999999999999:x", "evil/r-1/")
        ]
    return [text for text in tried if is_strangers(key, text, written)]


KEYS = [
    "aws:PrincipalArn", "aws:SourceArn", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceIp",
    "aws:userid", "aws:username", "aws:PrincipalTag/team", "aws:SecureTransport", "aws:RequestedRegion", "aws:VpceAccount",
    "aws:VpceOrgPaths", "aws:SourceVpce", "aws:VpcSourceIp", "aws:UserAgent", "aws:ResourceAccount", "aws:ResourceOrgID",
    "aws:ResourceOrgPaths", "aws:PrincipalIsAWSService", "aws:ViaAWSService",
]  # fmt: skip
ALWAYS = {"aws:PrincipalAccount", "aws:RequestedRegion", "aws:SecureTransport", "aws:ViaAWSService", "aws:userid"}
VALUES = [
    "*", "arn:*", "arn:aws:iam::*", "arn:aws:iam::*:*", f"arn:aws:iam::{OWN}:*", f"arn:aws:iam::{OWN}:role/x", f"arn:*:iam::{OWN}:role/*",
    "*123*", f"*{OWN}*", f"*:{OWN}:*", "arn:aws:iam::1111*", "arn:aws:iam::????????????:root", "arn:aws:iam::*:role/admin", "*:role/*",
    "arn:aws:s3:::*", "arn:aws:s3:::logs", "arn:aws:s3:::logs*", "arn:*:s3:::logs", f"arn:aws:sns:*:{OWN}:*", "arn:aws:*", "arn:aws:sns:*",
    OWN, "1111*", "????????????", "o-ours", "o-*", "o-our?", "o-ours/*", "o-ours*", "o-*/r-ab/*", "o-ours/r-ab/ou-1/*",
    "203.0.113.0/24", "0.0.0.0/0", "0.0.0.0/1", "10.0.0.0/8", "::/0", "2001:db8::/32", "AROAOURS01:*", "AROA*", "*:alice", "alice", "team",
    "true", "false", "us-east-1", "vpce-ours", "vpce-*", "?*", "**", "", "${aws:ResourceAccount}", "${AWS:resourceorgid}",
    "${aws:PrincipalAccount}", "${aws:PrincipalOrgID}", "${aws:PrincipalOrgID}/*", "${aws:SourceAccount}", "${aws:VpceAccount}",
    "${aws:ResourceOrgID}/*", "arn:aws:iam::${aws:ResourceAccount}:*", "arn:aws:iam::${aws:PrincipalAccount}:*", "${aws:username}",
    "arn:aws:sns:*:${aws:ResourceAccount}:*", "${aws:PrincipalTag/team}",
]  # fmt: skip
OPERATORS = [
    "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress", "Bool", "StringEqualsIfExists",
    "StringLikeIfExists", "ArnLikeIfExists", "ForAnyValue:StringLike",
    "ForAnyValue:StringEquals", "ForAllValues:StringLike", "ForAllValues:StringEquals",
    "ForAllValues:StringLikeIfExists", "ForAnyValue:ArnLike", "StringNotEquals", "StringNotLike", "ArnNotLike", "NotIpAddress",
    "StringNotEqualsIfExists", "StringNotLikeIfExists", "ArnNotEquals", "NotIpAddressIfExists", "BoolIfExists", "ForAllValues:Bool",
    "ForAllValues:StringNotLike", "ForAnyValue:StringNotLike", "ForAnyValue:StringNotEqualsIfExists", "Null",
]  # fmt: skip
MULTIPLE = {"aws:PrincipalOrgPaths", "aws:VpceOrgPaths", "aws:ResourceOrgPaths"}
OWNER = {"aws:ResourceAccount": OWN, "aws:ResourceOrgID": "o-ours", "aws:ResourceOrgPaths": "o-ours/r-ab/ou-1/"}


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    made: dict[str, dict[str, list[str]]] = {}
    for _ in range(draw(st.integers(1, 2))):
        operator, key = draw(st.sampled_from(OPERATORS)), draw(st.sampled_from(KEYS))
        made.setdefault(operator, {})[key] = draw(st.lists(st.sampled_from(VALUES), min_size=1, max_size=2))
        if draw(st.integers(0, 4)) == 0:
            made.setdefault("Null", {})[key] = [draw(st.sampled_from(["true", "false"]))]
    return made


def strangers(condition: dict[str, dict[str, list[str]]], luck: random.Random, number: int) -> Iterator[Request]:
    """Requests of strangers, made with the condition in mind."""
    texts = [value for block in condition.values() for values in block.values() for value in values]
    written = {value for value in texts if not re.search(r"[*?]", value)}
    written |= {"\0" + value.split(":")[-1].split("/")[0] for value in texts}  # buckets that are written out
    patterns = {key: [v for block in condition.values() for v in block.get(key, [])] for key in KEYS}
    possible = {key: values_of(key, patterns[key], written, luck) for key in KEYS}
    for key in ("aws:username", "aws:PrincipalTag/team", "aws:UserAgent", "aws:RequestedRegion", "aws:VpcSourceIp"):
        possible[key] += patterns[key]  # a stranger chooses these as the policy asks for them
    possible |= {key: [value] for key, value in OWNER.items()}
    possible["aws:SourceIp"] = ["198.51.100.9", "2001:db9::9"]
    possible["aws:SecureTransport"] = possible["aws:ViaAWSService"] = ["true", "false"]
    possible["aws:PrincipalIsAWSService"] = ["false"]
    possible["aws:RequestedRegion"].append("eu-south-2")
    possible["aws:PrincipalAccount"].append("anonymous")
    possible["aws:userid"].append("AROAEVIL01:x")
    for _ in range(number):
        # Anonymous requests have no principal.
        chosen = {
            key: luck.choice(values)
            for key, values in possible.items()
            if values and (key in ALWAYS or luck.random() < 0.9)
        }
        yield {key: [value] if key in MULTIPLE else value for key, value in chosen.items()}


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_value_that_narrows_is_had_by_no_stranger(operator: str) -> None:
    luck = random.Random(7)
    for key, value in product(KEYS, VALUES):
        condition = {operator: {key: [value]}}
        if restricts(condition) is True:
            met = [request for request in strangers(condition, luck, 25) if satisfied(condition, request)]
            assert not met, (condition, met[0])


@examples(400)
@given(conditions(), st.integers(0, 2**32))
def test_a_condition_that_narrows_is_met_by_no_stranger(condition: dict[str, dict[str, list[str]]], seed: int) -> None:
    if restricts(condition) is True:
        for request in strangers(condition, random.Random(seed), 40):
            assert not satisfied(condition, request), request


@pytest.mark.parametrize("operator", OPERATORS)
def test_a_deny_that_shuts_out_holds_for_every_stranger(operator: str) -> None:
    luck = random.Random(11)
    for key, value in product(KEYS, VALUES):
        condition = {operator: {key: [value]}}
        if shuts_out(condition) is True:
            missed = [request for request in strangers(condition, luck, 25) if not satisfied(condition, request)]
            assert not missed, (condition, missed[0])


# --- what narrows, and what does not -------------------------------------------------------------------

NARROWS = [
    ("StringEquals", "aws:SourceVpcArn", f"arn:aws:ec2:eu-west-1:{OWN}:vpc/vpc-1"),
    ("StringEquals", "aws:VpceAccount", OWN),
    ("StringEquals", "aws:VpceOrgID", "o-ours"),
    ("ForAnyValue:StringLike", "aws:VpceOrgPaths", "o-ours/r-ab/*"),
    ("StringLike", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:*"),
    ("StringLike", "aws:PrincipalArn", f"arn:*:iam::{OWN}:role/*"),
    ("ArnLike", "aws:PrincipalArn", f"arn:*:*::{OWN}:*"),
    ("ArnEquals", "aws:PrincipalArn", f"arn:aws-cn:iam::{OWN}:role/*"),
    ("StringLike", "AWS:SourceArn", f"arn:aws-us-gov:sns:*:{OWN}:*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::logs"),
    ("ArnLike", "aws:SourceArn", "arn:*:s3:*:*:logs"),
    ("ArnEquals", "aws:SourceArn", f"arn:aws:cloudfront::{OWN}:distribution/*"),
    ("StringLike", "aws:SourceArn", "arn:aws:apigateway:*::/restapis/abc123"),
    ("StringLike", "aws:userid", "AROAOURS01:*"),
    ("StringEquals", "aws:PrincipalServiceName", "cloudtrail.amazonaws.com"),
    ("Bool", "aws:PrincipalIsAWSService", "true"),
    ("Bool", "elasticfilesystem:AccessedViaMountTarget", "true"),
    ("StringEquals", "aws:Ec2InstanceSourceVPC", "vpc-1"),
    ("StringEquals", "s3:DataAccessPointAccount", OWN),
    ("ArnLike", "s3:DataAccessPointArn", f"arn:aws:s3:*:{OWN}:accesspoint/*"),
    ("StringEquals", "aws:PrincipalAccount", "${aws:ResourceAccount}"),
    ("StringLike", "aws:PrincipalAccount", "${AWS:resourceaccount}"),
    ("StringEquals", "aws:SourceAccount", "${aws:ResourceAccount}"),
    ("StringEquals", "aws:VpceAccount", "${s3:ResourceAccount}"),
    ("StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"),
    ("StringEquals", "aws:SourceOrgID", "${aws:ResourceOrgID}"),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "${aws:ResourceOrgID}/*"),
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::${aws:ResourceAccount}:role/*"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${aws:ResourceAccount}:*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:cloudfront::${aws:ResourceAccount}:distribution/*"),
    ("StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}"),
    ("StringEqualsIgnoreCase", "s3:ResourceAccount", "${aws:SourceAccount}"),
    ("StringEquals", "aws:ResourceOrgID", "${aws:PrincipalOrgID}"),
    ("StringLike", "aws:ResourceOrgID", "${aws:VpceOrgID}"),
    ("ForAnyValue:StringLike", "aws:ResourceOrgPaths", "${aws:PrincipalOrgID}/*"),
]  # fmt: skip
OPEN = [
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::*"),
    ("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"),
    ("StringLike", "aws:PrincipalArn", "*123*"),
    ("StringLike", "aws:PrincipalArn", f"*{OWN}*"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*"),
    ("ArnEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/admin"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::????????????:root"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:::logs-*"),
    ("StringLike", "aws:SourceArn", "arn:aws:s3:::logs-*"),
    ("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:*"),
    ("ArnLike", "aws:SourceArn", f"*:{OWN}:*"),
    ("ArnEquals", "aws:SourceAccount", OWN),
    ("StringLike", "aws:PrincipalOrgID", "o-*"),
    ("StringLike", "aws:PrincipalOrgID", "o-abc*"),
    ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-ours*"),
    ("StringLike", "aws:VpceAccount", "1111*"),
    ("StringLike", "aws:SourceVpce", "vpce-*"),
    ("StringLike", "aws:userid", "*:alice"),
    ("StringEquals", "aws:username", "alice"),
    ("StringEquals", "aws:PrincipalTag/team", "access"),
    ("StringEquals", "aws:RequestedRegion", "eu-west-1"),
    ("Bool", "aws:SecureTransport", "true"),
    ("Bool", "aws:MultiFactorAuthPresent", "true"),
    ("Bool", "aws:PrincipalIsAWSService", "false"),
    ("Bool", "aws:ViaAWSService", "true"),
    ("StringEquals", "kms:ViaService", "s3.eu-west-1.amazonaws.com"),
    ("StringEquals", "aws:CalledViaFirst", "athena.amazonaws.com"),
    ("StringEquals", "aws:ResourceAccount", OWN),
    ("StringEquals", "aws:ResourceOrgID", "o-ours"),
    ("StringEquals", "s3:ResourceAccount", OWN),
    ("StringEquals", "sts:ExternalId", "secret"),
    ("StringEquals", "lambda:FunctionUrlAuthType", "AWS_IAM"),
    ("IpAddress", "aws:VpcSourceIp", "10.0.0.0/16"),
    ("DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z"),
    ("StringLike", "aws:UserAgent", "Amazon CloudFront"),
    ("StringLike", "aws:Referer", "https://example.com/*"),
    ("StringNotEquals", "aws:PrincipalAccount", OWN),
    ("StringNotLike", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:*"),
    ("ArnNotEquals", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:root"),
    ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24"),
    ("Null", "aws:PrincipalOrgID", "false"),
    ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-ours"),
    ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-ours/*"),
    ("StringEquals", "aws:PrincipalOrgID", "${aws:PrincipalOrgID}"),
    ("StringEquals", "aws:SourceAccount", "${aws:PrincipalAccount}"),
    ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:root"),
    ("StringEquals", "aws:ResourceAccount", "${aws:ResourceAccount}"),
    ("StringEquals", "aws:ResourceAccount", "${aws:PrincipalOrgID}"),
    ("StringEquals", "aws:ResourceAccount", "${aws:PrincipalTag/account}"),
    ("StringLike", "aws:ResourceAccount", "${aws:PrincipalAccount}*"),
    ("StringLike", "aws:ResourceOrgID", "*"),
    ("StringEquals", "aws:ResourceOrgID", "${aws:PrincipalAccount}"),
    ("StringEqualsIfExists", "aws:ResourceOrgID", "${aws:PrincipalOrgID}"),
    ("StringNotEquals", "aws:ResourceOrgID", "${aws:PrincipalOrgID}"),
    ("ForAllValues:StringLike", "aws:ResourceOrgPaths", "${aws:PrincipalOrgID}/*"),
    ("StringEqualsIfExists", "aws:PrincipalOrgID", "${aws:ResourceOrgID}"),
    ("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalTag/account}"),
    ("StringLike", "aws:PrincipalOrgID", "${aws:ResourceOrgID, '*'}"),
    ("IpAddress", "aws:SourceIp", "0.0.0.0/1"),
    ("IpAddress", "aws:SourceArn", f"arn:aws:sns:eu-west-1:{OWN}:x"),
]  # fmt: skip


DENYING = {
    "StringEquals": ["StringNotEquals", "StringNotEqualsIfExists", "ForAnyValue:StringNotEquals"],
    "StringLike": ["StringNotLike", "StringNotLikeIfExists"],
    "ForAnyValue:StringLike": ["ForAllValues:StringNotLike", "ForAnyValue:StringNotLike"],
    "ArnLike": ["ArnNotLike", "ArnNotEqualsIfExists"],
    "Bool": ["BoolIfExists", "Bool"],
}
ROWS = [row for row in (*NARROWS, *OPEN) if row[1] in KEYS and row[0] in DENYING]


@st.composite
def denying(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    """Conditions as they are in denies: negative operators, on values that pin and on values that do not."""
    made: dict[str, dict[str, list[str]]] = {}
    for _ in range(draw(st.integers(1, 2))):
        operator, key, value = draw(st.sampled_from(ROWS))
        others = [other for _, other_key, other in ROWS if other_key == key]
        values = [value, *draw(st.lists(st.sampled_from(others), max_size=1))]
        if operator == "Bool":
            values = [draw(st.sampled_from(["false", "true"]))]
        made.setdefault(draw(st.sampled_from(DENYING[operator])), {})[key] = values
        if draw(st.integers(0, 2)) == 0:
            made.setdefault("Null", {})[key] = [draw(st.sampled_from(["true", "false"]))]
    return made


@examples(400)
@given(denying(), st.integers(0, 2**32))
def test_a_deny_with_several_conditions_shuts_out_only_what_all_hold_for(
    condition: dict[str, dict[str, list[str]]], seed: int
) -> None:
    if shuts_out(condition) is True:
        for request in strangers(condition, random.Random(seed), 40):
            assert satisfied(condition, request), request


@pytest.mark.parametrize(("operator", "key", "value"), NARROWS)
def test_a_pinned_account_organization_or_resource_narrows(operator: str, key: str, value: str) -> None:
    assert restricts({operator: {key: value}}) is True
    assert restricts({operator.lower(): {key.upper(): [value]}}) is True
    assert restricts({operator: {key: [value, "${aws:username}"]}}) is False


@pytest.mark.parametrize(("operator", "key", "value"), OPEN)
def test_what_strangers_have_too_narrows_nothing(operator: str, key: str, value: str) -> None:
    assert restricts({operator: {key: value}}) is False
    # Beside it, another value changes nothing: any of them is enough.
    assert restricts({operator: {key: [value, value]}}) is False


def test_what_holds_only_if_it_exists_narrows_where_it_must_exist() -> None:
    exists = {"Null": {"aws:PrincipalOrgID": "false", "aws:PrincipalOrgPaths": False}}
    assert restricts({"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-ours"}, **exists}) is True
    assert restricts({"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-ours/*"}, **exists}) is True
    assert restricts({"StringEqualsIfExists": {"aws:SourceAccount": OWN}, **exists}) is False


VARIABLE = Unknown(UnsetVariable("x"))


def computed(address: str, attribute: str) -> Unknown:
    return Unknown(ComputedAttribute(address, attribute), (address,), not_null=True)


def text(*parts: str | Unknown) -> PartialText:
    return PartialText(tuple(Hole(part) if isinstance(part, Unknown) else part for part in parts))


ORGANIZATION = computed("data.aws_organizations_organization.o", "id")


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("ArnLike", "aws:SourceArn", text("arn:", VARIABLE, f":sns:*:{OWN}:*"), True),
        ("StringLike", "aws:PrincipalArn", text("arn:", VARIABLE, f":iam::{OWN}:root"), True),
        ("ArnLike", "aws:SourceArn", text("arn:aws:sns:*:", VARIABLE, ":x"), None),
        ("ArnLike", "aws:SourceArn", VARIABLE, None),
        ("StringEquals", "aws:SourceAccount", VARIABLE, None),
        ("StringLike", "aws:SourceAccount", VARIABLE, None),
        ("StringEquals", "aws:PrincipalOrgID", VARIABLE, None),
        ("ArnLike", "aws:SourceArn", text("arn:aws:s3:::", computed("aws_s3_bucket.b", "id")), True),
        ("ArnLike", "aws:SourceArn", text("arn:aws:s3:::", computed("aws_s3_bucket.b", "id"), "*"), False),
        ("ArnLike", "aws:SourceArn", computed("aws_sns_topic.t", "arn"), True),
        ("ArnEquals", "aws:SourceArn", text(computed("aws_s3_bucket.b", "arn"), "*"), False),
        ("StringEquals", "aws:SourceVpce", computed("aws_vpc_endpoint.e", "id"), True),
        ("IpAddress", "aws:SourceIp", text(computed("aws_eip.n", "public_ip"), "/32"), True),
        ("IpAddress", "aws:SourceIp", text(VARIABLE, "/32"), True),
        ("IpAddress", "aws:SourceIp", text("10.0.0.0/", VARIABLE), None),
        ("ArnLike", "aws:PrincipalArn", text("arn:aws:iam::*:role/", VARIABLE), False),
        ("Bool", "aws:PrincipalIsAWSService", VARIABLE, None),
        ("StringLike", "aws:PrincipalOrgPaths", text(ORGANIZATION, "/*/", VARIABLE, "/*"), True),
        ("StringLike", "aws:PrincipalOrgPaths", text(VARIABLE, "/*/", ORGANIZATION, "/*"), None),
        ("StringLike", "aws:PrincipalOrgPaths", text(ORGANIZATION, VARIABLE), None),
        (
            "StringLike",
            "aws:PrincipalArn",
            text("arn:aws:iam::", VARIABLE, ":role/", computed("aws_iam_role.r", "name")),
            None,
        ),
        ("ArnLike", "aws:SourceArn", text(computed("aws_sns_topic.t", "arn"), VARIABLE), True),
        ("StringEquals", "aws:ResourceAccount", VARIABLE, None),
        ("StringEquals", "aws:ResourceAccount", computed("data.aws_caller_identity.me", "account_id"), False),
        ("ArnLike", "aws:PrincipalArn", text("arn:aws:iam::${aws:ResourceAccount}:", VARIABLE), True),
    ],
)
def test_values_that_are_known_in_part(operator: str, key: str, value: Unknown, expected: bool | None) -> None:
    truth = restricts({operator: {key: value}})
    assert truth is expected if expected is not None else isinstance(truth, Unknown)


def test_a_value_that_may_not_be_there_may_let_strangers_in() -> None:
    open_list = OpenList([OWN, "*"], {1: VARIABLE})
    assert restricts({"StringLike": {"aws:SourceAccount": open_list}}) is VARIABLE
    assert restricts({"StringLike": {"aws:SourceAccount": OpenList([OWN, OWN], {1: VARIABLE})}}) is True


@pytest.mark.parametrize(
    ("networks", "narrow"),
    [
        ([f"{first}.0.0.0/8" for first in range(256)], False),
        ([f"{first}.0.0.0/8" for first in range(0, 256, 16)], False),
        ([f"{first:x}::/16" for first in range(0x2000, 0x4000)], False),
        (["0.0.0.0/9", "0.128.0.0/9", "1.0.0.0/9", "1.128.0.0/9"], False),
        (["10.0.0.0/8"] * 50, True),
        (["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "203.0.113.0/24"], True),
        (["fd00::/16", "fd00:1::/32"], True),
    ],
)
def test_many_small_networks_may_be_the_internet(networks: list[str], narrow: bool) -> None:
    assert restricts({"IpAddress": {"aws:SourceIp": networks}}) is narrow
    assert shuts_out({"NotIpAddress": {"aws:SourceIp": networks}}) is narrow
