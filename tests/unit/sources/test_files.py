"""CSV, Parquet and NDJSON as they come out of real systems, and what damage is answered with."""

import gzip
import io
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenhand.errors import RecordError
from evenhand.sources.delimited import WatchedStream
from evenhand.sources.files import open_file, tables


def read(path, columns=None, **options):
    rows, numbers = [], []
    for part in tables(path, columns, **options):
        rows += part.cells.to_pylist()
        numbers += part.numbers.tolist()
    return rows, numbers


def refusal(path, columns=None):
    with pytest.raises(RecordError) as caught:
        read(path, columns)
    return caught.value.problems


ROWS = [{"a": "1", "b": "x"}, {"a": "2", "b": "y, z"}]


@pytest.mark.parametrize(
    "content",
    [
        'a,b\n1,x\n2,"y, z"\n',
        'a,b\r\n1,x\r\n2,"y, z"',
        "a;b\n1;x\n2;y, z\n",
        "a\tb\n1\tx\n2\ty, z\n",
        "a|b\n1|x\n2|y, z\n",
        '\ufeffa,b\n1,x\n2,"y, z"\n',
        '"a","b"\n"1","x"\n"2","y, z"\n\n',
        ' a , b \n1,x\n2,"y, z"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_of_many_makes(write, content, encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    if encoding != "utf-8":
        content = content.removeprefix("\ufeff")
    assert read(write(mark + content.encode(encoding))) == (ROWS, [2, 3])


def test_quoted_cells_may_hold_lines_and_quotes(write):
    path = write('a,b\n1,"two\nlines, ""quoted"""\n2,\n')
    assert read(path)[0] == [{"a": "1", "b": 'two\nlines, "quoted"'}, {"a": "2", "b": ""}]


def test_a_bare_quote_within_a_cell_is_part_of_it(write):
    assert read(write('a,b\n1,5" disk\n'))[0] == [{"a": "1", "b": '5" disk'}]


def test_blank_lines_before_the_heading(write):
    assert read(write("\n\r\na,b\n1,x\n")) == ([{"a": "1", "b": "x"}], [4])


def test_only_the_columns_asked_for_in_small_batches(write):
    path = write("a,b\n" + "".join(f"{n},x\n" for n in range(5)))
    parts = [part.cells.to_pydict() for part in tables(path, ["b", "a"], batch_rows=2)]
    assert [part["a"] for part in parts] == [["0", "1"], ["2", "3"], ["4"]]
    assert list(parts[0]) == ["b", "a"]


def test_the_number_of_rows_to_expect(write):
    path = write("a,b\n" + "1,x\n" * 1000)
    assert 900 <= open_file(path).rows_expected <= 1100
    assert open_file(write('{"a":1}\n' * 1500, "x.ndjson")).rows_expected == 1500


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        ("", "empty-file", None, None),
        ("a,b\n", "no-records", None, None),
        ("a,b", "no-records", None, None),
        ("\n\n", "no-records", None, None),
        ("a,b\n1,x\n2\n", "ragged-row", 3, None),
        ("a,b\n1,x\n2,y,z\n", "ragged-row", 3, None),
        ("a,b\n1,x\n2,\0\n", "nul-byte", 3, 3),
        ('a,b\n1,x\n2,"y\n', "bad-quotes", 3, None),
        ('a,b\n1,x,"y\n', "bad-quotes", 2, None),
        (b"a,b\n1,x\n2,\xe9\n", "bad-text", 3, 3),
        (b"a,b\n1,\xe9\n" + b"2,x\n" * 600_000, "bad-text", 2, 3),
        ("a,b\n1," + "x" * 20_000_000 + "\n", "huge-line", 2, None),
        ("x" * 200_000 + ",b\n1,2\n", "bad-heading", 1, None),
        ("a,a\n1,2\n", "double-column", 1, None),
        (b"PK\x03\x04....", "spreadsheet-or-zip", None, None),
        (b"\xd0\xcf\x11\xe0....", "spreadsheet-or-zip", None, None),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "compressed-file", None, None),
        ("  <html>", "not-a-table", None, None),
        ('[{"a": 1}]', "json-array", None, None),
        (b"PAR1 and then nothing like Parquet", "damaged-file", None, None),
    ],
)
def test_damage_is_named_with_its_place(write, content, code, line, column):
    problem = refusal(write(content))[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.mend
    assert problem.file is not None
    assert problem.file.endswith("records.csv")


def test_several_damaged_rows_are_told_at_once(write):
    problems = refusal(write("a,b\n1\n2,x\n3,x,y\n4\0,x\n"))
    assert [(problem.code, problem.line) for problem in problems] == [
        ("ragged-row", 2),
        ("ragged-row", 4),
        ("nul-byte", 5),
    ]


def test_a_cause_that_the_careful_walk_does_not_find_is_told_as_it_was(write):
    # No line and no cell is too long, but one row of many lines is more than the reader takes.
    content = (
        ",".join(f"c{n}" for n in range(200)) + "\n" + ",".join(['"' + "x" * 100_000 + '\n"'] * 200) + "\n"
    )
    problem = refusal(write(content))[0]
    assert problem.code == "bad-csv"
    assert "straddl" in problem.message


def test_a_cell_too_large_for_the_careful_walk(write):
    assert refusal(write('a,b\n1,"' + ("x" * 500_000 + "\n") * 50 + '"\n'))[0].code == "bad-quotes"


def test_a_watched_stream_counts_quotes_and_stops_at_nul():
    # Called from a thread of the CSV reader, where coverage does not look.
    stream = WatchedStream(io.BytesIO(b'a"b"c"\0'))
    assert stream.read(6) == b'a"b"c"'
    assert stream.quotes == 3
    with pytest.raises(UnicodeError, match="NUL"):
        stream.read(6)
    stream.close()
    assert stream.closed


def test_a_file_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "gone.csv")[0].code == "no-such-file"


def test_other_encodings_are_named(write):
    path = write("a,b\n1,é\n".encode("windows-1252"))
    file = open_file(path, encoding="windows-1252")
    assert [cells.to_pylist() for cells, _ in file.batches(["b"], 10)] == [[{"b": "é"}]]
    with pytest.raises(RecordError, match="unknown-encoding"):
        open_file(path, encoding="klingon")


def test_parquet_keeps_types_and_streams(tmp_path):
    path = tmp_path / "x.parquet"
    moment = datetime(2026, 3, 2, tzinfo=UTC)
    pq.write_table(pa.table({"id": ["1", "2", "3"], "at": [moment] * 3, "n": [1, None, 3]}), path)
    parts = list(tables(path, ["id", "n"], batch_rows=2))
    assert [part.numbers.tolist() for part in parts] == [[1, 2], [3]]
    assert parts[0].cells.schema.names == ["id", "n"]
    assert open_file(path).rows_expected == 3
    assert open_file(path).columns == ("id", "at", "n")


def test_parquet_without_rows(tmp_path):
    pq.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "x.parquet")
    assert refusal(tmp_path / "x.parquet")[0].code == "no-records"


def test_parquet_with_lists_or_damage(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": [[1]], "b": ["x" * 1000]}), path, compression="none")
    assert refusal(path, ["a"])[0].code == "nested-column"
    raw = bytearray(path.read_bytes())
    raw[4:1000] = b"\xff" * 996
    path.write_bytes(raw)
    assert refusal(path, ["b"])[0].code == "damaged-file"


def test_parquet_with_text_that_is_none(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.table({"a": ["~~~~"]}), path, compression="none", write_statistics=False)
    path.write_bytes(path.read_bytes().replace(b"~~~~", b"\xff\xff\xff\xff"))
    assert refusal(path)[0].code == "damaged-file"


def test_ndjson_keeps_numbers_as_written_and_reaches_into_objects(write):
    lines = [
        '\ufeff{"id": 1.50, "f": {"p": {"name": "P1"}, "x.y": true}}',
        "",
        '{"id": 12345678901234567890}',
    ]
    path = write("\n".join(lines), "x.ndjson")
    assert open_file(path).columns == ("id", "f.p.name", "f.x.y")
    rows, numbers = read(path, ["id", "f.p.name", "f", "f.p.name.more"])
    assert [row["id"] for row in rows] == ["1.50", "12345678901234567890"]
    assert [row["f.p.name"] for row in rows] == ["P1", None]
    assert rows[0]["f"] == '{"p": {"name": "P1"}, "x.y": true}'
    assert rows[0]["f.p.name.more"] is None
    assert numbers == [1, 3]


def test_ndjson_in_batches(write):
    path = write('{"a": {}}\n' * 5, "x.ndjson")
    assert [len(part.cells) for part in tables(path, batch_rows=2)] == [2, 2, 1]
    assert read(path)[0][0] == {"a": "{}"}


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ('{"a": NaN}', "strange-json", None),
        ('{"a": -Infinity}', "strange-json", None),
        ('{"a": 1, "b": 2, "b": 2}', "strange-json", None),
        ('{"a": ' + "[" * 200_000, "too-deep", None),
        ('{"a": "\\ud800"}', "bad-text", None),
        (b'{"a": "\xff"}', "bad-text", None),
        ('{"a": }', "bad-json", 7),
        ("[1]", "bad-json", None),
        ('{"a": "' + "x" * (1 << 20) + '"}', "huge-line", None),
    ],
)
def test_ndjson_is_read_strictly(write, line, code, column):
    content = line if isinstance(line, bytes) else line.encode()
    problem = refusal(write(b'{"a": 1}\n' + content + b"\n", "x.ndjson"))[0]
    assert (problem.code, problem.line, problem.column) == (code, 2, column)


def test_ndjson_numbers_of_any_size(write):
    path = write('{"a": 1e400, "b": ' + "9" * 5000 + "}\n", "x.ndjson")
    assert read(path)[0] == [{"a": "1e400", "b": "9" * 5000}]
