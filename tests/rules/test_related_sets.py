"""`related` by a text that is put together (`on`), all resources of a module or root module (`in`), and sums."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.linting import lint_source
from tests.rules.conftest import source
from tests.rules.scans import findings, outcomes

LOGGED = """
- id: r
  resource_type: aws_lambda_function
  assertions:
    - related: {resource_type: aws_cloudwatch_log_group, on: {name: "/aws/lambda/{$.function_name}"}}
"""


def function(name: str) -> str:
    """A function with a name."""
    return f'variable "name" {{}}\nresource "random_id" "r" {{}}\nresource "aws_lambda_function" "f" {{\n  function_name = {name}\n}}\n'


def group(name: str, more: str = "") -> str:
    """A log group with a name."""
    return f'resource "aws_cloudwatch_log_group" "g" {{\n  name = {name}\n{more}}}\n'


@pytest.mark.parametrize(
    ("name", "log", "expected"),
    [
        ('"api"', '"/aws/lambda/api"', "pass"),
        ('"api"', '"/aws/lambda/ap"', "fail"),
        ('"api"', '"/aws/lambda/${aws_lambda_function.f.function_name}"', "pass"),
        ("var.name", '"/aws/lambda/${aws_lambda_function.f.function_name}"', "pass"),
        ("var.name", '"/aws/lambda/${var.name}"', "pass"),
        ('"x-${random_id.r.hex}"', '"/aws/lambda/x-${random_id.r.hex}"', "pass"),
        ('"x-${random_id.r.hex}"', '"/aws/lambda/y-${random_id.r.hex}"', "fail"),
        ('"api"', '"/aws/lambda/${var.name}"', "unknown"),
        ('"api"', "var.name", "unknown"),
        ('"api"', '"/ecs/${var.name}"', "fail"),
        ("var.name", '"/aws/lambda/api"', "unknown"),
        ("null", '"/aws/lambda/"', "fail"),
    ],
)
def test_a_text_with_attributes_connects(name: str, log: str, expected: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, LOGGED, function(name) + group(log)) == {"aws_lambda_function.f": expected}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('"/q/${aws_sqs_queue.q.name}"', "pass"),
        ('"/q/${aws_sqs_queue.q.name}-x"', "unknown"),
        ('"/q/${data.aws_sqs_queue.q.url}"', "unknown"),
        ("var.name", "unknown"),
        ('"/q2/x"', "fail"),
    ],
)
@pytest.mark.parametrize("quantifier", ["any", "none"])
def test_a_name_that_the_provider_makes_may_be_in_another(
    name: str, expected: str, quantifier: str, tmp_path: Path
) -> None:
    rule = f"""
- id: r
  resource_type: aws_sqs_queue
  assertions:
    - related: {{resource_type: aws_cloudwatch_log_group, on: {{name: "/q/{{$.name}}"}}}}
      quantifier: {quantifier}
"""
    text = 'variable "name" {}\nresource "aws_sqs_queue" "q" {}\n' + group(name)
    text += 'data "aws_sqs_queue" "q" {\n  name = aws_sqs_queue.q.name\n}\n'
    opposite = {"unknown": "unknown", "fail": "pass", "pass": "fail"}
    wanted = expected if quantifier == "any" else opposite[expected]
    assert outcomes(tmp_path, rule, text) == {"aws_sqs_queue.q": wanted}


def test_instances_are_told_apart(tmp_path: Path) -> None:
    text = """
    resource "aws_lambda_function" "f" {
      for_each      = toset(["a", "b", "c"])
      function_name = "app-${each.key}"
    }
    resource "aws_cloudwatch_log_group" "g" {
      for_each = toset(["a", "b"])
      name     = "/aws/lambda/app-${each.key}"
    }
    """
    assert outcomes(tmp_path, LOGGED, text) == {
        'aws_lambda_function.f["a"]': "pass",
        'aws_lambda_function.f["b"]': "pass",
        'aws_lambda_function.f["c"]': "fail",
    }


def test_conditions_are_about_the_other_resource(tmp_path: Path) -> None:
    rules = LOGGED + "      assertions: [{key: retention_in_days, operator: gte, value: 30}]\n"
    text = function('"api"') + group('"/aws/lambda/api"', "  retention_in_days = 7\n")

    found = findings(tmp_path, rules, text)["aws_lambda_function.f"]

    assert (found["outcome"], found["assertions"][0]["key"]) == ("fail", "retention_in_days")


def test_another_region_is_another_name(tmp_path: Path) -> None:
    text = function('"api"') + group('"/aws/lambda/api"', "  provider = aws.west\n")
    text += (
        'provider "aws" {\n  region = "eu-west-1"\n}\nprovider "aws" {\n  alias = "west"\n  region = "us-west-2"\n}\n'
    )

    assert outcomes(tmp_path, LOGGED, text) == {"aws_lambda_function.f": "fail"}


@pytest.mark.parametrize("name", ["aws_lambda_function.f.function_name", '"api"'])
def test_a_module_that_is_not_installed_may_contain_it(name: str, tmp_path: Path) -> None:
    module = f'module "logs" {{\n  source = "example/logs/aws"\n  function_name = {name}\n}}\n'

    assert outcomes(tmp_path, LOGGED, function('"api"') + module) == {"aws_lambda_function.f": "unknown"}


def test_parameters_are_text_in_it(tmp_path: Path) -> None:
    rules = """
    parameters: {prefix: {type: string, default: /aws/lambda/}}
    rules:
      - id: r
        resource_type: aws_lambda_function
        assertions:
          - related: {resource_type: aws_cloudwatch_log_group, on: {name: "{param.prefix}{$.function_name}"}}
    """
    text = function('"api"') + group('"/logs/api"')

    assert outcomes(tmp_path, rules, text) == {"aws_lambda_function.f": "fail"}
    assert outcomes(tmp_path, rules, text, "--param", "prefix=/logs/") == {"aws_lambda_function.f": "pass"}


UNIQUE = """
- id: r
  resource_type: aws_s3_bucket
  assertions:
    - {related: {resource_type: aws_s3_bucket, on: {bucket: "{$.bucket}"}}, quantifier: none}
"""


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ('"x"', '"y"', "pass"),
        ('"x"', '"x"', "fail"),
        ('"x"', "var.name", "unknown"),
        ("var.name", "var.name", "unknown"),  # both may be null, and then the provider makes two names
        ("var.set", "var.set", "fail"),
        ('"x-${var.name}"', '"x-${var.name}"', "fail"),
        ('"x-${var.name}"', '"y-${var.name}"', "pass"),
        ("null", "null", "pass"),
    ],
)
def test_a_value_is_unique(first: str, second: str, expected: str, tmp_path: Path) -> None:
    text = f"""
    variable "name" {{}}
    variable "set" {{
      nullable = false
    }}
    resource "aws_s3_bucket" "a" {{
      bucket = {first}
    }}
    resource "aws_s3_bucket" "b" {{
      bucket = {second}
    }}
    """
    assert set(outcomes(tmp_path, UNIQUE, text).values()) == {expected}


@pytest.mark.parametrize(
    ("number", "name", "expected"),
    [
        ("count = var.n", '"logs"', "unknown"),
        ("count = var.n ? 2 : 0", '"logs"', "unknown"),
        ("count = var.n ? 1 : 0", '"logs"', "pass"),
        ("count = var.n", "null", "pass"),
        ("count = var.n", '"logs-${count.index}"', "pass"),
        ("count = var.n", '"logs-${var.name}-${count.index}"', "pass"),
        ("count = var.n", '"logs-${count.index % 2}"', "unknown"),
        ("for_each = var.n", "each.key", "pass"),
        ("for_each = var.n", '"${each.key}-${each.value}"', "unknown"),
        ("for_each = var.n", '"logs-${each.value}"', "unknown"),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_instances_that_may_exist_share_a_name(
    inside: bool, number: str, name: str, expected: str, tmp_path: Path
) -> None:
    outside = 'variable "n" {}\nvariable "name" {}\n'
    text = outside + f'resource "aws_s3_bucket" "b" {{\n  {number}\n  bucket = {name}\n}}\n'
    if inside:
        call = f'module "m" {{\n  source = "./m"\n  {number}\n  name = {name}\n}}\n'
        bucket = 'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = var.name\n}\n'
        found = outcomes(tmp_path, UNIQUE, {"main.tf": outside + call, "m/main.tf": bucket})
    else:
        found = outcomes(tmp_path, UNIQUE, text)

    assert list(found.values()) == [expected]


@pytest.mark.parametrize(("first", "second"), [("null", '"logs"'), ('"logs"', "null")])
def test_nobody_writes_a_name_that_the_provider_makes(first: str, second: str, tmp_path: Path) -> None:
    text = f"""
    resource "aws_s3_bucket" "a" {{
      bucket = {first}
    }}
    resource "aws_s3_bucket" "b" {{
      bucket = {second}
    }}
    """
    assert set(outcomes(tmp_path, UNIQUE, text).values()) == {"pass"}


NAMED = """
- id: r
  resource_type: aws_s3_bucket_policy
  assertions:
    - {related: {resource_type: aws_s3_bucket, on: {bucket: "{$.bucket}"}}}
"""
POLICY = 'variable "name" {}\nresource "aws_s3_bucket_policy" "p" {\n  bucket = %s\n}\n'
NAMELESS = """
resource "random_id" "r" {}
resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_versioning" "v" {
  bucket = aws_s3_bucket.a.bucket
}
data "aws_s3_bucket" "d" {
  bucket = aws_s3_bucket.a.bucket
}
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aws_s3_bucket.a.bucket", "pass"),
        ('"${aws_s3_bucket.a.bucket}"', "pass"),
        ("aws_s3_bucket.a.id", "unknown"),
        ("aws_s3_bucket_versioning.v.id", "unknown"),
        ("data.aws_s3_bucket.d.id", "unknown"),
        ('"x-${random_id.r.hex}"', "fail"),
        ("var.name", "fail"),
    ],
)
def test_a_name_that_the_provider_makes_is_only_in_what_comes_from_it(name: str, expected: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, NAMED, POLICY % name + NAMELESS) == {"aws_s3_bucket_policy.p": expected}


def test_the_last_of_many_names_is_compared(tmp_path: Path) -> None:
    many = "".join(f'resource "aws_s3_bucket" "x{i:03}" {{\n  bucket = "x{i}-${{var.name}}"\n}}\n' for i in range(500))
    last = 'resource "aws_s3_bucket" "z" {\n  bucket = var.name\n}\n'

    assert outcomes(tmp_path, NAMED, POLICY % '"logs"' + many + last) == {"aws_s3_bucket_policy.p": "unknown"}


TWO_REGIONS = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
"""


def test_names_of_buckets_connect_across_regions(tmp_path: Path) -> None:
    text = POLICY % '"logs"\n  provider = aws.west' + 'resource "aws_s3_bucket" "b" {\n  bucket = "logs"\n}\n'

    assert outcomes(tmp_path, NAMED, text + TWO_REGIONS) == {"aws_s3_bucket_policy.p": "pass"}


def test_names_of_roles_connect_across_regions(tmp_path: Path) -> None:
    rules = """
    - id: r
      resource_type: aws_lambda_function
      assertions:
        - related: {resource_type: aws_iam_role, on: {name: "{$.function_name}-role"}}
    """
    text = 'resource "aws_iam_role" "r" {\n  name = "api-role"\n  provider = aws.west\n}\n'

    assert outcomes(tmp_path, rules, function('"api"') + text + TWO_REGIONS) == {"aws_lambda_function.f": "pass"}


@pytest.mark.parametrize(("second", "expected"), [("b", "fail"), ("c", "pass")])
def test_each_value_at_a_key_makes_a_text(second: str, expected: str, tmp_path: Path) -> None:
    rules = """
    - id: r
      resource_type: aws_lb
      assertions:
        - {related: {resource_type: aws_s3_bucket, on: {bucket: "{$.access_logs.bucket}"}}, quantifier: none}
    """
    text = f"""
    resource "aws_lb" "l" {{
      access_logs {{
        bucket = "a"
      }}
      access_logs {{
        bucket = "{second}"
      }}
    }}
    resource "aws_s3_bucket" "b" {{
      bucket = "b"
    }}
    """
    assert outcomes(tmp_path, rules, text) == {"aws_lb.l": expected}


def test_too_many_texts_are_unknown(tmp_path: Path) -> None:
    rules = """
    - id: r
      resource_type: aws_s3_bucket
      assertions:
        - {related: {resource_type: aws_s3_bucket, on: {bucket: "{$.tags.*}-{$.tags.*}"}}, quantifier: none}
    """
    text = 'resource "aws_s3_bucket" "b" {\n  tags = { for i in range(%d) : "t${i}" => "v${i}" }\n}\n'
    text += 'resource "aws_s3_bucket" "other" {\n  bucket = "logs"\n}\n'

    assert outcomes(tmp_path, rules, text % 10)["aws_s3_bucket.b"] == "pass"
    assert outcomes(tmp_path, rules, text % 11)["aws_s3_bucket.b"] == "unknown"


FEW = """
- id: r
  resource_type: aws_eip
  assertions:
    - {related: {resource_type: aws_eip, in: %s}, quantifier: {%s}}
"""
EIPS = """
variable "n" {}
resource "aws_eip" "a" {
  count = 2
}
module "m" {
  source = "./m"
}
"""
INSIDE = 'resource "aws_eip" "b" {}\n'


@pytest.mark.parametrize(
    ("place", "bound", "expected"),
    [
        ("root", "at_most: 3", ["pass", "pass", "pass"]),
        ("root", "at_most: 2", ["fail", "fail", "fail"]),
        ("module", "at_most: 1", ["fail", "fail", "pass"]),
        ("module", "at_least: 2", ["pass", "pass", "fail"]),
        ("root", "at_least: 3, at_most: 3", ["pass", "pass", "pass"]),
    ],
)
def test_resources_of_a_place_are_counted(place: str, bound: str, expected: list[str], tmp_path: Path) -> None:
    found = outcomes(tmp_path, FEW % (place, bound), {"main.tf": EIPS, "m/main.tf": INSIDE})

    assert [found[key] for key in ("aws_eip.a[0]", "aws_eip.a[1]", "module.m.aws_eip.b")] == expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("at_most: 1", "unknown"), ("at_least: 1", "pass"), ("at_least: 2", "unknown")]
)
@pytest.mark.parametrize("place", ["root", "module"])
@pytest.mark.parametrize("first", ["sure", "perhaps"])
def test_an_unknown_count_is_not_counted(first: str, place: str, bound: str, expected: str, tmp_path: Path) -> None:
    blocks = {
        "sure": 'resource "aws_eip" "sure" {}\n',
        "perhaps": 'resource "aws_eip" "perhaps" {\n  count = var.n\n}\n',
    }
    text = 'variable "n" {}\n' + "".join(blocks[name] for name in sorted(blocks, key=lambda name: name != first))

    assert outcomes(tmp_path, FEW % (place, bound), text)["aws_eip.sure"] == expected


@pytest.mark.parametrize(("place", "expected"), [("root", "unknown"), ("module", "pass"), ("installed", "pass")])
def test_a_module_that_is_not_installed_may_contain_more(place: str, expected: str, tmp_path: Path) -> None:
    text = 'resource "aws_eip" "a" {}\nmodule "m" {\n  source = "example/eips/aws"\n}\n'

    assert outcomes(tmp_path, FEW % (place, "at_most: 1"), text) == {"aws_eip.a": expected}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("count = var.n", "unknown"),
        ("for_each = var.n", "unknown"),
        ("count = var.n ? 2 : 0", "unknown"),
        ("count = var.n ? 1 : 0", "pass"),
    ],
)
@pytest.mark.parametrize(
    "condition",
    [
        "{related: {resource_type: aws_ebs_volume, in: root}, quantifier: {at_most: 1}}",
        "{related: {resource_type: aws_ebs_volume, in: root}, sum: {key: size, at_most: 10}}",
        "{related: {resource_type: aws_ebs_volume, on: {tags.Name: '{$.tags.Name}'}}, quantifier: {at_most: 1}}",
        "{related: {resource_type: aws_ebs_volume, via: kms_key_id}, quantifier: {at_most: 1}}",
    ],
)
@pytest.mark.parametrize("path", ["m", "m/inner"])
def test_a_module_with_an_unknown_number_of_instances_has_more_of_it(
    path: str, condition: str, number: str, expected: str, tmp_path: Path
) -> None:
    rules = f"- {{id: r, resource_type: aws_kms_key, assertions: [{condition}]}}\n"
    key = 'resource "aws_kms_key" "k" {\n  tags = { Name = "x" }\n}\n'
    call = f'variable "n" {{}}\nmodule "m" {{\n  source = "./m"\n  key = aws_kms_key.k.arn\n  {number}\n}}\n'
    volume = 'variable "key" {}\nresource "aws_ebs_volume" "v" {\n  size = 10\n  kms_key_id = var.key\n'
    files = {"main.tf": key + call, f"{path}/main.tf": volume + '  tags = { Name = "x" }\n}\n'}
    if path != "m":
        files["m/main.tf"] = 'variable "key" {}\nmodule "inner" {\n  source = "./inner"\n  key = var.key\n}\n'

    assert outcomes(tmp_path, rules, files) == {"aws_kms_key.k": expected}


def test_other_resources_of_one_module_instance_are_single(tmp_path: Path) -> None:
    rules = """
    - id: r
      resource_type: aws_kms_key
      assertions:
        - {related: {resource_type: aws_ebs_volume, via: kms_key_id}, quantifier: {at_least: 1, at_most: 1}}
        - {related: {resource_type: aws_ebs_volume, in: module}, quantifier: {at_least: 1, at_most: 1}}
    """
    inner = 'resource "aws_kms_key" "k" {}\nresource "aws_ebs_volume" "v" {\n  kms_key_id = aws_kms_key.k.arn\n}\n'
    call = 'variable "n" {}\nmodule "m" {\n  source = "./m"\n  count = var.n\n}\n'

    assert outcomes(tmp_path, rules, {"main.tf": call, "m/main.tf": inner}) == {"module.m[*].aws_kms_key.k": "pass"}


def test_a_module_without_resources_contains_none(tmp_path: Path) -> None:
    files = {"main.tf": 'resource "aws_eip" "a" {}\nmodule "m" {\n  source = "./m"\n}\n', "m/main.tf": "# nothing\n"}

    assert outcomes(tmp_path, FEW % ("root", "at_most: 1"), files) == {"aws_eip.a": "pass"}


@pytest.mark.parametrize(("place", "expected"), [("", "unknown"), (", in: installed", "fail")])
def test_who_has_the_name_may_be_in_a_module_that_is_not_installed(place: str, expected: str, tmp_path: Path) -> None:
    relation = f'{{resource_type: aws_cloudwatch_log_group, on: {{name: "{{$.name}}"}}{place}}}'
    rules = f"- {{id: r, resource_type: aws_sns_topic, assertions: [{{related: {relation}}}]}}\n"
    text = 'resource "aws_sns_topic" "t" {\n  name = "t"\n}\nmodule "m" {\n  source = "example/logs/aws"\n}\n'
    named = 'resource "aws_cloudwatch_log_group" "g" {\n  name = "t"\n}\n'

    assert outcomes(tmp_path, rules, text) == {"aws_sns_topic.t": expected}
    assert outcomes(tmp_path, rules, text + named) == {"aws_sns_topic.t": "pass"}


def test_installed_reaches_other_modules(tmp_path: Path) -> None:
    files = {
        "main.tf": 'resource "aws_eip" "a" {}\nmodule "m" {\n  source = "./m"\n}\n',
        "m/main.tf": 'resource "aws_eip" "b" {}\n',
    }

    assert outcomes(tmp_path, FEW % ("installed", "at_most: 1"), files) == {
        "aws_eip.a": "fail",
        "module.m.aws_eip.b": "fail",
    }


def test_one_of_a_type_is_required_in_a_root_module(tmp_path: Path) -> None:
    rules = """
    - id: r
      resource_type: terraform
      filters: [{key: __module__, operator: is_empty}]
      assertions:
        - {related: {resource_type: aws_cloudtrail, in: root}}
    """
    text = 'terraform {}\nresource "aws_cloudtrail" "%s" {\n  count = %s\n}\n'

    assert outcomes(tmp_path, rules, text % ("t", "1")) == {"terraform": "pass"}
    assert outcomes(tmp_path, rules, text % ("t", "0")) == {"terraform": "fail"}


def test_what_is_counted_is_said(tmp_path: Path) -> None:
    found = findings(tmp_path, FEW % ("root", "at_most: 1"), 'resource "aws_eip" "a" {\n  count = 2\n}\n')

    assert found["aws_eip.a[0]"]["message"] == "there are 2 aws_eip in this root module, expected at most 1"


SUM = """
- id: r
  resource_type: aws_ebs_volume
  assertions:
    - related: {resource_type: aws_ebs_volume, in: root}
      where: [{key: type, operator: not_equals, value: io2}]
      sum: {key: size, at_most: 500}
"""
VOLUMES = """
variable "size" {}
resource "aws_ebs_volume" "a" {
  count = 2
  size  = 100
}
resource "aws_ebs_volume" "b" {
  %s
}
"""


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("size = 300", "pass"),
        ("size = 301", "fail"),
        ('size = "300"', "pass"),
        ('size = 900\n  type = "io2"', "pass"),
        ("size = var.size", "unknown"),
        ('snapshot_id = "snap-1"', "unknown"),
        ("size = 10\n  count = var.size", "unknown"),
    ],
)
def test_values_are_added(other: str, expected: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, SUM, VOLUMES % other)["aws_ebs_volume.a[0]"] == expected


def test_the_sum_is_said(tmp_path: Path) -> None:
    found = findings(tmp_path, SUM, VOLUMES % "size = 301.5")

    assert found["aws_ebs_volume.b"]["message"] == "the sum of size is 501.5, expected at most 500"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("size", "the sum of size is (sensitive), expected at most 500"),
        ("tags.Name", "aws_ebs_volume can't be judged: a value has the wrong type"),
    ],
)
def test_a_sum_of_a_secret_is_not_shown(key: str, message: str, tmp_path: Path) -> None:
    variable = 'variable "secret" {\n  sensitive = true\n  default = 9173\n}\n'
    text = variable + VOLUMES % 'size = var.secret\n  tags = { Name = sensitive("abc") }'
    found = findings(tmp_path, SUM.replace("key: size", f"key: {key}"), text)["aws_ebs_volume.a[0]"]

    assert (found["outcome"], found["message"]) == ("fail", message)
    shown = str({**found, "fingerprint": "", "resource": ""})  # hexadecimal digits and the path may hold anything
    assert "9173" not in shown
    assert "abc" not in shown


def test_many_resources_are_counted_once(tmp_path: Path) -> None:
    text = 'resource "aws_eip" "a" {\n  count = 1500\n}\n'

    assert set(outcomes(tmp_path, FEW % ("root", "at_most: 1500"), text).values()) == {"pass"}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("{related: {resource_type: aws_eip, on: [a]}}", "`on` must be a map"),
        ("{related: {resource_type: aws_eip, on: {a: [b]}}}", "`on.a` must be text"),
        ("{related: {resource_type: aws_eip, on: {tags.Name: '{$.a..b}'}}}", "A key in `{$.a..b}` can't be read"),
        ("{related: {resource_type: aws_eip, on: {tags.Name: '{param.x}'}}}", "Unknown parameter `x`"),
        ("{related: {resource_type: aws_eip, in: account}}", "`in` can't be"),
        ("{related: {resource_type: aws_eip, in: root, via: x}}", "`related` can't have both `in` and `via`"),
        ("{related: {resource_type: aws_eip, in: root, on: {a: b}}}", "`related` can't have both `on` and `in`"),
        ("{related: {resource_type: aws_eip, in: root}, sum: {key: a}}", "A sum needs `at_least` or `at_most`"),
        (
            "{related: {resource_type: aws_eip, in: root}, sum: {key: a, at_least: 10, at_most: 9.5}}",
            "No sum is at least 10 and at most 9.5",
        ),
        ("{related: {resource_type: aws_eip, in: root}, sum: {at_most: 1}}", "`key` is missing in a sum"),
        ("{related: {resource_type: aws_eip, in: root}, sum: {key: a, at_most: x}}", "`at_most` must be a number"),
        ("{related: aws_eip, sum: {key: a, at_most: 1}, quantifier: all}", "`sum` can't be used with"),
    ],
)  # fmt: skip
def test_mistakes_are_errors(condition: str, said: str) -> None:
    text = f"- {{id: r, resource_type: aws_eip, assertions: [{condition}]}}\n"

    errors = [item.summary for item in lint_source(source(text)) if item.severity == "error"]

    assert len(errors) == 1
    assert errors[0].startswith(said)


def test_keys_are_checked_against_schemas() -> None:
    text = """
    - id: r
      resource_type: aws_lambda_function
      assertions:
        - related: {resource_type: aws_cloudwatch_log_group, on: {nam: "/aws/lambda/{$.function_nam}"}}
        - {related: {resource_type: aws_ebs_volume, in: root}, sum: {key: siz, at_most: 3}}
    """
    assert [item.hint for item in lint_source(source(text))] == [
        "Did you mean `name`?",
        "Did you mean `function_name`?",
        "Did you mean `size`?",
    ]
