"""A PDF to what a scanner makes of it: grey pages, a little turned, blurred and noisy, as pictures or a PDF of pictures."""

import io
from typing import TYPE_CHECKING, Any

import pypdfium2

if TYPE_CHECKING:  # both come with the extra [ocr]; the catalogue is listed without them
    from PIL.Image import Image


def pages(pdf: bytes, dots_per_inch: int) -> "list[Image]":
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L") for page in document]


def worn(page: "Image", *, degrees: float = 0, blur: float = 0, noise: float = 0, seed: int = 0) -> "Image":
    """The page as a cheap scanner sees it."""
    import numpy as np
    from PIL import Image, ImageFilter

    turned = page.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(blur)) if blur else turned
    grain = np.random.default_rng(seed).normal(0, noise, (soft.height, soft.width)) if noise else 0
    return _picture(np.asarray(soft, dtype=float) + grain)


def shaded(page: "Image") -> "Image":
    """Darker towards one corner, as a photograph of paper is."""
    import numpy as np

    across = np.linspace(0, 50, page.width)[None, :] + np.linspace(0, 30, page.height)[:, None]
    return _picture(np.asarray(page, dtype=float) - across)


def _picture(greys: Any) -> "Image":
    from PIL import Image

    return Image.fromarray(greys.clip(0, 255).astype("uint8"))


def jpeg(page: "Image", quality: int) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=quality)
    return out.getvalue()


def png(page: "Image") -> bytes:
    """Four greys, so that the file stays small."""
    out = io.BytesIO()
    page.quantize(4).save(out, "PNG", optimize=True)
    return out.getvalue()


def black(page: "Image") -> "Image":
    """No greys at all, as office copiers store pages."""
    return page.point(lambda grey: 255 * (grey > 160)).convert("1")


def as_pdf(pictures: "list[Image]", quality: int, dots_per_inch: int) -> bytes:
    out = io.BytesIO()
    options = {} if pictures[0].mode == "1" else {"quality": quality}  # black and white is stored as a fax is
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots_per_inch, **options)
    return out.getvalue()
