"""Other users of the machine, who may have read the token where it stood on a command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editor.running import editor
from timeline.editor.peers import owner

TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:223D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 41 1
   1: 0100007F:D2F0 0100007F:223D 01 00000000:00000000 00:00000000 00000000  1001        0 42 1
   2: 0100007F:223D 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000  1000        0 43 1
"""

VISITOR = """
import os, socket, sys
port, token, user = sys.argv[1:]
os.setuid(int(user))  # from here on somebody else
request = f"POST /document HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nX-Timeline-Token: {token}\\r\\n"
request += "Content-Type: application/json\\r\\nContent-Length: 2\\r\\n\\r\\n{}"
with socket.socket() as connection:
    connection.connect(("127.0.0.1", int(port)))
    try:
        connection.sendall(request.encode())
        print(connection.recv(100).decode().partition("\\r")[0])
    except ConnectionError:
        print()
"""


def test_the_owner_of_a_connection_is_that_of_its_far_end() -> None:
    assert owner(TABLE.splitlines(), 0xD2F0, 0x223D) == 1001
    assert owner(TABLE.splitlines(), 0x223D, 0xD2F0) == 1000
    assert owner(TABLE.splitlines(), 0xD2F1, 0x223D) is None


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells whose a connection is")
@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can be somebody else")
def test_another_user_gets_nothing_though_he_knows_the_token(tmp_path: Path) -> None:
    with editor(tmp_path / "events.json") as running:

        def visit(user: int) -> str:
            command = [sys.executable, "-c", VISITOR, str(running.port), running.token, str(user)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            return done.stdout.strip()

        assert visit(65534) == ""
        assert visit(0) == "HTTP/1.1 200 OK"
