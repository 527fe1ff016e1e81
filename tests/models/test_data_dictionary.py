from models.data_dictionary import DATA_DICTIONARY, Care
from models.sealing import SealedRow, sealed_fields
from models.tables import METADATA, TABLES


def test_every_column_is_classified_and_no_other() -> None:
    columns = {name: set(table.columns.keys()) for name, table in METADATA.tables.items()}
    assert {table: set(words) for table, words in DATA_DICTIONARY.items()} == columns


def test_what_is_sensitive_is_sealed_and_nothing_else_is() -> None:
    sensitive = {
        (table, column)
        for table, words in DATA_DICTIONARY.items()
        for column, care in words.items()
        if care is Care.SENSITIVE
    }
    sealed = {
        (str(row_class.__tablename__), field.column)
        for row_class in TABLES
        if issubclass(row_class, SealedRow)
        for field in sealed_fields(row_class).values()
    }
    assert sensitive == sealed
