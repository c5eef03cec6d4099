"""Reminders through the system's scheduler: the files to write and commands to run."""
