"""Put the parts of the trainer together: the full-screen app, a session line by line, what both use beside sound and history."""
