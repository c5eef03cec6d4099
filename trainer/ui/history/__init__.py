"""What was done: charts, sessions and one of them in detail."""
