"""Answers about a snapshot: reports in all formats, fixes, modules, the impact of changed rules, and queries of others."""

from __future__ import annotations

import json
import xml.etree.ElementTree
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from riveter.cli.app import run as riveter
from riveter.estate import reports
from riveter.estate.answers import Change, QueryError
from riveter.estate.engines import Engine
from riveter.estate.impact import impact
from riveter.estate.schema import BY_TASK, TABLES
from riveter.estate.store import Store

from .support import KEY, OFF, ON, TODAY, Estate, commit, write

VERSIONS = {"4.2.0": "false", "5.0.1": "true"}


def _installed(version: str, rotate: str) -> dict[str, str]:
    """Return a root module with an installed module of a registry."""
    manifest = {
        "Modules": [
            {"Key": "", "Source": "", "Dir": "."},
            {
                "Key": "keys",
                "Source": "registry.terraform.io/acme/keys/aws",
                "Version": version,
                "Dir": ".terraform/modules/keys",
            },
        ]
    }
    variable = f'variable "rotate" {{\n  default = {rotate}\n}}\n'
    module = f'{variable}resource "aws_kms_key" "m" {{\n  description = "d"\n  enable_key_rotation = var.rotate\n}}\n'
    return {
        "main.tf": f'module "keys" {{\n  source  = "acme/keys/aws"\n  version = "{version}"\n}}\n',
        ".terraform/modules/modules.json": json.dumps(manifest),
        ".terraform/modules/keys/main.tf": module,
    }


@pytest.fixture(scope="module")
def with_modules(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Estate:
    """Three repositories with version 4.2 of a module, one with 5.0, one without an installed one, and one with a key of its own."""
    estate = Estate(tmp_path_factory.mktemp("estate"), engine)
    for name, version in {"a": "4.2.0", "b": "4.2.0", "c": "4.2.0", "d": "5.0.1"}.items():
        write(estate.folder / "repos" / name, _installed(version, VERSIONS[version]))
        write(estate.folder / "repos" / name, {"b.tf": f"# {name}\n"})
    write(estate.folder / "repos" / "e", {"main.tf": _installed("6.0.0", "true")["main.tf"]})
    write(estate.folder / "repos" / "f", {"main.tf": KEY % ("own", "false")})
    estate.sources("  - {directory: repos/*, owner: team}\n")
    estate.run()
    return estate


def test_top_fixes_name_the_default_in_the_module(with_modules: Estate) -> None:
    found = with_modules.answers().top_fixes(10).records()
    first = found[0]
    assert (first["source"], first["version"], first["file"], first["what"], first["origin"]) == (
        "acme/keys/aws", "4.2.0", "main.tf", "var.rotate", "default",
    )  # fmt: skip
    assert (first["findings"], first["repositories"], first["rules"]) == (3, 3, ["rotation"])
    text = "".join(reports.text(reports.top_fixes(with_modules.answers(), 10)))
    assert "the default of var.rotate" in text


def test_a_finding_with_two_origins_does_not_go_with_one_of_them(estate: Estate) -> None:
    rules = """
- id: both
  name: Both
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}, {key: description, operator: equals, value: "d"}]
"""
    text = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = var.r\n  description = "x"\n}\nvariable "r" {\n  default = false\n}\n'
    estate.write({"rules.yml": rules, "repo/main.tf": text})
    estate.sources("  - directory: repo\n")
    estate.run()
    found = [
        (row["line"], row["what"], row["findings"], row["touched"]) for row in estate.answers().top_fixes(10).records()
    ]
    assert found == [(3, "", 0, 1), (6, "var.r", 0, 1)]


def test_modules_show_versions_and_what_an_upgrade_changes(with_modules: Estate) -> None:
    answers = with_modules.answers()
    rows = [(row["version"], row["repositories"], row["unread"], row["failing"]) for row in answers.modules().records()]
    assert rows == [("4.2.0", 3, 0, 3), ("5.0.1", 1, 0, 0), ("6.0.0", 1, 1, 0)]
    assert list(answers.upgrades()) == [Change("acme/keys/aws", "4.2.0", "5.0.1", ("rotation",), ())]


def test_the_report_counts_by_team_rule_control_and_age(with_modules: Estate) -> None:
    store = Store(with_modules.url)
    found = reports.report(with_modules.answers(), store.runs())
    sections = {section.title: section.table for section in found.sections}
    assert sections["By team"].rows == [("team", 5, 5, 4, 0, 0, 5)]
    assert {row[0]: row[3] for row in sections["By rule"].rows} == {"rotation": 4, "described": 1}
    assert sections["By control"].rows[0][:3] == ("soc2 CC6.1", 5, 4)
    assert sections["By age"].rows == [("less than a week", 5, 4)]
    assert sections["Trend"].rows[0][1:] == (6, 6, 5, 0, 0)
    assert dict(found.facts)["root modules"] == "6"


def test_ages_go_on_from_run_to_run(estate: Estate) -> None:
    write(estate.folder / "repo", {"main.tf": OFF})
    estate.sources("  - directory: repo\n")
    first = estate.run().run
    write(estate.folder / "repo", {"main.tf": OFF + KEY % ("b", "false")})
    second = estate.run().run
    found = estate.rows(
        "SELECT address, since FROM verdicts JOIN ages USING (task, fingerprint) WHERE rule = 'rotation' ORDER BY 1"
    )
    assert found == [("aws_kms_key.a", first.started), ("aws_kms_key.b", second.started)]


def test_every_format_is_well_formed_and_shows_input_as_text(estate: Estate) -> None:
    write(estate.folder / "<b>evil|`x`", {"main.tf": OFF})
    estate.sources('  - {directory: "<b>evil|`x`", owner: "<script>alert(1)</script>"}\n')
    estate.run()
    found = reports.report(estate.answers(), Store(estate.url).runs())
    page = "".join(reports.page(found))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    body = page.partition("<body>")[2].partition("</body>")[0]
    xml.etree.ElementTree.fromstring(f"<body>{body}</body>")
    markdown = "".join(reports.markdown(found))
    assert "<script" not in markdown
    assert "<b>" not in markdown
    tables = [line for line in markdown.splitlines() if line.startswith("| ")]
    assert all(line.replace("\\|", "").count("|") == tables[0].replace("\\|", "").count("|") for line in tables[:2])
    document = json.loads("".join(reports.document(found)))
    assert [section["title"] for section in document["sections"]][:2] == ["By severity", "By team"]


def test_impact_reports_what_changed_rules_newly_fail(with_modules: Estate) -> None:
    changed = """
- id: rotation
  name: Keys must be rotated
  severity: high
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}, {key: description, operator: equals, value: "other"}]
- id: described
  name: Keys must have a description
  resource_type: aws_kms_key
  assertions: {key: enable_key_rotation, operator: exists}
"""
    with_modules.write({"new.yml": changed})
    estate = with_modules.read()
    policy_of_change = msgspec.structs.replace(estate.policy, rules=(str(with_modules.folder / "new.yml"),))
    estate = msgspec.structs.replace(estate, policy=policy_of_change)
    store = Store(with_modules.url)
    before = store.runs()[-1]
    found = impact(estate, store, before, with_modules.engine, today=TODAY, progress=lambda text: None)
    sections = {section.title: section.table for section in found.report.sections}
    assert found.new == 1
    assert [row[:6] for row in sections["New findings"].rows] == [
        ("rotation", "high", "team", "d", "d//.", "module.keys.aws_kms_key.m")
    ]  # fmt: skip
    assert sections["Findings that go"].rows == [("described", "f//.", "aws_kms_key.own")]
    assert [run.snapshot for run in store.runs()] == [before.snapshot]


# -- queries of others ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "COPY verdicts TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_parquet('https://example.com/x.parquet')",
        "SELECT * FROM with_modules",
        "SELECT 1; SELECT 2",
        "DROP VIEW findings",
        "CREATE TABLE x AS SELECT 1",
        "EXPORT DATABASE '/tmp/x'",
        "SELECT getenv('HOME')",
        "PRAGMA database_list",
        "SELEKT",
        "",
    ],
)
def test_a_query_sees_the_tables_and_nothing_else(with_modules: Estate, query: str) -> None:
    with pytest.raises(QueryError):
        with_modules.answers().sql(query, 10)


def test_a_query_is_answered_up_to_a_number_of_rows(with_modules: Estate) -> None:
    table, more = with_modules.answers().sql(
        "SELECT repository, rule FROM findings WHERE outcome = 'fail' ORDER BY ALL", 2
    )
    assert table.columns == ("repository", "rule")
    assert (table.rows, more) == ([("a", "rotation"), ("b", "rotation")], True)


def test_all_tables_can_be_asked_for(with_modules: Estate) -> None:
    answers = with_modules.answers()
    for name, table in TABLES.items():
        assert answers.sql(f"SELECT * FROM {name}", 5)[0].columns == tuple(column.name for column in table.columns)
    assert set(BY_TASK) < set(TABLES)


# -- the command line -----------------------------------------------------------------------------------


def _riveter(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = riveter(["estate", *words])
    written = capsys.readouterr()
    return code, written.out, written.err


def test_the_commands(estate: Estate, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(estate.folder)
    commit(estate.folder / "repo", {"main.tf": ON.replace("{\n", '{\n  description = "d"\n', 1)})
    estate.sources("  - git: repo\n")
    code, _, error = _riveter(capsys, "report")
    assert (code, "there are no results in estate" in error) == (2, True)
    code, out, error = _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads")
    assert (code, error) == (0, "")
    assert "1 repositories, 1 root modules: 1 judged, 0 unchanged" in out
    commit(estate.folder / "repo", {"main.tf": OFF})
    assert _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads")[0] == 1
    assert _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads", "--fail-on", "critical")[0] == 0
    code, out, _ = _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads", "-f", "json")
    document = json.loads(out)
    assert (code, document["computed"], document["unchanged"], document["counts"]["failed"]) == (1, 0, 1, 2)
    code, out, _ = _riveter(capsys, "sql", "SELECT rule FROM verdicts ORDER BY 1", "-f", "csv")
    assert (code, out) == (0, "rule\ndescribed\nrotation\n")
    code, out, error = _riveter(capsys, "sql", "SELECT rule FROM verdicts ORDER BY 1", "-f", "json", "--limit", "1")
    assert (code, json.loads(out)["rows"]) == (0, [["described"]])
    assert "more than 1 rows" in error
    code, _, error = _riveter(capsys, "sql", "SELECT * FROM '/etc/passwd'")
    assert (code, "the query can't be answered" in error) == (2, True)
    for name in ("report", "top-fixes", "modules"):
        assert _riveter(capsys, name, "-f", f"html:{name}.html")[0] == 0
        assert (estate.folder / f"{name}.html").read_text("utf-8").startswith("<!doctype html>")
        code, out, _ = _riveter(capsys, name, "-f", "markdown")
        assert (code, out.startswith("# ")) == (0, True)
    assert _riveter(capsys, "report", "-f", "pdf")[0] == 2
    estate.write(
        {"new.yml": "- {id: d, name: d, resource_type: aws_kms_key, assertions: {key: policy, operator: exists}}\n"}
    )
    code, out, _ = _riveter(capsys, "impact", "SOURCES.yml", "-r", "new.yml", "--engine", "threads")
    assert (code, "aws_kms_key.a" in out) == (1, True)
    assert _riveter(capsys, "impact", "SOURCES.yml", "--engine", "threads")[0] == 2
    commit(estate.folder / "repo", {"main.tf": "resource {"})
    code, _, error = _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads")
    assert (code, "the input has" in error) == (2, True)
    estate.sources("  - git: nowhere\n")
    code, _, error = _riveter(capsys, "scan", "SOURCES.yml", "--engine", "threads")
    assert (code, "There is no repository" in error, "SOURCES.yml:3:10" in error) == (2, True, True)
    assert _riveter(capsys, "scan", "SOURCES.yml", "--scheduler", "tcp://x", "--workers", "2")[0] == 2


def test_a_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("riveter.estate")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.chdir(tmp_path)
    code, _, error = _riveter(capsys, "report")
    assert (code, "pip install 'riveter[estate]'" in error) == (2, True)


def test_heavy_libraries_are_not_imported_by_other_commands() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from riveter.cli.app import run; run(['estate', '--help']); run(['schema', 'config']); "
        "assert not {'pyarrow', 'duckdb', 'dask', 'distributed', 'fsspec', 'riveter.estate'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_help_has_examples() -> None:
    from riveter.cli.estate import command

    assert "riveter estate top-fixes" in CliRunner().invoke(command, ["--help"]).output
