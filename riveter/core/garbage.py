"""The collector of reference cycles, in a process that does nothing but one scan."""

from __future__ import annotations

import gc

_own_process = False


def is_own_process() -> None:
    """Note that the process is our own: nothing else lives in it, and it ends with the command."""
    global _own_process
    _own_process = True


def keep_what_is_there() -> None:
    """Take what has been made so far out of all later collections: modules, rules and their conditions stay to the end.

    Looking through them took half of the time of a collection. In a process of somebody else, such as one that uses `api.scan`, nothing
    is done: their cycles would never be freed.
    """
    if _own_process:
        gc.freeze()


__all__ = ["is_own_process", "keep_what_is_there"]
