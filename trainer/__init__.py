"""A hands-free exercise trainer for the terminal."""

__version__ = "0.1.0"
