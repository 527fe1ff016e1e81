"""The pages of the desk: who may see them they say themselves; here is what all templates may ask for."""

from urllib.parse import urlencode

from flask import Blueprint, Flask, abort, current_app, g, request

from api.presenters.accounts import actor_name, role_duty, role_name
from api.presenters.amounts import shown_yuan
from api.presenters.kept_plans import progress_sentence
from api.presenters.refusals import refusal_explanation, refusal_label
from api.presenters.study_aid import pledged_terms, term_name
from api.presenters.taking_back import mistakes
from api.presenters.words import (
    day,
    iso_day,
    kilometres,
    moment,
    money,
    number,
    place_within,
    policy_name,
    short_place,
    wage_range,
)
from api.returning import came_back
from api.schemas.rest.checks import is_storable
from api.settings import Profile
from api.web import (
    account,
    accounts,
    audit,
    break_glass,
    candidates,
    companies,
    company_accounts,
    company_desk,
    company_forms,
    consents,
    hands,
    health,
    home,
    import_steps,
    imports,
    jobs,
    kept_shortlists,
    keys,
    link_pages,
    login,
    merges,
    opening_forms,
    openings,
    own_keys,
    own_openings,
    placements,
    plans,
    referrals,
    relief,
    reports,
    schooling,
    services,
    shortlists,
    student_forms,
    student_page,
    students,
    study_aid,
    upkeep,
    work_elsewhere,
    work_lists,
)
from api.web.commands import with_commands
from api.web.navigation import navigation
from api.web.waterfall import waterfall
from models.principal import Principal

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    login.blueprint,
    account.blueprint,
    accounts.blueprint,
    keys.blueprint,
    jobs.blueprint,
    upkeep.blueprint,
    home.blueprint,
    students.blueprint,
    student_forms.blueprint,
    merges.blueprint,
    services.blueprint,
    consents.blueprint,
    schooling.blueprint,
    study_aid.blueprint,
    relief.blueprint,
    reports.blueprint,
    audit.blueprint,
    shortlists.blueprint,
    kept_shortlists.blueprint,
    referrals.blueprint,
    placements.blueprint,
    plans.blueprint,
    hands.blueprint,
    work_lists.blueprint,
    work_elsewhere.blueprint,
    companies.blueprint,
    company_accounts.blueprint,
    company_forms.blueprint,
    openings.blueprint,
    opening_forms.blueprint,
    imports.blueprint,
    import_steps.blueprint,
    break_glass.blueprint,
    link_pages.blueprint,
    company_desk.blueprint,
    own_openings.blueprint,
    candidates.blueprint,
    own_keys.blueprint,
    student_page.blueprint,
)


def init_pages(app: Flask) -> None:
    """Register all pages, and what their templates may ask for."""
    app.jinja_env.globals.update(
        asking=asking,
        actor_name=actor_name,
        came_back=came_back,
        is_demo=is_demo,
        logged_in=logged_in,
        navigation=navigation,
        same_page=same_page,
        this_page=this_page,
        day=day,
        moment=moment,
        waterfall=waterfall,
        iso_day=iso_day,
        kilometres=kilometres,
        mistakes=mistakes,
        money=money,
        number=number,
        place_within=place_within,
        pledged_terms=pledged_terms,
        policy_name=policy_name,
        progress_sentence=progress_sentence,
        refusal_explanation=refusal_explanation,
        refusal_label=refusal_label,
        role_duty=role_duty,
        role_name=role_name,
        short_place=short_place,
        shown_yuan=shown_yuan,
        term_name=term_name,
        wage_range=wage_range,
    )
    nouns = {blueprint.name for blueprint in BLUEPRINTS}
    app.jinja_env.filters["commands"] = with_commands
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)

    @app.before_request
    def refuse() -> None:  # what no database could look for
        if request.blueprint in nouns and request.view_args and not is_storable(request.view_args):
            abort(404)


def asking() -> Principal | None:
    """Whoever asks for this page, None for somebody unknown."""
    found: Principal | None = g.get("principal")
    return found


def logged_in() -> bool:
    """Whether whoever asks has logged in, rather than sitting at the machine of a demo."""
    visitor = g.get("visitor")
    return visitor is not None and visitor.session is not None


def is_demo() -> bool:
    """Whether all people and companies here are invented."""
    return current_app.config["PROFILE"] is Profile.DEMO


def same_page(path: str | None = None, /, **changes: object) -> str:
    """The address of the page being shown, or another's, with some of the query changed; None is left out.

    It is said from the root where the browser asked for another: a form has come back on its page.
    """
    query = {**request.args.to_dict(), **changes}
    told = urlencode({name: value for name, value in query.items() if value is not None})
    return f"{path or (request.path if came_back() else '')}?{told}"


def this_page() -> str:
    """The address of the page that is being shown, to come back to."""
    return request.full_path.rstrip("?")
