"""One figure alone, for whoever draws poses."""
