"""Completion in shells for which click's own script is not right."""

from __future__ import annotations

from click.shell_completion import FishComplete, add_completion_class


@add_completion_class
class WholeDescriptions(FishComplete):
    """Completion in fish. Click's script ends a description at its first comma."""

    name = "fish"
    source_template = FishComplete.source_template.replace('string split ","', 'string split -m 1 ","')
