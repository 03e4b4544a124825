"""Floor 2: files -> models and problems. The only floor that reads data files."""
