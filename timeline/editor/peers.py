"""Who is at the other end of a connection on this machine.

The address of the editor, with its token, is on the command line of the browser for as long as that starts,
where other users of the machine can read it. So a connection is asked whose it is, where the system tells.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

TABLE = "/proc/net/tcp"
"""Where Linux lists its connections: proc(5)."""
ROOT = 0


def is_strangers(port: int, own_port: int) -> bool:
    """Whether the connection from ``port`` to ``own_port`` of this machine is another user's; False where the
    system does not tell. The superuser is no stranger: nothing can be kept from him."""
    try:
        with open(TABLE, encoding="ascii") as table:  # noqa: PTH123 - as in timeline.files
            user = owner(table, port, own_port)
    except OSError:  # another system
        return False
    return user is not None and user not in (ROOT, os.getuid())


def owner(table: Iterable[str], port: int, remote_port: int) -> int | None:
    """The user at the near end of a connection between two ports; None where the table does not have it."""
    near, far = f":{port:04X}", f":{remote_port:04X}"
    for row in table:
        fields = row.split()
        if len(fields) > 7 and fields[1].endswith(near) and fields[2].endswith(far):
            return int(fields[7])
    return None
