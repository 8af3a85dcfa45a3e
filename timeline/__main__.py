"""``python3 -m timeline``: the command, without installing anything."""

import sys

from timeline.cli import main

sys.exit(main())
