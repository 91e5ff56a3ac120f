"""Which bytes are which letters."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

CHUNK = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What HR systems in the countries we serve still write when it is not UTF-8; the first is by far the likeliest.
_EIGHT_BIT = ("cp1252", "iso8859_15", "mac_roman", "cp850", "cp1250")
_SAMPLE = 64 * 1024
# A control byte now and then is a slip in one cell; more of them is a picture or a program.
_MOST_CONTROL = 0.02


def find_encoding(stream: BinaryIO) -> str | None:
    """Return the encoding of the text in ``stream``, or None where it is no text at all."""
    stream.seek(0)
    head = stream.read(_SAMPLE)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name if _decodes(stream, name) else None
    wide = _without_bom(head)
    if wide:
        return wide if _decodes(stream, wide) else None
    control = sum(head.count(bytes([byte])) for byte in (*range(9), *range(14, 32)))
    if control > max(1, len(head) * _MOST_CONTROL):
        return None
    if _decodes(stream, "utf-8"):
        return "utf-8"
    likeliest = _eight_bit(_telling_bytes(stream))
    # The telling lines are a sample; whatever is chosen has to read the whole file. Latin-1 reads everything.
    return next(name for name in (likeliest, *_EIGHT_BIT, "latin-1") if _decodes(stream, name))


def _without_bom(head: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    if len(head) < 4:
        return None
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    if even > 0.5 and odd < 0.1:
        return "utf-16-be"
    return None


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _telling_bytes(stream: BinaryIO) -> bytes:
    """The lines that hold other than ASCII: they decide, and in a long list of plain names they are few."""
    stream.seek(0)
    found = bytearray()
    for line in stream:
        if not line.isascii():
            found += line[:2000]
        if len(found) > _SAMPLE:
            break
    return bytes(found)


def _eight_bit(telling: bytes) -> str:
    best = from_bytes(telling, cp_isolation=list(_EIGHT_BIT)).best()
    found = best.encoding if best else "cp1252"
    # On a handful of accents the detector is a coin toss. Letters where cp1252 expects them settle it.
    if found != "cp1252" and _looks_right(telling, "cp1252") >= _looks_right(telling, found):
        return "cp1252"
    return found


def _looks_right(telling: bytes, encoding: str) -> float:
    """Share of the telling characters that are letters which names here are written with."""
    try:
        text = telling.decode(encoding)
    except UnicodeError:
        return 0.0
    special = [letter for letter in text if not letter.isascii()]
    return sum(letter in _ACCENTS for letter in special) / max(1, len(special))


_ACCENTS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ’‘“”–—…€´°")
