"""Division codes to areas: the county, city or province whose bodies stand together, and what it is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.errors import UsageError
from archive.identity import significant_digits
from archive.places.divisions import division
from archive.places.regions import CITY, COUNTY, WITHOUT_COUNTIES, area, counties_before, region_name
from archive.places.townships import township

_USUAL_LENGTHS = (2, 4, 6, 9, 12)
_TOWNSHIP = 9


@dataclass(frozen=True, slots=True)
class Area:
    """`digits` are those of its code that count; `parents` are the names of what it lies in."""

    digits: str
    name: str
    parents: tuple[str, ...] = ()
    is_listed: bool = False

    @property
    def code(self) -> str:
        """As the list writes it.

        >>> Area("3715", "聊城市").code
        '371500'
        """
        return self.digits.ljust(COUNTY, "0")

    @property
    def list_code(self) -> str | None:
        """The code under which the list has its townships; None where it has none of its own."""
        code = WITHOUT_COUNTIES.get(self.digits, self.digits)
        return code if self.is_listed and len(code) == COUNTY else None


def area_of(code: str) -> str:
    """The area that a code, of a township too, belongs to, as it is now.

    >>> [area_of(code) for code in ("371503110", "371500", "441900004", "110100", "990101")]
    ['371503', '3715', '4419', '11', '990101']
    """
    digits = significant_digits(code[:COUNTY])
    known = area(digits) if region_name(digits) else None
    return significant_digits(known.ljust(COUNTY, "0")) if known else digits


def area_named(digits: str, names: Iterable[str] = ()) -> Area:
    """The area of these digits; where no list has it, `names` tell what its parents and it are called."""
    listed = division(digits.ljust(COUNTY, "0")) if region_name(digits) else None
    known = [listed.province, listed.city, listed.county] if listed else list(names)
    full = list(dict.fromkeys(name for name in known if name)) or [digits]
    return Area(digits, full[-1], tuple(full[:-1]), listed is not None)


def stored_as(digits: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes that reports of an area's bodies bear: exact ones, and what longer ones begin with.

    >>> stored_as("3715")
    (('3715', '371500', '371500000', '371500000000'), ())
    """
    county = WITHOUT_COUNTIES.get(digits, digits)
    begins = (county, *counties_before(county)) if len(county) == COUNTY else ()
    padded = {digits, *(digits.ljust(length, "0") for length in _USUAL_LENGTHS if length > len(digits))}
    return tuple(sorted((code for code in padded if not code.startswith(begins)), key=len)), begins


@dataclass(frozen=True, slots=True)
class Asked:
    """What `--division` asks for: areas whose digits begin so; one township of an area where `township` is there."""

    digits: str = ""
    township: str | None = None

    def holds(self, digits: str) -> bool:
        return digits == self.digits if self.township else digits.startswith(self.digits)


def asked_for(text: str | None) -> Asked:
    """A code as people give it; whether anything is there is for the archive to say.

    >>> asked_for("371500"), asked_for("371503110000")
    (Asked(digits='3715', township=None), Asked(digits='371503', township='371503110'))
    """
    if text is None:
        return Asked()
    if not (text.isascii() and text.isdigit() and len(text) in _USUAL_LENGTHS):
        raise UsageError(f"--division {text}: no code of 2, 4, 6, 9 or 12 digits, such as 3715 or 371503")
    digits = significant_digits(text)
    if len(digits) == _TOWNSHIP:
        return Asked(area_of(digits), digits)
    return Asked(area_of(digits) if len(digits) != CITY or region_name(digits) else digits)


def is_on_the_list(asked: Asked) -> bool:
    """Whether the list of divisions knows it."""
    return township(asked.township) is not None if asked.township else region_name(asked.digits) is not None
