"""The platforms that portals run on, one file each; a new file in this folder is all that a new platform needs."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crawler.families.family import Family


@cache
def families() -> Mapping[str, Family]:
    """All platforms by name, as their files lie in this folder; the one of last resort comes last."""
    found = [
        family
        for module in iter_modules(__path__)
        if isinstance(family := getattr(import_module(f"{__name__}.{module.name}"), "FAMILY", None), Family)
    ]
    return {family.name: family for family in sorted(found, key=lambda one: (one.is_last_resort, one.name))}
