"""The GitHub Action: its steps run as a runner runs them, and what it prints commands nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
EVERY: list[dict[str, Any]] = ACTION["runs"]["steps"]
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in EVERY if "run" in step}
BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
GOOD = BAD.replace("false", "true")
KMS = {"packs": "aws-security", "args": "--include\nkms-key-rotation-enabled"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


class Done(NamedTuple):
    """What a step did."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """Runs steps of the action with the environment that GitHub provides."""

    def __init__(self, folder: Path) -> None:
        self.temp, self.workspace = folder / "temp", folder / "workspace"
        self.temp.mkdir()
        self.workspace.mkdir()
        self.folder = folder
        self.context: dict[str, str] = {}
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_OS": "Linux",
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONUTF8": "1",
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
        }

    def use_this_riveter(self) -> None:
        """As if the first step had installed it."""
        (self.temp / "riveter").mkdir()
        (self.temp / "riveter" / "bin").symlink_to(Path(sys.executable).parent)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.workspace / name.replace("_tf", ".tf")).write_text(text, "utf-8")

    def step(self, name: str, **inputs: str) -> Done:
        """Run a step; inputs are named as in Python (``fail_on``)."""
        given = {key: value.get("default", "") for key, value in ACTION["inputs"].items()}
        changed = {key.replace("_", "-"): value for key, value in inputs.items()}
        assert set(changed) <= set(given)
        given |= changed
        step = STEPS[name]

        def fill(text: str) -> str:
            text = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found.group(1)], text)
            return re.sub(
                r"\$\{\{ ((?:\w+\.)+([\w-]+))(?: \|\| [^}]*)? \}\}",
                lambda found: self.context.get(found.group(1), self.context.get(found.group(2), "")),
                text,
            )

        files = {
            kind: self.folder / f"{kind.lower()}.txt"
            for kind in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
        }
        for path in files.values():
            path.write_text("")
        script = self.temp / "script.sh"
        script.write_text(step["run"], "utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace / fill(step.get("working-directory", ".")),
            env=self.environment
            | {key: fill(value) for key, value in step.get("env", {}).items()}
            | {key: str(path) for key, path in files.items()},
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        assert files["GITHUB_ENV"].read_text() == files["GITHUB_PATH"].read_text() == ""
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        outputs = {line.partition("=")[0]: line.partition("=")[2] for line in lines}
        return Done(
            done.returncode, done.stdout + done.stderr, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8")
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    made.use_this_riveter()
    return made


def commands(log: str) -> list[str]:
    """The workflow commands that a runner would obey: both of their forms, and none between stop-commands and its token."""
    found = []
    token = ""
    for line in log.splitlines():
        text = line.lstrip()
        if token:
            if text == f"::{token}::":
                token = ""
        elif text.startswith("::stop-commands::"):
            token = text.removeprefix("::stop-commands::")
        elif text.startswith("::") or "##[" in line:
            found.append(text)
    assert not token, "commands stay switched off"
    return found


# --- what it is ---------------------------------------------------------------------------------------


def test_inputs_reach_the_shell_through_the_environment_only() -> None:
    for step in STEPS.values():
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    assert [step["id"] for step in EVERY if "run" not in step] == ["cache"]
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


def test_every_output_is_one_that_a_step_writes() -> None:
    for name, output in ACTION["outputs"].items():
        step = "fixes" if name in ("suggestions", "review") else "scan"
        assert output["value"] == f"${{{{ steps.{step}.outputs.{name} }}}}"
        assert re.search(rf"\"{name}[\"=]", STEPS[step]["run"])


def test_other_actions_are_pinned_to_commits() -> None:
    texts = [path.read_text("utf-8") for path in ((ROOT / "action.yml"), *(ROOT / ".github").rglob("*.yml"))]
    uses = [line for text in texts for line in text.splitlines() if re.search(r"^\s*(- )?uses:", line)]
    assert uses
    for line in uses:
        assert re.search(r"uses: (\./ #|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d)", line), line


# --- the scan -----------------------------------------------------------------------------------------


def test_a_clean_scan(runner: Runner) -> None:
    runner.write(main_tf=GOOD % "k")
    done = runner.step("scan", **KMS)
    assert done.code == 0, done.log
    assert "Validation passed!" in done.log
    assert commands(done.log) == []
    assert "## ✅ riveter: 1 rule passed, 0 failed" in done.summary
    report = done.outputs.pop("json")
    assert done.outputs == {"exit-code": "0", "failed": "0", "passed": "1", "unknown": "0", "suppressed": "0"}
    assert json.loads(Path(report).read_text("utf-8"))["summary"]["rules_passed"] == 1


def test_findings_are_annotations_a_summary_a_report_and_outputs(runner: Runner) -> None:
    runner.write(main_tf=BAD % "k" + BAD % "l")
    done = runner.step("scan", sarif="out/riveter.sarif", **KMS)
    assert done.code == 1
    assert [command.partition(",title")[0] for command in commands(done.log)] == [
        "::warning file=main.tf,line=2,endLine=2,col=25,endColumn=30",
        "::warning file=main.tf,line=5,endLine=5,col=25,endColumn=30",
    ]
    assert "❌ KMS keys must have rotation enabled (2 of 2 resources)" in done.log
    assert "## ❌ riveter: 0 rules passed, 1 failed" in done.summary
    assert done.outputs["failed"] == "2"
    assert done.outputs["exit-code"] == "1"
    assert done.outputs["sarif"] == str(runner.workspace / "out/riveter.sarif")
    assert len(json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]) == 2


def test_nothing_fails_where_nothing_may(runner: Runner) -> None:
    runner.write(main_tf=BAD % "k")
    done = runner.step("scan", fail_on="never", **KMS)
    assert (done.code, done.outputs["failed"]) == (0, "1")


def test_broken_input_fails_and_the_rest_is_reported(runner: Runner) -> None:
    runner.write(main_tf=BAD % "k", broken_tf="resource {\n")
    done = runner.step("scan", **KMS)
    assert (done.code, done.outputs["exit-code"], done.outputs["failed"]) == (2, "2", "1")
    assert any(command.startswith("::error file=broken.tf") for command in commands(done.log))


def test_a_usage_error_leaves_the_exit_code_as_the_only_output(runner: Runner) -> None:
    runner.write(main_tf=GOOD % "k")
    (runner.temp / "riveter-reports").mkdir()
    (runner.temp / "riveter-reports" / "riveter.json").write_text("of an earlier step")
    done = runner.step("scan", args="--frobnicate")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert "No such option" in done.log


def test_lists_are_lines_and_nothing_in_them_is_run(runner: Runner) -> None:
    rules = "- {name: %s, resource_type: aws_kms_key, assertions: [{key: description, operator: not_exists}]}\n"
    (runner.workspace / "my rules").mkdir()
    (runner.workspace / "my rules" / "a.yml").write_text(rules % "one")
    (runner.workspace / "$(touch run)`touch run`;touch run.yml").write_text(rules % "two")
    (runner.workspace / "-o").mkdir()
    (runner.workspace / "-o" / "main.tf").write_text(GOOD % "a")
    (runner.workspace / "sub dir").mkdir()
    (runner.workspace / "sub dir" / "main.tf").write_text(GOOD % "b")
    done = runner.step(
        "scan",
        rules="\n  my rules/a.yml  \n$(touch run)`touch run`;touch run.yml\n",
        packs="aws-security, soc2",
        paths="-o\n\nsub dir\n",
        args="--include\none\n--include\ntwo",
    )
    assert done.code == 0, done.log
    assert done.outputs["passed"] == "4"
    assert not list(runner.workspace.rglob("run"))


def test_args_are_split_as_in_a_shell_and_nothing_of_them_is_run(runner: Runner) -> None:
    (runner.workspace / "my rules").mkdir()
    rule = "- {name: one, resource_type: aws_kms_key, assertions: [{key: description, operator: equals, value: $.x}]}\n"
    (runner.workspace / "my rules" / "a.yml").write_text(rule)
    runner.write(main_tf=GOOD % "k")
    hostile = "'--var=a=$(touch run)' --var=b=`id` \"--var=c=; touch run\" --var=d=$HOME"
    done = runner.step("scan", args=f"--rules 'my rules/a.yml' {hostile}\n  --fail-on never\n")
    assert not list(runner.workspace.rglob("run"))
    assert done.outputs["failed"] == "1"
    for value in ("Value for undeclared variable", '"a"', '"d"'):
        assert value in done.log


def test_packs_are_installed_on_request_and_the_base_decides_for_strangers(runner: Runner, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "example_policies").mkdir(parents=True)
    (site / "example_policies-1.0.dist-info").mkdir()
    (site / "example_policies-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: example-policies\nVersion: 1.0\n"
    )
    (site / "example_policies-1.0.dist-info" / "RECORD").write_text("example_policies/pack.yml,,\n")
    rule = "{id: named, name: n, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: exists}]}"
    (site / "example_policies" / "pack.yml").write_text(
        f"metadata: {{name: p, version: 1.0.0, description: d}}\nrules: [{rule}]\n"
    )
    runner.environment["PYTHONPATH"] = str(site)
    runner.write(main_tf='resource "aws_s3_bucket" "b" {}\n')
    (runner.workspace / "riveter.yml").write_text(
        "packs: [{python: example-policies, file: example_policies/pack.yml}]\n"
    )
    environment = {**runner.environment, "XDG_CACHE_HOME": str(tmp_path / "other")}
    command = [sys.executable, "-m", "riveter", "packs", "update"]
    subprocess.run(command, cwd=runner.workspace, env=environment, check=True, capture_output=True)
    without = runner.step("scan")
    assert without.outputs["exit-code"] == "2"
    assert "is not installed" in without.log
    done = runner.step("scan", install_packs="true")
    assert "version 1.0" in done.log
    assert done.outputs["failed"] == "1"
    git(runner.workspace, "init", "--quiet", "--initial-branch=main")
    git(runner.workspace, "add", "--all")
    git(runner.workspace, "commit", "--quiet", "-m", "base")
    (runner.workspace / "riveter.yml").write_text("packs: [{python: other-policies}]\n")
    stranger = runner.step("scan", install_packs="true", untrusted="true", diff="main")
    assert "other-policies" not in stranger.log
    assert stranger.outputs["failed"] == "1"


def test_a_quote_without_its_end_is_an_error(runner: Runner) -> None:
    runner.write(main_tf=GOOD % "k")
    done = runner.step("scan", args="--include 'kms-*")
    assert (done.code, done.outputs) == (2, {"exit-code": "2"})
    assert "the input args: No closing quotation" in done.log


def test_a_working_directory_a_config_and_a_baseline(runner: Runner) -> None:
    infra = runner.workspace / "infra"
    infra.mkdir()
    (infra / "main.tf").write_text(BAD % "k")
    (infra / "strict.yml").write_text("packs: [aws-security]\ninclude: [kms-key-rotation-enabled]\n")
    command = [sys.executable, "-m", "riveter", "baseline", "create", "--config", "strict.yml", "--file", "known.json"]
    subprocess.run(command, cwd=infra, check=True, capture_output=True)
    done = runner.step("scan", working_directory="infra", config="strict.yml", baseline="known.json")
    assert (done.code, done.outputs["suppressed"], done.outputs["failed"]) == (0, "1", "0"), done.log


HOSTILE = (
    "::set-output name=failed::0",
    "::add-mask::e",
    "::stop-commands::x",
    "::error title=forged::text",
    "##[error]forged",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_scanned_gives_the_runner_no_commands(runner: Runner, text: str) -> None:
    message = "\n".join(f"    {line}" for line in ("first", text, f"   {text}"))
    (runner.workspace / "rules.yml").write_text(
        "- name: one\n  resource_type: aws_kms_key\n  message: |\n"
        f"{message}\n  assertions: [{{key: description, operator: equals, value: x}}]\n"
    )
    runner.write(main_tf=f'resource "aws_kms_key" "k" {{\n  description = <<-EOT\n{text}\n   {text}\n  EOT\n}}\n')
    runner.write(broken_tf=f"resource {{ {text}\n")
    done = runner.step("scan", rules="rules.yml")
    assert done.code == 2
    assert done.outputs["failed"] == "1"
    for command in commands(done.log):
        assert command.startswith(("::warning file=main.tf,", "::error file=broken.tf,"))
    assert len(commands(done.log)) >= 2


def git(folder: Path, *words: str) -> str:
    names = {
        f"GIT_{role}_{what}": "someone@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_base_of_a_pull_request_is_fetched_when_it_is_missing(runner: Runner, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    (origin / "main.tf").write_text(BAD % "old")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message=base")
    base = git(origin, "rev-parse", "HEAD")
    (origin / "new.tf").write_text(BAD % "new")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message=change")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{origin}", str(runner.workspace))

    done = runner.step("scan", diff=base, **KMS)
    assert done.code == 1, done.log
    assert {name: done.outputs[name] for name in ("new", "fixed", "unchanged")} == {
        "new": "1",
        "fixed": "0",
        "unchanged": "1",
    }
    assert len(commands(done.log)) == 1
    done = runner.step("scan", diff="0" * 40, **KMS)
    assert done.code == 2
    assert "names no commit" in done.log


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("depth", ["1", "50"])
@pytest.mark.parametrize(
    ("diff", "numbers"),
    [
        ("main", "1 1"),
        ("origin/main", "1 1"),
        ("releases/1.0", "1 1"),
        ("v1", "1 0"),
        ("main...", "1 1"),
        ("origin/releases/1.0...", "1 1"),
        ("nowhere", None),
        ("--upload-pack=touch run", None),
    ],
)
def test_a_branch_or_a_tag_is_fetched_when_it_is_missing(
    runner: Runner, tmp_path: Path, depth: str, diff: str, numbers: str | None
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()

    def commit(**files: str) -> None:
        for name, text in files.items():
            (origin / f"{name}.tf").write_text(text)
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "--message=change")

    git(origin, "init", "--quiet", "--initial-branch=main")
    commit(other="")
    git(origin, "tag", "v1")
    commit(old=BAD % "old")
    git(origin, "branch", "releases/1.0")
    git(origin, "checkout", "--quiet", "-b", "change")
    commit(new=BAD % "new")
    git(origin, "checkout", "--quiet", "main")
    commit(later="")
    address = f"file://{origin}"
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--single-branch",
        "--branch=change",
        f"--depth={depth}",
        address,
        str(runner.workspace),
    )

    done = runner.step("scan", diff=diff, **KMS)
    assert not list(tmp_path.rglob("run"))
    if numbers is None:
        assert done.code == 2
        return
    assert done.code == 1, done.log
    if diff == "v1":
        numbers = "2 0"
    assert f"{done.outputs['new']} {done.outputs['unchanged']}" == numbers


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_whole_clone_stays_whole(runner: Runner, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    for name in ("a", "b", "c"):
        (origin / f"{name}.tf").write_text(GOOD % name)
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "--message=change")
    git(origin, "branch", "base")
    git(tmp_path, "clone", "--quiet", "--single-branch", f"file://{origin}", str(runner.workspace))
    done = runner.step("scan", diff="base", **KMS)
    assert done.code == 0, done.log
    assert git(runner.workspace, "rev-parse", "--is-shallow-repository") == "false"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_fork_is_judged_by_the_settings_of_the_base(runner: Runner) -> None:
    git(runner.workspace, "init", "--quiet", "--initial-branch=main")
    runner.write(main_tf="")
    git(runner.workspace, "add", ".")
    git(runner.workspace, "commit", "--quiet", "--message=base")
    base = git(runner.workspace, "rev-parse", "HEAD")
    runner.write(new_tf=BAD % "new", **{"riveter.yml": "exclude: ['*']\n"})
    assert runner.step("scan", untrusted="false", diff=base, **KMS).code != 1
    done = runner.step("scan", untrusted="true", diff=base, **KMS)
    assert done.code == 1, done.log
    assert done.outputs["new"] == "1"
    assert ACTION["inputs"]["untrusted"]["default"] == (
        "${{ github.event.pull_request.head.repo.full_name != github.event.pull_request.base.repo.full_name }}"
    )
    assert STEPS["scan"]["env"]["RIVETER_BASE"] == "${{ github.event.pull_request.base.sha }}"


# --- the fixes ----------------------------------------------------------------------------------------


@pytest.fixture
def pull_request(runner: Runner, tmp_path: Path) -> Runner:
    """A checkout of the merge of a pull request, as GitHub makes it: without history."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init", "--quiet", "--initial-branch=main")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")

    def commit(**files: str) -> str:
        for name, text in files.items():
            (origin / f"{name}.tf").write_text(text)
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "--message=change")
        return git(origin, "rev-parse", "HEAD")

    commit(old=BAD % "old")
    git(origin, "checkout", "--quiet", "-b", "change")
    head = commit(new=BAD % "new")
    git(origin, "checkout", "--quiet", "main")
    base = commit(later=GOOD % "later")
    git(origin, "merge", "--quiet", "--no-ff", "--message=merge", "change")
    git(origin, "branch", "pull")
    git(origin, "reset", "--quiet", "--hard", base)
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=pull", f"file://{origin}", str(runner.workspace))
    runner.context |= {"github.event.pull_request.base.sha": base, "github.event.pull_request.head.sha": head}
    runner.context["number"] = "7"
    return runner


def test_fixes_are_a_review_for_the_workflow_to_post(pull_request: Runner) -> None:
    base = pull_request.context["github.event.pull_request.base.sha"]
    assert pull_request.step("scan", diff=base, fail_on="never", sarif="x.sarif", **KMS).code == 0
    done = pull_request.step("fixes", diff=base, suggest="true", **KMS)
    assert done.code == 0, done.log
    assert commands(done.log) == []
    assert done.outputs["suggestions"] == "1"
    review = json.loads(Path(done.outputs["review"]).read_text("utf-8"))
    assert review["commit_id"] == pull_request.context["github.event.pull_request.head.sha"]
    assert [(each["path"], each["line"]) for each in review["comments"]] == [("new.tf", 2)]
    assert "## riveter: fixes for 1 finding\n" in done.summary
    assert "+  enable_key_rotation = true" in done.summary


def test_fixes_compare_with_the_base_of_the_pull_request_by_default(pull_request: Runner) -> None:
    pull_request.step("scan", **KMS)
    done = pull_request.step("fixes", **KMS)
    assert done.outputs["suggestions"] == "1", done.log


def test_the_settings_of_the_base_decide_about_the_fixes_of_a_stranger(pull_request: Runner) -> None:
    (pull_request.workspace / "riveter.yml").write_text("exclude: ['*']\n")
    base = pull_request.context["github.event.pull_request.base.sha"]
    for untrusted, number in (("false", "0"), ("true", "1")):
        pull_request.step("scan", untrusted=untrusted, diff=base, **KMS)
        done = pull_request.step("fixes", **KMS)
        assert done.outputs["suggestions"] == number, done.log


def test_what_can_not_be_suggested_is_a_warning(pull_request: Runner) -> None:
    pull_request.step("scan", **KMS | {"args": "--strict-coverage"})
    done = pull_request.step("fixes", **KMS)
    assert (done.code, done.outputs) == (0, {})
    assert "No such option '--strict-coverage'" in done.log
    assert [command.partition("::Not")[0] for command in commands(done.log)] == ["::warning title=riveter"]


def test_the_fixes_are_off_by_default_and_for_pull_requests_only() -> None:
    assert ACTION["inputs"]["suggest"]["default"] == "false"
    (condition,) = [step["if"] for step in EVERY if step["id"] == "fixes"]
    assert "inputs.suggest == 'true'" in condition
    assert "github.event_name == 'pull_request'" in condition
    assert "token" not in json.dumps(STEPS["fixes"]["env"]).lower()


# --- the installation ---------------------------------------------------------------------------------


def test_without_a_python_that_will_do_it_says_what_to_add(tmp_path: Path) -> None:
    made = Runner(tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "bash").symlink_to(shutil.which("bash") or "")
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    made.environment["PATH"] = str(tools)
    done = made.step("python")
    assert done.code == 2
    assert "add actions/setup-python" in commands(done.log)[0]


def test_it_installs_this_checkout_and_nothing_of_the_workspace_is_imported(tmp_path: Path) -> None:
    made = Runner(tmp_path)
    for name in ("pip", "venv", "json", "secrets", "riveter", "sitecustomize", "ensurepip", "click"):
        (made.workspace / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    made.write(main_tf=BAD % "k")
    done = made.step("python")
    assert done.code == 0, done.log
    assert re.fullmatch(r"3\.\d+\.\d+\w*-[0-9a-f]{32}", done.outputs["key"])
    made.context |= done.outputs
    done = made.step("install")
    if done.code != 0 and "No matching distribution" in done.log:
        pytest.skip("the package registry can't be reached")
    assert done.code == 0, done.log
    assert re.search(r"^riveter \d", done.log, re.MULTILINE)
    done = made.step("scan", **KMS)
    assert (done.code, done.outputs["failed"]) == (1, "1"), done.log
    assert not (tmp_path / "ran").exists()


def test_downloads_are_cached_and_nothing_that_is_installed() -> None:
    (cache,) = [step for step in EVERY if step["id"] == "cache"]
    assert cache["uses"].startswith("actions/cache@")
    assert cache["with"]["path"] == "${{ runner.temp }}/riveter-pip"
    assert "steps.python.outputs.key" in cache["with"]["key"]
    assert 'PIP_CACHE_DIR="$RUNNER_TEMP/riveter-pip"' in STEPS["install"]["run"]


LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; ([^\\]+))? \\$")


def test_everything_that_is_installed_is_locked_by_its_hash() -> None:
    """`make lock` writes the file."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    install = STEPS["install"]["run"]
    for words in ("--require-hashes", "--only-binary :all:", "--no-deps --no-build-isolation --no-index"):
        assert words in install
    locked: dict[str, list[str]] = {}
    hashes = 1
    for line in (ROOT / "requirements" / "action.txt").read_text("utf-8").splitlines():
        found = LOCKED.match(line)
        if found:
            assert hashes
            locked.setdefault(found[1], []).append(found[2])
            hashes = 0
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), line
            hashes += 1
    assert hashes
    project = pytest.importorskip("tomllib").loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for requirement in map(Requirement, wanted):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


# --- the comment --------------------------------------------------------------------------------------


class Comments(ThreadingHTTPServer):
    """The comments of one pull request, as GitHub's interface has them."""

    def __init__(self) -> None:
        self.comments: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.status = 200
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

            def answer(self, status: int, body: object) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def do_GET(self) -> None:
                assert self.headers["Authorization"] == "Bearer secret"
                server.calls.append(f"GET {self.path}")
                path, _, query = self.path.partition("?")
                assert path == "/repos/example/infra/issues/7/comments"
                page = int(query.rpartition("page=")[2])
                found = server.comments[(page - 1) * 100 : page * 100]
                self.answer(server.status, found if server.status == 200 else {"message": "::error::no"})

            def body(self) -> str:
                assert self.headers["Authorization"] == "Bearer secret"
                server.calls.append(f"{self.command} {self.path}")
                return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

            def do_POST(self) -> None:
                assert self.path == "/repos/example/infra/issues/7/comments"
                server.add(self.body())
                self.answer(201, {})

            def do_PATCH(self) -> None:
                number = int(self.path.removeprefix("/repos/example/infra/issues/comments/"))
                (comment,) = [one for one in server.comments if one["id"] == number]
                comment["body"] = self.body()
                self.answer(200, {})

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def add(self, body: str, author: str = "github-actions[bot]") -> None:
        self.comments.append({"id": len(self.comments) + 1, "body": body, "user": {"login": author}})


@pytest.fixture
def comments() -> Iterator[Comments]:
    server = Comments()
    yield server
    server.shutdown()
    server.server_close()


def commented(runner: Runner, comments: Comments, **inputs: str) -> Done:
    """Scan, then comment."""
    done = runner.step("scan", **inputs)
    code = done.outputs["exit-code"]
    runner.context = {"number": "7", "token": "secret", "exit-code": code, "new": done.outputs.get("failed", "")}
    runner.environment |= {
        "GITHUB_API_URL": f"http://127.0.0.1:{comments.server_port}",
        "GITHUB_REPOSITORY": "example/infra",
        "GITHUB_WORKFLOW": "policies",
    }
    done = runner.step("comment", comment="true", **inputs)
    assert done.code == 0, done.log
    assert "secret" not in done.log
    return done


def test_a_comment_is_posted_once_and_then_updated(runner: Runner, comments: Comments) -> None:
    comments.add("a comment of somebody", "somebody")
    runner.write(main_tf=GOOD % "k")
    assert commented(runner, comments, **KMS).log == "Comment: not needed\n"
    runner.write(main_tf=BAD % "k")
    assert commented(runner, comments, **KMS).log == "Comment: posted\n"
    assert "## ❌ riveter: 0 rules passed, 1 failed" in comments.comments[1]["body"]
    runner.write(main_tf=GOOD % "k")
    assert commented(runner, comments, **KMS).log == "Comment: updated\n"
    assert len(comments.comments) == 2
    assert "## ✅ riveter: 1 rule passed, 0 failed" in comments.comments[1]["body"]
    assert comments.comments[0]["body"] == "a comment of somebody"


def test_comments_of_several_steps_are_apart(runner: Runner, comments: Comments) -> None:
    runner.write(main_tf=BAD % "k")
    commented(runner, comments, **KMS)
    commented(runner, comments, **KMS | {"paths": "main.tf"})
    assert len(comments.comments) == 2
    commented(runner, comments, **KMS)
    assert len(comments.comments) == 2


def test_a_copy_of_the_comment_by_somebody_else_is_left_alone(runner: Runner, comments: Comments) -> None:
    runner.write(main_tf=BAD % "k")
    commented(runner, comments, **KMS)
    comments.comments[0]["user"]["login"] = "somebody"
    before = comments.comments[0]["body"]
    for number in range(150):
        comments.add(f"comment {number}", "somebody")
    assert commented(runner, comments, **KMS).log == "Comment: posted\n"
    assert comments.comments[0]["body"] == before
    assert commented(runner, comments, **KMS).log == "Comment: updated\n"
    assert len(comments.comments) == 152


def test_broken_input_is_commented_on(runner: Runner, comments: Comments) -> None:
    runner.write(main_tf=GOOD % "k", broken_tf="resource {\n")
    assert commented(runner, comments, **KMS).log == "Comment: posted\n"


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "::notice title=riveter::The token may not comment (403). "), (500, "::warning title=riveter::")],
)
def test_a_token_that_may_not_comment_fails_nothing(
    runner: Runner, comments: Comments, status: int, words: str
) -> None:
    comments.status = status
    runner.write(main_tf=BAD % "k")
    done = commented(runner, comments, **KMS)
    assert done.log.startswith(words)
    assert len(commands(done.log)) == 1
    assert comments.comments == []


def test_the_comment_is_off_by_default_and_for_own_pull_requests_only() -> None:
    assert ACTION["inputs"]["comment"]["default"] == "false"
    (condition,) = [step["if"] for step in EVERY if step["id"] == "comment"]
    for part in (
        "inputs.comment == 'true'",
        "github.event_name == 'pull_request'",
        "github.event.pull_request.head.repo.full_name == github.repository",
    ):
        assert part in condition


def test_nothing_runs_on_pull_request_target() -> None:
    paths = [
        ROOT / "action.yml",
        ROOT / "docs" / "ci.md",
        *(ROOT / ".github").rglob("*.yml"),
        *(ROOT / "riveter/scaffold").glob("*.py"),
    ]
    for path in paths:
        assert not re.search(r"^\s*-?\s*pull_request_target\b", path.read_text("utf-8"), re.MULTILINE), path
