"""The AWS CLI's place on the PATH: it knows services, operations and options as botocore does, does nothing, and writes its words down.

AWS_STAND_IN_LOG names the file. What commands of the examples print is made up here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

# Commands of the CLI that are no operations of a service: how many words follow, at least.
_OTHERS = {("s3", "cp"): 2, ("configure", "sso"): 0, ("sso", "login"): 0}
_GLOBAL = {"--profile", "--region", "--cli-binary-format", "--output", "--query"}


def checked(words: Sequence[str]) -> dict[str, str]:
    """The options of a command by name; fail where the CLI would refuse it."""
    import botocore.session
    from botocore import xform_name

    service, operation, *rest = words
    given, others = _parsed(rest)
    if (service, operation) in _OTHERS:
        assert len(others) >= _OTHERS[service, operation], words
        return given
    model = botocore.session.get_session().get_service_model(service)
    [found] = [name for name in model.operation_names if xform_name(name, "-") == operation]
    shape = model.operation_model(found).input_shape
    members = {f"--{xform_name(name, '-')}": name for name in shape.members}
    assert set(given) <= {*members, *_GLOBAL}, f"{operation} has no {set(given) - {*members, *_GLOBAL}}"
    missing = {option for option, name in members.items() if name in shape.required_members} - set(given)
    assert not missing, f"{operation} needs {missing}"
    # the file for the answer of a function
    assert len(others) == ((service, operation) == ("lambda", "invoke")), words
    return given


def _parsed(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    given: dict[str, str] = {}
    others = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word.startswith("--"):
            given[word] = rest.pop(0)
            assert given[word], f"{word} is empty"
        else:
            others.append(word)
    return given, others


def main() -> None:
    """Run a command."""
    words = sys.argv[1:]
    checked(words)
    with Path(os.environ["AWS_STAND_IN_LOG"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps(words) + "\n")
    if words[:2] == ["s3", "cp"] and words[3] == "-":
        print(json.dumps({"payload": json.dumps({"Records": []})}))
    if words[:2] == ["lambda", "invoke"]:
        Path(words[-1]).write_text("{}", encoding="utf-8")


if __name__ == "__main__":
    main()
