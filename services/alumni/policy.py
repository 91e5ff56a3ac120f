"""The numbers HR may change, on one page."""

from __future__ import annotations

from datetime import timedelta

# What the moments of the programme can ask: one thing, whether somebody wants to stay in touch.
ASKS = ("invitation",)

# How long the link in a letter that asks for a confirmation works.
CONFIRM_WITHIN = timedelta(days=7)
# So many letters to one address in a day, whoever asks for them; the page says the same beyond it.
LETTERS_A_DAY = 3
# So many times a day somebody may fill in the public page from one place; a whole office is one place.
SIGN_UPS = "60 per hour"

# The first words of the consent that was asked for; kept with each consent, and counted on when the words change.
WORDS_VERSION = 1

LONGEST_NAME = 120
FIRST_YEAR = 1950
LONGEST_WISH = 60
MOST_WISHES = 8

# A newsletter that could not leave for so long (stopped letters, an address that was away) is no news any more.
NEWS_LIVES = timedelta(days=14)
LONGEST_TITLE = 120
LONGEST_BODY = 60_000

# How long before a promise runs out HR is reminded of it.
REMIND_BEFORE = timedelta(days=2)
# In so many working days somebody hears, where a vacancy says nothing else.
DECIDE_DAYS = 10
# A CV goes four weeks after the decision, as the Dutch code of conduct for recruiting has it.
CV_KEPT = timedelta(days=28)
CV_MEBIBYTES = 10
LONGEST_MOTIVATION = 6_000
LONGEST_WORDS = 2_000

# How long a place that came free is kept for who is next.
OFFER_LIVES = timedelta(hours=48)
# When whoever comes is reminded.
REUNION_REMINDER = timedelta(days=3)
MOST_GUESTS = 10
LONGEST_DIET = 300

# A list of former colleagues: so many rows in a file, so long may a proof, a place or a function be.
MOST_LISTED = 20_000
LIST_MEBIBYTES = 10
LONGEST_PROOF = 300
LONGEST_WORK = 120
# A list about which nobody decides is let go; who is asked out of one has so long to answer.
LIST_LIVES = timedelta(days=14)
ASKED_FOR = timedelta(days=30)

# Vacancies of another system: so many at once, so large may a feed be, so long may it take.
MOST_POSTINGS = 2_000
FEED_MEBIBYTES = 10
FEED_SECONDS = 20
FEED_EVERY = timedelta(hours=1)
# Where a feed tells no last day.
VACANCY_LIVES = timedelta(days=60)
# As long as such a vacancy is in the feed, one has at least so long to answer.
OPEN_AT_LEAST = timedelta(days=14)

# So many people may a member think of, in a day and in thirty days; what is kept of it goes after a while.
NAMED_A_DAY = 3
NAMED_A_MONTH = 10
NAMED_KEPT = timedelta(days=90)

# Who is hired within so long after answering a vacancy came back by it.
BACK_WITHIN = timedelta(days=366)
