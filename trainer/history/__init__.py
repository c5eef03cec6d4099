"""The history of sessions: saved while they run; counted, listed and exported."""
