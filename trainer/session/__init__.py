"""One run of a plan: the state machine, its events, and the record kept of it. Pure: time is an argument."""
