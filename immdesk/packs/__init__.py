"""Knowledge: packs found, read strictly, proved and held ready."""
