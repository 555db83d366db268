from __future__ import annotations

import io

from openpyxl import load_workbook

from conversations.insight.exporting.sealing import SealedFile, SealedStream, unsealed
from conversations.insight.exporting.xlsx_writing import Sheet, write_workbook

ROWS = [["Straat & <huis>", 3, 0.25, None], [" blank ", -1, None, ""], ["\x01\x02", 0, 1.5, "ë"]]


def workbook(rows=ROWS, header=("name", "count", "share", "note")):
    file = io.BytesIO()
    write_workbook(file, [Sheet("data", header, rows), Sheet("uitleg & meer", ["column"], [["name"]])])
    return file


def test_a_workbook_is_read_back_as_it_was_meant():
    book = load_workbook(workbook())
    assert book.sheetnames == ["data", "uitleg & meer"]
    read = [[cell.value for cell in row] for row in book["data"].iter_rows(min_row=2)]
    assert read == [
        ["Straat & <huis>", 3, 0.25, None],
        [" blank ", -1, None, None],
        ["\N{REPLACEMENT CHARACTER}" * 2, 0, 1.5, "ë"],
    ]
    header = next(book["data"].iter_rows(max_row=1))
    assert [cell.value for cell in header] == ["name", "count", "share", "note"]
    assert all(cell.font.b for cell in header)
    assert book["data"].freeze_panes == "A2"


def test_more_columns_than_letters():
    (row,) = load_workbook(workbook([list(range(60))], [str(n) for n in range(60)]))["data"].iter_rows(min_row=2)
    assert [cell.value for cell in row] == list(range(60))


def test_the_same_rows_give_the_same_bytes():
    assert workbook().getvalue() == workbook().getvalue()


def test_it_streams_into_a_sealed_file(tmp_path):
    file = SealedFile(tmp_path / "book", key=bytes(32), name="book")
    out = SealedStream(file)
    write_workbook(out, [Sheet("data", ["n"], ([n] for n in range(5000)))])
    out.end()
    file.finish()
    plain = b"".join(unsealed(tmp_path / "book", key=bytes(32), name="book"))
    assert [row[0] for row in load_workbook(io.BytesIO(plain))["data"].iter_rows(min_row=2, values_only=True)] == list(
        range(5000)
    )
