"""Colours by meaning, themes and the sizes at which layouts change."""
