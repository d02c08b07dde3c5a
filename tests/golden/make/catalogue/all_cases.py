"""The modules of the catalogue to one list of cases, no two of a name."""

from tests.golden.make.case import Case
from tests.golden.make.catalogue import (
    bundles,
    html_bytes,
    html_facts,
    html_figures,
    html_forms,
    html_harder,
    html_layouts,
    html_metadata,
    html_old,
    html_written,
    look_alikes,
    office_files,
    pdf_files,
    scanned,
    texts,
    word_files,
)

MODULES = (
    html_layouts,
    html_figures,
    html_written,
    html_forms,
    html_metadata,
    html_facts,
    html_harder,
    html_bytes,
    html_old,
    look_alikes,
    texts,
    word_files,
    office_files,
    pdf_files,
    bundles,
    scanned,
)


def all_cases() -> list[Case]:
    cases = [case for module in MODULES for case in module.cases()]
    stems = [case.name.partition(".")[0] for case in cases]
    if len(stems) != len(set(stems)):
        raise ValueError(f"two cases of a name: {sorted(stem for stem in stems if stems.count(stem) > 1)}")
    return cases
