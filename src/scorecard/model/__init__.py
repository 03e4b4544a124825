"""Floor 1: what a rubric, a place, a problem and a result are. Imports nothing of ours."""
