# The closed lists in words: <list>-<code>. Official terms: docs/reference/glossary.md.

## Where a claim is

Stage-INTAKE = intake
Stage-CHECKS = checks
Stage-COMMISSION = precinct commission
Stage-ASSESSMENT = assessment of income
Stage-DECISION = decision
Stage-DECIDED = decided
Stage-REVIEW = decision under review after a complaint
Stage-WITHDRAWN = withdrawn

## Who acts

Role-caseworker = caseworker
Role-head = head of the authorised body
Role-commission = member of the commission
Role-auditor = auditor
Role-deputy = deputy
Role-operator = operator
Role-service = information system

Party-OFFICE = employment centre
Party-COMMISSION = precinct commission
Party-AUTHORISED_BODY = authorised body
Party-STATE_BODY = state body
Party-REVIEWING_BODY = body that reviews the complaint
Party-REGISTRY = owner of the information system
Party-AKIMAT = akimat
Party-APPLICANT = applicant
Party-MINISTRY = Ministry of Labour and Social Protection of the Population
Party-SYSTEM = this system
Party-BUS = e-government gateway
Party-LAW = nobody, the law wants it so

StateBody-AKIMAT = akimat
StateBody-MINISTRY_OF_JUSTICE = Ministry of Justice
StateBody-MINISTRY_OF_INTERIOR = Ministry of Internal Affairs
StateBody-STATE_REVENUE_COMMITTEE = State Revenue Committee
StateBody-STATE_CORPORATION = State Corporation “Government for Citizens”

MemberRole-APPLICANT = applicant
MemberRole-SPOUSE = spouse
MemberRole-CHILD = child
MemberRole-FATHER = father
MemberRole-MOTHER = mother
MemberRole-OTHER = other member of the family

## How a claim comes in

Channel-CENTRE = through the employment centre
Channel-AKIM = through the akim
Channel-PUBLIC_SERVICE_CENTRE = through the public service centre
Channel-EGOV = through the e-government portal

Language-kk = Kazakh
Language-ru = Russian
Language-en = English

## What the state knows

Registry-ADDRESS_REGISTER = Address Register
Registry-CIVIL_STATUS = Civil Status Registration
Registry-PERSONS = state database “Natural Persons”
Registry-REAL_ESTATE = Real Estate Register
Registry-EGOV_BASE = database of the e-government portal
Registry-LEGAL_ENTITIES = state database “Legal Entities”
Registry-ENFORCEMENT = information system of enforcement proceedings
Registry-LABOUR_MARKET = information system “Labour Market”
Registry-SOCIAL_STATUS = information system of social status
Registry-PENSION = information system of pension contributions
Registry-VEHICLES = information system of vehicles
Registry-LIVESTOCK = information system of farm animals
Registry-TAX = information system of the tax service
Registry-EDUCATION = national education database

Fact-IDENTITY = identity
Fact-RESIDENCE = registration at the place of residence
Fact-STREET = street of the address
Fact-HOUSE = house number
Fact-FLAT = flat number
Fact-BIRTH = birth
Fact-FATHER = the child's father
Fact-DEATH = death
Fact-MARRIAGE = marriage
Fact-DIVORCE = divorce
Fact-PARENT = parent
Fact-PROPERTY = real estate
Fact-ALIMONY = alimony
Fact-INCOME = income
Fact-DISABILITY = disability
Fact-STUDY = study
Fact-VEHICLES = vehicles
Fact-LIVESTOCK = farm animals
Fact-OTHER = other information

Coverage-INSIDE = the system can know it
Coverage-OUTSIDE = from before the system's electronic records
Coverage-ABROAD = registered abroad

LookupOutcome-FOUND_COMPLETE = found in full
LookupOutcome-FOUND_INCOMPLETE = found, but not in full
LookupOutcome-NOT_FOUND = no record
LookupOutcome-OUTSIDE_COVERAGE = no record, because the act is from before the electronic records or from abroad
LookupOutcome-CONFLICT = the records contradict each other
LookupOutcome-STALE = the record is out of date
LookupOutcome-ACCESS_DENIED = access denied
LookupOutcome-CONSENT_REQUIRED = the person's consent is needed
LookupOutcome-VALIDATION_REJECTED = the request was not accepted
LookupOutcome-TIMEOUT = no answer in time
LookupOutcome-UNAVAILABLE = the system is not available
LookupOutcome-PROVIDER_ERROR = error of the system
LookupOutcome-NOT_INTEGRATED = no information system is connected

GapCause-NOT_FILLED = the data were not filled in
GapCause-OUTSIDE_COVERAGE = the act is from before the electronic records or from abroad
GapCause-INTEGRATION = fault in the exchange of data
GapCause-NO_SOURCE = no information system is connected
GapCause-CONSENT = the person's consent is missing
GapCause-CONTRADICTION = the data contradict each other or are out of date

StateAnswer-PROVIDED = the information was provided
StateAnswer-NO_DATA = there is no such information
StateAnswer-REFUSED = the information was refused

## Papers

DocumentType-IDENTITY_CARD = identity card
DocumentType-RESIDENCE_CERTIFICATE = certificate of registration at the place of residence
DocumentType-BIRTH_CERTIFICATE = birth certificate
DocumentType-PATERNITY_CERTIFICATE = certificate of paternity
DocumentType-DEATH_CERTIFICATE = death certificate
DocumentType-MARRIAGE_CERTIFICATE = marriage certificate
DocumentType-DIVORCE_CERTIFICATE = divorce certificate
DocumentType-ALIMONY_CERTIFICATE = certificate of alimony
DocumentType-INCOME_CERTIFICATE = certificate of income
DocumentType-PROPERTY_CERTIFICATE = certificate of real estate
DocumentType-DISABILITY_CERTIFICATE = certificate of disability
DocumentType-STUDY_CERTIFICATE = certificate of study
DocumentType-VEHICLE_CERTIFICATE = certificate of vehicles
DocumentType-LIVESTOCK_CERTIFICATE = certificate of farm animals
DocumentType-CONSENT = consent of the person the data are about
DocumentType-OTHER = other document

Verdict-ASKED_AGAIN = not justified — this paper had been demanded already
Verdict-ASKED_TOO_EARLY = not justified — an answer of the state was still awaited
Verdict-PRESENT_BUT_ASKED = not justified — the state had given this information
Verdict-NO_BASIS = not justified — no legal basis is named
Verdict-GAP = justified — the state lacks the information and a legal basis is named
Verdict-NO_REGISTRY = justified — no information system is connected and a legal basis is named
Verdict-NEVER_LOOKED_UP = not justified — no information system was asked

DemandWithdrawal-NOT_NEEDED = the paper is not needed
DemandWithdrawal-ASKED_IN_ERROR = demanded in error
DemandWithdrawal-GAP_CLOSED = the information was received without the paper

Basis-ORDER_320_PAPER_BEFORE_2007 = Order No. 320, act registered before 13 August 2007
Basis-ORDER_320_PAPER_BEFORE_2008 = Order No. 320, act registered before 1 June 2008
Basis-ORDER_320_ACT_ABROAD = Order No. 320, act registered abroad
Basis-ORDER_320_NO_ELECTRONIC_SOURCE = Order No. 320, no information system is connected
Basis-ORDER_320_ADDRESS_NOT_IN_REGISTER = Order No. 320, the address is not in the Address Register
Basis-ORDER_320_NO_DATA_IN_SYSTEM = Order No. 320, the information system has no data
Basis-ORDER_320_APPLICATION_PAPERS = Order No. 320, papers of the application itself
Basis-ORDER_227_PAPER_BEFORE_2007 = Order No. 227, act registered before 13 August 2007
Basis-ORDER_227_PAPER_BEFORE_2008 = Order No. 227, act registered before 1 June 2008
Basis-ORDER_227_ACT_ABROAD = Order No. 227, act registered abroad
Basis-ORDER_227_NO_ELECTRONIC_SOURCE = Order No. 227, no information system is connected
Basis-ORDER_227_ADDRESS_NOT_IN_REGISTER = Order No. 227, the address is not in the Address Register
Basis-ORDER_227_NO_DATA_IN_SYSTEM = Order No. 227, the information system has no data
Basis-ORDER_227_APPLICATION_PAPERS = Order No. 227, papers of the application itself
Basis-LAW_94_CONSENT = Law No. 94 of 21 May 2013, consent of the person the data are about

## Commission, contract, decision

Conclusion-NEEDS = the family is in need
Conclusion-NOT_IN_NEED = the family is not in need
Conclusion-INSPECTION_REFUSED = the applicant refused the inspection

IncomeBand-BELOW = below the poverty line
IncomeBand-ABOVE = above the poverty line

AidKind-UNCONDITIONAL = unconditional cash assistance
AidKind-CONDITIONAL = conditional cash assistance

RefusalGround-INCOME_ABOVE_LINE = the family's average per-capita income is above the poverty line
RefusalGround-INSPECTION_REFUSED = the applicant refused the inspection by the precinct commission
RefusalGround-NOT_IN_NEED = the precinct commission concluded that the family is not in need
RefusalGround-EMPLOYMENT_REFUSED = an able-bodied member of the family refused employment measures
RefusalGround-CONTRACT_BREACHED = the social contract was terminated or its obligations were not performed
RefusalGround-FALSE_INFORMATION = knowingly false information or unreliable documents were presented

Withdrawal-APPLICANT_REQUEST = at the applicant's wish
Withdrawal-MOVED_AWAY = the family moved away
Withdrawal-DEATH = death of the applicant
Withdrawal-SUBMITTED_IN_ERROR = submitted in error

ContractKind-SOCIAL_CONTRACT = social contract
ContractKind-INDIVIDUAL_PLAN = individual plan

ExtensionReason-AWAITING_STATE_BODY = an answer of a state body is awaited
ExtensionReason-AWAITING_ORGANISATION = an answer of an organisation is awaited
ExtensionReason-OTHER = another reason

## Afterwards

NoticeChannel-LETTER = by letter
NoticeChannel-SMS = by text message
NoticeChannel-EGOV = through the e-government portal
NoticeChannel-IN_PERSON = in person

PaymentGround-CONTRACT_BREACHED = obligations of the social contract were not performed
PaymentGround-CIRCUMSTANCES_CHANGED = the family's circumstances changed
PaymentGround-FALSE_INFORMATION = false information was presented
PaymentGround-MOVED_AWAY = the family moved away
PaymentGround-DEATH = death of the recipient
PaymentGround-RECIPIENT_REQUEST = at the recipient's wish
PaymentGround-PERIOD_ENDED = the period of the assistance ended
PaymentGround-DECISION_CHANGED = the decision was changed
PaymentGround-GROUND_CEASED = the reason for the suspension is over

ComplaintResult-DISMISSED = dismissed
ComplaintResult-UPHELD = upheld

## Who works on it

AssignmentWay-NEXT = as the next one of the queue
AssignmentWay-BY_HAND = by decision of the head

HandBack-CONFLICT_OF_INTEREST = conflict of interest
HandBack-LANGUAGE = the applicant speaks another language
HandBack-NEEDS_EXPERIENCE = more experience is needed
HandBack-WORKLOAD = too many applications in hand
HandBack-ABSENCE = absence
HandBack-GIVEN_IN_ERROR = given in error
HandBack-OTHER = another reason

## Waiting

WaitKind-registration = registration
WaitKind-file = transfer of the file
WaitKind-queue = requests waiting to be sent
WaitKind-lookup = answer of an information system
WaitKind-retry = repeated request to an information system
WaitKind-gap = missing information that nobody is dealing with
WaitKind-state_request = answer of a state body
WaitKind-document = paper from the applicant
WaitKind-commission = conclusion of the precinct commission
WaitKind-assessment = assessment of income
WaitKind-contract = signature of the applicant
WaitKind-decision = decision
WaitKind-complaint = review of the complaint
WaitKind-idle = nothing being done

WaitCause-REGISTRATION = the application is not registered
WaitCause-TRANSFER = the file is on its way to another office
WaitCause-QUEUE = the requests were not sent yet
WaitCause-LOOKUP = an information system has not answered yet
WaitCause-RETRY = the request has to be repeated
WaitCause-UNATTENDED_GAP = information is missing and nobody was asked for it
WaitCause-STATE_REQUEST = a state body has not answered yet
WaitCause-DOCUMENT = a paper was demanded of the applicant
WaitCause-INSPECTION = the precinct commission has not concluded yet
WaitCause-ASSESSMENT = the income is not assessed yet
WaitCause-CONTRACT = the applicant has not signed yet
WaitCause-DECISION = there is no decision yet
WaitCause-COMPLAINT = the complaint is being reviewed
WaitCause-IDLE = nobody did anything about the claim

## What oversight finds

FindingRule-APPROVED_AGAINST_CONCLUSION = approved against the commission's conclusion
FindingRule-TOO_FEW_SIGNATURES = too few signatures under the conclusion, or all of them from one device
FindingRule-DECIDED_WITHOUT_CONCLUSION = decided before any conclusion of the commission
FindingRule-UNJUSTIFIED_DEMAND = a paper demanded without justification
FindingRule-OVER_TERM = over term
FindingRule-STATE_NOT_ASKED = the applicant was asked before the state body that could have answered
FindingRule-UNLAWFUL_EXTENSION = an extension of the term that does not count
FindingRule-SILENCE = nothing happened although the claim should have moved
FindingRule-PAUSE_ON_LAST_DAY = a pause begun on the last day of the term or later
FindingRule-PAUSE_REPEATED = a pause begun again for the same thing
FindingRule-PAUSE_WITH_WORK = work went on during a pause
FindingRule-PAUSE_NOT_FOLLOWED_UP = a long pause without a reminder to the applicant
FindingRule-CONTRADICTION = records that contradict each other
FindingRule-CLAMPED = an event dated before the one that precedes it
FindingRule-ANSWERED_TWICE = a second answer to one question

FindingStatus-OPEN = open
FindingStatus-ACKNOWLEDGED = seen
FindingStatus-ANSWERED = answered
FindingStatus-CLOSED = closed

FindingAnswer-MENDED = put right
FindingAnswer-LAWFUL_REASON = there was a lawful reason
FindingAnswer-RECORD_WRONG = the record is wrong
FindingAnswer-DISPUTED = disputed

FindingClosure-ANSWER_ACCEPTED = the answer was accepted
FindingClosure-MEASURES_TAKEN = measures were taken
FindingClosure-NO_VIOLATION = no violation
FindingClosure-REFERRED = referred to another body
FindingClosure-NO_LONGER_HOLDS = no longer holds by what was recorded since

## What deputies ask

InquiryTemplate-CLAIMS = claims received, approved, refused and open
InquiryTemplate-FAMILIES = families, persons and children
InquiryTemplate-PAPERS = additional documents demanded
InquiryTemplate-MISSING_DATA = causes of missing data
InquiryTemplate-BACKLOG = backlog, terms and faults of information systems
InquiryTemplate-COVERAGE = local coverage
InquiryTemplate-UNJUSTIFIED = approvals that should not have been

NotRecorded-TENGE_PAID = tenge paid: events tell that a payment began, was suspended or ended, never its amount
NotRecorded-ENTITLED_POPULATION = how many are entitled: only those are known who applied
NotRecorded-SUMS_TO_RETURN = sums to be returned: amounts are not recorded, only that an approval breaks a rule
NotRecorded-SYSTEM_DOWNTIME = downtime of the system in which claims are entered: only answers and faults of the systems that were asked are recorded

InquiryStatus-ANSWERED = answered with figures, the addressee's letter is awaited
InquiryStatus-REPLIED = the addressee has answered in writing

KeptBack-PERSONS = how many persons and children: given exact to auditors only
KeptBack-ASKERS = who demanded the documents: given exact to auditors only
KeptBack-ATTEMPTS = attempts and faults of information systems: given exact to auditors only
KeptBack-DISTRICTS = by district: given exact to auditors only
KeptBack-REGIONS = by region: given exact to auditors only
KeptBack-GROUNDS_BY_REGION = grounds of refusal by region: given exact to auditors only
KeptBack-RECEIPTS = how many of the demanded documents were brought or no longer demanded: given exact to auditors only
KeptBack-CLOSINGS = what made up for the missing data: given exact to auditors only
KeptBack-WAITED = how long open claims have waited: given exact to auditors only
KeptBack-LOST = time lost, by information system and cause: given exact to auditors only
