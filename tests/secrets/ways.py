"""The ways by which a secret gets into a configuration, a plan or a state, as `ways.txt` has them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SECRET = "S3KRET-of-forty-ways"
SHORT = "q7Zx!"
"""Too short to be looked for in other texts: it must be masked by where it is."""

DOCUMENT = "document.json"


class Way(NamedTuple):
    """`files` by name; `environment`: variables of the environment. `hides`: what nothing may show."""

    name: str
    files: dict[str, str]
    environment: dict[str, str]
    hides: str

    @property
    def target(self) -> str:
        """What is scanned."""
        return DOCUMENT if DOCUMENT in self.files else "."

    @property
    def found_by_rules(self) -> bool:
        """Whether only a rule says that it is a secret."""
        return self.name.startswith("what a rule finds")


def _read(section: str) -> Way:
    head, *files = section.replace("@SECRET@", SECRET).replace("@SHORT@", SHORT).split("\n---- ")
    name, *settings = head.split("\n")
    given = [setting.partition(": ") for setting in settings]
    environment = dict(value.split("=", 1) for key, _, value in given if key == "environment")
    hides = next((value for key, _, value in given if key == "hides"), SECRET)
    return Way(name, {file.partition("\n")[0]: file.partition("\n")[2] + "\n" for file in files}, environment, hides)


WAYS = [
    _read(section)
    for section in Path(__file__).with_name("ways.txt").read_text().removeprefix("==== ").split("\n==== ")
]
