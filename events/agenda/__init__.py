"""1. An event is planned: arrangements, agenda items, speakers, slides, calendars."""
