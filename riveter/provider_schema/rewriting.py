"""What a provider makes of a written text before it plans it: lower case, the dot of a domain name, the number of a protocol.

Neither schemas nor documentation list this. `tools/provider_rewriting` asks the provider itself, and writes a table: for each type, the
paths of the texts that are rewritten, and the names of the functions here that do the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import msgspec

from riveter.files.package import text as package_text


class Rewriting(msgspec.Struct, frozen=True):
    """How a text is rewritten. by_part: if it does not change any known part of a text, it does not change the text."""

    text: Callable[[str], str]
    by_part: bool = True


_PROTOCOLS = {"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}
_ESCAPED = re.compile(r"[^A-Za-z0-9_.\\-]")
_WHITE_SPACE = " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def _protocol(text: str) -> str:
    """Return the name of a protocol in security groups; ``-1`` for all, and the number for those without a name there."""
    lowered = text.lower()
    return _PROTOCOLS.get(lowered, lowered)


def _without_root(text: str) -> str:
    """Return a domain name without the dot of the root."""
    return text if text == "." else text.removesuffix(".")


def _domain_name(text: str) -> str:
    return _without_root(text.lower())


def _escaped_name(text: str) -> str:
    """Return a domain name as DNS writes it: in lower case, other characters by their numbers."""
    return _without_root(_ESCAPED.sub(lambda match: f"\\{ord(match.group()):03o}", text).lower())


def _trimmed(text: str) -> str:
    return text.strip(_WHITE_SPACE)


REWRITINGS = {
    "lower": Rewriting(str.lower),
    "upper": Rewriting(str.upper),
    "protocol": Rewriting(_protocol, by_part=False),
    "without_root": Rewriting(_without_root),
    "domain_name": Rewriting(_domain_name),
    "escaped_name": Rewriting(_escaped_name),
    "trimmed": Rewriting(_trimmed),
}
"""The functions by the names that tables have for them."""

TABLES = {"aws": "aws-5.100.0.rewriting.json"}


def rewriting(resource_type: str, path: tuple[str, ...]) -> Rewriting | None:
    """Return how the provider rewrites the text of an argument; None if it keeps the text. path: names, without indexes."""
    texts = _table(resource_type.partition("_")[0]).get(resource_type)
    name = texts.get(".".join(path)) if texts is not None else None
    return None if name is None else REWRITINGS[name]


@cache
def _table(provider: str) -> dict[str, dict[str, str]]:
    name = TABLES.get(provider)
    if name is None:
        return {}
    return msgspec.json.decode(package_text("provider_schema", "data", name), type=dict[str, dict[str, str]])
