"""Planted secrets of many kinds are in no file of the results, and in no report."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import msgspec
import pytest

from riveter.cli.app import run as riveter
from riveter.estate.store import Store

from .support import Estate, commit, write

PASSWORD, TOKEN, SECRET_KEY, HIDDEN, STATE_SECRET = (
    "correct-horse-battery",
    "ghp_0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY",
    "only-in-a-file-4711",
    "from-the-state-0815",
)
MAIN = f"""
variable "password" {{
  sensitive = true
  type      = string
}}
variable "length" {{
  sensitive = true
  default   = "{HIDDEN}"
}}
locals {{
  joined = "postgres://admin:${{var.password}}@db:5432/x"
}}
module "inner" {{
  source   = "./inner"
  password = var.password
}}
module "remote" {{
  source = "git::https://oauth2:{TOKEN}@git.example.com/m.git?ref=v1.2"
}}
resource "aws_db_instance" "a" {{
  password            = "{SECRET_KEY}"
  username            = local.joined
  identifier          = "db-${{var.length}}"
  publicly_accessible = var.password == "x"
}}
resource "aws_kms_key" "a" {{
  for_each    = toset([nonsensitive(var.password)])
  description = each.key
}}
resource "aws_kms_key" "broken" {{
  description = tonumber(var.password)
}}
"""
INNER = """
variable "password" {}
resource "aws_db_instance" "b" {
  password   = var.password
  username   = "u-${var.password}"
  identifier = upper(var.password)
}
"""
RULES = """
- id: db
  name: db
  resource_type: aws_db_instance
  assertions:
    - {key: password, operator: equals, value: x}
    - {key: username, operator: equals, value: x}
    - {key: identifier, operator: equals, value: x}
    - {key: publicly_accessible, operator: is_true}
- id: key
  name: key
  resource_type: aws_kms_key
  assertions: {key: description, operator: equals, value: x}
"""
STATE = {
    "version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x",
    "outputs": {"o": {"value": STATE_SECRET, "type": "string", "sensitive": True}},
    "resources": [{
        "mode": "managed", "type": "aws_db_instance", "name": "k", "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
        "instances": [{
            "schema_version": 0, "attributes": {"password": STATE_SECRET, "username": "u", "identifier": "i"},
            "sensitive_attributes": [[{"type": "get_attr", "value": "password"}]],
        }],
    }],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["git", "directory"])
def test_planted_secrets_are_nowhere(
    estate: Estate, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"main.tf": MAIN, "inner/main.tf": INNER, "terraform.tfvars": f'password = "{PASSWORD}"\n'}
    commit(estate.folder / "repo", files)
    write(estate.folder, {"states/prod.tfstate": json.dumps(STATE), "rules.yml": RULES})
    estate.sources(f"  - {kind}: repo\n  - document: states/*\n")
    done = estate.run()
    assert done.run.counts["failed_tasks"] == 0
    assert estate.rows("SELECT count(*) FROM verdicts WHERE outcome <> 'pass'")[0][0] >= 4
    monkeypatch.chdir(estate.folder)
    for command in ("report", "top-fixes", "modules"):
        for form in ("text", "markdown", "html", "json"):
            riveter(["estate", command, "--results", estate.url, "-f", form])
    riveter(["estate", "sql", "SELECT * FROM provenance JOIN findings USING (task)", "--results", estate.url])
    captured = capsys.readouterr()
    shown = (captured.out + captured.err).encode()
    content = b"".join(path.read_bytes() for path in Path(estate.url).rglob("*") if path.is_file())
    tables = "".join(str(estate.rows(f"SELECT * FROM {table}")) for table in estate.answers().run.tables)
    store = Store(estate.url)
    surveys = [zlib.decompress(blob) for _, blob in store.state(store.latest())]
    assert len(surveys) == 2
    evidence = [msgspec.msgpack.decode(survey)["evidence"] for survey in surveys]
    state = b"".join((*surveys, *(zlib.decompress(each) for each in evidence if each[:1] == b"x")))
    assert "(sensitive)" in tables
    for secret in (PASSWORD, PASSWORD.upper(), TOKEN, SECRET_KEY, HIDDEN, STATE_SECRET):
        for place in (shown, content, state, tables.encode()):
            assert secret.encode() not in place, secret
