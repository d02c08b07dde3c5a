"""What goes between the program and its workers, as bytes: JSON and lengths, nothing that could carry code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from struct import Struct

from archive.codec import from_plain, to_plain
from archive.record import Record
from pipelines.hints import Hints

READY = b"!"  # a worker's first word; one that never says it could not start at all
_QUESTION = Struct(">QQ")  # lengths of the question and of the document
_ANSWER = Struct(">QI?")  # length of the records, pages that wait for recognition, whether the worker leaves
_MOST_ANSWERED = 200_000_000


@dataclass(frozen=True, slots=True)
class Orders:
    """How a worker is to work: which function reads, `module:function`, and what it may use."""

    entry: str
    memory: int  # bytes of address space
    growth: int  # bytes of memory with which it leaves, to be replaced
    documents: int  # after which it leaves


@dataclass(frozen=True, slots=True)
class Question:
    """One document to be read, and how long that may take."""

    file: str | None
    url: str | None
    media_type: str | None
    charset: str | None
    hints: Hints
    ocr: bool
    seconds_of_computing: int
    seconds_of_the_clock: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The records of one document; `pages` is how many of it wait for recognition; `leaves` announces the end."""

    records: tuple[Record, ...]
    pages: int
    leaves: bool


def orders_to_text(orders: Orders) -> str:
    return json.dumps(to_plain(orders))


def orders_from_text(text: str) -> Orders:
    return from_plain(Orders, json.loads(text), "orders")


def question_to_bytes(question: Question, data: bytes) -> bytes:
    head = json.dumps(to_plain(question)).encode("ascii")
    return b"".join((_QUESTION.pack(len(head), len(data)), head, data))


def receive_question(read: Callable[[int], bytes]) -> tuple[Question, bytes] | None:
    """The next question and its document; None where nobody asks any more."""
    lengths = read(_QUESTION.size)
    if len(lengths) < _QUESTION.size:
        return None
    of_head, of_data = _QUESTION.unpack(lengths)
    return from_plain(Question, json.loads(read(of_head)), "question"), read(of_data)


def answer_to_bytes(answer: Answer) -> bytes:
    lines = "\n".join(record.dumps() for record in answer.records).encode("utf-8", "surrogatepass")
    return _ANSWER.pack(len(lines), answer.pages, answer.leaves) + lines


def answer_from_bytes(received: bytes | bytearray) -> Answer | None:
    """The answer; None while it is not whole. Raises ValueError or RecordError where it is none."""
    if len(received) < _ANSWER.size:
        return None
    length, pages, leaves = _ANSWER.unpack_from(received)
    if length > _MOST_ANSWERED:
        raise ValueError(f"an answer of {length} bytes")
    if len(received) < _ANSWER.size + length:
        return None
    lines = received[_ANSWER.size :].decode("utf-8", "surrogatepass").split("\n")
    return Answer(tuple(Record.loads(line) for line in lines), pages, leaves)
