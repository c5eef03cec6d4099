"""Compose the parts: the full-screen app, a session in plain mode, a figure on its own."""
