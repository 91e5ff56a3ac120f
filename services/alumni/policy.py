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
# What a camera makes; it is drawn anew, much smaller.
PICTURE_MEBIBYTES = 20
LONGEST_ALTERNATIVE = 300
# A picture that no newsletter shows goes after so long.
PICTURE_KEPT = timedelta(days=30)
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
