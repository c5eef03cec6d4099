"""A running session on the full screen."""
