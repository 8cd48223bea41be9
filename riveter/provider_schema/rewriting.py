"""What a provider makes of a written text before it plans it: lower case, the dot of a domain name, the number of a protocol.

Neither schemas nor documentation list this. The table holds what plans of the AWS provider 5.100 show; plans judge the text on its right.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Rewriting(msgspec.Struct, frozen=True):
    """How a text is rewritten. by_character: a character that it leaves alone in one text it leaves alone in all."""

    text: Callable[[str], str]
    by_character: bool = True


_PROTOCOLS = {"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}


def _protocol(text: str) -> str:
    """Return the name of a protocol in security groups; ``-1`` for all, and the number for those without a name there."""
    lowered = text.lower()
    return _PROTOCOLS.get(lowered, lowered)


def _domain_name(text: str) -> str:
    """Return the name of a zone or record: in lower case, without the dot of the root."""
    return text.lower().removesuffix(".")


_PROTOCOL = Rewriting(_protocol, by_character=False)
_LOWER = Rewriting(str.lower)
_UPPER = Rewriting(str.upper)
_DOMAIN_NAME = Rewriting(_domain_name)

_REWRITINGS: dict[tuple[str, str], Rewriting] = {
    ("aws_alb_listener", "protocol"): _UPPER,
    ("aws_db_instance", "engine"): _LOWER,
    ("aws_db_instance", "maintenance_window"): _LOWER,
    ("aws_default_security_group", "egress.protocol"): _PROTOCOL,
    ("aws_default_security_group", "ingress.protocol"): _PROTOCOL,
    ("aws_elasticache_replication_group", "replication_group_id"): _LOWER,
    ("aws_lb_listener", "protocol"): _UPPER,
    ("aws_neptune_cluster", "preferred_maintenance_window"): _LOWER,
    ("aws_route53_record", "name"): _DOMAIN_NAME,
    ("aws_route53_zone", "name"): _DOMAIN_NAME,
    ("aws_security_group", "egress.protocol"): _PROTOCOL,
    ("aws_security_group", "ingress.protocol"): _PROTOCOL,
    ("aws_security_group_rule", "protocol"): _PROTOCOL,
}


def rewriting(resource_type: str, path: tuple[str, ...]) -> Rewriting | None:
    """Return how the text of an argument is rewritten; None where it is planned as it is written. path: names, without indexes."""
    return _REWRITINGS.get((resource_type, ".".join(path)))
