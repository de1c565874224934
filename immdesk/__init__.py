"""ImmDesk's core: the desk without a screen."""
