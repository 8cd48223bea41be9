"""The tools. Each is one question about the folder that is served. No argument changes what the server may do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, Literal

import msgspec
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from riveter.core.globs import matches_glob
from riveter.files.reader import FileReader
from riveter.finding_list import tally
from riveter.findings import SEVERITIES, Finding, Outcome
from riveter.linting import lint_files
from riveter.mcp_server import answers
from riveter.mcp_server.bounds import Budget
from riveter.mcp_server.explaining import NotExplainedError, explanations, find_rule, is_named
from riveter.mcp_server.folder import Folder, RefusedPathError, is_at
from riveter.mcp_server.proposals import NotWrittenError, Proposals, propose
from riveter.reporters import sanitize
from riveter.reporters.values import document
from riveter.rule_testing import run_cases
from riveter.rules.conditions.phrases import rule_markdown

MAX_FINDINGS, MAX_RESOURCES, MAX_FIXES, MAX_EXPLAINED, MAX_PATHS = 200, 100, 50, 10, 50
MAX_NOT_SCANNED = 20
MAX_ARGUMENT = 1_000
_ORDER = {Outcome.ERROR: 0, Outcome.FAIL: 1, Outcome.UNKNOWN: 2}

Text = Annotated[str, Field(max_length=MAX_ARGUMENT)]
Path = Annotated[
    str,
    Field(
        max_length=MAX_ARGUMENT, description="A file or folder, relative to the folder of the server. `.` is all of it."
    ),
]
Paths = Annotated[list[Path], Field(min_length=1, max_length=MAX_PATHS)]
RuleGlob = Annotated[str, Field(max_length=MAX_ARGUMENT, description="Only rules whose id matches this glob.")]
AddressGlob = Annotated[
    str,
    Field(
        max_length=MAX_ARGUMENT, description="Only resources whose address matches this glob, as in `aws_kms_key.*`."
    ),
]
Severity = Annotated[
    Literal["info", "low", "medium", "high", "critical"], Field(description="Only findings of this severity and above.")
]
Offset = Annotated[int, Field(ge=0, le=1_000_000, description="Leave out so many of the first ones.")]
FindingLimit = Annotated[int, Field(ge=1, le=MAX_FINDINGS)]
ResourceLimit = Annotated[int, Field(ge=1, le=MAX_RESOURCES)]
FixLimit = Annotated[int, Field(ge=1, le=MAX_FIXES, description="So many findings at once.")]
ExplainLimit = Annotated[int, Field(ge=1, le=MAX_EXPLAINED)]
SchemaName = Literal["rules", "config", "output", "explain"]
Schemas = Mapping[str, Callable[[], str]]


class Tools:
    """The tools for one folder. They run one after the other.

    writes: whether fixes may be written. schemas: gives the JSON Schemas by name.
    """

    def __init__(self, folder: Folder, schemas: Schemas, *, writes: bool) -> None:
        self._folder = folder
        self._schemas = schemas
        self._writes = writes
        self._proposals = Proposals()
        self._lock = threading.Lock()

    def scan(
        self,
        path: Path = ".",
        rule: RuleGlob = "*",
        severity: Severity = "info",
        unknown: bool = True,
        limit: FindingLimit = 50,
        offset: Offset = 0,
    ) -> answers.ScanAnswer:
        """Judge the Terraform in the folder, and return failing and unknown verdicts with the places that their values come from.

        A verdict is about the whole folder as it is on the disk now. `path`, `rule` and `severity` only choose what is shown. `unknown`:
        whether verdicts that can't be known before `terraform apply` are shown. `counts` are those of the whole folder.
        """
        with self._alone():
            where = self._path(path)
            result = self._folder.scan()
            counts: dict[Outcome, int] = {}
            for kind, number in tally(result.findings).items():
                counts[kind.outcome] = counts.get(kind.outcome, 0) + number
            wanted = [
                item for item in result.findings if item.outcome in _ORDER and _is_shown(item, rule, severity, where)
            ]
            wanted = [item for item in wanted if unknown or item.outcome is not Outcome.UNKNOWN]
            wanted.sort(key=lambda item: (_ORDER[item.outcome], -SEVERITIES.index(item.severity)))
            budget = Budget()
            shown: list[answers.FindingAnswer] = []
            for item in wanted[offset : offset + limit]:
                if budget.spent:
                    break
                shown.append(answers.finding(item, budget))
            found, more = answers.problems(result.diagnostics, Budget())
            errors = any(item.severity == "error" for item in result.diagnostics)
            not_scanned = result.not_scanned[:MAX_NOT_SCANNED]
            return {
                "ok": not (counts.get(Outcome.FAIL) or counts.get(Outcome.ERROR) or errors),
                "counts": {
                    "failed": counts.get(Outcome.FAIL, 0),
                    "unknown": counts.get(Outcome.UNKNOWN, 0),
                    "passed": counts.get(Outcome.PASS, 0),
                    "suppressed": counts.get(Outcome.SUPPRESSED, 0),
                    "error": counts.get(Outcome.ERROR, 0),
                },
                "resources": result.resources,
                "files": result.files,
                "findings": shown,
                "findings_left_out": len(wanted) - len(shown),
                "problems": found,
                "problems_left_out": more,
                "not_scanned": [
                    {"name": sanitize.clip(item.name, 200), "kind": item.kind.value} for item in not_scanned
                ],
                "not_scanned_left_out": len(result.not_scanned) - len(not_scanned),
            }

    def explain(self, rule: Text, address: Text = "", limit: ExplainLimit = 3) -> answers.ExplainAnswer:
        """Explain a rule by its id: what it demands, why, and how to comply.

        With the address of a resource (a glob), explain the verdict as well: each condition, the values that it compared, and the places
        that they come from.
        """
        with self._alone():
            self._folder.scan()
            found = find_rule(self._folder.session, rule)
            budget = Budget()
            words = budget.lines(rule_markdown(found), 10_000)
            shown: list[dict[str, Any]] = []
            left = 0
            for explained in explanations(self._folder.session, found, address) if address else ():
                if len(shown) >= limit or budget.spent:
                    left += 1
                else:
                    shown.append(budget.document(explained()))
            return {
                "rule_id": sanitize.clip(found.id, 200),
                "rule": words,
                "explanations": shown,
                "left_out": left + budget.left_out,
            }

    def show(
        self,
        address: AddressGlob = "*",
        path: Path = ".",
        environment: Text = "",
        limit: ResourceLimit = 20,
        offset: Offset = 0,
    ) -> answers.ShowAnswer:
        """Show evaluated resources, as rules see them: values by dotted key, and why others are not known.

        `environment`: one of those that the config of the folder names; by default the first.
        """
        with self._alone():
            where = self._path(path)
            result = self._folder.scan()
            session = self._folder.session
            chosen = environment or next(iter(result.environments), "")
            if chosen not in (result.environments or ("",)):
                raise ToolError(f"there is no such environment. There are: {', '.join(result.environments) or 'none'}")
            wanted = [
                item
                for root in session.roots()
                for item in session.resources(root, chosen)
                if is_named(result.secrets.mask(item.address), address)
                and (where == os.curdir or (item.span is not None and is_at(item.span.file, where)))
            ]
            budget = Budget()
            shown: list[dict[str, Any]] = []
            for item in wanted[offset : offset + limit]:
                if budget.spent:
                    break
                shown.append(budget.value(document(item, result.secrets)))
            return {
                "resources": shown,
                "resources_left_out": len(wanted) - len(shown),
                "values_left_out": budget.left_out,
                "environments": [sanitize.clip(name, 200) for name in result.environments],
            }

    def fix(
        self,
        path: Path = ".",
        rule: RuleGlob = "*",
        address: AddressGlob = "*",
        limit: FixLimit = 10,
        allow_replace: Annotated[
            bool,
            Field(description="Also propose fixes with which the provider may destroy a resource and create it again."),
        ] = False,
        write: Annotated[
            Text,
            Field(
                description="The digest of a patch that this tool has shown: write it. Leave out the other arguments."
            ),
        ] = "",
    ) -> answers.FixAnswer:
        """Propose fixes of failing findings as one patch. Each is proven: the finding is gone, and no other verdict is worse.

        The first call shows the patch and its digest, and changes nothing. A call with `write` and this digest writes exactly this patch,
        if the server may write, and if the files have not changed since.
        """
        with self._alone():
            if write:
                if (path, rule, address, limit, allow_replace) != (".", "*", "*", 10, False):
                    raise ToolError("`write` takes a patch as it was shown: leave out the other arguments")
                return self._write(write)
            where = self._path(path)
            result = self._folder.scan()
            found = [
                item
                for item in result.findings
                if item.outcome is Outcome.FAIL
                and _is_shown(item, rule, "info", where)
                and is_named(item.resource.address, address)
            ]
            found.sort(key=lambda item: -SEVERITIES.index(item.severity))
            proposal = propose(
                msgspec.structs.replace(self._folder.options(FileReader()), reader=None),
                result,
                found[:limit],
                allow_replace=allow_replace,
                holds=self._folder.holds,
                proof=self._folder.proof(),
            )
            self._proposals.keep(proposal)
            budget = Budget()
            return {
                "digest": proposal.digest,
                "patch": proposal.patch,
                "files": [budget.text(name) for name in proposal.files],
                "fixed": [_fixed(fix.finding, budget) for fix in proposal.fixes],
                "not_fixed": [
                    {**_fixed(item.finding, budget), "why": budget.text(item.why)} for item in proposal.advice
                ],
                "also_fixed": proposal.also_fixed,
                "findings_left_out": max(len(found) - limit, 0),
                "written": False,
            }

    def _write(self, digest: str) -> answers.FixAnswer:
        if not self._writes:
            raise ToolError("this server may not write. Whoever starts it can allow it: `riveter mcp --write`")
        proposal = self._proposals.write(digest)
        for path in proposal.real.values():
            self._folder.session.update(path)
        budget = Budget()
        return {
            "digest": proposal.digest,
            "patch": "",
            "files": [budget.text(name) for name in proposal.files],
            "fixed": [_fixed(fix.finding, budget) for fix in proposal.fixes],
            "not_fixed": [],
            "also_fixed": proposal.also_fixed,
            "findings_left_out": 0,
            "written": True,
        }

    def lint_rules(self, paths: Paths) -> answers.LintAnswer:
        """Check rule files, or all below a folder: schema, operators, regexes, contradictions, and keys that the provider does not have."""
        with self._alone():
            found = lint_files([self._path(path) for path in paths], FileReader())
            shown, more = answers.problems(found, Budget(), 100)
            return {
                "ok": not any(item.severity == "error" for item in found),
                "problems": shown,
                "problems_left_out": more,
            }

    def test_rules(self, paths: Paths, select: Text = "") -> answers.TestAnswer:
        """Run the cases of rules (`NAME.cases.yml`). `select`: only cases whose rule or name contains this text, or matches this glob."""
        with self._alone():
            report = run_cases([self._path(path) for path in paths], select=select or None, jobs=1)
            budget = Budget()
            failures: list[answers.FailedCase] = []
            for case in report.failures[:30]:
                shown, _ = answers.problems(case.problems, budget, 5)
                failures.append({"rule": budget.text(case.rule), "name": budget.text(case.name), "problems": shown})
            found, more = answers.problems(report.diagnostics, budget)
            untested = [budget.text(rule.rule) for rule in report.untested[:50]]
            return {
                "ok": report.ok,
                "passed": len(report.cases) - len(report.failures),
                "failed": len(report.failures),
                "failures": failures,
                "failures_left_out": len(report.failures) - len(failures),
                "untested_rules": untested,
                "untested_left_out": len(report.untested) - len(untested),
                "problems": found,
                "problems_left_out": more,
            }

    def schema(
        self,
        name: SchemaName,
        pointer: Annotated[
            str,
            Field(
                max_length=MAX_ARGUMENT, description="A JSON pointer to a part, as in `/$defs/rule`. By default all."
            ),
        ] = "",
    ) -> answers.SchemaAnswer:
        """Return the JSON Schema of rule files, of riveter.yml, or of reports. Parts that are too large are named, to be asked for."""
        value: Any = msgspec.json.decode(self._schemas[name]())
        for part in pointer.split("/")[1:] if pointer.startswith("/") else ():
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(value, dict) and key in value:
                value = value[key]
            elif isinstance(value, list) and key.isascii() and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            else:
                raise ToolError("the pointer leads nowhere")
        if pointer and not pointer.startswith("/"):
            raise ToolError("a JSON pointer begins with a slash")
        left: list[str] = []
        return {
            "schema_name": name,
            "pointer": pointer,
            "value": _pruned(value, pointer, left),
            "left_out": left,
        }

    # -- all of them ------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Run nothing else at the same time. What is wrong is an error for the client, without anything from inside."""
        with self._lock:
            try:
                yield
            except ToolError:
                raise
            except (RefusedPathError, NotExplainedError, NotWrittenError) as problem:
                raise ToolError(sanitize.clip(str(problem), 500)) from None
            except Exception as error:
                raise ToolError(f"internal error: {type(error).__name__}. This is a bug in riveter") from None

    def _path(self, name: str) -> str:
        return self._folder.path(name)


_MAX_SCHEMA = 16_000


def _pruned(value: Any, pointer: str, left: list[str]) -> Any:
    """Return a part of a schema. Of what is too large, only the names are left: the parts below them are named in `left`."""
    if len(msgspec.json.encode(value)) <= _MAX_SCHEMA:
        return value
    if isinstance(value, dict):
        room = max(_MAX_SCHEMA // max(len(value), 1), 200)
        made = {}
        for key, item in value.items():
            below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if len(msgspec.json.encode(item)) <= room:
                made[key] = item
            else:
                left.append(below)
        return made
    left.append(pointer)
    return value[:50] if isinstance(value, list) else None


def _is_shown(finding: Finding, rule: str, severity: str, where: str) -> bool:
    if not matches_glob(rule, finding.rule_id) or SEVERITIES.index(finding.severity) < SEVERITIES.index(severity):
        return False
    if where == os.curdir:
        return True
    spans = [finding.resource.span, *(result.location for result in finding.assertions)]
    spans += [step.span for result in finding.assertions for step in result.provenance]
    return any(span is not None and is_at(span.file, where) for span in spans)


def _fixed(finding: Finding, budget: Budget) -> answers.Fixed:
    return {"rule_id": budget.text(finding.rule_id), "address": budget.text(finding.resource.address)}
