"""Ask: questionnaires as data and the walk through them."""
