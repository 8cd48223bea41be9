"""`expression:` and `check:`: three-valued, bounded, and refused with a reason where they can't work."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.engine import run
from riveter.findings import Finding
from riveter.resource import Reference, Resource
from riveter.rules.conditions import checks
from riveter.rules.conditions.checks import Check, CheckContext, CheckResult
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import NOW, make_resource, source

VARIABLE = Unknown(UnsetVariable("x"))
HAS_CEL = importlib.util.find_spec("celpy") is not None
needs_cel = pytest.mark.skipif(not HAS_CEL, reason="the extra `cel` is not installed")
VALUES: dict[str, Any] = {
    "a": 1, "b": True, "tags": {"Owner": "x", "Team": "y"}, "open": VARIABLE,
    "named": PartialText(("x-", Hole(VARIABLE))), "unset": None, "list": [1, 2, 3], "partly": [1, VARIABLE],
    "some": OpenList([{"n": 1}], {0: VARIABLE}), "rule": [{"days": 1}, {"days": 9}], "big": 2**70, "half": 0.5,
}  # fmt: skip


def rule(expression: str) -> str:
    indented = expression.replace("\n", "\n        ")
    return f"""parameters: {{days: {{type: number, default: 5}}}}
rules:
  - name: r
    resource_type: aws_thing
    assertions:
      - expression: |-
          {indented}
"""


def judged(expression: str, values: dict[str, Any] = VALUES) -> Finding:
    loaded = parse_rules(source(rule(expression)))
    assert not loaded.diagnostics, loaded.diagnostics
    return run([make_resource(values=values)], loaded.rules.rules, now=NOW).findings[0]


@needs_cel
@pytest.mark.parametrize(
    ("expression", "outcome"),
    [
        ("resource.a == 1", "pass"),
        ("resource.a == 2", "fail"),
        ("resource.b", "pass"),
        ("!resource.b", "fail"),
        ("has(resource.tags.Owner) && !has(resource.unset)", "pass"),
        ("resource.rule.all(r, r.days < param.days)", "fail"),
        ("resource.rule.exists(r, r.days < param.days)", "pass"),
        ("size(resource.list) == 3 && 2 in resource.list", "pass"),
        ("resource.tags == {'Owner': 'x', 'Team': 'y'}", "pass"),
        ("resource.tags.Owner.matches('^x$')", "pass"),
        ("resource.__address__ == 'aws_thing.x' && resource.__type__.startsWith('aws_')", "pass"),
        ("now > timestamp('2020-01-01T00:00:00Z')", "pass"),
        ("resource.half < 1.0 && resource.big > 1.0", "pass"),
        ("resource.open == 1", "unknown"),
        ("resource.open == 1 || resource.a == 1", "pass"),
        ("resource.a == 1 || resource.open == 1", "pass"),
        ("resource.open == 1 && resource.a == 2", "fail"),
        ("resource.open == 1 && resource.a == 1", "unknown"),
        ("!(resource.open == 1)", "unknown"),
        ("resource.open == 1 ? true : true", "unknown"),
        ("has(resource.open)", "unknown"),
        ("has(resource.named)", "pass"),
        ("!has(resource.named)", "fail"),
        ("has(resource.named.part)", "unknown"),
        ("resource.partly.exists(i, i == 1)", "unknown"),
        ("resource.partly[0] == 1", "pass"),
        ("resource.partly == [1, 2]", "unknown"),
        ("2 in resource.partly", "unknown"),
        ("size(resource.partly) == 2", "pass"),
        ("size(resource.some) == 1", "unknown"),
        ("resource.some.all(s, s.n == 1)", "unknown"),
        ("resource.missing == 1", "fail"),
        ("!(resource.missing == 1)", "fail"),
        ("resource.tags", "fail"),
    ],
)
def test_an_expression_is_judged_with_what_is_not_known(expression: str, outcome: str) -> None:
    assert judged(expression).outcome.value == outcome


@needs_cel
def test_an_unknown_expression_says_why_and_a_wrong_one_what_went_wrong() -> None:
    unknown = judged("resource.open == 1")
    assert unknown.assertions[0].unknown_reason == VARIABLE.reason
    assert "no such member" in judged("resource.missing == 1").message
    assert judged("resource.a == 2").message == "the expression is false"


@needs_cel
def test_inside_each_and_related_the_element_the_resource_and_the_subject_can_be_named() -> None:
    text = """
- name: r
  resource_type: aws_thing
  assertions:
    - each: rule
      assertions: [{expression: "element.days <= resource.limit"}]
    - related: {resource_type: aws_other}
      assertions: [{expression: "resource.limit > subject.limit"}]
"""
    thing = make_resource(values={"limit": 5, "rule": [{"days": 1}]})
    other = make_resource("aws_other.o", {"limit": 6}, references=(Reference("thing", "aws_thing.x"),))
    rules = parse_rules(source(text)).rules.rules
    assert run([thing, other], rules).findings[0].outcome.value == "pass"


@needs_cel
@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("resource.a >", "can't be read"),
        ("resorce.a == 1", "names `resorce`, which is not known. Did you mean `resource`?"),
        ("sise(resource.list) == 1", "calls `sise`, which is not known. Did you mean `size`?"),
        ("resource.list.exist(i, i == 1)", "calls `exist`, which is not known. Did you mean `exists`?"),
        ("param.dayz == 1", "names the unknown parameter `dayz`. Did you mean `days`?"),
        ("'text'", "gives text; a condition must give true or false"),
        ("1 + 1", "gives a number; a condition must give true or false"),
        ("size(resource.list)", "gives a number"),
        ("resource.b && 1", "has a number beside `&&`, which takes true or false"),
        ("!'x'", "has text beside `!`"),
        ("resource.a == 1 || 'x'", "has text beside `||`"),
        ("'a' == 1", "compares text with a number"),
        ("1 + 'a' == 2", "adds text to a number"),
        ("resource.a == 1 - 'a'", "calculates with text"),
        ("'a' * 2 == 'aa'", "calculates with text"),
        ("true + 1 == 2", "calculates with a bool"),
        ("1 in 'abc'", "has text after `in`, which takes a list or a map"),
        ("resource.tags.Owner.matches('^(?!x)')", "has a pattern that is a regex with look-ahead"),
        ("resource.list.all(i, j == 1)", "names `j`, which is not known"),
        ("(" * 60 + "true" + ")" * 60, "is nested too deeply"),
        ("true" + " && true" * 1000, "is longer than 4000 characters"),
    ],
)
def test_an_expression_that_can_not_work_is_refused_when_it_is_loaded(expression: str, problem: str) -> None:
    loaded = parse_rules(source(rule(expression)))
    assert not loaded.rules.rules
    [diagnostic] = loaded.diagnostics
    assert f"The expression {problem}" in diagnostic.summary
    assert diagnostic.span is not None
    assert diagnostic.span.start_line == 7


@needs_cel
def test_the_place_in_an_expression_on_several_lines_is_the_place_in_the_file() -> None:
    text = """- name: r
  resource_type: a_b
  assertions:
    - expression: |

        resource.a == 1 &&
          resorce.b == 1
"""
    [diagnostic] = parse_rules(source(text)).diagnostics
    assert str(diagnostic.span) == "rules.yml:7:11"
    assert text.splitlines()[6][10:].startswith("resorce")


@needs_cel
def test_the_place_in_an_expression_on_one_line_is_the_place_in_the_file() -> None:
    text = '- {name: r, resource_type: a_b, assertions: [{expression: "resorce.a == 1"}]}'
    [diagnostic] = parse_rules(source(text)).diagnostics
    assert diagnostic.span is not None
    assert text[diagnostic.span.start_col - 1 :].startswith("resorce")


@needs_cel
@pytest.mark.parametrize(
    "expression",
    [
        "['aaaaaaaaaaaaaaaa']" + ".map(y, y + y)" * 60 + ".size() == 1",
        "[[1, 1, 1, 1]]" + ".map(y, y + y)" * 60 + ".size() == 1",
        "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, a + b + c + d > 0))))",
    ],
)
def test_an_expression_that_takes_too_much_is_stopped_and_unknown(expression: str) -> None:
    started = time.perf_counter()
    finding = judged(expression)
    assert finding.outcome.value == "unknown"
    assert "expression" in finding.message
    assert time.perf_counter() - started < 120


@needs_cel
def test_an_expression_tells_no_values() -> None:
    finding = judged("resource.password == 1 || resource.password.size() > 100", {"password": "hunter2secret"})
    assert finding.outcome.value == "fail"
    assert "hunter2" not in repr(finding)


def test_without_the_extra_an_expression_is_refused_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from riveter.rules.conditions import cel

    monkeypatch.setitem(sys.modules, "celpy", None)
    cel._celpy.cache_clear()
    cel.parse_expression.cache_clear()
    [diagnostic] = parse_rules(source(rule("resource.a == 1"))).diagnostics
    assert "pip install 'riveter[cel]'" in diagnostic.summary
    cel._celpy.cache_clear()


# --- checks in Python ----------------------------------------------------------------------------


class Limit(Check):
    """Fails above a limit."""

    def __init__(self, limit: int, key: str = "a") -> None:
        if limit < 0:
            raise ValueError("`limit` is negative")
        self.limit = limit
        self.key = key

    def evaluate(self, resource: Resource, context: CheckContext) -> CheckResult | bool | Unknown:
        [match] = resource.get(self.key)
        if isinstance(match.value, Unknown):
            return match.value
        return True if match.value <= self.limit else CheckResult.fail(f"is above {self.limit}", key=self.key)


class Crowd(Check):
    """Fails where there are others, or something is related."""

    def evaluate(self, resource: Resource, context: CheckContext) -> bool:
        return (
            len(context.resources("aws_*")) == 1 and not context.related(resource, "aws_other") and context.now == NOW
        )


class Broken(Check):
    def evaluate(self, resource: Resource, context: CheckContext) -> Any:
        return "yes"


class NoCheck:
    pass


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"limit": "Limit", "crowd": "Crowd", "broken": "Broken", "no-check": "NoCheck", "gone": "Gone"}
    points = {name: EntryPoint(name, f"{__name__}:{target}", checks.GROUP) for name, target in names.items()}
    monkeypatch.setattr(checks, "available", lambda: points)


def checked(condition: str, *resources: Resource) -> Finding:
    text = f"parameters: {{max: {{type: number, default: 5}}}}\nrules: [{{name: r, resource_type: aws_thing, assertions: [{condition}]}}]"
    loaded = parse_rules(source(text))
    assert not loaded.diagnostics, loaded.diagnostics
    return run(resources, loaded.rules.rules, now=NOW).findings[0]


@pytest.mark.usefixtures("installed")
def test_a_check_passes_fails_or_says_what_it_depends_on() -> None:
    condition = '{check: limit, options: {limit: "{param.max}"}}'
    assert checked(condition, make_resource(values={"a": 5})).outcome.value == "pass"
    failed = checked(condition, make_resource(values={"x": 0, "a": 6}))
    assert failed.outcome.value == "fail"
    assert failed.message == "a is above 5"
    assert failed.assertions[0].key == "a"
    assert failed.assertions[0].location is not None
    assert failed.assertions[0].location.start_line == 11
    unknown = checked(condition, make_resource(values={"a": VARIABLE}))
    assert unknown.outcome.value == "unknown"
    assert unknown.assertions[0].unknown_reason == VARIABLE.reason


@pytest.mark.usefixtures("installed")
def test_a_check_can_ask_for_other_resources() -> None:
    assert checked("{check: crowd}", make_resource()).outcome.value == "pass"
    other = make_resource("aws_other.o", {}, references=(Reference("thing", "aws_thing.x"),))
    assert checked("{check: crowd}", make_resource(), other).outcome.value == "fail"


@pytest.mark.usefixtures("installed")
def test_a_check_that_raises_or_gives_nonsense_is_an_error_finding() -> None:
    assert checked("{check: limit, options: {limit: 1}}", make_resource()).outcome.value == "error"
    assert checked("{check: broken}", make_resource()).outcome.value == "error"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("{check: limti}", "No installed package contains a check `limti`. Did you mean `limit`?"),
        ("{check: entirely-other}", "No installed package contains a check `entirely-other`."),
        ("{check: gone}", "The check `gone` can't be loaded: AttributeError"),
        (
            "{check: no-check}",
            "The check `no-check` is not a class derived from riveter.rules.conditions.checks.Check",
        ),
        ("{check: limit}", "The check `limit` can't take these options"),
        ("{check: limit, options: {limit: -1}}", "The check `limit` can't take these options: `limit` is negative"),
        ("{check: limit, options: {limt: 1}}", "The check `limit` can't take these options"),
        ("{check: limit, option: {limit: 1}}", "Unknown key `option` in an `check` condition"),
        ("{check: limit, options: [1]}", "`options` must be a map, not a list"),
        ('{check: limit, options: {limit: "{param.mx}"}}', "Unknown parameter `mx`"),
    ],
)
def test_a_check_that_can_not_be_used_is_refused_when_the_rule_is_loaded(condition: str, problem: str) -> None:
    loaded = parse_rules(source(f"- {{name: r, resource_type: a_b, assertions: [{condition}]}}"))
    assert not loaded.rules.rules
    assert loaded.diagnostics[0].summary.startswith(problem)
    assert loaded.diagnostics[0].span is not None


def test_nothing_is_loaded_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package laid out in the scanned folder, found through `sys.path` as `python -m` sets it, does not count."""
    info = tmp_path / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[riveter.checks]\nevil = evil:Evil\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    checks.available.cache_clear()
    assert "evil" not in checks.available()
    monkeypatch.chdir("/")
    checks.available.cache_clear()
    assert "evil" not in checks.available() or os.path.realpath("/") not in str(tmp_path)
    checks.available.cache_clear()


EXAMPLE = Path(__file__).parents[2] / "examples" / "python-check"


def install(package: Path, target: Path) -> None:
    """Install a package of one module as pip does; by hand where nothing is there that could build it."""
    if all(importlib.util.find_spec(name) for name in ("setuptools", "wheel")):
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
        subprocess.run([*command, "--target", str(target), str(package)], check=True, capture_output=True, timeout=120)
        return
    project = (package / "pyproject.toml").read_text("utf-8")
    [(name, reference)] = re.findall(r'^([a-z-]+) = "([a-z_]+:\w+)"$', project, re.MULTILINE)
    info = target / "acme_riveter_checks-1.0.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-riveter-checks\nVersion: 1.0.0\n")
    (info / "entry_points.txt").write_text(f"[{checks.GROUP}]\n{name} = {reference}\n")
    for module in (package / "src").glob("*.py"):
        (target / module.name).write_bytes(module.read_bytes())


def test_the_example_package_works_when_it_is_installed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    install(EXAMPLE, target)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = """
import json, sys
from riveter.engine import run
from riveter.rules.packs.loader import load_rules
sys.path.insert(0, sys.argv[2])
from tests.rules.conftest import make_resource
loaded = load_rules([sys.argv[1]])
assert not loaded.diagnostics, loaded.diagnostics
roles = [make_resource(f"aws_iam_role.{name}", {"name": name}) for name in ("acme-prod-x", "other")]
print(json.dumps([[f.outcome.value, f.message] for f in run(roles, loaded.rules).findings]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLE / "rules.yml"), str(EXAMPLE.parents[1])],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(target)},
    )
    assert done.stdout.strip() == '[["pass", ""], ["fail", "name must begin with acme-dev- or acme-prod-"]]'
