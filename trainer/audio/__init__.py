"""Sound: the app's side (`player`) and a small process that plays (`helper_process`); the app never loads an audio library."""
