"""What the database refused, as a field and an error code: the same ones that a schema would have given."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.exc import IntegrityError


class Rule(StrEnum):
    """The kind of rule that a constraint stands for."""

    TAKEN = "TAKEN"  # another row has it
    NOT_ALLOWED = "NOT_ALLOWED"  # not one of the words or numbers that may stand here
    OUT_OF_RANGE = "OUT_OF_RANGE"
    UNKNOWN = "UNKNOWN"  # refers to nothing


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken rule and the field to show it at."""

    field: str
    rule: Rule


CONSTRAINTS = {
    "ck_accounts_area": Broken("area", Rule.NOT_ALLOWED),
    "ck_accounts_company": Broken("company", Rule.NOT_ALLOWED),
    "ck_accounts_disabled": Broken("disabled_reason", Rule.NOT_ALLOWED),
    "ck_accounts_has_account": Broken("role", Rule.NOT_ALLOWED),
    "ck_accounts_role": Broken("role", Rule.NOT_ALLOWED),
    "fk_accounts_company_id": Broken("company", Rule.UNKNOWN),
    "uq_accounts_login": Broken("login", Rule.TAKEN),
    "uq_accounts_ref": Broken("ref", Rule.TAKEN),
    "ck_aid_payments_amount": Broken("amount", Rule.OUT_OF_RANGE),
    "ck_aid_payments_one_ledger": Broken("source", Rule.NOT_ALLOWED),
    "ck_aid_payments_source": Broken("source", Rule.NOT_ALLOWED),
    "ck_aid_payments_sponsor": Broken("company", Rule.NOT_ALLOWED),
    "ck_aid_payments_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_aid_payments_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "fk_aid_payments_company_id": Broken("company", Rule.UNKNOWN),
    "fk_aid_payments_term_id": Broken("term", Rule.UNKNOWN),
    "uq_aid_payments_ref": Broken("ref", Rule.TAKEN),
    "ck_api_keys_expires": Broken("expires_at", Rule.OUT_OF_RANGE),
    "ck_api_keys_owner": Broken("owner", Rule.NOT_ALLOWED),
    "fk_api_keys_account_id": Broken("account", Rule.UNKNOWN),
    "fk_api_keys_company_id": Broken("company", Rule.UNKNOWN),
    "uq_api_keys_ref": Broken("ref", Rule.TAKEN),
    "ck_audit_events_id": Broken("id", Rule.OUT_OF_RANGE),
    "ck_audit_events_outcome": Broken("outcome", Rule.NOT_ALLOWED),
    "ck_audit_head_one_row": Broken("id", Rule.OUT_OF_RANGE),
    "fk_broken_glass_account_id": Broken("account", Rule.UNKNOWN),
    "uq_broken_glass_ref": Broken("ref", Rule.TAKEN),
    "ck_change_counter_one_row": Broken("id", Rule.OUT_OF_RANGE),
    "ck_companies_status": Broken("status", Rule.NOT_ALLOWED),
    "ck_companies_suspended": Broken("suspended_at", Rule.NOT_ALLOWED),
    "uq_companies_name_key": Broken("name", Rule.TAKEN),
    "uq_companies_ref": Broken("ref", Rule.TAKEN),
    "uq_companies_uscc": Broken("uscc", Rule.TAKEN),
    "ck_erasures_reason": Broken("reason", Rule.NOT_ALLOWED),
    "ck_hardships_valid_order": Broken("valid_to", Rule.OUT_OF_RANGE),
    "fk_hardships_student_id": Broken("student", Rule.UNKNOWN),
    "uq_hardships_ref": Broken("ref", Rule.TAKEN),
    "uq_households_head_id_number_blind": Broken("head_id_number", Rule.TAKEN),
    "uq_households_number_blind": Broken("number", Rule.TAKEN),
    "uq_households_ref": Broken("ref", Rule.TAKEN),
    "fk_idempotency_keys_company_id": Broken("company", Rule.UNKNOWN),
    "ck_import_batches_kind": Broken("kind", Rule.NOT_ALLOWED),
    "ck_import_batches_read": Broken("read", Rule.OUT_OF_RANGE),
    "ck_import_batches_undo_reason": Broken("reason", Rule.NOT_ALLOWED),
    "ck_import_batches_undone": Broken("reason", Rule.NOT_ALLOWED),
    "uq_import_batches_ref": Broken("ref", Rule.TAKEN),
    "ck_import_changes_before": Broken("before", Rule.NOT_ALLOWED),
    "ck_import_changes_owner": Broken("owner", Rule.NOT_ALLOWED),
    "fk_import_changes_batch_id": Broken("batch", Rule.UNKNOWN),
    "ck_import_problems_severity": Broken("severity", Rule.NOT_ALLOWED),
    "fk_import_problems_batch_id": Broken("batch", Rule.UNKNOWN),
    "ck_login_sessions_stage": Broken("stage", Rule.NOT_ALLOWED),
    "fk_login_sessions_account_id": Broken("account", Rule.UNKNOWN),
    "uq_login_sessions_ref": Broken("ref", Rule.TAKEN),
    "uq_login_sessions_token_mac": Broken("token", Rule.TAKEN),
    "ck_jobs_claim": Broken("claim", Rule.NOT_ALLOWED),
    "ck_jobs_ended": Broken("ended_at", Rule.NOT_ALLOWED),
    "ck_jobs_kind": Broken("kind", Rule.NOT_ALLOWED),
    "ck_jobs_state": Broken("state", Rule.NOT_ALLOWED),
    "uq_jobs_ref": Broken("ref", Rule.TAKEN),
    "fk_match_run_lists_run_id": Broken("run", Rule.UNKNOWN),
    "fk_match_run_lists_student_id": Broken("student", Rule.UNKNOWN),
    "fk_match_runs_job_id": Broken("job", Rule.UNKNOWN),
    "uq_match_runs_job_id": Broken("job", Rule.TAKEN),
    "ck_plan_items_placed": Broken("reason", Rule.NOT_ALLOWED),
    "ck_plan_items_reason": Broken("reason", Rule.NOT_ALLOWED),
    "fk_plan_items_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_plan_items_plan_id": Broken("plan", Rule.UNKNOWN),
    "fk_plan_items_student_id": Broken("student", Rule.UNKNOWN),
    "fk_plan_orders_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_plan_orders_plan_id": Broken("plan", Rule.UNKNOWN),
    "fk_plan_orders_student_id": Broken("student", Rule.UNKNOWN),
    "fk_plans_job_id": Broken("job", Rule.UNKNOWN),
    "uq_plans_job_id": Broken("job", Rule.TAKEN),
    "ck_openings_contract_months": Broken("contract", Rule.OUT_OF_RANGE),
    "ck_openings_education": Broken("education", Rule.NOT_ALLOWED),
    "ck_openings_experience_months": Broken("experience", Rule.OUT_OF_RANGE),
    "ck_openings_filled": Broken("filled", Rule.OUT_OF_RANGE),
    "ck_openings_headcount": Broken("headcount", Rule.OUT_OF_RANGE),
    "ck_openings_occupation_confidence": Broken("occupation_confidence", Rule.OUT_OF_RANGE),
    "ck_openings_probation_months": Broken("probation", Rule.OUT_OF_RANGE),
    "ck_openings_status": Broken("status", Rule.NOT_ALLOWED),
    "ck_openings_wage": Broken("wage", Rule.OUT_OF_RANGE),
    "fk_openings_company_id": Broken("company", Rule.UNKNOWN),
    "uq_openings_company_id_external_ref": Broken("external_ref", Rule.TAKEN),
    "uq_openings_company_id_title_key_place_key": Broken("title", Rule.TAKEN),
    "uq_openings_ref": Broken("ref", Rule.TAKEN),
    "ck_pledges_amount": Broken("amount", Rule.OUT_OF_RANGE),
    "ck_pledges_from_term": Broken("from_term", Rule.NOT_ALLOWED),
    "ck_pledges_term_order": Broken("until_term", Rule.OUT_OF_RANGE),
    "ck_pledges_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_pledges_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "ck_pledges_until_term": Broken("until_term", Rule.NOT_ALLOWED),
    "fk_pledges_company_id": Broken("company", Rule.UNKNOWN),
    "fk_pledges_student_id": Broken("student", Rule.UNKNOWN),
    "uq_pledges_ref": Broken("ref", Rule.TAKEN),
    "ck_relief_income_amount": Broken("amount", Rule.OUT_OF_RANGE),
    "ck_relief_income_source": Broken("source", Rule.NOT_ALLOWED),
    "ck_relief_income_sponsor": Broken("company", Rule.NOT_ALLOWED),
    "ck_relief_income_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_relief_income_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "fk_relief_income_company_id": Broken("company", Rule.UNKNOWN),
    "uq_relief_income_ref": Broken("ref", Rule.TAKEN),
    "ck_relief_payments_amount": Broken("amount", Rule.OUT_OF_RANGE),
    "ck_relief_payments_payee": Broken("household", Rule.NOT_ALLOWED),
    "ck_relief_payments_purpose": Broken("purpose", Rule.NOT_ALLOWED),
    "ck_relief_payments_term": Broken("term", Rule.NOT_ALLOWED),
    "ck_relief_payments_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_relief_payments_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "fk_relief_payments_household_id": Broken("household", Rule.UNKNOWN),
    "fk_relief_payments_student_id": Broken("student", Rule.UNKNOWN),
    "fk_relief_payments_term_id": Broken("term", Rule.UNKNOWN),
    "uq_relief_payments_ref": Broken("ref", Rule.TAKEN),
    "ck_school_terms_education": Broken("education", Rule.NOT_ALLOWED),
    "ck_school_terms_lodging_due": Broken("lodging_due", Rule.OUT_OF_RANGE),
    "ck_school_terms_term": Broken("term", Rule.NOT_ALLOWED),
    "ck_school_terms_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_school_terms_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "ck_school_terms_tuition_due": Broken("tuition_due", Rule.OUT_OF_RANGE),
    "ck_report_editions_audience": Broken("audience", Rule.NOT_ALLOWED),
    "ck_report_editions_period": Broken("period", Rule.OUT_OF_RANGE),
    "uq_report_editions_ref": Broken("ref", Rule.TAKEN),
    "uq_report_editions_year_audience_period": Broken("period", Rule.TAKEN),
    "fk_school_terms_student_id": Broken("student", Rule.UNKNOWN),
    "uq_school_terms_ref": Broken("ref", Rule.TAKEN),
    "uq_school_terms_student_id_term": Broken("term", Rule.TAKEN),
    "ck_schooling_events_kind": Broken("kind", Rule.NOT_ALLOWED),
    "ck_schooling_events_reason": Broken("reason", Rule.NOT_ALLOWED),
    "ck_schooling_events_stayed_away": Broken("reason", Rule.NOT_ALLOWED),
    "ck_schooling_events_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_schooling_events_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "fk_schooling_events_student_id": Broken("student", Rule.UNKNOWN),
    "uq_schooling_events_ref": Broken("ref", Rule.TAKEN),
    "uq_schooling_events_student_id_day_kind": Broken("day", Rule.TAKEN),
    "ck_students_completion": Broken("completion", Rule.NOT_ALLOWED),
    "ck_students_education": Broken("education", Rule.NOT_ALLOWED),
    "ck_students_erased": Broken("state", Rule.NOT_ALLOWED),
    "ck_students_experience_months": Broken("experience", Rule.OUT_OF_RANGE),
    "ck_students_merged": Broken("merged_into", Rule.NOT_ALLOWED),
    "ck_students_merged_key": Broken("merged_into", Rule.NOT_ALLOWED),
    "ck_students_state": Broken("state", Rule.NOT_ALLOWED),
    "ck_students_wage_floor": Broken("wage_floor", Rule.OUT_OF_RANGE),
    "fk_students_household_id": Broken("household", Rule.UNKNOWN),
    "uq_students_id_number_blind": Broken("id_number", Rule.TAKEN),
    "uq_students_ref": Broken("ref", Rule.TAKEN),
    "ck_consent_withdrawals_way": Broken("way", Rule.NOT_ALLOWED),
    "ck_consents_basis": Broken("basis", Rule.NOT_ALLOWED),
    "ck_consents_evidence": Broken("evidence", Rule.NOT_ALLOWED),
    "ck_consents_signer": Broken("signer", Rule.NOT_ALLOWED),
    "ck_consents_way": Broken("way", Rule.NOT_ALLOWED),
    "ck_lawful_moves_after": Broken("after", Rule.NOT_ALLOWED),
    "ck_lawful_moves_before": Broken("before", Rule.NOT_ALLOWED),
    "ck_placement_proofs_evidence": Broken("evidence", Rule.NOT_ALLOWED),
    "ck_placements_employer": Broken("employer", Rule.NOT_ALLOWED),
    "ck_placements_end_reason": Broken("end_reason", Rule.NOT_ALLOWED),
    "ck_placements_end_told": Broken("end_reason", Rule.NOT_ALLOWED),
    "ck_placements_ended": Broken("ended", Rule.OUT_OF_RANGE),
    "ck_placements_evidence": Broken("evidence", Rule.NOT_ALLOWED),
    "ck_placements_referral": Broken("referral", Rule.NOT_ALLOWED),
    "ck_placements_wage": Broken("wage", Rule.OUT_OF_RANGE),
    "ck_referral_moves_state": Broken("state", Rule.NOT_ALLOWED),
    "ck_referrals_decline_reason": Broken("decline_reason", Rule.NOT_ALLOWED),
    "ck_referrals_declined": Broken("declined_by", Rule.NOT_ALLOWED),
    "ck_referrals_declined_by": Broken("declined_by", Rule.NOT_ALLOWED),
    "ck_referrals_declined_unsent": Broken("declined_by", Rule.NOT_ALLOWED),
    "ck_referrals_ended": Broken("ended_at", Rule.NOT_ALLOWED),
    "ck_referrals_judged": Broken("suitable", Rule.NOT_ALLOWED),
    "ck_referrals_sent": Broken("sent_at", Rule.NOT_ALLOWED),
    "ck_referrals_state": Broken("state", Rule.NOT_ALLOWED),
    "ck_retention_checks_months": Broken("months", Rule.NOT_ALLOWED),
    "ck_retention_checks_outcome": Broken("outcome", Rule.NOT_ALLOWED),
    "ck_service_events_kind": Broken("kind", Rule.NOT_ALLOWED),
    "ck_service_events_settled": Broken("settled_at", Rule.NOT_ALLOWED),
    "ck_service_events_taken_back": Broken("taken_back_at", Rule.NOT_ALLOWED),
    "ck_service_events_taken_back_why": Broken("taken_back_why", Rule.NOT_ALLOWED),
    "ck_shortlist_items_dropped_reason": Broken("dropped_reason", Rule.NOT_ALLOWED),
    "ck_shortlist_items_pinned_or_dropped": Broken("dropped_reason", Rule.NOT_ALLOWED),
    "ck_shortlist_items_rank": Broken("rank", Rule.OUT_OF_RANGE),
    "ck_shortlist_items_score": Broken("score", Rule.OUT_OF_RANGE),
    "ck_shortlists_approved": Broken("approved_at", Rule.NOT_ALLOWED),
    "ck_shortlists_subject": Broken("subject", Rule.NOT_ALLOWED),
    "fk_consent_withdrawals_consent_id": Broken("consent", Rule.UNKNOWN),
    "fk_consents_company_id": Broken("company", Rule.UNKNOWN),
    "fk_consents_student_id": Broken("student", Rule.UNKNOWN),
    "fk_personal_links_student_id": Broken("student", Rule.UNKNOWN),
    "fk_placement_proofs_placement_id": Broken("placement", Rule.UNKNOWN),
    "fk_placements_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_placements_referral_id": Broken("referral", Rule.UNKNOWN),
    "fk_placements_student_id": Broken("student", Rule.UNKNOWN),
    "fk_referral_moves_referral_id": Broken("referral", Rule.UNKNOWN),
    "fk_referrals_company_id": Broken("company", Rule.UNKNOWN),
    "fk_referrals_item_id": Broken("item", Rule.UNKNOWN),
    "fk_referrals_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_referrals_student_id": Broken("student", Rule.UNKNOWN),
    "fk_retention_checks_placement_id": Broken("placement", Rule.UNKNOWN),
    "fk_service_events_referral_id": Broken("referral", Rule.UNKNOWN),
    "fk_service_events_student_id": Broken("student", Rule.UNKNOWN),
    "fk_shortlist_items_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_shortlist_items_shortlist_id": Broken("shortlist", Rule.UNKNOWN),
    "fk_shortlist_items_student_id": Broken("student", Rule.UNKNOWN),
    "fk_shortlists_opening_id": Broken("opening", Rule.UNKNOWN),
    "fk_shortlists_student_id": Broken("student", Rule.UNKNOWN),
    "uq_consents_ref": Broken("ref", Rule.TAKEN),
    "uq_personal_links_ref": Broken("ref", Rule.TAKEN),
    "uq_personal_links_secret_mac": Broken("secret", Rule.TAKEN),
    "uq_placement_proofs_ref": Broken("ref", Rule.TAKEN),
    "uq_placements_ref": Broken("ref", Rule.TAKEN),
    "uq_placements_referral_id": Broken("referral", Rule.TAKEN),
    "uq_placements_student_id": Broken("student", Rule.TAKEN),
    "uq_referrals_ref": Broken("ref", Rule.TAKEN),
    "uq_referrals_student_id_opening_id": Broken("opening", Rule.TAKEN),
    "uq_retention_checks_placement_id_months": Broken("months", Rule.TAKEN),
    "uq_service_events_ref": Broken("ref", Rule.TAKEN),
    "uq_service_events_referral_id": Broken("referral", Rule.TAKEN),
    "uq_shortlist_items_ref": Broken("ref", Rule.TAKEN),
    "uq_shortlist_items_shortlist_id_student_id_opening_id": Broken("opening", Rule.TAKEN),
    "uq_shortlists_ref": Broken("ref", Rule.TAKEN),
    "ck_tallies_count": Broken("count", Rule.OUT_OF_RANGE),
}

_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")


def broken_constraint(error: IntegrityError) -> str | None:
    """The name of the constraint that a statement broke, and no value.

    None when the database does not say (SQLite's foreign keys).
    """
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        name: str | None = diagnosis.constraint_name
        return name
    message = str(error.orig)
    if check := _SQLITE_CHECK.search(message):
        return check[1]
    if unique := _SQLITE_UNIQUE.search(message):
        # SQLite names the columns instead: openings.company_id, openings.external_ref
        columns = [column.split(".") for column in unique[1].split(", ")]
        return "_".join(["uq", columns[0][0], *(column for _, column in columns)])
    return None


def is_of_a_trigger(error: IntegrityError) -> bool:
    """Whether a trigger refused the statement, on SQLite: elsewhere that is another kind of error."""
    return getattr(error.orig, "sqlite_errorname", None) == "SQLITE_CONSTRAINT_TRIGGER"
