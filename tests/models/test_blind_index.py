from models.blind_index import household_number_index, id_number_index, name_index
from models.vault import Vault


def test_what_is_typed_differently_is_found_alike(vault: Vault) -> None:
    assert id_number_index(vault, " 32020520060901901x") == id_number_index(vault, "32020520060901901X")
    assert name_index(vault, "云 小星") == name_index(vault, "云小星")
    assert name_index(vault, "阿依古丽•买买提") == name_index(vault, "阿依古丽·买买提")
    assert household_number_index(vault, "ｈ-01") == household_number_index(vault, "H-01")
