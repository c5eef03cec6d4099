"""Access to the operating system: paths, files, locks, standard streams, signals, the crash log, keeping the screen on."""
