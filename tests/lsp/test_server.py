"""The server as a process: what it needs, what it prints, and what it survives."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.conftest import editing
from tests.lsp.test_diagnostics import MAIN, RULES, VARIABLES


def message(**content: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


INITIALIZE = message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})


def run(*messages: bytes, words: tuple[str, ...] = (), cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "riveter", "lsp", *words]
    return subprocess.run(command, input=b"".join(messages), capture_output=True, cwd=cwd, timeout=60, check=False)


def test_the_exit_code_says_whether_the_end_was_announced() -> None:
    end = message(method="exit")
    done = run(INITIALIZE, message(method="initialized", params={}), message(id=2, method="shutdown"), end)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run(INITIALIZE, end).returncode == 1
    assert run(INITIALIZE).returncode == 1  # the editor is gone


def test_without_its_extra_the_command_says_what_to_install() -> None:
    code = "import sys; sys.modules['pygls'] = None; from riveter.cli.main import main; sys.exit(main(['lsp']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'riveter[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_commands_import_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    code = (
        "import sys; from riveter.cli.main import main; main(['scan', '--no-cache', '-q', 'main.tf']); "
        "print([name for name in sys.modules if name.partition('.')[0] in ('pygls', 'lsprotocol', 'asyncio') "
        "or name.startswith(('riveter.lsp', 'riveter.session'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_damaged_messages_end_nothing_and_print_nothing() -> None:
    secret = "correct-horse-battery"
    broken = b"Content-Length: 9\r\n\r\nnot json!"
    wrong = message(id=2, method="textDocument/hover", params={"textDocument": secret})
    unknown = message(id=3, method="textDocument/nothing", params={})
    early = message(
        method="textDocument/didChange", params={"textDocument": {"uri": secret, "version": 1}, "contentChanges": []}
    )
    strange = message(
        method="textDocument/didOpen",
        params={
            "textDocument": {"uri": f"file:///%00{secret}", "languageId": "terraform", "version": 1, "text": "\ud800"}
        },
    )
    end = (message(id=9, method="shutdown"), message(method="exit"))
    done = run(INITIALIZE, broken, wrong, unknown, early, strange, *end)
    assert done.returncode == 0
    assert done.stderr == b""
    assert secret.encode() not in done.stdout
    assert b'"id": 9' in done.stdout


@pytest.fixture
def keys(repository: Path) -> Path:
    (repository / "riveter.yml").write_text("rules: [rules.yml]\n")
    (repository / "rules.yml").write_text(RULES)
    (repository / "main.tf").write_text(MAIN)
    (repository / "variables.tf").write_text(VARIABLES)
    return repository


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["the option", "the setting"])
async def test_a_folder_that_is_not_trusted_does_not_decide(keys: Path, way: str) -> None:
    comment = '# riveter:ignore kms-key-rotation-enabled reason="mine"\n'
    (keys / "main.tf").write_text(comment + MAIN)
    words, options = (["--untrusted"], {"trusted": True}) if way == "the option" else ([], {"trusted": False})
    async with editing(keys, *words, options=options, pull=True, environment={"TF_VAR_rotate": "true"}) as editor:
        found = await editor.pulled("main.tf")
        codes = {each.code for each in found}
        assert codes
        assert "keys-rotate" not in codes
        assert "kms-key-rotation-enabled" in codes  # neither the comment nor the variable of the environment counts
    (keys / "riveter.yml").write_text("packs: [aws-security]\n")
    (keys / "main.tf").write_text(MAIN)
    async with editing(keys, pull=True) as editor:
        assert "kms-key-rotation-enabled" in {each.code for each in await editor.pulled("main.tf")}
        editor.open("main.tf", comment + MAIN)
        assert "kms-key-rotation-enabled" not in {each.code for each in await editor.pulled("main.tf")}
    async with editing(keys, pull=True, environment={"TF_VAR_rotate": "true"}) as editor:
        assert "kms-key-rotation-enabled" not in {each.code for each in await editor.pulled("main.tf")}


@pytest.mark.asyncio
async def test_the_configuration_of_a_folder_does_not_make_it_trusted(keys: Path) -> None:
    async with editing(keys, options={"trusted": False}, pull=True) as editor:
        settings = {"riveter": {"trusted": True, "unknowns": "hidden"}}
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        found = await editor.pulled("main.tf")
        assert "keys-rotate" not in {each.code for each in found}
        assert types.DiagnosticSeverity.Information not in {
            each.severity for each in found if "not known" in each.message
        }


@pytest.mark.asyncio
async def test_files_outside_of_the_bounds_are_none_of_its(keys: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("outside")
    (tmp_path / "outside.tf").write_text(MAIN)
    (tmp_path / "target.tf").write_text(MAIN)
    (keys / "link.tf").symlink_to(tmp_path / "target.tf")
    (keys / "more.tf").write_text('locals {\n  outside = file("${path.module}/../secret.txt")\n}\n')
    async with editing(keys, pull=True) as editor:
        editor.open("../outside.tf", MAIN)
        editor.open("link.tf", MAIN)
        assert await editor.pulled("../outside.tf") == []
        (problem,) = await editor.pulled("link.tf")
        assert "leads out" in problem.message
        assert "outside" not in str([each.message for each in await editor.pulled("more.tf")]).replace("outside of", "")


@pytest.mark.asyncio
async def test_an_environment_of_the_config_may_be_chosen(keys: Path) -> None:
    (keys / "riveter.yml").write_text(
        "rules: [rules.yml]\nenvironments:\n  dev: {variables: {rotate: false}}\n  prod: {variables: {rotate: true}}\n"
    )
    async with editing(keys, pull=True) as editor:
        (found,) = await editor.pulled("main.tf")
        assert "in dev" in found.message
        settings = {"riveter": {"environment": "prod"}}
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        assert await editor.pulled("main.tf") == []


@pytest.mark.slow
def test_an_editor_that_is_gone_leaves_no_process_behind(tmp_path: Path) -> None:
    """Its question would take a long time: the process ends all the same."""
    for number in range(400):
        folder = tmp_path / f"root{number}"
        folder.mkdir()
        blocks = "".join(
            f'resource "aws_s3_bucket" "b{each}" {{\n  bucket = "{number}-{each}"\n}}\n' for each in range(40)
        )
        (folder / "main.tf").write_text(blocks)
    uri = {"uri": (tmp_path / "root0" / "main.tf").as_uri()}
    start: dict[str, object] = {
        "processId": None,
        "rootUri": tmp_path.as_uri(),
        "capabilities": {"textDocument": {"diagnostic": {}}},
    }
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "riveter", "scan", "-q", str(tmp_path)], capture_output=True, check=False, timeout=300
    )
    whole = time.monotonic() - begun
    command = [sys.executable, "-m", "riveter", "lsp"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as server:
        assert server.stdin is not None
        server.stdin.write(message(id=1, method="initialize", params=start) + message(method="initialized", params={}))
        server.stdin.write(message(id=2, method="textDocument/diagnostic", params={"textDocument": uri}))
        server.stdin.flush()
        assert server.stdout is not None
        server.stdout.readline()  # it has begun
        begun = time.monotonic()
        server.stdin.close()
        assert server.wait(60) == 1
        assert time.monotonic() - begun < max(whole / 2, 2)
