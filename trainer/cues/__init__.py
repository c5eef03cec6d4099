"""Cues: what is to be heard and seen at which moment of a plan. Pure; the clips' lengths are handed in."""
