"""``python -m riveter``."""

import sys

from riveter.cli.main import main

sys.exit(main())
