"""Floor 6: load, call, write, exit."""
