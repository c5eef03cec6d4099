"""The person's settings."""
