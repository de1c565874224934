"""The office's records, typed, and the facts that are read from them."""
