"""`suppressions` and `waivers` of a config."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from riveter.config.fields import ConfigFields, items, section
from riveter.core.clipping import clip
from riveter.core.patterns import late
from riveter.core.yaml_fields import nearest
from riveter.core.yaml_nodes import YamlNode
from riveter.suppressions.directives import read_date
from riveter.suppressions.policy import Policy, Waiver

POLICY_KEYS = ("require_reason", "comments", "other_tools", "unused")
WAIVER_KEYS = ("rule", "resource", "module", "path", "environment", "reason", "owner", "ticket", "expires")
UNUSED = ("warn", "error", "hide")
_RULE = late(r"[A-Za-z0-9_.*?-]+\Z")
_EXAMPLE = 'Write `waivers: [{rule: s3-versioning, resource: aws_s3_bucket.logs, reason: "…", expires: 2027-03-31}]`.'


def read_policy(fields: ConfigFields) -> Policy:
    """Return the `suppressions` of a config."""
    node = section(fields, "suppressions", "Write `suppressions: {require_reason: true}`.")
    if node is None:
        return Policy()
    inner = fields.inside(node, "`suppressions`")
    inner.check_known(POLICY_KEYS)
    unused: Any = inner.choice("unused", UNUSED, "warn")
    return Policy(
        require_reason=inner.flag("require_reason", False),
        comments=inner.flag("comments", True),
        other_tools=inner.flag("other_tools", True),
        unused=unused,
    )


def read_waivers(fields: ConfigFields, policy: Policy, environments: Sequence[str]) -> tuple[Waiver, ...]:
    """Return the `waivers` of a config, without the broken ones. environments: the names of those that there are."""
    found = []
    for node in items(fields, "waivers", _EXAMPLE):
        inner = fields.inside(node, "a waiver")
        waiver = _waiver(inner, node, policy, environments)
        if not inner.failed:
            found.append(waiver)
    return tuple(found)


def _waiver(inner: ConfigFields, node: YamlNode, policy: Policy, environments: Sequence[str]) -> Waiver:
    inner.check_known(WAIVER_KEYS)
    if "rule" not in node.fields:
        inner.error(node.span, "`rule` is missing in a waiver", "", "Add `rule: rule-id`; globs are allowed.")
    for text, span in inner.texts("rule"):
        if not _RULE.match(text):
            inner.error(span, f"`{clip(text)}` can't be the id of a rule", "", "Write an id or a glob of ids.")
    for text, span in inner.texts("environment"):
        if text not in environments:
            hint = nearest(text, environments) if environments else "Add `environments:` to the config."
            inner.error(span, f"There is no environment `{clip(text)}`", "", hint)
    reason = inner.text("reason")
    if policy.require_reason and not reason.strip():
        inner.error(node.span, "`reason` is missing in a waiver", "`require_reason` is set.", 'Add `reason: "…"`.')
    expires = inner.get("expires")
    day = read_date(inner.text("expires")) if expires is not None else None
    if expires is not None and day is None and not inner.failed:
        hint = "Write it as YEAR-MONTH-DAY, such as 2027-03-31."
        inner.error(expires.span, f"`{clip(expires.text)}` is not a date", "", hint)
    return Waiver(
        rules=inner.words("rule"),
        span=node.span,
        resources=inner.words("resource"),
        modules=inner.words("module"),
        paths=inner.globs("path"),
        environments=inner.words("environment"),
        reason=reason.strip(),
        owner=inner.text("owner"),
        ticket=inner.text("ticket"),
        expires=day,
    )
