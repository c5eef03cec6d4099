"""The person's commands with their keys, and how terminal input becomes keys. Pure."""
