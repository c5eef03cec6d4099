"""The driver: the only place where a clock meets a session. It serves every screen and the sound alike."""
