"""How seldom a schedule expression runs."""

from __future__ import annotations

import pytest

from riveter.rules.conditions.schedules import NEVER, longest_gap


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("rate(180 days)", 180),
        ("rate(1 day)", 1),
        ("rate(48 hours)", 2),
        ("cron(0 16 1,15 * ? *)", 17),
        ("cron(0 8 1 * ? *)", 31),
        ("cron(0 8 1 */3 ? *)", 92),
        ("cron(0 8 1 1/2 ? *)", 62),
        ("cron(0 8 1 JAN,JUL ? *)", 184),
        ("cron(0 8 L * ? *)", 31),
        ("cron(0 8 ? * SUN *)", 7),
        ("cron(0 8 ? * MON-FRI *)", 3),
        ("cron(0 8 ? * 2#1 *)", 35),
        ("cron(0 8 ? * 6L *)", 35),
        ("cron(0/10 * * * ? *)", 1),
        ("cron(0 8 1 * ? 2026)", NEVER),
        ("cron(0 8 31 2 ? *)", NEVER),
        ("cron(0 8 1 1 ? *)", 366),
    ],
)
def test_the_longest_gap(expression: str, days: int) -> None:
    assert longest_gap(expression) == days


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "monthly",
        "rate(x days)",
        "rate(0 days)",
        "cron(0 8 1 * ?)",
        "cron(0 8 40 * ? *)",
        "cron(0 8 1 FOO ? *)",
        "cron(0 8 1 * 1 *)",
    ],
)
def test_what_is_no_schedule(expression: str) -> None:
    assert longest_gap(expression) is None
