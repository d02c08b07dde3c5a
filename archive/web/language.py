"""The words of the pages in Chinese and English: `home.json` beside `home.html` holds those under `home.`."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: Sequence[Language] = ("zh", "en")
NAMES: Mapping[Language, str] = {"zh": "中文", "en": "English"}
TAGS: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}

_FOLDERS = ("archive.web.words", "archive.web.pages")


class Words:
    """Looks words up in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.tag = TAGS[language]
        self._texts = _texts()[language]

    def __call__(self, key: str, **values: object) -> str:
        """The text under a key, with its `{places}` filled; a key that is missing is a mistake of ours."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def term(self, group: str, word: str | None) -> str:
        """A word of a closed list, as `kinds` or `states`, for people; one that no list has stands for itself."""
        return self._texts.get(f"terms.{group}.{word}", word or "") if word else ""

    @property
    def other(self) -> Language:
        return "en" if self.language == "zh" else "zh"


def preferred(accepted: str) -> Language:
    """The language that a browser asks for.

    >>> preferred("zh-CN,zh;q=0.9,en;q=0.8"), preferred("de,en;q=0.5"), preferred("")
    ('zh', 'en', 'zh')
    """
    first = accepted.partition(",")[0].strip().lower()
    return "zh" if not first or first.startswith(("zh", "*")) else "en"


@cache
def _texts() -> Mapping[Language, Mapping[str, str]]:
    texts: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    for folder in _FOLDERS:
        for entry in files(folder).iterdir():
            if entry.name.endswith(".json"):
                topic = entry.name.removesuffix(".json")
                for key, by_language in json.loads(entry.read_text("utf-8")).items():
                    for language in LANGUAGES:
                        texts[language][f"{topic}.{key}"] = by_language[language]
    return texts
