"""``mlat import``: a batch of source tables becomes rows of ``data/tables``, merged by id, with a report."""
