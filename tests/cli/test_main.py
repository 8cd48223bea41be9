"""The shell around the commands: version, help, errors, what is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from riveter import __version__, api
from riveter.cli import app
from riveter.cli.main import main
from tests.cli.conftest import Riveter


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=clean, check=False)


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_version_is_printed(riveter: Riveter, word: str) -> None:
    assert riveter(word) == (0, f"riveter {__version__}\n", "")


def test_version_imports_nothing_that_costs_time() -> None:
    code = "import sys; from riveter.cli.main import main; main(['--version']); print(sorted(sys.modules), file=sys.stderr)"
    loaded = run_python(code).stderr
    for heavy in ("'click'", "'rich'", "'msgspec'", "'jsonschema'", "'yaml'", "'riveter.api'"):
        assert heavy not in loaded


def test_help_of_the_program_imports_no_command() -> None:
    code = (
        "import sys; from riveter.cli.main import main; main(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    )
    loaded = run_python(code).stderr
    assert "'click'" in loaded
    for name in app.COMMANDS:
        assert f"'riveter.cli.{name}'" not in loaded


def test_alone_it_prints_help_and_succeeds(riveter: Riveter) -> None:
    code, out, _ = riveter()
    assert code == 0
    assert out.startswith("Usage: riveter ")
    for name, summary in app.COMMANDS.items():
        assert name in out
        assert summary in out


def test_a_group_of_commands_alone_prints_help_and_succeeds(riveter: Riveter) -> None:
    code, out, err = riveter("baseline")
    assert (code, err) == (0, "")
    assert out == riveter("baseline", "--help").out


@pytest.mark.parametrize("name", sorted(app.COMMANDS))
def test_every_command_has_help_with_examples(riveter: Riveter, name: str) -> None:
    code, out, _ = riveter(name, "--help")
    assert code == 0
    assert "Examples:\n  # " in out
    assert f"\n  riveter {name}" in out


@pytest.mark.parametrize("name", sorted(app.COMMANDS))
def test_the_summary_in_the_overview_is_the_command_s_own(name: str) -> None:
    import importlib

    assert importlib.import_module(f"riveter.cli.{name}").command.short_help == app.COMMANDS[name]


def test_a_misspelt_command_is_refused_with_a_guess(riveter: Riveter) -> None:
    code, out, err = riveter("scna")
    assert (code, out) == (2, "")
    assert "No such command 'scna'. Did you mean 'scan'?" in err


@pytest.mark.parametrize(("written", "meant"), [("hepl", "help"), ("versoin", "version"), ("rulse", "rules")])
def test_a_misspelt_other_name_of_a_command_is_refused_with_a_guess(riveter: Riveter, written: str, meant: str) -> None:
    code, _, err = riveter(written)
    assert code == 2
    assert f"Did you mean '{meant}'?" in err


def test_an_unknown_option_is_a_usage_error(riveter: Riveter) -> None:
    code, _, err = riveter("scan", "--frobnicate")
    assert code == 2
    assert "--frobnicate" in err
    assert "Try 'riveter scan --help'" in err


def test_control_characters_of_arguments_do_not_reach_the_terminal(riveter: Riveter) -> None:
    for words in (
        ("\x1b[2J",),
        ("scan", "--\x1b[2J"),
        ("scan", "-f", "\x1b[2J"),
        ("scan", "--var", "\x1b[2J", "-p", "x"),
    ):
        code, _, err = riveter(*words)
        assert code == 2
        assert "\x1b" not in err
        assert "\\x1b[2J" in err


def test_an_internal_error_is_short_and_has_a_traceback_on_demand(
    riveter: Riveter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom\x1b[2J")

    monkeypatch.setattr("riveter.api.scan", broken)
    code, out, err = riveter("scan", "-p", "x")
    assert (code, out) == (2, "")
    assert "internal error: ZeroDivisionError: boom\\x1b[2J" in err
    assert "Traceback" not in err
    assert "Traceback" in riveter("scan", "-p", "x", "-v").err


def test_an_interrupt_ends_with_130(riveter: Riveter, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("riveter.api.scan", interrupted)
    code, out, err = riveter("scan", "-p", "x")
    assert (code, out) == (130, "")
    assert err.strip() == "Interrupted."


def test_python_m_riveter_is_the_same_program() -> None:
    shown = subprocess.run([sys.executable, "-m", "riveter", "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"riveter {__version__}\n"


def test_shells_can_complete_commands_and_options() -> None:
    environment = {"_RIVETER_COMPLETE": "bash_complete", "COMP_WORDS": "riveter sc", "COMP_CWORD": "1"}
    shown = run_python(
        "import sys; from riveter.cli.main import main; sys.argv = ['riveter']; sys.exit(main())", **environment
    )
    assert "plain,scan" in shown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use can't be removed there")
@pytest.mark.parametrize("command", ["scan", "show", "eval", "explain", "lint", "test", "packs", "init", "baseline"])
def test_a_working_directory_that_is_gone_is_said(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert main([command, "."]) == 2
    assert "the working directory does not exist any more" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use can't be removed there")
def test_a_working_directory_that_goes_during_a_scan_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    scan = api.scan

    def late(*given: Any, **named: Any) -> api.ScanResult:
        gone.rmdir()
        return scan(*given, **named)

    monkeypatch.setattr(api, "scan", late)
    assert main(["scan", "infra"]) == 2
    error = capsys.readouterr().err
    assert "the working directory does not exist any more" in error
    assert "internal" not in error


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("stage", ["import", "run"])
def test_an_interrupt_at_the_start_is_no_traceback(stage: str) -> None:
    """The interrupt comes while the command line is imported, or right before it runs."""
    script = f"""
import os, signal, sys
from riveter.cli import main

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "riveter.cli.app" and {stage == "import"!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
if {stage == "run"!r}:
    import riveter.cli.app
    def interrupted():
        raise KeyboardInterrupt
    riveter.cli.app.run = interrupted
sys.argv = ["riveter", "packs"]
sys.exit(main.main())
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert done.returncode == 130
    assert done.stderr == "Interrupted.\n"
