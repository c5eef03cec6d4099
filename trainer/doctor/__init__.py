"""Checks of this computer, one module per area; `trainer doctor` prints their findings."""
