"""Exercises and routines as data, and the plan that a routine becomes at an effort.

Everything here is pure: no clock, no screen, no files. Durations are seconds in the file and whole milliseconds after it.
"""
