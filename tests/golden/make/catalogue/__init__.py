"""Every case of the set, by format."""
