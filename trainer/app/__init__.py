"""Putting the parts together: the full-screen app, a session line by line, a figure alone."""
