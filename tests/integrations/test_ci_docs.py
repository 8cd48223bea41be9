"""The examples of `docs/ci.md`: each is read by what it is for, or run."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from riveter.cli.scan import command as scan_command
from tests.integrations.workflow_checks import actionlint, matches_schema, zizmor

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "ci.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w+)(?: check=([\w-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [(found[2] or "", found[3]) for found in FENCE.finditer(TEXT)]
KINDS = {
    "shell", "pre-commit", "github-suggestions", "github-workflow", "gitlab-ci", "jenkins", "azure-pipelines", "bitbucket-pipelines",
    "atlantis", "spacelift", "run-task",
}  # fmt: skip
BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
BIN = Path(sys.executable).parent


def example(kind: str) -> str:
    (found,) = [text for name, text in EXAMPLES if name == kind]
    return found


def test_every_example_says_how_it_is_checked() -> None:
    assert TEXT.count("\n```") == 2 * len(EXAMPLES)
    assert {kind for kind, _ in EXAMPLES} == KINDS


def commands() -> list[list[str]]:
    """Every `riveter scan` of the page, as words."""
    page = re.sub(r"\$\{\w+:\+([^}]*)\}", r"\1", TEXT.replace("\\\n", " "))
    scripts = "\n".join(found[3] for found in FENCE.finditer(page) if found[2] != "run-task")
    lines = re.findall(r"(?:^|[\s/|])riveter\"? scan ([^\n|>`]+)", scripts)
    assert len(lines) >= 7
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_option_is_one_that_there_is(words: list[str]) -> None:
    context = click.Context(scan_command)
    parser = scan_command.make_parser(context)
    options, rest, _ = parser.parse_args(list(words))
    assert options.get("packs") or options.get("rules")
    assert not any(word.startswith("--") for word in rest)


def test_shell_examples_parse(tmp_path: Path) -> None:
    for kind, text in EXAMPLES:
        if kind == "shell":
            subprocess.run(["bash", "-n", "-c", text], check=True, cwd=tmp_path)


# --- pre-commit, GitHub -------------------------------------------------------------------------------


def test_the_configuration_of_pre_commit(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(example("pre-commit"))
    subprocess.run([sys.executable, "-I", "-m", "pre_commit", "validate-config", str(path)], check=True)
    manifest = ROOT / ".pre-commit-hooks.yaml"
    subprocess.run([sys.executable, "-I", "-m", "pre_commit", "validate-manifest", str(manifest)], check=True)
    there_are = {hook["id"] for hook in yaml.safe_load(manifest.read_text("utf-8"))}
    hooks = yaml.safe_load(example("pre-commit"))["repos"][0]["hooks"]
    assert {hook["id"] for hook in hooks} == there_are
    for hook in hooks:
        assert hook.get("args", ["--"])[-1] == "--"


WORKFLOWS = ["github-workflow", "github-suggestions"]


@pytest.mark.parametrize("kind", WORKFLOWS)
def test_a_github_workflow(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(example(kind))
    matches_schema("github-workflows", path)
    assert zizmor(path) == ""
    (job,) = yaml.safe_load(example(kind))["jobs"].values()
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert set(job["steps"][1]["with"]) <= set(action["inputs"])
    for name in re.findall(r"steps\.riveter\.outputs\.([\w-]+)", example(kind)):
        assert name in action["outputs"]


def suggesting() -> dict[str, Any]:
    """The job that posts suggestions."""
    found: dict[str, Any] = yaml.safe_load(example("github-suggestions"))["jobs"]["fixes"]
    return found


def test_a_review_is_posted_with_what_is_not_there_yet(tmp_path: Path) -> None:
    """`gh` is a stand-in. It writes down what it would post."""
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    comments = [{"path": "a.tf", "line": 2, "body": "one"}, {"path": "a.tf", "line": 5, "body": "two", "side": "RIGHT"}]
    (tmp_path / "riveter.json").write_text(json.dumps({"commit_id": "0" * 40, "body": "x", "comments": comments}))
    (tmp_path / "gh").write_text(
        '#!/bin/sh\necho "$*" >> "$RUNNER_TEMP/calls"\n'
        'case "$2" in --paginate) jq "$5" "$RUNNER_TEMP/there.json" ;; *) cp "$6" "$RUNNER_TEMP/sent.json" ;; esac\n'
    )
    (tmp_path / "gh").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_REPOSITORY": "example/infra",
        "PULL_REQUEST": "7",
        "REVIEW": str(tmp_path / "riveter.json"),
    }
    script = suggesting()["steps"][2]["run"]
    there: list[dict[str, object]] = [{**comments[0], "user": "x"}, {"path": "a.tf", "line": None, "body": "two"}]
    for found in (there, [*there, {**comments[1]}]):
        (tmp_path / "there.json").write_text(json.dumps(found))
        subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], env=environment, check=True)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert len(calls) == 3
    assert calls[1].startswith("api --method POST repos/example/infra/pulls/7/reviews --input")
    assert json.loads((tmp_path / "sent.json").read_text())["comments"] == [comments[1]]


def test_suggestions_are_posted_with_the_least_permissions_and_not_for_forks() -> None:
    job = suggesting()
    assert yaml.safe_load(example("github-suggestions"))["permissions"] == {}
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in job["steps"][2]["if"]
    assert "env" not in job["steps"][1]


def test_the_outputs_of_the_action_are_those_the_page_names() -> None:
    (listed,) = re.findall(r"Its outputs are\n(.*?)\. Pin", TEXT)
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert set(re.findall(r"`([\w-]+)`", listed)) == set(action["outputs"])


@pytest.mark.parametrize("kind", WORKFLOWS)
def test_actionlint_finds_nothing_in_a_github_workflow(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "workflow.yml"
    path.write_text(example(kind))
    assert actionlint(path, tmp_path) == []


# --- scripts that are run -----------------------------------------------------------------------------


class Checkout:
    """A repository with a finding on main, and a branch with another, cloned as a build server does it."""

    def __init__(self, folder: Path) -> None:
        names = {
            f"GIT_{role}_{what}": "someone@example.com"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        self.environment = {
            "PATH": f"{folder / 'bin'}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PYTHONUTF8": "1",
            **names,
        }
        (folder / "bin").mkdir()
        self.stub("pip", "exit 0")
        origin = folder / "origin"
        origin.mkdir()
        self.path = origin
        self.git("init", "-q", "-b", "main")
        (origin / "main.tf").write_text(BAD % "old")
        self.git("add", ".")
        self.git("commit", "-qm", "base")
        self.base = self.git("rev-parse", "HEAD").strip()
        self.git("checkout", "-qb", "feature")
        (origin / "new.tf").write_text(BAD % "new")
        self.git("add", ".")
        self.git("commit", "-qm", "change")
        self.git("clone", "-q", f"file://{origin}", str(folder / "work"))
        self.path = folder / "work"

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.path, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def stub(self, name: str, script: str) -> None:
        path = Path(self.environment["HOME"]) / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.path,
            env={**self.environment, **environment},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    if shutil.which("git") is None or shutil.which("bash") is None:
        pytest.skip("git or bash is not installed")
    return Checkout(tmp_path)


def test_gitlab(checkout: Checkout, tmp_path: Path) -> None:
    path = tmp_path / "gitlab.yml"
    path.write_text(example("gitlab-ci"))
    matches_schema("gitlab-ci", path)
    job = yaml.safe_load(example("gitlab-ci"))["riveter"]
    script = "\n".join(job["script"])
    done = checkout.run(script, CI_MERGE_REQUEST_DIFF_BASE_SHA=checkout.base)
    assert done.returncode == 1, done.stderr
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout
    for report in job["artifacts"]["reports"].values():
        assert (checkout.path / report).is_file()
    done = checkout.run(script)
    assert "2 of 2 resources" in done.stdout


def test_azure(checkout: Checkout, tmp_path: Path) -> None:
    path = tmp_path / "azure.yml"
    path.write_text(example("azure-pipelines"))
    matches_schema("azure-pipelines", path)
    (script,) = [step["bash"] for step in yaml.safe_load(example("azure-pipelines"))["steps"] if "bash" in step]
    done = checkout.run(script, SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main")
    assert done.returncode == 1, done.stderr
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout
    assert (checkout.path / "riveter.xml").is_file()
    assert (checkout.path / "riveter.sarif").is_file()
    assert "2 of 2 resources" in checkout.run(script).stdout


def test_bitbucket(checkout: Checkout, tmp_path: Path) -> None:
    path = tmp_path / "bitbucket.yml"
    path.write_text(example("bitbucket-pipelines"))
    matches_schema("bitbucket-pipelines", path)
    document = yaml.safe_load(example("bitbucket-pipelines"))
    (step,) = document["definitions"]["steps"]
    assert document["pipelines"]["pull-requests"]["**"] == document["pipelines"]["branches"]["main"] == [step]
    script = "\n".join(step["step"]["script"])
    checkout.git("update-ref", "-d", "refs/remotes/origin/main")  # as in a clone of one branch
    done = checkout.run(script, BITBUCKET_PR_DESTINATION_BRANCH="main")
    assert done.returncode == 1, done.stderr
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout
    assert (checkout.path / "test-reports" / "riveter.xml").is_file()
    assert "2 of 2 resources" in checkout.run(script).stdout


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("bitbucket-pipelines", "depth: full", "depth: whole"),
        ("gitlab-ci", "script:", "scripted:"),
        ("azure-pipelines", "- bash: |", "- bashed: |"),
    ],
)
def test_the_schemas_notice_what_is_wrong(tmp_path: Path, kind: str, old: str, new: str) -> None:
    path = tmp_path / f"{kind}.yml"
    path.write_text(example(kind).replace(old, new, 1))
    with pytest.raises(AssertionError):
        matches_schema(kind, path)


def blocks(text: str) -> dict[str, Any]:
    """A declarative pipeline as nested blocks; fails where braces or quotes do not fit."""
    stack: list[dict[str, Any]] = [{}]
    at, word = 0, ""
    while at < len(text):
        quote = next((mark for mark in ("'''", '"""', "'", '"') if text.startswith(mark, at)), None)
        if quote is not None:
            end = text.index(quote, at + len(quote))
            assert len(quote) == 3 or "\n" not in text[at:end], "a string goes beyond its line"
            stack[-1].setdefault("strings", []).append(text[at + len(quote) : end])
            at = end + len(quote)
        elif text[at] == "{":
            inner: dict[str, Any] = {}
            assert word, "a block without a name"
            stack[-1][word] = inner
            stack.append(inner)
            at, word = at + 1, ""
        elif text[at] == "}":
            assert len(stack) > 1, "a brace too many"
            stack.pop()
            at, word = at + 1, ""
        else:
            found = re.compile(r"\w+").match(text, at)
            word = found[0] if found else "" if text[at] == "\n" else word
            at = found.end() if found else at + 1
    assert len(stack) == 1, "a brace is missing"
    return stack[0]


def test_jenkins(checkout: Checkout, tmp_path: Path) -> None:
    pipeline = blocks(example("jenkins"))["pipeline"]
    assert {"agent", "stages"} <= set(pipeline) <= {"agent", "options", "environment", "stages", "post"}
    (script,) = pipeline["stages"]["stage"]["steps"]["strings"]
    assert set(pipeline["post"]) == {"always"}
    place = tmp_path / "workspace" / "riveter"
    place.mkdir(parents=True)
    (place / "bin").symlink_to(BIN)
    checkout.stub("python", "exit 0")
    script = script.replace('"$WORKSPACE_TMP/riveter/bin/pip"', "pip")
    done = checkout.run(script, WORKSPACE_TMP=str(tmp_path / "workspace"), CHANGE_TARGET="main")
    assert done.returncode == 1, done.stderr
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout
    for _, report in re.findall(r"(testResults|artifacts): '([^']+)'", example("jenkins")):
        assert (checkout.path / report).is_file()


@pytest.mark.parametrize(
    ("old", "new", "sound"), [("", "", True), ("steps {", "steps (", False), ("true\n", "true)\n", False)]
)
def test_the_pipeline_for_jenkins_is_groovy(old: str, new: str, sound: bool) -> None:
    """By a grammar of the language, which is not ours."""
    tree_sitter = pytest.importorskip("tree_sitter")
    groovy = pytest.importorskip("tree_sitter_groovy")
    parser = tree_sitter.Parser(tree_sitter.Language(groovy.language()))
    source = example("jenkins").replace(old, new, 1)
    assert parser.parse(source.encode()).root_node.has_error is not sound


def test_the_reader_of_pipelines_notices_what_is_wrong() -> None:
    for broken in (example("jenkins") + "}", example("jenkins")[:-3], example("jenkins").replace("'python", "python")):
        with pytest.raises((AssertionError, ValueError)):
            blocks(broken)


PLAN: dict[str, Any] = {
    "format_version": "1.2",
    "terraform_version": "1.11.0",
    "planned_values": {
        "root_module": {
            "resources": [
                {
                    "address": "aws_kms_key.k",
                    "mode": "managed",
                    "type": "aws_kms_key",
                    "name": "k",
                    "values": {"enable_key_rotation": False},
                }
            ]
        }
    },
    "configuration": {"root_module": {}},
}


def test_atlantis(checkout: Checkout, tmp_path: Path) -> None:
    document = yaml.safe_load(example("atlantis"))
    assert set(document) == {"repos", "workflows"}
    (repository,) = document["repos"]
    assert set(repository) == {"id", "workflow"}
    (workflow,) = document["workflows"].items()
    assert workflow[0] == repository["workflow"]
    assert set(workflow[1]) <= {"plan", "apply", "policy_check", "import", "state_rm"}
    steps = workflow[1]["plan"]["steps"]
    assert steps[:2] == ["init", "plan"]
    scripts = [step["run"] for step in steps[2:]]
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    checkout.stub("terraform", f'test "$*" = "show -json plan.out" && cat {tmp_path}/plan.json')
    rules = tmp_path / "rules"
    rules.mkdir()
    rule = "- {name: Keys rotate, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}\n"
    (rules / "kms.yml").write_text(rule)
    script = "\n".join(scripts).replace("/etc/riveter/rules", str(rules))
    done = checkout.run(script, PLANFILE="plan.out", SHOWFILE=str(tmp_path / "show file.json"))
    assert done.returncode == 1, done.stderr
    assert "❌ Keys rotate (1 of 1 resource)" in done.stdout


def test_spacelift(checkout: Checkout, tmp_path: Path) -> None:
    document = yaml.safe_load(example("spacelift"))
    assert set(document) == {"version", "stack_defaults"}
    assert set(document["stack_defaults"]) == {"runner_image", "after_plan"}
    (script,) = document["stack_defaults"]["after_plan"]
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    checkout.stub("terraform", f'test "$*" = "show -json spacelift.plan" && cat {tmp_path}/plan.json')
    (tmp_path / "rules.yml").write_text(
        "- {name: Keys rotate, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}\n"
    )
    done = checkout.run(script.replace("/etc/riveter/rules", str(tmp_path / "rules.yml")))
    assert done.returncode == 1, done.stderr
    assert "❌ Keys rotate (1 of 1 resource)" in done.stdout


# --- the run task -------------------------------------------------------------------------------------


class Platform(ThreadingHTTPServer):
    """What a run task sees of the platform: plans to fetch, by a redirect to a store, and a place to report to."""

    def __init__(self) -> None:
        self.results: list[tuple[str, str, dict[str, Any]]] = []
        self.store_saw: list[str | None] = []
        self.plan: Any = PLAN
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

            def do_GET(self) -> None:
                if self.path == "/api/v2/plans/plan-1/json-output" and self.headers["Authorization"] == "Bearer secret":
                    self.send_response(307)
                    self.send_header("Location", f"http://localhost:{platform.server_port}/store")
                    self.end_headers()
                    return
                assert self.path == "/store"
                platform.store_saw.append(self.headers["Authorization"])
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(platform.plan).encode())

            def do_PATCH(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                platform.results.append((self.path, self.headers["Authorization"], json.loads(body)))
                self.send_response(200)
                self.end_headers()

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class RunTask:
    """The run task of the page, as a process."""

    def __init__(self, folder: Path, platform: Platform, port: int) -> None:
        script = folder / "run_task.py"
        script.write_text(example("run-task"), "utf-8")
        environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "RUN_TASK_HMAC_KEY": "key",
            "TFE_ADDRESS": f"http://127.0.0.1:{platform.server_port}",
            "RIVETER_ARGS": "-p aws-security --include 'kms-key-rot*'",
            "PORT": str(port),
        }
        self.address = f"http://127.0.0.1:{port}/"
        self.platform = platform
        command = [sys.executable, "-I", str(script)]
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def send(self, key: str = "key", **changes: Any) -> int:
        """Post a run, signed; the status of the answer."""
        base = f"http://127.0.0.1:{self.platform.server_port}/api/v2"
        task = {
            "payload_version": 1,
            "stage": "post_plan",
            "access_token": "secret",
            "task_result_callback_url": f"{base}/task-results/1/callback",
            "plan_json_api_url": f"{base}/plans/plan-1/json-output",
            **changes,
        }
        body = json.dumps(task).encode()
        signature = hmac.new(key.encode(), body, hashlib.sha512).hexdigest()
        request = urllib.request.Request(self.address, body, {"X-TFC-Task-Signature": signature})
        for _ in range(100):
            try:
                with urllib.request.urlopen(request, timeout=10) as response:
                    return int(response.status)
            except urllib.error.HTTPError as error:
                error.close()
                return error.code
            except urllib.error.URLError:  # not listening yet
                time.sleep(0.1)
        raise AssertionError("the run task does not answer")

    def result(self, number: int) -> dict[str, Any]:
        """What it reported, when it has reported so often."""
        deadline = time.monotonic() + 40
        while len(self.platform.results) < number and time.monotonic() < deadline:
            time.sleep(0.05)
        path, token, body = self.platform.results[number - 1]
        assert (path, token) == ("/api/v2/task-results/1/callback", "Bearer secret")
        assert body["data"]["type"] == "task-results"
        attributes: dict[str, Any] = body["data"]["attributes"]
        return attributes


@pytest.fixture
def run_task(tmp_path: Path) -> Iterator[RunTask]:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    platform = Platform()
    task = RunTask(tmp_path, platform, port)
    yield task
    task.process.terminate()
    task.process.wait(10)
    platform.shutdown()
    platform.server_close()


def test_the_run_task_reports_what_a_plan_fails(run_task: RunTask) -> None:
    assert run_task.send() == 200
    assert run_task.result(1) == {
        "status": "failed",
        "message": "0 passed, 1 failed, 0 unknown: KMS keys must have rotation enabled",
    }
    assert run_task.platform.store_saw == [None]

    run_task.platform.plan = json.loads(json.dumps(PLAN).replace("false", "true"))
    assert run_task.send() == 200
    assert run_task.result(2) == {"status": "passed", "message": "1 passed, 0 failed, 0 unknown"}

    run_task.platform.plan = "not a plan"
    assert run_task.send() == 200
    assert run_task.result(3)["status"] == "failed"


def test_the_run_task_answers_only_what_is_signed_and_of_its_platform(run_task: RunTask) -> None:
    assert run_task.send(stage="test") == 200
    assert run_task.send(key="another") == 401
    assert run_task.send(plan_json_api_url="http://127.0.0.1:1/elsewhere") == 200
    assert run_task.result(1) == {"status": "failed", "message": "The plan could not be validated: ValueError"}
    assert run_task.send(task_result_callback_url="http://localhost/elsewhere") == 200
    assert len(run_task.platform.results) == 1
