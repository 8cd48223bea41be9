"""A secret of the configuration is in no answer, whatever is asked about whichever character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from riveter.lsp.actions import CodeActions
from riveter.lsp.hints import hints
from riveter.lsp.hover import hover
from riveter.lsp.lenses import lenses, verdicts
from riveter.lsp.navigation import Navigation
from riveter.lsp.server import Server, make_server
from riveter.lsp.spots import spots

SECRETS = ("correct-horse-battery", "hunter2-hunter2", "AKIAIOSFODNN7EXAMPLE", "s3cr3t-from-outside")
FILES = {
    "riveter.yml": "rules: [rules.yml]\n",
    "rules.yml": """\
- id: names
  name: Names are short
  resource_type: [aws_db_instance, aws_ssm_parameter, aws_instance]
  assertions:
    - {key: identifier, operator: equals, value: x}
    - {key: password, operator: equals, value: x}
    - {key: tags.P, operator: matches, value: "^x$"}
    - {key: value, operator: equals, value: x}
- id: fixed
  name: Encrypted
  resource_type: aws_db_instance
  assertions: [{key: storage_encrypted, operator: is_true}]
""",
    "main.tf": """\
variable "password" {
  sensitive = true
  default   = "correct-horse-battery"
}
variable "given" {
  sensitive = true
}
variable "outside" {
  sensitive = true
}
locals {
  joined = "a-${var.password}-b"
  object = { deep = [var.password, var.given], plain = "shown" }
  hash   = base64encode(var.password)
}
resource "aws_db_instance" "d" {
  identifier = local.joined
  password   = "hunter2-hunter2"
  tags       = { P = var.given, Q = var.outside, "${var.password}" = "key" }
}
resource "aws_ssm_parameter" "p" {
  for_each = toset(nonsensitive([var.given]))
  name     = each.key
  value    = local.object.deep[0]
}
module "inner" {
  source = "./inner"
  secret = var.given
  plain  = local.object.plain
}
output "o" {
  value     = module.inner.out
  sensitive = true
}
provider "aws" {
  access_key = "AKIAIOSFODNN7EXAMPLE"
}
""",
    "inner/main.tf": """\
variable "secret" {}
variable "plain" {}
resource "aws_instance" "i" {
  user_data = "x=${var.secret}"
  tags      = { P = var.plain }
}
output "out" {
  value = "${var.secret}!"
}
""",
    "terraform.tfvars": 'given = "hunter2-hunter2"\n',
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    (tmp_path / ".git").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    server = make_server(lambda rule: "", {"TF_VAR_outside": SECRETS[3]})
    server.state.set_folders([str(tmp_path)])
    return server


def never() -> bool:
    return False


def answers(server: Server, path: str, text: str) -> Iterator[Any]:
    """Every answer about a file."""
    results = server.state.results(never)
    whole = [*spots(server.state, results, path)]
    everything = types.Range(types.Position(0, 0), types.Position(1000, 0))
    yield hints(whole, everything)
    yield [*lenses(whole, "file:///a", unknowns=True)]
    navigation = Navigation(server.places(), server.documents)
    for offset in range(0, len(text), 3):
        line = text.count("\n", 0, offset)
        position = types.Position(line, offset - (text.rfind("\n", 0, offset) + 1))
        found = [*spots(server.state, results, path, position)]
        yield hover(found)
        yield navigation.definitions(found)
        yield navigation.references(found, declaration=True)
        yield verdicts(found, line)
    context = types.CodeActionContext([])
    parameters = types.CodeActionParams(types.TextDocumentIdentifier("file:///a"), everything, context)
    actions = CodeActions(server.places(), server.documents, server.state.held(), advice=True, versions=True)
    for action in actions.of_range(path, parameters, results, never):
        yield action.title, action.disabled


def test_no_answer_holds_a_secret(server: Server, tmp_path: Path) -> None:
    results = server.state.results(never)
    told = repr(server._found(results))
    assert "names" in told
    shown = [told]
    for name, text in FILES.items():
        if name.endswith((".tf", ".tfvars")):
            shown += map(repr, answers(server, str(tmp_path / name), text))
    for secret in SECRETS:
        assert not [each for each in shown if secret in each]
    assert len([each for each in shown if "(sensitive" in each]) > 50
    assert len([each for each in shown if "shown" in each]) > 5  # what is none is shown


def test_nor_while_it_is_typed(server: Server, tmp_path: Path) -> None:
    """Half a text may hide that a value is sensitive."""
    path, text = str(tmp_path / "main.tf"), FILES["main.tf"]
    for cut in ('  default   = "correct-horse-battery"\n}', "  sensitive = true\n", "resource "):
        half = text.replace(cut, cut[: len(cut) // 2], 1)
        server.state.tell(path, half)
        shown = [repr(server._found(server.state.results(never)))]
        shown += map(repr, answers(server, path, half))
        for secret in SECRETS[1:]:
            assert not [each for each in shown if secret in each], cut
