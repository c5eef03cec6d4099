"""Reminders by the system's own scheduler: what to write and to run for each of them."""
