"""The numbers HR may change, on one page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

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
# So long after a newsletter those who stop news are counted beside it.
LOOKED_AT = timedelta(days=7)
LONGEST_TITLE = 120
# What a camera makes; it is drawn anew, much smaller.
PICTURE_MEBIBYTES = 20
LONGEST_ALTERNATIVE = 300
# A picture that no newsletter shows goes after so long.
PICTURE_KEPT = timedelta(days=30)
LONGEST_BODY = 60_000

# How long before a promise runs out HR is reminded of it.
REMIND_BEFORE = timedelta(days=2)
# Who wants one letter a month has so long to answer what it tells; what closes before that is told at once.
ANSWERED_WITHIN = timedelta(days=5)
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
# HR's own questions with an invitation: short ones, and few.
MOST_QUESTIONS = 5
LONGEST_QUESTION = 120
# So long before the last day to answer whoever did not is reminded, once; not where the invitation is younger than so.
ANSWER_REMINDER = timedelta(days=4)
INVITATION_RESTS = timedelta(days=3)

# What HR writes to who came.
LONGEST_THANKS = 2_000
# What a reunion cost at most, in one line; and how many lines.
MOST_COST = Decimal(10_000_000)
MOST_COSTS = 40

# What a member proposes.
LONGEST_IDEA = 2_000
MOST_PROPOSALS = 3

# What a member tells other members, and writes to one of them.
LONGEST_ABOUT = 600
LONGEST_MESSAGE = 2_000
MESSAGES_A_DAY = 10
# To one person, in so many days, as long as they do not write back.
MESSAGES_TO_ONE = 3
TO_ONE_WITHIN = timedelta(days=14)
# A message is kept so long, for the case that somebody reports it; then it is gone.
MESSAGES_KEPT = timedelta(days=60)
REPORTS_KEPT = timedelta(days=365)
PROPOSALS_KEPT = timedelta(days=365)
# What people eat and answered is of no use so long after the day.
ANSWERS_KEPT = timedelta(days=60)
# A search goes no further than so many: beyond it more words are needed.
MOST_FOUND = 5_000
SHORTEST_SEARCH = 2

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
# In a house that travels in time, once for each of its days: stops lie on whole hours, so a little less than a day.
FEED_TRAVELS = timedelta(hours=23)
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
