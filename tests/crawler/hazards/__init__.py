"""Portals that do their worst, beside small ones that are well: what a night must get through."""
