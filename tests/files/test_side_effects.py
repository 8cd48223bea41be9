"""What commands do besides reading: nothing on the network, no program, and no file but those that were asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, os, sys

found = []

def watch(event, arguments):
    if event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        found.append(["write", str(arguments[0])])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.symlink", "os.rmdir"):
        found.append(["write", str(arguments[0])])
    elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"):
        found.append([event, str(arguments)])

sys.addaudithook(watch)
from riveter.cli.main import main
words = json.loads(sys.argv[1])
log = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT)
found.clear()
main(words)
os.write(log, json.dumps(found).encode())
"""
MAIN = """
variable "x" {
  default = "a"
}
resource "aws_kms_key" "a" {
  enable_key_rotation = false
  description         = try(file("x.txt"), timestamp(), var.x)
  provisioner "local-exec" {
    command = "touch provisioned"
  }
}
data "external" "e" {
  program = ["touch", "external"]
}
data "http" "h" {
  url = "http://192.0.2.1/"
}
module "m" {
  source = "git::https://192.0.2.1/m.git"
}
"""
RULE = """
- id: rotates
  name: Keys rotate
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""
CASES = """
- rule: rotates
  cases:
    - name: rotation is off
      terraform: 'resource "aws_kms_key" "a" {}'
      expect: fail
"""
COMMANDS = [
    ("scan", "-r", "rules.yml", "-p", "aws-security"),
    ("scan", "-r", "rules.yml", "-f", "json:out.json", "-f", "html:out.html"),
    ("show",),
    ("eval", "upper(var.x)", "-t", "."),
    ("explain", "rotates", "-r", "rules.yml"),
    ("lint", "rules.yml"),
    ("test", "rules.cases.yml"),
    ("packs",),
    ("schema", "rules"),
    ("baseline", "show"),
    ("fix", "-r", "rules.yml"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_connects_to_nothing_runs_nothing_and_writes_what_was_asked_for(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name, text in (("main.tf", MAIN), ("rules.yml", RULE), ("rules.cases.yml", CASES)):
        (project / name).write_text(text)
    before = set(project.iterdir())
    log = tmp_path / "log"
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(cache)}
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", SCRIPT, json.dumps(words), str(log)]
    done = subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True, text=True)
    assert log.exists(), done.stderr
    found = json.loads(log.read_text())
    assert [event for event in found if event[0] != "write"] == []
    wanted = {name.partition(":")[2] for name in words if ":" in name}
    assert {path.name for path in set(project.iterdir()) - before} == wanted
    assert list(temporary.iterdir()) == []
    for _, path in found:
        if path.isdigit():  # a descriptor: its opening was seen
            continue
        place = project / path
        inside = any(folder in place.parents or place == folder for folder in (cache, temporary))
        assert inside or place == project or any(name in place.name for name in wanted), path
