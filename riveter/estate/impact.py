"""What changed rules would newly fail, before they are merged: they judge the estate, and are compared with its last snapshot."""

from __future__ import annotations

import tempfile

import msgspec

from riveter.estate import policy
from riveter.estate.answers import Answers, Table
from riveter.estate.engines import Engine
from riveter.estate.reports import Report, facts, section
from riveter.estate.run import Coordinator, Progress
from riveter.estate.sources import Estate
from riveter.estate.store import Run, Store

_KEYS = "SELECT DISTINCT task, rule, address FROM findings WHERE outcome = 'fail'"
_FINDINGS = """
    SELECT rule, severity, owner, repository, task, address, file || ':' || line AS place, message
    FROM findings WHERE outcome = 'fail' ORDER BY rule, task, address
"""


class Impact(msgspec.Struct, frozen=True):
    """The report, the number of findings that are new, and the run with the changed rules."""

    report: Report
    new: int
    run: Run


def impact(estate: Estate, store: Store, before: Run, engine: Engine, *, today: str, progress: Progress) -> Impact:
    """Return what the rules of an estate would newly fail, compared with a run. The store is only read."""
    with tempfile.TemporaryDirectory(prefix="riveter-impact-") as folder:
        scratch = Store(folder)
        scratch.prepare(create=True)
        coordinator = Coordinator(
            estate,
            policy.digest(estate.policy, today),
            scratch,
            engine,
            today=today,
            progress=progress,
            surveys=store.state(before),
        )
        done = coordinator.run().run
        after, old = Answers(scratch, done), Answers(store, before)
        failing = {tuple(row) for row in old.ask(_KEYS).rows}
        judged = {row[0] for row in after.ask("SELECT DISTINCT rule FROM findings").rows}
        found = after.ask(_FINDINGS)
        new = [row for row in found.rows if (row[4], row[0], row[5]) not in failing]
        now = {(row[4], row[0], row[5]) for row in found.rows}
        gone = sorted(
            (rule, task, address)
            for task, rule, address in failing
            if rule in judged and (task, rule, address) not in now
        )
        columns = ("rule", "severity", "owner", "repository", "task", "address", "place", "message")
        sections = (
            section("New, by rule", "", _grouped(new, 0, "rule")),
            section("New, by team", "", _grouped(new, 2, "team")),
            section("New findings", "", Table(columns, new)),
            section("Findings that go", "Of rules that were judged.", Table(("rule", "task", "address"), gone)),
        )
        about = (
            *facts(done),
            ("compared with", before.snapshot),
            ("new findings", f"{len(new):,}"),
            ("findings that go", f"{len(gone):,}"),
        )
        return Impact(Report("The impact of changed rules", about, sections), len(new), done)


def _grouped(rows: list[tuple[str, ...]], index: int, name: str) -> Table:
    groups: dict[str, tuple[int, set[str]]] = {}
    for row in rows:
        number, repositories = groups.get(row[index], (0, set()))
        groups[row[index]] = (number + 1, repositories | {row[3]})
    ordered = sorted(
        ((key or "(nobody)", number, len(where)) for key, (number, where) in groups.items()),
        key=lambda row: (-row[1], row[0]),
    )
    return Table((name, "findings", "repositories"), list(ordered))
