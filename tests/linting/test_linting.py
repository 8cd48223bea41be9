"""`lint_files`: everything the loader says, and what only a look at the whole tells."""

from __future__ import annotations

import gc
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.linting import files, lint_files, lint_source


def lint(text: str) -> list[Diagnostic]:
    """What is said of a rule file."""
    return lint_source(SourceFile("rules.yml", textwrap.dedent(text).lstrip("\n"), "rules.yml"))


def rule(assertions: str, filters: str = "", type: str = "aws_db_instance") -> str:
    """A file with one rule."""
    lines = ["- name: a rule", f"  resource_type: {type}"]
    if filters:
        lines += ["  filters:", textwrap.indent(textwrap.dedent(filters).strip("\n"), "    ")]
    lines += ["  assertions:", textwrap.indent(textwrap.dedent(assertions).strip("\n"), "    ")]
    return "\n".join(lines) + "\n"


def told(diagnostics: list[Diagnostic]) -> list[str]:
    """Severity, place and summary."""
    return [
        f"{d.severity} {d.span.start_line}:{d.span.start_col} {d.summary}" if d.span else f"{d.severity} {d.summary}"
        for d in diagnostics
    ]


def marked(text: str, diagnostic: Diagnostic) -> str:
    """The text that a diagnostic points at."""
    span = diagnostic.span
    assert span is not None
    assert span.start_line == span.end_line
    return text.splitlines()[span.start_line - 1][span.start_col - 1 : span.end_col - 1]


# --- keys, values, types ---


def test_a_good_file_is_silent() -> None:
    assert lint(rule("- {key: storage_encrypted, operator: is_true}")) == []


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_an_unknown_key_is_told_where_it_stands(quote: str) -> None:
    key = "rule.0.aply_server_side_encryption_by_default.0.sse_algorithm"
    text = rule(
        f'- {{key: {quote}{key}{quote}, operator: equals, value: "aws:kms"}}',
        type="aws_s3_bucket_server_side_encryption_configuration",
    )

    (diagnostic,) = lint(text)

    assert diagnostic.severity == "warning"
    assert marked(text, diagnostic) == "aply_server_side_encryption_by_default"
    assert diagnostic.hint == "Did you mean `apply_server_side_encryption_by_default`?"


def test_a_value_is_told_where_it_stands() -> None:
    text = rule("- {key: storage_encrypted, operator: equals, value: perhaps}")

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "perhaps"


def test_a_resource_type_is_told_where_it_stands() -> None:
    text = rule("- {key: engine, operator: exists}", type="[aws_db_instance, aws_db_instnce]")

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "aws_db_instnce"
    assert diagnostic.hint == "Did you mean `aws_db_instance`?"


def test_aliases_and_opposites_of_operators_are_known() -> None:
    assert len(lint(rule("- {key: storage_encrypted, operator: eq, value: abc}"))) == 1
    assert len(lint(rule("- {key: engine, operator: not_matches, value: [a]}"))) >= 1
    assert lint(rule("- {key: engine, operator: not_matches, value: mysql}")) == []


def test_parameters_are_filled_in_before_values_are_checked() -> None:
    text = """
    parameters: {flag: {type: string, default: perhaps}}
    rules:
      - name: a rule
        resource_type: aws_db_instance
        assertions: [{key: storage_encrypted, operator: equals, value: "{param.flag}"}]
    """

    assert [d.summary for d in lint(text)] == [
        "`storage_encrypted` of `aws_db_instance` is a bool: it is never `perhaps`"
    ]


def test_a_parameter_without_value_is_not_checked() -> None:
    text = """
    parameters: {flag: {type: string}}
    rules:
      - name: a rule
        resource_type: aws_db_instance
        assertions: [{key: storage_encrypted, operator: equals, value: "{param.flag}"}]
    """

    assert lint(text) == []


def test_a_transform_changes_the_value_but_not_the_key() -> None:
    assert lint(rule("- {key: backup_retention_period, transform: [length], operator: equals, value: x}")) == []
    assert len(lint(rule("- {key: backup_retention, transform: [length], operator: equals, value: 1}"))) == 1


def test_value_from_is_a_key_too() -> None:
    text = rule("- {key: engine, operator: equals, value_from: engin}")

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "engin"


def test_attributes_that_an_expression_asks_for_are_known() -> None:
    pytest.importorskip("celpy", reason="expressions need the extra `cel`")
    text = '- {name: r, resource_type: aws_s3_bucket, assertions: [{expression: "%s"}]}'
    [found] = lint(text % "resource.nmae == 'x' || resource.bucket == 'y' || has(resource.versioning)")
    assert found.summary == "`aws_s3_bucket` has no attribute or block `nmae`"
    assert lint(text % "resource.__name__ == 'x' || param == {}") == []


def test_keys_inside_each_are_relative() -> None:
    text = rule(
        """
        - each: ingress
          where: [{key: from_port, operator: equals, value: 22}]
          assertions: [{key: cidr_block, operator: not_contains, value: 0.0.0.0/0}]
        """,
        type="aws_security_group",
    )

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "cidr_block"
    assert diagnostic.hint == "Did you mean `cidr_blocks`?"


def test_keys_inside_related_are_those_of_the_related_type() -> None:
    text = rule(
        """
        - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
          assertions: [{key: block_public_acl, operator: is_true}]
        """,
        type="aws_s3_bucket",
    )

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "block_public_acl"
    assert "`aws_s3_bucket_public_access_block` has no" in diagnostic.summary


def test_the_type_and_the_attribute_of_a_relation_are_checked() -> None:
    text = rule(
        """
        - related: {resource_type: aws_s3_bucket_public_acces_block, via: bucket}
        - related: {resource_type: aws_s3_bucket_public_access_block, via: buckett}
        """,
        type="aws_s3_bucket",
    )

    assert [marked(text, d) for d in lint(text)] == ["aws_s3_bucket_public_acces_block", "buckett"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("size", []),
        ("encrypted", ["`sum` adds numbers, and `encrypted` is none"]),
        ("tags", ["`sum` adds numbers, and `tags` is none"]),
        ("sizze", ["`aws_ebs_volume` has no attribute or block `sizze`"]),
    ],
)
def test_a_sum_is_of_numbers(key: str, said: list[str]) -> None:
    text = rule(f"- related: {{resource_type: aws_ebs_volume, in: root}}\n  sum: {{key: {key}, at_most: 5}}")
    assert [item.summary for item in lint(text)] == said


def test_the_attribute_of_a_relation_may_be_on_either_side() -> None:
    assert lint(rule("- related: {resource_type: aws_kms_key, via: kms_key_id}")) == []
    assert lint(rule("- related: {resource_type: aws_db_instance, via: kms_key_id}", type="aws_kms_key")) == []


def test_inside_each_the_attribute_of_a_relation_is_one_of_the_element() -> None:
    text = rule(
        """
        - each: lambda_function
          assertions:
            - related: {resource_type: aws_lambda_function, via: lambda_function_arn, direction: from_this}
            - related: {resource_type: aws_lambda_function, via: bucket, direction: from_this}
        """,
        type="aws_s3_bucket_notification",
    )

    (diagnostic,) = lint(text)

    assert marked(text, diagnostic) == "bucket"
    assert diagnostic.summary == "`lambda_function` of `aws_s3_bucket_notification` has no attribute or block `bucket`"


def test_the_types_of_connected_resources_in_a_question_on_a_policy_are_checked() -> None:
    text = """- name: r
  resource_type: aws_iam_role
  assertions:
    - key: __policies__
      operator: policy_allows
      value: {actions: "kms:Decrypt", resources: %s}
"""
    assert told(lint(text % "{resource_type: aws_kms_key}")) == []
    [problem] = told(lint(text % "{resource_type: aws_kms_keyy}"))
    assert problem.startswith("warning 6:66 The aws provider has no resource type `aws_kms_keyy`")
    [problem] = told(lint(text % "['*', {resource_type: [aws_kms_key, aws_sqs_quue]}]"))
    assert "no resource type `aws_sqs_quue`" in problem


def test_policies_are_attached_to_roles_users_and_groups_only() -> None:
    text = """- name: r
  resource_type: %s
  assertions:
    - {key: __policies__.Statement.*.Action, operator: contains_none, value: ["*"]}
"""
    assert told(lint(text % "aws_iam_*")) == []
    [problem] = told(lint(text % "aws_lambda_function"))
    assert problem.startswith(
        "warning 4:13 `__policies__` is a key of `aws_iam_role`, `aws_iam_user`, `aws_iam_group` only"
    )


def test_boundaries_limit_roles_users_and_their_policies_only() -> None:
    text = """- name: r
  resource_type: %s
  assertions:
    - {key: __boundaries__, operator: exists}
"""
    assert told(lint(text % "aws_iam_role_policy")) == []
    [problem] = told(lint(text % "aws_iam_group_policy"))
    assert problem.startswith("warning 4:13 `__boundaries__` is a key of `aws_iam_role`, `aws_iam_user`, ")


def test_a_key_that_only_some_types_have_is_fine_for_alternatives_filters_and_negatives() -> None:
    types = "[aws_db_instance, aws_rds_cluster]"

    assert len(lint(rule("- {key: backtrack_window, operator: greater_than, value: 1}", type=types))) == 1
    assert lint(rule("- {key: backtrack_window, operator: not_equals, value: 1}", type=types)) == []
    assert lint(rule("- any: [{key: backtrack_window, operator: greater_than, value: 1}]", type=types)) == []
    assert (
        lint(
            rule(
                "- {key: engine, operator: exists}",
                "- {key: backtrack_window, operator: greater_than, value: 1}",
                type=types,
            )
        )
        == []
    )


def test_a_negative_operator_on_a_key_that_no_type_has_is_told() -> None:
    assert len(lint(rule("- {key: publicly_accessable, operator: not_equals, value: true}"))) == 1


# --- contradictions ---


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("operator: equals, value: mysql", "operator: equals, value: postgres"),
        ("operator: equals, value: mysql", "operator: not_equals, value: mysql"),
        ("operator: equals, value: mysql", "operator: in, value: [postgres, oracle]"),
        ("operator: in, value: [a, b]", "operator: in, value: [c, d]"),
        ("operator: in, value: [a, b]", "operator: not_in, value: [a, b, c]"),
        ("operator: equals, value: mysql", "operator: matches, value: ^post"),
        ("operator: starts_with, value: x", "operator: in, value: [mysql, oracle]"),
        ("operator: equals, value: mysql", "operator: not_exists"),
        ("operator: exists", "operator: not_exists"),
        ("operator: is_true", "operator: is_false"),
        ("operator: is_true", 'operator: equals, value: "false"'),
        ("operator: greater_than, value: 5", "operator: less_than, value: 5"),
        ("operator: greater_than_or_equal, value: 6", "operator: less_than_or_equal, value: 5"),
        ("operator: between, value: [1, 5]", "operator: greater_than, value: 5"),
        ("operator: equals, value: 3", "operator: greater_than, value: 5"),
        ("operator: length, value: 3", "operator: length_greater_than, value: 5"),
    ],
)
def test_two_conditions_that_no_value_satisfies(first: str, second: str) -> None:
    text = rule(f"- {{key: a_b, {first}}}\n- {{key: a_b, {second}}}", type="custom_thing")

    (diagnostic,) = lint(text)

    assert told([diagnostic])[0].startswith("warning 5:7 `a_b` can't satisfy both `")
    assert diagnostic.detail == "The other condition is at rules.yml:4:7."
    assert diagnostic.hint == "The rule can't pass. Put alternatives under `any:`, or use `in`."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("operator: equals, value: mysql", "operator: in, value: [mysql, oracle]"),
        ("operator: equals, value: 30", "operator: greater_than, value: 5"),
        ("operator: exists", "operator: equals, value: mysql"),
        ("operator: not_equals, value: a", "operator: not_equals, value: b"),
        ("operator: not_exists", "operator: not_equals, value: b"),
        ("operator: not_exists", "operator: is_empty"),
        ("operator: contains, value: a", "operator: contains, value: b"),
        ("operator: greater_than_or_equal, value: 5", "operator: less_than_or_equal, value: 5"),
        ("operator: length_greater_than, value: 5", "operator: less_than, value: 2"),
        ("operator: matches, value: ^a", "operator: matches, value: ^b"),
        ("operator: equals, value: mysql", "operator: equals, value_from: other"),
        ("operator: equals, value: a, quantifier: any", "operator: equals, value: b, quantifier: any"),
        ("operator: equals, value: a", "operator: equals, value: A, transform: upper"),
    ],
)
def test_conditions_that_a_value_may_satisfy(first: str, second: str) -> None:
    assert lint(rule(f"- {{key: a_b, {first}}}\n- {{key: a_b, {second}}}", type="custom_thing")) == []


def test_filters_that_select_nothing() -> None:
    filters = "- {key: engine, operator: equals, value: mysql}\n- {key: engine, operator: equals, value: postgres}"

    (diagnostic,) = lint(rule("- {key: port, operator: exists}", filters))

    assert diagnostic.hint == "No resource is ever selected. Put alternatives under `any:`, or use `in`."


@pytest.mark.parametrize("key", ["ingress.from_port", "ingress.*.from_port", "cidr_blocks.*"])
def test_filters_may_hold_on_different_elements(key: str) -> None:
    filters = f"- {{key: {key}, operator: equals, value: 22}}\n- {{key: {key}, operator: equals, value: 80}}"
    type = "aws_security_group" if "ingress" in key else "aws_security_group_rule"

    assert lint(rule("- {key: type, operator: exists}", filters, type="custom_thing")) == []
    assert [
        d.summary for d in lint(rule("- {key: id, operator: is_known}", filters, type=type)) if "both" in d.summary
    ] == []


def test_every_element_must_satisfy_assertions() -> None:
    assertions = "- {key: x.*.y, operator: equals, value: 22}\n- {key: x.*.y, operator: equals, value: 80}"

    assert len(lint(rule(assertions, type="custom_thing"))) == 1


def test_an_alternative_that_the_rest_rules_out() -> None:
    text = rule(
        """
        - {key: engine, operator: equals, value: mysql}
        - any:
            - {key: engine, operator: equals, value: postgres}
            - {key: port, operator: equals, value: 3306}
        """
    )

    (diagnostic,) = lint(text)

    assert told([diagnostic])[0].startswith("warning 6:11 ")
    assert diagnostic.hint == "This alternative can never hold."


def test_the_order_of_a_set_is_no_contradiction() -> None:
    both = """
    - {key: %s, operator: equals, value: [a, b]}
    - {key: %s, operator: equals, value: [b, a]}
    """
    assert lint(rule(both % (("vpc_security_group_ids",) * 2))) == []
    (contradiction,) = lint(rule(both % (("domain_dns_ips",) * 2)))
    assert "can't satisfy both" in contradiction.summary
    inside = "- each: ingress\n  assertions:\n" + textwrap.indent(
        textwrap.dedent(both % (("security_groups",) * 2)).strip("\n"), "    "
    )
    assert lint(rule(inside, type="aws_security_group")) == []


def test_questions_on_policies_may_contradict_each_other() -> None:
    (contradiction,) = lint(
        rule(
            """
            - {key: policy, operator: policy_allows, value: "s3:GetObject"}
            - {key: policy, operator: policy_allows, value: "s3:GetObject"}
            """,
            type="aws_iam_policy",
        )
    )
    assert contradiction.summary == "The same condition occurs twice"
    connected = (
        "- {key: policy, operator: policy_allows, value: {actions: 'kms:Decrypt', resources: {resource_type: %s}}}"
    )
    assert lint(rule(f"{connected % 'aws_kms_key'}\n{connected % 'aws_kms_alias'}", type="aws_iam_policy")) == []


def test_alternatives_do_not_contradict_each_other() -> None:
    text = "- any:\n    - {key: engine, operator: equals, value: a}\n    - {key: engine, operator: equals, value: b}"

    assert lint(rule(text)) == []


def test_conditions_that_cannot_all_hold_are_no_use_under_not() -> None:
    text = "- not:\n    - {key: engine, operator: equals, value: a}\n    - {key: engine, operator: equals, value: b}"

    assert told(lint(rule(text))) == ["warning 4:7 Every resource satisfies this: it can't fail"]


def test_groups_of_all_count_as_written_out() -> None:
    text = "- {key: engine, operator: equals, value: a}\n- all:\n    - {key: engine, operator: equals, value: b}"

    assert len(lint(rule(text))) == 1


def test_contradictions_inside_elements_and_related_resources() -> None:
    inner = "[{key: a, operator: equals, value: 1}, {key: a, operator: equals, value: 2}]"

    (in_each,) = lint(rule(f"- {{each: parts, assertions: {inner}}}", type="custom_thing"))
    (in_related,) = lint(rule(f"- {{related: custom_other, assertions: {inner}}}", type="custom_thing"))

    assert in_each.hint == in_related.hint == "No element can satisfy them. Put alternatives under `any:`, or use `in`."


def test_three_conditions_of_which_any_two_agree() -> None:
    text = rule(
        """
        - {key: name, operator: in, value: [ab, bc, ca]}
        - {key: name, operator: starts_with, value: a}
        - {key: name, operator: ends_with, value: a}
        """,
        type="custom_thing",
    )

    (diagnostic,) = lint(text)

    assert diagnostic.summary == "No value of `name` satisfies all 3 conditions on it"


def test_a_condition_that_stands_twice() -> None:
    line = "- {key: engine, operator: equals, value: mysql}\n"

    (diagnostic,) = lint(rule(line * 2))

    assert told([diagnostic]) == ["warning 5:7 The same condition occurs twice"]


@pytest.mark.parametrize(
    ("filter", "assertion"),
    [
        ("operator: equals, value: mysql", "operator: equals, value: mysql"),
        ("operator: equals, value: mysql", "operator: in, value: [mysql, oracle]"),
        ("operator: in, value: [mysql, mariadb]", "operator: matches, value: ^m"),
        ("operator: exists", "operator: exists"),
    ],
)
def test_an_assertion_that_the_filters_demand_already(filter: str, assertion: str) -> None:
    (diagnostic,) = lint(rule(f"- {{key: engine, {assertion}}}", f"- {{key: engine, {filter}}}"))

    assert diagnostic.summary == "The filters already require this: the assertion can't fail"


@pytest.mark.parametrize(
    ("filter", "assertion"),
    [
        ("operator: exists", "operator: equals, value: mysql"),
        ("operator: in, value: [mysql, postgres]", "operator: matches, value: ^m"),
        ("operator: equals, value: mysql", "operator: not_equals, value: mysql"),  # how a rule forbids something
    ],
)
def test_an_assertion_that_the_filters_leave_open(filter: str, assertion: str) -> None:
    assert lint(rule(f"- {{key: engine, {assertion}}}", f"- {{key: engine, {filter}}}")) == []


# --- parameters, ids, files ---


def test_a_parameter_that_no_rule_uses() -> None:
    text = """
    parameters:
      days: {type: number, default: 7}
      words: {type: list, default: [a]}
      label: {type: string, default: x}
      unused: {type: string, default: y}
    rules:
      - name: a rule
        resource_type: aws_db_instance
        message: "{param.label} is missing"
        assertions:
          - {key: backup_retention_period, operator: greater_than, value: "{param.days}"}
          - each: tags
            assertions: [{key: ., operator: in, value: ["{param.words}"]}]
    """

    assert told(lint(text)) == ["error 5:3 No rule uses the parameter `unused`"]


def test_an_expression_may_name_parameters_by_index() -> None:
    pytest.importorskip("celpy")
    text = """
    parameters: {days: {type: number, default: 7}}
    rules:
      - name: a rule
        resource_type: aws_db_instance
        assertions:
          - expression: resource.backup_retention_period >= param["days"]
    """
    assert lint(text) == []


def test_parameters_are_not_judged_in_a_broken_file() -> None:
    text = """
    parameters: {days: {type: number, default: 7}}
    rules:
      - {name: a rule, resource_type: aws_db_instance, assertions: [{key: port, operator: equalz, value: "{param.days}"}]}
    """

    assert [d.severity for d in lint(text)] == ["error"]


def test_what_the_loader_says_is_told_and_the_other_rules_are_checked() -> None:
    text = rule("- {key: engine, operator: equalz, value: a}") + rule("- {key: engin, operator: exists}").replace(
        "a rule", "another"
    )

    diagnostics = lint(text)

    assert [(d.severity, d.span.start_line) for d in diagnostics if d.span] == [("error", 4), ("warning", 8)]
    assert diagnostics[0].hint == "Did you mean `equals`?"


def test_two_rules_of_one_id_in_a_file_are_an_error() -> None:
    one = rule("- {key: engine, operator: exists}")

    assert [d.severity for d in lint(one + one)] == ["error"]


def test_two_files_with_one_id_are_a_warning(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(rule("- {key: engine, operator: exists}"))

    (diagnostic,) = lint_files([str(tmp_path)])

    assert diagnostic.severity == "warning"
    assert diagnostic.summary == "Two files have a rule with the id `a-rule`"
    assert "a.yml:1:3" in diagnostic.detail
    assert diagnostic.span is not None
    assert diagnostic.span.file.endswith("b.yml")


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(rule("- {key: engin, operator: exists}"))

    assert len(lint_files([str(tmp_path), str(path), str(path)])) == 1


def test_files_come_in_order_and_places_in_order(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml"):
        (tmp_path / name).write_text(
            rule("- {key: engin, operator: exists}\n- {key: prt, operator: exists}").replace("a rule", name)
        )

    spans = [d.span for d in lint_files([str(tmp_path)])]

    assert [(Path(span.file).name, span.start_line) for span in spans if span] == [
        ("a.yml", 4), ("a.yml", 5), ("b.yml", 4), ("b.yml", 5),
    ]  # fmt: skip


def test_cases_are_left_to_the_tests_of_rules(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(rule("- {key: engine, operator: exists}"))
    cases = tmp_path / "a.cases.yml"
    cases.write_text("cases: []\n")

    assert lint_files([str(tmp_path)]) == []
    (diagnostic,) = lint_files([str(cases)])
    assert (diagnostic.severity, diagnostic.hint) == ("note", "`riveter test` runs them.")


@pytest.mark.parametrize(("content", "summary"), [(None, "File not found"), (b"\x00\x01", "File is binary, not text")])
def test_a_file_that_can_t_be_read_is_an_error(tmp_path: Path, content: bytes | None, summary: str) -> None:
    path = tmp_path / "a.yml"
    if content is not None:
        path.write_bytes(content)

    (diagnostic,) = lint_files([str(path)])

    assert (diagnostic.severity, diagnostic.summary) == ("error", summary)


def test_a_folder_without_rules_is_an_error(tmp_path: Path) -> None:
    (diagnostic,) = lint_files([str(tmp_path)])

    assert diagnostic.severity == "error"


def test_a_pack_is_checked_with_its_own_rules(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(rule("- {key: engin, operator: exists}"))
    pack = tmp_path / "pack.yml"
    own = textwrap.indent(rule("- {key: prt, operator: exists}").replace("a rule", "own"), "  ")
    pack.write_text(f"metadata: {{name: p, version: 1.0.0}}\ninclude:\n  - {{file: a.yml}}\nrules:\n{own}")

    (diagnostic,) = lint_files([str(pack)])

    assert "`prt`" in diagnostic.summary


def test_names_from_a_file_are_shortened() -> None:
    (diagnostic,) = lint(rule(f"- {{key: {'x' * 900}, operator: exists}}"))

    assert len(diagnostic.summary) < 200


def test_linting_needs_neither_the_evaluator_nor_the_json_schema() -> None:
    code = (
        "import sys, riveter.linting\n"
        "heavy = {'riveter.terraform', 'riveter.hcl', 'riveter.api', 'jsonschema', 'rich', 'hcl2', 'click'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_single_file_is_checked_while_one_waits(tmp_path: Path) -> None:
    """Nothing grows out of hand: how fast it is beside a bare start of Python, `benchmarks/rules.py` measures."""
    resource = pytest.importorskip("resource", reason="processor time is measured on Unix")
    lines = (Path(__file__).parents[2] / "rule_packs" / "aws" / "s3.yml").read_text("utf-8")
    (tmp_path / "rules.yml").write_text(lines, "utf-8")
    assert lines.count("\n") > 300

    def seconds(*words: str) -> float:
        best = 60.0
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *words], cwd=tmp_path, check=True, capture_output=True, timeout=60)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return best

    assert seconds("-m", "riveter", "lint", "rules.yml") < max(1.0, 40 * seconds("-c", "pass"))


def test_the_bundled_rules_are_without_errors_and_warnings() -> None:
    catalogue = Path(__file__).parents[2] / "rule_packs"

    found = [str(d.span) + " " + d.summary for d in lint_files([str(catalogue)]) if d.severity != "note"]

    assert found == []


# --- regexes ---


@pytest.mark.parametrize(
    "assertion",
    [
        "- {key: identifier, operator: matches, value: '^[a-z]{,63}$'}",
        "- {key: identifier, operator: not_matches, value: '^[a-z]{,63}$'}",
        "- not: {key: identifier, operator: matches, value: '(?i)(x[a-z]{,63}|y)'}",
        "- each: tags\n  assertions:\n    - {key: ., operator: matches, value: 'x{,63}'}",
        "- expression: 'resource.identifier.matches(\"^[a-z]{,63}$\")'",
        '- any:\n    - expression: \'resource.tags.all(t, t.matches("x{,63}") || matches(t, "y"))\'',
    ],
)
def test_a_repetition_without_a_lower_bound_is_remarked_on(assertion: str) -> None:
    found = [d for d in lint(rule(assertion)) if "RE2" in d.summary]
    assert [d.summary for d in found] == ["RE2 reads `{,63}` as these characters, not as a repetition"]
    assert "{0,63}" in found[0].hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [("{1, 3}", "{1,3}"), ("{ 1,3 }", "{1,3}"), ("{ 2 }", "{2}"), ("{,}", "{0,}"), ("{, 3}", "{0,3}")],
)
def test_a_repetition_with_blanks_is_remarked_on(written: str, meant: str) -> None:
    found = [
        d for d in lint(rule(f"- {{key: identifier, operator: matches, value: '^a{written}$'}}")) if "RE2" in d.summary
    ]
    assert [(d.summary, f"`{meant}`" in d.hint) for d in found] == [
        (f"RE2 reads `{written}` as these characters, not as a repetition", True)
    ]


@pytest.mark.parametrize(
    "pattern", ["^[a-z]{0,63}$", r"^[a-z]\{,63}$", "[{,63}]", "a{2}", "a{2,}", "a{ }", "a{x, y}", r"a\{1, 2}"]
)
def test_a_repetition_that_is_none_is_not_remarked_on(pattern: str) -> None:
    assert [
        d for d in lint(rule(f"- {{key: identifier, operator: matches, value: '{pattern}'}}")) if "RE2" in d.summary
    ] == []


def test_a_part_of_a_parameter_that_an_expression_names_uses_it() -> None:
    pytest.importorskip("celpy")
    text = """
    parameters:
      types: {type: map, default: {dev: [t3.micro], prod: {big: [m5.large]}}, description: Instance types}
    rules:
      - name: small
        resource_type: aws_instance
        assertions:
          - expression: 'resource.instance_type in %s'
    """
    for used in ("param.types.dev", "param.types.prod.big", 'param["types"].dev', 'param.types["dev"]'):
        assert lint(text % used) == []


# --- values that are probably slips ---


@pytest.mark.parametrize(
    ("assertion", "summary"),
    [
        ("- {key: bucket, operator: not_equals, value: “logs”}", "The quotes of “logs” are part of the value"),
        ("- {key: bucket, operator: in, value: [a, ‘logs’]}", "The quotes of ‘logs’ are part of the value"),
        ('- {key: bucket, operator: not_matches, value: "^logs\\n"}', "The value ends with a line break"),
        ("- {key: bucket, operator: length_greater_than, value: -1}", "Every length satisfies this"),
        ("- {key: bucket, operator: length_greater_than_or_equal, value: 0}", "Every length satisfies this"),
        ("- {key: bucket, operator: length_less_than, value: 0}", "No length satisfies this"),
    ],
)
def test_a_value_that_is_probably_a_slip_is_warned_of_at_its_place(assertion: str, summary: str) -> None:
    text = rule(assertion, type="aws_s3_bucket")
    [found] = lint(text)
    assert (found.severity, found.summary) == ("warning", summary)
    assert found.span is not None
    assert text.splitlines()[found.span.start_line - 1][found.span.start_col - 1 :].startswith(
        ("“", "[", '"', "-1", "0")
    )


@pytest.mark.parametrize(
    "assertion",
    [
        "- {key: bucket, operator: equals, value: it’s}",
        '- {key: bucket, operator: equals, value: "a\\nb\\n"}',
        "- {key: bucket, operator: length_greater_than, value: 0}",
        "- {key: bucket, operator: length_less_than_or_equal, value: 0}",
        "- {key: bucket, operator: not_length_greater_than, value: -1}",
    ],
)
def test_a_value_that_may_be_meant_is_not_warned_of(assertion: str) -> None:
    assert lint(rule(assertion, type="aws_s3_bucket")) == []


def test_a_parameter_in_a_remediation_is_warned_of_and_is_no_use_of_it() -> None:
    text = """
    parameters: {days: {type: number, default: 3}}
    rules:
      - name: a rule
        resource_type: aws_db_instance
        remediation: Keep backups for {param.days} days.
        assertions: [{key: storage_encrypted, operator: is_true}]
    """
    assert told(lint(text)) == [
        "error 1:14 No rule uses the parameter `days`",
        "warning 5:18 `remediation` shows `{param.days}` as it is written",
    ]


def test_a_type_without_a_provider_is_warned_of() -> None:
    text = rule("- {related: bucketpolicy, quantifier: none}", type="aws_s3_bucket")
    [found] = lint(text)
    assert found.summary == "`bucketpolicy` does not look like a resource type"
    assert marked(text, found) == "bucketpolicy"


def test_a_key_that_repeats_the_key_around_it_is_corrected() -> None:
    text = rule(
        "- {each: ingress, assertions: [{key: ingress.cidr_blocks, operator: not_contains, value: 0.0.0.0/0}]}",
        type="aws_security_group",
    )
    [found] = lint(text)
    assert found.hint == "Keys begin inside of `ingress` here: `cidr_blocks`."


# --- work ---


def conditions(count: int) -> str:
    one = "- {{key: engine, operator: not_equals, value: {}}}"
    return rule(
        "\n".join(one.format(f"a{i}") for i in range(count)), "\n".join(one.format(f"b{i}") for i in range(count))
    )


def alternatives(count: int) -> str:
    inner = ", ".join(f"{{key: engine, operator: not_equals, value: a{i}}}" for i in range(count))
    return rule(
        f"- any: [{inner}]\n" + "\n".join(f"- {{key: k{i}, operator: exists}}" for i in range(count)), type="x_y"
    )


def duplicates(count: int) -> str:
    return "".join(
        f"- {{name: r{i}, name: s, resource_type: a_b, assertions: [{{key: a, operator: exists}}]}}\n"
        for i in range(count)
    )


@pytest.mark.parametrize("text", [conditions, alternatives, duplicates])
def test_the_work_grows_with_the_text(text: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        source = text(count)
        gc.disable()  # it would look through all that other tests have left
        try:
            started = time.process_time()
            lint(source)
            return time.process_time() - started
        finally:
            gc.enable()

    seconds(10)
    assert min(seconds(2400) for _ in range(3)) < 5 * seconds(800) + 0.2


def test_what_takes_too_long_to_check_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "STEPS", 100_000)
    tangle = "".join(
        f"      - any:\n          - {{key: tags.k{i}, operator: equals, value: a}}\n"
        f"          - {{key: tags.k{(i + 1) % 50}, operator: matches, value: '^(a|b)+{i}$'}}\n"
        for i in range(50)
    )
    head = "  - id: {}\n    name: It must be\n    resource_type: aws_s3_bucket\n    assertions:\n"
    file = tmp_path / "rules.yml"
    file.write_text("rules:\n" + "".join(head.format(name) + tangle for name in "abcde"))
    found = lint_files([str(file)])
    (cut,) = [item for item in found if item.summary == "The file takes too long to check"]
    assert cut.severity == "warning"
    assert cut.span is not None
    assert "read, but not checked" in cut.detail


@pytest.mark.parametrize(
    ("times", "errors"), [("1001", 1), ("1000000000,3", 0), ("3,1000000000", 0), ("9" * 40, 0), ("9" * 5000, 1)]
)
def test_huge_numbers_of_repetitions_take_no_time(times: str, errors: int) -> None:
    """RE2 refuses 1,001 of them, and takes what has more than eight digits for the characters that they are."""
    for pattern in (f"^a{{{times}}}$", f"^(?:ab?|c){{{times}}}x"):
        text = f'rules:\n  - {{id: r, resource_type: x_y, assertions: [{{key: k, operator: matches, value: "{pattern}"}}]}}\n'
        found = lint_source(SourceFile("rules.yml", text, "rules.yml"))
        assert [item.severity for item in found].count("error") == errors, found
