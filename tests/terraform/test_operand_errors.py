"""What is wrong with an operand, in Terraform's words and at the operand."""

from __future__ import annotations

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Unknown
from riveter.terraform.values.errors import MAX_DETAIL, EvaluationError
from riveter.terraform.values.types import NUMBER, STRING, ListType, SetType, TupleType, object_type
from riveter.terraform.values.value import MapValue, Null
from tests.terraform.test_partial import evaluated

VARIABLES = {
    "none": Null(STRING),
    "map": MapValue({"a": "x"}, STRING),
    "object": Unknown(UnsetVariable("object"), type=object_type({"a": STRING})),
    "pair": Unknown(UnsetVariable("pair"), type=TupleType((STRING, NUMBER))),
    "set": Unknown(UnsetVariable("set"), type=SetType(STRING)),
    "list": Unknown(UnsetVariable("list"), type=ListType(STRING)),
    "text": Unknown(UnsetVariable("text"), type=STRING),
}


@pytest.mark.parametrize(
    ("expression", "at", "problem"),
    [
        ("-var.none", "-var.none", "Operation failed: Error during operation: argument must not be null."),
        ("!var.none", "!var.none", "Operation failed: Error during operation: argument must not be null."),
        ('-"x"', '-"x"', "Invalid operand: Unsuitable value for unary operand: a number is required."),
        ("1 + var.none", "var.none", "Operation failed: Error during operation: argument must not be null (right operand)."),
        ("(1 / 0) + (-1 / 0)", "(1 / 0) + (-1 / 0)", "Operation failed: Error during operation: can't compute sum of opposing infinities."),
        ("(1 / 0) - (1 / 0)", "(1 / 0) - (1 / 0)", "Operation failed: Error during operation: can't subtract infinity from itself."),
        ("0 * (1 / 0)", "0 * (1 / 0)", "Operation failed: Error during operation: can't multiply zero by infinity."),
        ("0 / 0", "0 / 0", "Operation failed: Error during operation: can't divide zero by zero or infinity by infinity."),
        ("1 % (1 / 0)", "1 % (1 / 0)", "Operation failed: Error during operation: can't use modulo with zero and infinity."),
        ("[] + 1", "[]", "Invalid operand: Unsuitable value for left operand: number required."),
        ("1 + []", "[]", "Invalid operand: Unsuitable value for right operand: number required."),
        ("true && []", "[]", "Invalid operand: Unsuitable value for right operand: bool required."),
        ("var.none ? 1 : 2", "var.none", "Null condition: The condition value is null. Conditions must either be true or false."),
        ("var.none.a", ".a", "Attempt to get attribute from null value: This value is null, so it does not have any attributes."),
        ("var.none[0]", "[0]", "Attempt to index null value: This value is null, so it does not have any indices."),
        ("[1][null]", "[null]", "Invalid index: Can't use a null value as an indexing key."),
        ('[1]["x"]', '["x"]',
         "Invalid index: The given key does not identify an element in this collection value: a number is required."),
        ("[1][0.5]", "[0.5]", "Invalid index: The given key does not identify an element in this collection value: "
         "indexing a sequence requires a whole number, but the given index has a fractional part."),
        ("[1][-1]", "[-1]", "Invalid index: The given key does not identify an element in this collection value: "
         "a negative number is not a valid index for a sequence."),
        ("[][0]", "[0]", "Invalid index: The given key does not identify an element in this collection value: "
         "the collection has no elements."),
        ("[1][1]", "[1]", "Invalid index: The given key does not identify an element in this collection value: "
         "the given index is greater than or equal to the length of the collection (1)."),
        ('toset(["a"])[0]', "[0]", "Invalid index: Elements of a set are identified only by their value and don't have any "
         "separate index or key to select with."),
        ("{ a = 1 }[[]]", "[[]]",
         "Invalid index: The given key does not identify an element in this collection value: string required."),
        ("var.map.b", ".b", 'Missing map element: This map does not have an element with the key "b".'),
        ('var.object["b"]', '["b"]', "Invalid index: The given key does not identify an element in this collection value."),
        ("var.object.b", ".b", 'Unsupported attribute: This object does not have an attribute named "b".'),
        ("var.pair[2]", "[2]", "Invalid index: The given key does not identify an element in this collection value: "
         "the given index is greater than or equal to the length of the collection (2)."),
        ("var.pair[-1]", "[-1]", "Invalid index: The given key does not identify an element in this collection value: "
         "a negative number is not a valid index for a sequence."),
        ("var.set[0]", "[0]", "Invalid index: This value does not have any indices."),
        ("var.text[0]", "[0]", "Invalid index: This value does not have any indices."),
        ("var.text.a", ".a", "Unsupported attribute: Can't access attributes on a primitive-typed value (string)."),
        ("var.list.a", ".a", "Unsupported attribute: This value does not have any attributes."),
        ('var.list["x"]', '["x"]',
         "Invalid index: The given key does not identify an element in this collection value: a number is required."),
        ("{ a = 1 }.b", ".b", 'Unsupported attribute: This object does not have an attribute named "b".'),
        ("[1].a", ".a", "Unsupported attribute: Can't access attributes on a tuple. "
         "Did you mean to access an attribute of an element, as in [0], or of all of them, as in [*]?"),
        ("tolist([1]).a", ".a", "Unsupported attribute: Can't access attributes on a list. "
         "Did you mean to access an attribute of an element, as in [0], or of all of them, as in [*]?"),
        ('"x".a', ".a", "Unsupported attribute: Can't access attributes on a primitive-typed value (string)."),
        ("toset([1]).a", ".a", "Unsupported attribute: This value does not have any attributes."),
        ('true ? {} : "a"', 'true ? {} : "a"', "Inconsistent conditional result types: The true and false result expressions must have "
         "consistent types. The 'true' value is object, but the 'false' value is string."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_operand(expression: str, at: str, problem: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        evaluated(expression, VARIABLES)
    assert str(caught.value) == problem
    span = caught.value.span
    assert span is not None
    assert expression[span.start_col - 1 : span.end_col - 1] == at


def test_of_a_very_long_detail_the_beginning_and_the_end_are_left() -> None:
    error = EvaluationError("Wrong", "a" * 5_000 + "b" * 5_000)
    assert error.detail.startswith("a" * 1_000)
    assert error.detail.endswith("b" * 500)
    assert len(error.detail) < MAX_DETAIL + 10
