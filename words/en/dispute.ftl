# The quarrels of April 2019: what was said and by whom, what was counted, what the figures say of it. A court may read
# these sentences: they tell counts and draw no conclusion that the counts do not allow. docs/explanation/dispute.md

## Among which claims

dispute-country = Kazakhstan
dispute-among = { $where }; all days of submission.
dispute-among-from = { $where }; days of submission: { $first } and later.
dispute-among-until = { $where }; days of submission: { $last } and earlier.
dispute-among-between = { $where }; days of submission: { $first } – { $last }.
dispute-known = As known at the end of { $day }.
dispute-count = { $name } – { $number }
dispute-nowhere = none

## What the figures say

dispute-claim-HOLDS = These figures bear out the claim.
dispute-claim-IN_PART = These figures bear out the claim in part.
dispute-claim-FAILS = These figures do not bear out the claim.
dispute-claim-UNDECIDED = These figures do not decide the claim: nothing that it is about was counted.
dispute-counter_claim-HOLDS = These figures bear out the counter-claim.
dispute-counter_claim-IN_PART = These figures bear out the counter-claim in part.
dispute-counter_claim-FAILS = These figures do not bear out the counter-claim.
dispute-counter_claim-UNDECIDED = These figures do not decide the counter-claim: nothing that it is about was counted.

## C1: addresses

dispute-C1-claim = A deputy of the Mazhilis, 17 April 2019: when a family is entered, address, house and flat numbers do not come up in the Address Register.
dispute-C1-counter_claim = Ministry of Labour and Social Protection of the Population, 18 April 2019: the cause is not a lack of integration but that this information is absent from the data which akims fill in and enter.
dispute-C1-figures = Address facts given by the register or missing: { $needed }; of these missing: { $missing }. Reasons: not filled in by the akimat – { $not_filled }; fault of the data exchange – { $integration }; no information system connected – { $no_source }; other – { $other }.

## C2: the father and alimony

dispute-C2-claim = A deputy of the Mazhilis, 17 April 2019: data about the child's father and data concerning alimony are not visible.
dispute-C2-figures = Facts about a child's father given or missing: { $father_needed }; of these missing: { $father_missing } (among them not filled in – { $father_not_filled }; fault of the data exchange – { $father_integration }; before the electronic records or abroad – { $father_outside_coverage }). Facts about alimony given or missing: { $alimony_needed }; of these missing: { $alimony_missing }, because no information system was connected – { $alimony_no_source }.

## C3: children born before 13 August 2007

dispute-C3-claim = A deputy of the Mazhilis, 17 April 2019: there is no information about children born before 13 August 2007.
dispute-C3-counter_claim = Ministry of Labour and Social Protection of the Population, 18 April 2019: family composition is entered by akimats into the civil status registration system; that system has no information about children born before 13 August 2007.
dispute-C3-figures = Births before the electronic records, given or missing: { $before_needed }; of these missing: { $before_missing }. Reasons: the records begin later – { $before_outside_coverage }; fault of the data exchange – { $before_integration }. Later births given or missing: { $since_needed }; of these missing: { $since_missing }.

## C4: data of other state bodies

dispute-C4-claim = A deputy of the Mazhilis, 17 April 2019: E-Halyq has not received the data of other state bodies.
dispute-C4-counter_claim = Ministry of Labour and Social Protection of the Population, 18 April 2019: E-Halyq is integrated with the Address Register, Civil Status Acts Registration, Natural Persons and the Real Estate Register; the system works in full.
dispute-C4-figures = Attempts to ask information systems: { $attempts }; answers about the data – { $answers }; technical failures – { $failed }; requests turned away – { $refused }. Answers of the four systems named: { $named }. Facts for which no information system was connected: { $no_source }.

## C5: papers demanded by commissions

dispute-C5-claim = Mothers of many children, 11 April 2019: the commission that accepts documents demanded additional documents and certificates.
dispute-C5-counter_claim = The vice-minister of labour and social protection denied this on 11 April 2019; on 12 April 2019 she confirmed that commissions in some regions demand several documents, and named Shymkent and Turkistan region.
dispute-C5-figures = Claims: { $claims }. Papers beyond the identity card demanded by commissions: { $by_commission }; of these unjustified by the claim's own history: { $unjustified }. In Shymkent and Turkistan region – { $in_named_regions }; in other regions – { $elsewhere }. By region: { $regions }.

## C6: with an identity card only

dispute-C6-claim = The vice-minister of labour and social protection, 12 April 2019: applications are accepted with an identity card only.
dispute-C6-counter_claim = Ministry of Labour and Social Protection of the Population, 18 April 2019: if the information is in E-Halyq, applications are accepted with an identity card only.
dispute-C6-figures = Claims for which the registries gave everything they were asked: { $given }; with the identity card only – { $given_card_only }; a further paper demanded – { $given_asked }, of these without justification – { $given_asked_unjustified }. Claims with a gap in the data: { $gap }; with the identity card only – { $gap_card_only }; a further paper demanded – { $gap_asked }, of these without justification – { $gap_asked_unjustified }.

## C7: who has to ask whom

dispute-C7-claim = Applicants are sent for papers that another state body could give.
dispute-C7-counter_claim = The vice-minister of labour and social protection, 12 April 2019: the commission must obtain the needed document itself by sending a request to the Ministry of Justice.
dispute-C7-figures = Missing facts that another state body can fill: { $to_fill }; that body was asked first – { $state_first }; the applicant was sent first – { $applicant_first }; nobody yet – { $nobody_yet }. Requests to the Ministry of Justice: { $justice_requests }; replies – { $justice_replies }. Justified demands for a paper made although that body had not been asked: { $state_not_asked }.

## C8: parents

dispute-C8-counter_claim = The vice-minister of labour and social protection, 12 April 2019: the problem may also arise because data on some parents have not been added to the database of the e-gov site.
dispute-C8-figures = Facts about parents given by the e-gov database or missing: { $needed }; of these missing: { $missing }. Reasons: not in the database – { $not_filled }; fault of the data exchange – { $integration }; other – { $other }.
