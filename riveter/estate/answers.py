"""Questions about a snapshot, answered by DuckDB. It sees the tables and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import msgspec

from riveter.core.patterns import late
from riveter.estate.schema import TABLES
from riveter.estate.store import Run, Store
from riveter.estate.tables import connect, dataset, lock

FINDINGS = """
    CREATE VIEW findings AS
    SELECT tasks.repository, tasks.root, tasks.owner, tasks.commit, verdicts.*,
           coalesce(rules.name, verdicts.rule) AS name, coalesce(rules.service, '') AS service,
           coalesce(rules.controls, []) AS controls, coalesce(rules.remediation, '') AS remediation
    FROM verdicts JOIN tasks USING (task) LEFT JOIN rules ON rules.rule = verdicts.rule AND rules.pack = verdicts.pack
"""
"""Verdicts with what is known of their tasks and rules."""
_PLACE = """
    CASE WHEN provenance.module_source <> '' THEN provenance.module_source ELSE tasks.repository END AS source,
    provenance.module_version AS version,
    CASE WHEN provenance.module_source <> '' THEN provenance.module_file ELSE provenance.file END AS file,
    provenance.line, provenance.what, provenance.origin
"""
_TOP_FIXES = f"""
    WITH origins AS (
        SELECT DISTINCT provenance.task, provenance.verdict, tasks.repository, tasks.owner, {_PLACE}
        FROM provenance JOIN tasks USING (task)
        WHERE provenance.last = 1 AND provenance.outcome = 'fail' AND provenance.file <> ''
    ), failing AS (
        SELECT origins.*, verdicts.rule, count(*) OVER (PARTITION BY origins.task, origins.verdict) AS places
        FROM origins JOIN verdicts ON verdicts.task = origins.task AND verdicts.verdict = origins.verdict AND verdicts.outcome = 'fail'
    )
    SELECT source, version, file, line, what, origin, count(*) FILTER (places = 1) AS findings, count(*) AS touched,
           count(DISTINCT repository) AS repositories, list_sort(list(DISTINCT rule)) AS rules
    FROM failing GROUP BY source, version, file, line, what, origin
    ORDER BY findings DESC, touched DESC, repositories DESC, source, version, file, line, what LIMIT $limit
"""
_MODULES = """
    WITH calls AS (
        SELECT modules.source, coalesce(nullif(modules.installed, ''), modules.version) AS version, modules.folder, modules.task,
               modules.address, tasks.repository
        FROM modules JOIN tasks USING (task) WHERE modules.local = 0
    ), failing AS (
        SELECT module_source, module_version, count(*) AS findings FROM verdicts
        WHERE outcome = 'fail' AND module_source <> '' GROUP BY ALL
    )
    SELECT source, version, count(DISTINCT repository) AS repositories, count(DISTINCT task) AS root_modules, count(*) AS calls,
           count(*) FILTER (folder = '') AS unread, coalesce(max(failing.findings), 0) AS failing
    FROM calls LEFT JOIN failing ON failing.module_source = calls.source AND failing.module_version = calls.version
    GROUP BY source, version ORDER BY source, version
"""
_UPGRADES = """
    SELECT module_source, module_version, rule, max(severity) AS severity,
           count(*) FILTER (outcome = 'fail') AS failing, count(*) FILTER (outcome = 'pass') AS passing
    FROM findings WHERE module_source <> '' GROUP BY module_source, module_version, rule
"""


_VERSION = late(r"v?[0-9]{1,9}(\.[0-9]{1,9}){0,3}")


class Change(msgspec.Struct, frozen=True):
    """What an upgrade of a module changes, as far as the estate shows it.

    gone: rules that fail with the old version and pass wherever the new one is used. new: the other way round.
    """

    source: str
    old: str
    new: str
    gone: tuple[str, ...]
    added: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """An answer: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """Return the rows as maps."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class QueryError(Exception):
    """Report that a query cannot be answered."""


class Answers:
    """The tables of one run, ready for questions."""

    def __init__(self, store: Store, run: Run) -> None:
        self.run = run
        self._connection = connect()
        for table in TABLES:
            self._connection.register(table, dataset(store, run.tables, table))
        self._connection.execute(FINDINGS)
        lock(self._connection)

    def ask(self, query: str, **parameters: Any) -> Table:
        """Return the answer to a query of this program."""
        found = self._connection.execute(query, parameters or None)
        return Table(tuple(column[0] for column in found.description or ()), found.fetchall())

    def sql(self, query: str, most: int) -> tuple[Table, bool]:
        """Return the first rows of the answer to a query of somebody else, and whether there are more. Raise `QueryError`."""
        try:
            statements = self._connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type not in _READING:
                raise QueryError("a query is one SELECT")
            found = self._connection.execute(statements[0])
            rows = found.fetchmany(most + 1)
        except duckdb.Error as error:
            raise QueryError(str(error)) from None
        return Table(tuple(column[0] for column in found.description or ()), rows[:most]), len(rows) > most

    def top_fixes(self, limit: int) -> Table:
        """Return the places where a change would make the most findings go.

        findings: those that fail for nothing else. touched: all that have to do with the place.
        """
        return self.ask(_TOP_FIXES, limit=limit)

    def modules(self) -> Table:
        """Return who uses which version of the modules that are no paths."""
        return self.ask(_MODULES)

    def upgrades(self) -> Iterator[Change]:
        """Yield what the newest version of a module in the estate changes for those that use another one."""
        verdicts: dict[str, dict[str, dict[str, tuple[int, int]]]] = {}
        for source, version, rule, _, failing, passing in self.ask(_UPGRADES).rows:
            verdicts.setdefault(source, {}).setdefault(version, {})[rule] = (failing, passing)
        for source, versions in sorted(verdicts.items()):
            ordered = sorted((version for version in versions if _exact(version)), key=_version)
            for old in ordered[:-1]:
                before, after = versions[old], versions[ordered[-1]]
                both = sorted(before.keys() & after.keys())
                gone = tuple(rule for rule in both if before[rule][0] and not after[rule][0])
                added = tuple(rule for rule in both if after[rule][0] and not before[rule][0])
                yield Change(source, old, ordered[-1], gone, added)


_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def _exact(text: str) -> bool:
    return _VERSION.fullmatch(text) is not None


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.removeprefix("v").split(".")))
