"""Performance as ratios, each target of the project beside what was reached."""
