"""What the trainer asks of the system: paths, files of the person, the terminal's streams, the log, the screen that stays on."""
