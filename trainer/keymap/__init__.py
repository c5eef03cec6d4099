"""The person's commands with their keys, and what a terminal sends as keys: for screens and plain mode. Pure."""
