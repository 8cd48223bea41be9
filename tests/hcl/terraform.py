"""What Terraform itself makes of texts: which it accepts, and what their values are. `python -m tests.hcl.terraform` records it anew."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.hcl.generate import SCOPE, any_template, expression, template_body
from tests.hcl.mutate import mutated

RECORDED = Path(__file__).with_name("recorded")


def accepted(directory: Path, texts: list[str]) -> list[bool]:
    """Whether HashiCorp's parser reads each text without an error."""
    for number, text in enumerate(texts):
        directory.joinpath(f"f{number}.tf").write_text(text, encoding="utf-8", newline="")
    done = _terraform(directory, "fmt", "-check", "-list=false", "-write=false", "-no-color", ".")
    refused = set(re.findall(r"on \S*?f(\d+)\.tf line \d", done.stdout + done.stderr))
    return [str(number) not in refused for number in range(len(texts))]


def values(directory: Path, expressions: list[str]) -> list[Any]:
    """The value of each expression, in which the names of `SCOPE` may be used as they are."""
    # A `for` over one element gives the names to the expressions without rewriting them.
    binders = "".join(f"[for {name} in [local.{name}] : " for name in SCOPE)
    lines = ["locals {", *(f"{name} = {json.dumps(value)}" for name, value in SCOPE.items()), "}\n"]
    config = "\n".join(lines)
    for number, text in enumerate(expressions):
        end = text if text.endswith("\n") else text + "\n"
        config += (
            f'output "o{number}" {{\n value = flatten(\n{binders}[jsonencode(\n{end})]{"]" * len(SCOPE)})[0]\n}}\n'
        )
    return [json.loads(text) for text in _outputs(directory, config, len(expressions))]


def rendered(directory: Path, templates: list[str]) -> list[str]:
    """The text of each template, as `templatestring` renders it with the names of `SCOPE`."""
    config = "locals {\nscope = " + json.dumps(SCOPE) + "\n"
    for number, text in enumerate(templates):
        quoted = json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
        config += f"t{number} = {quoted}\n"
    config += "}\n"
    for number in range(len(templates)):
        config += f'output "o{number}" {{ value = templatestring(local.t{number}, local.scope) }}\n'
    return [str(text) for text in _outputs(directory, config, len(templates))]


def _outputs(directory: Path, config: str, count: int) -> list[Any]:
    directory.joinpath("main.tf").write_text(config, encoding="utf-8", newline="")
    done = _terraform(directory, "plan", "-input=false", "-lock=false", "-no-color", "-out=plan.out")
    assert done.returncode == 0, done.stderr[:4000]
    plan = json.loads(_terraform(directory, "show", "-json", "plan.out").stdout)
    outputs = plan["planned_values"]["outputs"]
    return [outputs[f"o{number}"]["value"] for number in range(count)]


def _terraform(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(directory),
        "CHECKPOINT_DISABLE": "1",
        "TF_CLI_CONFIG_FILE": os.devnull,
    }
    return subprocess.run(
        ["terraform", *arguments], cwd=directory, env=environment, capture_output=True, text=True, check=False
    )


def record(seed: int = 1) -> None:
    """Write what Terraform says to a few hundred random texts."""
    rng = random.Random(seed)
    RECORDED.mkdir(exist_ok=True)
    texts = mutated(rng, 400)
    expressions = [expression(rng) for _ in range(150)] + [any_template(rng) for _ in range(250)]
    templates = [template_body(rng, quoted=False) for _ in range(150)]
    for name, given, ask in (
        ("accepted", texts, accepted),
        ("values", expressions, values),
        ("rendered", templates, rendered),
    ):
        with tempfile.TemporaryDirectory() as directory:
            answers = ask(Path(directory), given)
        pairs = [[text, answer] for text, answer in zip(given, answers, strict=True)]
        path = RECORDED / f"{name}.json"
        path.write_text(json.dumps(pairs, indent=0, ensure_ascii=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
