"""Print docs/operators.md."""

from __future__ import annotations

import sys

from riveter.rules.operators.docs import operators_markdown

sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
sys.stdout.write(operators_markdown())
