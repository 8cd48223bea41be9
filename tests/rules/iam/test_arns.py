"""Whether a pattern names a connected resource: what is said without knowing ARNs stays true when they are known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, Stated, UnsetVariable
from riveter.core.values import Hole, PartialText, Unknown, attribute_of
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.patterns import covers, overlaps
from riveter.rules.model.truth import Truth
from riveter.rules.relations.arn_forms import FORMS
from tests.random_examples import examples
from tests.rules.conftest import make_resource

REGION, ACCOUNT = "eu-west-1", "111122223333"
ARNS = {
    "aws_s3_bucket.own": "arn:aws:s3:::own-bucket",
    "aws_s3_bucket.other": "arn:aws:s3:::other-bucket",
    "aws_kms_key.own": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234",
    "aws_kms_key.other": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/5678",
    "aws_sqs_queue.own": f"arn:aws:sqs:{REGION}:{ACCOUNT}:own-queue",
    "aws_sqs_queue.other": f"arn:aws:sqs:{REGION}:{ACCOUNT}:other-queue",
}
NAMES = {"aws_s3_bucket": "bucket", "aws_sqs_queue": "name"}


def computed(address: str, attribute: str = "arn") -> Unknown:
    return Unknown(ComputedAttribute(address, attribute), (address,), not_null=True)


def test_a_computed_value_tells_what_it_is() -> None:
    assert attribute_of(computed('module.m["a.b"].aws_kms_key.k[0]')) == ('module.m["a.b"].aws_kms_key.k[0]', "arn")
    assert attribute_of(Unknown(UnsetVariable("x"))) is None
    assert attribute_of(Unknown(ComputedAttribute("aws_kms_key.k"), ("aws_kms_key.k",))) is None
    assert attribute_of(PartialText((Hole(computed("aws_kms_key.k")), "/*"))) is None


HOLES: dict[str, tuple[Unknown, str]] = {
    **{f"<{address}>": (computed(address), arn) for address, arn in ARNS.items()},
    "<region>": (Unknown(UnsetVariable("region")), REGION),
    "<account>": (Unknown(Stated("not known")), ACCOUNT),
    "<partition>": (Unknown(Stated("not known")), "aws"),
    "<bucket>": (computed("aws_s3_bucket.own", "id"), "own-bucket"),
    "<other-bucket>": (computed("aws_s3_bucket.other", "id"), "other-bucket"),
    "<anything>": (Unknown(UnsetVariable("x")), "*"),
}
BEGINNINGS = st.sampled_from([
    *(f"<{address}>" for address in ARNS), "*", "arn:*", "arn:aws:s3:::<bucket>", "arn:<partition>:s3:::<bucket>",
    "arn:aws:s3:::<other-bucket>", "arn:aws:s3:::own-bucket", "arn:aws:s3:::own-*", "arn:aws:s3:::*", "arn:aws:s3:::",
    "arn:aws:sqs:<region>:<account>:own-queue", "arn:aws:sqs:*:*:own-queue", f"arn:aws:sqs:{REGION}:{ACCOUNT}:*",
    "arn:aws:kms:*:*:key/*", "arn:aws:kms:<region>:*:key/*", "arn:aws:kms:*:*:alias/*", "<anything>",
    "arn:*:kms:*", "arn:aws:s3:::own-bucke?",
])  # fmt: skip
ENDS = st.sampled_from(["", "*", "/*", "/x", "/x/*", "?", "<anything>"])


def pattern_of(text: str) -> tuple[Any, str]:
    """A pattern with its holes, and the text it turns out to be."""
    import re

    pieces = [piece for piece in re.split(r"(<[^>]+>)", text) if piece]
    known = "".join(HOLES[piece][1] if piece in HOLES else piece for piece in pieces)
    if not any(piece in HOLES for piece in pieces):
        return text, known
    if len(pieces) == 1:
        return HOLES[text][0], known
    return PartialText(tuple(Hole(HOLES[piece][0]) if piece in HOLES else piece for piece in pieces)), known


@examples(300)
@given(
    address=st.sampled_from([address for address in ARNS if address.endswith(".own")]),
    named=st.booleans(),
    suffix=st.sampled_from(["", "/*", "/x"]),
    beginning=BEGINNINGS,
    end=ENDS,
)
def test_learning_the_arns_never_flips_an_answer(
    address: str, named: bool, suffix: str, beginning: str, end: str
) -> None:
    kind = address.split(".")[0]
    values = {NAMES[kind]: ARNS[address].rpartition(":")[2]} if named and kind in NAMES else {}
    pattern, text = pattern_of(beginning + end)
    agree(Arn(make_resource(address, values), suffix), pattern, text, ARNS[address] + suffix)


def agree(arn: Arn, pattern: Any, text: str, whole: str) -> tuple[Truth, Truth]:
    """Check that what is said of a pattern with holes is right of the text that it turns out to be."""
    answers: tuple[tuple[Truth, Truth], ...] = (
        (arn.covered_by(pattern), covers(text, whole)),
        (arn.overlapped_by(pattern), overlaps(text, whole)),
    )
    for before, after in answers:
        assert isinstance(after, bool)
        if not isinstance(before, Unknown):
            assert before is after, (pattern, whole)
    return answers[0][0], answers[1][0]


def variable(name: str) -> Unknown:
    return Unknown(UnsetVariable(name), symbol=(1, "var", "", name))


def joined(*parts: str | Unknown) -> Any:
    return PartialText(tuple(Hole(part) if isinstance(part, Unknown) else part for part in parts))


NAMED: list[tuple[dict[str, Any], tuple[str | Unknown, ...]]] = [
    ({"bucket": variable("a")}, (variable("a"),)),
    ({"bucket": joined(variable("a"), "-data")}, (variable("a"), "-data")),
    ({"bucket": joined("own-", variable("a"), "-", variable("b"))}, ("own-", variable("a"), "-", variable("b"))),
    ({"bucket_prefix": "own-"}, ("own-", Unknown(Stated("made by the provider")))),
]
PIECES = st.sampled_from([
    variable("a"), variable("b"), variable("other"), "own-", "-", "-data", "*", "?", "/", "/*", "/x", "x",
    computed("aws_s3_bucket.own", "id"),
    computed("aws_s3_bucket.own", "bucket"), computed("aws_s3_bucket.other", "id"), "${aws:username}",
])  # fmt: skip


@examples(600)
@given(
    st.sampled_from(NAMED),
    st.lists(PIECES, max_size=5),
    st.booleans(),
    st.sampled_from(["", "/*", "/x"]),
    st.fixed_dictionaries({name: st.sampled_from(["a", "x", "own", "-data", "a-data"]) for name in ("a", "b", "made")}),
    st.sampled_from(["a", "*", "own-*", "a/x", "/", ""]),
)
def test_a_name_that_is_not_known_is_the_same_in_a_pattern(
    name: tuple[dict[str, Any], tuple[str | Unknown, ...]],
    pieces: list[str | Unknown],
    with_name: bool,
    suffix: str,
    texts: dict[str, str],
    other: str,
) -> None:
    """Whatever a name and the rest of a pattern turn out to be, what was said before is right."""
    values, parts = name

    def text_of(part: str | Unknown) -> str:
        if isinstance(part, str):
            return part.replace("${aws:username}", other)
        if isinstance(part.cause, ComputedAttribute):
            return own if part.cause.address == "aws_s3_bucket.own" else "other-bucket"
        return texts["made"] if part.symbol is None else {**texts, "other": other}[part.symbol[3]]

    own = "".join(map(text_of, parts))
    pieces = ["arn:aws:s3:::", *(parts if with_name else ()), *pieces]
    text = "".join(map(text_of, pieces))
    pattern = joined(*pieces) if any(isinstance(piece, Unknown) for piece in pieces) else "".join(map(str, pieces))
    agree(Arn(make_resource("aws_s3_bucket.own", values), suffix), pattern, text, f"arn:aws:s3:::{own}{suffix}")


@pytest.mark.parametrize(
    ("name", "pattern", "suffix", "covered"),
    [
        ({"bucket": variable("a")}, joined("arn:aws:s3:::", variable("a"), "/*"), "/*", True),
        ({"bucket": variable("a")}, joined("arn:aws:s3:::", variable("a"), "/logs/*"), "/*", False),
        ({"bucket": variable("a")}, joined("arn:aws:s3:::", variable("a"), "/*"), "", False),
        ({"bucket": variable("a")}, joined("arn:aws:s3:::", variable("a")), "", True),
        ({"bucket": variable("a")}, joined("arn:aws:s3:::", variable("b"), "/*"), "/*", None),
        ({"bucket": variable("a")}, joined("arn:", variable("p"), ":s3:::", variable("a"), "/*"), "/*", True),
        ({"bucket": joined(variable("e"), "-data")}, joined("arn:aws:s3:::", variable("e"), "-data*"), "/*", True),
        ({"bucket": joined(variable("e"), "-data")}, joined("arn:aws:s3:::", variable("e"), "-logs/*"), "/*", False),
        ({"bucket": joined(variable("e"), "-data")}, "arn:aws:s3:::*-data/*", "/*", True),
        ({"bucket": joined(variable("e"), "-data")}, "arn:aws:s3:::*-logs/*", "/*", False),
        ({"bucket_prefix": "logs-"}, "arn:aws:s3:::logs-*", "/*", True),
        ({"bucket_prefix": "logs-"}, "arn:aws:s3:::data-*", "/*", False),
        ({"bucket": Unknown(Stated("a new one each time"))}, joined("arn:aws:s3:::", Unknown(Stated("another"))), "", None),
    ],
)  # fmt: skip
def test_a_bucket_named_by_a_variable(name: dict[str, Any], pattern: Any, suffix: str, covered: bool | None) -> None:
    truth = Arn(make_resource("aws_s3_bucket.own", name), suffix).covered_by(pattern)
    assert truth is covered if covered is not None else isinstance(truth, Unknown)


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_the_shape_of_an_arn_is_one_of_the_type(kind: str) -> None:
    shape, attribute = FORMS[kind].pattern
    assert shape.count(":") >= 3
    assert ("{}" in shape) is bool(attribute)
    if attribute:
        from riveter.provider_schema import attribute as in_schema

        assert in_schema(kind, attribute) is not None
    assert in_schema_of(kind)


def in_schema_of(kind: str) -> bool:
    from riveter.provider_schema import lookup

    schema = lookup(kind)
    return schema is not None and schema.attribute("arn") is not None


def test_a_known_arn_decides() -> None:
    arn = Arn(make_resource("aws_kms_key.own", {"arn": ARNS["aws_kms_key.own"]}))
    assert arn.covered_by(ARNS["aws_kms_key.own"]) is True
    assert arn.covered_by(ARNS["aws_kms_key.other"]) is False
    assert arn.covered_by(f"arn:aws:kms:{REGION}:*:key/*") is True
    assert arn.covered_by(7) is False
    assert isinstance(arn.covered_by("x" * 2000), Unknown)


def test_a_policy_is_one_of_the_partition_it_is_used_in() -> None:
    """AWS refuses policies with ARNs of another partition."""
    arn = Arn(make_resource("aws_kms_key.own", {}))
    assert arn.covered_by("arn:aws-cn:kms:*:*:key/*") is True
