"""2. People are invited, reply and arrive: contact, partnership, invitation, place, badge."""
