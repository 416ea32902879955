"""Makes victims: imports what they need once, opens no book, and forks one for each order.

A victim is a process of its own with its own connection to the book; only the imports are shared, which are most of
what a fresh interpreter costs.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import sys
import traceback
from typing import TYPE_CHECKING

from tests.kill import victim

if TYPE_CHECKING:
    from typing import Any


def live(asked: dict[str, Any], out: int, complaint: int) -> None:
    """Be the victim, to its end."""
    os.dup2(out, 1)
    os.dup2(complaint, 2)
    os.close(out)
    os.close(complaint)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    status = 1
    try:
        victim.aim(asked["point"], asked["kill_after"])
        importlib.import_module(f"tests.kill.{asked['module']}").main(asked["arguments"])
        victim.await_kill()
        status = 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def main(orders: socket.socket) -> None:
    """Take orders until nobody is there to give any."""
    while True:
        order, ends, _, _ = socket.recv_fds(orders, 65536, 2)
        if not order:
            return
        asked = json.loads(order)
        importlib.import_module(f"tests.kill.{asked['module']}")
        child = os.fork()
        if child == 0:
            orders.close()
            signal.set_wakeup_fd(-1)
            live(asked, *ends)
        for end in ends:
            os.close(end)
        orders.send(str(child).encode())
        orders.recv(64)
        orders.send(str(os.waitpid(child, 0)[1]).encode())


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        main(given)
