"""One controller for every frontend of a session, and the driver: the only place where a clock meets a session."""
