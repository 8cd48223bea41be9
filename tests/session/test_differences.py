"""A verdict is not kept if anything changes that its resource is made of, however far away it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import ScanOptions, Session, Targets, scan
from riveter.session.verdicts import Verdicts

RULES = """\
- id: encrypted
  name: Queues are encrypted
  resource_type: aws_sqs_queue
  assertions: [{key: sqs_managed_sse_enabled, operator: equals, value: true}]
- id: alike
  name: The bucket of a versioning is called data
  resource_type: aws_s3_bucket_versioning
  assertions:
    - related: {resource_type: aws_s3_bucket, via: bucket}
      quantifier: any
      assertions: [{key: bucket, operator: equals, value: data}]
"""
QUEUE = 'resource "aws_sqs_queue" "%s" {\n  sqs_managed_sse_enabled = %s\n}\n'
MAIN = QUEUE % ("of_local", "local.a") + QUEUE % ("of_module", "module.m.on") + QUEUE % ("alone", "true")
FILES = {
    "rules.yml": RULES,
    "main.tf": MAIN,
    "locals.tf": "locals {\n  a = local.b\n}\nlocals {\n  b = local.c[0]\n}\n",
    "values.tf": "locals {\n  c = [true]\n}\n",
    "call.tf": 'module "m" {\n  source = "./m"\n  on     = local.c[0]\n}\n',
    "m/main.tf": 'variable "on" {}\n' + QUEUE % ("inner", "var.on") + 'output "on" { value = local.out }\n',
    "m/out.tf": "locals {\n  out = var.on\n}\n",
    "file.tf": QUEUE % ("of_file", 'fileexists("${path.module}/there.txt")'),
    "data.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = "data"\n}\n',
    "more.tf": 'resource "aws_s3_bucket_versioning" "b" {\n  bucket = "data"\n}\n',
    "each.tf": 'resource "aws_sqs_queue" "each" {\n  for_each = toset(local.names)\n  sqs_managed_sse_enabled = each.key == "a"\n}\n',
    "names.tf": 'locals {\n  names = ["a"]\n}\n',
}


@pytest.fixture
def reused(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many verdicts each judging has kept; it grows."""
    found: list[int] = []
    end = Verdicts.end

    def counted(self: Verdicts) -> bool:
        found.append(self.reused)
        return end(self)

    monkeypatch.setattr(Verdicts, "end", counted)
    return found


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root module in which everything passes."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "there.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "failing", "kept"),
    [
        ("values.tf", "true", "false", {"aws_sqs_queue.of_local", "aws_sqs_queue.of_module", "module.m.aws_sqs_queue.inner"}, 3),
        ("call.tf", "local.c[0]", "false", {"aws_sqs_queue.of_module", "module.m.aws_sqs_queue.inner"}, 4),
        ("m/out.tf", "var.on", "false", {"aws_sqs_queue.of_module"}, 5),
        ("m/main.tf", "enabled = var.on", "enabled = false", {"module.m.aws_sqs_queue.inner"}, 4),
        ("data.tf", "data", "other", {"aws_s3_bucket_versioning.b"}, 5),
        ("names.tf", '"a"', '"b"', {'aws_sqs_queue.each["b"]'}, 5),
        ("main.tf", QUEUE % ("alone", "true"), QUEUE % ("alone", "null"), {"aws_sqs_queue.alone"}, 5),
        ("main.tf", QUEUE % ("alone", "true"), "", set(), 5),
        ("values.tf", "}\n", "}\n# why\n", set(), 6),
        ("more.tf", "}\n", "}\n# why\n", set(), 6),
    ],
)  # fmt: skip
def test_what_reaches_a_resource_is_followed(
    top: Path, reused: list[int], file: str, old: str, new: str, failing: set[str], kept: int
) -> None:
    options = ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",))
    session = Session(options)
    assert {finding.outcome for finding in session.findings()} == {"pass"}
    reused.clear()
    assert old in FILES[file]
    for text, expected in ((FILES[file].replace(old, new), failing), (FILES[file], set())):
        (top / file).write_text(text)
        session.update(file)
        assert {item.resource.address for item in session.findings() if item.outcome == "fail"} == expected
        assert [*session.result().findings] == [*scan(options).findings]
    assert reused[0] == kept, reused  # of seven: what reads a file is always judged again


def test_files_that_functions_read_are_followed(top: Path) -> None:
    session = Session(ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",)))
    session.result()
    (top / "there.txt").unlink()
    session.update("there.txt")
    assert [item.resource.address for item in session.findings() if item.outcome == "fail"] == ["aws_sqs_queue.of_file"]


def test_lines_that_move_without_a_change_of_length_are_seen(top: Path) -> None:
    (top / "main.tf").write_text("# a b\n" + MAIN)
    options = ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",))
    session = Session(options)
    before = [item.resource.span for item in session.findings(path="main.tf")]
    (top / "main.tf").write_text("# a\n#\n"[:6] + MAIN)
    session.update("main.tf")
    assert len("# a b\n") == len("# a\n#\n")
    after = [item.resource.span for item in session.findings(path="main.tf")]
    assert [span.start_line for span in after if span] == [span.start_line + 1 for span in before if span]


def test_installed_modules_stay_known(top: Path) -> None:
    """Their files belong to what was read, and to what is wrong, also if the root module that calls them is kept."""
    installed = top / "one" / ".terraform" / "modules"
    (installed / "m").mkdir(parents=True)
    (installed / "modules.json").write_text('{"Modules": [{"Key": "m", "Dir": ".terraform/modules/m"}]}')
    (installed / "m" / "main.tf").write_text(QUEUE % ("q", "true") + "locals {\n")
    (top / "one" / "main.tf").write_text('module "m" {\n  source = "example/m/aws"\n}\n')
    (top / "two").mkdir()
    (top / "two" / "main.tf").write_text(QUEUE % ("q", "true"))
    options = ScanOptions(targets=Targets(paths=("one", "two"), cache=False), rules=("rules.yml",))
    session = Session(options)
    session.result()
    session.update("two/main.tf", QUEUE % ("q", "false"))
    session.result()
    session.close("two/main.tf")
    mine, fresh = session.result(), scan(options)
    assert mine.files == fresh.files == 3
    assert mine.diagnostics == fresh.diagnostics
    assert {item.span.file for item in mine.diagnostics if item.span} == {"one/.terraform/modules/m/main.tf"}


def test_blocks_that_have_the_same_name_have_verdicts_of_their_own(top: Path) -> None:
    """One of several `locals` blocks goes. Nothing in another is different, but the verdict is not that of the one that went."""
    (top / "rules.yml").write_text(
        "- id: locals\n  name: Locals\n  resource_type: locals\n  assertions: [{key: z, operator: not_exists}]\n"
    )
    (top / "zero.tf").write_text("locals {\n}\n")
    (top / "locals.tf").write_text("locals {\n  a = true\n  b = [true]\n  z = 1\n}\n")
    (top / "values.tf").write_text("locals {\n}\n")
    options = ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",))
    session = Session(options)
    session.result()
    for name in ("zero.tf", "values.tf"):
        (top / name).unlink()
        session.update(name)
        assert [*session.result().findings] == [*scan(options).findings]


ROLE = 'resource "aws_iam_role" "r" {\n  name = "role"\n  assume_role_policy = "{}"\n}\n'
POLICY = (
    'resource "aws_iam_role_policy" "p" {\n  role = %s\n  policy = jsonencode({ Statement = [{ Effect = "Allow", '
    'Action = "%s", Resource = "*" }] })\n}\n'
)
TRUSTED = """\
- id: no-wildcards
  name: Roles may not do everything
  resource_type: aws_iam_role
  assertions: [{key: "__policies__.Statement.*.Action", operator: not_contains, value: "*"}]
- id: queues
  name: There is a queue
  resource_type: aws_iam_role
  assertions:
    - related: {resource_type: aws_sqs_queue, in: root}
      quantifier: any
      assertions: [{key: name, operator: equals, value: q}]
"""


@pytest.mark.parametrize("role", ["aws_iam_role.r.id", '"role"'])
def test_what_rules_work_out_of_other_resources_is_followed(top: Path, reused: list[int], role: str) -> None:
    """It is kept with the questions that it was worked out of."""
    for path in top.glob("*.tf"):
        path.unlink()
    queue = 'resource "aws_sqs_queue" "q" {\n  name = "%s"\n}\n'
    for name, text in {
        "rules.yml": TRUSTED,
        "role.tf": ROLE,
        "policy.tf": POLICY % (role, "s3:GetObject"),
        "queue.tf": queue % "q",
        "other.tf": 'resource "aws_sns_topic" "t" {\n  name = "a"\n}\n',
    }.items():
        (top / name).write_text(text)
    options = ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",))
    session = Session(options)
    assert {finding.outcome for finding in session.findings()} == {"pass"}
    reused.clear()
    for name, text, failing, kept in (
        ("other.tf", 'resource "aws_sns_topic" "t" {\n  name = "b"\n}\n', set(), 2),
        ("policy.tf", POLICY % (role, "*"), {"no-wildcards"}, 1),
        ("queue.tf", queue % "z", {"no-wildcards", "queues"}, 1),
        ("policy.tf", POLICY % ('"other"', "*"), {"queues"}, 1),
        ("queue.tf", "", {"queues"}, 1),
        ("policy.tf", "", {"queues"}, 2),
        ("queue.tf", queue % "q", set(), 1),
    ):
        (top / name).write_text(text)
        session.update(name)
        assert {item.rule_id for item in session.findings() if item.outcome == "fail"} == failing
        assert [*session.result().findings] == [*scan(options).findings]
        assert reused.pop() == kept, (name, text)
