"""DEFLATE as Go's compress/flate writes it at its default level, so that `base64gzip` gives the same bytes.

Any DEFLATE stream would unpack to the same text; the choices made here (matches, block types, Huffman codes) are Go's.
"""

from __future__ import annotations

import struct
import zlib

_WINDOW = 1 << 15
_MIN_MATCH = 4
_MAX_MATCH = 258
_MAX_TOKENS = 1 << 14
_GOOD, _LAZY, _NICE, _CHAIN = 8, 16, 128, 128
_LOOKAHEAD = _MIN_MATCH + _MAX_MATCH
_END_OF_BLOCK = 256
_MAX_FREQUENCY = 2**31 - 1

_LENGTH_EXTRA = [0] * 8 + [bits for bits in range(1, 6) for _ in range(4)] + [0]
_LENGTH_BASE: list[int] = []
_OFFSET_EXTRA = [0, 0] + [bits for bits in range(14) for _ in range(2)]
_OFFSET_BASE: list[int] = []
_CODEGEN_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)


def _bases() -> None:
    base = 3
    for extra in _LENGTH_EXTRA:
        _LENGTH_BASE.append(base)
        base += 1 << extra
    _LENGTH_BASE[-1] = _MAX_MATCH
    base = 1
    for extra in _OFFSET_EXTRA:
        _OFFSET_BASE.append(base)
        base += 1 << extra


_bases()

Token = tuple[int, int]
"""A literal ``(0, byte)`` or a match ``(length, offset)``."""


def gzip(data: bytes) -> bytes:
    """`data` written, flushed and closed by Go's gzip.Writer."""
    writer = _BitWriter()
    _Compressor(data, writer).run()
    writer.stored_header(0, False)
    writer.stored_header(0, True)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return header + bytes(writer.out) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


# --- LZ77 ----------------------------------------------------------------------------------------


class _Compressor:
    """Finds matches with a hash of four bytes and lazy evaluation, and writes a block for every 2^14 tokens."""

    def __init__(self, data: bytes, writer: _BitWriter) -> None:
        self.data = data
        self.writer = writer
        self.heads: dict[int, int] = {}
        self.previous: list[int] = [-1] * len(data)
        self.tokens: list[Token] = []
        self.block_start: int | None = 0
        self.shifted = 0

    def run(self) -> None:
        """Compress everything."""
        data = self.data
        end = len(data)
        last_insert = end - (_MIN_MATCH - 1)
        index, length, offset, head = 0, _MIN_MATCH - 1, 0, -1
        pending = False
        while index < end:
            self._shift(index)
            if index < last_insert:
                head = self._insert(index)
            previous_length, previous_offset = length, offset
            length, offset = _MIN_MATCH - 1, 0
            ahead = end - index
            if head >= max(0, index - _WINDOW) and ahead > previous_length and previous_length < _LAZY:
                length, offset = self._match(index, head, ahead)
            if previous_length >= _MIN_MATCH and length <= previous_length:
                self.tokens.append((previous_length, previous_offset))
                for position in range(index + 1, index + previous_length - 1):
                    if position < last_insert:
                        self._insert(position)
                index += previous_length - 1
                pending = False
                length = _MIN_MATCH - 1
                if len(self.tokens) == _MAX_TOKENS:
                    self._block(index)
            else:
                if pending:
                    self.tokens.append((0, data[index - 1]))
                    if len(self.tokens) == _MAX_TOKENS:
                        self._block(index)
                index += 1
                pending = True
        if pending:
            self.tokens.append((0, data[index - 1]))
        if self.tokens:
            self._block(index)

    def _insert(self, index: int) -> int:
        """Put the four bytes at `index` into the table; where they occurred last, or -1."""
        key = (int.from_bytes(self.data[index : index + 4], "big") * 0x1E35A7BD & 0xFFFFFFFF) >> 15
        head = self.heads.get(key, -1)
        self.previous[index] = head
        self.heads[key] = index
        return head

    def _match(self, index: int, candidate: int, ahead: int) -> tuple[int, int]:
        data, previous = self.data, self.previous
        longest = min(_MAX_MATCH, ahead)
        nice = min(longest, _NICE)
        length, offset = _MIN_MATCH - 1, 0
        lowest = index - _WINDOW
        for _ in range(_CHAIN):
            if data[index + length] == data[candidate + length]:
                found = _common(data, candidate, index, longest)
                if found > length and (found > _MIN_MATCH or index - candidate <= 4096):
                    length, offset = found, index - candidate
                    if found >= nice:
                        break
            if candidate == lowest:
                break
            candidate = previous[candidate]
            if candidate < 0 or candidate < lowest:
                break
        return length, offset

    def _shift(self, index: int) -> None:
        """Go keeps the last 2^16 bytes at most: a block that began before them can't be stored."""
        while index - self.shifted >= 2 * _WINDOW - _LOOKAHEAD and len(self.data) - self.shifted > 2 * _WINDOW:
            self.shifted += _WINDOW
            if self.block_start is not None and self.block_start < self.shifted:
                self.block_start = None

    def _block(self, index: int) -> None:
        raw = None if self.block_start is None else self.data[self.block_start : index]
        self.writer.block(self.tokens, raw)
        self.block_start = index
        self.tokens = []


def _common(data: bytes, left: int, right: int, limit: int) -> int:
    length = 0
    while length < limit and data[left + length] == data[right + length]:
        length += 1
    return length


# --- Huffman -------------------------------------------------------------------------------------

Codes = list[tuple[int, int]]
"""Reversed code and length for every symbol."""


def _codes(frequencies: list[int], max_bits: int) -> Codes:
    """The Huffman code with at most `max_bits` bits a symbol."""
    codes = [(0, 0)] * len(frequencies)
    nodes = sorted((frequency, symbol) for symbol, frequency in enumerate(frequencies) if frequency)
    if len(nodes) <= 2:
        for code, symbol in enumerate(sorted(symbol for _, symbol in nodes)):
            codes[symbol] = (code, 1)
        return codes
    code = 0
    for bits, count in enumerate(_bit_counts([frequency for frequency, _ in nodes], max_bits)):
        code <<= 1
        if bits == 0 or count == 0:
            continue
        for symbol in sorted(symbol for _, symbol in nodes[-count:]):
            codes[symbol] = (int(f"{code:0{bits}b}"[::-1], 2), bits)
            code += 1
        nodes = nodes[:-count]
    return codes


def _bit_counts(frequencies: list[int], max_bits: int) -> list[int]:
    """How many symbols get codes of each length. The boundary package-merge algorithm, ties as in Go."""
    count = len(frequencies)
    frequencies = [*frequencies, _MAX_FREQUENCY]
    top = min(max_bits, count - 1)
    last = [frequencies[1]] * (top + 2)
    next_leaf = [frequencies[2]] * (top + 2)
    next_pair = [frequencies[0] + frequencies[1]] * (top + 2)
    next_pair[1] = _MAX_FREQUENCY
    needed = [0] * (top + 2)
    needed[top] = 2 * count - 4
    leaves = [[0] * (top + 1) for _ in range(top + 1)]
    for level in range(1, top + 1):
        leaves[level][level] = 2
    level = top
    while True:
        if next_pair[level] == next_leaf[level] == _MAX_FREQUENCY:
            needed[level] = 0
            next_pair[level + 1] = _MAX_FREQUENCY
            level += 1
            continue
        before = last[level]
        if next_leaf[level] < next_pair[level]:
            last[level] = next_leaf[level]
            leaves[level][level] += 1
            next_leaf[level] = frequencies[leaves[level][level]]
        else:
            last[level] = next_pair[level]
            leaves[level][:level] = leaves[level - 1][:level]
            needed[level - 1] = 2
        needed[level] -= 1
        if needed[level] == 0:
            if level == top:
                break
            next_pair[level + 1] = before + last[level]
            level += 1
        else:
            while needed[level - 1] > 0:
                level -= 1
    ends = leaves[top]
    return [0, *(ends[level] - ends[level - 1] for level in range(top, 0, -1))]


def _fixed_literals() -> Codes:
    codes: Codes = []
    for symbol in range(286):
        if symbol < 144:
            code, bits = symbol + 48, 8
        elif symbol < 256:
            code, bits = symbol + 400 - 144, 9
        elif symbol < 280:
            code, bits = symbol - 256, 7
        else:
            code, bits = symbol + 192 - 280, 8
        codes.append((int(f"{code:0{bits}b}"[::-1], 2), bits))
    return codes


_FIXED_LITERALS = _fixed_literals()
_FIXED_OFFSETS: Codes = [(int(f"{symbol:05b}"[::-1], 2), 5) for symbol in range(30)]


def _size(codes: Codes, frequencies: list[int]) -> int:
    return sum(frequency * codes[symbol][1] for symbol, frequency in enumerate(frequencies) if frequency)


def _code_index(bases: list[int], value: int) -> int:
    low, high = 0, len(bases) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if bases[middle] <= value:
            low = middle
        else:
            high = middle - 1
    return low


def _codegen(lengths: list[int]) -> list[tuple[int, int, int]]:
    """The code lengths, run-length encoded: symbol, extra value, bits of the extra value."""
    result: list[tuple[int, int, int]] = []
    position = 0
    while position < len(lengths):
        size = lengths[position]
        count = 1
        while position + count < len(lengths) and lengths[position + count] == size:
            count += 1
        position += count
        if size:
            result.append((size, 0, 0))
            count -= 1
            while count >= 3:
                run = min(6, count)
                result.append((16, run - 3, 2))
                count -= run
        else:
            while count >= 11:
                run = min(138, count)
                result.append((18, run - 11, 7))
                count -= run
            if count >= 3:
                result.append((17, count - 3, 3))
                count = 0
        result.extend([(size, 0, 0)] * count)
    return result


class _BitWriter:
    """Writes blocks, each in the smallest of the three forms."""

    def __init__(self) -> None:
        self.out = bytearray()
        self.bits = 0
        self.count = 0

    def write(self, value: int, count: int) -> None:
        self.bits |= value << self.count
        self.count += count
        while self.count >= 8:
            self.out.append(self.bits & 0xFF)
            self.bits >>= 8
            self.count -= 8

    def align(self) -> None:
        if self.count:
            self.out.append(self.bits & 0xFF)
        self.bits = self.count = 0

    def stored_header(self, length: int, final: bool) -> None:
        """The header of a block that is stored as it is."""
        self.write(1 if final else 0, 3)
        self.align()
        self.write(length, 16)
        self.write(length ^ 0xFFFF, 16)

    def block(self, tokens: list[Token], raw: bytes | None) -> None:
        """Write a block; `raw` is its text, None when it can't be stored."""
        literals, offsets = [0] * 286, [0] * 30
        coded = [
            (0, value) if not length else (257 + _code_index(_LENGTH_BASE, length), _code_index(_OFFSET_BASE, value))
            for length, value in tokens
        ]
        for symbol, value in coded:
            if symbol:
                literals[symbol] += 1
                offsets[value] += 1
            else:
                literals[value] += 1
        literals[_END_OF_BLOCK] += 1
        if not any(offsets):
            offsets[0] = 1
        extra = 0
        storable = raw is not None and len(raw) <= 65535
        if storable:
            extra = sum(literals[257 + i] * bits for i, bits in enumerate(_LENGTH_EXTRA))
            extra += sum(offsets[i] * bits for i, bits in enumerate(_OFFSET_EXTRA))
        literal_codes, offset_codes = _codes(literals, 15), _codes(offsets, 15)
        header = _DynamicHeader(literals, offsets, literal_codes, offset_codes)
        fixed = 3 + _size(_FIXED_LITERALS, literals) + _size(_FIXED_OFFSETS, offsets) + extra
        dynamic = header.size + _size(literal_codes, literals) + _size(offset_codes, offsets) + extra
        if storable and raw is not None and (len(raw) + 5) * 8 < min(fixed, dynamic):
            self.stored_header(len(raw), False)
            self.out += raw
            return
        if dynamic < fixed:
            header.write(self)
        else:
            literal_codes, offset_codes = _FIXED_LITERALS, _FIXED_OFFSETS
            self.write(2, 3)
        for (symbol, code), (length, offset) in zip(coded, tokens):  # noqa: B905 - equal length
            if not symbol:
                self.write(*literal_codes[code])
                continue
            self.write(*literal_codes[symbol])
            self.write(length - _LENGTH_BASE[symbol - 257], _LENGTH_EXTRA[symbol - 257])
            self.write(*offset_codes[code])
            self.write(offset - _OFFSET_BASE[code], _OFFSET_EXTRA[code])
        self.write(*literal_codes[_END_OF_BLOCK])


class _DynamicHeader:
    """The code lengths of a block with its own Huffman codes; `size` is that of the header in bits."""

    def __init__(self, literals: list[int], offsets: list[int], literal_codes: Codes, offset_codes: Codes) -> None:
        self.literals = max(i for i, frequency in enumerate(literals) if frequency) + 1
        self.offsets = max(i for i, frequency in enumerate(offsets) if frequency) + 1
        lengths = [bits for _, bits in literal_codes[: self.literals]] + [
            bits for _, bits in offset_codes[: self.offsets]
        ]
        self.items = _codegen(lengths)
        frequencies = [0] * 19
        for symbol, _, _ in self.items:
            frequencies[symbol] += 1
        self.codes = _codes(frequencies, 7)
        self.order = 19
        while self.order > 4 and not frequencies[_CODEGEN_ORDER[self.order - 1]]:
            self.order -= 1
        self.size = 17 + 3 * self.order + _size(self.codes, frequencies) + sum(bits for _, _, bits in self.items)

    def write(self, writer: _BitWriter) -> None:
        """Write it."""
        writer.write(4, 3)
        writer.write(self.literals - 257, 5)
        writer.write(self.offsets - 1, 5)
        writer.write(self.order - 4, 4)
        for symbol in _CODEGEN_ORDER[: self.order]:
            writer.write(self.codes[symbol][1], 3)
        for symbol, value, bits in self.items:
            writer.write(*self.codes[symbol])
            writer.write(value, bits)
