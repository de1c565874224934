"""The desk without a screen: every command prints for a person, or JSON with --json."""
