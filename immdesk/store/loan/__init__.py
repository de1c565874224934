"""Cases that work outside of the office: the sealed file that goes out, the one that comes back."""
