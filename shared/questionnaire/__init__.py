"""The one questionnaire engine: definitions as data, pages and schemas made from them."""
