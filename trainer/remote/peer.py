"""Identify the process at the other end of a socket, where the system supports it."""

import os
import socket
import struct

CREDENTIALS = struct.Struct("3i")  # process, user, group


def is_own(connection: socket.socket) -> bool:
    """Whether the peer belongs to this user; assumed if the system cannot tell, for the folder is private."""
    option: int | None = getattr(socket, "SO_PEERCRED", None)
    if option is None or connection.family != getattr(socket, "AF_UNIX", None):
        return True
    try:
        data = connection.getsockopt(socket.SOL_SOCKET, option, CREDENTIALS.size)
    except OSError:
        return False
    return bool(CREDENTIALS.unpack(data)[1] == os.getuid())
