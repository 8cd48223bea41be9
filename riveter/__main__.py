"""``python -m riveter``."""

import os
import sys

# `python -m` looks for packages in the working directory first, where a stranger's `click.py` may lie.
_here = os.path.realpath(".")
if os.path.realpath(sys.path[0]) == _here and os.path.dirname(os.path.dirname(os.path.realpath(__file__))) != _here:
    del sys.path[0]

from riveter.cli.main import main  # noqa: E402

sys.exit(main())
