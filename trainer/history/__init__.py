"""What was done: sessions on disk, written as they happen, read for counts, lists and exports."""
