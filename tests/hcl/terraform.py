"""What Terraform itself makes of texts: which it accepts, and what their values are.

`python -m tests.hcl.terraform record` writes the answers that the tests compare with (to random texts, and to those that
`edge_cases.json` holds), `python -m tests.hcl.terraform compare 20` compares
rounds of fresh random texts.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal, get_args

from riveter.hcl import parse, parse_expression, parse_template
from tests.hcl.generate import SCOPE, any_template, expression, template_body
from tests.hcl.meaning import text_of, value_of
from tests.hcl.mutate import mutated
from tests.hcl.outline import source

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


Question = Literal["accepted", "values", "rendered"]
Disagreement = tuple[str, Any, Any]


def ask(question: Question, texts: list[str]) -> list[tuple[str, Any]]:
    """Each text with Terraform's answer."""
    with tempfile.TemporaryDirectory() as directory:
        answers = {"accepted": accepted, "values": values, "rendered": rendered}[question](Path(directory), texts)
    return list(zip(texts, answers, strict=True))


def random_texts(question: Question, seed: int, count: int) -> list[str]:
    """Random texts to ask a question about; the same for the same seed."""
    rng = random.Random(seed)
    if question == "accepted":
        return mutated(rng, count)
    if question == "rendered":
        return [template_body(rng, quoted=False) for _ in range(count)]
    return [expression(rng) if rng.random() < 0.35 else any_template(rng) for _ in range(count)]


def disagreements(question: Question, pairs: list[tuple[str, Any]]) -> list[Disagreement]:
    """The texts to which riveter's parser gives another answer, with Terraform's and ours."""
    found = []
    for text, theirs in pairs:
        ours = _answer(question, text)
        if ours != theirs:
            found.append((text, theirs, ours))
    return found


def _answer(question: Question, text: str) -> Any:
    if question == "accepted":
        return not parse(source(text)).diagnostics
    node, diagnostics = parse_expression(text) if question == "values" else parse_template(source(text))
    if diagnostics:
        return f"refused: {diagnostics[0].summary}"
    value = value_of(node, SCOPE)
    return text_of(value) if question == "rendered" else value


def recorded(name: str) -> list[tuple[str, Any]]:
    """The texts of a file with Terraform's answers."""
    return [(text, answer) for text, answer in json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))]


def _write(name: str, pairs: list[tuple[str, Any]]) -> None:
    (RECORDED / f"{name}.json").write_text(json.dumps(pairs, indent=0, ensure_ascii=True) + "\n", encoding="utf-8")


def main() -> None:
    """`record` writes what Terraform says to a few hundred random texts; `compare N` compares N rounds of fresh ones."""
    if sys.argv[1:2] == ["record"]:
        RECORDED.mkdir(exist_ok=True)
        for question in get_args(Question):
            pairs = ask(question, random_texts(question, 1, 400 if question != "rendered" else 150))
            _write(question, pairs)
        _write("edge_cases", ask("accepted", [text for text, _ in recorded("edge_cases")]))
        return
    _, rounds = sys.argv[1:]
    for question in get_args(Question):
        for _ in range(int(rounds)):
            seed = random.SystemRandom().randrange(1 << 32)
            found = disagreements(question, ask(question, random_texts(question, seed, 500)))
            for text, theirs, ours in found:
                print(f"{question}: {text!r}\n  Terraform: {theirs!r}\n  riveter:   {ours!r}")


if __name__ == "__main__":
    main()
