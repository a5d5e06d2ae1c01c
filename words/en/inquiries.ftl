# Deputies' inquiries: what is asked, the tables of an answer, its printable page. docs/how-to/answer-an-inquiry.md
# A table's name, what it is by, a figure: inquiry-table-…, inquiry-by-…, inquiry-figure-….

## The page

inquiry-day = { $day }
inquiry-heading = Answer to a deputy's inquiry
inquiry-number = Number of the inquiry
inquiry-addressee = Addressee
inquiry-received = Received on
inquiry-due = The addressee must answer by
inquiry-reply = The addressee's letter
inquiry-no-reply = not there yet
inquiry-overdue = not there, and the term is over
inquiry-as-known = As known at the end of
inquiry-among = Claims
inquiry-everywhere = all regions
inquiry-period-all = all days of submission
inquiry-period-from = submitted: { $first } and later
inquiry-period-until = submitted: { $last } and earlier
inquiry-period-between = submitted: { $first } – { $last }
inquiry-disclosure = Figures
inquiry-exact = exact
inquiry-released = given under disclosure control ({ $policy }): small figures are hidden, and others that would give them away; a hidden figure is not a zero
inquiry-hidden = hidden
inquiry-all = all
inquiry-none = none
inquiry-empty = –
inquiry-not-recorded = Asked, but not recorded in this system
inquiry-digest = Digest of the answer ({ $algorithm })
inquiry-definitions = Definitions of the figures
inquiry-position = Last event taken into account
inquiry-check = Ask the same again as known on that day, and the digest must be the same.

## What is asked

inquiry-about-CLAIMS = How many claims were received, approved, refused (on which grounds), withdrawn and are open, by region.
inquiry-about-FAMILIES = How many families claimed and were assigned assistance, and how many persons and children live in them. Tenge paid are not recorded.
inquiry-about-PAPERS = Which regions demand additional documents, how many, with which justification, and who demands them.
inquiry-about-MISSING_DATA = Which data the state lacks, by information system, cause and who answers for it.
inquiry-about-BACKLOG = How many claims are open and over term, how long they have waited, and how often information systems failed. Downtime of the claim system itself is not recorded.
inquiry-about-COVERAGE = How many were assigned assistance, by region and district. How many are entitled to it is not recorded.
inquiry-about-UNJUSTIFIED = How many decisions and conclusions break a rule: approved against the commission's conclusion, concluded with too few signatures, decided without a conclusion. Sums paid and to be returned are not recorded.

## Tables

inquiry-table-claims = Claims
inquiry-table-grounds = Refusals by ground
inquiry-table-families = Families, persons, children
inquiry-table-papers = Documents demanded, by justification
inquiry-table-papers_by_asker = Documents demanded, by who demanded them
inquiry-table-missing = Missing data, by information system and cause
inquiry-table-missing_by_owner = Missing data, by who answers for it
inquiry-table-backlog = Open claims and terms
inquiry-table-waiting = How long open claims have waited
inquiry-table-registries = Attempts to ask information systems
inquiry-table-lost = Waiting for information systems
inquiry-table-assigned = Assistance assigned
inquiry-table-unjustified = Decisions and conclusions that break a rule

## By what

inquiry-by-region = region
inquiry-by-country = country
inquiry-by-district = district
inquiry-by-first_end = how it ended
inquiry-by-verdict = justification
inquiry-by-asked_by = who demanded
inquiry-by-registry = information system
inquiry-by-asked_of = who was asked
inquiry-by-cause = cause
inquiry-by-owner = who answers for it
inquiry-by-rule = rule
inquiry-end-OPEN = open
inquiry-end-APPROVED = approved
inquiry-end-REFUSED = refused
inquiry-end-WITHDRAWN = withdrawn

## Figures

inquiry-figure-received = received
inquiry-figure-registered = registered
inquiry-figure-open = open
inquiry-figure-decided = decided
inquiry-figure-approved = approved
inquiry-figure-refused = refused
inquiry-figure-withdrawn = withdrawn
inquiry-figure-families = families
inquiry-figure-persons = persons
inquiry-figure-children = children
inquiry-figure-demands = demanded
inquiry-figure-papers-received = brought
inquiry-figure-papers-withdrawn = no longer demanded
inquiry-figure-detected = missing
inquiry-figure-closed_by_registry = later given by a system
inquiry-figure-closed_by_state_body = given by a state body
inquiry-figure-closed_by_paper = brought by the applicant
inquiry-figure-open_over_term = open, over term
inquiry-figure-ended_over_term = ended over term
inquiry-figure-total_s = waited, added up
inquiry-figure-attempts = attempts
inquiry-figure-answered = answered
inquiry-figure-failed = failed
inquiry-figure-share_s = waited, added up
inquiry-figure-findings = found
inquiry-kept-back = Asked, but not among what may be published
inquiry-withheld = This table cannot be given: it would tell of few people.
inquiry-of-month = { $table }, { $month }
inquiry-table-country = Claims of the whole country by how they ended
inquiry-table-outcomes = Claims by how they ended
inquiry-table-paper_types = Documents demanded, by type
inquiry-table-gap_registries = Missing data, by information system
inquiry-table-gap_causes = Missing data, by cause
inquiry-table-gap_owners = Missing data, by who answers for it
inquiry-table-terms = Claims by whether their term was kept
inquiry-table-waits = Waits, by who answers for them
inquiry-table-findings = Decisions and conclusions that break a rule
inquiry-by-end = how it ended
inquiry-by-term = term
inquiry-by-type = type of document
inquiry-by-liable = who answers for it
inquiry-term-WITHIN = within the term
inquiry-term-OVER = over term
inquiry-term-OPEN_OVER = open, over term
inquiry-term-ENDED_OVER = ended over term
inquiry-figure-count = count
inquiry-figure-share_working_s = waited in working time, added up
