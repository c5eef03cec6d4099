"""Remote control of a running session by the same user: a local socket, opened only on request."""
