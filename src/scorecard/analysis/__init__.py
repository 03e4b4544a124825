"""Floor 4: what follows from a result, or from many. Opens no file."""
