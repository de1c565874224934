"""Print: the agencies' forms, exhibits and the filing packet."""
