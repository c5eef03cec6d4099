"""The way into a running session from another terminal of the same person: a socket on this machine, only when wanted."""
