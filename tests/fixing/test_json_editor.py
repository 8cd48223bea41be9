"""The editor of JSON syntax: only the intended place changes, and the file keeps its style."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter import provider_schema
from riveter.core.source import SourceFile
from riveter.fixing.editor import Additions
from riveter.fixing.json_editor import JsonEditor
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse
from riveter.terraform.modules.json_blocks import with_blocks
from tests.random_examples import examples

TYPE = "aws_instance"


def _opened(text: str) -> tuple[JsonEditor, n.Block]:
    source = SourceFile("main.tf.json", text, "main.tf.json")
    block = next(
        block for block in parse(source).body.blocks if block.type == "resource" and block.labels[0].value == TYPE
    )
    return JsonEditor(source), with_blocks(block, block.labels[0].value, provider_schema)


def _document(body: str, resource: str = TYPE) -> str:
    return f'{{"resource": {{"{resource}": {{"a": {body}}}}}}}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", '{"x": true}'),
        ('{"a":1}', '{"a":1, "x":true}'),
        ('{ "a" : 1,"b" : 2 }', '{ "a" : 1,"b" : 2,"x" : true }'),
        ('{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"x": true\n}'),
        ('{\r\n  "a": 1\r\n}', '{\r\n  "a": 1,\r\n  "x": true\r\n}'),
    ],
)
def test_arguments_are_added_in_the_style_of_their_neighbours(before: str, after: str) -> None:
    head, tail = '{"resource": {"aws_instance": {"a": ', "}}}"
    editor, block = _opened(head + before + tail)
    editor.additions(block).arguments["x"] = True
    assert editor.result() == head + after + tail


BLOCKS = {
    "none": ('{"ami": "x"}', '{"ami": "x", "metadata_options": {"http_tokens": "required"}}'),
    "none, arrays elsewhere": (
        '{"root_block_device": [{}]}',
        '{"root_block_device": [{}], "metadata_options": [{"http_tokens": "required"}]}',
    ),
    "null": ('{"metadata_options": null}', '{"metadata_options": [{"http_tokens": "required"}]}'),
    "an empty array": ('{"metadata_options": [ ]}', '{"metadata_options": [{"http_tokens": "required"}]}'),
    "an object": ('{"metadata_options": {"a": 1}}', '{"metadata_options": [{"a": 1}, {"http_tokens": "required"}]}'),
    "an array": ('{"metadata_options": [{"a": 1}]}', '{"metadata_options": [{"a": 1}, {"http_tokens": "required"}]}'),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_added_in_both_forms(name: str) -> None:
    before, after = BLOCKS[name]
    editor, block = _opened(_document(before))
    editor.additions(block).new_block("metadata_options").arguments["http_tokens"] = "required"
    assert editor.result() == _document(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": 1, "b": 2, "c": 3}', '{"a": 1, "c": 3}'),
        ('{"b": 2, "c": 3}', '{"c": 3}'),
        ('{"a": 1, "b": 2}', '{"a": 1}'),
        ('{\n  "b": [1]\n}', "{}"),
    ],
)
def test_an_argument_is_removed_with_its_comma(before: str, after: str) -> None:
    editor, block = _opened(_document(before))
    editor.remove(next(item for item in block.attributes if item.name == "b"))
    assert editor.result() == _document(after)


def test_blocks_are_removed_and_the_last_one_with_its_name() -> None:
    text = _document('{"ami": "x", "ebs_block_device": [{"a": 1}, {"a": 2}, {"a": 3}]}')
    editor, block = _opened(text)
    assert [each.type for each in block.blocks] == ["ebs_block_device"] * 3
    editor.remove(block.blocks[0])
    editor.remove(block.blocks[1])
    assert editor.result() == text.replace('{"a": 1}, {"a": 2}, ', "")
    editor.remove(block.blocks[2])
    assert editor.result() == _document('{"ami": "x"}')


def test_removing_and_adding_fit_together() -> None:
    editor, block = _opened(_document('{"a": 1, "b": 2}'))
    for item in block.attributes:
        editor.remove(item)
    editor.additions(block).arguments["b"] = 3
    assert editor.result() == _document('{"b": 3}')


COMPANIONS = {
    "an object": ('{"aws_instance": {"a": {}}}', '{"aws_instance": {"a": {}}, "x_y": {"a": {"k": 1}}}'),
    "an object with the type": (
        '{"x_y": {"b": {}}, "aws_instance": {"a": {}}}',
        '{"x_y": {"b": {}, "a": {"k": 1}}, "aws_instance": {"a": {}}}',
    ),
    "arrays": (
        '[{"x_y": {"c": {}}}, {"aws_instance": [{"a": [{}]}], "x_y": [{"b": {}}]}]',
        '[{"x_y": {"c": {}}}, {"aws_instance": [{"a": [{}]}], "x_y": [{"b": {}}, {"a": {"k": 1}}]}]',
    ),
    "a name that is the type": (
        '{"aws_instance": {"aws_instance": {}}}',
        '{"aws_instance": {"aws_instance": {}}, "x_y": {"a": {"k": 1}}}',
    ),
}


@pytest.mark.parametrize("name", COMPANIONS)
def test_a_companion_is_added_beside_the_resource(name: str) -> None:
    before, after = COMPANIONS[name]
    editor, block = _opened(f'{{"resource": {before}}}')
    body = Additions()
    body.arguments["k"] = 1
    editor.append_resource(block, "x_y", "a", body)
    assert editor.result() == f'{{"resource": {after}}}'


def test_two_companions_of_one_new_type() -> None:
    editor, block = _opened(_document("{}"))
    for name in ("a", "b"):
        editor.append_resource(block, "x_y", name, Additions())
    assert json.loads(editor.result())["resource"]["x_y"] == {"a": {}, "b": {}}


def test_a_part_of_an_expression_in_a_string_is_replaced() -> None:
    text = _document('{"x": "é\\u00e9${var.a ? \\"no\\" : 1}"}')
    editor, _ = _opened(text)
    at = text.index('\\"no')
    editor.replace(at, at + len('\\"no\\"'), 'a"b')
    assert editor.result() == text.replace('\\"no\\"', '\\"a\\\\\\"b\\"')
    assert json.loads(editor.result())["resource"][TYPE]["a"]["x"] == 'éé${var.a ? "a\\"b" : 1}'


def test_references_are_not_written_where_json_syntax_has_names() -> None:
    editor, block = _opened(_document("{}"))
    editor.additions(block).arguments["depends_on"] = ["${a.b}"]
    with pytest.raises(NotEditableError):
        editor.result()


@pytest.mark.parametrize("key", ["${a}", "%{a}"])
def test_keys_of_maps_are_texts(key: str) -> None:
    editor, block = _opened(_document('{"tags": {}}'))
    editor.additions(block).arguments["more"] = {key: {key: 1}}
    escaped = key[0] + key
    assert json.loads(editor.result())["resource"][TYPE]["a"]["more"] == {escaped: {escaped: 1}}


@pytest.mark.parametrize("text", ['{"resource": ', "", '{"a": 1} x'])
def test_a_file_with_a_syntax_error_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditableError):
        JsonEditor(SourceFile("main.tf.json", text, "main.tf.json"))


# -- random documents -------------------------------------------------------------------------------

_NAMES = ("ami", "tags", "é", "a b", 'q"', "//")
_SCALARS = st.one_of(
    st.booleans(), st.none(), st.integers(), st.sampled_from(("", "x", "é\u2028", "a\nb", '"', "${var.a}"))
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a document, and the blocks that its resource has."""
    body: dict[str, Any] = draw(st.dictionaries(st.sampled_from(_NAMES), _VALUES, max_size=4))
    blocks = draw(st.lists(st.dictionaries(st.sampled_from(("http_tokens", "x")), _SCALARS, max_size=2), max_size=3))
    if blocks:
        body["metadata_options"] = blocks[0] if len(blocks) == 1 and draw(st.booleans()) else blocks
    document = {"resource": {TYPE: {"a": body}}, "locals": draw(st.dictionaries(st.sampled_from(_NAMES), _VALUES))}
    indent = draw(st.sampled_from((None, 1, 2, 4, "\t")))
    separators = draw(st.sampled_from((None, (",", ":"), (" , ", " : "))))
    text = json.dumps(document, indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    ends = draw(st.sampled_from(("\n", "\r\n")))
    return text.replace("\n", ends) + draw(st.sampled_from(("", ends))), [*body]


def _is_inserted(before: str, after: str) -> bool:
    """Return True if a text is another one with one more piece in it."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    left = len(before) - start
    return len(after) > len(before) and (not left or after.endswith(before[start:]))


@pytest.mark.random
@given(_texts(), st.sampled_from(("set", "add", "block", "remove", "companion")), _VALUES, st.data())
@examples(300)
def test_only_the_intended_place_of_a_random_document_changes(
    drawn: tuple[str, list[str]], kind: str, value: Any, data: st.DataObject
) -> None:
    text, names = drawn
    expected = json.loads(text)
    body = expected["resource"][TYPE]["a"]
    editor, block = _opened(text)
    attributes = {item.name: item for item in block.attributes}
    if kind in ("set", "remove"):
        usable = [name for name in names if name in attributes]
        if not usable:
            return
        item = attributes[data.draw(st.sampled_from(usable))]
        if kind == "remove":
            del body[item.name]
            editor.remove(item)
        else:
            body[item.name] = value
            editor.replace(item.expr.start, item.expr.end, value)
        start, end = item.start, item.end
    elif kind == "add":
        body["new"] = value
        editor.additions(block).arguments["new"] = value
    elif kind == "block":
        known = body.get("metadata_options", [])
        body["metadata_options"] = [*(known if isinstance(known, list) else [known]), {"k": value}]
        if len(body["metadata_options"]) == 1:
            body["metadata_options"] = body["metadata_options"][0]
        editor.additions(block).new_block("metadata_options").arguments["k"] = value
    else:
        expected["resource"]["x_y"] = {"a": {"k": value}}
        made = Additions()
        made.arguments["k"] = value
        editor.append_resource(block, "x_y", "a", made)
    after = editor.result()
    assert _plain(json.loads(after)) == _plain(expected)
    ends = "\r\n" if "\r\n" in text else "\n"
    assert "\n" not in after.replace(ends, "")
    if kind == "set":
        assert after.startswith(text[:start])
        assert after.endswith(text[end:])
    elif kind == "remove":
        assert len(after) < len(text)
        assert _is_inserted(after, text)
    elif kind == "block" and isinstance(known, dict):
        start, end = block.blocks[0].start, block.blocks[0].end
        assert after.startswith(text[:start] + "[" + text[start:end])
        assert after.endswith("]" + text[end:])
    else:
        assert _is_inserted(text, after)


def _plain(document: Any) -> Any:
    """Return a document in which a block in an array is like one without."""
    options = document["resource"][TYPE]["a"].get("metadata_options")
    if isinstance(options, list) and len(options) == 1:
        document["resource"][TYPE]["a"]["metadata_options"] = options[0]
    return json.dumps(document)
