"""Streams of a compound file (MS-CFB), the container of XLS."""

from __future__ import annotations

import struct

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors
_ENTRY = 128


class BrokenContainer(Exception):
    """Damaged compound file."""


def stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream that has one of ``names``.

    :raises BrokenContainer: when there is no such stream, or the file is damaged.
    """
    try:
        return _Container(data).stream(names)
    except (struct.error, IndexError) as error:
        raise BrokenContainer(str(error)) from None


class _Container:
    def __init__(self, data: bytes) -> None:
        if data[:8] != _SIGNATURE:
            raise BrokenContainer("no compound file")
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenContainer("sectors of another size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        (first_directory,) = struct.unpack_from("<I", data, 48)
        self._cutoff, first_small, _, first_more, count_more = struct.unpack_from(
            "<IIIII", data, 56
        )
        self._table = self._allocation(first_more, count_more)
        self._small_table = self._numbers(self._chain(first_small))
        self._directory = self._chain(first_directory)

    def _allocation(self, first: int, count: int) -> list[int]:
        """Return the allocation table: the next sector of each sector."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(count, len(self._data) // self._size)):
            more = struct.unpack(f"<{self._size // 4}I", self._sector(first))
            sectors.extend(more[:-1])
            first = more[-1]
        table: list[int] = []
        for sector in sectors:
            if sector < _LAST:
                table.extend(self._numbers(self._sector(sector)))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        data = self._data[start : start + self._size]
        if not data:
            raise BrokenContainer("a sector beyond the end")
        return data.ljust(self._size, b"\x00")

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(first, self._table))

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def stream(self, names: tuple[str, ...]) -> bytes:
        root = b""
        for offset in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            entry = self._directory[offset : offset + _ENTRY]
            (length,) = struct.unpack_from("<H", entry, 64)
            first, size = struct.unpack_from("<II", entry, 116)
            if entry[66] == 5:
                root = self._chain(first)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            if entry[66] == 2 and name in names:
                if size >= self._cutoff:
                    return self._chain(first)[:size]
                sectors = (
                    root[number * self._small_size : (number + 1) * self._small_size]
                    for number in _followed(first, self._small_table)
                )
                return b"".join(sectors)[:size]
        raise BrokenContainer("no workbook in it")


def _followed(first: int, table: list[int] | tuple[int, ...]) -> list[int]:
    """Return the sectors of a chain.

    :raises BrokenContainer: when the chain is circular.
    """
    chain = []
    while first < _LAST:
        chain.append(first)
        if len(chain) > len(table):
            raise BrokenContainer("sectors in a circle")
        first = table[first]
    return chain
