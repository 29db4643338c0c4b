"""The kernel: names, files, formats and the one door to the store. No Flask, no CSV."""
