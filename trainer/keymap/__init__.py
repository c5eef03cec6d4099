"""What a terminal sends, as keys: the same for the screens and for plain mode. Pure."""
