"""Sound: the app's side (`player`) and a small helper process that plays (`helper`); the app never loads an audio library."""
