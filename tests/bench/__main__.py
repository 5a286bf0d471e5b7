"""`make bench`: how long the dashboard takes with 10,000 rooms, and a bell with 1,000 drafts.

Prints, and decides nothing: machines differ.

`make bench ARGS="FOLDER"` keeps the filled database in that folder, and uses it the next time.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from models import base
from models.embedded import Embedded
from tests.bench import dashboard, drafts, school


def main(data: Path) -> None:
    private = Embedded(data)
    url = private.start()
    base.connect(url)
    base.migrate()
    with base.database.connection_context():
        trainer = school.trainer() or school.fill()
        dashboard.measure(data, url, trainer)
        drafts.measure()
    base.disconnect()
    private.stop()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        kept = Path(sys.argv[1]).resolve()
        kept.mkdir(parents=True, exist_ok=True)
        main(kept)
    else:
        with tempfile.TemporaryDirectory(prefix="rounds-bench-") as made:
            Path(made).chmod(0o755)  # the private PostgreSQL of a server that runs as root has to enter it
            main(Path(made))
