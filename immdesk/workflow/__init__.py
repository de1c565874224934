"""Do: case types, checklists and where a case stands."""
