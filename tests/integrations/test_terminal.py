"""riveter on real terminals (pseudo terminals), pipes, and terminals that can't show much."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from riveter.reporters.excerpt import cells
from tests.integrations.forks import Server

pty = pytest.importorskip("pty", reason="there are no pseudo terminals here")

MIXED = """resource "aws_kms_key" "bad" {
  description         = "a key whose description is rather long, so that its line does not fit into a narrow terminal window at all"
  enable_key_rotation = false
}
resource "aws_kms_key" "good" {
  enable_key_rotation = true
}
variable "rotate" {}
resource "aws_kms_key" "unknown" {
  enable_key_rotation = var.rotate
}
"""
pytestmark = pytest.mark.slow
WORDS = ("-p", "aws-security", "--include", "kms-key-rotation-enabled")

SERVERS: list[Server] = []


@pytest.fixture(scope="module", autouse=True)
def _server() -> Iterator[None]:
    """What `run` runs commands by."""
    with Server() as server:
        SERVERS.append(server)
        yield
        SERVERS.clear()


class Shown(NamedTuple):
    """What a run wrote, and its exit code."""

    code: int
    out: str
    err: str


def run(
    folder: Path,
    *words: str,
    out: bool = False,
    err: bool = False,
    columns: int = 100,
    encoding: str = "utf-8",
    environment: Mapping[str, str] = MappingProxyType({}),
    eager: bool = False,
    anew: bool = False,
) -> Shown:
    """Run riveter with its outputs on terminals or pipes.

    eager: progress does not wait before it speaks, so that a test does not depend on how fast the machine is. anew: as a program that is
    started, and not by the server.
    """
    base = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),  # all tests share it
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": encoding,
    }
    ends = [_terminal(columns) if wanted else os.pipe() for wanted in (out, err)]
    outputs = (ends[0][1], ends[1][1])
    process = None
    if anew:
        command = [str(Path(sys.executable).with_name("riveter")), *words]
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**base, **environment},
            stdin=subprocess.DEVNULL,
            stdout=outputs[0],
            stderr=outputs[1],
        )
    else:
        SERVERS[0].start(words, str(folder), {**base, **environment}, outputs, eager=eager)
    for _, writing in ends:
        os.close(writing)
    texts = ["", ""]  # with the line ends of terminals and of CSV made those of text

    def read(index: int) -> None:
        data = b""
        while True:
            try:
                chunk = os.read(ends[index][0], 65536)
            except OSError:  # the terminal was closed
                break
            if not chunk:
                break
            data += chunk
        shown = data.decode("latin-1" if encoding == "latin-1" else "utf-8")
        texts[index] = re.sub("\r+\n", "\n", shown)

    readers = [threading.Thread(target=read, args=(index,)) for index in (0, 1)]
    for reader in readers:
        reader.start()
    code = process.wait(120) if process is not None else SERVERS[0].wait()
    for reader in readers:
        reader.join()
    for reading, _ in ends:
        os.close(reading)
    return Shown(code, texts[0], texts[1])


def _terminal(columns: int) -> tuple[int, int]:
    import fcntl
    import struct
    import termios

    reading, writing = os.openpty()
    fcntl.ioctl(writing, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    return reading, writing


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(MIXED, "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Terraform whose scan has several stages that take a while."""
    folder = tmp_path_factory.mktemp("long")
    bucket = 'resource "aws_s3_bucket" "b%d" {\n  bucket = "b-%d"\n}\n'
    (folder / "main.tf").write_text("".join(bucket % (number, number) for number in range(600)), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("terminal", "words", "more"),
    [
        (True, ("scan", *WORDS), {}),
        (True, ("scan", *WORDS), {"environment": {"NO_COLOR": "1"}, "encoding": "ascii", "columns": 50}),
        (False, ("scan", *WORDS), {"encoding": "latin-1"}),
        (False, ("scan", *WORDS, "-f", "csv"), {}),
        (True, ("scan", "--frobnicate"), {}),
        (False, ("packs", "show", "aws-security"), {"environment": {"FORCE_COLOR": "1"}}),
    ],
)
def test_a_program_that_is_started_shows_the_same(
    mixed: Path, terminal: bool, words: tuple[str, ...], more: dict[str, Any]
) -> None:
    """What the other tests here are run by is like the real thing."""
    more = {
        **more,
        "environment": {**more.get("environment", {}), "CI": "true"},
    }  # no progress, however slow the machine is
    started = run(mixed, *words, out=terminal, err=terminal, anew=True, **more)
    assert started.out + started.err
    assert run(mixed, *words, out=terminal, err=terminal, **more) == started


# --- progress -----------------------------------------------------------------------------------------

ERASE = "\r\x1b[2K"


def test_a_long_scan_says_on_the_terminal_what_it_is_doing_and_leaves_nothing_behind(long: Path) -> None:
    shown = run(long, "scan", "-p", "aws-security", "-f", "json", "--no-cache", err=True, eager=True)
    assert shown.code == 1
    assert shown.err.startswith(ERASE)
    assert "Checking rules …" in shown.err
    assert shown.err.endswith(ERASE)
    assert "\n" not in shown.err


@pytest.mark.parametrize(
    ("words", "environment", "terminal"),
    [
        ((), {}, False),
        (("-q",), {}, True),
        ((), {"CI": "true"}, True),
        ((), {"TERM": "dumb"}, True),
    ],
    ids=["pipe", "quiet", "ci", "dumb"],
)
def test_elsewhere_there_is_no_progress(
    long: Path, words: tuple[str, ...], environment: dict[str, str], terminal: bool
) -> None:
    shown = run(
        long,
        "scan",
        "-p",
        "aws-security",
        "-f",
        "json",
        "--no-cache",
        *words,
        err=terminal,
        environment=environment,
        eager=True,
    )
    assert (shown.code, shown.err) == (1, "")


def test_a_short_scan_shows_no_progress(mixed: Path) -> None:
    run(mixed, "scan", *WORDS)
    assert "Evaluating" not in run(mixed, "scan", *WORDS, "-f", "json", err=True).err


def test_progress_is_ascii_where_the_terminal_is_and_fits_its_width(long: Path) -> None:
    shown = run(
        long,
        "scan",
        "-p",
        "aws-security",
        "-f",
        "json",
        "--no-cache",
        err=True,
        encoding="ascii",
        columns=40,
        environment={"NO_COLOR": "1"},
        eager=True,
    )
    assert "Checking rules ..." in shown.err
    for drawn in shown.err.split(ERASE):
        assert len(drawn) < 40


def test_an_interrupt_clears_the_line(long: Path) -> None:
    """The terminal of a scan that is interrupted shows no half-drawn line."""
    import signal

    reading, writing = _terminal(80)
    environment = {"PATH": os.environ["PATH"], "HOME": str(long), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    program = (
        "import sys, time; from riveter.cli import progress, main; progress.DELAY = 0.01\n"
        "from riveter import api; api.scan = lambda options, progress: (progress('Waiting'), time.sleep(60))\n"
        "sys.argv[0] = 'riveter'; sys.exit(main.main())"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, "scan", "-p", "aws-security"],
        cwd=long,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=writing,
    )
    os.close(writing)
    shown = b""
    while b"Waiting" not in shown:
        shown += os.read(reading, 1024)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    try:
        while chunk := os.read(reading, 1024):
            shown += chunk
    except OSError:
        pass  # the terminal was closed
    os.close(reading)
    assert process.stdout is not None
    process.stdout.close()
    assert shown.decode().rpartition(ERASE)[2].strip() in ("", "Interrupted.")


# --- quiet and verbose --------------------------------------------------------------------------------


def test_quiet_shows_what_needs_attention_and_the_summary(mixed: Path) -> None:
    shown = run(mixed, "scan", *WORDS, "-q")
    assert shown.err == ""
    assert shown.out.startswith("❌ KMS keys must have rotation enabled (1 of 3 resources, 1 unknown)\n")
    assert "Summary: 0 rules passed, 1 failed" in shown.out
    (mixed / "main.tf").write_text(MIXED.split("variable")[0].replace("false", "true"))
    assert run(mixed, "scan", *WORDS, "-q").out.splitlines() == [
        "Summary: 1 rule passed, 0 failed",
        "Validation passed!",
    ]


def test_verbose_says_how_long_each_stage_took_on_standard_error(mixed: Path) -> None:
    shown = run(mixed, "scan", *WORDS, "-v")
    stages = re.findall(r"([a-z]+) \d+\.\d{3} s", shown.err)
    assert {"rules", "terraform", "engine", "report"} <= set(stages)
    assert "Timings" not in shown.out


# --- colour -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "table"])
@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour(mixed: Path, form: str, terminal: bool, environment: dict[str, str], coloured: bool) -> None:
    shown = run(mixed, "scan", *WORDS, "-f", form, out=terminal, environment=environment)
    assert ("\x1b[" in shown.out) is coloured
    plain = run(mixed, "scan", *WORDS, "-f", form)
    assert shown.code == plain.code == 1
    if not terminal:
        assert re.sub(r"\x1b\[[\d;]*m", "", shown.out) == plain.out


def test_errors_are_coloured_on_the_terminal_they_go_to(mixed: Path) -> None:
    (mixed / "broken.tf").write_text("resource {\n")
    assert "\x1b[1;31merror:" in run(mixed, "scan", *WORDS, err=True).err
    assert "\x1b" not in run(mixed, "scan", *WORDS, out=True).err


@pytest.mark.parametrize(
    "form", ["json", "jsonl", "sarif", "junit", "github", "gitlab", "markdown", "csv", "tap", "html"]
)
def test_other_formats_are_the_same_on_every_terminal(mixed: Path, form: str) -> None:
    plain = run(mixed, "scan", *WORDS, "-f", form)
    for environment in ({}, {"FORCE_COLOR": "1", "COLUMNS": "40"}):
        shown = run(mixed, "scan", *WORDS, "-f", form, out=True, columns=50, environment=environment)
        assert shown.out == plain.out


# --- width --------------------------------------------------------------------------------------------


HOSTILE = """resource "aws_kms_key" "bad" {
  for_each            = toset(["[bold]x[/bold]", "[link=https://evil.example]y[/link]", "\u001b]0;z\u0007", ":smile:"])
  enable_key_rotation = false
}
module "m" {
  source = "./[red]nowhere at all, in a folder whose name is longer than a line of the terminal[/red]"
}
"""
NAMES = ("[bold]x[/bold]", "[link=https://evil.example]y[/link]", r"]0;z", ":smile:", "[red]nowhere")


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Terraform whose names are markup, links and terminal commands; and a rule with such words."""
    (tmp_path / "main.tf").write_text(HOSTILE, "utf-8")
    text = "Keys [bold]must[/bold] rotate, [link=https://evil.example]said in many words[/link] that do not fit :smile:"
    (tmp_path / "rules.yml").write_text(
        f"- id: rotate\n  name: '{text}'\n  description: 'See [here](https://evil.example) and <https://docs.example/a>.'\n"
        "  resource_type: aws_kms_key\n"
        f"  assertions:\n    - {{key: enable_key_rotation, operator: is_true, message: '[red]{text}[/red]'}}\n",
        "utf-8",
    )
    return tmp_path


def joined(text: str) -> str:
    """The text without colours, line ends, indentation and the bars of frames: what wrapping must not change."""
    return re.sub(r"[\s│|]+", "", re.sub(r"\x1b\[[\d;]*m", "", text))


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("form", ["text", "table"])
@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["color", "none", "dumb"])
def test_reports_fit_the_terminal_and_show_names_literally(
    hostile: Path, columns: int, form: str, environment: dict[str, str]
) -> None:
    words = ("scan", "-r", "rules.yml", "-f", form)
    shown = run(hostile, *words, out=True, err=True, columns=columns, environment={**environment, "CI": "1"})
    assert shown.code == 2
    written = shown.out + shown.err
    for line in re.sub(r"\x1b\[[\d;]*m", "", written).splitlines():
        assert cells(line) <= columns
        assert environment == {} or line.rstrip() == line
    assert "\x1b]" not in written
    assert ("\x1b[" in written) is not bool(environment)
    for name in NAMES if form == "text" or columns != 80 else ():  # columns beside each other break names
        assert joined(name) in joined(written)


def test_wrapping_changes_no_word(hostile: Path) -> None:
    words = ("scan", "-r", "rules.yml")
    narrow = run(hostile, *words, out=True, err=True, columns=60, environment={"CI": "1", "NO_COLOR": "1"})
    piped = run(hostile, *words)

    def prose(text: str) -> str:
        """Without frames, whose code is cut."""
        return joined("".join(line for line in text.splitlines() if not re.match(r" +\d* │", line)))

    assert prose(narrow.out) == prose(piped.out)
    assert prose(narrow.err) == prose(piped.err)
    assert len(narrow.out.splitlines()) > len(piped.out.splitlines())


def test_a_narrow_table_is_a_list_of_records(hostile: Path) -> None:
    shown = run(hostile, "scan", "-r", "rules.yml", "-f", "table", out=True, columns=50, environment={"NO_COLOR": "1"})
    assert shown.out.startswith('OUTCOME   FAIL\nSEVERITY  medium\nRULE      rotate\nRESOURCE  aws_kms_key.bad["')
    wide = run(hostile, "scan", "-r", "rules.yml", "-f", "table", out=True, columns=120, environment={"NO_COLOR": "1"})
    assert re.match(r"OUTCOME +SEVERITY +RULE +RESOURCE +LOCATION\n─+\nFAIL +medium +rotate +aws_kms_key", wide.out)


def test_markdown_makes_no_hidden_link(hostile: Path) -> None:
    shown = run(hostile, "explain", "rotate", "-r", "rules.yml", out=True)
    assert "\x1b]8" not in shown.out
    plain = joined(shown.out)
    assert "here(https://evil.example)" in plain
    assert plain.count("https://docs.example/a") == 1


@pytest.mark.parametrize(
    "words", [("scan", *WORDS), ("scan", *WORDS, "-f", "table"), ("packs",), ("explain", WORDS[-1])]
)
def test_pipes_are_not_wrapped_and_import_no_rich(mixed: Path, words: tuple[str, ...]) -> None:
    """The same bytes whatever the terminal of others is, and no import that costs a tenth of a second."""
    program = (
        "import sys; from riveter.cli.main import main; sys.argv[0] = 'riveter'; main(); "
        "sys.stdout.flush(); sys.exit('rich' in sys.modules)"
    )
    base = {"PATH": os.environ["PATH"], "HOME": str(mixed), "PYTHONIOENCODING": "utf-8"}
    outputs = []
    for environment in (base, {**base, "COLUMNS": "40"}):
        done = subprocess.run(
            [sys.executable, "-c", program, *words], cwd=mixed, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert max(map(len, outputs[0].decode().splitlines())) > 60


def code(text: str) -> int:
    """The width of the widest line of code in an excerpt."""
    return max(cells(line) for line in text.splitlines() if re.search(r"^ +\d+ │", line))


def test_the_width_is_that_of_the_terminal_in_question(mixed: Path) -> None:
    """Messages on standard error fit their terminal while standard output is none, and the other way round."""
    (mixed / "long.tf").write_text(
        'resource "aws_kms_key" "x" {\n  deletion_window_in_days = "' + "x" * 70 + '" "' + "y" * 80 + '"\n}\n'
    )
    shown = run(mixed, "scan", *WORDS, err=True, columns=50, environment={"NO_COLOR": "1"})
    assert code(shown.err) <= 50
    assert code(shown.out) > 100
    shown = run(mixed, "scan", *WORDS, out=True, columns=50, environment={"NO_COLOR": "1"})
    assert code(shown.err) > 100
    assert code(shown.out) <= 50
    shown = run(mixed, "scan", *WORDS, out=True, columns=50, environment={"NO_COLOR": "1", "COLUMNS": "70"})
    assert 50 < code(shown.out) <= 70


# --- characters ---------------------------------------------------------------------------------------

COMMANDS = [
    ("scan", *WORDS),
    ("scan", *WORDS, "-v"),
    ("scan", *WORDS, "-f", "table"),
    ("show",),
    ("eval", "var.rotate"),
    ("packs",),
    ("packs", "show", "aws-security"),
    ("lint", "broken.yml"),
    ("explain", "kms-key-rotation-enabled"),
    ("explain", "kms-key-rotation-enabled", "aws_kms_key.bad"),
    ("scan", "--help"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_terminals_without_unicode_get_plain_signs(mixed: Path, words: tuple[str, ...]) -> None:
    (mixed / "broken.yml").write_text("- nme: x\n  asertions: []\n")
    (mixed / "broken.tf").write_text("resource {\n")
    shown = run(mixed, *words, out=True, err=True, encoding="ascii", environment={"NO_COLOR": "1"})
    assert (shown.out + shown.err).isascii()
    assert not re.search(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", shown.out + shown.err)
    unicode = run(mixed, *words, out=True, err=True, environment={"NO_COLOR": "1"})
    assert unicode.code == shown.code
    assert unicode.out.count("\n") == shown.out.count("\n")


def test_names_that_a_terminal_can_not_show_are_escaped(mixed: Path) -> None:
    (mixed / "main.tf").write_text('resource "aws_kms_key" "schlüssel" {\n  enable_key_rotation = false\n}\n', "utf-8")
    assert "aws_kms_key.schl\\xfcssel" in run(mixed, "scan", *WORDS, out=True, encoding="ascii").out
    assert "aws_kms_key.schlüssel" in run(mixed, "scan", *WORDS, out=True, encoding="latin-1").out
    assert "aws_kms_key.schlüssel" in run(mixed, "scan", *WORDS, out=True).out
