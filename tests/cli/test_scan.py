"""`riveter scan`: options to calls, results to reports and exit codes. The scan itself is replaced."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from riveter.api import ScanOptions, ScanResult
from riveter.core.diagnostics import Diagnostic
from riveter.findings import Outcome
from tests.cli.conftest import Riveter
from tests.reporters.samples import FAILED, PASSED, RULES, SUPPRESSED, UNKNOWN, result, summary

Gives = Callable[[ScanResult], list[ScanOptions]]
CLEAN = result((PASSED,), RULES[:1])
FAILING = result((PASSED, FAILED), RULES[:2])
BROKEN = Diagnostic("error", "Unclosed block")


def test_the_words_a_glob_adds_after_t_are_targets_too(riveter: Riveter, scan_gives: Gives) -> None:
    calls = scan_gives(CLEAN)
    assert riveter("scan", "-r", "rules.yml", "-t", "a.tf", "b.tf", "c.tf").code == 0
    assert riveter("scan", "-t", "a.tf", "-t", "b.tf", "-r", "rules.yml", "c.tf").code == 0
    assert riveter("scan", "a.tf", "b.tf", "c.tf", "-r", "rules.yml").code == 0
    assert [set(call.targets.paths) for call in calls] == [{"a.tf", "b.tf", "c.tf"}] * 3
    assert calls[0].rules == ("rules.yml",)


def test_yaml_words_after_r_are_rules(riveter: Riveter, scan_gives: Gives) -> None:
    calls = scan_gives(CLEAN)
    riveter("scan", "-r", "a.yml", "b.yaml", "-t", "main.tf")
    assert calls[0].rules == ("a.yml", "b.yaml")
    assert calls[0].targets.paths == ("main.tf",)


def test_without_a_target_the_current_directory_is_scanned(riveter: Riveter, scan_gives: Gives) -> None:
    calls = scan_gives(CLEAN)
    riveter("scan", "-p", "aws-security")
    assert calls[0].targets.paths == (".",)


def test_options_reach_the_scan(riveter: Riveter, scan_gives: Gives, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_region", "eu-west-1")
    calls = scan_gives(CLEAN)
    words = (
        "--severity high --include s3-* --include kms-* --exclude *-old --var a=1 --var b=x=y --var-file prod.tfvars"
    )
    riveter("scan", "-p", "p", "-p", "q", *words.split(), "--workspace", "prod", "--param", "days=30", "--no-cache")
    (call,) = calls
    assert call.packs == ("p", "q")
    assert call.severity == "high"
    assert call.include == ("s3-*", "kms-*")
    assert call.exclude == ("*-old",)
    assert call.parameters == (("days", "30"),)
    assert call.targets.variables == (("a", "1"), ("b", "x=y"))
    assert call.targets.var_files == ("prod.tfvars",)
    assert call.targets.workspace == "prod"
    assert call.targets.environment["TF_VAR_region"] == "eu-west-1"
    assert call.targets.cache is False


@pytest.mark.parametrize("words", [("--var", "novalue"), ("--var", "=x"), ("--param", "x")])
def test_an_assignment_without_a_name_or_value_is_a_usage_error(riveter: Riveter, words: tuple[str, ...]) -> None:
    code, _, err = riveter("scan", "-p", "x", *words)
    assert code == 2
    assert "NAME=VALUE" in err


# --- exit codes ---------------------------------------------------------------------------------

LOW = msgspec.structs.replace(FAILED, severity="low")
CRASHED = msgspec.structs.replace(FAILED, outcome=Outcome.ERROR)
EXIT_CODES = [
    ("nothing failed", CLEAN, (), 0),
    ("a failure", FAILING, (), 1),
    ("a failure of the least severity that counts", FAILING, ("--fail-on", "high"), 1),
    ("a failure below it", FAILING, ("--fail-on", "critical"), 0),
    ("a low failure where high counts", result((LOW,)), ("--fail-on", "high"), 0),
    ("a failure where none counts", FAILING, ("--fail-on", "never"), 0),
    ("only unknown", result((UNKNOWN,)), (), 0),
    ("only unknown, hidden", result((UNKNOWN,)), ("--unknown", "hide"), 0),
    ("only unknown, which fails", result((UNKNOWN,)), ("--unknown", "fail"), 1),
    ("unknown below what counts", result((UNKNOWN,)), ("--unknown", "fail", "--fail-on", "high"), 0),
    ("only suppressed", result((SUPPRESSED,), (summary(SUPPRESSED, suppressed=1),)), (), 0),
    ("broken input without findings", result((), (), (BROKEN,)), (), 2),
    ("broken input and a failure", result((FAILED,), RULES[1:2], (BROKEN,)), (), 2),
    ("broken input where no failure counts", result((FAILED,), RULES[1:2], (BROKEN,)), ("--fail-on", "never"), 2),
    ("a warning", result((PASSED,), RULES[:1], (Diagnostic("warning", "Old"),)), (), 0),
    ("a warning and a failure", result((FAILED,), RULES[1:2], (Diagnostic("warning", "Old"),)), (), 1),
    ("a rule that crashed", result((CRASHED,)), (), 2),
    ("a rule that crashed after a failure", result((FAILED, CRASHED)), (), 2),
    ("no resource matched", result((), RULES[4:]), (), 0),
]


@pytest.mark.parametrize(
    ("scan", "words", "code"), [case[1:] for case in EXIT_CODES], ids=[case[0] for case in EXIT_CODES]
)
@pytest.mark.parametrize("format", ["text", "json"])
def test_the_exit_code(
    riveter: Riveter, scan_gives: Gives, scan: ScanResult, words: tuple[str, ...], code: int, format: str
) -> None:
    scan_gives(scan)
    assert riveter("scan", "-p", "x", "-f", format, *words).code == code


# --- where things go ----------------------------------------------------------------------------


def test_results_go_to_stdout_and_diagnostics_to_stderr(riveter: Riveter, scan_gives: Gives) -> None:
    scan_gives(result((FAILED,), RULES[1:2], (BROKEN,)))
    code, out, err = riveter("scan", "-p", "x")
    assert code == 2
    assert "❌ KMS keys must have rotation enabled" in out
    assert "Unclosed block" not in out
    assert err == "error: Unclosed block\n"


def test_json_on_stdout_holds_the_diagnostics_itself(riveter: Riveter, scan_gives: Gives) -> None:
    scan_gives(result((FAILED,), RULES[1:2], (BROKEN,)))
    _, out, err = riveter("scan", "-p", "x", "-f", "json")
    assert json.loads(out)["diagnostics"][0]["summary"] == "Unclosed block"
    assert err == ""


def test_several_formats_at_once(riveter: Riveter, scan_gives: Gives, tmp_path: Path) -> None:
    scan_gives(FAILING)
    code, out, _ = riveter("scan", "-p", "x", "-f", "text", "-f", "json:reports/out.json")
    assert code == 1
    assert out.endswith("Summary: 1 rule passed, 1 failed\nFindings: 1 failed (1 high), 1 passed\n")
    assert json.loads((tmp_path / "reports/out.json").read_text("utf-8"))["summary"]["rules_failed"] == 1


def test_with_reports_in_files_only_their_names_and_the_summary_are_on_stderr(
    riveter: Riveter, scan_gives: Gives, tmp_path: Path
) -> None:
    scan_gives(FAILING)
    assert riveter("scan", "-p", "x", "-f", "json:out.json")[1:] == (
        "",
        "Report: out.json (json)\nSummary: 1 rule passed, 1 failed\n",
    )
    assert riveter("scan", "-p", "x", "-f", "json:out.json", "-q")[1:] == ("", "")


def test_the_extension_after_o_says_the_format_unless_f_does(
    riveter: Riveter, scan_gives: Gives, tmp_path: Path
) -> None:
    scan_gives(CLEAN)
    riveter("scan", "-p", "x", "-o", "out.json")
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["schema_version"] == "1"
    riveter("scan", "-p", "x", "-o", "out.json", "-f", "text")
    assert (tmp_path / "out.json").read_text("utf-8").endswith("Validation passed!\n")
    assert riveter("scan", "-p", "x", "-o", "-").out.endswith("Validation passed!\n")


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(riveter: Riveter, scan_gives: Gives, tmp_path: Path) -> None:
    scan_gives(CLEAN)
    target = tmp_path / "out.txt"
    target.write_text("old " * 10_000)
    target.chmod(0o640)
    riveter("scan", "-p", "x", "-o", "out.txt")
    assert target.read_text("utf-8").startswith("✅")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_has_the_usual_mode(riveter: Riveter, scan_gives: Gives, tmp_path: Path) -> None:
    scan_gives(CLEAN)
    before = os.umask(0o027)
    try:
        riveter("scan", "-p", "x", "-o", "out.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.txt").stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(riveter: Riveter, scan_gives: Gives, tmp_path: Path) -> None:
    scan_gives(CLEAN)
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    riveter("scan", "-p", "x", "-o", "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8").startswith("✅")


@pytest.mark.parametrize(
    ("link", "target", "path"),
    [
        ("out.json", "../outside/file", "out.json"), ("out", "../outside", "out/x.json"), ("out", "../outside", "out/new/x.json"),
        ("out.json", ".git/config", "out.json"), ("out", ".git/hooks", "out/post-checkout"),
    ],
)  # fmt: skip
def test_nothing_is_written_through_a_link_that_leads_out_of_the_repository(
    riveter: Riveter,
    scan_gives: Gives,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    link: str,
    target: str,
    path: str,
) -> None:
    scan_gives(CLEAN)
    repository, outside = tmp_path / "repository", tmp_path / "outside"
    (repository / ".git" / "hooks").mkdir(parents=True)
    (repository / ".git" / "config").write_text("")
    outside.mkdir()
    (repository / link).symlink_to(target)
    monkeypatch.chdir(repository)
    code, _, err = riveter("scan", "-p", "x", "-f", f"json:{path}", "-f", "json:good.json")
    assert code == 2
    assert f"Error: cannot write {path}: A link leads out of the repository, or into .git" in err
    assert list(outside.iterdir()) == []
    assert (repository / ".git" / "config").read_text() == ""
    assert list((repository / ".git" / "hooks").iterdir()) == []
    assert (repository / "good.json").exists()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs the device")
def test_a_report_to_the_device_of_standard_output(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "scan", "--no-cache", "-f", "json:/dev/stdout"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )
    assert done.stdout.startswith(b"{")


def test_a_report_that_can_not_be_written_is_an_error_and_the_others_are_written(
    riveter: Riveter, scan_gives: Gives, tmp_path: Path
) -> None:
    scan_gives(CLEAN)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").write_text("")
    code, _, err = riveter(
        "scan", "-p", "x", "-f", "json:folder.json", "-f", "text:file/out.txt", "-f", "json:good.json"
    )
    assert code == 2
    assert "Error: cannot write folder.json: Is a directory" in err
    assert "Error: cannot write file/out.txt: Not a directory" in err
    assert (tmp_path / "good.json").exists()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-f", "jsn"), "'jsn' is not a format. Did you mean 'json'?"),
        (("-f", "json:"), "names no file"),
        (("-f", "text", "-f", "json"), "two formats would be written to standard output"),
        (("-f", "text:a", "-f", "json:./a"), "two formats would be written to './a'"),
        (("-f", "json:a.json", "-o", "b.json"), "every -f names a file"),
    ],
)
def test_formats_that_make_no_sense_are_usage_errors(riveter: Riveter, words: tuple[str, ...], message: str) -> None:
    code, out, err = riveter("scan", "-p", "x", *words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_path_may_hold_colons(riveter: Riveter, scan_gives: Gives, tmp_path: Path) -> None:
    scan_gives(CLEAN)
    riveter("scan", "-p", "x", "-f", "json:a:b.json")
    assert (tmp_path / "a:b.json").exists()


def test_quiet_shows_what_needs_attention(riveter: Riveter, scan_gives: Gives) -> None:
    scan_gives(FAILING)
    out = riveter("scan", "-p", "x", "-q").out
    assert "✅" not in out
    assert "❌" in out


def test_verbose_shows_the_time_each_stage_took(riveter: Riveter, scan_gives: Gives) -> None:
    scan_gives(msgspec.structs.replace(CLEAN, timings={"terraform": 0.25}))
    assert riveter("scan", "-p", "x", "-v").err.startswith("Timings: terraform 0.250 s, report 0.0")


def test_colour_is_for_terminals_and_where_it_is_forced(
    riveter: Riveter, scan_gives: Gives, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_gives(FAILING)
    assert "\x1b" not in riveter("scan", "-p", "x").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in riveter("scan", "-p", "x").out
    assert "\x1b" not in riveter("scan", "-p", "x", "-f", "json").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in riveter("scan", "-p", "x").out


def test_standard_input_is_read_for_a_dash(
    riveter: Riveter, scan_gives: Gives, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    calls = scan_gives(CLEAN)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"format_version": "1.2"}')))
    riveter("scan", "-p", "x", "-")
    assert calls[0].targets.stdin == b'{"format_version": "1.2"}'
    assert calls[0].targets.paths == ("-",)


def test_the_github_format_adds_to_the_step_summary(
    riveter: Riveter, scan_gives: Gives, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scan_gives(FAILING)
    summary_file = tmp_path / "summary.md"
    summary_file.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary_file))
    code, out, _ = riveter("scan", "-p", "x", "-f", "github")
    assert code == 1
    assert out.startswith("::error file=storage.tf,line=7,")
    assert summary_file.read_text("utf-8").startswith("before\n<!-- riveter-report -->\n## ❌ riveter: ")
    riveter("scan", "-p", "x", "-f", "text")
    assert summary_file.read_text("utf-8").count("riveter-report") == 1
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "missing" / "summary.md"))
    code, _, err = riveter("scan", "-p", "x", "-f", "github")
    assert code == 2
    assert "cannot write the step summary" in err
