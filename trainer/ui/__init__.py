"""The screens: everything that knows Textual. What they need from outside, `app` hands to them."""
