"""Reports as plain pages whose figures are right and written oddly: signs, units, separators, wide digits, words."""

from collections.abc import Iterator
from dataclasses import replace

from tests.golden.make.case import Case
from tests.golden.make.catalogue.html_figures import on_page, with_figures
from tests.golden.make.figures import changed
from tests.golden.make.report import Figure, Figures, Key, number, without_unit

AMOUNT = ("proactive", "gov_procurement", "total_amount_wan")
FEE = ("proactive", "admin_fees", "amount_wan")


def signs(figures: dict[Key, Figure]) -> Figures:
    written = (("增5", 5), ("－3", -3), ("＋98", 98), ("减12", -12), ("新增7", 7))
    places = [key for key in figures if key[2] == "items_change"]
    return changed(figures, {key: number(value, text) for key, (text, value) in zip(places, written, strict=True)})


def wan(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {AMOUNT: number(6.02, "6.02 万元")})


def yuan(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {AMOUNT: number(24.82, "248200元")})


def no_unit(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {AMOUNT: without_unit("8040")})


def hundred_million(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {AMOUNT: number(12500, "1.25亿元")})


def fee_in_yuan(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {FEE: number(1.2345, "12345元")})


def fee_of_nought(figures: dict[Key, Figure]) -> Figures:
    return changed(figures, {FEE: number(0, "0.0000")})


def counted(figures: dict[Key, Figure]) -> Figures:
    units = ("件", "项", " 件")
    return {
        key: number(figure.value, f"{figure.printed}{units[index % 3]}") if key[0] == "requests" else figure
        for index, (key, figure) in enumerate(figures.items())
        if figure.value is not None
    }


def thousands(figures: dict[Key, Figure]) -> Figures:
    big = {key: figure for key, figure in figures.items() if isinstance(figure.value, int) and figure.value > 999}
    commas = (",", "，")
    return changed(
        figures,
        {
            key: number(figure.value, f"{figure.value:,}".replace(",", commas[index % 2]))
            for index, (key, figure) in enumerate(big.items())
            if figure.value is not None
        },
    )


def full_width(figures: dict[Key, Figure]) -> Figures:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    return {
        key: replace(figure, printed=figure.printed.translate(wide)) if key[0] != "proactive" else figure
        for key, figure in figures.items()
    }


def noughts(figures: dict[Key, Figure]) -> Figures:
    written = ("0", "０", "〇", "零", "0件")
    return {key: number(0, "0" if key == FEE else written[index % len(written)]) for index, key in enumerate(figures)}


MAKERS = (
    (signs, 2019), (wan, 2020), (yuan, 2019), (no_unit, 2020), (hundred_million, 2020), (fee_in_yuan, 2022),
    (fee_of_nought, 2023), (counted, 2021), (thousands, 2022), (full_width, 2020), (noughts, 2022),
)  # fmt: skip


def cases() -> Iterator[Case]:
    for seed, (change, year) in enumerate(MAKERS, 121):
        yield on_page(
            f"html-written-{change.__name__.replace('_', '-')}", with_figures("foziling", year, seed, change), seed
        )
