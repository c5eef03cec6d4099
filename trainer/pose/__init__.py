"""Figures: a skeleton moved from key to key, drawn with characters. Pure: no screen, no clock.

Lengths are percent of stature (a standing person is about 100 high), x forward (to the right), y up, the floor at 0.
Angles are absolute degrees: 0 forward, 90 up, 180 back, -90 down.
"""
