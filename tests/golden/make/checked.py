"""Files to what must be equal in them when they are made twice: their bytes, or the parts of a zip file."""

import io
import zipfile


def content(data: bytes) -> object:
    """The bytes; of a zip file its names and parts, since other versions of the packer pack otherwise."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        if any(entry.flag_bits & 1 for entry in bundle.infolist()):
            return bundle.namelist()
        return {entry.filename: content(bundle.read(entry)) for entry in bundle.infolist()}
