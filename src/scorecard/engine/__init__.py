"""Floor 3: grade(rubric, place, as_of) -> Scorecard. Pure; opens no file."""
