"""5. Looking back and handing out: the overview, exports, backups, and the pages that gather stages."""
