"""A few printed words to the telephone numbers in them, as 0390-5550103."""

import re
from dataclasses import dataclass

from pipelines.understanding.facts.plain import plain

_AREA = r"0(?:10|2\d|[3-9]\d\d)"
_DASH = r"[\s\-_~一]"
_MOBILE_DIGITS = 11
# (0390)5550103, 0390-5550103-8001, 039085550116, 5550103转8001, +86-390-5550103
_LANDLINE = re.compile(
    rf"(?:\+?\(?86\)?{_DASH}+(?P<abroad>(?:10|2\d|[3-9]\d\d)){_DASH}+|(?:\+?\(?86\)?{_DASH}*)?"
    rf"(?:\(\s*(?P<area>{_AREA})\s*\){_DASH}*|(?P<dashed>{_AREA}){_DASH}+|(?P<glued>{_AREA}))?)"
    r"(?P<number>[2-9]\d{2,3}\s?\d{4})(?:\s*(?:-|转|ext\.?)\s*(?P<extension>\d{1,5})(?!\d))?(?!\d)"
)
_MOBILE = re.compile(r"(?:\+?86[\s-]*)?(?P<mobile>1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})(?!\d)")
_SERVICE = re.compile(r"(?P<service>[48]00[\s-]?\d{3}[\s-]?\d{4}|[48]00[\s-]?\d{4}[\s-]?\d{3})(?!\d)")  # 400-123-4567
_NEXT = re.compile(r"\s*(?:[/、,;|]|或者?|和|及|\s)\s*")
# 5550103/04, but not 5550103、2)
_SHORT_NEXT = re.compile(r"\s*[/、]\s*(?P<end>\d{1,4})(?!\s*[\d\-年月日楼号室层])(?!(?<=、\d)\s*\))")
_SECOND_OF_PAIR = re.compile(r"\s*-+\s*(?=[2-9]\d{6,7}(?!\d))")  # 0390-5550103—5550104


@dataclass(frozen=True, slots=True)
class Phone:
    """`number` in the normal form, and where it stands; `sure` where its form alone says that it is a telephone."""

    number: str
    start: int
    end: int
    sure: bool


def phones_in(text: str) -> list[Phone]:
    """Each telephone number in its order; one that lacks the area code takes that of its neighbour in a list.

    >>> [phone.number for phone in phones_in("0390—5550103/5550104、05，（010）8888 6666，039085550116")]
    ['0390-5550103', '0390-5550104', '0390-5550105', '010-88886666', '0390-85550116']
    """
    text = plain(text)
    found: list[Phone] = []
    place = 0
    area: str | None = None
    while place < len(text):
        if not _may_begin(text, place):
            place += 1
            continue
        phone, own_area = _phone_at(text, place, area)
        if phone is None:
            place = _after_digits(text, place)
            continue
        found.append(phone)
        area = own_area
        place = phone.end
        while area is not None and (more := _SHORT_NEXT.match(text, place)):
            changed = phone.number[: -len(more["end"])] + more["end"]
            phone = Phone(changed, more.start("end"), more.end(), phone.sure)
            found.append(phone)
            place = more.end()
        if joint := _NEXT.match(text, place) or _SECOND_OF_PAIR.match(text, place):
            place = joint.end()
        else:
            area = None
    return found


def is_mobile(number: str) -> bool:
    """Whether a number is of a telephone that a person carries.

    >>> is_mobile("13800138000"), is_mobile("010-88886666")
    (True, False)
    """
    return len(number) == _MOBILE_DIGITS and number.isdecimal() and number.startswith("1")


def _may_begin(text: str, place: int) -> bool:
    if text[place] in "(+":
        return True
    return text[place].isdecimal() and (place == 0 or not (text[place - 1].isdigit() or text[place - 1] in ".@"))


def _after_digits(text: str, place: int) -> int:
    """Behind the digits that are no number; a bracket or a plus sign may have one right behind it."""
    place += 1
    while text[place - 1].isdigit() and place < len(text) and text[place].isdigit():
        place += 1
    return place


def _phone_at(text: str, place: int, area: str | None) -> tuple[Phone | None, str | None]:
    if found := _MOBILE.match(text, place) or _SERVICE.match(text, place):
        if "mobile" in found.groupdict():
            number = re.sub(r"[\s-]", "", found["mobile"])
        else:
            number = re.sub(r"\s", "-", found["service"])
        return Phone(number, place, found.end(), sure=True), None
    found = _LANDLINE.match(text, place)
    if found is None or not _right_length(found):
        return None, None
    own = found["area"] or found["dashed"] or found["glued"] or (found["abroad"] and f"0{found['abroad']}")
    number = re.sub(r"\s", "", found["number"])
    if own or area:
        number = f"{own or area}-{number}"
    if found["extension"]:
        number += f"-{found['extension']}"
    return Phone(number, place, found.end(), sure=own is not None), own or area or ""


def _right_length(found: re.Match[str]) -> bool:
    """Eleven digits without a gap may be cut in two ways; area codes of three digits have numbers of eight."""
    digits = len(re.sub(r"\s", "", found["number"]))
    return not (found["glued"] and len(found["glued"]) == len("010") and digits < len("88886666"))
