"""What the trainer remembers about how a person uses it."""
