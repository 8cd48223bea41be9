"""Case files: `<rules>.cases.yml` → `RuleCase`. Problems are reported with their line, and the other cases are kept.

::

    cases:
      - rule: s3-kms-encryption             # the id of a rule in the file beside it
        name: the AWS managed key is not enough
        terraform: |                        # or `path:` of a folder or file, relative to this file
          resource ...
        modules: {network: "resource …"}    # optional: local modules beside the inline Terraform, ./network
        variables: {rotate: true}
        parameters: {min_days: 30}
        expect: {pass: [aws_x.a], fail: [], unknown: [], not_applicable: []}   # or one of these words for every resource
        expect_fix: pass                    # optional: the fix of the rule makes it pass; or `none`, or the Terraform that it makes
    rules: [other.yml]                      # optional: the rule files, where they are not beside this one

Case files are part of the repository, perhaps of a stranger's pull request. The paths in them must lead to files in the repository, after
links are resolved.
"""

from __future__ import annotations

import os
import re
from typing import Any

import msgspec

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, SourceFile, Span
from riveter.core.yaml_fields import YamlFields, nearest
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.files.reader import FileReader, PathKind
from riveter.rules.packs.loader import CASE_SUFFIXES, SUFFIXES

OUTCOMES = ("pass", "fail", "unknown", "not_applicable")
FILE_KEYS = ("rules", "cases")
CASE_KEYS = ("rule", "name", "terraform", "modules", "path", "variables", "parameters", "expect", "expect_fix")
FIXES = ("pass", "none")
"""What a case may say about the fix of a rule instead of a text: it works for every failing resource, or there is none."""
MAX_CASE_FILE_BYTES = 4 * 1024 * 1024
OUTSIDE_HINT = "Copy it into the repository."
_FOLDER = re.compile(r"[A-Za-z0-9_-]+")
_THERE = (PathKind.FILE, PathKind.OUTSIDE)


class Expectation(msgspec.Struct, frozen=True):
    """The expectation of a case: one outcome for every resource of the rule, or outcomes by address."""

    span: Span
    every: str = ""
    by_address: tuple[tuple[str, str, Span], ...] = ()

    def outcomes(self) -> set[str]:
        """Return the outcomes it names."""
        return {self.every} if self.every else {outcome for outcome, _, _ in self.by_address}


class RuleCase(msgspec.Struct, frozen=True):
    """One case. `first_line`, `indent`: the position of the inline Terraform in the case file; 0 if unknown.

    `input_span`: the location of the Terraform, or of its path. fix: what the fix of the rule makes: a text, ``pass`` or ``none``; empty
    if the case is not about it.
    """

    rule: str
    name: str
    span: Span
    expect: Expectation
    rule_span: Span
    input_span: Span
    terraform: str | None = None
    path: str | None = None
    modules: dict[str, str] = {}
    first_line: int = 0
    indent: int = 0
    variables: dict[str, Any] = {}
    variable_spans: dict[str, Span] = {}
    parameters: dict[str, Any] = {}
    parameter_spans: dict[str, Span] = {}
    fix: str = ""
    fix_span: Span | None = None


class CaseFile(msgspec.Struct, frozen=True):
    """The cases of one file, and the rule files they are about."""

    path: str
    rule_files: tuple[str, ...]
    cases: tuple[RuleCase, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def is_case_file(path: str) -> bool:
    """Return True if a path is named like a case file."""
    return path.endswith(CASE_SUFFIXES)


def rules_beside(path: str, reader: FileReader) -> str | None:
    """Return the rule file of a case file, if it exists."""
    stem = path[: -len(next(suffix for suffix in CASE_SUFFIXES if path.endswith(suffix)))]
    return next((stem + end for end in SUFFIXES if reader.kind(stem + end) in _THERE), None)


def cases_beside(path: str, reader: FileReader) -> str | None:
    """Return the case file of a rule file, if it exists."""
    stem = os.path.splitext(path)[0]
    return next((stem + suffix for suffix in CASE_SUFFIXES if reader.is_file(stem + suffix)), None)


def load_cases(path: str, reader: FileReader | None = None) -> CaseFile:
    """Read a case file; its problems are in the diagnostics. reader: its bounds are also those of the files that it names."""
    reader = reader or FileReader().around(path)
    diagnostics: list[Diagnostic] = []
    try:
        source = reader.source(path, max_bytes=MAX_CASE_FILE_BYTES)
    except SourceError as error:
        return CaseFile(path, (), (), (Diagnostic.from_source_error(error),))
    nodes = read_yaml(source, diagnostics)
    if any(item.severity == "error" for item in diagnostics):
        return CaseFile(path, (), (), tuple(diagnostics))
    root = nodes[0] if nodes else None
    whole = Span(source.name, 1, 1, 1, 1)
    if root is None or root.kind != "map":
        what = "empty" if root is None else root.what()
        diagnostics.append(
            Diagnostic("error", f"A case file must be a map, not {what}", "", whole, "Begin with `cases:` and a list.")
        )
        return CaseFile(path, (), (), tuple(diagnostics))
    fields = YamlFields(root, "a case file", diagnostics)
    fields.check_known(FILE_KEYS)
    rule_files = _rule_files(fields, path, whole, reader)
    cases = _cases(fields, source, reader)
    return CaseFile(path, tuple(rule_files), tuple(cases), tuple(diagnostics))


def _rule_files(fields: YamlFields, path: str, whole: Span, reader: FileReader) -> list[str]:
    if fields.get("rules") is None:
        beside = rules_beside(path, reader)
        if beside is None:
            name = os.path.basename(path).rsplit(".cases", 1)[0]
            fields.error(
                whole,
                "There are no rules for this case file",
                f"`{name}.yml` does not exist.",
                "Add `rules: [<file>]`.",
            )
            return []
        if not reader.is_file(beside):
            name = os.path.basename(beside)
            fields.error(whole, f"`{clip(name)}` is outside of the repository", "It is not read.", OUTSIDE_HINT)
            return []
        return [beside]
    found = []
    for name, span in fields.texts("rules"):
        candidate = os.path.normpath(os.path.join(os.path.dirname(path), name))
        if not reader.bounds.hold(candidate):
            fields.error(span, f"`{clip(name)}` is outside of the repository", "It is not read.", OUTSIDE_HINT)
        elif reader.is_file(candidate):
            found.append(candidate)
        else:
            fields.error(span, f"There is no rule file `{clip(name)}`", "Paths are relative to the case file.")
    return found


def _cases(fields: YamlFields, source: SourceFile, reader: FileReader) -> list[RuleCase]:
    node = fields.get("cases")
    if node is None:
        fields.error(fields.node.span, "`cases` is missing in a case file", "", "Add `cases:` and a list.")
        return []
    if node.kind != "list":
        fields.error(node.span, f"`cases` must be a list, not {node.what()}", "", "Write `- rule: …`.")
        return []
    if not node.items:
        fields.error(node.span, "The file holds no cases", "", "Write cases in the list: `- rule: …`.")
    cases: list[RuleCase] = []
    seen: dict[tuple[str, str], Span] = {}
    for item in node.items:
        case = _case(item, fields.diagnostics, source, reader)
        if case is None:
            continue
        first = seen.setdefault((case.rule, case.name), case.span)
        if first != case.span:
            detail = f"The first is at line {first.start_line}."
            fields.error(
                case.span, f"`{clip(case.rule)}` has two cases called `{clip(case.name)}`", detail, "Rename one."
            )
            continue
        cases.append(case)
    return cases


def _case(node: YamlNode, diagnostics: list[Diagnostic], source: SourceFile, reader: FileReader) -> RuleCase | None:
    if node.kind != "map":
        diagnostics.append(
            Diagnostic("error", f"A case must be a map, not {node.what()}", "", node.span, "Write `- rule: …`.")
        )
        return None
    fields = YamlFields(node, "a case", diagnostics)
    fields.check_known(CASE_KEYS)
    rule = fields.text("rule", required=True)
    name = fields.text("name", required=True)
    expect = _expectation(fields)
    terraform, path = fields.get("terraform"), fields.get("path")
    if terraform is not None and path is not None:
        fields.error(node.key_spans["path"], "A case can't have both `terraform` and `path`", "", "Remove one of them.")
    elif terraform is None and path is None:
        fields.error(node.span, "A case needs `terraform` or `path`", "", "Add `terraform: |` and the configuration.")
    text = fields.text("terraform", required=True) if terraform is not None else None
    folder = fields.text("path", required=True) if path is not None else None
    place = None if folder is None else os.path.normpath(os.path.join(os.path.dirname(source.path), folder))
    if folder is not None and place is not None and not reader.bounds.hold(place):
        span = node.fields["path"].span
        fields.error(span, f"`{clip(folder)}` is outside of the repository", "It is not read.", OUTSIDE_HINT)
    modules = _modules(fields)
    variables = fields.values("variables")
    parameters = fields.values("parameters")
    fix = fields.text("expect_fix", required=fields.get("expect_fix") is not None)
    if fix and "\n" not in fix and fix not in FIXES:
        hint = "Write `pass`, `none`, or `|` and the Terraform with the fix."
        fields.error(node.fields["expect_fix"].span, f"`expect_fix` can't be `{clip(fix)}`", "", hint)
    if fix not in ("", *FIXES) and terraform is None:
        hint = "Write `expect_fix: pass`."
        fields.error(node.fields["expect_fix"].span, "A text in `expect_fix` needs `terraform`", "", hint)
    if fields.failed or expect is None:
        return None
    written = node.fields["path" if terraform is None else "terraform"]
    first_line, indent = written.literal or (0, 0)
    return RuleCase(
        rule=rule,
        name=name,
        span=_start(node.span),
        expect=expect,
        rule_span=node.fields["rule"].span,
        input_span=_start(written.span),
        terraform=text,
        path=place,
        modules=modules,
        first_line=first_line,
        indent=indent,
        variables=variables,
        variable_spans=_key_spans(fields, "variables"),
        parameters=parameters,
        parameter_spans=_key_spans(fields, "parameters"),
        fix=fix,
        fix_span=_start(node.fields["expect_fix"].span) if fix else None,
    )


def _modules(fields: YamlFields) -> dict[str, str]:
    """Return the local modules of a case: the text of each by its folder."""
    modules = fields.values("modules")
    if modules and fields.get("terraform") is None:
        fields.error(fields.node.key_spans["modules"], "`modules` needs `terraform`", "", "Add `terraform: |`.")
    for name, text in modules.items():
        if not _FOLDER.fullmatch(name) or not isinstance(text, str):
            span = fields.node.fields["modules"].fields[name].span
            fields.error(span, "A module must have the name of a folder, and a text", "", "Write `network: |`.")
    return modules


def _start(span: Span) -> Span:
    """Return the start of a part of the file."""
    return msgspec.structs.replace(span, end_line=span.start_line, end_col=span.start_col)


def _key_spans(fields: YamlFields, key: str) -> dict[str, Span]:
    node = fields.get(key)
    return dict(node.key_spans) if node is not None else {}


def _expectation(fields: YamlFields) -> Expectation | None:
    node = fields.get("expect")
    known = ", ".join(OUTCOMES)
    if node is None:
        fields.error(fields.node.span, "`expect` is missing in a case", "", f"Add `expect:` and one of {known}.")
        return None
    if node.kind == "scalar":
        every = fields.choice("expect", OUTCOMES, "")
        return Expectation(node.span, every) if every else None
    if node.kind != "map":
        fields.error(
            node.span, f"`expect` can't be {node.what()}", f"It is one of {known}, or a map of these to addresses."
        )
        return None
    inner = YamlFields(node, "`expect`", fields.diagnostics)
    expected: list[tuple[str, str, Span]] = []
    seen: dict[str, str] = {}
    for key, span in node.key_spans.items():
        if key not in OUTCOMES:
            inner.error(span, f"Unknown outcome `{clip(key)}`", "", nearest(key, OUTCOMES))
            continue
        part = node.fields[key]
        if (part.kind == "list" and not part.items) or (part.kind == "scalar" and part.value is None):
            continue  # `fail: []` says what leaving it out says
        for address, place in inner.texts(key):
            if address in seen:
                what = "named twice" if seen[address] == key else f"expected to be both {seen[address]} and {key}"
                inner.error(place, f"`{clip(address)}` is {what}", "", "Remove one of them.")
            seen[address] = key
            expected.append((key, address, place))
    if not expected and not inner.failed:
        inner.error(
            node.span, "`expect` names no resource", "", "Write `expect: not_applicable` if the rule must not apply."
        )
    fields.failed = fields.failed or inner.failed
    return None if inner.failed else Expectation(node.span, "", tuple(expected))
