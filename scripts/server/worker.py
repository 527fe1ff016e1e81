"""The process that performs jobs: `aixin worker`, or beside a server `python -m scripts.server.worker`."""

import os

from api.logs import log_to_standard_error
from api.services.imports.uploads import Uploads
from api.services.job_queue import JobQueue
from api.services.matching.market import Market
from api.services.perform_job import Performer
from api.settings import Settings, load_settings
from scripts.instance import open_database


def work(settings: Settings, *, at_once: int = 1) -> None:
    """Perform jobs until told to stop; what is under way then is finished, or begun anew by another."""
    with open_database(settings) as (engine, vault):
        performer = Performer(
            engine=engine,
            vault=vault,
            market=Market(settings.market, settings.policy),
            uploads=Uploads(settings.uploads, vault),
            district=settings.district,
            minimum_wages=settings.minimum_wages,
        )
        queue = JobQueue(settings.queue_url, settings.secret_key, performer.perform)
        queue.serve(lambda: performer.look_after(queue.send), at_once=at_once)


if __name__ == "__main__":
    os.umask(0o077)
    log_to_standard_error()
    work(load_settings())
