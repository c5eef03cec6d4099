"""One run of a plan: the state machine, the events it yields, and the record that is kept of it. Pure: time is an argument."""
