"""The page about editors, the settings of editors, and the extension for VS Code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter.lsp.settings import Settings, changed
from tests.lsp.test_server import INITIALIZE, message, run

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
EDITORS = (ROOT / "editors" / "README.md").read_text("utf-8")
EXTENSION = ROOT / "editors" / "vscode"
COMMANDS = re.findall(r"^riveter (lsp[^#|\n]*)", PAGE, re.MULTILINE)


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    return found


def test_the_page_names_the_command() -> None:
    assert COMMANDS == ["lsp --untrusted   "]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_serve(command: str) -> None:
    _, *words = command.split()
    done = run(INITIALIZE, message(id=2, method="shutdown"), message(method="exit"), words=tuple(words))
    assert done.returncode == 0
    assert b'"hoverProvider": true' in done.stdout


def test_the_page_has_every_setting() -> None:
    settings = {field.encode_name: field.default for field in msgspec.structs.fields(Settings)}
    table = PAGE.partition("## Settings")[2].partition("\n## ")[0]
    named = {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert named == settings.keys()
    assert changed(Settings(), {"unknowns": "loud", "debounce": -1, "codeLens": "x"}) == Settings(debounce=-1)


def test_the_page_has_every_command() -> None:
    done = run(INITIALIZE, message(id=2, method="shutdown"), message(method="exit"))
    body = json.loads(done.stdout.split(b"\r\n\r\n")[1].split(b"Content-Length")[0])
    commands = body["result"]["capabilities"]["executeCommandProvider"]["commands"]
    assert sorted(commands) == ["riveter.environments", "riveter.setEnvironment", "riveter.showVerdicts"]
    assert all(f"`{command}`" in PAGE for command in commands)


def test_the_settings_of_the_extension_are_those_of_the_server() -> None:
    properties = manifest()["contributes"]["configuration"]["properties"]
    fields = {field.encode_name: field for field in msgspec.structs.fields(Settings)}
    names = {name.removeprefix("riveter.") for name in properties} - {"path"}
    assert names == fields.keys() - {"trusted", "status"}
    assert {name: properties[f"riveter.{name}"]["default"] for name in names} == {
        name: fields[name].default for name in names
    }
    listed = re.search(r"SETTINGS = (\[.*?\])", (EXTENSION / "server.js").read_text("utf-8"))
    assert listed is not None
    assert set(json.loads(listed[1])) == names


def test_a_workspace_cannot_name_the_program() -> None:
    assert manifest()["contributes"]["configuration"]["properties"]["riveter.path"]["scope"] == "machine"
    assert manifest()["capabilities"]["untrustedWorkspaces"]["supported"] == "limited"


def test_the_snippets_for_editors_start_the_server() -> None:
    fences = dict(re.findall(r"```(\w+)\n(.*?)```", EDITORS, re.DOTALL))
    assert '"riveter", "lsp"' in fences["lua"]
    assert '"riveter" "lsp"' in fences["elisp"]
    json.loads(fences["json"])
    if sys.version_info >= (3, 11):
        import tomllib

        helix = tomllib.loads(fences["toml"])
        assert helix["language-server"]["riveter"] == {
            "command": "riveter", "args": ["lsp"], "config": {"unknowns": "hint"},
        }  # fmt: skip
        assert all("riveter" in each["language-servers"] for each in helix["language"])


def in_node(folder: Path, *words: str, seconds: int = 120) -> str:
    """What a program of Node prints; it must succeed."""
    program = shutil.which(words[0])
    assert program is not None
    riveter = Path(sys.executable).parent / "riveter"
    environment = {
        "PATH": str(Path(program).parent) + ":/usr/bin:/bin",
        "HOME": str(folder.parent),
        "RIVETER": str(riveter),
    }
    done = subprocess.run(
        [program, *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension with the packages that it needs."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("Node and npm are not installed")
    folder = tmp_path_factory.mktemp("extension") / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "*.vsix"))
    command = [npm, "install", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=600, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot install the packages of the extension: {done.stderr[:200]}")
    return folder


@pytest.mark.slow
def test_a_client_of_node_is_served(extension: Path) -> None:
    assert in_node(extension, "node", "test/client.js") == "the client is content\n"


@pytest.mark.slow
def test_the_extension_starts_the_server_and_nothing_that_a_workspace_names(extension: Path) -> None:
    assert in_node(extension, "node", "test/extension.js") == "the extension is content\n"


@pytest.mark.slow
def test_the_extension_can_be_packaged(extension: Path) -> None:
    in_node(extension, "npm", "run", "package")
    (package,) = extension.glob("*.vsix")
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
    own = [name for name in names if name.startswith("extension/") and "/node_modules/" not in name]
    assert sorted(own) == [
        "extension/extension.js",
        "extension/package.json",
        "extension/readme.md",
        "extension/server.js",
    ]
    assert "extension/node_modules/vscode-languageclient/package.json" in names
    assert not [name for name in names if "/vsce/" in name]


def version_of(program: str) -> tuple[int, ...]:
    """The version that a program says it has."""
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()


@pytest.fixture
def project(repository: Path) -> Path:
    """A repository with a key in each syntax."""
    (repository / "riveter.yml").write_text("packs: [aws-security]\n")
    (repository / "main.tf").write_text(
        'variable "rotate" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
    )
    (repository / "json").mkdir()
    document = {"resource": {"aws_kms_key": {"j": {"enable_key_rotation": False}}}}
    (repository / "json" / "main.tf.json").write_text(json.dumps(document, indent=1))
    return repository


@pytest.mark.slow
def test_neovim_is_served_with_the_configuration_of_the_page(project: Path) -> None:
    program = shutil.which("nvim")
    if program is None:
        pytest.skip("Neovim is not installed")
    if version_of(program) < (0, 11):
        pytest.skip("Neovim is older than 0.11")
    (project / "init.lua").write_text(dict(re.findall(r"```(\w+)\n(.*?)```", EDITORS, re.DOTALL))["lua"])
    folders = [str(Path(sys.executable).parent), str(Path(program).parent), "/usr/bin", "/bin"]
    done = subprocess.run(
        [program, "--headless", "-i", "NONE", "-u", "init.lua", "-S", str(Path(__file__).with_name("neovim.lua"))],
        cwd=project,
        env={"PATH": ":".join(folders), "HOME": str(project.parent)},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert {name: each["found"] for name, each in found.items()} == {
        "main.tf": [[4, "kms-key-rotation-enabled"]],
        "json/main.tf.json": [[4, "kms-key-rotation-enabled"]],
    }
    assert all("`enable_key_rotation` = `false`" in each["hover"] for each in found.values())
    assert all(each["action"].startswith("Fix kms-key-rotation-enabled of ") for each in found.values())
    assert found["main.tf"]["lines"][1] == "  default = true"
    assert any('"enable_key_rotation": true' in line for line in found["json/main.tf.json"]["lines"])
    assert {each["root"] for each in found.values()} == {str(project)}
