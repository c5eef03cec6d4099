"""The screens: everything that knows Textual. What they need from outside is handed to them by the commands."""
