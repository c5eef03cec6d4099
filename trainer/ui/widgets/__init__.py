"""One widget per module; a widget knows what it shows, never where it comes from."""
