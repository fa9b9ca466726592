"""Before the event: who may open which page. Officer, Role, sign-in, personal link, door."""
