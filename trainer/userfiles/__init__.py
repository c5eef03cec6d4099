"""A person's own files: load and watch them, edit the routine file, share routines. And the pictures kept between sessions."""
