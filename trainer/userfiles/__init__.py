"""A person's own files: loading and following them, changing the routine file, sharing routines."""
