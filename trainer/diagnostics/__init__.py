"""What is wrong with a file that a person wrote, where, and in which words. Pure."""
