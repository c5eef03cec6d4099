"""Dialogs over a screen: questions, the help, the palette of commands."""
