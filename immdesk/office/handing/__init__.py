"""Hand-offs: chosen cases that work outside of the office until a day, and come back through one review."""
