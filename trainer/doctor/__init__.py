"""What works on this computer, one module for each part of it; `trainer doctor` prints what they find."""
