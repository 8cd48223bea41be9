"""Records what the AWS provider makes of the documents beside this file: ``python -m tests.terraform.iam.refresh``.

Needs `terraform` on the PATH and the AWS provider's plug-in (see `tests/oracle.py`); asks AWS nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.oracle import TerraformError, terraform_plan_json
from tests.terraform.iam.random_documents import Documents

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
REFUSED = HERE / "refused"
EXPECTED = HERE / "expected.json"

RANDOM = DOCUMENTS / "random.tf"
"""Documents by chance; `python -m tools.fuzz.policy_documents` tries others."""

_BLOCK = re.compile(r'^data "aws_iam_policy_document" "(\w+)"', re.MULTILINE)


def names() -> list[str]:
    """The documents of the corpus, by name."""
    found = [name for path in sorted(DOCUMENTS.glob("*.tf")) for name in _BLOCK.findall(path.read_text("utf-8"))]
    for path in sorted(DOCUMENTS.glob("*.tf.json")):
        found.extend(json.loads(path.read_text("utf-8"))["data"]["aws_iam_policy_document"])
    return found


def random_documents() -> Documents:
    """Those in the file `RANDOM`."""
    return Documents(seed=2026, count=120)


def recorded() -> dict[str, Any]:
    """What was recorded: documents by name and instance key, and the refused ones with the provider's message."""
    result: dict[str, Any] = json.loads(EXPECTED.read_text("utf-8"))
    return result


def main() -> None:
    """Write `expected.json`, and the documents made by chance."""
    RANDOM.write_text(random_documents().text(), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "documents")
        shutil.copytree(DOCUMENTS, copy)
        outputs = "".join(
            f'output "{name}" {{\n  value = data.aws_iam_policy_document.{name}\n}}\n' for name in names()
        )
        (copy / "outputs.tf").write_text(outputs, "utf-8")
        plan = terraform_plan_json(copy)
    documents = {name: _instances(plan["planned_values"]["outputs"][name]["value"]) for name in names()}
    refused = {path.stem: _refusal(path) for path in sorted(REFUSED.glob("*.tf"))}
    text = json.dumps({"documents": documents, "refused": refused}, indent=1, ensure_ascii=False, sort_keys=True)
    EXPECTED.write_text(text + "\n", "utf-8")


def _instances(value: Any) -> dict[str, dict[str, str]]:
    if isinstance(value, list):
        pairs = {f"[{index}]": item for index, item in enumerate(value)}
    elif "minified_json" in value:
        pairs = {"": value}
    else:
        pairs = {f'["{key}"]': item for key, item in value.items()}
    return {key: {name: item[name] for name in ("id", "json", "minified_json")} for key, item in pairs.items()}


def _refusal(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.stem)
        copy.mkdir()
        shutil.copy(path, copy / "main.tf")
        try:
            terraform_plan_json(copy)
        except TerraformError as error:
            words = [line.strip("│╷╵ \t") for line in str(error).partition("Error: ")[2].splitlines()]
            place = re.compile(r"with data\.|on main\.tf|\d+:")
            message = " ".join(line for line in words if line and not place.match(line))
            return message.partition(" The plugin logs")[0]
    raise AssertionError(f"{path.name} is not refused")


if __name__ == "__main__":
    main()
