"""``python3 -m timeline``: the command, without installing anything."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # whoever has an older one meets it here, with no installer between
    sys.exit("timeline needs Python 3.11 or later; this is Python " + sys.version.split()[0])

from timeline.cli import main  # only now, since an older Python could not even read it

sys.exit(main())
