"""What the trainer asks of the system: paths, files, the terminal's streams, signals, the log, a screen that stays on."""
