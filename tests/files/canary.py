"""Runs every command on every arrangement of links and paths that lead to a canary, and says which commands opened it.

Run as a program: an audit hook stays for as long as its process lives. Arguments: a folder to work in, and where the result goes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CANARY = "canary-5e1d0c7a"
"""The name of everything that must not be opened, and the text in it."""

Arrange = Callable[[Path, Path], object]

MAIN = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
RULE = "- id: named\n  name: Named\n  resource_type: aws_s3_bucket\n  assertions: [{key: bucket, operator: equals, value: b}]\n"
CASES = "cases:\n  - {rule: named, name: x, expect: pass, terraform: ''}\n"


def text(path: str, content: str) -> Arrange:
    """A file."""

    def arrange(top: Path, outside: Path) -> None:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(content.replace("{out}", str(outside)))

    return arrange


def link(path: str, target: str) -> Arrange:
    """A link; in the target, `{up}` leads from the link to what lies beside the repository, and `{out}` is that place."""

    def arrange(top: Path, outside: Path) -> None:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        file.unlink(missing_ok=True)
        file.symlink_to(target.format(up=os.path.relpath(outside, file.parent), out=outside))

    return arrange


def both(*parts: Arrange) -> Arrange:
    """Several things."""

    def arrange(top: Path, outside: Path) -> None:
        for part in parts:
            part(top, outside)

    return arrange


def function(call: str) -> Arrange:
    """A resource that calls a function."""
    return text("main.tf", f'resource "aws_s3_bucket" "b" {{\n  bucket = {call}\n}}\n')


def installed(directory: str) -> Arrange:
    """A module call, and a manifest that names its folder."""
    manifest = json.dumps({"Modules": [{"Key": "n", "Source": "org/n/x", "Dir": "DIR"}]})
    call = 'module "n" {\n  source = "org/n/x"\n}\n'

    def arrange(top: Path, outside: Path) -> None:
        text("main.tf", call)(top, outside)
        text(".terraform/modules/modules.json", manifest.replace("DIR", directory.replace("{out}", str(outside))))(
            top, outside
        )

    return arrange


def separate(top: Path, outside: Path) -> None:
    """What git keeps, among the files of the repository; the canary is in it."""
    (top / ".git").rename(top / "data")
    (top / ".git").write_text("gitdir: data\n")
    (top / "data" / CANARY).write_text(f"{CANARY}-content = 1\n")


FILE = f"{{up}}/{CANARY}"
ABSOLUTE = f"{{out}}/{CANARY}"
FOLDER = f"{{up}}/{CANARY}-folder"
ARRANGEMENTS: dict[str, Arrange] = {
    "a source file": link("x.tf", FILE),
    "a source file by its absolute path": link("x.tf", ABSOLUTE),
    "a source file in a folder": link("sub/x.tf", FILE),
    "a chain of links": both(link("y", FILE), link("x.tf", "y")),
    "a source file in JSON": link("x.tf.json", FILE),
    "an override file": link("override.tf", FILE),
    "a folder": link("sub", FOLDER),
    "a folder as a module": both(link("m", FOLDER), text("main.tf", 'module "m" {\n  source = "./m"\n}\n')),
    "a module outside": text("main.tf", f'module "m" {{\n  source = "../{CANARY}-folder"\n}}\n'),
    "a module through a link": both(link("m", "{up}"), text("main.tf", f'module "m" {{\n  source = "./m/{CANARY}-folder"\n}}\n')),
    "an installed module outside": installed(f"../{CANARY}-folder"),
    "an installed module by its absolute path": installed(f"{{out}}/{CANARY}-folder"),
    "an installed module that is a link": both(installed(".terraform/modules/n"), link(".terraform/modules/n", FOLDER)),
    "a file of an installed module": both(
        installed(".terraform/modules/n"), link(".terraform/modules/n/x.tf", FILE), text(".terraform/modules/n/main.tf", MAIN)
    ),
    "the manifest": both(text("main.tf", 'module "n" {\n  source = "org/n/x"\n}\n'), link(".terraform/modules/modules.json", FILE)),
    "values": link("terraform.tfvars", FILE),
    "values in JSON": link("terraform.tfvars.json", FILE),
    "automatic values": link("x.auto.tfvars", FILE),
    "hidden automatic values": link(".x.auto.tfvars", FILE),
    "a function and an absolute path": function(f'file("{{out}}/{CANARY}")'),
    "a function and a relative path": function(f'file("../{CANARY}")'),
    "a function and a link": both(link("leak", FILE), function('file("leak")')),
    "a function and a link to a folder": both(link("leak", FOLDER), function('file("leak/main.tf")')),
    "a template": both(link("leak", FILE), function('templatefile("leak", {})')),
    "a hash": both(link("leak", FILE), function('filesha256("leak")')),
    "base64": function(f'filebase64("../{CANARY}")'),
    "whether a file exists": both(link("leak", FILE), function('tostring(fileexists("leak"))')),
    "a list of files": both(link("leak", FOLDER), function('join(",", fileset(".", "leak/*"))')),
    "a list of files outside": function(f'join(",", fileset("../{CANARY}-folder", "*"))'),
    "the config": link("riveter.yml", FILE),
    "the hidden config": link(".riveter.yml", FILE),
    "values that the config names": text("riveter.yml", f"var_files: ../{CANARY}\n"),
    "rules that the config names": text("riveter.yml", f"rules: ../{CANARY}\n"),
    "rules behind a link that the config names": both(link("r", FOLDER), text("riveter.yml", "rules: r\n")),
    "a pack that the config names": text("riveter.yml", f"packs: ../{CANARY}.yml\n"),
    "a baseline that the config names": both(link("b.json", FILE), text("riveter.yml", "baseline: b.json\n")),
    "a rule file": link("rules/x.yml", FILE),
    "a folder of rules": link("rules/more", FOLDER),
    "cases": link("rules/a.cases.yml", FILE),
    "rules of cases": text("rules/a.cases.yml", f"rules: [../../{CANARY}]\n" + CASES),
    "the path of a case": text("rules/a.cases.yml", f"cases:\n  - {{rule: named, name: x, expect: pass, path: ../../{CANARY}-folder}}\n"),
    "a file that a pack includes": both(
        link("rules/inner.yml", FILE), text("pack.yml", "metadata: {name: p, version: 1.0.0}\ninclude: [{file: rules/inner.yml}]\n")
    ),
    "named values": link("named.tfvars", FILE),
    "a named baseline": link("baseline.json", FILE),
    "a named plan": link("plan.json", FILE),
    "an ignore file": link(".gitignore", FILE),
    "the index of git": link(".git/index", FILE),
    "the settings of git": link(".git/config", FILE),
    "what git keeps elsewhere": both(separate, function(f'file("data/{CANARY}")')),
    "a link to what git keeps elsewhere": both(separate, link("x.tf", f"data/{CANARY}")),
    "a list of what git keeps elsewhere": both(separate, function('join(",", fileset(".", "data/*"))')),
    "values that git keeps": both(separate, link("terraform.tfvars", f"data/{CANARY}")),
    "a pack's rules in a folder of git": both(separate, link("rules/x.yml", f"../data/{CANARY}")),
    "a target": link("target", "{up}"),
    "a target that is a file": link("target", FILE),
}  # fmt: skip

COMMANDS: dict[str, list[str]] = {
    # `init` comes last, as it writes
    "scan": ["scan", "-r", "rules", "--", ".", "target"],
    "scan as JSON": ["scan", "-r", "rules", "-f", "json", "--no-config"],
    "scan of named files": ["scan", "-r", "rules", "--baseline", "baseline.json", "--var-file", "named.tfvars", "--", "x.tf", "plan.json"],
    "scan with a pack": ["scan", "-p", "./pack.yml", "-f", "html"],
    "scan with what the config names": ["scan"],
    "scan from a base": ["scan", "-r", "rules", "--diff", "HEAD"],
    "scan by the settings of a base": ["scan", "--untrusted", "-r", "rules", "--diff", "HEAD"],
    "show": ["show", "-f", "json"],
    "eval": ["eval", 'file("leak")'],
    "explain": ["explain", "named", "aws_s3_bucket.b", "-r", "rules"],
    "lint": ["lint", "rules", "pack.yml"],
    "test": ["test", "."],
    "packs": ["packs", "show", "./pack.yml"],
    "fix": ["fix", "-r", "rules", "--", "."],
    "fixes that are written": ["fix", "--write", "--allow-dirty", "--allow-replace"],
    "baseline": ["baseline", "show", "--file", "baseline.json"],
    "init": ["init"],
}  # fmt: skip


def prepare(folder: Path, arrange: Arrange) -> Path:
    """A repository with rules and an arrangement, beside the canary. Give its folder."""
    outside, top = folder, folder / "repo"
    for path in (outside / CANARY, outside / f"{CANARY}.yml", outside / f"{CANARY}-folder" / "main.tf"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{CANARY}-content = 1\n")
    (top / "rules").mkdir(parents=True)
    (top / "rules" / "a.yml").write_text(RULE)
    (top / "main.tf").write_text(MAIN)
    (top / "baseline.json").write_text('{"riveter_baseline": 1, "findings": []}')
    (top / "named.tfvars").write_text("")
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    run = ["git", "-C", str(top), "-c", "user.name=x", "-c", "user.email=x@example.com"]
    subprocess.run([*run, "add", "-A"], check=True)
    subprocess.run([*run, "commit", "-qm", "x"], check=True)
    arrange(top, outside)
    return top


class Watch:
    """Notes what is opened while a command runs."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.active = False
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note an event that is about the canary; a link that is followed by the system counts by where it leads."""
        if not self.active or event not in ("open", "os.listdir", "os.scandir", "mmap.__new__"):
            return
        path = arguments[0] if arguments else None
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        if not isinstance(path, str):
            return
        flags = arguments[2] if event == "open" and len(arguments) > 2 and isinstance(arguments[2], int) else 0
        self.active = False
        try:
            place = path if flags & getattr(os, "O_NOFOLLOW", 0) else os.path.realpath(path)
        finally:
            self.active = True
        if CANARY in Path(place).name or f"{CANARY}-folder" in place:
            self.seen.append(f"{event} {path}")


def main(folder: Path, result: Path) -> None:
    """Run everything, and write what was opened and what was printed of it."""
    from riveter.cli.main import main as riveter

    watch, found = Watch(), []
    for number, (arrangement, arrange) in enumerate(ARRANGEMENTS.items()):
        top = prepare(folder / str(number), arrange)
        for command, words in COMMANDS.items():
            os.chdir(top)
            watch.seen = []
            out = io.TextIOWrapper(io.BytesIO(), "utf-8")
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                watch.active = True
                try:
                    riveter(
                        [
                            *words,
                            *(["--no-cache"] if words[0] in ("scan", "show", "eval") and "--" not in words else []),
                        ]
                    )
                finally:
                    watch.active = False
            out.flush()
            printed = out.buffer.getvalue().decode()
            os.chdir(folder)
            if watch.seen or f"{CANARY}-content" in printed or "internal error" in printed:
                found.append([arrangement, command, watch.seen, printed[-500:]])
    result.write_text(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
