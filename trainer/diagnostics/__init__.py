"""Problems in files that people write: what is wrong, where, and how to say it. Pure."""
