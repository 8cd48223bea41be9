"""JSON configuration files become the same nodes as native syntax, read as Terraform's documents on JSON syntax say."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from riveter.hcl import parse, parse_json
from riveter.hcl.json_reader import JsonObject, JsonReader
from riveter.hcl.nodes import Block
from tests.hcl.outline import outline, read_body, read_broken, source


def read_json(document: Any) -> Any:
    """The structure of a document that has no errors."""
    return read_body(json.dumps(document), "main.tf.json")


def block(document: Any) -> Block:
    """The only block of a document."""
    (found,) = parse(source(json.dumps(document), "main.tf.json")).body.blocks
    return found


def test_a_file_whose_name_ends_with_json_is_read_as_json() -> None:
    text = '{"locals": {"a": 1}}'
    for name in ("main.tf.json", "main.tofu.json"):
        assert parse(source(text, name)) == parse_json(source(text, name))
    assert parse(source(text, "main.tf")).diagnostics


def test_labels_are_nested_objects() -> None:
    document = {
        "resource": {"aws_s3_bucket": {"a": {"bucket": "x"}, "b": {}}, "aws_vpc": {"c": {"tags": {"d": "e"}}}},
        "output": {"o": {"value": 1}},
    }
    assert read_json(document) == {
        "resource aws_s3_bucket a {}": [{"bucket": "'x'"}],
        "resource aws_s3_bucket b {}": [{}],
        "resource aws_vpc c {}": [{"tags": "ObjectCons(<ObjectItem('d', 'e')>)"}],
        "output o {}": [{"value": "1"}],
    }


def test_an_array_within_an_array_is_one_block_of_several_objects() -> None:
    document = {
        "resource": {"x": {"y": [[{"a": 1}, {"b": 2, "lifecycle": [[{"destroy": True}]]}]], "z": [None]}},
        "check": {"c": [[{"assert": {"condition": True}}]]},
    }
    assert read_json(document) == {
        "resource x y {}": [{"a": "1", "b": "2", "lifecycle {}": [{"destroy": "true"}]}],
        "resource x z {}": [{}],
        "check c {}": [{"assert {}": [{"condition": "true"}]}],
    }


def test_arrays_stand_for_several_blocks_at_every_level() -> None:
    document = [
        {"provider": {"aws": [{"region": "a"}, {"alias": "b"}]}},
        {"resource": [{"x": {"y": {}}}, {"x": [{"z": {}}]}]},
        {"locals": [{"a": 1}, {"b": 2}]},
        {"terraform": None},
    ]
    assert read_json(document) == {
        "provider aws {}": [{"region": "'a'"}, {"alias": "'b'"}],
        "resource x y {}": [{}],
        "resource x z {}": [{}],
        "locals {}": [{"a": "1"}, {"b": "2"}],
    }


def test_blocks_from_json_are_marked() -> None:
    assert block({"resource": {"a": {"b": {}}}}).from_json


def test_values_become_literals_lists_and_objects() -> None:
    values = {"a": "s", "b": 1.50, "c": -2, "d": True, "e": None, "f": [1, ["x"]], "g": {"h": {"i": 1}}}
    assert read_json({"locals": values}) == {
        "locals {}": [
            {
                "a": "'s'",
                "b": "1.5",
                "c": "(-2)",
                "d": "true",
                "e": "null",
                "f": "[1, ['x']]",
                "g": "ObjectCons(<ObjectItem('h', ObjectCons(<ObjectItem('i', 1)>))>)",
            }
        ]
    }


def test_numbers_keep_their_text() -> None:
    body = read_body('{"locals": {"a": 1.50, "b": 1e400, "c": 100000000000000000001}}', "a.tf.json")
    assert body == {"locals {}": [{"a": "1.50", "b": "1e400", "c": "100000000000000000001"}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "'plain'"),
        ("${var.a}", "TemplateWrap(var.a)"),
        ("${ true }", "TemplateWrap(true)"),
        ("a-${var.b}", "Template(<'a-' var.b>)"),
        ("$${a} %%{b}", "'${a} %{b}'"),
        ("%{ if a }b%{ endif }", "Template(<TemplateIf(a, <'b'>, <>)>)"),
        ('${f("x\\n")}', "TemplateWrap(Call(f, <'x\\n'>, False))"),
        ("a\\n", "'a\\\\n'"),
        ("line\n${a ~}\n  b", "Template(<'line\\n' a '  b'>)"),
    ],
)
def test_strings_are_templates(text: str, expected: str) -> None:
    assert read_json({"locals": {"a": text}}) == {"locals {}": [{"a": expected}]}


def test_keys_of_objects_are_templates_too() -> None:
    assert read_json({"locals": {"a": {"${b}": 1}}}) == {
        "locals {}": [{"a": "ObjectCons(<ObjectItem(TemplateWrap(b), 1)>)"}]
    }


def test_comments_are_passed_in_bodies_and_kept_in_values() -> None:
    document = {
        "//": "one",
        "resource": {"a": {"b": {"//": "two", "c": {"//": "three"}, "lifecycle": {"//": "four"}}}},
    }
    assert read_json(document) == {
        "resource a b {}": [{"c": "ObjectCons(<ObjectItem('//', 'three')>)", "lifecycle {}": [{}]}]
    }


def test_meta_blocks_of_resources_are_blocks_and_others_are_attributes() -> None:
    body = {
        "versioning": [{"enabled": True}],
        "lifecycle": {
            "ignore_changes": ['tags["a"]', "acl"],
            "prevent_destroy": True,
            "replace_triggered_by": ["x.y[each.key]"],
            "precondition": [{"condition": "${var.a != null}", "error_message": "no ${var.b}"}],
        },
        "connection": {"host": "${self.ip}"},
        "provisioner": [{"local-exec": {"command": "a", "when": "destroy"}}, {"file": {"source": "b"}}],
        "dynamic": {"rule": {"for_each": "${var.rules}", "iterator": "r", "content": {"a": "${r.value}"}}},
        "provider": "aws.west",
        "depends_on": ["a.b", "module.c", "data.d.e"],
        "count": "${var.n}",
    }
    assert read_json({"resource": {"x": {"y": body}}}) == {
        "resource x y {}": [
            {
                "versioning": "[ObjectCons(<ObjectItem('enabled', true)>)]",
                "lifecycle {}": [
                    {
                        "ignore_changes": "[tags['a'], acl]",
                        "prevent_destroy": "true",
                        "replace_triggered_by": "[x.y[each.key]]",
                        "precondition {}": [
                            {
                                "condition": "TemplateWrap((var.a != null))",
                                "error_message": "Template(<'no ' var.b>)",
                            }
                        ],
                    }
                ],
                "connection {}": [{"host": "TemplateWrap(self.ip)"}],
                "provisioner local-exec {}": [{"command": "'a'", "when": "destroy"}],
                "provisioner file {}": [{"source": "'b'"}],
                "dynamic rule {}": [
                    {
                        "for_each": "TemplateWrap(var.rules)",
                        "iterator": "r",
                        "content {}": [{"a": "TemplateWrap(r.value)"}],
                    }
                ],
                "provider": "aws.west",
                "depends_on": "[a.b, module.c, data.d.e]",
                "count": "TemplateWrap(var.n)",
            }
        ]
    }


def test_all_changes_may_be_ignored() -> None:
    document = {"resource": {"x": {"y": {"lifecycle": {"ignore_changes": "all"}}}}}
    assert read_json(document) == {"resource x y {}": [{"lifecycle {}": [{"ignore_changes": "all"}]}]}


def test_variables_have_a_type_expression_and_plain_texts() -> None:
    variable = {
        "type": 'map(object({ a = optional(string, "b") }))',
        "default": {"${k}": "${v}"},
        "description": "use ${this}",
        "validation": {"condition": "${var.a != 1}", "error_message": "x"},
    }
    assert read_json({"variable": {"a": variable}}) == {
        "variable a {}": [
            {
                "type": "Call(map, <Call(object, <ObjectCons(<ObjectItem('a', Call(optional, <string 'b'>, False))>)>,"
                " False)>, False)",
                "default": "ObjectCons(<ObjectItem('${k}', '${v}')>)",
                "description": "'use ${this}'",
                "validation {}": [{"condition": "TemplateWrap((var.a != 1))", "error_message": "'x'"}],
            }
        ]
    }


def test_modules_outputs_and_settings() -> None:
    document = {
        "module": {
            "m": {"source": "./m", "version": "1", "providers": {"aws.src": "aws.west", "aws": "aws"}, "a": "${b}"}
        },
        "output": {"o": {"value": "${a}", "description": "${b}", "depends_on": ["c.d"]}},
        "terraform": {
            "required_version": ">= 1",
            "required_providers": {
                "aws": {"source": "hashicorp/aws", "configuration_aliases": ["aws.west"]},
                "random": "~> 3",
            },
            "backend": {"s3": {"bucket": "b"}},
            "cloud": {"organization": "o", "workspaces": {"name": "w"}},
        },
        "moved": [{"from": "a.b", "to": "module.c.a.b[0]"}],
        "import": {"to": 'a.b["k"]', "id": "i-${var.x}"},
        "removed": {"from": "a.b", "lifecycle": {"destroy": False}},
        "check": {"c": {"data": {"http": {"h": {"url": "u"}}}, "assert": {"condition": "${x}", "error_message": "y"}}},
        "provider": {"aws": {"alias": "west", "region": "${var.r}"}},
    }
    assert read_json(document) == {
        "module m {}": [
            {
                "source": "'./m'",
                "version": "'1'",
                "providers": "ObjectCons(<ObjectItem(aws.src, aws.west) ObjectItem(aws, aws)>)",
                "a": "TemplateWrap(b)",
            }
        ],
        "output o {}": [{"value": "TemplateWrap(a)", "description": "'${b}'", "depends_on": "[c.d]"}],
        "terraform {}": [
            {
                "required_version": "'>= 1'",
                "required_providers {}": [
                    {
                        "aws": "ObjectCons(<ObjectItem('source', 'hashicorp/aws')"
                        " ObjectItem('configuration_aliases', [aws.west])>)",
                        "random": "'~> 3'",
                    }
                ],
                "backend s3 {}": [{"bucket": "'b'"}],
                "cloud {}": [{"organization": "'o'", "workspaces {}": [{"name": "'w'"}]}],
            }
        ],
        "moved {}": [{"from": "a.b", "to": "module.c.a.b[0]"}],
        "import {}": [{"to": "a.b['k']", "id": "Template(<'i-' var.x>)"}],
        "removed {}": [{"from": "a.b", "lifecycle {}": [{"destroy": "false"}]}],
        "check c {}": [
            {
                "data http h {}": [{"url": "'u'"}],
                "assert {}": [{"condition": "TemplateWrap(x)", "error_message": "'y'"}],
            }
        ],
        "provider aws {}": [{"alias": "'west'", "region": "TemplateWrap(var.r)"}],
    }


def test_native_and_json_syntax_give_the_same_tree() -> None:
    native = """
resource "aws_instance" "a" {
  ami   = data.aws_ami.b.id
  count = var.on ? 1 : 0
  tags  = { Name = "x-${var.n}" }
  lifecycle {
    ignore_changes = [ami]
  }
}
"""
    document = {
        "resource": {
            "aws_instance": {
                "a": {
                    "ami": "${data.aws_ami.b.id}",
                    "count": "${var.on ? 1 : 0}",
                    "tags": {"Name": "x-${var.n}"},
                    "lifecycle": {"ignore_changes": ["ami"]},
                }
            }
        }
    }
    wrapped = {"data.aws_ami.b.id", "(var.on ? 1 : 0)"}

    def unwrapped(tree: Any) -> Any:
        if isinstance(tree, dict):
            return {key: unwrapped(value) for key, value in tree.items()}
        if isinstance(tree, list):
            return [unwrapped(value) for value in tree]
        inner = tree.removeprefix("TemplateWrap(")[:-1]
        return inner if inner in wrapped else tree

    assert unwrapped(read_json(document)) == read_body(native)


def test_offsets_are_those_of_the_file() -> None:
    text = r'{"resource": {"a": {"b": {"c": "x\n\"é\" ${d.e}", "depends_on": ["f.g"]}}}}'
    (found,) = parse(source(text, "a.tf.json")).body.blocks
    attribute, depends_on = found.attributes
    assert text[found.start : found.header_end] == '"b"'
    assert text[found.end - 1] == "}"
    assert [text[label.start : label.end] for label in found.labels] == ['"a"', '"b"']
    assert text[attribute.start : attribute.name_end] == '"c"'
    assert text[attribute.expr.start : attribute.expr.end] == r'"x\n\"é\" ${d.e}"'
    literal, reference = attribute.expr.parts  # type: ignore[union-attr]
    assert text[literal.start : literal.end] == r"x\n\"é\" "
    assert text[reference.start : reference.end] == "d.e"
    (dependency,) = depends_on.expr.items  # type: ignore[union-attr]
    assert text[dependency.start : dependency.end] == "f.g"


def test_blocks_from_an_array_start_at_their_object() -> None:
    text = '{"provider": {"aws": [{"region": "a"}, {"region": "b"}]}}'
    blocks = parse(source(text, "a.tf.json")).body.blocks
    assert [text[found.start : found.end] for found in blocks] == ['{"region": "a"}', '{"region": "b"}']


def test_surrogate_pairs_are_one_character() -> None:
    text = r'{"locals": {"a": "\ud83d\ude00 \ud800 ${b}"}}'
    (found,) = parse(source(text, "a.tf.json")).body.blocks
    assert outline(found.attributes[0].expr) == "Template(<'\N{GRINNING FACE} \ufffd ' b>)"


@pytest.mark.parametrize(
    ("text", "place", "summary"),
    [
        ("", "1:1", "Missing JSON value"),
        ("{", "1:1", "Unclosed object"),
        ("[1, 2", "1:1", "Unclosed array"),
        ('{"resource": [', "1:14", "Unclosed array"),
        ('{"a": [1, 2', "1:7", "Unclosed array"),
        ('{"a": 1,}', "1:8", "Trailing comma"),
        ('{"a": [1,]}', "1:9", "Trailing comma"),
        ("{a: 1}", "1:2", "Missing property name"),
        ("{'a': 1}", "1:2", "Single quotes"),
        ("{\"a\": 'b'}", "1:7", "Single quotes"),
        ('{"a" 1}', "1:6", "Missing colon"),
        ('{"a" = 1}', "1:6", "Missing colon"),
        ('{"a": 01}', "1:7", "Invalid number"),
        ('{"a": +1}', "1:7", "Invalid number"),
        ('{"a": .5}', "1:7", "Invalid number"),
        ('{"a": 1.}', "1:7", "Invalid number"),
        ('{"a": True}', "1:7", "Invalid JSON keyword"),
        ('{"a": NaN}', "1:7", "Invalid JSON keyword"),
        ('{"a": b}', "1:7", "Invalid JSON keyword"),
        ('{"a": }', "1:7", "Missing JSON value"),
        ('{"a": 1 "b": 2}', "1:9", "Missing comma"),
        ('{"a": [1 2]}', "1:10", "Missing comma"),
        ('{"a": 1} {}', "1:10", "Unexpected text"),
        ('{"a": "b', "1:7", "Unclosed string"),
        ('{"a": "b\nc"}', "1:7", "Unclosed string"),
        ('{"a": "\t"}', "1:8", "Control character"),
        (r'{"a": "\x"}', "1:8", "Invalid escape"),
        (r'{"a": "\u12"}', "1:8", "Invalid escape"),
        ('{"a": 1} // c', "1:10", "Unexpected text"),
        ('{"a": 1, // c\n"b": 2}', "1:10", "Comments"),
        ("# c\n{}", "1:1", "Comments"),
        ('{"a": /* c */ 1}', "1:7", "Comments"),
        ('{"a": 1, "a": 2}', "1:10", "Property set twice"),
        ('{"locals": {"a": {"b": 1, "b": 2}}}', "1:27", "Property set twice"),
        ('{"resource": 5}', "1:14", "JSON object expected"),
        ('{"resource": {"a": 5}}', "1:20", "JSON object expected"),
        ('{"resource": {"a": {"b": 5}}}', "1:26", "JSON object expected"),
        ('{"resource": {"a": {}}}', "1:20", "Missing block label"),
        ('{"locals": [[{}]]}', "1:13", "JSON object expected"),
        ('{"locals": [null]}', "1:13", "JSON object expected"),
        ('{"resource": []}', "1:14", "Missing block label"),
        ('{"resource": {"a": []}}', "1:20", "Missing block label"),
        ('{"resource": [[{"a": {"b": {}}}]]}', "1:15", "JSON object expected"),
        ('{"resource": {"a": {"b": ["c"]}}}', "1:27", "JSON object expected"),
        ('"a"', "1:1", "JSON object expected"),
        ('{"locals": {"a": "${b"}}', "1:19", "Unclosed interpolation"),
        ('{"locals": {"a": "x\\n\\n${b c}"}}', "1:28", "Unexpected text in the interpolation"),
        ('{"output": {"a": {"depends_on": ["b c"]}}}', "1:37", "Unexpected text after the expression"),
        ('\n{\n  "locals": {"a": tru}}', "3:19", "Invalid JSON keyword"),
    ],
)
def test_errors_have_their_place(text: str, place: str, summary: str) -> None:
    _, told = read_broken(text, "main.tf.json")
    assert len(told) == 1
    assert told[0].startswith(f"{place} {summary}")


def test_what_stood_before_an_error_is_kept() -> None:
    text = '{"resource": {"a": {"b": {"c": 1, "d": {"e": 2}, "f": [1, }}}, "output": {}}'
    result = parse(source(text, "main.tf.json"))
    (found,) = result.body.blocks
    assert [attribute.name for attribute in found.attributes] == ["c", "d", "f"]
    assert outline(found.attributes[2].expr) == "Invalid()"
    assert found.incomplete
    assert result.body.incomplete


def test_an_error_in_one_string_costs_only_that_value() -> None:
    body, told = read_broken('{"locals": {"a": "${", "b": 1}}', "main.tf.json")
    assert body == {"locals {}": [{"a": "Invalid()", "b": "1"}]}
    assert len(told) == 1


@pytest.mark.parametrize("opening", ['{"a":', "["])
def test_deep_nesting_is_an_error(opening: str) -> None:
    _, told = read_broken(opening * 100_000, "main.tf.json")
    assert [line.split(" ", 1)[1] for line in told] == ["Nesting is too deep"]


def test_the_reader_agrees_with_the_standard_library() -> None:
    document = {"a": [1, -2.5e3, True, None, 'x"\\\n\u00e9\U0001f600'], "": {}, "b": {"c": []}}
    for text in (json.dumps(document), json.dumps(document, indent=2), json.dumps(document, ensure_ascii=False)):
        value = JsonReader(text).read()
        assert isinstance(value, JsonObject)
        assert _plain(value) == document


def _plain(value: Any) -> Any:
    kind = type(value).__name__
    if kind == "JsonObject":
        return {name.value: _plain(item) for name, item in value.items}
    if kind == "JsonArray":
        return [_plain(item) for item in value.items]
    if kind == "JsonNumber":
        return float(value.text)
    return value.value


def test_reading_takes_time_in_proportion_to_the_length() -> None:
    def seconds(count: int) -> float:
        text = json.dumps({"locals": {f"k{number}": {"a": "x\n${var.y}", "b": [number]} for number in range(count)}})
        start = time.process_time()
        assert not parse(source(text, "main.tf.json")).diagnostics
        return time.process_time() - start

    seconds(100)
    # the shorter of two: the collector of cycles may look through everything that other tests have left
    assert min(seconds(8000), seconds(8000)) < 40 * max(seconds(800), 0.001)
