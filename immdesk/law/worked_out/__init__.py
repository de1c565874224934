"""The calculations that a rule names when plain steps do not reach."""
