"""The character encodings Terraform knows by their IANA names, and which Python codec each of them is."""

from __future__ import annotations

import codecs
from functools import cache

# canonical name, Python codec, further names; names are compared without regard to case
_TABLE = """
UTF-8|utf_8|csUTF8
US-ASCII|ascii|iso-ir-6 ANSI_X3.4-1968 ANSI_X3.4-1986 ISO_646.irv:1991 ISO646-US us IBM367 cp367 csASCII
ISO_8859-1:1987|latin_1|iso-ir-100 ISO_8859-1 ISO-8859-1 latin1 l1 IBM819 CP819 csISOLatin1
ISO_8859-2:1987|iso8859_2|iso-ir-101 ISO_8859-2 ISO-8859-2 latin2 l2 csISOLatin2
ISO_8859-3:1988|iso8859_3|iso-ir-109 ISO_8859-3 ISO-8859-3 latin3 l3 csISOLatin3
ISO_8859-4:1988|iso8859_4|iso-ir-110 ISO_8859-4 ISO-8859-4 latin4 l4 csISOLatin4
ISO_8859-5:1988|iso8859_5|iso-ir-144 ISO_8859-5 ISO-8859-5 cyrillic csISOLatinCyrillic
ISO_8859-6:1987|iso8859_6|iso-ir-127 ISO_8859-6 ISO-8859-6 ECMA-114 ASMO-708 arabic csISOLatinArabic
ISO_8859-7:1987|iso8859_7|iso-ir-126 ISO_8859-7 ISO-8859-7 ELOT_928 ECMA-118 greek greek8 csISOLatinGreek
ISO_8859-8:1988|iso8859_8|iso-ir-138 ISO_8859-8 ISO-8859-8 hebrew csISOLatinHebrew
ISO_8859-9:1989|iso8859_9|iso-ir-148 ISO_8859-9 ISO-8859-9 latin5 l5 csISOLatin5
ISO-8859-10|iso8859_10|iso-ir-157 l6 ISO_8859-10:1992 csISOLatin6 latin6
ISO-8859-13|iso8859_13|csISO885913
ISO-8859-14|iso8859_14|iso-ir-199 ISO_8859-14:1998 ISO_8859-14 latin8 iso-celtic l8 csISO885914
ISO-8859-15|iso8859_15|ISO_8859-15 Latin-9 csISO885915
ISO-8859-16|iso8859_16|iso-ir-226 ISO_8859-16:2001 ISO_8859-16 latin10 l10 csISO885916
ISO_8859-6-E|iso8859_6|csISO88596E ISO-8859-6-E
ISO_8859-6-I|iso8859_6|csISO88596I ISO-8859-6-I
ISO_8859-8-E|iso8859_8|csISO88598E ISO-8859-8-E
ISO_8859-8-I|iso8859_8|csISO88598I ISO-8859-8-I
KOI8-R|koi8_r|csKOI8R
KOI8-U|koi8_u|csKOI8U
macintosh|mac_roman|mac csMacintosh
windows-874|cp874|cswindows874
windows-1250|cp1250|cswindows1250
windows-1251|cp1251|cswindows1251
windows-1252|cp1252|cswindows1252
windows-1253|cp1253|cswindows1253
windows-1254|cp1254|cswindows1254
windows-1255|cp1255|cswindows1255
windows-1256|cp1256|cswindows1256
windows-1257|cp1257|cswindows1257
windows-1258|cp1258|cswindows1258
IBM037|cp037|cp037 ebcdic-cp-us ebcdic-cp-ca ebcdic-cp-wt ebcdic-cp-nl csIBM037
IBM437|cp437|cp437 437 csPC8CodePage437
IBM850|cp850|cp850 850 csPC850Multilingual
IBM852|cp852|cp852 852 csPCp852
IBM855|cp855|cp855 855 csIBM855
IBM00858|cp858|CCSID00858 CP00858 PC-Multilingual-850+euro csIBM00858
IBM860|cp860|cp860 860 csIBM860
IBM862|cp862|cp862 862 csPC862LatinHebrew
IBM863|cp863|cp863 863 csIBM863
IBM865|cp865|cp865 865 csIBM865
IBM866|cp866|cp866 866 csIBM866
IBM1047|cp1047|IBM-1047 csIBM1047
IBM01140|cp1140|CCSID01140 CP01140 ebcdic-us-37+euro csIBM01140
Extended_UNIX_Code_Packed_Format_for_Japanese|euc_jp|csEUCPkdFmtJapanese EUC-JP
ISO-2022-JP|iso2022_jp|csISO2022JP
Shift_JIS|cp932|MS_Kanji csShiftJIS
GBK|gbk|CP936 MS936 windows-936 csGBK
GB18030|gb18030|csGB18030
HZ-GB-2312|hz|
Big5|big5hkscs|csBig5
EUC-KR|cp949|csEUCKR
UTF-16|utf_16|csUTF16
UTF-16BE|utf_16_be|csUTF16BE
UTF-16LE|utf_16_le|csUTF16LE
"""

# where encodings differ from those of Python; IBM1047 is not in Python at all
_BASE = {"cp1047": "cp037"}
_DIFFERENCES = {
    "cp1047": {0x5F: "^", 0xAD: "[", 0xB0: "¬", 0xBA: "Ý", 0xBB: "¨", 0xBD: "]"},
    "koi8_u": {0xAE: "ў", 0xBE: "Ў"},
    "cp1255": {0xCA: "\u05ba"},
}
_WITHOUT_CONTROLS = frozenset(f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))
_UNDEFINED = "\ufffe"


@cache
def _names() -> dict[str, tuple[str, str]]:
    names: dict[str, tuple[str, str]] = {}
    for line in _TABLE.strip().splitlines():
        canonical, codec, aliases = line.split("|")
        for name in (canonical, *aliases.split()):
            names[name.lower()] = (canonical, codec)
    return names


def find(name: str) -> tuple[str, str] | None:
    """Return the canonical name and the codec of an encoding, for `encode` and `decode`."""
    return _names().get(name.lower())


def encode(text: str, codec: str) -> bytes:
    """Encode `text`. Raises `UnicodeError` for a character that the encoding does not have."""
    table = _table(codec)
    if table is not None:
        encoded: tuple[bytes, int] = codecs.charmap_encode(text, "strict", codecs.charmap_build(table))
        return encoded[0]
    if codec == "utf_16":
        return b"\xfe\xff" + text.encode("utf_16_be")
    data = text.encode(codec)
    return data.removesuffix(b"~}") if codec == "hz" else data


def decode(data: bytes, codec: str) -> str:
    """Return the text `data` holds in an encoding. Raises `UnicodeError` for bytes without a meaning."""
    table = _table(codec)
    if table is not None:
        decoded: tuple[str, int] = codecs.charmap_decode(data, "strict", table)
        return decoded[0]
    if codec == "utf_16":
        return data.decode("utf_16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf_16_be")
    text = data.decode(codec)
    if codec == "cp932" and not _NOT_IN_SHIFT_JIS.isdisjoint(text):
        raise UnicodeDecodeError(codec, data, 0, len(data), "bytes without a meaning")
    return text


_NOT_IN_SHIFT_JIS = frozenset("\xa0\uf8f0\uf8f1\uf8f2\uf8f3")
"""The results of Python for the single bytes A0 and FD to FF."""


@cache
def _table(codec: str) -> str | None:
    """Return the characters of a single-byte encoding that differs from Python's."""
    if codec not in _DIFFERENCES and codec not in _WITHOUT_CONTROLS:
        return None
    letters = [bytes([code]).decode(_BASE.get(codec, codec), "replace") for code in range(256)]
    letters = [_UNDEFINED if letter == "\ufffd" else letter for letter in letters]
    for code, letter in _DIFFERENCES.get(codec, {}).items():
        letters[code] = letter
    if codec in _WITHOUT_CONTROLS:
        letters[0x80:0xA0] = [_UNDEFINED] * 32
    return "".join(letters)
