"""How careful one has to be with each column; whoever adds a column says so here, or the build fails.

Public: anybody may see it. Internal: says nothing about a person. Personal: about a person, for those who
work with that person. Sensitive: could wound or be misused; always sealed. In a register of the poor,
a name and a number are sensitive: standing in it tells all.
"""

from enum import StrEnum


class Care(StrEnum):
    """How careful one has to be."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


_ROW = "id ref version created_at updated_at"
_TAKEN_BACK = "taken_back_at taken_back_why"

_WORDS: dict[str, dict[Care, str]] = {
    "students": {
        Care.INTERNAL: f"{_ROW} revision erased_at merged_into merged_key",
        Care.PERSONAL: (
            "id_number_blind name_blind household_id place state state_words education education_words"
            " completion completion_words graduation graduation_words school major_words majors fields"
            " skills skills_read skills_words certificates certificates_words experience_months"
            " wished_occupations wished_words wage_floor wage_words wished_places wished_places_words"
            " needs_dormitory may_relocate"
        ),
        Care.SENSITIVE: (
            "id_number_sealed name_sealed birth_date_sealed phone_sealed address_sealed guardian_sealed"
            " guardian_phone_sealed limits_sealed limits_words_sealed experience_sealed"
            " experience_profile_sealed note_sealed"
        ),
    },
    "households": {
        Care.INTERNAL: _ROW,
        Care.PERSONAL: "number_blind head_id_number_blind",
        Care.SENSITIVE: "number_sealed head_sealed head_id_number_sealed",
    },
    "hardships": {
        Care.INTERNAL: _ROW,
        Care.PERSONAL: "student_id valid_from valid_to",
        Care.SENSITIVE: "category_sealed words_sealed",
    },
    "erasures": {Care.INTERNAL: "student reason at", Care.PERSONAL: "actor"},
    "report_editions": {
        Care.INTERNAL: "id ref year audience period as_of made_at told",
        Care.SENSITIVE: "edition_sealed",  # also the numbers of few
    },
    "data_keys": {Care.INTERNAL: "owner wrapped_key key_id"},  # of no use without the master key
    "companies": {
        Care.PUBLIC: "name name_key uscc industry address place place_words size",
        Care.INTERNAL: f"{_ROW} revision verified trusted status joined suspended_at",
        Care.SENSITIVE: "contact_sealed phone_sealed suspended_reason_sealed",  # tell of persons
    },
    "openings": {
        Care.PUBLIC: (
            "external_ref title title_key place_key published valid_to occupation internship headcount"
            " place place_words wage_low wage_high wage_words education education_words majors fields"
            " majors_words experience_months experience_words skills skills_words certificates"
            " certificates_words board lodging board_words shifts hazards hazards_words demands minimum_age"
            " contract_months contract_words probation_months probation_words duties"
            " duties_profile"
        ),
        Care.INTERNAL: (
            f"{_ROW} revision company_id status status_reason status_words flags needs_review"
            " occupation_confidence headcount_stated filled"
        ),
    },
    "school_terms": {
        Care.INTERNAL: f"{_ROW} {_TAKEN_BACK}",
        Care.PERSONAL: "student_id term school education tuition_due lodging_due taken_back_by",
        Care.SENSITIVE: "note_sealed",
    },
    "aid_payments": {
        Care.INTERNAL: f"{_ROW} {_TAKEN_BACK}",
        Care.PERSONAL: "term_id source amount paid_on company_id taken_back_by",
        Care.SENSITIVE: "note_sealed",
    },
    "relief_payments": {
        Care.INTERNAL: f"{_ROW} {_TAKEN_BACK}",
        Care.PERSONAL: "household_id student_id purpose amount paid_on decision term_id taken_back_by",
        Care.SENSITIVE: "note_sealed",
    },
    "relief_income": {
        Care.INTERNAL: f"{_ROW} {_TAKEN_BACK} source amount received_on company_id document",
        Care.PERSONAL: "taken_back_by",
    },
    "pledges": {
        Care.INTERNAL: f"{_ROW} {_TAKEN_BACK} company_id amount from_term until_term",
        Care.PERSONAL: "student_id taken_back_by",
    },
    "schooling_events": {
        Care.INTERNAL: f"id ref at {_TAKEN_BACK}",
        Care.PERSONAL: "student_id day kind reason actor taken_back_by",
        Care.SENSITIVE: "note_sealed before_sealed",
    },
    "import_batches": {
        Care.INTERNAL: (
            "id ref kind file_name content_mac sheet at"
            " read created updated unchanged duplicates rejected not_in_file undone_at undo_reason"
        ),
        Care.PERSONAL: "actor undone_by",
    },
    "import_changes": {
        Care.INTERNAL: "id ref batch_id table owner version_before version",
        Care.SENSITIVE: "before_sealed",
    },
    "import_problems": {
        Care.INTERNAL: "id batch_id sheet row column code severity params",
        Care.PERSONAL: "value",  # masked where it would tell who somebody is
    },
    "title_corrections": {Care.INTERNAL: "title_key title occupation at", Care.PERSONAL: "actor"},
    "column_mappings": {Care.INTERNAL: "kind header field at", Care.PERSONAL: "actor"},
    "idempotency_keys": {
        Care.INTERNAL: "company_id key digest status etag location body created_at",
    },
    "change_counter": {Care.INTERNAL: "id value"},
    "jobs": {
        Care.INTERNAL: (
            "id ref kind state params done total attempts claim queued_at heartbeat ended_at error result"
        ),
        Care.PERSONAL: "actor error_params",  # which headers a file has
    },
    "match_runs": {Care.INTERNAL: "id job_id as_of k policy snapshot code at"},
    "match_run_lists": {
        Care.INTERNAL: "run_id",
        Care.PERSONAL: "student_id considered eligible items",
    },
    "plans": {
        Care.INTERNAL: "id job_id as_of candidates per_company per_occupation hold_back at policy snapshot"
        " code"
    },
    "plan_orders": {Care.INTERNAL: "plan_id opening_id", Care.PERSONAL: "student_id pinned"},
    "plan_items": {
        Care.INTERNAL: "plan_id",
        Care.PERSONAL: "student_id opening_id score rank regret others pinned reason",
    },
    "shortlists": {
        Care.INTERNAL: f"{_ROW} opening_id as_of k policy snapshot code considered eligible made_at"
        " approved_at",
        Care.PERSONAL: "student_id made_by approved_by",
        Care.SENSITIVE: "refused_sealed",
    },
    "shortlist_items": {
        Care.INTERNAL: "id ref shortlist_id opening_id rank position pinned",
        Care.PERSONAL: "student_id score explanation dropped_reason",
        Care.SENSITIVE: "note_sealed",
    },
    "consents": {
        Care.INTERNAL: "id ref company_id basis purpose fields text_version way given_at until",
        Care.PERSONAL: "student_id signer recorded_by",
        Care.SENSITIVE: "evidence_sealed",
    },
    "consent_withdrawals": {Care.INTERNAL: "consent_id at way", Care.PERSONAL: "recorded_by"},
    "personal_links": {
        Care.INTERNAL: "id ref secret_mac made_at expires_at revoked_at last_used_at",
        Care.PERSONAL: "student_id made_by",
    },
    "lawful_moves": {Care.PUBLIC: "before after"},
    "referrals": {
        Care.INTERNAL: f"{_ROW} opening_id company_id item_id state proposed_at sent_at chased_at ended_at"
        " interview_told_at",
        Care.PERSONAL: (
            "student_id proposed_by interview_at interview_place declined_by decline_reason suitable"
            " judged_by judged_at"
        ),
        Care.SENSITIVE: "hazards_confirmed_sealed decline_words_sealed",
    },
    "referral_moves": {Care.INTERNAL: "id referral_id state at", Care.PERSONAL: "actor"},
    "placements": {
        Care.INTERNAL: f"{_ROW} opening_id referral_id recorded_at",
        Care.PERSONAL: "student_id internship occupation wage started ended end_reason evidence recorded_by",
        Care.SENSITIVE: "employer_sealed",
    },
    "placement_proofs": {
        Care.INTERNAL: "id ref placement_id recorded_at",
        Care.PERSONAL: "evidence seen_on recorded_by",
        Care.SENSITIVE: "words_sealed",
    },
    "retention_checks": {
        Care.INTERNAL: "id placement_id months",
        Care.PERSONAL: "outcome checked_on recorded_by",
    },
    "service_events": {
        Care.INTERNAL: f"id ref referral_id recorded_at settled_at {_TAKEN_BACK}",
        Care.PERSONAL: "student_id kind at recorded_by settled_by taken_back_by",
        Care.SENSITIVE: "note_sealed",
    },
    "audit_events": {
        Care.INTERNAL: "id at act outcome subject_kind fields mac",
        Care.PERSONAL: "actor subject_ref details",  # references of whoever stood in a list
    },
    "accounts": {
        Care.INTERNAL: (
            f"{_ROW} role area company_id password_hash must_change_password totp_step disabled_at"
        ),
        Care.PERSONAL: "login display_name disabled_reason",
        Care.SENSITIVE: "totp_secret_sealed",
    },
    "login_sessions": {
        Care.INTERNAL: "id ref account_id token_mac stage created_at seen_at revoked_at",
        Care.PERSONAL: "address_mac",
    },
    "api_keys": {
        Care.INTERNAL: (
            "id ref company_id account_id secret_mac read_only issued_at expires_at revoked_at last_used_at"
        ),
        Care.PERSONAL: "issued_by",
    },
    "broken_glass": {
        Care.INTERNAL: "id ref account_id at until",
        Care.PERSONAL: "student",
        Care.SENSITIVE: "reason_sealed",
    },
    "tallies": {Care.INTERNAL: "key since count"},
    "audit_head": {Care.INTERNAL: "id events mac seal"},
}

DATA_DICTIONARY: dict[str, dict[str, Care]] = {
    table: {column: care for care, columns in words.items() for column in columns.split()}
    for table, words in _WORDS.items()
}
"""Table → column → care."""
