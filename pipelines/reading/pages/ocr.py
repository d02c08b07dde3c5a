"""Crops of a page image to the characters in them, with the recogniser's doubt; one engine a process."""

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipelines.document import UnreadableError
from pipelines.reading.pages.picture import Pixels

REMEDY = "pictures of text, to be recognised: pip install 'nianbao[ocr]'"
_HEIGHT = 48  # pixels: what the recogniser sees of a line
_TURNED = 0.8  # the least score at which a line is believed to stand on its head
_NARROWEST = 48  # pixels: a lone figure is not padded to the width of a line


@dataclass(frozen=True, slots=True)
class Reading:
    """What a crop says, and how certain each of its characters is, from 0 to 1."""

    text: str
    scores: tuple[float, ...]

    @property
    def score(self) -> float:
        """That of the most doubtful character."""
        return min(self.scores, default=0.0)

    @property
    def mean(self) -> float:
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Region(NamedTuple):
    """Where text was found, in pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Engine:
    """The two networks: one finds lines of text, one reads them."""

    _finder: Any
    _reader: Any

    def read(self, crop: Pixels) -> Reading:
        """The text of a crop that holds one line."""
        found = self._reader(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        text: str = found.txts[0] if found.txts else ""
        if not text.strip():
            return Reading("", ())
        scores = [float(score) for score in found.word_results[0].confs]
        if len(scores) != len(text):
            scores = [float(found.scores[0])] * len(text)
        return Reading(text, tuple(scores))

    def find(self, page: Pixels) -> list[Region]:
        """Where lines of text stand."""
        boxes = self._finder(page, use_det=True, use_cls=False, use_rec=False).boxes
        if boxes is None:
            return []
        return [Region(*(int(edge) for edge in (*box.min(axis=0), *box.max(axis=0)))) for box in boxes]

    def is_upside_down(self, line: Pixels) -> bool:
        """Whether a line of text stands on its head."""
        answers = self._finder(line, use_det=False, use_cls=True, use_rec=False).cls_res
        return bool(answers) and answers[0][0] == "180" and answers[0][1] > _TURNED


@cache
def engine(threads: int) -> Engine:
    """The engine; raises UnreadableError where the part that recognises is not installed.

    The finder gives its memory back after each page, at the cost of little time; the reader, called for each line
    with little to hold, keeps it.
    """
    try:
        from rapidocr import RapidOCR
    except ImportError:
        raise UnreadableError("needs_ocr", REMEDY) from None
    common = {
        "Global.log_level": "critical",
        "Global.use_preprocess_img": False,
        "Global.use_vertical_padding": False,
        "Global.text_score": 0.0,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    arena = "EngineConfig.onnxruntime.enable_cpu_mem_arena"
    return Engine(
        RapidOCR(params={**common, arena: False, "Det.limit_side_len": 32}),
        RapidOCR(params={**common, arena: True, "Rec.rec_img_shape": [3, _HEIGHT, _NARROWEST]}),
    )
