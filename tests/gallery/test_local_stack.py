"""The local stacks of the examples: what the READMEs say about them, run in a copy of the repository as it is after a clone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, blocks
from tests.gallery.conftest import require_moto
from tests.oracle import require_aws_provider
from tools.local_stack.__main__ import EXAMPLES as NAMES
from tools.local_stack.aws import is_running
from tools.local_stack.pipelines.batch_data_pipeline import has_spark

pytestmark = pytest.mark.gallery

INSTALL = 'python -m pip install -e ".[gallery]"'
# As somebody has it who has an account, and a proxy.
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "real", "AWS_PROFILE": "production",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "TF_VAR_name": "production",
}  # fmt: skip

Done = subprocess.CompletedProcess[str]


def command(repository: Path, words: Sequence[str], **more: str) -> Done:
    """Run `python -m tools.local_stack` in a copy of the repository."""
    return subprocess.run(
        [sys.executable, "-m", "tools.local_stack", *words],
        cwd=repository,
        env={**os.environ, **SETTINGS, **more},
        capture_output=True,
        encoding="utf-8",
        timeout=1500,
        check=False,
    )


def copied(folder: Path) -> Path:
    """Copy what the local stacks need, without what an earlier run left."""
    for name in ("tools", "examples"):
        ignored = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.zip", "__pycache__")
        shutil.copytree(EXAMPLES.parent / name, folder / name, ignore=ignored)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository."""
    require_moto()
    require_aws_provider()
    return copied(tmp_path_factory.mktemp("clone"))


@pytest.fixture(scope="module")
def ups(repository: Path) -> Iterator[dict[str, Done]]:
    """All examples, up side by side; what `up` said."""
    before = files(repository / "examples")
    names = [name for name in NAMES if name != "batch-data-pipeline" or has_spark()]
    try:
        with ThreadPoolExecutor(len(names)) as pool:
            yield dict(zip(names, pool.map(lambda name: command(repository, readme(name)["up"]), names), strict=True))
        assert files(repository / "examples") == before, "the examples stay as they are"
    finally:
        for name in names:
            command(repository, ["down", name])


def lines(name: str) -> list[str]:
    """The commands of a README for a local stack."""
    texts = [text for language, text in blocks(EXAMPLES / name / "README.md") if language == "shell"]
    return [line for text in texts for line in text.splitlines()]


def readme(name: str) -> dict[str, list[str]]:
    """The words of these commands, by the first of them."""
    found = [shlex.split(line) for line in lines(name)[1:]]
    assert all(words[:3] == ["python", "-m", "tools.local_stack"] for words in found)
    return {words[3]: words[3:] for words in found}


@pytest.fixture(params=NAMES)
def example(request: pytest.FixtureRequest, ups: dict[str, Done]) -> str:
    """An example that is up."""
    name: str = request.param
    if name not in ups:
        pytest.skip("the job needs Spark and Java")
    assert ups[name].returncode == 0, ups[name].stdout + ups[name].stderr
    return name


def undated(text: str) -> list[list[str]]:
    """The words of each line, with every time as a word."""
    return [re.sub(r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", "TIME", line).replace("-", "").split() for line in text.splitlines()]


def test_two_commands_bring_it_up(example: str, ups: dict[str, Done]) -> None:
    first, second, *_ = lines(example)
    assert first == INSTALL
    assert second == f"python -m tools.local_stack up {example}"
    assert re.search(r"^\d+ resources are up", ups[example].stdout, re.MULTILINE)
    assert "What Moto lacks" in ups[example].stdout


def test_the_query_of_the_document_answers_as_the_readme_shows(example: str, repository: Path) -> None:
    assert list(readme(example)) == ["up", "push", "query", "run", "down"]
    pushed = command(repository, readme(example)["push"])
    assert pushed.returncode == 0, pushed.stderr
    done = command(repository, readme(example)["query"])
    assert done.returncode == 0, done.stderr
    [shown] = [
        text
        for (language, before), (_, text) in pairwise(blocks(EXAMPLES / example / "README.md"))
        if language == "shell" and "query" in before
    ]
    # what happens in the same second comes in any order
    assert sorted(undated(done.stdout)) == sorted(undated(shown))
    assert int(done.stdout.splitlines()[-1].strip("( rows)")) > 0
    # what was handled is not handled again
    assert command(repository, readme(example)["query"]).stdout == done.stdout


def test_every_saved_query_runs(example: str, repository: Path, ups: dict[str, Done]) -> None:
    [names] = re.findall(r"^Saved queries: (.*)$", ups[example].stdout, re.MULTILINE)
    for name in names.split(", "):
        done = command(repository, ["query", example, name])
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith(" rows)\n")


def test_programs_take_it_for_aws(example: str, repository: Path) -> None:
    done = command(repository, readme(example)["run"])
    assert done.returncode == 0, done.stderr
    assert "aws_" in done.stdout
    code = "import boto3; print(len(boto3.client('s3').list_buckets()['Buckets']), boto3.client('sts').get_caller_identity()['Account'])"
    done = command(repository, ["run", example, sys.executable, "-c", code])
    assert done.returncode == 0, done.stderr
    number, account = done.stdout.split()
    assert (int(number) > 1, account) == (True, "123456789012")


OWN = {
    "audit-table": (
        "import boto3; boto3.client('dynamodb').put_item(TableName='Orders', Item={'orderId': {'S': '900'}, 'state': {'S': 'LOST'}})",
        "SELECT json_extract_scalar(new_image, '$.state.S') AS state FROM example_corp_audit_records WHERE event_name = 'INSERT'",
        "LOST",
    ),
    "secure-data-pipeline": (
        "import boto3; boto3.client('s3').put_object(Bucket='example-corp-lab-raw-data', Key='incoming/of mine+1.csv', Body=b'x')",
        "SELECT state, object_key FROM provenance_ledger WHERE object_key LIKE '%mine%'",
        "complete  incoming/of mine+1.csv",
    ),
    "audit-log-analytics": (
        "import boto3; boto3.client('s3').put_object(Bucket='example-corp-wau-platform', Key='initech/a b.csv',"
        " Body=b'event_time,user_name,action,resource,source_ip,outcome\\n2026-03-01T10:00:00Z,me,READ,/x,192.0.2.1,OK\\n')",
        "SELECT user_name FROM public.wau_audit_logs WHERE customer = 'initech'",
        "me",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OWN)
def test_the_readers_own_data_flows(name: str, ups: dict[str, Done], repository: Path) -> None:
    assert ups[name].returncode == 0, ups[name].stderr
    code, query, row = OWN[name]
    done = command(repository, ["run", name, sys.executable, "-c", code])
    assert done.returncode == 0, done.stderr
    done = command(repository, ["query", name, query])
    assert done.returncode == 0, done.stderr
    assert row in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["query", "dxr-athena-export", "SELEC 1"], "neither SQL nor the name of a saved query"),
        (["query", "dxr-athena-export", "SELECT nothing FROM nowhere"], "nowhere"),
        (["up", "dxr-athena-export"], "is up already"),
        (["up", "another"], "There is no local stack for 'another'"),
        (["run", "dxr-athena-export"], "Which program?"),
        (["run", "dxr-athena-export", "no-such-program"], "is not on the PATH"),
    ],
)
def test_mistakes_are_explained(words: list[str], said: str, ups: dict[str, Done], repository: Path) -> None:
    done = command(repository, words)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_down_leaves_nothing(example: str, repository: Path) -> None:
    """The last test of a stack."""
    folder = repository / "build" / "local" / example
    assert is_running(folder)
    assert (folder / "terraform" / "moto_override.tf").exists()

    done = command(repository, readme(example)["down"])

    assert (done.returncode, done.stdout) == (0, f"{example} is down, and nothing is left of it.\n")
    assert not folder.exists()
    assert command(repository, ["query", example]).stderr.startswith(f"Error: {example} is not up.")
    assert command(repository, ["down", example]).stdout == f"{example} is not up.\n"


# --- what fails ------------------------------------------------------------------------------


def processes(folder: Path) -> list[str]:
    """The processes that work in a folder, or were started for it."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            where, words = str((path / "cwd").readlink()), (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if where.startswith(str(folder)) or str(folder) in words:
            found.append(words)
    return found


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the repository with an example that Terraform can't apply."""
    require_moto()
    require_aws_provider()
    copied(tmp_path)
    (tmp_path / "examples/dxr-athena-export/terraform/more.tf").write_text(
        'resource "aws_s3_bucket" "export" {}\n', "utf-8"
    )
    return tmp_path


def test_a_deployment_that_fails_leaves_nothing(broken: Path) -> None:
    done = command(broken, ["up", "dxr-athena-export"])
    assert done.returncode == 1
    assert "Duplicate resource" in done.stderr
    assert not (broken / "build/local/dxr-athena-export").exists()
    assert processes(broken) == []


def test_without_terraform_it_says_so(broken: Path) -> None:
    done = command(broken, ["up", "dxr-athena-export"], PATH="")
    assert (done.returncode, "terraform is not on the PATH" in done.stderr) == (1, True)
    assert not (broken / "build/local/dxr-athena-export").exists()
    assert processes(broken) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_deployment_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    require_moto()
    require_aws_provider()
    copied(tmp_path)
    folder = tmp_path / "build/local/dxr-athena-export"
    words = [sys.executable, "-m", "tools.local_stack", "up", "dxr-athena-export"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 200
        while not list(folder.glob("terraform/*.tfstate*")):  # it is applying
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        process.send_signal(number)
        assert process.wait(timeout=60) in (130, 143)
    assert not folder.exists()
    assert processes(tmp_path) == []
