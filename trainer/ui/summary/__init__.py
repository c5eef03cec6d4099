"""What was done in a session, and how the back feels after it."""
